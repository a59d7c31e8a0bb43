//! Tests of marks, of likeness and of the vote.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;

use super::*;

fn asked(title: &str, village: &str) -> Asked {
    Asked { title: title.to_owned(), village: village.to_owned(), except: None }
}

/// Surveys titles with their villages; the first has id 1.
fn ranking(asked: &Asked, earlier: &[(&str, &str)]) -> Ranking {
    let mut survey = Survey::new(asked);
    for (id, (title, village)) in (1..).zip(earlier) {
        survey.look(id, village_mark(village), marks(title, village).into_iter());
    }
    survey.ranking()
}

fn like(title: &str, other: &str) -> f64 {
    ranking(&asked(title, ""), &[(other, "")]).voters.first().map_or(0.0, |(_, likeness)| *likeness)
}

#[test]
fn marks_do_not_mind_width_case_and_signs() {
    assert_eq!(marks("路灯不亮", "").len(), 3);
    assert_eq!(marks("ＧＰＳ定位", ""), marks("gps定位", ""));
    assert_eq!(marks("路灯，不亮", "").len(), 2);
    assert_eq!(marks("路灯 不亮！", ""), marks("路灯、不亮", ""));
    assert_eq!(marks("灯灯灯灯", "").len(), 1);
    for nothing in ["", "灯", "？！", "灯，路", "  "] {
        assert!(marks(nothing, "").is_empty(), "{nothing}");
    }
}

#[test]
fn the_marks_of_an_index_stay_what_they_are() {
    assert_eq!(marks("路灯不亮", ""), [4785, 15016, 30984]);
    assert_eq!(village_mark("茶亭村"), 0x06EF_BF1D);
}

#[test]
fn the_own_village_is_no_mark_of_a_title() {
    assert_eq!(marks("茶亭村路灯不亮", "茶亭村"), marks("路灯不亮", ""));
    assert_eq!(marks("茶亭村路灯不亮", " 茶亭村　"), marks("路灯不亮", ""));
    assert_ne!(marks("茶亭村路灯不亮", "双井村"), marks("路灯不亮", ""));
    assert_eq!(marks("村口路灯", "村"), marks("村口路灯", ""));
    assert_eq!(village_mark(" 茶亭 村"), village_mark("茶亭村"));
    assert_ne!(village_mark("双井村"), village_mark("茶亭村"));
    assert_eq!(village_mark(" 　"), 0);
}

#[test]
fn long_titles_keep_the_same_choice() {
    let long: String = ('一'..).take(60).collect();
    let kept = marks(&long, "");
    assert_eq!(kept.len(), MOST_MARKS);
    assert!(kept.is_sorted());
    let half: String = long.chars().take(40).collect();
    let of_half = marks(&half, "");
    let end = of_half.last().unwrap();
    assert!(kept.iter().filter(|mark| of_half.contains(mark)).count() > 0);
    assert!(kept.iter().all(|mark| mark <= end), "the smallest of more are smaller");
}

#[test]
fn a_title_is_looked_for_from_two_pairs_on() {
    for (title, village, enough) in
        [("路灯", "", false), ("路灯坏", "", true), ("茶亭村路", "茶亭村", false), ("", "茶亭村", false)]
    {
        assert_eq!(asked(title, village).is_enough(), enough, "{title}");
    }
}

#[test]
fn likeness_goes_from_nothing_to_the_same() {
    assert!((like("村口路灯不亮", "村口路灯不亮") - 1.0).abs() < 1e-9);
    assert!(like("村口路灯不亮", "水渠淤塞") == 0.0);
    let (beginning, most, little) = (
        like("村口路灯", "村口路灯不亮了"),
        like("村口的路灯不亮", "村口路灯不亮"),
        like("村口的路灯不亮", "村口水渠淤塞缺水"),
    );
    assert!(beginning > 0.5 && most > 0.5 && little < 0.3, "{beginning} {most} {little}");
    assert!((like("村口路灯", "村口路灯不亮了") - like("村口路灯不亮了", "村口路灯")).abs() < 0.05);
}

#[test]
fn a_title_too_long_to_keep_is_still_like_itself_and_its_beginning() {
    let long: String = ('一'..).step_by(7).take(60).collect();
    let beginning: String = long.chars().take(30).collect();
    assert!((like(&long, &long) - 1.0).abs() < 1e-9);
    for (one, other) in [(&beginning, &long), (&long, &beginning)] {
        let likeness = like(one, other);
        assert!((0.5..0.95).contains(&likeness), "half of the longer: {likeness}");
    }
}

#[test]
fn what_many_titles_have_says_little() {
    let mut earlier = vec![("请求解决路灯", ""), ("请求解决水渠", "")];
    earlier.extend([("请求解决道路", ""); 20]);
    let found = ranking(&asked("请求解决水渠渗漏", ""), &earlier);
    assert_eq!(found.shown, [2], "{found:?}");
}

#[test]
fn the_likest_come_first_and_the_newest_among_equals() {
    let titles = ["路灯不亮", "村口路灯不亮", "路灯不亮", "路灯", "水渠", "路灯不亮", "路灯不亮", "路灯不亮"];
    let earlier: Vec<(&str, &str)> = titles.iter().map(|title| (*title, "")).collect();
    assert_eq!(ranking(&asked("路灯不亮", ""), &earlier).shown, [8, 7, 6, 3, 1]);
    assert_eq!(ranking(&asked("村口路灯不亮", ""), &earlier).shown, [2, 8, 7, 6, 3]);
}

#[test]
fn only_the_same_village_or_none_is_shown_but_all_vote() {
    let earlier = [("路灯不亮", "茶亭村"), ("路灯不亮", "双井村"), ("路灯不亮", ""), ("水渠淤塞", "茶亭村")];
    let shown = |village| ranking(&asked("路灯不亮", village), &earlier).shown;
    assert_eq!(shown("茶亭村"), [3, 1]);
    assert_eq!(shown(" 双井村 "), [3, 2]);
    assert_eq!(shown("新塘村"), [3]);
    assert_eq!(shown(""), [3, 2, 1]);
    assert_eq!(ranking(&asked("路灯不亮", "茶亭村"), &earlier).voters.len(), 3);
}

#[test]
fn in_the_same_village_less_is_enough() {
    let likeness = like("三组路灯损", "村口路灯不亮");
    assert!((LIKE_HERE..LIKE_ANYWHERE).contains(&likeness), "{likeness}");
    let at = |village| ranking(&asked("三组路灯损", "茶亭村"), &[("村口路灯不亮", village)]).shown;
    assert_eq!(at("茶亭村"), [1]);
    assert!(at("").is_empty());
}

#[test]
fn the_issue_being_edited_is_not_like_itself() {
    let edited = Asked { except: Some(2), ..asked("路灯不亮", "") };
    let found = ranking(&edited, &[("路灯不亮", ""), ("路灯不亮", "")]);
    assert_eq!((found.shown, found.voters.len()), (vec![1], 1));
}

#[test]
fn a_category_must_win_clearly() {
    let of = |voters: &[(&'static str, f64)]| categories(voters.iter().copied()).clear().copied();
    assert_eq!(of(&[]), None);
    assert_eq!(of(&[("0102", 0.9)]), Some("0102"));
    assert_eq!(of(&[("0102", 0.1)]), None, "hardly like it");
    assert_eq!(of(&[("0102", 0.12), ("0102", 0.12)]), Some("0102"));
    assert_eq!(of(&[("0102", 0.5), ("0501", 0.5)]), None);
    assert_eq!(of(&[("0501", 0.5), ("0102", 0.8)]), Some("0102"));
    assert_eq!(of(&[("0102", 0.5), ("0501", 0.45), ("0102", 0.2)]), None, "0.29 of 0.49");
    assert_eq!(of(&[("", 0.9), ("0102", 0.4)]), Some("0102"));
    assert_eq!(of(&[("", 0.9)]), None);
    assert_eq!(of(&[("0102", 0.0), ("0501", 0.0)]), None);
}

#[test]
fn the_three_categories_with_most_votes_are_ranked() {
    let voters = [("0501", 0.5), ("0102", 0.4), ("0102", 0.4), ("0301", 0.3), ("0901", 0.2), ("", 0.9), ("1001", 0.0)];
    let found = categories(voters.into_iter());
    assert_eq!(found, Categories { ranked: vec!["0102", "0501", "0301"], is_clear: false });
    assert_eq!(categories([("1001", 0.0)].into_iter()), Categories::default());
}

proptest! {
    #[test]
    fn whatever_is_typed_and_seen_is_ranked(
        title in r"\PC{0,70}",
        village in r"\PC{0,8}",
        rows in prop::collection::vec((1..9_u64, any::<u32>(), prop::collection::vec(any::<u16>(), 0..300)), 0..30),
    ) {
        let typed = marks(&title, &village);
        prop_assert!(typed.len() <= MOST_MARKS && typed.windows(2).all(|pair| pair[0] < pair[1]));
        let mut survey = Survey::new(&asked(&title, &village));
        for (id, village, marks) in rows {
            survey.look(id, village, marks.into_iter().chain(typed.iter().copied().take(3)));
        }
        let found = survey.ranking();
        prop_assert!(found.shown.len() <= MOST_SHOWN && found.voters.len() <= VOTERS);
        prop_assert!(found.voters.iter().all(|(_, likeness)| (0.0..=1.0).contains(likeness)));
        prop_assert!(found.voters.is_sorted_by(|(_, one), (_, other)| one >= other));
    }
}

#[test]
fn a_village_is_the_same_with_and_without_what_its_kind_is_called() {
    assert_eq!(village_mark("清水塘"), village_mark("清水塘村"));
    assert_eq!(village_mark("老街社区"), village_mark("老街居委会"));
    assert_ne!(village_mark("清水塘村"), village_mark("石桥村"));
    assert_eq!(village_mark(" "), 0);
}
