//! Tests of drafts.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::store::disk::model::{ModelDisk, Survival};

const ROOT: &str = "/desk";

fn draft(name: &str, at: &str) -> Draft {
    let inner =
        Draft { kind: "issue".to_owned(), fields: vec![("title".to_owned(), "路灯".to_owned())], ..Draft::default() };
    Draft {
        name: name.to_owned(),
        kind: "reception".to_owned(),
        at: at.to_owned(),
        fields: vec![("date".to_owned(), "昨天\n＝".to_owned())],
        nested: vec![("issues".to_owned(), inner)],
        ..Draft::default()
    }
}

fn names(disk: &ModelDisk) -> Vec<String> {
    list(disk, Path::new(ROOT)).unwrap().into_iter().map(|draft| draft.name).collect()
}

#[test]
fn a_draft_survives_a_power_cut_as_typed() {
    let disk = ModelDisk::new();
    let root = Path::new(ROOT);
    assert!(list(&disk, root).unwrap().is_empty());
    save(&disk, root, &draft("a", "2026-11-23T09:00:00+08:00")).unwrap();
    let later = draft("b-2_x", "2026-11-23T10:00:00+08:00");
    save(&disk, root, &later).unwrap();
    disk.cut_power(Survival::Least);
    assert_eq!(names(&disk), ["b-2_x", "a"]);
    assert_eq!(list(&disk, root).unwrap()[0], later);
    save(&disk, root, &draft("a", "2026-11-23T11:00:00+08:00")).unwrap();
    assert_eq!(names(&disk), ["a", "b-2_x"]);
    remove(&disk, root, "a").unwrap();
    remove(&disk, root, "a").unwrap();
    assert_eq!(names(&disk), ["b-2_x"]);
}

#[test]
fn a_removed_draft_does_not_come_back_after_a_power_cut() {
    let disk = ModelDisk::new();
    save(&disk, Path::new(ROOT), &draft("issue-new", "2026-11-23T09:00:00+08:00")).unwrap();
    remove(&disk, Path::new(ROOT), "issue-new").unwrap();
    disk.cut_power(Survival::Least);
    assert!(names(&disk).is_empty());
    remove(&disk, Path::new(ROOT), "issue-new").unwrap();
}

#[test]
fn names_stay_in_the_directory() {
    let disk = ModelDisk::new();
    for name in ["", "../x", "a/b", "a.b", "a\\b", "草稿", &"x".repeat(65)] {
        assert!(matches!(save(&disk, Path::new(ROOT), &draft(name, "")), Err(DraftError::BadName)), "{name}");
        assert!(matches!(remove(&disk, Path::new(ROOT), name), Err(DraftError::BadName)), "{name}");
    }
}

#[test]
fn number_and_size_are_bounded() {
    let disk = ModelDisk::new();
    let root = Path::new(ROOT);
    for number in 0..MAX_DRAFTS {
        save(&disk, root, &draft(&format!("d{number}"), "")).unwrap();
    }
    assert!(matches!(save(&disk, root, &draft("one-more", "")), Err(DraftError::TooMany)));
    // Those that are there go on being saved.
    save(&disk, root, &draft("d7", "2026")).unwrap();
    let long = Draft { fields: vec![("x".to_owned(), "长".repeat(MAX_BYTES))], ..draft("d7", "") };
    assert!(matches!(save(&disk, root, &long), Err(DraftError::TooLarge)));
}

#[test]
fn strange_files_are_skipped() {
    let disk = ModelDisk::new();
    let folder = Path::new(ROOT).join(FOLDER);
    disk.put(&folder.join("bent.json"), b"{\"name\":");
    disk.put(&folder.join("other.txt"), b"{}");
    disk.put(&folder.join("deep.json"), "{\"nested\":[[\"x\",".repeat(2_000).as_bytes());
    disk.put(&folder.join("elsewhere.json"), b"{\"name\":\"../../desk\"}");
    // It goes by its file's name.
    assert_eq!(names(&disk), ["elsewhere"]);
}
