//! Tests of typed text: every kind of field, and what is shown reads back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;

use super::*;
use crate::model::any::value_of;
use crate::model::books::{Books, day};
use crate::model::{Part, PartKind, Record};

fn spec(kind: Kind, key: &str) -> &'static Spec {
    kind.spec(key).unwrap()
}

fn read(kind: Kind, key: &str, typed: &str) -> Result<Value, TypedError> {
    let spec = spec(kind, key);
    parse(spec, spec.kind.target(), typed, &Books::shared().context())
}

fn message(kind: Kind, key: &str, typed: &str) -> String {
    read(kind, key, typed).unwrap_err().message
}

fn code(key: &str) -> Value {
    Value::Code(key.to_owned())
}

#[test]
fn blank_text_is_nothing_everywhere() {
    for kind in Kind::ALL {
        for spec in kind.specs().into_iter().filter(|spec| spec.rule != Rule::Derived) {
            assert_eq!(read(kind, spec.key, " \u{3000}\t").unwrap(), Value::Empty, "{}", spec.key);
        }
    }
}

#[test]
fn text_is_cleaned_and_bounded() {
    let title = read(Kind::Issue, "title", "\u{3000}路灯\u{1b}[2J 不亮\u{202e} ").unwrap();
    assert_eq!(title, Value::Text("路灯[2J 不亮".to_owned()));
    assert_eq!(read(Kind::Issue, "content", "一\r\n二\n").unwrap(), Value::Text("一\n二".to_owned()));
    assert!(read(Kind::Issue, "title", &"长".repeat(60)).is_ok());
    assert!(message(Kind::Issue, "title", &"长".repeat(63)).contains("多了 3 个"));
    assert!(message(Kind::Issue, "content", &"长".repeat(8_001)).contains("多了 1 个"));
    assert_eq!(read(Kind::Deputy, "cert_no", "ＡＢ－１２").unwrap(), Value::Text("AB-12".to_owned()));
}

#[test]
fn phones_are_folded_and_hold_digits() {
    let phone = |typed| read(Kind::Deputy, "phone", typed);
    assert_eq!(phone("０７３１－１２３４５６７８").unwrap(), Value::Text("0731-12345678".to_owned()));
    assert!(phone("0731-12345678转2").is_ok());
    for typed in ["没有", "138****5678", "1".repeat(21).as_str()] {
        assert!(phone(typed).is_err(), "{typed}");
    }
}

#[test]
fn counts_take_full_width_groups_and_measure_words() {
    let count = |typed| read(Kind::Reception, "people", typed);
    for typed in ["1234", "１２３４", "1,234", "1，234", "1234人次", " 1234 人 "] {
        assert_eq!(count(typed).unwrap(), Value::Number(1234), "{typed}");
    }
    for typed in ["-1", "1.5", "十二", "12,34", ",123", "99999999999999", "1e3"] {
        assert!(count(typed).is_err(), "{typed}");
    }
    assert!(message(Kind::Issue, "headcount", "0").contains("1 到"));
}

#[test]
fn amounts_are_exact_to_the_fen() {
    let money = |typed: &str| {
        let spec = PartKind::Deed.specs().into_iter().find(|spec| spec.key == "amount").unwrap();
        parse(spec, None, typed, &Books::shared().context())
    };
    for (typed, fen) in [
        ("3000", 300_000),
        ("３０００元", 300_000),
        ("¥1,234.50", 123_450),
        ("2.5万", 2_500_000),
        ("1.23万元", 1_230_000),
        ("0.000001万元", 1),
        ("0.05", 5),
        ("0", 0),
    ] {
        assert_eq!(money(typed).unwrap(), Value::Money(fen), "{typed}");
    }
    for typed in ["-5", "1.234", "0.0000001万", "12.", ".5", "1,23", "三千", "99999999999999999999", "1000亿"] {
        assert!(money(typed).is_err(), "{typed}");
    }
}

#[test]
fn yes_and_no_come_in_many_signs() {
    for (typed, yes) in
        [("是", true), ("Ｙ", true), ("√", true), ("有", true), ("否", false), ("×", false), ("０", false)]
    {
        assert_eq!(read(Kind::Issue, "general", typed).unwrap(), Value::YesNo(yes), "{typed}");
    }
    assert!(read(Kind::Issue, "general", "也许").is_err());
}

#[test]
fn dates_and_times_come_in_shorthand() {
    for typed in ["2026-11-22", "昨天", "-1", "1122", "２０２６年１１月２２日"] {
        assert_eq!(read(Kind::Visit, "date", typed).unwrap(), Value::Date(day(2026, 11, 22)), "{typed}");
    }
    assert_eq!(read(Kind::Reception, "start", "930").unwrap(), Value::Time(Time::from_hm(9, 30).unwrap()));
    assert!(message(Kind::Visit, "date", "2026-02-30").contains("日期"));
    assert!(message(Kind::Reception, "start", "25:00").contains("开始"));
}

#[test]
fn a_code_is_typed_by_number_key_name_or_pinyin() {
    for typed in ["5", "５", "letter", "LETTER", "来信意见箱", "来信", "lxyjx"] {
        assert_eq!(read(Kind::Issue, "channel", typed).unwrap(), code("letter"), "{typed}");
    }
    assert_eq!(read(Kind::Issue, "stage", "1").unwrap_err().message, zh::derived("状态"));
    let derived = meaning(spec(Kind::Issue, "stage"), None, "已登记", &Books::shared().context());
    assert_eq!(derived.unwrap(), code("registered"));
    assert!(message(Kind::Issue, "channel", "飞鸽").contains("飞鸽"));
    assert!(read(Kind::Issue, "channel", "99").is_err());
}

#[test]
fn a_category_is_typed_by_its_code_or_by_a_name_of_either_level() {
    for (typed, key) in [
        ("0103", "0103"),
        ("103", "0103"),
        ("1", "01"),
        ("10", "10"),
        ("村务管理", "0103"),
        ("农村农业/村务管理", "0103"),
        ("农村农业／村务管理", "0103"),
        ("农村农业", "01"),
        ("cwgl", "0103"),
        ("交通运输", "05"),
        ("交通运输/交通运输", "0503"),
        ("其他", "99"),
        ("民政/其他", "0399"),
    ] {
        assert_eq!(read(Kind::Issue, "category", typed).unwrap(), code(key), "{typed}");
    }
    let error = read(Kind::Issue, "category", "安全生产").unwrap_err();
    let labels: Vec<&str> = error.candidates.iter().map(|choice| choice.label.as_str()).collect();
    assert_eq!(labels, ["城乡建设/安全生产", "经济管理/安全生产"]);
    assert!(error.message.contains("209 城乡建设/安全生产"), "{error}");
}

#[test]
fn a_retired_code_is_known_by_name_and_no_longer_offered() {
    let mut books = Books::sample();
    books.codes.apply("codes.nature", "[[nature]]\nkey='help'\nname='求助'\n").unwrap();
    let nature = spec(Kind::Issue, "nature");
    assert_eq!(parse(nature, None, "咨询", &books.context()).unwrap(), code("inquiry"));
    assert_eq!(parse(nature, None, "1", &books.context()).unwrap(), code("help"));
    assert!(parse(nature, None, "zx", &books.context()).is_err());
    assert_eq!(choices(nature, None, "", 10, &books.context()).len(), 1);
}

#[test]
fn several_codes_stand_between_commas_or_blanks() {
    let levels = |typed| read(Kind::Deputy, "levels", typed).unwrap();
    let wanted = Value::Codes(vec!["county".to_owned(), "township".to_owned()]);
    for typed in ["县、乡镇", "县,乡镇", "县 乡镇", "4;5", "county township", "县，乡镇、县"] {
        assert_eq!(levels(typed), wanted, "{typed}");
    }
    assert!(message(Kind::Deputy, "levels", "县、部").contains("部"));
}

#[test]
fn deputies_are_typed_by_name_number_and_pinyin() {
    let deputies = |typed| read(Kind::Issue, "deputies", typed);
    let ids = |ids: &[u64]| Value::Refs(ids.to_vec());
    assert_eq!(deputies("张三、李四").unwrap(), ids(&[1, 2]));
    assert_eq!(deputies("张三 李四").unwrap(), ids(&[1, 2]));
    assert_eq!(deputies("张\u{3000}三、李 四").unwrap(), ids(&[1, 2]));
    assert_eq!(deputies("ls，zsf").unwrap(), ids(&[2, 3]));
    assert_eq!(deputies("#5、２、王五#4").unwrap(), ids(&[5, 2, 4]));
    let namesakes = deputies("王五").unwrap_err();
    assert!(namesakes.message.contains("王五#4（第 4 位）") && namesakes.message.contains("王五#5"), "{namesakes}");
    assert_eq!(namesakes.candidates.len(), 2);
    assert!(deputies("张三#2").unwrap_err().message.contains("李四"));
    assert!(deputies("#7").unwrap_err().message.contains("作废"));
    assert!(deputies("孙七").is_err());
    assert!(deputies("#99").is_err());
    assert!(deputies("没有此人").unwrap_err().message.contains("没有此人"));
}

#[test]
fn a_source_is_typed_by_its_date_once_the_channel_says_what_it_is() {
    let books = Books::shared();
    let source = spec(Kind::Issue, "source");
    let read = |target, typed| parse(source, target, typed, &books.context());
    for typed in ["2026-11-20 09:00", "20", "-3", "11.20 9:00", "#1"] {
        assert_eq!(read(Some(Kind::Reception), typed).unwrap(), Value::Ref(1), "{typed}");
    }
    assert_eq!(read(Some(Kind::Visit), "前天 茶亭").unwrap(), Value::Ref(1));
    assert!(read(None, "20").unwrap_err().message.contains("来源渠道"));
}

#[test]
fn attendance_and_deeds_have_a_short_form() {
    let typed = "张三 | 到站 | 8:55；李四|请假|出差\n王五#4";
    let Value::Rows(rows) = read(Kind::Reception, "attendance", typed).unwrap() else { panic!() };
    let cells = |row: &Part| (row.get("deputy"), row.get("state"), row.get("note"));
    assert_eq!(cells(&rows[1]), (Value::Ref(2), code("leave"), Value::Text("出差".to_owned())));
    assert_eq!(rows[0].get("at"), Value::Time(Time::from_hm(8, 55).unwrap()));
    assert_eq!(cells(&rows[2]), (Value::Ref(4), code("present"), Value::Empty));
    let books = Books::shared();
    let attendance = spec(Kind::Reception, "attendance");
    let shown = show(attendance, None, &Value::Rows(rows), &books.context());
    assert_eq!(shown, "张三 | 签到时间=08:55；李四 | 请假 | 备注=出差；王五#4");

    let deeds = read(Kind::Visit, "deeds", "修水渠|资金|3000元|社会|未完成；义诊｜公益服务｜12人次").unwrap();
    let shown = show(spec(Kind::Visit, "deeds"), None, &deeds, &books.context());
    assert_eq!(shown, "修水渠 | 资金 | 金额(元)=3000 | 社会 | 已完成=否；义诊 | 公益服务 | 服务人次=12");
    assert!(message(Kind::Visit, "deeds", "修渠；修路|什么").contains("第 2 行"));
}

#[test]
fn rows_come_as_json_too() {
    let typed = r#"[{"deputy":"张三","state":"present","at":"855"},{"deputy":2,"state":"缺席","note":null}]"#;
    let Value::Rows(rows) = read(Kind::Reception, "attendance", typed).unwrap() else { panic!() };
    assert_eq!((rows[0].get("deputy"), rows[1].get("deputy")), (Value::Ref(1), Value::Ref(2)));
    assert_eq!(rows[1].get("state"), code("absent"));
    for bad in [
        "[",
        "[1]",
        "{}",
        r#"[{"who":"张三"}]"#,
        r#"[{"deputy":{"id":1}}]"#,
        r#"[{"deputy":"没有此人"}]"#,
        &format!("{}{}", "[".repeat(9_000), "]".repeat(9_000)),
        &format!("[{}{{}}]", "{},".repeat(300)),
        &"张三；".repeat(300),
        &"张".repeat(400_000),
    ] {
        assert!(read(Kind::Reception, "attendance", bad).is_err(), "{bad:.40}");
    }
    let events = spec(Kind::Issue, "events");
    assert!(meaning(events, None, "[]", &Books::shared().context()).is_err());
}

#[test]
fn pick_lists_narrow_and_rank() {
    let books = Books::shared();
    let pick = |kind, key, typed, limit| {
        let spec = spec(kind, key);
        let found = choices(spec, spec.kind.target(), typed, limit, &books.context());
        found.into_iter().map(|choice| format!("{} {}", choice.ordinal, choice.label)).collect::<Vec<_>>()
    };
    assert_eq!(pick(Kind::Issue, "nature", "", 9), ["1 建议", "2 意见", "3 批评", "4 咨询", "5 求助"]);
    assert_eq!(pick(Kind::Issue, "nature", "yj", 9), ["2 意见"]);
    assert_eq!(pick(Kind::Issue, "category", "03", 3), ["3 民政", "301 民政/社会救助", "302 民政/优抚"]);
    assert_eq!(pick(Kind::Issue, "category", "cwgl", 3), ["103 农村农业/村务管理"]);
    assert_eq!(pick(Kind::Issue, "deputies", "zs", 9), ["1 张三", "3 张三丰"]);
    assert_eq!(pick(Kind::Issue, "deputies", "#2", 9), ["2 李四"]);
    assert_eq!(pick(Kind::Issue, "deputies", "", 2).len(), 2);
    assert!(pick(Kind::Issue, "title", "", 9).is_empty());
}

#[test]
fn whatever_stands_in_a_list_reads_back() {
    let books = Books::shared();
    let context = books.context();
    for kind in Kind::ALL {
        for spec in kind.specs() {
            let FieldKind::Code(list) = spec.kind else { continue };
            for one in books.codes.list(list) {
                let shown = show(spec, None, &code(&one.key), &context);
                assert_eq!(meaning(spec, None, &shown, &context).unwrap(), code(&one.key), "{list} {shown}");
            }
        }
    }
    for (kind, ids) in [(Kind::Deputy, 1..=6), (Kind::Unit, 1..=3), (Kind::Issue, 1..=2), (Kind::Visit, 1..=1)] {
        for id in ids {
            let spec = spec(Kind::Issue, "source");
            let shown = show(spec, Some(kind), &Value::Ref(id), &context);
            assert_eq!(meaning(spec, Some(kind), &shown, &context).unwrap(), Value::Ref(id), "{shown}");
        }
    }
}

fn field_and_value() -> impl Strategy<Value = (Kind, &'static Spec, Value)> {
    let fields: Vec<(Kind, &'static Spec)> =
        Kind::ALL.into_iter().flat_map(|kind| kind.specs().into_iter().map(move |spec| (kind, spec))).collect();
    let typed: Vec<_> = fields.into_iter().filter(|(_, spec)| spec.rule != Rule::Derived).collect();
    prop::sample::select(typed)
        .prop_flat_map(|(kind, spec)| value_of(spec.kind).prop_map(move |value| (kind, spec, value)))
}

#[test]
fn a_list_of_separators_alone_is_refused_with_a_word() {
    let books = Books::sample();
    let spec = Kind::Visit.spec("deputies").unwrap();
    let error = parse(spec, Some(Kind::Deputy), "/、", &books.context()).unwrap_err();
    assert!(error.message.contains("没有内容"), "{error}");
    assert_eq!(parse(spec, Some(Kind::Deputy), "  ", &books.context()).unwrap(), Value::Empty);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn what_is_shown_reads_back((_, spec, value) in field_and_value()) {
        let books = Books::shared();
        let shown = show(spec, spec.kind.target(), &value, &books.context());
        let read = parse(spec, spec.kind.target(), &shown, &books.context());
        let wanted = if value.is_empty() { Value::Empty } else { value };
        prop_assert_eq!(read.unwrap(), wanted, "shown: {}", shown);
    }

    #[test]
    fn no_text_makes_parsing_panic((kind, spec, _) in field_and_value(), typed in r"(\PC|[0-9|；=、，#\[\]{}\x22:.\n-]){0,30}") {
        let books = Books::shared();
        let read = parse(spec, spec.kind.target(), &typed, &books.context());
        choices(spec, spec.kind.target(), &typed, 5, &books.context());
        // What was read can be kept.
        if let Ok(value) = read {
            let mut record: Record = kind.blank();
            prop_assert!(record.set(spec.key, value).is_ok());
        }
    }
}
