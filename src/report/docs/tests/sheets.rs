//! What stands on the sheets of one issue: its own, those for the unit, the one for feedback.
#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;

#[test]
fn an_issue_stands_with_its_history_and_a_confidential_one_under_its_mark() {
    let (_folder, desk) = made();
    let text = text_of(&desk, "issue", &[1]);
    has(
        &text,
        &["2026-0001", "村口路灯不亮", "138****5678", "镇水利站", "2026年9月2日", "催办", "周主席", "未登记身份"],
    );
    has(&text, &["A类——已解决或采纳"]);
    lacks(&text, &[MOBILE, "保密】"]);
    has(&text_of(&desk, "issue", &[2]), &["【保密】", "邻里纠纷不愿公开"]);
    has(&text_of(&desk, "assign", &[2]), &["【保密】", "请控制知悉范围"]);
}

#[test]
fn a_unit_is_given_an_issue_with_its_number_and_term() {
    let (_folder, desk) = made();
    let text = text_of(&desk, "assign", &[1]);
    has(&text, &["交办〔2026〕1号", "镇水利站：", "请于2026年10月2日前书面答复", "回执", "□A类　□B类　□C类"]);
    has(&text, &["C类——因政策或条件限制不能办理", "交办单位\n（盖章）"]);
    let several = text_of(&desk, "assign", &[1, 3]);
    has(&several, &["交办〔2026〕1号", "----", "交办〔2026〕3号"]);
}

#[test]
fn a_unit_is_urged_by_how_late_it_is() {
    let (_folder, desk) = made();
    let text = text_of(&desk, "urge", &[1]);
    has(
        &text,
        &[
            "督办〔2026〕1号",
            "截至2026年11月23日，已超期 52 天",
            "2026年10月10日　电话，周主席",
            "督办领导",
            "领导意见",
        ],
    );
    lacks(&text, &[MOBILE]);
    has(&text_of(&desk, "urge", &[3]), &["承诺于2026年10月31日前完成", "已超期 23 天"]);
}

fn change(desk: &mut Desk, issue: &Issue) {
    let before = desk.reader().entry(Kind::Issue, 1).unwrap().unwrap();
    let mut batch = desk.batch(stamp());
    batch.change("edit", &before, Record::Issue(Box::new(issue.clone())));
    desk.commit(batch).unwrap();
}

#[test]
fn an_urging_in_writing_is_the_sheet_itself_until_its_answer_is_due() {
    let (_folder, mut desk) = made();
    let mut issue = issues().remove(0);
    let written = |on: &str| Event { way: "written".into(), leader: "吴站长".into(), ..event("urge", on) };
    issue.events.push(Event { text: "请本周内修好".into(), ..written("2026-11-20") });
    change(&mut desk, &issue);
    let text = text_of(&desk, "urge", &[1]);
    has(&text, &["截至2026年11月20日，已超期 49 天", "督办要求\n请本周内修好", "督办领导\n吴站长"]);
    has(&text, &["督办日期\n2026年11月20日", "此前催办\n2026年10月10日　电话，周主席"]);
    lacks(&text, &["书面，吴站长"]);
    let last = issue.events.len() - 1;
    issue.events[last] = written("2026-11-17");
    change(&mut desk, &issue);
    let text = text_of(&desk, "urge", &[1]);
    has(&text, &["截至2026年11月23日", "督办要求\n\n", "2026年11月17日　书面，吴站长"]);
}

#[test]
fn a_sheet_for_a_unit_ends_in_its_table_so_that_no_seal_stands_alone_on_a_page() {
    let (_folder, desk) = made();
    for key in ["assign", "urge"] {
        let paper = printed(&desk, key, &Scope { chosen: Some(own(&[1])), ..Scope::default() }).unwrap();
        has(&words(&paper), &["单位\n（盖章）\n茶亭镇代表联络站"]);
        let table = paper.blocks.iter().position(|block| matches!(block, Block::Table(_))).unwrap();
        assert!(paper.blocks.iter().skip(table).all(|block| !matches!(block, Block::Signed(_))), "{key}");
    }
}

#[test]
fn feedback_asks_of_attitude_and_result_apart() {
    let (_folder, desk) = made();
    let text = text_of(&desk, "feedback", &[3]);
    has(&text, &["对办理态度\n□满意　□基本满意　□不满意　□未评价", "对办理结果\n□满意", "已列入冬修计划"]);
    has(&text, &["2026年10月31日"]);
    lacks(&text, &[MOBILE]);
    let unanswered = printed(&desk, "feedback", &Scope { chosen: Some(own(&[1])), ..Scope::default() });
    let said = unanswered.unwrap_err().to_string();
    assert_eq!(said, "2026-0001 不能打印反馈单：还没有答复；先按 F6 登记答复。");
}
