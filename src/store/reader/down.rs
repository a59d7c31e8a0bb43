//! Whether what this desk decided went down: told by the place of lines in our own journal, without reading that.

use super::{Direction, List, ReadError, Reader};
use crate::model::pack::{DOWN, FULL, WRITTEN};
use crate::model::{Entry, Kind, Org, Record};

/// Packages read at a time: mostly the newest tells.
const A_FEW: usize = 4;
/// The revision that says of a package that it is written: a later one that says so takes back that it was acknowledged.
const REV_WRITTEN: u32 = 2;
/// The digits of the codes of levels.
const CODES: [usize; 4] = [2, 4, 6, 12];

impl Reader {
    /// Whether a decision of our own, as it stands now, is in a package that went down to the desk whose issue it is about, or to one
    /// between. Packages are looked at back to the day of the decision.
    pub fn went_down(&self, decision: &Entry) -> Result<bool, ReadError> {
        let Record::Handling(handling) = &decision.record else { return Ok(true) };
        let (books, own) = (self.books(), self.of(self.desk()));
        if decision.org != self.desk() {
            return Ok(true);
        }
        let Some(at) = books.revision(Kind::Handling, decision.id, decision.rev)? else { return Ok(true) };
        for to in CODES.iter().filter_map(|end| handling.station.get(..*end)?.parse::<Org>().ok()) {
            if self.desk().is_above(to) && own.sent_since(to, at)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a package with our own chain went to a party below after the line at `at` of our journal.
    fn sent_since(&self, to: Org, at: u64) -> Result<bool, ReadError> {
        let party = self.entry(Kind::Party, to.0)?.map(|entry| entry.record);
        let acked = if let Some(Record::Party(party)) = &party { party.acked_seq } else { u64::MAX };
        let mut from = None;
        loop {
            let rows = self.page(List::Naming(Kind::Pack, to.0), from.as_ref(), Direction::Forward, A_FEW)?;
            let Some(last) = rows.last() else { return Ok(false) };
            from = Some(last.position.clone());
            for row in &rows {
                // Its first line says that it is made: it holds what stands before that.
                let made = self.books().revision(Kind::Pack, row.entry.id, 1)?;
                if made.is_none_or(|made| made < at) {
                    return Ok(false);
                }
                let Record::Pack(pack) = &row.entry.record else { continue };
                // What the party had acknowledged and lost is to go there again.
                let is_lost = match pack.state == WRITTEN {
                    true => row.entry.rev > REV_WRITTEN,
                    false => !pack.has_arrived(acked),
                };
                if pack.is_out() && !is_lost && (pack.sort == DOWN || pack.sort == FULL) {
                    return Ok(true);
                }
            }
        }
    }
}
