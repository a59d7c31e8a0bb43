//! What was exported comes back in unchanged: exported, taken in by an empty desk, exported again, the rows are the same.

use proptest::prelude::*;

use super::*;
use crate::model::activity::{Activity, LEGISLATION};
use crate::model::deed::Deed;
use crate::model::deputy::Deputy;
use crate::model::event::Event;
use crate::model::life;
use crate::model::project::Project;
use crate::model::proposal::Proposal;
use crate::model::reception::{Attendance, ReceptionDay};
use crate::model::unit::Unit;
use crate::model::visit::Visit;
use crate::model::{Entry, Time, typed};
use crate::report::sheet::{Limits, Row, Step, Workbook};
use crate::store::batch::Batch;

/// The books in an order in which each finds what it names; visits once more, for the issues they brought.
const ORDER: [Kind; 9] = [
    Kind::Unit,
    Kind::Deputy,
    Kind::Reception,
    Kind::Visit,
    Kind::Issue,
    Kind::Visit,
    Kind::Activity,
    Kind::Project,
    Kind::Proposal,
];

fn rows(path: &Path) -> Vec<Row> {
    let mut book = Workbook::open(&RealDisk, path).unwrap();
    let sheet = book.sheets()[0].to_owned();
    let mut rows = Vec::new();
    book.rows(&sheet, &Limits::default(), &mut |step| {
        if let Step::Row(row) = step {
            rows.push(row);
        }
        ControlFlow::Continue(())
    })
    .unwrap();
    rows
}

/// Takes every book of a desk in on another, and fails where a row of it is not the same there.
fn comes_back_whole(desk: &Desk, codes: &CodeLists, ending: &str) {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut other = super::desk(&there);
    let file = |folder: &TempDir, kind: Kind| folder.path().join(format!("{}.{ending}", kind.key()));
    for kind in ORDER {
        let written = written(desk, codes, &[kind], &file(&here, kind));
        let outcome = taken_in(&mut other, codes, &file(&here, kind), Some(kind));
        let lost = outcome.notes.iter().find(|note| note.contains("不在表里") || note.contains("已被另一件"));
        assert!(lost.is_none(), "{kind:?}: {:?}", outcome.notes);
        assert_eq!(outcome.added + outcome.repeated + outcome.linked, written.rows, "{kind:?}: {:?}", outcome.notes);
    }
    for kind in ORDER {
        written(&other, codes, &[kind], &file(&there, kind));
        // What stands above says how many confidential issues were left out, which the other desk never had.
        let below = |folder: &TempDir| {
            let rows = rows(&file(folder, kind)).into_iter();
            rows.skip_while(|row| row.cells.len() < 2).collect::<Vec<Row>>()
        };
        let (before, after) = (below(&here), below(&there));
        for (before, after) in before.iter().zip(&after) {
            assert_eq!(before, after, "{kind:?}");
        }
        assert_eq!(before.len(), after.len(), "{kind:?}");
        let again = taken_in(&mut other, codes, &file(&here, kind), None);
        assert_eq!((again.added, again.linked), (0, 0), "{kind:?} twice: {:?}", again.notes);
    }
}

#[test]
fn the_sample_year_comes_back_whole() {
    let here = tempfile::tempdir().unwrap();
    let codes = CodeLists::shipped().unwrap();
    let sample = sample(&here, &codes);
    comes_back_whole(&sample, &codes, "xlsx");
    comes_back_whole(&sample, &codes, "csv");
}

/// Dice that fall the same way for the same start.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())].clone()
    }

    /// A line somebody might trip over, told from others by a number.
    fn line(&mut self) -> String {
        let number = self.roll(1_000_000);
        let lines = [
            "𠮷𠀋家",
            "=1+1",
            "'=1",
            "＝x",
            "-1",
            "@a",
            "a|b；c，d",
            "[1]",
            "_x0041_",
            "\"引\"号",
            "<b>&amp;",
            "a = b",
            "1.0",
            "2026-01-02",
        ];
        format!("{}路灯{number}", self.pick(&lines))
    }

    fn prose(&mut self) -> String {
        let most = if self.roll(8) == 0 { 8_000 } else { 40 };
        let pieces = [
            "第一行\n第二行",
            "\n\n  缩进",
            "\\n | \\",
            "𠮷野家\u{2f81a}",
            "ｆｕｌｌ①㎡",
            "电话13812345678",
            "，",
            ";",
        ];
        let mut text = self.line();
        while text.chars().count() < most {
            text.push_str(self.pick(&pieces));
        }
        crate::text::clean::prose(&text.chars().take(most).collect::<String>())
    }

    fn day(&mut self) -> Date {
        today().plus_days(-i64::try_from(self.roll(700)).unwrap())
    }
}

/// A desk with records of every kind, its issues somewhere in their lives.
fn random_desk(folder: &TempDir, codes: &CodeLists, seed: u64) -> Desk {
    let mut dice = Dice(seed);
    let mut desk = super::desk(folder);
    let mut batch = desk.batch(stamp());
    let names = ["张三", "张三", "李\u{20bb7}", "王五、六", "赵·六", "12", "孙=七", "周 八"];
    for (at, name) in names.into_iter().enumerate() {
        let status = dice.pick(&["serving", "serving", "former", "suspended"]).to_owned();
        batch.add(Record::Deputy(Deputy {
            name: name.to_owned(),
            levels: vec!["township".to_owned(), "county".to_owned()],
            term: "第十九届".to_owned(),
            constituency: format!("第{at}选区"),
            post: crate::text::clean::line(&dice.line()),
            status_on: (status != "serving").then(|| dice.day()),
            status,
            ..Deputy::default()
        }));
    }
    for name in ["水利站", "教育、体育局", "教育·体育局二", "12345", "=派出所", "站|所"] {
        let active = dice.roll(4) > 0;
        batch.add(Record::Unit(Unit {
            name: name.to_owned(),
            level: "township".to_owned(),
            active,
            ..Unit::default()
        }));
    }
    for _ in 0..6 {
        let deputies = vec![1 + dice.roll(4) as u64, 5 + dice.roll(4) as u64];
        let of = |deputy: &u64| Attendance { deputy: Some(*deputy), ..Attendance::default() };
        let mut attendance: Vec<Attendance> = deputies.iter().map(of).collect();
        attendance[0].note = dice.line();
        attendance[1].state = "leave".to_owned();
        batch.add(Record::Reception(ReceptionDay {
            date: Some(dice.day()),
            start: Time::from_hm(9, 0),
            end: Time::from_hm(11, 30),
            place: dice.line(),
            deputies: deputies.clone(),
            attendance,
            recorder: BY.to_owned(),
            groups: Some(2),
            people: Some(3),
            summary: dice.prose().chars().take(900).collect::<String>().trim().to_owned(),
            moved_from: (dice.roll(3) == 0).then(|| dice.day()),
            ..ReceptionDay::default()
        }));
        let deed = Deed { text: dice.line(), kind: "money".to_owned(), amount: Some(123_456), ..Deed::default() };
        batch.add(Record::Visit(Visit {
            date: Some(today().plus_days(-(dice.roll(3) as i64))),
            deputies: vec![1],
            way: "home".to_owned(),
            village: "茶亭社区".to_owned(),
            summary: dice.line(),
            people: 3,
            deeds: vec![deed.clone(), Deed { text: dice.line(), ..deed }],
            ..Visit::default()
        }));
    }
    raise(&mut batch, &mut dice);
    desk.commit(batch).unwrap();
    for _ in 0..90 {
        one_step(&mut desk, codes, &mut dice);
    }
    further(&mut desk, &mut dice);
    desk
}

fn raise(batch: &mut Batch, dice: &mut Dice) {
    for at in 0..12 {
        let (channel, source) = match at % 4 {
            0 => ("reception", Some(1 + dice.roll(6) as u64)),
            1 => ("visit", Some(1 + dice.roll(6) as u64)),
            _ => ("phone", None),
        };
        // Two say the same: each is one.
        let twins = at >= 10;
        batch.add(Record::Issue(Box::new(Issue {
            reported_on: Some(if twins { today().plus_days(-650) } else { dice.day().plus_days(-30) }),
            channel: if twins { "phone" } else { channel }.to_owned(),
            source: source.filter(|_| !twins),
            deputies: vec![2],
            title: if twins { "同一件事".to_owned() } else { dice.line() },
            content: if twins { "说的是同一件事".to_owned() } else { dice.prose() },
            category: dice.pick(&["0101", "02", "99"]).to_owned(),
            items: 1 + dice.roll(3) as u32,
            confidential: at == 9,
            ..Issue::default()
        })));
    }
}

fn one_step(desk: &mut Desk, codes: &CodeLists, dice: &mut Dice) {
    let reader = desk.reader();
    let context = Context { today: today(), codes, directory: &reader };
    let total = usize::try_from(reader.total(Kind::Issue)).unwrap();
    let entry: Entry = reader.entry(Kind::Issue, 1 + dice.roll(total) as u64).unwrap().unwrap();
    let Record::Issue(issue) = &entry.record else { panic!() };
    let steps = life::next_steps(issue);
    if steps.is_empty() || issue.confidential {
        return;
    }
    let spec = steps[dice.roll(steps.len())];
    let last = issue.events.last().and_then(|event| event.on).unwrap();
    let mut event =
        Event { on: Some(last.plus_days(dice.roll(9) as i64)), ..life::prefill(issue, spec.verb, BY, &context) };
    for (key, _) in spec.asked(issue) {
        match key {
            "text" => event.text = dice.prose(),
            "reason" => event.reason = dice.line(),
            "remark" => event.remark = dice.line(),
            "title" => event.title = dice.line(),
            "content" => event.content = dice.prose(),
            "leader" => event.leader = "张站长".to_owned(),
            "class" => event.class = dice.pick(&["A", "B", "C"]).to_owned(),
            "route" => event.route = "township".to_owned(),
            "unit" => event.unit = Some(1 + dice.roll(6) as u64),
            "co_units" => event.co_units = vec![1 + dice.roll(6) as u64],
            "assigned_on" => event.assigned_on = event.on,
            "due_on" => event.due_on = event.on.map(|on| on.plus_days(20 + dice.roll(60) as i64)),
            "way" => event.way = dice.pick(&["phone", "in_person", "unreachable"]).to_owned(),
            "rating" => event.rating = dice.pick(&["satisfied", "dissatisfied", "unrated"]).to_owned(),
            "where_to" => {
                event.where_to = typed::choices(
                    Event::specs_of("guide").into_iter().find(|spec| spec.key == "where_to").unwrap(),
                    None,
                    "",
                    1,
                    &context,
                )
                .first()
                .map(|choice| match &choice.pick {
                    typed::Pick::Code(key) => key.clone(),
                    _ => String::new(),
                })
                .unwrap()
            }
            "into" => event.into = Some(1 + dice.roll(total) as u64).filter(|id| *id != 10),
            "items" => event.items = Some(1),
            _ => {}
        }
    }
    event.planned_on = (event.class == "B").then(|| event.on.unwrap().plus_days(60));
    let mut batch = desk.batch(stamp());
    if batch.take_step(&[&entry], &event, &context).is_ok() {
        desk.commit(batch).unwrap();
    }
}

/// What names issues: visits, activities, projects, proposals.
fn further(desk: &mut Desk, dice: &mut Dice) {
    let reader = desk.reader();
    let mut batch = desk.batch(stamp());
    let visit = reader.entry(Kind::Visit, 2).unwrap().unwrap();
    let Record::Visit(linked) = visit.record.clone() else { panic!() };
    batch.change("edit", &visit, Record::Visit(Visit { issues: vec![1, 3], ..linked }));
    for issues in [vec![1], vec![2, 3], vec![]] {
        let row = |id| Attendance { deputy: Some(id), note: "说明|；".to_owned(), ..Attendance::default() };
        batch.add(Record::Activity(Box::new(Activity {
            kind: LEGISLATION.to_owned(),
            title: dice.line(),
            date: Some(dice.day()),
            participants: vec![row(1), row(5), row(6)],
            content: dice.prose().chars().take(3_000).collect::<String>().trim().to_owned(),
            issues: issues.clone(),
            comments: Some(164),
            adopted: Some(16),
            ..Activity::default()
        })));
        batch.add(Record::Project(Box::new(Project {
            year: Some(2026),
            title: dice.line(),
            issues: issues.clone(),
            stage: "voted".to_owned(),
            votes_for: Some(50),
            votes_against: Some(3),
            abstained: Some(1),
            due: Some(60),
            present: Some(54),
            elected: true,
            budget: Some(1_234_567),
            ..Project::default()
        })));
        batch.add(Record::Proposal(Box::new(Proposal {
            title: dice.line(),
            lead: Some(1),
            cosigners: vec![3, 5],
            checklist: if issues.is_empty() { Vec::new() } else { all_checked() },
            issues,
            unit: Some(2),
            handed_on: Some(today().plus_days(-40)),
            due_on: Some(today().plus_days(50)),
            replied_on: Some(today().plus_days(-4)),
            class: "A".to_owned(),
            rating_attitude: "satisfied".to_owned(),
            ..Proposal::default()
        })));
    }
    desk.commit(batch).unwrap();
}

fn all_checked() -> Vec<String> {
    CodeLists::shipped().unwrap().list("proposal_check").iter().map(|code| code.key.clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 0, ..ProptestConfig::default() })]

    #[test]
    fn any_desk_comes_back_whole(seed in any::<u64>()) {
        let here = tempfile::tempdir().unwrap();
        let codes = CodeLists::shipped().unwrap();
        let desk = random_desk(&here, &codes, seed);
        comes_back_whole(&desk, &codes, if seed % 2 == 0 { "xlsx" } else { "csv" });
    }
}
