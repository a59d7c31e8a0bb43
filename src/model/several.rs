//! Several deputies named at once: everybody in office, or a group of them.

use super::context::Context;
use super::deputy::{Deputy, SERVING};
use super::kind::Kind;
use super::record::Record;
use crate::text::zh::model::typed as zh;

/// Deputies looked at: more than any station's roster holds.
const MOST: usize = 2_000;

/// Deputies in office that go by one name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Several {
    /// What they are called together.
    pub name: String,
    /// Their ids, in the order of the roster.
    pub deputies: Vec<u64>,
}

/// Everybody in office, then each 代表小组 in the order of the roster; empty where nobody is in office.
pub fn all(context: &Context<'_>) -> Vec<Several> {
    let serving = serving(context);
    if serving.is_empty() {
        return Vec::new();
    }
    let everybody =
        Several { name: zh::ALL_SERVING[0].to_owned(), deputies: serving.iter().map(|(id, _)| *id).collect() };
    let mut found = vec![everybody];
    for (id, deputy) in serving.iter().filter(|(_, deputy)| !deputy.group.is_empty()) {
        match found.iter_mut().skip(1).find(|group| group.name == deputy.group) {
            Some(group) => group.deputies.push(*id),
            None => found.push(Several { name: deputy.group.clone(), deputies: vec![*id] }),
        }
    }
    found
}

/// The deputies a text names together: 全体在任代表 or the whole name of a group.
pub fn named(typed: &str, context: &Context<'_>) -> Option<Vec<u64>> {
    let mut known = all(context).into_iter();
    let everybody = known.next()?;
    if zh::ALL_SERVING.contains(&typed) {
        return Some(everybody.deputies);
    }
    known.find(|group| group.name == typed).map(|group| group.deputies)
}

fn serving(context: &Context<'_>) -> Vec<(u64, Deputy)> {
    let found = context.directory.find(Kind::Deputy, "", MOST);
    let deputies = found.into_iter().filter_map(|candidate| {
        match context.directory.entry(Kind::Deputy, candidate.id).map(|entry| entry.record) {
            Some(Record::Deputy(deputy)) if deputy.status == SERVING => Some((candidate.id, deputy)),
            _ => None,
        }
    });
    deputies.collect()
}
