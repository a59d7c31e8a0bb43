//! The command line as a person or a script meets it: what is refused and how, and what stands afterwards.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use chrono::NaiveDate;
use serde_json::{Map, Value};

/// A data directory to run commands on.
struct Desk {
    root: PathBuf,
    _dir: tempfile::TempDir,
}

/// How a command ended.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Desk {
    /// A folder with a name people give folders, and nothing in it.
    fn nowhere() -> Desk {
        let dir = tempfile::tempdir().unwrap();
        Desk { root: dir.path().join("数据 目录").join("站 一"), _dir: dir }
    }

    fn demo() -> Desk {
        let desk = Desk::nowhere();
        desk.done(&["demo", "--no-open"]);
        desk
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_liaison"));
        command.arg("--data").arg(&self.root).args(args).env_remove("LANG").env_remove("LC_ALL").stdin(Stdio::null());
        command
    }

    fn run(&self, args: &[&str]) -> Ran {
        let output = self.command(args).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Runs what must be done, and returns its results.
    fn done(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
        ran.out
    }

    /// Runs what must not be done: the code, and a piece of the message.
    fn not_done(&self, args: &[&str], code: i32, piece: &str) {
        let ran = self.run(args);
        let shown: Vec<String> = args.iter().map(|arg| arg.chars().take(60).collect()).collect();
        assert_eq!((ran.code, ran.out.as_str()), (code, ""), "{shown:?}: {}", ran.err);
        assert!(ran.err.contains(piece), "{shown:?}: {}", ran.err);
    }

    fn add(&self, kind: &str, fields: &[&str]) -> String {
        self.done(&[&["add", kind, "--set"], fields].concat())
    }

    /// Records of a kind, the newest first, as a script reads them.
    fn records(&self, kind: &str, more: &[&str]) -> Vec<Map<String, Value>> {
        let lines = self.done(&[&["list", kind, "--format", "jsonl"], more].concat());
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn newest(&self, kind: &str) -> Map<String, Value> {
        self.records(kind, &["--limit", "1"]).remove(0)
    }

    /// Everything that is on record.
    fn all(&self) -> String {
        KINDS.map(|kind| self.done(&["list", kind, "--format", "jsonl"])).concat()
    }
}

const KINDS: [&str; 7] = ["station", "deputy", "unit", "reception", "issue", "visit", "setting"];

/// The fields of a record of a kind that can be saved.
fn good(kind: &str) -> Vec<&'static str> {
    match kind {
        "issue" => {
            vec!["channel=来电", "deputies=邓兰英", "title=村口路灯不亮", "content=坏了三天了", "category=1201"]
        }
        "reception" => vec!["start=9", "end=1130", "place=站里", "deputies=汤建国、唐雪梅", "groups=2", "people=3"],
        "visit" => vec!["deputies=周喆", "way=入户", "village=云盘岭村", "people=3", "summary=走访三户"],
        "deputy" => vec!["name=张三", "levels=乡镇", "term=镇第十九届"],
        "unit" => vec!["name=气象站", "level=乡镇"],
        "setting" => vec!["key=deadlines.redo_days", "value=20"],
        _ => panic!("{kind} is not added"),
    }
}

/// A good record with one field given otherwise.
fn spoilt<'a>(kind: &str, pair: &'a str) -> Vec<&'a str> {
    let key = pair.split('=').next().unwrap();
    let mut fields: Vec<&str> = good(kind);
    fields.retain(|field| field.split('=').next() != Some(key));
    fields.push(pair);
    fields
}

#[test]
fn a_field_that_cannot_be_is_refused_with_its_name_and_nothing_is_saved() {
    let desk = Desk::demo();
    let before = desk.all();
    let (long, longer) = (format!("title={}", "长".repeat(61)), format!("content={}", "长".repeat(8_001)));
    let (summary, nested) = (format!("summary={}", "长".repeat(1_001)), format!("deeds={}", "[".repeat(20_000)));
    let table = [
        ("issue", "title=", "title：请填写"),
        ("issue", "title=\u{3000} \u{200B}", "title：请填写"),
        ("issue", &long, "最多 60 个字，多了 1 个"),
        ("issue", &longer, "最多 8000 个字，多了 1 个"),
        ("issue", "category=9999", "没有「9999」"),
        ("issue", "category=", "category：请填写"),
        ("issue", "channel=x", "有几种可能"),
        ("issue", "channel=接待日", "source：请填写「来源记录」"),
        ("issue", "source=昨天", "先把「来源渠道」选为"),
        ("issue", "reported_on=2026-02-30", "没有“2026-02-30”这一天"),
        ("issue", "reported_on=0000-00-00", "年份不在"),
        ("issue", "reported_on=9999-12-31", "年份不在"),
        ("issue", "reported_on=2099-12-31", "不能晚于今天"),
        ("issue", "reported_on=明天", "不能晚于今天"),
        ("issue", "headcount=0", "应在 1 到 100000 之间"),
        ("issue", "headcount=三", "应为 1 到 100000 的整数"),
        ("issue", "headcount=", "应在 1 到"),
        ("issue", "items=-1", "应为 1 到 999 的整数"),
        ("issue", "hardship=也许", "请填「是」或「否」"),
        ("issue", "anonymous=否", "只登记匿名意见"),
        ("issue", "deputies=", "请填写接待或反映的代表"),
        ("issue", "deputies=没有这人", "没有找到代表「没有这人」"),
        ("issue", "deputies=#999", "没有找到代表「#999」"),
        ("issue", "deputies=邓兰英#13", "#13 是「蒋国庆」，不是「邓兰英」"),
        ("issue", "number=2026-0001", "「编号」由程序生成"),
        ("issue", "stage=closed", "「状态」由程序生成"),
        ("issue", "events=[]", "「办理经过」由程序生成"),
        ("reception", "end=8:00", "结束时间应晚于开始时间"),
        ("reception", "start=25:00", "没有“25:00”这个时间"),
        ("reception", "date=2099-12-31", "不能是「已举行」"),
        ("reception", "stage=取消", "reason：请填写"),
        ("reception", "people=1", "人次不能少于批次"),
        ("reception", "groups=99999999999", "应在 0 到 100000 之间"),
        ("reception", "recorder=", "recorder：请填写"),
        ("reception", &summary, "最多 1000 个字"),
        ("reception", "attendance=周喆", "不在接待代表里"),
        ("reception", "attendance=汤建国;汤建国", "有两行"),
        ("reception", r#"attendance=[{"deputy":"汤建国","foo":1}]"#, "没有「foo」这一项"),
        ("reception", "attendance=[{", "不是 JSON 数组"),
        ("visit", "date=2099-12-31", "不能晚于今天"),
        ("visit", "way=飞", "没有「飞」"),
        ("visit", "people=0", "应在 1 到"),
        ("visit", "issues=1990-0001", "没有找到意见建议「1990-0001」"),
        ("visit", "deeds=修渠 | 资金 | 金额(元)=多", "应为金额"),
        ("visit", "deeds=修渠 | 资金 | 金额(元)=0.001", "应为金额"),
        ("visit", "deeds=修渠 | 资金 | 金额(元)=99999999999999999999", "应为金额"),
        ("visit", &nested, "不是 JSON 数组"),
        ("deputy", "name=", "name：请填写"),
        ("deputy", "levels=乡镇,火星", "没有「火星」"),
        ("deputy", "phone=abc", "只能是数字"),
        ("deputy", "status_on=2099-01-01", "不能晚于今天"),
        ("unit", "level=火星", "没有「火星」"),
        ("setting", "key=", "key：请填写"),
        ("setting", "value=很久", "应为 0 到 3650 的整数"),
        ("setting", "value=99999999999", "应为 0 到 3650 的整数"),
    ];
    for (kind, pair, piece) in table {
        desk.not_done(&[&["add", kind, "--set"], spoilt(kind, pair).as_slice()].concat(), 1, piece);
    }
    assert!(desk.all() == before, "a refused record left something behind");
}

#[test]
fn wrong_usage_is_told_with_what_would_be_right() {
    let desk = Desk::demo();
    let table: &[(&[&str], i32, &str)] = &[
        (&["lst"], 2, "是不是要用 list"),
        (&["list"], 2, "还缺少：<KIND>"),
        (&["list", "foo"], 2, "可用的种类：station deputy"),
        (&["list", "issue", "--foo"], 2, "不认识的参数“--foo”"),
        (&["list", "issue", "--format", "xml"], 2, "可用的值：table csv jsonl"),
        (&["list", "issue", "--limit", "0"], 2, "应为 1 以上的整数，不能是“0”"),
        (&["list", "issue", "--limit", "-1"], 2, "不能是“-1”"),
        (&["list", "issue", "--limit", "99999999999999999999"], 2, "应为 1 以上的整数"),
        (&["list", "issue", "--where", "stage"], 2, "要写成 字段=内容"),
        (&["list", "issue", "--where", "stgae=x"], 2, "没有“stgae”这个字段"),
        (&["list", "issue", "--where", "stage=飞"], 2, "没有「飞」"),
        (&["list", "issue", "--where", "deputies=没有这人"], 2, "没有找到代表"),
        (&["list", "issue", "--where", "events=x"], 2, "「办理经过」由程序生成"),
        (&["list", "issue", "--where", "reported_on=2026-02-30"], 2, "没有“2026-02-30”这一天"),
        (&["list", "issue", "--where", "reported_on=今天..昨天"], 2, "早于起日"),
        (&["list", "issue", "--where", "headcount>="], 2, "一个数或一段"),
        (&["list", "issue", "--where", "title~''"], 2, "只有标点空格"),
        (&["list", "issue", "--since", "2026-02-30"], 2, "没有“2026-02-30”这一天"),
        (&["list", "issue", "--since", "今天", "--until", "-9"], 2, "请对调或改正"),
        (&["list", "unit", "--since", "-9"], 2, "unit 没有日期"),
        (&["list", "issue", "--search", " "], 2, "请写要查找的内容"),
        (&["show", "issue"], 2, "还缺少：<ID>"),
        (&["show", "issue", ""], 2, "请写明是哪一条"),
        (&["show", "issue", "9999"], 1, "没有找到意见建议「9999」"),
        (&["show", "issue", "#9999"], 1, "没有找到意见建议「#9999」"),
        (&["show", "issue", "99999999999999999999999"], 1, "liaison list issue"),
        (&["show", "issue", "1990-0001"], 1, "没有找到意见建议「1990-0001」"),
        (&["show", "visit", "../../etc/passwd"], 1, "没有找到代表走访"),
        (&["add", "station"], 1, "联络站记录只有一条"),
        (&["void", "station", "1", "--reason", "x"], 1, "联络站记录只有一条"),
        (&["edit", "station", "1", "--set", "code=430112103002"], 1, "「站点代码」由程序生成"),
        (&["add", "issue", "--set", "title"], 2, "“title”要写成 字段=内容"),
        (&["add", "issue", "--set", "foo=1"], 2, "可用的字段：reported_on channel"),
        (&["add", "issue", "--set", "contact=张三"], 2, "没有“contact”这个字段"),
        (&["add", "issue", "--set", "title=一", "--set", "title=二"], 2, "“title”写了两次"),
        (&["edit", "issue", "#1"], 2, "还缺少：--set"),
        (&["void", "issue", "#1"], 2, "还缺少：--reason"),
        (&["void", "issue", "#1", "--reason", " "], 1, "要写明原因"),
        (&["do", "fly", "#1"], 2, "没有“fly”这个步骤"),
        (&["do", "register", "#1"], 2, "没有“register”这个步骤"),
        (&["demo", "--records", "0"], 2, "应为 1 以上的整数"),
        (&["completions", "foo"], 2, "可用的值：bash"),
        (&["init", "--code", "12", "--name", "x"], 2, "要 12 位数字"),
        (&["init", "--name", "x"], 2, "还缺少：--code"),
        (&["init", "--code", "430112103001", "--name", "x", "--level", "county"], 2, "可用的值：station"),
        (&[], 1, "这里不是终端"),
    ];
    for (args, code, piece) in table {
        desk.not_done(args, *code, piece);
    }
}

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
fn what_jsonl_says_can_be_given_back_field_by_field() {
    let desk = Desk::demo();
    desk.add("deputy", &["name=邓兰英", "levels=乡镇,县", "term=镇第十九届", "post=种粮大户"]);
    desk.add("issue", &spoilt("issue", "deputies=#12,#25"));
    desk.add("visit", &spoilt("visit", "deeds=修渠 | 资金 | 1.5万元 | 社会；“引号”，逗号 | 服务 | 已完成=否"));
    let both = desk.newest("issue");
    assert_eq!(both["deputies"], serde_json::json!(["邓兰英#12", "邓兰英#25"]));
    let derived = ["id", "number", "code", "stage", "redo_count", "events", "promised_on", "promised", "dissatisfied"];
    for kind in ["station", "deputy", "unit", "reception", "issue", "visit"] {
        for record in desk.records(kind, &["--limit", "3"]) {
            let mut set = Vec::new();
            for (key, value) in &record {
                let steps = ["route", "unit", "co_units", "assigned_on", "due_on", "class", "rating", "closed_on"];
                let made = derived.contains(&key.as_str()) && (kind != "reception" || key != "stage");
                if made || (kind == "issue" && steps.contains(&key.as_str())) {
                    continue;
                }
                set.push(match value {
                    Value::String(text) => format!("{key}={text}"),
                    Value::Array(items) if items.iter().all(Value::is_string) => {
                        format!("{key}={}", items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(","))
                    }
                    other => format!("{key}={other}"),
                });
            }
            let id = format!("#{}", record["id"]);
            let args: Vec<&str> =
                ["edit", kind, &id, "--set"].into_iter().chain(set.iter().map(String::as_str)).collect();
            let ran = desk.run(&args);
            assert_eq!((ran.code, ran.err.as_str()), (0, "内容没有变化，未保存。\n"), "{args:?}");
        }
    }
}

#[test]
fn records_are_found_by_number_name_pinyin_and_day() {
    let desk = Desk::demo();
    desk.add("deputy", &["name=邓兰英", "levels=乡镇", "term=镇第十九届", "post=种粮大户"]);
    for twice in [&["show", "deputy", "邓兰英"][..], &["edit", "deputy", "dly", "--set", "post=x"]] {
        desk.not_done(twice, 1, "邓兰英#12（退休教师）；邓兰英#25（种粮大户）");
    }
    desk.not_done(&["add", "issue", "--set", "deputies=邓兰英"], 1, "邓兰英#25（种粮大户）");
    for one in ["25", "#25", "＃２５", "邓兰英#25"] {
        assert!(desk.done(&["show", "deputy", one]).starts_with("deputy #25 邓兰英\n"), "{one}");
    }
    assert!(desk.done(&["show", "unit", "swz"]).starts_with("unit #8 水务站\n"));
    // A bare number is an issue's serial, as on the screen; its id stands behind #.
    let newest = &desk.records("issue", &["--limit", "1"])[0];
    let (number, id) = (newest["number"].as_str().unwrap(), newest["id"].to_string());
    let (_, serial) = number.split_once('-').unwrap();
    for typed in [number, serial, &format!("#{id}")] {
        let shown = desk.done(&["show", "issue", typed]);
        assert!(shown.starts_with(&format!("issue #{id} {number}\n")), "{typed}: {shown}");
    }
    desk.add("visit", &good("visit"));
    for day in ["今天", "0"] {
        let ran = desk.run(&["show", "visit", day]);
        assert_eq!(ran.code == 0, day == "今天", "{day}: {}", ran.err);
    }
    let category = desk.records("issue", &["--where", "category=12"]);
    assert!(!category.is_empty() && category.iter().all(|issue| issue["category"].as_str().unwrap().starts_with("12")));
    assert!(!desk.records("issue", &["--search", "停车"]).is_empty());
    assert!(!desk.records("issue", &["--search", "tingche"]).is_empty());
    assert!(desk.records("issue", &["--where", "stage=已办结", "hardship=是"]).iter().all(|i| i["hardship"] == true));
    assert_eq!(desk.records("reception", &["--limit", "2"]).len(), 2);
}

#[test]
fn conditions_may_be_parts_of_a_text_several_codes_and_ranges() {
    let desk = Desk::demo();
    let count = |conditions: &[&str]| desk.records("issue", &[&["--where"], conditions].concat()).len();
    let all = desk.records("issue", &[]).len();
    let one = desk.newest("issue");
    let (title, day) = (one["title"].as_str().unwrap(), one["reported_on"].as_str().unwrap());
    let part: String = title.chars().skip(1).take(2).collect();
    assert!(count(&[&format!("title={title}")]) >= 1 && count(&[&format!("title={part}")]) == 0);
    assert!(count(&[&format!("title~{part}")]) >= 1);
    assert!(count(&[&format!("reported_on={day}")]) >= 1);
    assert_eq!(count(&["reported_on=1990-1-1.."]), all);
    assert_eq!(count(&["headcount>=1"]), all);
    assert_eq!(count(&["headcount<5"]) + count(&["headcount=5.."]), all);
    let stages = |stages: &str| count(&[&format!("stage~{stages}")]);
    assert_eq!(stages("已登记、已交办"), stages("已登记") + stages("已交办"));
}

#[test]
fn a_voided_record_stays_in_sight_by_its_number_only() {
    let desk = Desk::demo();
    desk.add("issue", &good("issue"));
    let number = desk.newest("issue")["number"].as_str().unwrap().to_owned();
    assert!(desk.done(&["void", "issue", &number, "--reason", "重复登记 13812345678"]).contains("已作废 issue"));
    assert_ne!(desk.newest("issue")["number"], number.as_str());
    assert!(desk.done(&["show", "issue", &number]).contains("已作废：重复登记 138****5678"));
    assert_eq!(desk.records("issue", &["--voided"])[0]["number"], number.as_str());
    for args in [&["do", "answer", &number, "--set", "text=x"][..], &["edit", "issue", &number, "--set", "title=x"]] {
        desk.not_done(args, 1, "已作废（重复登记 138****5678）");
    }
    desk.done(&["undo"]);
    assert_eq!(desk.newest("issue")["number"], number.as_str());
    desk.add("issue", &good("issue"));
    assert_ne!(desk.newest("issue")["number"], number.as_str());
    let year: i32 = number[..4].parse().unwrap();
    let moved = format!("reported_on={}-06-01", year - 1);
    desk.not_done(&["edit", "issue", &number, "--set", &moved], 1, "反映日期不能改到别的年份");
}

#[test]
fn no_text_reaches_the_terminal_as_more_than_text() {
    let desk = Desk::demo();
    let table = [
        ("路\u{1B}[31m灯\u{1B}]52;c;aGk=\u{7}坏了", "路[31m灯]52;c;aGk=坏了"),
        ("路\u{9B}31m灯坏了", "路31m灯坏了"),
        ("路\u{202E}灯\u{2066}坏\u{200F}了", "路灯坏了"),
        ("路\u{200B}灯\u{FEFF}坏\u{E0041}了", "路灯坏了"),
        ("路\u{FFFE}灯\u{FFFF}坏了", "路灯坏了"),
        ("𠮷田𡈽路𪚥", "𠮷田𡈽路𪚥"),
        ("👨\u{200D}👩\u{200D}👧 一家的路灯", "👨\u{200D}👩\u{200D}👧 一家的路灯"),
        ("路灯\r\n坏\t了", "路灯 坏 了"),
        ("../../etc/passwd", "../../etc/passwd"),
        ("=1+1 的路灯", "=1+1 的路灯"),
    ];
    for (typed, kept) in table {
        desk.add("issue", &spoilt("issue", &format!("title={typed}")));
        assert_eq!(desk.newest("issue")["title"], kept, "{typed:?}");
    }
    desk.add("issue", &spoilt("issue", &format!("title=e{}路灯坏了", "\u{301}".repeat(500))));
    assert!(desk.newest("issue")["title"].as_str().unwrap().chars().count() < 20);
    let shown = [desk.done(&["list", "issue"]), desk.done(&["list", "issue", "--format", "csv"]), desk.all()].concat();
    let unseen = |c: char| (c.is_control() && c != '\n') || ('\u{202A}'..='\u{202E}').contains(&c) || c == '\u{FEFF}';
    assert!(!shown.contains(unseen));
    let csv = desk.done(&["list", "issue", "--format", "csv", "--limit", "12"]);
    assert!(csv.starts_with("序号,编号,") && csv.contains(",'=1+1 的路灯,"), "{csv}");
    desk.add("issue", &spoilt("issue", "content=第一行，电话 13812345678\n第二行：也是内容"));
    let shown = desk.done(&["show", "issue", desk.newest("issue")["number"].as_str().unwrap()]);
    assert!(shown.contains("内容：第一行，电话 138****5678\n    第二行：也是内容\n"), "{shown}");
}

#[test]
fn settings_change_code_lists_and_broken_ones_change_nothing() {
    let desk = Desk::demo();
    let nature = "value=[[nature]]\nkey='suggestion'\nname='金点子'";
    for (key, value, piece) in [
        ("key=codes.nature", "value=乱写", "第 1 行读不懂"),
        ("key=codes.nature", "value=[[nature]]", "codes.nature"),
        ("key=codes.stage", "value=[[stage]]\nkey='x'\nname='y'", "本表只能改名称"),
        ("key=codes.foo", "value=[[foo]]\nkey='x'\nname='y'", "没有这个代码表"),
        ("key=deadlines.foo", "value=1", "没有这个期限设置"),
        ("key=deadlines.warn_days", "value=[7, 三]", "如 [7, 3]"),
    ] {
        desk.not_done(&["add", "setting", "--set", key, value], 1, piece);
    }
    let before = desk.records("issue", &["--where", "nature=建议"]).len();
    desk.add("setting", &["key=codes.nature", nature]);
    desk.not_done(&["add", "setting", "--set", "key=codes.nature", nature], 1, "已有一条");
    assert_eq!(desk.records("issue", &["--where", "nature=金点子"]).len(), before);
    // What the list leaves out is retired: known where it stands, offered no more.
    desk.not_done(&["add", "issue", "--set", "nature=yijian"], 1, "没有「yijian」");
    assert!(!desk.records("issue", &["--where", "nature=意见"]).is_empty());
    desk.done(&["void", "setting", "codes.nature", "--reason", "不改了"]);
    assert_eq!(desk.records("issue", &["--where", "nature=建议"]).len(), before);
    assert!(desk.run(&["add", "setting", "--set", "key=colour", "value=红"]).err.contains("本版不认识设置项"));
}

#[test]
fn a_folder_that_is_no_desk_is_told_apart() {
    let desk = Desk::nowhere();
    desk.not_done(&["list", "issue"], 1, "还没有建站");
    let init = ["init", "--code", "４３０１１２１０３００１", "--name", "测试站", "--by", "王"];
    let long = "长".repeat(41);
    desk.not_done(&["init", "--code", "430112103001", "--name", &long], 2, "--name 最多 40 个字");
    desk.not_done(&["init", "--code", "430112103001", "--name", "站", "--by", &long[..63]], 2, "--by 最多 20 个字");
    assert!(desk.run(&init).err.contains("测试站已建好"));
    desk.not_done(&init, 1, "已经有一个值班台");
    desk.not_done(&["demo", "--no-open", "--fresh"], 1, "是正式数据");
    assert_eq!(desk.records("station", &[])[0]["code"], "430112103001");

    let file = Desk::nowhere();
    fs::create_dir_all(file.root.parent().unwrap()).unwrap();
    fs::write(&file.root, "x").unwrap();
    for args in [&["list", "issue"][..], &init, &["demo", "--no-open"], &["verify"]] {
        file.not_done(args, 1, "是一个文件，不是文件夹");
    }
}

#[test]
fn a_wrong_desk_toml_is_told_with_its_line() {
    let desk = Desk::nowhere();
    desk.run(&["init", "--code", "430112103001", "--name", "测试站"]);
    let path = desk.root.join("desk.toml");
    let huge = "#".repeat(70_000);
    for (text, code, piece) in [
        ("level = \"station\"", 3, "缺少 org"),
        ("不是 TOML", 3, "第 1 行写法有误"),
        ("level = 1\norg = \"430112103001\"\noperator = \"李\"", 3, "第 1 行 level 的值不对"),
        ("level = \"station\"\norg = \"430112103001\"\noperator = \"\\u001b[31m\"", 3, "第 3 行 operator 的值不对"),
        ("level = \"station\"\norg = \"430112103009\"\noperator = \"李\"", 3, "找不到日志"),
        (&huge, 1, "文件超过允许的大小"),
    ] {
        fs::write(&path, text).unwrap();
        desk.not_done(&["list", "station"], code, piece);
    }
    fs::write(&path, "level = \"station\"\norg = \"430112103001\"\noperator = \"李\"\n[later]\nx = 1\n").unwrap();
    assert_eq!(desk.records("station", &[]).len(), 1);
}

#[test]
fn results_go_where_they_are_sent() {
    let desk = Desk::demo();
    let mut list = desk.command(&["list", "issue"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(list.stdout.take());
    let output = list.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0), "a closed pipe is no failure");
    let nothing = desk.run(&["list", "issue", "--where", "village=火星", "--format", "csv"]);
    assert_eq!((nothing.code, nothing.out.lines().count()), (0, 1));
    assert!(nothing.err.contains("没有符合条件的记录"));
    if Path::new("/dev/full").exists() {
        let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        for args in [&["list", "issue"][..], &["man"], &["show", "issue", "#1"]] {
            let output = desk.command(args).stdout(full()).output().unwrap();
            assert_eq!(output.status.code(), Some(1), "{args:?}");
            assert!(String::from_utf8(output.stderr).unwrap().contains("结果没有写全"));
        }
    }
    let man = desk.done(&["man"]);
    for verb in ["demo", "init", "add", "edit", "void", "do", "undo", "list", "show", "import", "export", "salvage"] {
        assert!(man.contains(&format!(".SS liaison {verb}\n")), "{verb}");
    }
    assert!(man.contains("--where") || man.contains(r"\-\-where"));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(desk.done(&["completions", shell]).contains("liaison"), "{shell}");
    }
}

#[test]
fn sample_data_never_takes_the_place_of_anything_else() {
    let dir = tempfile::tempdir().unwrap();
    let demo = |data: &std::path::Path, more: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_liaison"));
        command.args(["demo", "--no-open", "--data"]).arg(data).args(more).output().unwrap().status.code()
    };
    let real = dir.path().join("real");
    std::fs::create_dir(&real).unwrap();
    std::fs::write(real.join("letter.txt"), "mine").unwrap();
    assert_eq!(demo(&real, &["--fresh"]), Some(1));
    assert_eq!(std::fs::read_to_string(real.join("letter.txt")).unwrap(), "mine");
    // One that was stopped half way is made anew; a whole one stays until it is asked for afresh.
    let sample = dir.path().join("sample");
    assert_eq!(demo(&sample, &[]), Some(0));
    std::fs::write(sample.join("sample"), "").unwrap();
    std::fs::write(sample.join("left"), "").unwrap();
    assert_eq!(demo(&sample, &[]), Some(0));
    assert!(!sample.join("left").exists());
    // Without its mark it counts as real.
    std::fs::remove_file(sample.join("sample")).unwrap();
    assert_eq!(demo(&sample, &["--fresh"]), Some(1));
    assert!(sample.join("desk.toml").exists());
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
