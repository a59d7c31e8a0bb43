//! `stats`: the figures, in every form the same, and the records behind them.

use serde_json::{Map, Value};

use super::desk::*;

fn lines(desk: &Desk, args: &[&str]) -> Vec<Map<String, Value>> {
    let out = desk.done(&[&["stats", "--format", "jsonl"], args].concat());
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn value<'a>(lines: &'a [Map<String, Value>], id: &str) -> &'a str {
    let is = |line: &&Map<String, Value>| line["id"] == id && line["part"] == "";
    lines.iter().find(is).unwrap()["value"].as_str().unwrap()
}

#[test]
fn figures_are_the_same_in_every_form() {
    let desk = Desk::demo();
    let jsonl = lines(&desk, &["--period", "今年"]);
    let csv = desk.done(&["stats", "--period", "今年", "--format", "csv"]);
    let table = desk.done(&["stats", "--period", "今年"]);
    assert!(csv.starts_with("代号,分项,指标,单位,本期\n"), "{csv}");
    assert!(table.contains("统计至") && table.contains("群众意见"), "{table}");
    for line in &jsonl {
        let (id, part) = (line["id"].as_str().unwrap(), line["part"].as_str().unwrap());
        let value = line["value"].as_str().unwrap();
        let start = format!("{id},{part},");
        let of_csv = csv.lines().find(|of| of.starts_with(&start)).unwrap();
        assert!(of_csv.ends_with(&format!(",{value}")), "{line:?} {of_csv}");
        let of_table = if part.is_empty() { format!("{id} ") } else { format!("{id}:{part} ") };
        let of_table = table.lines().find(|of| of.starts_with(&of_table)).unwrap();
        assert!(of_table.ends_with(value), "{line:?} {of_table}");
    }
    let rate = jsonl.iter().find(|line| line["id"] == "I12" && line["part"] == "").unwrap();
    let (of, among) = (rate["of"].as_f64().unwrap(), rate["among"].as_f64().unwrap());
    let shown: f64 = rate["value"].as_str().unwrap().trim_end_matches('%').parse().unwrap();
    assert!(among > 0.0 && (of / among * 100.0 - shown).abs() <= 0.050_001, "{rate:?}");
}

#[test]
fn the_default_is_this_month_and_a_voided_record_leaves_the_figures() {
    let desk = Desk::demo();
    let before: u64 = value(&lines(&desk, &[]), "I2").parse().unwrap();
    desk.add("issue", &good("issue"));
    let after = lines(&desk, &["--period", "本月"]);
    assert_eq!(value(&after, "I2"), (before + 1).to_string());
    let id = format!("#{}", desk.newest("issue")["id"]);
    desk.done(&["void", "issue", &id, "--reason", "重复"]);
    assert_eq!(value(&lines(&desk, &[]), "I2"), before.to_string());
}

#[test]
fn the_records_behind_a_count_are_as_many() {
    let desk = Desk::demo();
    let year = ["--period", "今年"];
    let figures = lines(&desk, &year);
    for id in ["R1", "I2", "I3", "I9", "I11", "V4"] {
        let records = lines(&desk, &[&year, ["--records", id].as_slice()].concat());
        assert_eq!(records.len().to_string(), value(&figures, id), "{id}");
        assert!(records.iter().all(|record| record.contains_key("id")), "{id}");
    }
    let by = lines(&desk, &[&year, ["--by", "channel"].as_slice()].concat());
    let phone = by.iter().find(|line| line["id"] == "I2" && line.get("group").is_some_and(|group| group == "phone"));
    let group = ["--records", "I2", "--by", "渠道", "--group", "phone"];
    let records = lines(&desk, &[&year, group.as_slice()].concat());
    assert_eq!(records.len().to_string(), phone.unwrap()["value"].as_str().unwrap());
    assert!(records.iter().all(|record| record["channel"] == "来电" || record["channel"] == "phone"), "{records:?}");
    let parts: Vec<u64> = figures
        .iter()
        .filter(|line| line["id"] == "I6" && line["part"] == "township")
        .map(|line| line["of"].as_u64().unwrap())
        .collect();
    let records = lines(&desk, &[&year, ["--records", "I6:township"].as_slice()].concat());
    assert_eq!(vec![records.len() as u64], parts);
}

#[test]
fn comparison_and_definitions_stand_beside_and_groups_below() {
    let desk = Desk::demo();
    let compared = lines(&desk, &["--compare", "--definitions", "--period", "上季度"]);
    let first = &compared[0];
    for key in ["before", "year_before", "change", "definition"] {
        assert!(first.get(key).is_some_and(Value::is_string), "{key}: {first:?}");
    }
    let line = compared.iter().find(|line| line["id"] == "I2").unwrap();
    let [now, before, change]: [i64; 3] =
        ["value", "before", "change"].map(|key| line[key].as_str().unwrap().parse().unwrap());
    assert_eq!(now - before, change);
    let table = desk.done(&["stats", "--by", "category"]);
    assert!(table.contains("【类别："), "{table}");
}

#[test]
fn what_cannot_be_counted_is_told_with_what_can() {
    let desk = Desk::demo();
    let table: &[(&[&str], i32, &str)] = &[
        (&["stats", "--period", "3.1.."], 2, "起止两头"),
        (&["stats", "--period", "去哪"], 2, "看不懂日期范围"),
        (&["stats", "--by", "weather"], 2, "category 类别"),
        (&["stats", "--records", "I99"], 2, "R1 R2"),
        (&["stats", "--records", "I6:moon"], 2, "township 转乡镇政府站所"),
        (&["stats", "--records", "I2:moon"], 2, "I2 不分项"),
        (&["stats", "--group", "x"], 2, "--records"),
        (&["stats", "--format", "xml"], 2, "table csv jsonl"),
    ];
    for (args, code, piece) in table {
        desk.not_done(args, *code, piece);
    }
}
