//! What is done with a record by commands: the steps of an issue's life, days planned and put off, a change of term.

use chrono::NaiveDate;
use serde_json::{Map, Value};

use crate::desk::{Desk, good, spoilt};

#[test]
fn an_issue_is_led_through_its_life() {
    let desk = Desk::demo();
    let raised = spoilt("issue", "reported_on=-9");
    let number = |desk: &Desk| desk.newest("issue")["number"].as_str().unwrap().to_owned();
    // On the spot, rated badly, and never closed against the resident's word.
    let mut fields = raised.clone();
    fields.push("hardship=是");
    desk.add("issue", &fields);
    let ours = desk.records("issue", &["--since", "-9", "--until", "-9", "--where", "title=村口路灯不亮"]);
    let id = ours[0]["number"].as_str().unwrap();
    let refused = |verb: &str, set: &[&str], piece: &str| {
        let set = if set.is_empty() { Vec::new() } else { [&["--set"], set].concat() };
        desk.not_done(&[&["do", verb, id], set.as_slice()].concat(), if piece.contains("字段") { 2 } else { 1 }, piece);
    };
    let takes = |verb: &str, set: &[&str]| desk.done(&[&["do", verb, id, "--set"], set].concat());
    let stage =
        || desk.records("issue", &["--since", "-9", "--until", "-9", "--where", "title=村口路灯不亮"])[0].clone();
    for verb in ["reply", "feedback", "close"] {
        refused(verb, &[], "现在可做：当场答复、交办转办");
    }
    refused("answer", &[], "text：请填写");
    refused("answer", &["text=已换", "verb=close"], "没有“verb”这个字段");
    refused("answer", &["text=已换", "unit=水务站"], "没有“unit”这个字段");
    refused("answer", &["text=已换", "on=-10"], "早于反映日期");
    refused("answer", &["text=已换", "on=明天"], "不能晚于今天");
    refused("answer", &["text=已换", "class=C"], "C类答复请写明");
    refused("assign", &[], "route：请填写");
    refused("assign", &["route=当场答复", "unit=水务站"], "不是交办的去向");
    refused("assign", &["route=转乡镇", "unit=水务站", "on=-8", "due_on=-9"], "办理期限不能早于交办日期");
    refused("assign", &["route=形成代表建议", "unit=水务站", "due_on=2099-01-01"], "办理期限最长 180 天");
    refused("assign", &["route=转乡镇", "unit=水务站", "co_units=水务站"], "协办单位里有承办单位");
    takes("assign", &["route=转乡镇", "unit=水务站", "assigned_on=-8"]);
    refused("reply", &["text=将换", "class=B", "on=-7"], "B类答复请填写承诺完成日期");
    refused("reply", &["text=将换", "class=B", "on=-7", "planned_on=-7"], "应晚于答复日期");
    refused("reply", &["text=已换", "class=A", "planned_on=明天"], "只有 B类");
    takes("reply", &["text=已换", "class=A", "on=-6"]);
    refused("close", &[], "请先做「反馈」");
    refused("feedback", &["way=当面", "rating=不满意"], "请写明群众的意见");
    takes("feedback", &["way=当面", "rating=不满意", "remark=又坏了", "on=-5", "deputy_told_on=-5"]);
    refused("close", &[], "群众评价为不满意");
    takes("feedback", &["way=电话", "rating=满意", "on=-4", "deputy_told_on=-4"]);
    refused("close", &["on=-5"], "早于反映日期或上一步的日期");
    desk.done(&["do", "close", id]);
    refused("close", &[], "意见现为「已办结」");
    let closed = stage();
    assert_eq!(
        (&closed["stage"], &closed["class"], &closed["rating"]),
        (&"closed".into(), &"A".into(), &"satisfied".into())
    );
    assert_eq!(closed["events"].as_array().unwrap().len(), 6);
    let shown = desk.done(&["show", "issue", id]);
    let life: Vec<&str> = shown.lines().skip_while(|line| *line != "办理经过：").skip(1).collect();
    assert_eq!(life.len(), 6, "{shown}");
    assert!(life[1].contains("交办转办") && life[1].contains("承办单位：水务站"), "{shown}");
    desk.done(&["undo"]);
    assert_eq!(stage()["stage"], "replied");
    // What was promised is not closed.
    desk.add("issue", &good("issue"));
    let promised = number(&desk);
    desk.done(&["do", "answer", &promised, "--set", "text=列入计划", "class=B", "planned_on=明天"]);
    desk.done(&["do", "feedback", &promised, "--set", "way=当面"]);
    desk.not_done(&["do", "close", &promised], 1, "B类是承诺");
}

#[test]
fn a_planned_day_is_announced_and_called_off() {
    let desk = Desk::demo();
    let add =
        ["add", "reception", "--set", "date=+20", "start=9", "end=11", "place=接待室", "deputies=李桂芳", "stage=计划"];
    let added = desk.done(&add);
    let id = added.split_whitespace().nth(2).unwrap().trim_start_matches('#').to_owned();
    desk.not_done(&["do", "cancel", &id], 1, "原因");
    desk.not_done(&["do", "announce", &id, "--set", "people=3"], 2, "people");
    desk.done(&["do", "announce", &id]);
    desk.not_done(&["do", "announce", &id], 1, "现为「已公告」");
    desk.done(&["do", "cancel", &id, "--set", "reason=防汛"]);
    assert!(desk.done(&["show", "reception", &id]).contains("防汛"));
    desk.not_done(&["do", "hold", &id], 1, "现为「取消」");
}

#[test]
fn every_step_of_a_life_is_taken_by_do() {
    let desk = Desk::demo();
    let add = |title: &str| {
        let title = format!("title={title}");
        let mut fields = spoilt("issue", &title);
        fields.extend(["reported_on=-9", "items=2"]);
        desk.add("issue", &fields);
        desk.records("issue", &["--where", &title])[0]["number"].as_str().unwrap().to_owned()
    };
    let [one, other, third] = ["路灯不亮一", "路灯不亮二", "路灯不亮三"].map(add);
    let stage = |id: &str| desk.records("issue", &["--where", &format!("number={id}")])[0]["stage"].clone();
    let takes = |verb: &str, id: &str, set: &[&str]| {
        let set = if set.is_empty() { Vec::new() } else { [&["--set"], set].concat() };
        desk.done(&[&["do", verb, id], set.as_slice()].concat())
    };
    let steps: [(&str, &[&str], &str); 17] = [
        ("split", &["on=-9", "title=水管漏水四", "content=水管也漏水了"], "registered"),
        ("guide", &["on=-9", "where_to=其他", "reason=物业"], "guided"),
        ("restore", &["on=-9", "reason=不归物业"], "registered"),
        ("assign", &["route=转乡镇", "unit=水务站", "assigned_on=-9"], "assigned"),
        ("return", &["on=-8", "reason=不归水务站"], "registered"),
        ("assign", &["route=转12345", "unit=供电所", "assigned_on=-8", "external_no=RX-1"], "assigned"),
        ("extend", &["on=-8", "due_on=2099-01-01", "reason=等材料"], "assigned"),
        ("urge", &["on=-8", "way=会议", "text=请抓紧"], "assigned"),
        ("reply", &["on=-7", "text=将换", "class=B", "planned_on=+9"], "replied"),
        ("feedback", &["on=-7", "deputy_told_on=-7"], "replied"),
        ("track", &["on=-7"], "tracking"),
        ("progress", &["on=-6", "text=已进货", "planned_on=+20"], "tracking"),
        ("reply", &["on=-5", "text=已换", "class=A"], "replied"),
        ("feedback", &["on=-5", "way=电话", "rating=不满意", "remark=又坏了"], "replied"),
        ("redo", &["on=-4"], "assigned"),
        ("reply", &["on=-3", "text=再换", "class=A"], "replied"),
        ("feedback", &["on=-3", "way=电话", "rating=满意", "deputy_told_on=-3"], "replied"),
    ];
    for (verb, set, then) in steps {
        takes(verb, &one, set);
        assert_eq!(stage(&one), then, "{verb}");
    }
    takes("close", &one, &["on=-3"]);
    takes("reopen", &one, &["on=-2", "reason=又灭了"]);
    takes("withdraw", &one, &["on=-2", "reason=不要了"]);
    assert_eq!(stage(&one), "withdrawn");
    let said = takes("merge", &other, &["on=-2", &format!("into={third}")]);
    assert!(said.contains(&other) && said.contains(&third), "both are told: {said}");
    assert_eq!(stage(&other), "merged");
    let shown = desk.done(&["show", "issue", &third]);
    assert!(shown.contains(&format!("并入本件的：{other}")), "{shown}");
    desk.done(&["undo"]);
    assert_eq!(stage(&other), "registered");
    assert!(!desk.done(&["show", "issue", &third]).contains("并案"));
    takes("answer", &third, &["text=已说明"]);
    for (verb, piece) in [("track", "只有 B类"), ("redo", "请先做「反馈」"), ("close", "请先做「反馈」")]
    {
        desk.not_done(&["do", verb, &third], 1, piece);
    }
    desk.not_done(&["do", "urge", &third, "--set", "way=公示"], 1, "没有");
    let part = &desk.records("issue", &["--where", "title=水管漏水四"])[0];
    assert_eq!((&part["items"], &part["events"][0]["from"]), (&1.into(), &one.as_str().into()));
    let promised = desk.records("issue", &["--where", "promised=是", "promised_on>=今天"]);
    assert!(promised.iter().all(|issue| issue["class"] == "B") && !promised.is_empty());
    assert_eq!(desk.records("issue", &["--where", "dissatisfied=是", &format!("number={one}")]).len(), 1);
}

#[test]
fn a_term_is_that_of_the_day_and_the_way_that_were_given() {
    let desk = Desk::demo();
    let fields = [spoilt("issue", "title=路灯不亮五"), vec!["reported_on=-9"]].concat();
    desk.add("issue", &fields);
    let issue = || desk.records("issue", &["--where", "title=路灯不亮五"]).remove(0);
    let number = issue()["number"].as_str().unwrap().to_owned();
    let takes = |verb: &str, set: &[&str]| {
        desk.done(&[&["do", verb, &number, "--set"], set].concat());
    };
    let term = |from: &str| {
        let days = [&issue()["due_on"], &issue()[from]].map(|on| on.as_str().unwrap().parse::<NaiveDate>().unwrap());
        (days[0] - days[1]).num_days()
    };
    takes("assign", &["route=转12345", "unit=供电所", "assigned_on=-9", "external_no=RX-1"]);
    takes("return", &["on=-8", "reason=不归供电所"]);
    takes("assign", &["route=转乡镇", "unit=水务站", "assigned_on=-7"]);
    assert_eq!(term("assigned_on"), 30, "not the term of the way it went before");
    takes("reply", &["on=-6", "text=已换", "class=A"]);
    takes("feedback", &["on=-6", "way=无法联系", "reason=三次未接通"]);
    takes("feedback", &["on=-5", "way=电话", "rating=不满意", "remark=又坏了"]);
    let told = &issue()["events"][6];
    assert!(
        told["way"] == "phone" && told.get("reason").is_none_or(|reason| reason == ""),
        "reached after all: {told}"
    );
    takes("redo", &["on=-4"]);
    let begun = issue()["events"][7]["on"].as_str().unwrap().parse::<NaiveDate>().unwrap();
    assert_eq!(issue()["due_on"], (begun + chrono::Days::new(30)).to_string());
}

#[test]
fn days_are_planned_shown_first_and_added_once() {
    let desk = Desk::demo();
    let shown = desk.done(&["plan", "明年", "--dry-run", "--format", "jsonl"]);
    let days: Vec<Map<String, Value>> = shown.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!((24..=27).contains(&days.len()), "{}", days.len());
    for day in &days {
        assert!(day["stage"] == "planned" && day["deputies"].as_array().unwrap().len() == 2, "{day:?}");
        assert!(!day.contains_key("id"));
    }
    let before = desk.done(&["list", "reception", "--format", "jsonl"]).lines().count();
    let added = desk.done(&["plan", "明年", "--format", "jsonl"]);
    assert_eq!(added.lines().count(), days.len());
    assert_eq!(desk.done(&["list", "reception", "--format", "jsonl"]).lines().count(), before + days.len());
    let again = desk.run(&["plan", "明年"]);
    assert_eq!((again.code, again.out.as_str()), (0, ""));
    assert!(again.err.contains("没有要新增"), "{}", again.err);
    desk.done(&["undo"]);
    assert_eq!(desk.done(&["list", "reception", "--format", "jsonl"]).lines().count(), before);
    desk.not_done(&["plan", "12月底"], 2, "看不懂");
    desk.not_done(&["plan", "3.1.."], 2, "起止");
    desk.not_done(&["plan", "去年"], 1, "已经过去");
}

#[test]
fn a_day_is_put_off_and_called_off_by_do() {
    let desk = Desk::demo();
    let line = desk.done(&["list", "reception", "--where", "stage=planned", "--format", "jsonl"]);
    let planned: Map<String, Value> = serde_json::from_str(line.lines().next().unwrap()).unwrap();
    let id = format!("#{}", planned["id"]);
    desk.not_done(&["do", "postpone", &id], 1, "reason");
    desk.not_done(&["do", "postpone", &id, "--set", "reason=防汛", "moved_to=2020-01-01"], 1, "moved_to");
    let saved = desk.done(&["do", "postpone", &id, "--set", "reason=防汛"]);
    assert_eq!(saved.lines().count(), 2, "{saved}");
    let line = desk.done(&["show", "reception", &id, "--format", "jsonl"]);
    let first: Map<String, Value> = serde_json::from_str(&line).unwrap();
    assert_eq!(first["stage"], "postponed");
    let later = desk.done(&["list", "reception", "--where", "stage=planned", "--format", "jsonl"]);
    let later = later.lines().map(|line| serde_json::from_str::<Map<String, Value>>(line).unwrap());
    let later = later.filter(|day| day.get("moved_from") == Some(&planned["date"])).collect::<Vec<_>>();
    assert!(later.len() == 1 && later[0]["date"] == first["moved_to"], "{later:?}");
    let later = format!("#{}", later[0]["id"]);
    desk.done(&["do", "cancel", &later, "--set", "reason=会议冲突"]);
    desk.not_done(&["do", "announce", &later], 1, "取消");
    // Back in the plan, it is put off for no reason and to no day.
    assert!(desk.done(&["show", "reception", &id]).contains("原因：防汛"));
    desk.done(&["edit", "reception", &id, "--set", "stage=计划"]);
    let shown = desk.done(&["show", "reception", &id]);
    assert!(shown.contains("状态：计划") && !shown.contains("防汛") && !shown.contains("顺延至"), "{shown}");
}

#[test]
fn a_term_is_changed_by_a_command_and_taken_back_by_undo() {
    let desk = Desk::demo();
    let before = desk.done(&["term", "list"]);
    assert!(before.contains("乡镇 镇第十九届") && before.contains("领导干部"), "{before}");
    let usual = ["term", "change", "--level", "乡镇", "--from", "镇第十九届", "--to", "镇第二十届", "--on", "今天"];
    let with = |more: &[&'static str]| [&usual[..], more].concat();
    desk.not_done(&with(&["--reelected", "王五"]), 1, "没有“王五”");
    let told = desk.done(&with(&["--reelected", "邓兰英，易小满", "--dry-run"]));
    assert!(told.contains("转为往届") && told.contains("2 人连任"), "{told}");
    assert_eq!(desk.done(&["term", "list"]), before);
    let saved = desk.done(&with(&["--reelected", "邓兰英，易小满"]));
    assert!(saved.contains("邓兰英"), "{saved}");
    let after = desk.done(&["term", "list"]);
    assert!(after.contains("乡镇 镇第二十届（在任 2 人）") && !after.contains("乡镇 镇第十九届"), "{after}");
    // The name means who is in office now; nothing was done in the new term yet.
    let shown = desk.done(&["show", "deputy", "邓兰英"]);
    assert!(shown.contains("镇第二十届") && !shown.contains("合计"), "{shown}");
    desk.done(&["undo"]);
    assert_eq!(desk.done(&["term", "list"]), before);
    assert!(desk.done(&["show", "deputy", "邓兰英"]).contains("合计"));
}
