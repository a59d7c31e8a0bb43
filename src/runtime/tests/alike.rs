//! While a title is typed: earlier issues that look like it, and the category they were filed under.

use super::bench::Bench;

/// A form for a new issue of 茶亭社区, beside two that were registered.
fn entering() -> Bench {
    let mut bench = Bench::sample(80, 24);
    bench.add_issue("一组自来水管破裂漏水");
    bench.add_issue("三组自来水管漏水没人修");
    bench.keys("3<F2>");
    bench.form_field("village", "茶亭社区");
    bench
}

#[test]
fn a_title_shows_what_looks_like_it_and_suggests_a_category() {
    let mut bench = entering();
    bench.form_field("title", "自来水管漏水");
    bench.finish_alike();
    bench.shows(&["相近 2026-11-23 2026-0003", "相近 2026-11-23 2026-0004", "Esc 留草稿"]);
    // They stand there while the cursor is in the title; the category is suggested where it is asked for.
    bench.form_field("category", "");
    bench.lacks("相近");
    bench.shows(&["像是 102"]);
    bench.keys("<F4><Enter>");
    let form = &bench.app.open_form().unwrap().form;
    assert_eq!(form.page().body().get("category"), crate::model::Value::Code("0102".to_owned()));
}

#[test]
fn the_likeliest_categories_come_first_where_none_is_chosen() {
    let mut bench = entering();
    bench.form_field("title", "机耕路塌方积水");
    bench.finish_alike();
    bench.form_field("category", "");
    bench.keys("<F4>");
    let pick = bench.app.open_form().unwrap().form.pick().unwrap();
    assert!(pick.lines[0].label.contains('/'), "{}", bench.text());
    bench.keys("10");
    let pick = bench.app.open_form().unwrap().form.pick().unwrap();
    assert!(pick.lines[0].ordinal.to_string().starts_with("10"), "what is typed narrows as ever");
}

#[test]
fn another_title_is_looked_for_anew_and_too_short_a_one_not_at_all() {
    let mut bench = entering();
    bench.form_field("title", "自来水管漏水");
    bench.finish_alike();
    bench.form_field("title", "水");
    bench.lacks("相近");
    // What was found for an earlier title is no news any more.
    bench.form_field("title", "广场舞噪音扰民");
    bench.finish_alike();
    bench.lacks("相近");
}

#[test]
fn an_issue_raised_in_a_day_is_looked_for_as_well() {
    let mut bench = Bench::sample(80, 24);
    bench.add_issue("一组自来水管破裂漏水");
    bench.keys("2<F2><F9>");
    bench.form_field("village", "茶亭社区");
    bench.form_field("title", "自来水管漏水");
    bench.finish_alike();
    bench.shows(&["相近 2026-11-23 2026-0003"]);
}

#[test]
fn an_issue_is_not_like_itself() {
    let mut bench = Bench::sample(80, 24);
    bench.add_issue("一组自来水管破裂漏水");
    bench.keys("3<F3>");
    bench.form_field("title", "一组自来水管破裂");
    bench.finish_alike();
    bench.lacks("相近");
}

#[test]
fn the_same_issue_is_not_entered_twice_without_a_question() {
    let mut bench = Bench::sample(80, 24);
    bench.add_issue("一组自来水管破裂漏水");
    bench.keys("3<F5>");
    bench.finish_alike();
    bench.keys("<C-s>");
    let form = &bench.app.open_form().unwrap().form;
    let said = form.page().findings.list.iter().map(|finding| finding.message.as_str()).collect::<Vec<_>>();
    assert!(said.iter().any(|message| message.contains("2026-0003") && message.contains("重复")), "{said:?}");
    bench.keys("<C-s>");
    assert!(bench.message().contains("已保存"), "{}", bench.text());
}
