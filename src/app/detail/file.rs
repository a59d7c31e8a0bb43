//! What a deputy did (一人一档): figures of this year, the last and all, activities by type, and the score of the year.

use super::flow::{DetailLine, Piece, Sheet, Weight};
use crate::model::duty::{Duty, Served};
use crate::model::score;
use crate::model::{Context, Date};
use crate::text::width;
use crate::text::zh::app::screens::detail as text;
use crate::text::zh::model::duty as zh;

/// Activities of a deputy that are looked at for their types: many years of them.
pub const ACTIVITIES_READ: usize = 400;
/// The column at which the name of a figure begins, and of one that is part of another.
const NAME_AT: usize = 2;
const PART_AT: usize = 4;
/// The column at which the last digit of the first figure stands, and how far the next ones are apart.
const FIRST_END: usize = 28;
const APART: usize = 11;

/// What was read of a deputy.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct File {
    /// The figures that are kept.
    pub served: Served,
    /// The activities the deputy came to, each with its type and day; the latest first, at most [`ACTIVITIES_READ`].
    pub activities: Vec<(String, Option<Date>)>,
}

/// What is part of the figure before it.
const PARTS: [Duty; 6] = [Duty::Leave, Duty::Absent, Duty::Solved, Duty::Closed, Duty::People, Duty::Training];

impl File {
    /// Lays the figures out under the record's fields.
    pub(super) fn lay_out(&self, sheet: &mut Sheet<'_>) {
        let year = sheet.context.today.year();
        let heads = [text::year(year), text::year(year - 1), text::IN_ALL.to_owned()];
        push_row(sheet, (0, text::FILE), heads, Weight::Label);
        for duty in Duty::ALL {
            let figures = self.figures(duty, year);
            let is_part = PARTS.contains(&duty);
            // A part of nothing is not worth a line.
            if !is_part || figures[2] > 0 {
                let at = if is_part { PART_AT } else { NAME_AT };
                push_row(sheet, (at, &text::figure(duty)), figures.map(|figure| figure.to_string()), Weight::Text);
            }
            if duty == Duty::Training {
                self.lay_types_out(sheet, year);
            }
        }
        lay_score_out(&self.served, sheet, year);
    }

    /// The year in one line, for the preview.
    pub(super) fn in_short(&self, context: &Context<'_>) -> String {
        let year = context.today.year();
        let told = [Duty::Reception, Duty::Visit, Duty::Issue, Duty::Deed, Duty::Activity];
        let told = told.map(|duty| zh::counted(duty, self.served.in_year(year, duty)));
        text::in_short(year, &told)
    }

    /// The figures and the score in plain lines, for reading from top to bottom.
    pub fn told(&self, context: &Context<'_>) -> Vec<String> {
        let year = context.today.year();
        let any = |duty: &Duty| self.served.in_all(*duty) > 0;
        let line = |duty: Duty| text::figures(duty, year, self.figures(duty, year));
        let mut lines: Vec<String> = Duty::ALL.into_iter().filter(any).map(line).collect();
        let scores = context.codes.scores();
        if scores.enabled {
            let points = scores.lines(&self.served, year);
            lines.push(zh::score_sum(year, score::total(&points)));
            lines.extend(points.iter().map(zh::score_line));
        }
        lines
    }

    fn figures(&self, duty: Duty, year: i32) -> [u64; 3] {
        [self.served.in_year(year, duty), self.served.in_year(year - 1, duty), self.served.in_all(duty)]
    }

    /// The activities by type, in the order of the list of types; trainings stand in a figure of their own.
    fn lay_types_out(&self, sheet: &mut Sheet<'_>, year: i32) {
        let context = sheet.context;
        let of_year = |date: Option<Date>, year| date.is_some_and(|date| date.year() == year);
        for code in context.codes.list("activity_type") {
            if code.key == crate::model::activity::TRAINING {
                continue;
            }
            let those = || self.activities.iter().filter(|(of, _)| *of == code.key);
            let figures = [
                those().filter(|(_, date)| of_year(*date, year)).count(),
                those().filter(|(_, date)| of_year(*date, year - 1)).count(),
                those().count(),
            ];
            if figures[2] > 0 {
                push_row(sheet, (PART_AT, &code.name), figures.map(|figure| figure.to_string()), Weight::Text);
            }
        }
    }
}

/// The arithmetic of the score, line by line, where the station keeps scores.
fn lay_score_out(served: &Served, sheet: &mut Sheet<'_>, year: i32) {
    let scores = sheet.context.codes.scores();
    if !scores.enabled {
        return;
    }
    let lines = scores.lines(served, year);
    sheet.push_text(&zh::score_sum(year, score::total(&lines)), Weight::Label);
    for line in &lines {
        sheet.push_text(&format!("{}{}", " ".repeat(NAME_AT), zh::score_line(line)), Weight::Text);
    }
}

/// A name and three figures under each other.
fn push_row(sheet: &mut Sheet<'_>, (at, name): (usize, &str), figures: [String; 3], weight: Weight) {
    let mut pieces = vec![Piece { at, text: name.to_owned(), weight, reference: None }];
    for (place, figure) in figures.into_iter().enumerate() {
        let end = FIRST_END + place * APART;
        let at = end.saturating_sub(width::columns(&figure));
        pieces.push(Piece { at, text: figure, weight, reference: None });
    }
    sheet.lines.push(DetailLine { pieces, ..DetailLine::default() });
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::model::books::Books;
    use crate::model::codes::CodeLists;

    fn told(codes: &CodeLists) -> Vec<String> {
        let books = Books::shared();
        let context = Context { codes, ..books.context() };
        let year = context.today.year();
        let mut served = Served::default();
        for (year, duty, amount) in [
            (year, Duty::Reception, 3),
            (year - 1, Duty::Reception, 2),
            (year - 2, Duty::Reception, 1),
            (year, Duty::Leave, 1),
            (year, Duty::Activity, 2),
            (year, Duty::Training, 1),
        ] {
            served.add(year, duty, amount);
        }
        let activities = vec![("study".to_owned(), Some(context.today)), ("training".to_owned(), Some(context.today))];
        let file = File { served, activities };
        let mut sheet = Sheet::new(58, &context);
        file.lay_out(&mut sheet);
        let line = |line: &DetailLine| {
            let words: Vec<&str> = line.pieces.iter().map(|piece| piece.text.trim()).collect();
            words.join(" ")
        };
        sheet.lines.iter().map(line).collect()
    }

    #[test]
    fn figures_stand_by_year_and_parts_only_where_there_are_any() {
        let lines = told(&Books::shared().codes);
        let has = |text: &str| lines.iter().any(|line| line == text);
        assert!(has("接待到站（次） 3 2 6") && has("请假（次） 1 0 1") && has("走访（次） 0 0 0"), "{lines:#?}");
        assert!(has("参加活动（次） 2 0 2") && has("学习培训（次） 1 0 1") && has("专题调研 1 0 1"), "{lines:#?}");
        assert!(lines.iter().all(|line| !line.contains("缺席") && !line.contains("得分")), "{lines:#?}");
    }

    #[test]
    fn the_score_shows_how_it_came_about_where_the_station_keeps_scores() {
        let mut codes = Books::shared().codes.clone();
        codes.apply("scores.enabled", "true").unwrap();
        let lines = told(&codes);
        assert!(lines.iter().any(|line| line == "接待到站 3 次：10 + 2×2 = 14，封顶 20"), "{lines:#?}");
        // 14 for three receptions, 5 + 2 for two activities, 2 for a training.
        assert!(lines.iter().any(|line| line.contains("履职得分 23 分")), "{lines:#?}");
    }
}
