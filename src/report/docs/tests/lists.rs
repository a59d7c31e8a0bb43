//! What stands in lists: for the office, for everybody, of a deputy's year, of votes.
#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;

#[test]
fn lists_hold_what_belongs_there_and_no_confidential_issue() {
    let (_folder, desk) = made();
    let overdue = text_of(&desk, "overdue", &[]);
    has(
        &overdue,
        &[
            "超期 2 件",
            "2026-0001",
            "52",
            "1 次\n2026年10月10日",
            "2026年9月2日\n2026年10月2日\n52",
            "2026-0003",
            "B类承诺",
            "23",
        ],
    );
    lacks(&overdue, &["2026-0002", "邻里纠纷", "2026-0004"]);
    has(&overdue, &["另有 1 件要求保密"]);
    let promises = text_of(&desk, "promises", &[]);
    has(
        &promises,
        &["共 1 项", "仍为B类 1（其中已过承诺日期 1）", "2026-0003", "2026年10月31日", "B类——列入计划或正在解决"],
    );
    lacks(&promises, &["2026-0001"]);
    let redone = text_of(&desk, "redone", &[]);
    has(
        &redone,
        &["曾评为不满意 1 件", "不满意，已交办", "2026-0004", "只清了一次", "2026年12月30日", "2026年9月12日"],
    );
    lacks(&redone, &[MOBILE]);
    let one = text_of(&desk, "overdue", &[3]);
    lacks(&one, &["2026-0001"]);
    let quiet = printed(&desk, "overdue", &Scope { chosen: Some(own(&[2])), ..Scope::default() });
    assert!(matches!(quiet, Err(DocError::Nothing(why)) if why.contains("保密")));
}

#[test]
fn what_is_put_up_names_nobody_and_keeps_silent_about_what_is_kept_back() {
    let (_folder, desk) = made();
    let issues = text_of(&desk, "public-issues", &[]);
    has(&issues, &["2026年1月1日至2026年11月23日", "村口路灯不亮", "正在办理", "已列入冬修计划", "镇水利站"]);
    has(&issues, &["列入计划或正在解决", "已解决或采纳"]);
    lacks(&issues, &["A类", "B类"]);
    lacks(&issues, &[MOBILE, "张三", "李四", "周主席", "邻里纠纷", "保密", "只清了一次"]);
    let visits = text_of(&desk, "public-visits", &[]);
    has(&visits, &["张三（乡镇、县人大代表），另有代表 1 名", "入户", "修水渠", "冬修水利"]);
    lacks(&visits, &[MOBILE, "李四", "联系电话", "138"]);
}

#[test]
fn a_deputys_year_is_counted_and_told_one_by_one() {
    let (_folder, desk) = made();
    let text = text_of(&desk, "deputy", &[1]);
    has(&text, &["人大代表2026年履职登记表", "张三", "接待到站（次）\n1", "走访（次）\n1", "接收意见（件）\n4"]);
    has(
        &text,
        &[
            "2026年11月15日",
            "到站",
            "2026-0001　村口路灯不亮",
            "联系群众 6 人；办实事：修水渠（资金，3000元）",
            "另有 1 件要求保密",
        ],
    );
    lacks(&text, &[MOBILE, "138", "邻里纠纷"]);
    let before = Scope { chosen: Some(own(&[1])), year: Some(2025), ..Scope::default() };
    has(&words(&printed(&desk, "deputy", &before).unwrap()), &["2025年没有履职记录"]);
}

#[test]
fn votes_stand_by_their_number_with_what_it_takes() {
    let (_folder, desk) = made();
    let text = text_of(&desk, "votes", &[]);
    has(&text, &["2026年民生实事项目票决结果", "共票决 2 项，入选 1 项", "未入选", "过半数"]);
    assert!(text.find("农贸市场改造").unwrap() < text.find("公园步道").unwrap());
    let other = Scope { year: Some(2020), ..Scope::default() };
    assert!(matches!(printed(&desk, "votes", &other), Err(DocError::Nothing(_))));
}
