//! Two years of one station, entered as its clerk does: save by save, step by step.

use liaison::model::codes::CodeLists;
use liaison::model::deed::{Deed, GOODS, MONEY};
use liaison::model::deputy::Deputy;
use liaison::model::event::Event;
use liaison::model::issue::Issue;
use liaison::model::life::{self, Verb};
use liaison::model::stats::Period;
use liaison::model::unit::Unit;
use liaison::model::visit::Visit;
use liaison::model::{Context, Date, Entry, Record};
use liaison::store::batch::Stamp;
use liaison::store::desk::Desk;

use crate::share::{Dice, Sums, share, standing, unkept};

/// Days in which something is raised or done, from the first of the period on: what was raised last is still closed in it.
const DAYS: u64 = 600;

const SURNAMES: [&str; 12] = ["李", "王", "张", "刘", "陈", "杨", "周", "黄", "欧阳", "龙", "向", "石"];
const GIVEN: [&str; 12] = ["建国", "秀英", "志强", "桂兰", "明", "丽华", "永红", "小军", "芳", "海燕", "兴旺", "春生"];
const VILLAGES: [&str; 6] = ["石桥湾村", "枫林社区", "大塘村", "新市街社区", "白沙洲村", "莲花村"];
const PROBLEMS: [&str; 6] = [
    "组道路灯不亮，老人夜里出门看不见路",
    "自来水管网老化，经常停水又不通知",
    "水渠淤塞三年没有清，秧田灌不上水",
    "农村客运班次太少，孩子上学要走一个小时",
    "垃圾池满了没有人拉，夏天臭味很大",
    "养老金认证在手机上办不来，盼着上门办",
];
const SEEN: [&str; 4] = [
    "走访了几户困难家庭，详细了解生产生活情况，宣讲惠民政策，记下大家最关心的几件事，答应回去后逐件问清楚再来答复。",
    "到企业车间和职工座谈，听了用工、住宿和子女上学方面的意见，当场解释了能解释的，其余带回站里登记。",
    "入户看望老党员和独居老人，检查用电用火安全，帮着联系了家电维修，叮嘱村里多上门看看。",
    "沿河看了堤防和排涝泵站，和村组干部算了一笔修缮的账，商量先清淤、后护坡，分两步做完。",
];

/// The two years.
pub fn period() -> Period {
    Period { first: date(2024, 11, 1), last: date(2026, 10, 31) }
}

fn date(year: i32, month: u32, day: u32) -> Date {
    Date::from_ymd(year, month, day).unwrap()
}

/// When it was entered.
pub fn stamp() -> Stamp {
    Stamp { at: "2026-11-02T09:12:33+08:00".to_owned(), by: "李慧".to_owned() }
}

/// Enters the two years of station `at` of so many.
pub fn fill(desk: &mut Desk, codes: &CodeLists, stations: u64, at: u64) {
    let sums = Sums::of_one(stations, at);
    let mut dice = Dice(at);
    let mut batch = desk.batch(stamp());
    let deputies: Vec<u64> = (0..sums.deputies).map(|_| batch.add(Record::Deputy(deputy(&mut dice)))).collect();
    let unit = batch.add(Record::Unit(Unit {
        name: "镇农业综合服务中心".to_owned(),
        level: "township".to_owned(),
        ..Unit::default()
    }));
    desk.commit(batch).unwrap();
    let mut batch = desk.batch(stamp());
    for number in 0..sums.visits {
        batch.add(Record::Visit(visit(&sums, number, &deputies, &mut dice)));
    }
    desk.commit(batch).unwrap();
    issues(desk, codes, (stations, at), &sums, &deputies, unit, &mut dice);
}

fn deputy(dice: &mut Dice) -> Deputy {
    Deputy {
        name: format!("{}{}", dice.pick(&SURNAMES), dice.pick(&GIVEN)),
        levels: vec![["township", "county", "city"][dice.roll(3) as usize].to_owned()],
        term: "第十八届".to_owned(),
        constituency: format!("{}选区", dice.pick(&VILLAGES)),
        status_on: Some(date(2021, 10, 20)),
        ..Deputy::default()
    }
}

fn visit(sums: &Sums, number: u64, deputies: &[u64], dice: &mut Dice) -> Visit {
    let part = |whole| share(whole, sums.visits, number);
    let small = |whole| u32::try_from(part(whole)).unwrap();
    let is_given = dice.roll(2) == 0;
    let (kind, source) = if is_given { (MONEY, "social") } else { (GOODS, "fiscal") };
    let given = Deed {
        text: "送去慰问金和过冬物资".to_owned(),
        kind: kind.to_owned(),
        amount: Some(part(sums.money)),
        source: source.to_owned(),
        ..Deed::default()
    };
    let served = Deed {
        text: "组织义诊和法律咨询".to_owned(),
        kind: "service".to_owned(),
        times: Some(small(sums.services)),
        ..Deed::default()
    };
    Visit {
        date: Some(period().first.plus_days(dice.roll(DAYS) as i64)),
        deputies: vec![deputies[dice.roll(deputies.len() as u64) as usize]],
        way: ["home", "company", "meeting", "study"][dice.roll(4) as usize].to_owned(),
        village: (*dice.pick(&VILLAGES)).to_owned(),
        times: small(sums.times),
        households: Some(1),
        people: small(sums.people),
        summary: (*dice.pick(&SEEN)).to_owned(),
        deeds: vec![given, served],
        ..Visit::default()
    }
}

/// What becomes of an opinion.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Solved,
    Impossible,
    /// Promised, and kept.
    Kept,
    /// Promised, and then found impossible.
    Broken,
    /// Promised, and still so.
    Promised,
}

/// What the opinions of a station come to.
fn fates(stations: u64, at: u64, sums: &Sums) -> Vec<Fate> {
    let unkept = unkept(stations, at).map(|number| match number <= standing(stations) {
        true => Fate::Promised,
        false => Fate::Broken,
    });
    let mut fates: Vec<Fate> =
        (0..sums.solved).map(|at| if at < sums.kept { Fate::Kept } else { Fate::Solved }).collect();
    fates.extend(unkept);
    assert!(fates.len() as u64 <= sums.opinions);
    fates.resize(sums.opinions as usize, Fate::Impossible);
    fates
}

fn issues(
    desk: &mut Desk,
    codes: &CodeLists,
    (stations, at): (u64, u64),
    sums: &Sums,
    deputies: &[u64],
    unit: u64,
    dice: &mut Dice,
) {
    let fates = fates(stations, at, sums);
    let mut batch = desk.batch(stamp());
    for _ in &fates {
        batch.add(Record::Issue(Box::new(issue(deputies, dice))));
    }
    let mut open: Vec<(Entry, Fate)> = desk.commit(batch).unwrap().into_iter().zip(fates).collect();
    for step in 0.. {
        let reader = desk.reader();
        let context = Context { today: date(2026, 11, 2), codes, directory: &reader };
        let mut batch = desk.batch(stamp());
        let mut fates = Vec::new();
        for (entry, fate) in &open {
            let Record::Issue(issue) = &entry.record else { unreachable!() };
            if let Some(event) = event(*fate, step, issue.reported_on.unwrap(), unit, &context) {
                batch.take_step(&[entry], &event, &context).unwrap();
                fates.push(*fate);
            }
        }
        if batch.is_empty() {
            return;
        }
        open = desk.commit(batch).unwrap().into_iter().zip(fates).collect();
    }
}

fn issue(deputies: &[u64], dice: &mut Dice) -> Issue {
    let problem = *dice.pick(&PROBLEMS);
    let village = *dice.pick(&VILLAGES);
    let title: String = format!("{village}{}组{problem}", 1 + dice.roll(12));
    Issue {
        reported_on: Some(period().first.plus_days(dice.roll(DAYS) as i64)),
        channel: ["meeting", "appointment", "phone", "online"][dice.roll(4) as usize].to_owned(),
        deputies: vec![deputies[dice.roll(deputies.len() as u64) as usize]],
        headcount: 1 + dice.roll(30) as u32,
        village: village.to_owned(),
        content: format!("{title}。反映过几次没有下文，影响几十户人家，希望有人到现场看一看，给个准信。"),
        title: title.chars().take(60).collect(),
        category: "0102".to_owned(),
        nature: "suggestion".to_owned(),
        hardship: dice.roll(5) == 0,
        ..Issue::default()
    }
}

/// The next step of an opinion; none where its story is told.
fn event(fate: Fate, step: usize, raised: Date, unit: u64, context: &Context<'_>) -> Option<Event> {
    let was_promised = matches!(fate, Fate::Kept | Fate::Broken | Fate::Promised);
    let (verb, days): (Verb, i64) = match (was_promised, step) {
        (_, 0) => (Verb::Assign, 1),
        (_, 1) => (Verb::Reply, 18),
        (_, 2) => (Verb::Feedback, 20),
        (false, 3) => (Verb::Close, 22),
        (true, 3) => (Verb::Track, 22),
        (true, 4) if fate != Fate::Promised => (Verb::Reply, 60),
        (true, 5) => (Verb::Feedback, 62),
        (true, 6) => (Verb::Close, 64),
        _ => return None,
    };
    let on = raised.plus_days(days);
    let mut event = Event { verb: verb.spec().key.to_owned(), on: Some(on), by: stamp().by, ..Event::default() };
    match verb {
        Verb::Assign => {
            event.route = "township".to_owned();
            event.unit = Some(unit);
            event.assigned_on = Some(on);
            event.due_on = life::due_on("township", on, context);
        }
        Verb::Reply => {
            let class = match (fate, step) {
                (_, 1) if was_promised => "B",
                (Fate::Solved | Fate::Kept, _) => "A",
                _ => "C",
            };
            event.class = class.to_owned();
            event.text = "已到现场查看，安排专人负责，办理情况当面告知了反映人。".to_owned();
            event.planned_on = (class == "B").then(|| raised.plus_days(90));
            event.reason =
                if class == "C" { "受土地政策限制，目前不具备条件".to_owned() } else { String::new() };
        }
        Verb::Feedback => {
            event.way = "phone".to_owned();
            event.deputy_told_on = Some(on);
            event.rating = "satisfied".to_owned();
            event.rated_by = "resident".to_owned();
        }
        _ => {}
    }
    Some(event)
}
