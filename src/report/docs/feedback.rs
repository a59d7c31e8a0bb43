//! 反馈单: tells of an answer, and asks what is thought of it: of the attitude and of the result apart.

use super::issue::{answer, heading};
use super::list::on;
use super::sheet::{Sheet, boxes, signatures};
use super::{DocError, Printer, Scope, called, definitions};
use crate::model::{Entry, Kind, Record, life};
use crate::report::paper::Block;
use crate::text::mask;
use crate::text::zh::report::docs::feedback as zh;

/// Lines for what is said of it.
const REMARK_LINES: u16 = 3;

pub fn fits(entry: &Entry) -> Result<(), &'static str> {
    match &entry.record {
        Record::Issue(issue) if answer(issue).is_none() => Err(zh::NOT_ANSWERED),
        Record::Proposal(proposal) if !proposal.is_replied() => Err(zh::NOT_ANSWERED),
        _ => Ok(()),
    }
}

/// Of an issue: to the resident who raised it.
pub fn of_issue(entry: &Entry, printer: &Printer<'_>, _: &Scope) -> Result<Vec<Block>, DocError> {
    let record = &entry.record;
    let Record::Issue(issue) = record else { return Ok(Vec::new()) };
    let mut blocks = heading(zh::TITLE, issue, printer);
    let mut sheet = Sheet::default();
    sheet.fields(record, &["number", "reported_on", "village", "deputies", "title", "content"], printer);
    sheet.band(zh::ANSWER);
    sheet.fields(record, &["unit"], printer);
    let reply = answer(issue);
    sheet.half(zh::ANSWERED_ON, on(reply.and_then(|event| event.on)));
    let promised = !record.get("promised_on").is_empty();
    sheet.fields(record, if promised { &["class", "promised_on"] } else { &["class"] }, printer);
    sheet.whole(zh::ANSWER_TEXT, reply.map_or_else(String::new, |event| mask::free(&event.text)), 0);
    if let Some(reason) = reply.map(|event| event.reason.as_str()).filter(|reason| !reason.is_empty()) {
        sheet.whole(zh::REASON, mask::free(reason), 0);
    }
    sheet.band(zh::FEEDBACK);
    let given = life::feedback_given(issue);
    let told = |get: fn(&crate::model::event::Event) -> &str| given.map_or("", get);
    sheet.half(zh::TOLD_ON, on(given.and_then(|event| event.on)));
    sheet.half(zh::DEPUTY_TOLD_ON, on(given.and_then(|event| event.deputy_told_on)));
    sheet.whole(zh::WAY, boxes("way_feedback", told(|event| &event.way), printer), 0);
    sheet.whole(zh::ATTITUDE, boxes("rating", "", printer), 0);
    sheet.whole(zh::RESULT, boxes("rating", told(|event| &event.rating), printer), 0);
    sheet.whole(zh::RATED_BY, boxes("rated_by", told(|event| &event.rated_by), printer), 0);
    sheet.whole(zh::REMARK, mask::free(told(|event| &event.remark)), REMARK_LINES);
    blocks.push(sheet.block());
    blocks.push(definitions(printer));
    blocks.push(Block::Note(zh::RULES.to_owned()));
    blocks.push(signatures(&zh::SIGNATURES));
    Ok(blocks)
}

/// Of a proposal: to the deputies who put it forward.
pub fn of_proposal(entry: &Entry, printer: &Printer<'_>, _: &Scope) -> Result<Vec<Block>, DocError> {
    let record = &entry.record;
    let Record::Proposal(proposal) = record else { return Ok(Vec::new()) };
    let mut sheet = Sheet::default();
    sheet.fields(record, &["number", "session", "title"], printer);
    sheet.half(zh::LEAD, called(printer.context.directory, Kind::Deputy, proposal.lead));
    sheet.fields(record, &["cosigners", "unit", "co_units", "handed_on", "replied_on", "class"], printer);
    sheet.band(zh::FEEDBACK);
    sheet.whole(zh::ATTITUDE, boxes("rating", &proposal.rating_attitude, printer), 0);
    sheet.whole(zh::RESULT, boxes("rating", &proposal.rating_result, printer), 0);
    sheet.whole(zh::REMARK, "", REMARK_LINES);
    Ok(vec![
        Block::Title(zh::PROPOSAL_TITLE.to_owned()),
        Block::Subtitle(printer.station.name.clone()),
        sheet.block(),
        definitions(printer),
        signatures(&zh::DEPUTY_SIGNATURES),
    ])
}
