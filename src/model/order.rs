//! Puts things in order without a sorting routine for each type: std's takes 5 KB of the program for every type that is sorted, and
//! there are eighty. Only places are sorted here, and then the things are moved to them.

use std::cmp::Ordering;

/// What is put in order; equal things keep the order they had.
pub trait Order<T> {
    /// By a comparison.
    fn order_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering);

    /// By a key.
    fn order_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        self.order_by(|one, other| key(one).cmp(&key(other)));
    }

    /// By themselves.
    fn order(&mut self)
    where
        T: Ord,
    {
        self.order_by(T::cmp);
    }
}

impl<T> Order<T> for [T] {
    fn order_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        let mut from = places(self.len(), &mut |one, other| compare(&self[one], &self[other]));
        for begin in 0..from.len() {
            // Round the circle in which things take each other's places.
            let mut at = begin;
            loop {
                let next = std::mem::replace(&mut from[at], at);
                if next == begin {
                    break;
                }
                self.swap(at, next);
                at = next;
            }
        }
    }
}

/// What is gathered into a set or a map, one by one: std's `collect` sorts everything first, with a routine for each type.
pub trait Gather: Iterator + Sized {
    /// All of it.
    fn gather<C: Default + Extend<Self::Item>>(self) -> C {
        let mut gathered = C::default();
        gathered.extend(self);
        gathered
    }
}

impl<I: Iterator> Gather for I {}

/// Where the thing for each place stands now.
#[inline(never)]
fn places(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|one, other| compare(*one, *other));
    places
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_as_std_has_it(things in proptest::collection::vec((0_u8..6, any::<u16>()), 0..60)) {
            let (mut ours, mut theirs) = (things.clone(), things.clone());
            ours.order_by_key(|(key, _)| *key);
            theirs.sort_by_key(|(key, _)| *key);
            prop_assert_eq!(&ours, &theirs);
            ours.order_by(|(_, one), (_, other)| other.cmp(one));
            theirs.sort_by(|(_, one), (_, other)| other.cmp(one));
            prop_assert_eq!(&ours, &theirs);
            ours.order();
            theirs.sort();
            prop_assert_eq!(ours, theirs);
        }
    }
}
