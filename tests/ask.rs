//! Plain mode as a person or a screen reader meets it: lines in, lines out, and nothing lost where they end.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use liaison::store::disk::RealDisk;
use liaison::store::drafts::{self, Draft};
use serde_json::{Map, Value};

/// A sample desk in a directory of its own.
struct Desk {
    root: PathBuf,
    _dir: tempfile::TempDir,
}

/// How a dialogue ended.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Ran {
    fn hears(&self, pieces: &[&str]) {
        for piece in pieces {
            assert!(self.err.contains(piece), "{piece} is not in\n{}", self.err);
        }
        let drawn = self.err.contains(|c: char| c.is_control() && c != '\n');
        assert!(!drawn && !self.out.contains('\u{1B}'), "plain lines only: {:?}", self.err);
    }
}

impl Desk {
    fn demo() -> Desk {
        let dir = tempfile::tempdir().unwrap();
        let desk = Desk { root: dir.path().join("站"), _dir: dir };
        assert!(desk.command(&["demo", "--no-open"]).status().unwrap().success());
        desk
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_liaison"));
        command.arg("--data").arg(&self.root).args(args).env("TERM", "dumb");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn start(&self, args: &[&str]) -> Child {
        self.command(args).spawn().unwrap()
    }

    fn typed(&self, args: &[&str], bytes: &[u8]) -> Ran {
        let mut child = self.start(args);
        let mut stdin = child.stdin.take().unwrap();
        let bytes = bytes.to_owned();
        // The program may end before it read everything.
        let writer = std::thread::spawn(move || stdin.write_all(&bytes).is_ok());
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    fn asked(&self, args: &[&str], lines: &[&str]) -> Ran {
        self.typed(args, (lines.join("\n") + "\n").as_bytes())
    }

    fn newest(&self, kind: &str) -> Map<String, Value> {
        let ran = self.asked(&["list", kind, "--format", "jsonl", "--limit", "1"], &[]);
        serde_json::from_str(&ran.out).unwrap()
    }

    fn drafts(&self) -> Vec<Draft> {
        drafts::list(&RealDisk, &self.root).unwrap()
    }
}

#[test]
fn a_step_that_writes_in_another_issue_is_asked_for_like_any_other() {
    let desk = Desk::demo();
    let registered = |at: usize| {
        let ran = desk.asked(&["list", "issue", "--format", "jsonl", "--where", "stage=已登记"], &[]);
        let issue: Map<String, Value> = serde_json::from_str(ran.out.lines().nth(at).unwrap()).unwrap();
        issue["number"].as_str().unwrap().to_owned()
    };
    let [one, other] = [0, 1].map(registered);
    let merged = desk.asked(&["do", "merge", &one, "--ask"], &[&other, "", ""]);
    assert_eq!(merged.code, 0, "{}", merged.err);
    merged.hears(&["并入"]);
    assert!(merged.out.contains(&one) && merged.out.contains(&other), "{}", merged.out);
    let refused = desk.asked(&["do", "split", &other, "--ask"], &[]);
    assert_eq!(refused.code, 1);
    refused.hears(&["只有 1 条，不能拆分"]);
}

fn field<'a>(draft: &'a Draft, key: &str) -> &'a str {
    draft.fields.iter().find(|(of, _)| of == key).map_or("", |(_, text)| text)
}

const ADD_ISSUE: [&str; 3] = ["add", "issue", "--ask"];
const ISSUE: [&str; 6] = ["12", "村口路灯不亮", "坏了三天了，晚上看不见路。", "", "1201", ""];

#[test]
fn an_issue_is_asked_for_and_saved_and_its_draft_is_gone() {
    let desk = Desk::demo();
    let ran = desk.asked(&ADD_ISSUE, &ISSUE);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.starts_with("已保存 意见建议 #") && ran.out.lines().count() == 1, "{}", ran.out);
    ran.hears(&["新增意见建议", "已填好：1 反映日期", "= 邓兰英", "标题*："]);
    let issue = desk.newest("issue");
    assert_eq!((&issue["title"], &issue["category"]), (&"村口路灯不亮".into(), &"1201".into()));
    assert_eq!(desk.drafts(), []);
}

#[test]
fn a_reception_day_takes_its_issues_along() {
    let desk = Desk::demo();
    let day = ["汤建国、tangxuemei", "y", "", "2", "家里有事", "", "2", "3", "接待两批。", ""];
    // The village of the last issue is carried.
    let village = desk.newest("issue")["village"].clone();
    let first = ["y", "桥栏杆坏了", "桥栏杆断了一截，怕人掉下去。", "", "1201"];
    let second = ["y", "机耕路塌方一处", "雨后塌方，农机过不去。", "", "1201"];
    let lines = [&day[..], &first, &second, &["", ""]].concat();
    let ran = desk.asked(&["add", "reception", "--ask"], &lines);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ran.out.matches("已保存 意见建议 #").count(), 2, "{}", ran.out);
    assert_eq!(ran.out.matches("已保存 接待日 #").count(), 1, "{}", ran.out);
    ran.hears(&["= 汤建国、唐雪梅", "已记下第 2 件意见", "机耕路塌方一处"]);
    let issue = desk.newest("issue");
    assert_eq!((&issue["channel"], &issue["village"]), (&"reception".into(), &village));
    // Who stayed away received nothing.
    assert_eq!(issue["deputies"], serde_json::json!(["汤建国"]));
}

#[test]
fn a_visit_is_asked_for_and_saved() {
    let desk = Desk::demo();
    let ran = desk
        .asked(&["add", "visit", "--ask"], &["zz", "", "", "6", "春耕", "走访三户，了解春耕用水。", "", "", "", ""]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let visit = desk.newest("visit");
    assert_eq!((&visit["topic"], &visit["summary"]), (&"春耕".into(), &"走访三户，了解春耕用水。".into()));
    assert_eq!(visit["deputies"], serde_json::json!(["周喆"]));
}

#[test]
fn where_input_ends_a_draft_is_left_and_offered_again() {
    let desk = Desk::demo();
    let ran = desk.asked(&ADD_ISSUE, &ISSUE[..3]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    ran.hears(&["输入已结束。没有保存；已填的内容存成了草稿，再次运行 liaison add issue --ask 可接着填"]);
    let drafts = desk.drafts();
    let [draft] = drafts.as_slice() else { panic!("{drafts:?}") };
    assert_eq!((draft.kind.as_str(), draft.id, field(draft, "title")), ("issue", 0, "村口路灯不亮"));
    assert_eq!(field(draft, "content"), "坏了三天了，晚上看不见路。");
    assert!(!draft.at.is_empty());
    // Gone on with, left again, then saved: one draft all the while.
    let ran = desk.asked(&ADD_ISSUE, &["", "1201", "q"]);
    ran.hears(&["有一份没有保存的草稿", "）村口路灯不亮。接着填写？ [是]", "没有保存；"]);
    assert_eq!((ran.code, desk.drafts().len()), (1, 1));
    let ran = desk.asked(&ADD_ISSUE, &["y", ""]);
    assert_eq!((ran.code, desk.drafts().len()), (0, 0), "{}", ran.err);
    assert_eq!(desk.newest("issue")["title"], "村口路灯不亮");
}

#[test]
fn a_draft_that_is_not_wanted_stays_beside_the_new_record() {
    let desk = Desk::demo();
    desk.asked(&ADD_ISSUE, &["12", "没写完的意见"]);
    let ran = desk.asked(&ADD_ISSUE, &[&["n"][..], &ISSUE].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ran = desk
        .asked(&[&ADD_ISSUE[..], &["--set", "title=直接给的标题"]].concat(), &["12", "坏了三天了。", "", "1201", ""]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.hears(&["另有没有保存的草稿 1 份", "5 标题 直接给的标题"]);
    assert_eq!(desk.newest("issue")["title"], "直接给的标题");
    let titles: Vec<String> = desk.drafts().iter().map(|draft| field(draft, "title").to_owned()).collect();
    assert_eq!(titles, ["没写完的意见"]);
}

#[test]
fn what_is_given_stands_in_the_form_and_is_checked_before_anything_is_asked() {
    let desk = Desk::demo();
    let given = ["add", "reception", "--ask", "--set", "deputies=汤建国、唐雪梅", "groups=2", "people=3", "theme=春耕"];
    let ran = desk.asked(&[&given[..], &["attendance=唐雪梅 | 请假"]].concat(), &["", "接待两批。", "", "", ""]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.hears(&["唐雪梅 请假；汤建国 到站"]);
    let day = desk.newest("reception");
    let ran = desk.asked(&["show", "reception", "37"], &[]);
    assert!(ran.out.contains("春耕"), "{day:?} {}", ran.out);
    for (args, code, piece) in [
        (&["add", "issue", "--ask", "--set", "category=9999"][..], 1, "没有「9999」"),
        (&["add", "issue", "--ask", "--set", "number=1"], 1, "由程序生成"),
        (&["add", "issue", "--ask", "--set", "foo=1"], 2, "没有“foo”这个字段"),
        (&["add", "nothing", "--ask"], 2, "没有“nothing”这种记录"),
        (&["add", "station", "--ask"], 1, "联络站记录只有一条"),
        (&["do", "close", "2026-0070", "--ask"], 1, "现在可做"),
    ] {
        let ran = desk.asked(args, &ISSUE);
        assert_eq!((ran.code, ran.out.as_str()), (code, ""), "{args:?}");
        ran.hears(&[piece]);
        assert!(!ran.err.contains("标题*："), "{}", ran.err);
    }
    assert_eq!(desk.drafts(), []);
}

#[test]
fn a_step_is_asked_for_and_a_draft_of_it_is_gone_on_with() {
    let desk = Desk::demo();
    desk.asked(&ADD_ISSUE, &ISSUE);
    let number = desk.newest("issue")["number"].as_str().unwrap().to_owned();
    let args = ["do", "answer", &number, "--ask"];
    let ran = desk.asked(&args, &["已换灯泡，当场答复。"]);
    assert_eq!((ran.code, desk.drafts().len()), (1, 1), "{}", ran.err);
    let ran = desk.asked(&args, &["", "", "", "", "", "", ""]);
    assert_eq!((ran.code, desk.drafts().len()), (0, 0), "{}", ran.err);
    ran.hears(&["已接着上次没有保存的草稿填写", &number]);
    assert_eq!(desk.newest("issue")["stage"], "replied");
}

#[test]
fn input_that_is_no_text_is_refused_line_by_line() {
    let desk = Desk::demo();
    let mut bytes = b"\xd5\xc5\xc8\xfd\n\x1b[A\n".to_vec();
    bytes.extend(std::iter::repeat_n(b'a', 10_000_000));
    bytes.push(b'\n');
    bytes.extend((ISSUE.join("\r\n") + "\r\n").into_bytes());
    let ran = desk.typed(&ADD_ISSUE, &bytes);
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.hears(&["不是 UTF-8 编码的文字", "有方向键或其他控制字符", "这一行太长"]);
    assert_eq!(desk.newest("issue")["title"], "村口路灯不亮");
    let ran = desk.typed(&ADD_ISSUE, &[0; 100_000]);
    assert_eq!(ran.code, 1);
    ran.hears(&["没有填写或改动内容，未保存"]);
    let ran = desk.typed(&ADD_ISSUE, b"");
    assert_eq!((ran.code, desk.drafts().len()), (1, 0));
}

#[test]
fn where_no_draft_can_be_written_what_was_typed_is_read_out() {
    let desk = Desk::demo();
    std::fs::write(desk.root.join("drafts"), "").unwrap();
    let ran = desk.asked(&ADD_ISSUE, &ISSUE[..4]);
    assert_eq!(ran.code, 1);
    ran.hears(&["可以继续填写", "请自行抄存：", "title：村口路灯不亮", "content：坏了三天了", "草稿也没有存下"]);
    assert_eq!(ran.err.matches("可以继续填写").count(), 1, "told once");
}

#[cfg(unix)]
#[test]
fn an_interrupt_leaves_a_draft_of_all_that_was_typed() {
    use std::io::Read;

    let desk = Desk::demo();
    let mut child = desk.start(&ADD_ISSUE);
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all("12\n村口路灯不亮\n写到一半\n".as_bytes()).unwrap();
    let mut stderr = child.stderr.take().unwrap();
    let (mut heard, mut byte) = (Vec::new(), [0]);
    while !String::from_utf8_lossy(&heard).contains("内容*") {
        assert_eq!(stderr.read(&mut byte).unwrap(), 1, "{}", String::from_utf8_lossy(&heard));
        heard.push(byte[0]);
    }
    let told = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(told.success());
    let mut rest = String::new();
    stderr.read_to_string(&mut rest).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(1));
    assert!(rest.contains("已中断。没有保存；已填的内容存成了草稿"), "{rest}");
    let drafts = desk.drafts();
    assert_eq!(field(&drafts[0], "title"), "村口路灯不亮");
}

#[test]
fn a_planned_day_is_held_by_changing_it() {
    let desk = Desk::demo();
    let plan = ["stage=计划", "theme=春耕", "start=9", "end=11", "place=站里", "deputies=汤建国、唐雪梅"];
    let ran = desk.asked(&[&["add", "reception", "--set"], &plan[..]].concat(), &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let args = ["edit", "reception", "37", "--ask"];
    // Held, it has an attendance, visitors and a summary; what was empty before is not asked for.
    let ran = desk.asked(&args, &["状态", "已举行", "", "2"]);
    assert_eq!((ran.code, desk.drafts().len()), (1, 1), "{}", ran.err);
    ran.hears(&["请核对：\n1 日期", "汤建国 到站；唐雪梅 到站", "liaison edit reception 37 --ask"]);
    assert!(!ran.err.contains("\n联合接待单位："), "{}", ran.err);
    let ran = desk.asked(&args, &["rc", "3", "情况摘要", "接待两批。", "", "", ""]);
    assert_eq!((ran.code, desk.drafts().len()), (0, 0), "{}", ran.err);
    let shown = desk.asked(&["show", "reception", "37"], &[]).out;
    assert!(["已举行", "批次：2", "人次：3", "接待两批。"].iter().all(|piece| shown.contains(piece)), "{shown}");
    let ran = desk.asked(&args, &[""]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    ran.hears(&["内容没有变化，未保存"]);
    let ran = desk.asked(&["edit", "reception", "37"], &[]);
    assert_eq!(ran.code, 2);
}

#[test]
fn what_a_step_does_not_carry_is_refused_by_name() {
    let desk = Desk::demo();
    desk.asked(&ADD_ISSUE, &ISSUE);
    let number = desk.newest("issue")["number"].as_str().unwrap().to_owned();
    for set in ["on=今天", "class=A"] {
        let ran = desk.asked(&["do", "assign", &number, "--ask", "--set", set], &["水务站", "", "", "", ""]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{set}");
        ran.hears(&["assign 没有“"]);
    }
    let ran = desk.asked(&["do", "assign", &number, "--ask", "--set", "route=转乡镇"], &["水务站", "", "", "", ""]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(desk.newest("issue")["stage"], "assigned");
}

#[test]
fn a_value_taken_back_leaves_no_draft() {
    let desk = Desk::demo();
    let newest = desk.newest("issue");
    let (number, title) = (newest["number"].as_str().unwrap(), newest["title"].as_str().unwrap());
    // Changed, and changed back.
    let ran = desk.asked(&["edit", "issue", number, "--ask"], &["标题", "三组路灯全不亮", "标题", title, "q"]);
    ran.hears(&["标题"]);
    assert_eq!(desk.drafts(), [], "{}", ran.err);
    // Changed and left: that is kept.
    desk.asked(&["edit", "issue", number, "--ask"], &["标题", "三组路灯全不亮", "q"]);
    assert_eq!(desk.drafts().len(), 1);
}
