//! What a piece of another desk's chain means for the copy we hold of it; pure.
//!
//! | the piece | verdict |
//! |---|---|
//! | goes on where the copy ends, or overlaps it with the same lines | [`Verdict::Follows`] |
//! | holds nothing the copy lacks | [`Verdict::Known`] |
//! | begins behind lines that never came | [`Verdict::Gap`]: it waits |
//! | has another line where the copy has one, of the same installation | [`Verdict::Fork`]: a restored backup or a cloned disk |
//! | is, or becomes, another installation's | [`Verdict::Installation`]: it waits until a person has confirmed it |
//! | is a later one of another installation, and does not join the copy | [`Verdict::Ahead`]: it waits for its beginning |
//! | goes on, came by another desk, and its owner has not signed it | [`Verdict::Unsigned`]: it waits for the signature |
//! | is the first of its chain, came by another desk, and nobody above its owner has confirmed its key | [`Verdict::Stranger`]: it waits for that, or until a person has agreed |
//! | is of our own chain, and this desk is new | [`Verdict::Rebuild`]: its records become ours again |
//!
//! Because every line's hash covers the one before, one line in common makes all before it the same. So any order of arrival, any
//! repetition and any loss with sending again end in the same copy.
//!
//! A fork is for a person to decide: what is here stays, or what came takes its place ([`Piece::joins`]).

use crate::store::journal::{Epoch, Hash};

/// The end of the copy we hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Copy {
    /// The installation whose lines come last.
    pub epoch: Epoch,
    /// The number of the last line.
    pub seq: u64,
    /// Its hash.
    pub hash: Hash,
}

/// A run of lines without gaps, verified in itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Piece {
    /// The installation that made it.
    pub epoch: Epoch,
    /// The number of its first line, from 1.
    pub first: u64,
    /// The number of its last line; `first - 1` where it has none.
    pub last: u64,
    /// The hash of the line before its first.
    pub before: Hash,
    /// The hash of its last line.
    pub after: Hash,
}

/// What is to be done with a piece.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// Its lines from this number on are taken in.
    Follows {
        /// The first line the copy lacks.
        from: u64,
    },
    /// There is nothing new in it.
    Known,
    /// It waits for these lines.
    Gap {
        /// The first line that is missing.
        first: u64,
        /// The last one.
        last: u64,
    },
    /// It contradicts the copy.
    Fork {
        /// A line that both have, with different hashes.
        at: u64,
    },
    /// Another installation has taken over.
    Installation {
        /// Whether it goes on with the copy, rather than beginning anew.
        goes_on: bool,
        /// The first line the copy lacks; 1 where it begins anew.
        from: u64,
    },
    /// It is a later piece of another installation, whose beginning has not come or was not agreed to: it waits for that.
    Ahead,
    /// It goes on with the copy and came by another desk, but no signature of its owner covers what is new in it: anybody who handed it
    /// on may have written that.
    Unsigned {
        /// The first line the copy lacks.
        from: u64,
    },
    /// It is the first of its chain and came by another desk, under a key that no desk above its owner has confirmed in its own chain.
    Stranger {
        /// The first line the copy lacks.
        from: u64,
    },
    /// It is what another desk has kept of our own chain, and takes the place of what this new desk has.
    Rebuild,
}

/// What is seen in a piece behind the end of a copy.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Behind {
    /// A `chain` line: an installation takes over, whichever comes last.
    pub begins: bool,
    /// The piece was handed on, and lines of records in it are covered by no signature of the chain's own key.
    pub is_unsigned: bool,
}

impl Verdict {
    /// The verdict on a piece that goes on with a copy, once its lines were seen.
    #[must_use]
    pub fn with(self, behind: Behind, has_copy: bool) -> Verdict {
        match self {
            Verdict::Follows { from } if has_copy && behind.begins => Verdict::Installation { goes_on: true, from },
            Verdict::Follows { from } if behind.is_unsigned => Verdict::Unsigned { from },
            verdict => verdict,
        }
    }
}

/// What a piece of our own chain, kept by another desk, means here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Own {
    /// We have all of it.
    Known,
    /// This desk is new, or is this one as it was earlier: it becomes the one that was kept.
    Rebuild,
    /// This desk holds entries that are not in it, or it is not the whole chain: it cannot be used.
    Refused,
}

impl Piece {
    /// What it means where it is of our own chain. `may_become` says that nobody has entered anything here yet, or that our chain
    /// begins with the same lines (a desk that came back from a backup); `ours` gives the hash of a line of our chain.
    pub fn judge_own(&self, may_become: bool, ours: impl FnOnce(u64) -> Option<Hash>) -> Own {
        if self.last < self.first || ours(self.last) == Some(self.after) {
            Own::Known
        } else if may_become && self.first <= 1 {
            Own::Rebuild
        } else {
            Own::Refused
        }
    }

    /// Whether it makes a whole chain together with the lines of our copy before its first: by itself where it begins at line 1, or
    /// where both have the line before its first. `ours` gives the hash of a line of the copy.
    pub fn joins(&self, ours: impl FnOnce(u64) -> Option<Hash>) -> bool {
        self.first <= 1 || ours(self.first - 1) == Some(self.before)
    }

    /// What it means for a copy. `ours` gives the hash of a line of the copy, `theirs` that of a line of the piece; either is
    /// asked for one line at most.
    pub fn judge(
        &self,
        copy: Option<&Copy>,
        ours: impl FnOnce(u64) -> Option<Hash>,
        theirs: impl FnOnce(u64) -> Option<Hash>,
    ) -> Verdict {
        let Some(copy) = copy.filter(|copy| copy.seq > 0) else {
            return if self.first <= 1 {
                Verdict::Follows { from: 1 }
            } else {
                Verdict::Gap { first: 1, last: self.first - 1 }
            };
        };
        let next = copy.seq.saturating_add(1);
        if self.first > next {
            return Verdict::Gap { first: next, last: self.first - 1 };
        }
        // A line that both have, or the one before the piece: the same there, the same all the way back.
        let (at, same) = if self.first == next {
            (copy.seq, self.before == copy.hash)
        } else if self.last <= copy.seq {
            (self.last, ours(self.last) == Some(self.after))
        } else {
            (copy.seq, theirs(copy.seq) == Some(copy.hash))
        };
        let is_other = self.epoch != copy.epoch;
        match (same, is_other) {
            (true, _) if self.last <= copy.seq => Verdict::Known,
            (true, false) => Verdict::Follows { from: next },
            (true, true) => Verdict::Installation { goes_on: true, from: next },
            (false, _) if is_other && self.first <= 1 => Verdict::Installation { goes_on: false, from: 1 },
            (false, _) => Verdict::Fork { at },
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    const ONE: Epoch = Epoch([1; 16]);
    const OTHER: Epoch = Epoch([2; 16]);

    /// The hashes of a chain: line `n` stands at `n - 1`.
    fn chain(salt: u8, length: u64, shared: &[Hash]) -> Vec<Hash> {
        let mut lines = shared.to_vec();
        for seq in lines.len() as u64..length {
            let before = lines.last().copied().unwrap_or(Hash::ZERO);
            lines.push(Hash::of(&[&before.0, &[salt], &seq.to_be_bytes()]));
        }
        lines
    }

    fn at(lines: &[Hash], seq: u64) -> Option<Hash> {
        usize::try_from(seq).ok()?.checked_sub(1).and_then(|at| lines.get(at)).copied()
    }

    fn piece(lines: &[Hash], epoch: Epoch, first: u64, last: u64) -> Piece {
        let before = at(lines, first - 1).unwrap_or(Hash::ZERO);
        Piece { epoch, first, last, before, after: at(lines, last).unwrap_or(before) }
    }

    fn copy(lines: &[Hash], epoch: Epoch) -> Option<Copy> {
        lines.last().map(|hash| Copy { epoch, seq: lines.len() as u64, hash: *hash })
    }

    fn judge(held: &[Hash], lines: &[Hash], epoch: Epoch, first: u64, last: u64) -> Verdict {
        let piece = piece(lines, epoch, first, last);
        piece.judge(copy(held, ONE).as_ref(), |seq| at(held, seq), |seq| at(lines, seq))
    }

    #[test]
    fn every_case_has_its_verdict() {
        let whole = chain(0, 20, &[]);
        let held = &whole[..10];
        let of = |first, last| judge(held, &whole, ONE, first, last);
        assert_eq!(of(11, 20), Verdict::Follows { from: 11 });
        assert_eq!(of(5, 12), Verdict::Follows { from: 11 });
        assert_eq!(of(1, 20), Verdict::Follows { from: 11 });
        assert_eq!(of(3, 10), Verdict::Known);
        assert_eq!(of(11, 10), Verdict::Known);
        assert_eq!(of(13, 20), Verdict::Gap { first: 11, last: 12 });
        assert_eq!(judge(&[], &whole, ONE, 1, 3), Verdict::Follows { from: 1 });
        assert_eq!(judge(&[], &whole, ONE, 4, 5), Verdict::Gap { first: 1, last: 3 });
        // A restored backup that went on otherwise from line 8, of the same installation.
        let forked = chain(7, 20, &whole[..8]);
        assert_eq!(judge(held, &forked, ONE, 9, 20), Verdict::Fork { at: 10 });
        assert_eq!(judge(held, &forked, ONE, 9, 9), Verdict::Fork { at: 9 });
        assert_eq!(judge(held, &forked, ONE, 11, 20), Verdict::Fork { at: 10 });
    }

    #[test]
    fn another_installation_waits_until_confirmed() {
        let whole = chain(0, 10, &[]);
        let goes_on = chain(7, 20, &whole);
        let anew = chain(9, 20, &[]);
        let after = |lines: &[Hash], first| judge(&whole, lines, OTHER, first, 20);
        assert_eq!(after(&goes_on, 11), Verdict::Installation { goes_on: true, from: 11 });
        assert_eq!(after(&anew, 1), Verdict::Installation { goes_on: false, from: 1 });
        // It is for its first package to tell that it begins anew.
        assert_eq!(after(&anew, 5), Verdict::Fork { at: 10 });
    }

    #[test]
    fn what_goes_on_is_looked_into() {
        let (begins, unsigned) =
            (Behind { begins: true, ..Behind::default() }, Behind { is_unsigned: true, ..Behind::default() });
        let follows = Verdict::Follows { from: 7 };
        assert_eq!(follows.with(Behind::default(), true), follows);
        assert_eq!(follows.with(begins, true), Verdict::Installation { goes_on: true, from: 7 });
        assert_eq!(follows.with(begins, false), follows, "every chain begins once");
        assert_eq!(follows.with(unsigned, true), Verdict::Unsigned { from: 7 });
        assert_eq!(follows.with(unsigned, false), Verdict::Unsigned { from: 7 });
        assert_eq!(Verdict::Known.with(unsigned, true), Verdict::Known);
    }

    #[test]
    fn our_own_chain_comes_back_to_a_new_desk_only() {
        let kept = chain(0, 20, &[]);
        let fresh = chain(5, 3, &[]);
        let of = |ours: &[Hash], is_new, first| piece(&kept, ONE, first, 20).judge_own(is_new, |seq| at(ours, seq));
        assert_eq!(of(&fresh, true, 1), Own::Rebuild);
        assert_eq!(of(&fresh, false, 1), Own::Refused);
        // A part of it makes no desk.
        assert_eq!(of(&fresh, true, 4), Own::Refused);
        // A desk that has it, and more, has nothing to learn; one that went another way has.
        let more = chain(6, 30, &kept);
        assert_eq!(
            (of(&kept, false, 1), of(&more, false, 1), of(&more, false, 9)),
            (Own::Known, Own::Known, Own::Known)
        );
        assert_eq!(of(&chain(6, 30, &kept[..15]), false, 1), Own::Refused);
        assert_eq!(piece(&kept, ONE, 21, 20).judge_own(false, |_| None), Own::Known);
    }

    #[test]
    fn what_parted_joins_our_copy_where_both_have_the_line_before_it() {
        let held = chain(0, 10, &[]);
        let forked = chain(7, 20, &held[..8]);
        let joins = |lines: &[Hash], first| piece(lines, ONE, first, 20).joins(|seq| at(&held, seq));
        assert!(joins(&forked, 1) && joins(&forked, 9) && joins(&forked, 5));
        assert!(!joins(&forked, 10) && !joins(&forked, 11) && !joins(&forked, 15));
        assert!(joins(&chain(9, 20, &[]), 1) && !joins(&chain(9, 20, &[]), 2));
    }

    proptest! {
        #[test]
        fn any_order_with_sending_again_ends_in_the_same_copy(
            cuts in prop::collection::vec((1_u64..40, 1_u64..40), 1..12),
            order in prop::collection::vec(any::<prop::sample::Index>(), 0..60),
        ) {
            let whole = chain(0, 40, &[]);
            let mut pieces: Vec<(u64, u64)> = cuts.into_iter().map(|(one, other)| (one.min(other), one.max(other))).collect();
            // What is lost is sent again: in the end everything was sent once in order.
            let order: Vec<usize> = order.iter().map(|index| index.index(pieces.len())).collect();
            let mut sent: Vec<(u64, u64)> = order.into_iter().map(|at| pieces[at]).collect();
            pieces.sort_unstable();
            sent.extend(pieces);
            sent.push((1, 40));
            let mut held: Vec<Hash> = Vec::new();
            for (first, last) in sent {
                match judge(&held, &whole, ONE, first, last) {
                    Verdict::Follows { from } => {
                        prop_assert_eq!(from, held.len() as u64 + 1);
                        held.extend((from..=last).map(|seq| at(&whole, seq).unwrap()));
                    }
                    Verdict::Known => prop_assert!(last <= held.len() as u64),
                    Verdict::Gap { first: missing, last: before } => {
                        prop_assert_eq!((missing, before + 1), (held.len() as u64 + 1, first));
                    }
                    other => prop_assert!(false, "{other:?}"),
                }
            }
            prop_assert_eq!(held, whole);
        }
    }
}
