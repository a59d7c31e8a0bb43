//! Tests of filters: every kind of field, what is shown reads back, and what nobody should type.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;

use super::*;
use crate::model::any::record_of;
use crate::model::books::{Books, day};
use crate::model::deputy::Deputy;
use crate::model::issue::{Issue, Stage};
use crate::model::reception::ReceptionDay;
use crate::model::visit::Visit;

fn filter(kind: Kind, key: &str, typed: &str, manner: Manner) -> Result<Filter, TypedError> {
    let mut filter = Filter::new(kind);
    filter.add(key, typed, manner, &Books::shared().context()).map(|()| filter)
}

fn like(record: &Record, key: &str, typed: &str) -> bool {
    filter(record.kind(), key, typed, Manner::Like).unwrap().takes(record)
}

fn equal(record: &Record, key: &str, typed: &str) -> bool {
    filter(record.kind(), key, typed, Manner::Equal).unwrap().takes(record)
}

fn refusal(kind: Kind, key: &str, typed: &str) -> String {
    filter(kind, key, typed, Manner::Like).unwrap_err().message
}

fn issue() -> Record {
    Record::Issue(Box::new(Issue {
        number: "2026-0012".to_owned(),
        reported_on: Some(day(2026, 3, 31)),
        channel: "reception".to_owned(),
        source: Some(1),
        deputies: vec![1, 3],
        village: "茶亭社区".to_owned(),
        title: "三组路灯不亮".to_owned(),
        category: "0102".to_owned(),
        headcount: 12,
        key_item: true,
        stage: Stage::Assigned,
        unit: Some(1),
        ..Issue::default()
    }))
}

#[test]
fn a_text_holds_characters_or_pinyin_or_is_the_whole() {
    for (typed, expected) in [
        ("路灯", true),
        ("ludeng", true),
        ("ld", true),
        ("灯路", false),
        ("=三组路灯不亮", true),
        ("＝路灯", false),
        ("=", false),
    ] {
        assert_eq!(like(&issue(), "title", typed), expected, "{typed}");
    }
    assert!(like(&issue(), "content", "="), "nothing was entered");
    assert!(like(&issue(), "number", "0012") && like(&issue(), "number", "２０２６"));
    assert!(equal(&issue(), "title", "三组路灯不亮") && !equal(&issue(), "title", "路灯"));
    assert!(equal(&issue(), "content", "") && !equal(&issue(), "title", " "));
}

#[test]
fn what_is_owed_is_asked_for_like_a_field() {
    let Record::Issue(assigned) = issue() else { panic!() };
    let registered = Record::Issue(Box::new(Issue { stage: Stage::Registered, ..*assigned.clone() }));
    let closed = Record::Issue(Box::new(Issue { stage: Stage::Closed, ..*assigned }));
    for (typed, expected) in [
        ("answer", [true, false, false]),
        ("待交办", [false, true, false]),
        ("1，2", [true, true, false]),
        ("空", [false, false, true]),
    ] {
        let told = [&issue(), &registered, &closed].map(|record| like(record, "owing", typed));
        assert_eq!(told, expected, "{typed}");
        let filter = filter(Kind::Issue, "owing", typed, Manner::Like).unwrap();
        let (key, shown) = filter.texts().next().unwrap();
        assert_eq!(like(&issue(), key, shown), expected[0], "{typed} reads back from {shown}");
    }
    assert!(equal(&issue(), "owing", "answer") && !equal(&issue(), "owing", ""));
    assert!(refusal(Kind::Visit, "owing", "answer").contains("owing"));
    assert!(fields(Kind::Issue, false).iter().any(|spec| spec.key == "owing"));
    assert!(fields(Kind::Visit, false).iter().all(|spec| spec.key != "owing"));
}

#[test]
fn records_chosen_by_their_ids_are_told_in_words_and_stand_in_no_field() {
    let mut filter = Filter::new(Kind::Issue);
    filter.chosen([3, 1], "今年没有接待的");
    assert!(!filter.is_empty() && filter.texts().next().is_none());
    assert_eq!((filter.summary().as_str(), filter.ids().unwrap().len()), ("今年没有接待的", 2));
    let mut named = Filter::new(Kind::Issue);
    named.naming(3, &Books::shared().context());
    let (key, name) = named.texts().next().unwrap();
    assert_eq!((key, named.deputy(), like(&issue(), key, name)), ("deputies", Some(3), true));
    assert!(named.summary().contains(name));
    let mut proposals = Filter::new(Kind::Proposal);
    proposals.naming(3, &Books::shared().context());
    assert!(proposals.texts().next().is_none() && !proposals.is_empty());
}

#[test]
fn any_of_several_codes_will_do_and_a_first_level_stands_for_those_below() {
    for (typed, expected) in [
        ("已交办", true),
        ("yjb", true),
        ("2", true),
        ("已登记、已交办", true),
        ("已登记，已办结", false),
        ("空", false),
    ] {
        assert_eq!(like(&issue(), "stage", typed), expected, "{typed}");
    }
    let codes = &Books::shared().codes;
    let own = codes.full_name("category", "0102");
    assert!(own.contains('/'), "{own}");
    let above = codes.name("category", "01");
    let other = codes.full_name("category", "0201");
    assert!(like(&issue(), "category", &own) && like(&issue(), "category", above));
    assert!(!like(&issue(), "category", &other) && like(&issue(), "category", &format!("{other}、{own}")));
    assert!(equal(&issue(), "category", above));
    assert!(like(&issue(), "class", "空") && equal(&issue(), "class", ""));
    let key = codes.list("target")[0].key.clone();
    let visit = Record::Visit(Visit { targets: vec![key.clone()], ..Visit::default() });
    let second = &codes.list("target")[1].key;
    let both = format!("{key}、{second}");
    assert!(like(&visit, "targets", &both) && !equal(&visit, "targets", &both));
}

#[test]
fn any_of_several_records_will_do() {
    assert!(like(&issue(), "deputies", "李四、张三") && !like(&issue(), "deputies", "李四"));
    assert!(equal(&issue(), "deputies", "张三") && !equal(&issue(), "deputies", "李四、张三"));
    assert!(like(&issue(), "unit", "slz") && like(&issue(), "co_units", "空"));
    assert!(refusal(Kind::Issue, "deputies", "王").contains("有几个"));
    assert!(refusal(Kind::Issue, "deputies", "没有这人").contains("没有找到"));
}

#[test]
fn the_source_is_a_reception_day_or_a_visit_as_the_channel_says() {
    assert!(like(&issue(), "source", "11.20") && equal(&issue(), "source", "2026-11-20"));
    assert!(!like(&issue(), "source", "11.21"), "a visit");
    assert!(refusal(Kind::Issue, "source", "1.1").contains("没有找到"));
}

#[test]
fn days_counts_times_and_yes_or_no() {
    for (typed, expected) in [
        ("3.31", true),
        ("3月", true),
        ("2026", true),
        ("3.1-3.31", true),
        ("3.31..", true),
        ("..3.31", true),
        (">3.31", false),
        ("上月", false),
        ("2025", false),
    ] {
        assert_eq!(like(&issue(), "reported_on", typed), expected, "{typed}");
        assert_eq!(equal(&issue(), "reported_on", typed), expected, "{typed}");
    }
    assert!(like(&issue(), "due_on", "空") && !like(&issue(), "due_on", ">=1990-1-1"));
    for (typed, expected) in [
        ("12", true),
        ("１２人", true),
        ("10-20", true),
        (">=12", true),
        (">12", false),
        ("..11", false),
        ("12以上", true),
    ] {
        assert_eq!(like(&issue(), "headcount", typed), expected, "{typed}");
        assert_eq!(equal(&issue(), "headcount", typed), expected, "{typed}");
    }
    assert!(like(&issue(), "key_item", "是") && !like(&issue(), "key_item", "0") && like(&issue(), "general", "否"));
    let start = Time::from_hm(9, 30);
    let reception = Record::Reception(ReceptionDay { start, ..ReceptionDay::default() });
    assert!(like(&reception, "start", "930") && like(&reception, "start", "9:00-10:00"));
    assert!(like(&reception, "start", "9点以上") && !like(&reception, "start", "10:00.."));
    assert!(like(&reception, "groups", "空") && !like(&reception, "groups", "<=5"));
}

#[test]
fn what_cannot_be_understood_is_refused_with_a_sentence() {
    let long = "长".repeat(10_000);
    for (key, typed, piece) in [
        ("reported_on", "2026-02-30", "没有“2026-02-30”这一天"),
        ("reported_on", "3.31-3.1", "早于起日"),
        ("reported_on", ">=", "看不懂日期范围"),
        ("reported_on", "1900", "年"),
        ("headcount", ">=", "一个数或一段"),
        ("headcount", "20-10", "请对调"),
        ("headcount", "<0", "一个数或一段"),
        ("headcount", "-", "一个数或一段"),
        ("headcount", "99999999999", "一个数或一段"),
        ("stage", "飞", "没有「飞」"),
        ("stage", "、", "没有「、」"),
        ("key_item", "也许", "「是」或「否」"),
        ("title", "''", "只有标点空格"),
        ("nowhere", "x", "没有“nowhere”"),
    ] {
        assert!(
            refusal(Kind::Issue, key, typed).contains(piece),
            "{key} {typed}: {}",
            refusal(Kind::Issue, key, typed)
        );
    }
    for spec in fields(Kind::Issue, false) {
        let message = refusal(Kind::Issue, spec.key, &long);
        assert!(message.contains("最多"), "{}: {message}", spec.key);
    }
    assert!(refusal(Kind::Reception, "start", "12:00-9:00").contains("请对调"));
    assert!(refusal(Kind::Reception, "start", "25点").contains("一个时间"));
}

#[test]
fn a_filter_says_what_it_asks() {
    let context = Books::shared().context();
    let mut filter = Filter::new(Kind::Issue);
    assert!(filter.is_empty() && filter.takes(&issue()) && !filter.takes(&Kind::Visit.blank()));
    for (key, typed) in [("stage", "2"), ("village", "茶亭"), ("headcount", ">=5"), ("class", "空")] {
        filter.add(key, typed, Manner::Like, &context).unwrap();
    }
    assert!(filter.within(Some(day(2026, 1, 1)), None));
    assert_eq!(filter.summary(), "状态=已交办 村(社区)=茶亭 涉及人数>=5 办理结果=空 反映日期=2026-01-01..");
    assert_eq!(filter.literals().collect::<Vec<_>>(), ["茶亭"]);
    assert!(filter.takes(&issue()));
    filter.add("title", "河堤", Manner::Like, &context).unwrap();
    assert!(!filter.takes(&issue()));
    assert!(!Filter::new(Kind::Unit).within(None, Some(day(2026, 1, 1))));
}

#[test]
fn deputies_are_found_by_their_phone() {
    let deputy = Record::Deputy(Deputy { phone: "13812345678".to_owned(), ..Deputy::default() });
    assert!(like(&deputy, "phone", "5678") && !like(&deputy, "phone", "8765"));
    assert!(like(&deputy, "public", "1") && like(&deputy, "leading", "无"));
}

/// A value of a record as a condition that takes the record.
fn fitting(record: &Record, spec: &Spec) -> Option<String> {
    let context = Books::shared().context();
    let whole = record.kind().spec(spec.key)?;
    let value = record.get(spec.key);
    match value {
        Value::Text(text) => {
            let line = clean::line(&text);
            // A number that the program gave has no full-width signs, and is asked for by either.
            let is_askable = whole.kind != FieldKind::Label || text == clean::fold(&text);
            (text == line && is_askable && text.chars().count() < 60).then(|| format!("={line}"))
        }
        value if value.is_empty() => None,
        value => Some(crate::model::typed::show(whole, record.target(whole), &value, &context)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A condition made from a record takes it, and what it shows reads back as the same condition.
    #[test]
    fn a_record_is_taken_by_its_own_values(record in prop::sample::select(Kind::ALL.to_vec()).prop_flat_map(record_of)) {
        let context = Books::shared().context();
        for spec in fields(record.kind(), false).iter().filter(|spec| spec.key != "source") {
            let Some(typed) = fitting(&record, spec) else { continue };
            let mut filter = Filter::new(record.kind());
            // Not every text can be asked for: a reference may have been voided, a name may stand for two.
            let Ok(()) = filter.add(spec.key, &typed, Manner::Like, &context) else { continue };
            prop_assert!(filter.takes(&record), "{} {}", spec.key, typed);
            let (_, shown) = filter.texts().next().unwrap();
            let again = understood(record.kind(), spec.key, shown, &context);
            let before = understood(record.kind(), spec.key, &typed, &context);
            prop_assert_eq!(again.unwrap(), before.unwrap(), "{} {} {}", spec.key, typed, shown);
        }
    }

    #[test]
    fn nothing_typed_panics(typed in r"[\PC]{0,40}|[0-9.<>=~至到月年、空 -]{0,16}", which in 0usize..5) {
        let kind = [Kind::Issue, Kind::Reception, Kind::Visit, Kind::Deputy, Kind::Unit][which];
        for spec in fields(kind, false) {
            for manner in [Manner::Like, Manner::Equal] {
                if let Ok(filter) = filter(kind, spec.key, &typed, manner) {
                    filter.takes(&kind.blank());
                    prop_assert!(!filter.summary().is_empty());
                }
            }
        }
    }
}

#[test]
fn nothing_entered_can_be_asked_for_in_every_kind_of_field() {
    let empty = Record::Issue(Box::default());
    for key in ["title", "village", "deputies", "reported_on", "unit", "source", "category"] {
        assert!(like(&empty, key, "空") && !like(&issue(), key, "空"), "{key}");
    }
    for key in ["deputies", "reported_on", "unit", "source", "category"] {
        assert!(equal(&empty, key, "空") && !equal(&issue(), key, "空"), "{key}");
    }
    // A text may be that character.
    assert!(!equal(&empty, "title", "空"));
    assert_eq!(filter(Kind::Issue, "content", "=", Manner::Like).unwrap().summary(), "内容=空");
}

#[test]
fn signs_alone_are_no_condition() {
    for (kind, key) in [(Kind::Issue, "deputies"), (Kind::Issue, "co_units"), (Kind::Visit, "targets")] {
        for manner in [Manner::Like, Manner::Equal] {
            assert!(filter(kind, key, "、", manner).is_err(), "{key} {manner:?}");
        }
    }
}

#[test]
fn a_time_is_more_or_less_than_its_end() {
    let at = |hour, minute| {
        let start = Time::from_hm(hour, minute);
        Record::Reception(ReceptionDay { start, ..ReceptionDay::default() })
    };
    for (typed, before, on, after) in
        [(">9:00", false, false, true), ("<9:00", true, false, false), (">=9:00", false, true, true)]
    {
        let taken = [at(8, 59), at(9, 0), at(9, 1)].map(|day| like(&day, "start", typed));
        assert_eq!(taken, [before, on, after], "{typed}");
    }
    assert!(filter(Kind::Reception, "start", ">23:59", Manner::Like).is_err());
    assert!(filter(Kind::Reception, "start", "<0:00", Manner::Like).is_err());
}
