//! Journal lines made by hand.

use liaison::model::Org;
use liaison::store::journal::{Epoch, Hash};
use liaison::sync::package::{Header, Section, Sort};

use super::{AT, COUNTY, Maker, encoded};

/// A desk's lines, without newlines.
#[derive(Clone)]
pub struct Chain {
    pub org: Org,
    pub epoch: Epoch,
    pub lines: Vec<Vec<u8>>,
    pub hashes: Vec<Hash>,
}

/// What a line is.
#[derive(Clone, Copy)]
pub struct Made<'a> {
    pub org: Org,
    pub at: &'a str,
    pub kind: &'a str,
    pub id: u64,
    pub data: &'a str,
}

impl Chain {
    /// The first line of a desk's chain.
    pub fn new(maker: &Maker, org: Org) -> Chain {
        let empty = Chain { org, epoch: Epoch([0xe1; 16]), lines: Vec::new(), hashes: Vec::new() };
        empty.begins(maker, 1, Epoch([0xe1; 16]))
    }

    pub fn made(mut self, line: &Made<'_>) -> Chain {
        let (seq, salt) = (self.lines.len() + 1, "5a".repeat(16));
        let (prev, Made { org, at, kind, id, data }) = (self.through(self.lines.len()), *line);
        let digest = Hash::of(&[salt.as_bytes(), data.as_bytes()]);
        let head = format!(
            r#"{{"seq":{seq},"at":"{at}","by":"王工","org":"{org}","kind":"{kind}","id":{id},"rev":1,"verb":"add","digest":"{digest}","prev":"{prev}""#
        );
        let hash = Hash::of(&[head.as_bytes()]);
        self.lines.push(format!("{head},\"hash\":\"{hash}\"}}\t{{\"salt\":\"{salt}\",\"data\":{data}}}").into_bytes());
        self.hashes.push(hash);
        self
    }

    /// An installation takes over, with the desk's usual key.
    pub fn begins(mut self, maker: &Maker, id: u64, epoch: Epoch) -> Chain {
        let (org, key) = (self.org, maker.key(self.org).public());
        let data = format!(r#"{{"format":1,"org":"{org}","epoch":"{epoch}","key":"{key}","program":"liaison 0.1.0"}}"#);
        self.epoch = epoch;
        self.made(&Made { org, at: AT, kind: "chain", id, data: &data })
    }

    pub fn visit(self, id: u64, date: &str) -> Chain {
        let (org, data) = (self.org, format!(r#"{{"date":"{date}","people":3}}"#));
        self.made(&Made { org, at: AT, kind: "visit", id, data: &data })
    }

    /// Some visits more.
    pub fn visits(self, ids: std::ops::RangeInclusive<u64>, date: &str) -> Chain {
        ids.fold(self, |chain, id| chain.visit(id, date))
    }

    /// The hash through a line; zeros before the first.
    pub fn through(&self, seq: usize) -> Hash {
        seq.checked_sub(1).map_or(Hash::ZERO, |at| self.hashes[at])
    }

    /// The header of a package with its lines from number `first` through `last`.
    pub fn header(&self, (first, last): (usize, usize), number: u32) -> Header {
        let mut header = Header::new(Sort::Up, self.org, COUNTY, number, AT, 1);
        let (before, after, count) = (self.through(first - 1), self.through(last), (last + 1 - first) as u64);
        let (org, epoch) = (self.org, self.epoch);
        header.chains = vec![Section { org, epoch, first: first as u64, last: last as u64, before, after, count }];
        header
    }

    /// Some of its lines.
    pub fn text(&self, (first, last): (usize, usize)) -> Vec<u8> {
        [&self.lines[first - 1..last].join(&b'\n')[..], b"\n"].concat()
    }

    /// The text of a package, without its signature.
    pub fn package(&self, range: (usize, usize), number: u32) -> Vec<u8> {
        [encoded(&self.header(range, number)).as_bytes(), &self.text(range)].concat()
    }

    /// All of it.
    pub fn all(&self) -> (usize, usize) {
        (1, self.lines.len())
    }
}
