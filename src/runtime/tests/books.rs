//! Activities, livelihood projects and proposals: what a routine one costs, their steps, and issues turned into them.

use super::bench::{Bench, TODAY, date};
use super::budget::{MOST, counted};
use crate::app::Layer;
use crate::app::command::Place;
use crate::app::tab::Tab;
use crate::model::activity::Activity;
use crate::model::deputy::Deputy;
use crate::model::issue::{Issue, Stage};
use crate::model::project::Project;
use crate::model::proposal::Proposal;
use crate::model::{Kind, Record};

fn record(bench: &Bench, kind: Kind, id: u64) -> Record {
    bench.office.context().directory.entry(kind, id).unwrap().record
}

fn issue(bench: &Bench, id: u64) -> Issue {
    let Record::Issue(issue) = record(bench, Kind::Issue, id) else { panic!() };
    *issue
}

fn proposal(bench: &Bench, id: u64) -> Proposal {
    let Record::Proposal(proposal) = record(bench, Kind::Proposal, id) else { panic!() };
    *proposal
}

fn project(bench: &Bench, id: u64) -> Project {
    let Record::Project(project) = record(bench, Kind::Project, id) else { panic!() };
    *project
}

fn saved(bench: &Bench) {
    assert_eq!(bench.app.place(), Place::List, "{}", bench.text());
    assert!(["已保存", "已一并办理"].iter().any(|said| bench.message().contains(said)), "{}", bench.message());
}

fn is_voided(bench: &Bench, kind: Kind, id: u64) -> bool {
    bench.office.context().directory.entry(kind, id).unwrap().voided.is_some()
}

/// The sample with so many deputies more; every second one is in a group.
fn with_deputies(count: usize) -> Bench {
    let mut bench = Bench::sample(80, 24);
    for number in 0..count {
        let group = if number % 2 == 0 { "第一小组" } else { "" }.to_owned();
        let (name, levels) = (format!("代表{number:02}"), vec!["township".to_owned()]);
        let term = "第十九届".to_owned();
        bench.office.add(Record::Deputy(Deputy { name, levels, term, group, ..Deputy::default() }));
    }
    bench
}

#[test]
fn a_training_of_twenty_deputies() {
    let mut bench = with_deputies(17);
    bench.keys("6");
    let script = "<F2>1<Enter>«代表法学习»<Enter>«二楼会议室»<Enter><F4><Enter>";
    let whole = counted(&mut bench, &format!("{script}<C-s>"));
    saved(&bench);
    assert!(whole <= MOST, "{whole} keys");
    let Record::Activity(activity) = record(&bench, Kind::Activity, 1) else { panic!() };
    assert_eq!((activity.kind.as_str(), activity.date, activity.attended()), ("training", date(TODAY), 20));
    // Each who did not come costs one key beside the name.
    let with_two = counted(&mut bench, "<F2>1<Enter>«又一次学习»<Enter>«二楼会议室»<Enter><F4><Enter>");
    let absent = counted(&mut bench, "«zhangsan»<Space>«代表07»<Space><Space><C-s>");
    saved(&bench);
    assert_eq!(with_two + absent, whole + 3);
    let Record::Activity(activity) = record(&bench, Kind::Activity, 2) else { panic!() };
    let away: Vec<(Option<u64>, &str)> = activity
        .participants
        .iter()
        .filter(|row| row.state != "present")
        .map(|row| (row.deputy, row.state.as_str()))
        .collect();
    assert_eq!((activity.attended(), away), (18, vec![(Some(1), "leave"), (Some(11), "absent")]));
}

#[test]
fn a_group_and_one_more_take_part() {
    let mut bench = with_deputies(6);
    bench.keys("6<F2>1<Enter>学习<Enter>会议室<Enter>");
    // A letter on the empty list opens the roster narrowed to it.
    bench.keys("第一");
    bench.shows(&["第一小组", "3 人"]);
    bench.keys("<Space><C-u>李四<Space><Enter><C-s>");
    let Record::Activity(activity) = record(&bench, Kind::Activity, 1) else { panic!("{}", bench.text()) };
    let ids: Vec<Option<u64>> = activity.participants.iter().map(|row| row.deputy).collect();
    assert_eq!(ids, [Some(4), Some(6), Some(8), Some(2)]);
    // Whoever stays on the list keeps what was noted.
    bench.keys("<F3><Down><Down><Down><Down><Down><Down>李四<Space>");
    bench.keys("<F4>3<Enter><C-s>");
    let Record::Activity(activity) = record(&bench, Kind::Activity, 1) else { panic!() };
    let states: Vec<(Option<u64>, &str)> =
        activity.participants.iter().map(|row| (row.deputy, row.state.as_str())).collect();
    let expected =
        [(4, "present"), (6, "present"), (8, "present"), (2, "leave"), (3, "present")].map(|(id, s)| (Some(id), s));
    assert_eq!(states, expected, "{}", bench.text());
}

#[test]
fn a_name_nobody_on_the_list_has_is_said_so() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("6<F2>1<Enter>学习<Enter>会议室<Enter><F4><Enter>");
    bench.keys("孙");
    bench.shows(&["没有这个人"]);
}

#[test]
fn the_people_of_a_draft_come_back() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("6<F2>1<Enter>学习<Enter>会议室<Enter><F4><Enter>李四<Space><Esc>");
    let mut bench = bench.reopened();
    bench.keys("<Home><Enter><C-s>");
    let Record::Activity(activity) = record(&bench, Kind::Activity, 1) else { panic!("{}", bench.text()) };
    let states: Vec<&str> = activity.participants.iter().map(|row| row.state.as_str()).collect();
    assert_eq!((states, bench.drafts().len()), (vec!["present", "leave", "present"], 0));
}

fn reviewed(bench: &mut Bench) {
    let (title, stage) = ("老街排水管网改造".to_owned(), "reviewed".to_owned());
    let budget = Some(10_000_000);
    bench.office.add(Record::Project(Box::new(Project {
        year: Some(2026),
        title,
        stage,
        budget,
        ..Project::default()
    })));
    bench.keys("7");
}

#[test]
fn a_vote() {
    let mut bench = Bench::sample(80, 24);
    reviewed(&mut bench);
    let keys = counted(&mut bench, "<F6>1«60»<Enter>«58»<Enter>«52»<Enter>«4»<Enter>«2»<C-s>");
    saved(&bench);
    assert!(keys <= MOST, "{keys} keys");
    let voted = project(&bench, 1);
    assert_eq!((voted.stage.as_str(), voted.votes_for, voted.elected), ("voted", Some(52), true));
    bench.keys("<Enter>");
    bench.shows(&["赞成 52 / 应到 60，过半数"]);
}

#[test]
fn a_project_that_was_not_chosen_stays_where_it_is() {
    let mut bench = Bench::sample(80, 24);
    reviewed(&mut bench);
    bench.keys("<F6>160<Enter>58<Enter>20<Enter>30<Enter>8<C-s>");
    assert!(!project(&bench, 1).elected);
    bench.keys("<F6>1水利站<Enter>20261231<Enter><C-s>");
    bench.shows(&["没有票决入选的项目不能进入实施"]);
    bench.keys("<Esc>");
    assert_eq!(project(&bench, 1).stage, "voted");
}

#[test]
fn a_project_is_built_and_rated() {
    let mut bench = Bench::sample(80, 24);
    reviewed(&mut bench);
    bench.keys("<F6>160<Enter>58<Enter>52<C-s>");
    bench.keys("<F6>1水利站<Enter>20261231<Enter><C-s>");
    assert_eq!((project(&bench, 1).stage.as_str(), project(&bench, 1).progress), ("running", Some(0)));
    bench.keys("<F6>1");
    bench.form_field("progress", "70");
    bench.keys("<C-s>");
    assert_eq!(project(&bench, 1).progress, Some(70));
    bench.keys("<F6>2");
    bench.form_field("rating", "1");
    bench.form_field("progress", "100");
    bench.keys("<C-s>");
    let rated = project(&bench, 1);
    assert_eq!((rated.stage.as_str(), rated.rating.as_str()), ("rated", "satisfied"), "{}", bench.text());
    bench.keys("<C-z>");
    assert_eq!(project(&bench, 1).stage, "running");
}

#[test]
fn a_proposal_from_an_issue() {
    let mut bench = Bench::sample(80, 24);
    bench.add_issue("灌渠淤堵要清理");
    bench.keys("3<Home><F6>");
    let Some(Layer::Menu(menu)) = bench.app.layers.last() else { panic!("{}", bench.text()) };
    let at = menu.items.iter().position(|(name, _)| name == "转为代表建议").unwrap() + 1;
    let keys = 1 + counted(&mut bench, &format!("{at}<Tab><Tab><F4>12345<Enter><C-s>"));
    saved(&bench);
    assert!(keys <= MOST, "{keys} keys");
    let made = proposal(&bench, 1);
    assert_eq!((made.title.as_str(), made.lead, made.issues), ("灌渠淤堵要清理", Some(1), vec![3]));
    assert_eq!((made.checklist.len(), issue(&bench, 3).stage), (5, Stage::Registered));
    assert!(bench.message().contains("仍为已登记"), "{}", bench.message());
    // Both ways.
    bench.keys("<Enter>");
    bench.shows(&["形成的代表建议（1 件）"]);
    // What came of it stands last.
    bench.keys("<End><BackTab><Enter>");
    assert_eq!(bench.app.current().map(|entry| entry.kind()), Some(Kind::Proposal), "{}", bench.text());
    bench.shows(&["来源意见", "2026-0003"]);
}

#[test]
fn marked_issues_are_one_candidate_and_are_marked_no_more() {
    let mut bench = Bench::sample(80, 24);
    bench.add_issue("灌渠淤堵要清理");
    bench.add_issue("灌渠涵管破了");
    bench.keys("3<Home><Space><Space><A-n><C-s>");
    saved(&bench);
    let mut issues = project(&bench, 1).issues;
    issues.sort_unstable();
    assert_eq!((issues, project(&bench, 1).stage.as_str()), (vec![3, 4], "collected"));
    assert_eq!([3, 4].map(|id| issue(&bench, id).stage), [Stage::Registered; 2], "no unit has it yet");
    assert!(!bench.text().contains("已勾选"), "{}", bench.text());
}

#[test]
fn without_its_check_list_an_issue_becomes_no_proposal() {
    let mut bench = Bench::sample(80, 24);
    bench.add_issue("灌渠淤堵要清理");
    bench.keys("3<Home><A-b><C-s>");
    bench.shows(&["不能保存", "不是个人事项"]);
    assert!(bench.office.context().directory.entry(Kind::Proposal, 1).is_none());
}

#[test]
fn a_proposal_with_a_unit_takes_its_issues_along_and_back_again() {
    let mut bench = Bench::sample(80, 24);
    bench.add_issue("灌渠淤堵要清理");
    bench.add_issue("渠道护坡塌了");
    bench.keys("3<Home><Space><Space><A-b><Tab><Tab><F4>12345<Enter>");
    bench.form_field("unit", "镇水利站");
    bench.keys("<C-s>");
    saved(&bench);
    let ids = proposal(&bench, 1).issues;
    assert_eq!(ids.len(), 2);
    for id in &ids {
        let taken = issue(&bench, *id);
        assert_eq!((taken.stage, taken.route.as_str(), taken.unit), (Stage::Assigned, "proposal", Some(1)));
        assert_eq!((taken.assigned_on, taken.due_on), (date(TODAY), date("2027-02-21")));
    }
    bench.keys("<C-z>");
    assert!(is_voided(&bench, Kind::Proposal, 1), "{}", bench.message());
    assert!(ids.iter().all(|id| issue(&bench, *id).stage == Stage::Registered));
    bench.keys("<C-y>");
    assert!(!is_voided(&bench, Kind::Proposal, 1) && issue(&bench, ids[0]).stage == Stage::Assigned);
}

#[test]
fn handing_a_proposal_over_takes_its_waiting_issue_along() {
    let mut bench = Bench::sample(80, 24);
    bench.add_issue("灌渠淤堵要清理");
    bench.keys("3<Home><A-b><Tab><Tab><F4>12345<Enter><C-s>");
    bench.keys("7<Tab><F6>1镇水利站<Enter><C-s>");
    let handed = proposal(&bench, 1);
    assert_eq!((handed.handed_on, handed.due_on), (date(TODAY), date("2027-02-21")), "{}", bench.text());
    assert_eq!((issue(&bench, 3).stage, issue(&bench, 3).due_on), (Stage::Assigned, handed.due_on));
    bench.keys("<F6>");
    let answer = 2;
    bench.keys(&format!("{answer}<Tab>1<C-s>"));
    assert_eq!((proposal(&bench, 1).replied_on, proposal(&bench, 1).class.as_str()), (date(TODAY), "A"));
    bench.keys("<F6>11<Enter>3<C-s>");
    let rated = proposal(&bench, 1);
    assert_eq!((rated.rating_attitude.as_str(), rated.rating_result.as_str()), ("satisfied", "dissatisfied"));
    bench.keys("<F6>");
    assert!(bench.message().contains("没有下一步"), "{}", bench.message());
}

#[test]
fn an_issue_becomes_a_candidate_project() {
    let mut bench = Bench::sample(80, 24);
    bench.add_issue("灌渠淤堵要清理");
    bench.keys("3<Home><A-n>");
    bench.form_field("unit", "镇水利站");
    bench.keys("<C-s>");
    saved(&bench);
    let made = project(&bench, 1);
    assert_eq!((made.year, made.stage.as_str(), made.issues), (Some(2026), "collected", vec![3]));
    let taken = issue(&bench, 3);
    assert_eq!((taken.stage, taken.route.as_str(), taken.due_on), (Stage::Assigned, "project", date("2027-02-21")));
}

#[test]
fn only_an_open_issue_turns() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("4<A-b>");
    assert!(bench.message().contains("只有群众意见"), "{}", bench.message());
    assert_eq!(bench.app.tab, Tab::Visits);
}

#[test]
fn the_new_books_are_found_gone_to_filtered_and_undone() {
    let mut bench = Bench::sample(80, 24);
    for (day, title) in [("2026-10-12", "视察灌渠"), ("2026-11-02", "代表法学习")] {
        let kind = "inspection".to_owned();
        let participants = vec![crate::model::reception::Attendance { deputy: Some(2), ..Default::default() }];
        let title = title.to_owned();
        let activity = Activity { date: date(day), kind, title, participants, ..Activity::default() };
        bench.office.add(Record::Activity(Box::new(activity)));
    }
    bench.keys("6");
    let current = |bench: &Bench| bench.app.current().map(|entry| (entry.kind(), entry.id));
    bench.keys("<A-j>1012<Enter>");
    assert_eq!(current(&bench), Some((Kind::Activity, 1)), "{}", bench.text());
    // By a name that stands in its rows only.
    bench.keys("<C-f>lisi");
    bench.finish_search();
    bench.shows(&["视察灌渠", "代表法学习"]);
    bench.keys("<Esc>6<F7>");
    bench.form_field("participants", "李四");
    bench.form_field("title", "学习");
    bench.keys("<F7>");
    bench.finish_search();
    bench.shows(&["代表法学习"]);
    bench.lacks("视察灌渠");
    bench.keys("<Esc><Esc>6<Home><Delete>重复<C-s>");
    assert!(is_voided(&bench, Kind::Activity, 2), "{}", bench.text());
    bench.keys("<C-z>");
    assert!(!is_voided(&bench, Kind::Activity, 2));
    // The deputy's file has it.
    bench.keys("5<Down><Enter>");
    bench.shows(&["近期活动"]);
}
