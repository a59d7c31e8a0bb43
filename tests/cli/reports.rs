//! `report`: drafted, sent, printed again as it was sent, and what came later told in the next one.

use std::fs;

use super::desk::*;

#[test]
fn what_was_sent_is_printed_again_byte_for_byte_and_later_entries_are_told_in_the_next() {
    let desk = Desk::demo();
    let out = desk.root.join("out");
    let to = |name: &str| out.join(name).to_string_lossy().into_owned() + "/";
    desk.done(&["report", "2026-09", "--to", &to("draft"), "--set", "plan=下月走访。"]);
    assert!(desk.done(&["list", "report"]).contains("草稿"));
    desk.done(&["report", "2026-09", "--to", &to("sent"), "--mark-sent"]);
    desk.not_done(&["report", "2026-09", "--to", &to("x"), "--mark-sent"], 1, "已报送");
    desk.not_done(&["edit", "report", "2026-09", "--set", "plan=别的"], 1, "不能再改");
    let visit = ["date=2026-09-10", "deputies=彭秋菊", "way=入户", "village=双井村", "people=5", "summary=补录的走访"];
    desk.done(&[&["add", "visit", "--set"], visit.as_slice()].concat());
    desk.done(&["report", "2026-09", "--to", &to("again")]);
    let files = |folder: &str| {
        let mut files: Vec<_> = fs::read_dir(out.join(folder)).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort();
        files
    };
    let (sent, again) = (files("sent"), files("again"));
    assert_eq!((sent.len(), again.len()), (3, 3));
    for (sent, again) in sent.iter().zip(&again) {
        assert!(fs::read(sent).unwrap() == fs::read(again).unwrap(), "{}", again.display());
    }
    let kept = desk.root.join("reports").join("2026-09-r1").join("report.docx");
    fs::write(&kept, b"bent").unwrap();
    let ran = desk.run(&["report", "2026-09", "--to", &out.join("bent.docx").to_string_lossy()]);
    assert!(ran.code == 0 && ran.err.contains("与报送时逐字相同"), "{}", ran.err);
    assert_eq!(fs::read(out.join("bent.docx")).unwrap(), fs::read(kept).unwrap());

    let october = out.join("october.html");
    desk.done(&["report", "2026-10", "--to", &october.to_string_lossy(), "--mark-sent"]);
    let text = fs::read_to_string(&october).unwrap();
    assert!(text.contains("以前各期的补登") && text.contains("报送后补录、改动的记录1条"), "{text}");
    desk.done(&["void", "report", "2026-09", "--reason", "漏记走访"]);
    let corrected = out.join("corrected.html");
    desk.done(&["report", "2026-09", "--to", &corrected.to_string_lossy(), "--mark-sent"]);
    assert!(fs::read_to_string(&corrected).unwrap().contains("（更正件）"));
    desk.done(&["verify"]);
}

#[test]
fn a_report_that_cannot_be_written_says_why() {
    let desk = Desk::demo();
    let to = desk.root.join("a.txt").to_string_lossy().into_owned();
    desk.not_done(&["report", "2026-09", "--to", &to], 2, ".docx");
    let to = desk.root.join("a.docx").to_string_lossy().into_owned();
    desk.not_done(&["report", "某年", "--to", &to], 2, "某年");
    desk.not_done(&["report", "2026-09", "--to", &to, "--set", "foo=1"], 2, "foo");
    desk.not_done(&["report", "2099", "--to", &to, "--mark-sent"], 1, "才结束");
    assert!(!std::path::Path::new(&to).exists());
}
