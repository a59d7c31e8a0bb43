//! The command line as a person or a script meets it: what is refused and how, and what stands afterwards.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod county;
mod desk;
mod ledgers;
mod rebuild;
mod reports;
mod stats;
mod steps;
mod sync;
mod takeover;
mod trust;

use std::fs;
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;

use desk::*;

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
        (&["list", "unit", "--since", "-9"], 2, "承办单位 没有日期"),
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
        (&["init", "--code", "430112103001", "--name", "x", "--level", "county"], 2, "要 6 位区划代码"),
        (&["init", "--code", "430112", "--name", "x"], 2, "要 12 位数字"),
        (&["init", "--code", "43", "--name", "x", "--level", "village"], 2, "可用的值：station county city province"),
        (&[], 1, "这里不是终端"),
    ];
    for (args, code, piece) in table {
        desk.not_done(args, *code, piece);
    }
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
        assert!(desk.done(&["show", "deputy", one]).starts_with("代表 #25 邓兰英\n"), "{one}");
    }
    assert!(desk.done(&["show", "unit", "swz"]).starts_with("承办单位 #8 水务站\n"));
    // A bare number is an issue's serial, as on the screen; its id stands behind #.
    let newest = &desk.records("issue", &["--limit", "1"])[0];
    let (number, id) = (newest["number"].as_str().unwrap(), newest["id"].to_string());
    let (_, serial) = number.split_once('-').unwrap();
    for typed in [number, serial, &format!("#{id}")] {
        let shown = desk.done(&["show", "issue", typed]);
        assert!(shown.starts_with(&format!("意见建议 #{id} {number}\n")), "{typed}: {shown}");
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
    assert!(desk.done(&["void", "issue", &number, "--reason", "重复登记 13812345678"]).contains("已作废 意见建议"));
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
