//! Tests of `desk.toml`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::store::disk::model::ModelDisk;

const ROOT: &str = "/desk";

fn load(text: impl AsRef<[u8]>) -> Result<Settings, SettingsError> {
    let disk = ModelDisk::new();
    disk.put(&Path::new(ROOT).join(FILE), text.as_ref());
    Settings::load(&disk, Path::new(ROOT))
}

const GOOD: &str = "level = \"station\"\norg = \"430122105001\"\noperator = \"李工\"\n";

#[test]
fn what_is_written_is_read_with_unknown_keys() {
    let mut settings = load(format!("# 注释\n{GOOD}later = [1, 2]\n[deep]\nx = \"y\"\n")).unwrap();
    assert_eq!((settings.level(), settings.org(), settings.operator()), (Level::Station, Org(430_122_105_001), "李工"));
    settings.set_operator("王工");
    let disk = ModelDisk::new();
    disk.put(&Path::new(ROOT).join(FILE), b"");
    settings.save(&disk, Path::new(ROOT)).unwrap();
    let again = Settings::load(&disk, Path::new(ROOT)).unwrap();
    assert_eq!(again, settings);
    assert_eq!(again.operator(), "王工");
    let text = String::from_utf8(disk.bytes(&Path::new(ROOT).join(FILE)).unwrap()).unwrap();
    assert!(text.contains("later = [1, 2]") && text.contains("[deep]"), "{text}");
}

#[test]
fn the_level_follows_from_the_code() {
    for (code, level) in
        [("43", Level::Province), ("4301", Level::City), ("430122", Level::County), ("430122105001", Level::Station)]
    {
        assert_eq!(Level::of(code.parse().unwrap()), level);
    }
}

#[test]
fn a_wrong_value_is_named_with_its_line() {
    for (text, key, line) in [
        (GOOD.replace("\"station\"", "7"), LEVEL, 1),
        (GOOD.replace("station", "village"), LEVEL, 1),
        (GOOD.replace("\"430122105001\"", "430122105001"), ORG, 2),
        (GOOD.replace("430122105001", "0122"), ORG, 2),
        (format!("\n\n{}", GOOD.replace("\"李工\"", "[\"李工\"]")), OPERATOR, 5),
        (GOOD.replace("李工", " "), OPERATOR, 3),
        (GOOD.replace("李工", "李\\u001B[2J"), OPERATOR, 3),
        (GOOD.replace("李工", &"长".repeat(21)), OPERATOR, 3),
    ] {
        let error = load(&text).unwrap_err();
        assert!(
            matches!(error, SettingsError::BadValue { key: k, line: l, .. } if (k, l) == (key, line)),
            "{text}: {error}"
        );
        assert!(error.to_string().contains(&format!("第 {line} 行 {key}")), "{error}");
    }
}

#[test]
fn what_is_no_settings_file_is_refused() {
    assert!(matches!(Settings::load(&ModelDisk::new(), Path::new(ROOT)), Err(SettingsError::Missing { .. })));
    for (text, line) in [("level = \"station\"\nlevel = \"city\"\n", 2), ("level = \n", 1), ("\n= 1", 2), ("x = 1e", 1)]
    {
        assert!(matches!(load(text), Err(SettingsError::Syntax { line: l, .. }) if l == line), "{text}");
    }
    assert!(matches!(load(b"level = \"station\"\n\xFF\xFE"), Err(SettingsError::Syntax { line: 2, .. })));
    assert!(matches!(load(""), Err(SettingsError::Absent { key: LEVEL, .. })));
    assert!(matches!(load(format!("{GOOD}x = \"{}\"", "长".repeat(40_000))), Err(SettingsError::Disk(_))));
    // Windows editors begin a file with this.
    load(format!("\u{FEFF}{GOOD}").replace('\n', "\r\n")).unwrap();
    // As deep as a small file can be.
    assert!(load(format!("{GOOD}x = {}", "[".repeat(30_000))).is_err());
}
