//! How many keys it takes from plugging a stick in to "it can be pulled out".

use super::*;
use crate::app::form::tests::support::keys_of;

/// The most keys from plugging a stick in to "it can be pulled out", whichever tab the desk stands on.
const MOST_KEYS: usize = 6;

/// Types a script and gives how many keys it has.
fn typed(bench: &mut Bench, keys: &[&str]) -> usize {
    keys.iter().for_each(|key| press(bench, key));
    keys.iter().map(|key| keys_of(key).len()).sum()
}

#[test]
fn from_plugging_in_to_pulling_out_takes_at_most_six_keys() {
    let (mut bench, mut county) = acquainted(80, 24);
    // As the desk opens.
    assert_eq!(bench.app.tab, Tab::Today);
    let keys = typed(&mut bench, &["9", "<F2>", "<Enter>"]);
    bench.shows(&["可以拔出", "写出并核对", "长沙县人大"]);
    assert!(keys <= MOST_KEYS, "{keys}");
    let name = format!("LZ-{STATION}-{COUNTY}-up-0001.lz");
    assert!(on_stick(&bench).contains(&name), "{:?}", on_stick(&bench));
    assert!(county.take(&name) > 0);
    press(&mut bench, "<Enter>");
    assert_eq!(bench.app.place(), Place::Sync);
    bench.shows(&["上级：长沙县人大", "（已写出待回执"]);
    // The desk came back.
    bench.add_issue("还能登记");
    // The stick comes back with what the county says to it, beside another one.
    county.send(Sort::Down, STATION);
    bench.put_sticks(&["/media/lihua/A", STICK]);
    press(&mut bench, "1");
    let keys = typed(&mut bench, &["9", "<F2>", "2", "<Enter>"]);
    bench.shows(&["可以拔出", "读入：", "写出并核对"]);
    assert!(keys <= MOST_KEYS, "{keys}");
}

#[test]
fn a_county_takes_at_most_six_keys_as_well_even_where_it_has_to_agree() {
    let (mut bench, mut station) = county_and_station();
    station.visits(1);
    let first = station.send(Sort::Up, COUNTY);
    press(&mut bench, "1");
    let keys = typed(&mut bench, &["9", "<F2>", "<Enter>"]);
    bench.shows(&["可以拔出", "读入：", "写出并核对：", "茶亭镇"]);
    assert!(keys <= MOST_KEYS, "{keys}");
    press(&mut bench, "<Enter>");
    station.disk.remove(&first).unwrap();
    // Another installation, on one of two sticks.
    let mut anew = Other::new(&bench, STATION);
    trust(&mut bench, &anew);
    anew.acquaint(COUNTY);
    anew.visits(2);
    anew.send(Sort::Up, COUNTY);
    bench.put_sticks(&["/media/lihua/A", STICK]);
    press(&mut bench, "1");
    let keys = typed(&mut bench, &["9", "<F2>", "2", "<F4>", "<Enter>"]);
    bench.shows(&["可以拔出", "读入："]);
    bench.lacks("先存着");
    assert!(keys <= MOST_KEYS, "{keys}");
}

#[test]
fn a_county_takes_its_station_in_and_answers_in_as_many_keys() {
    let (mut bench, mut station) = county_and_station();
    station.visits(3);
    station.send(Sort::Up, COUNTY);
    press(&mut bench, "1");
    let keys = typed(&mut bench, &["9", "<F2>", "<Enter>"]);
    bench.shows(&["可以拔出", "读入：", "写出并核对：", "茶亭镇"]);
    assert!(keys <= MOST_KEYS, "{keys}");
    let down = format!("LZ-{COUNTY}-{STATION}-down-0001.lz");
    assert!(on_stick(&bench).contains(&down), "{:?}", on_stick(&bench));
    // What went down tells the station what arrived.
    assert_eq!(station.take(&down), 0, "nothing of the county is for it but the receipt");
    assert!(station.party(COUNTY).acked_seq > 0);
    press(&mut bench, "<Enter>");
    bench.shows(&["茶亭镇代表联络站", "1号 11-23", "下级 1 个", "0  0  0"]);
    bench.keys("4");
    bench.shows(&["2026-11-20"]);
}
