//! Lines that were not used, at the keyboard: put away by who holds them, told to whose they are.

use super::bench::{Bench, stamp};
use super::other::{COUNTY, STATION, press};
use crate::model::party::{CONFIRMED, LOWER, Party, Refused, UPPER};
use crate::model::received::{Quarantined, Received};
use crate::model::{Kind, Org, Record};

fn partner(org: Org, name: &str, role: &str) -> Party {
    let (code, name, role) = (org.to_string(), name.to_owned(), role.to_owned());
    Party { code, name, role, status: CONFIRMED.to_owned(), ..Party::default() }
}

#[test]
fn a_county_puts_away_what_was_dealt_with_and_says_how() {
    let received = || Received {
        code: STATION.to_string(),
        via: STATION.to_string(),
        quarantined: vec![Quarantined { seq: 9, reason: "内容读不出来".to_owned() }],
        ..Received::default()
    };
    let mut bench = Bench::made(COUNTY, "长沙县人大", (80, 24), |desk| {
        let mut batch = desk.batch(stamp());
        batch.add_reserved(STATION.0, Record::Party(Box::new(partner(STATION, "茶亭镇代表联络站", LOWER))));
        batch.add_reserved(STATION.0, Record::Received(Box::new(received())));
        desk.commit(batch).unwrap();
    });
    press(&mut bench, "1");
    press(&mut bench, "9<Tab>");
    assert_eq!(bench.app.kind(), Some(Kind::Party));
    bench.shows(&["隔离已处理"]);
    press(&mut bench, "<Delete>");
    bench.shows(&["隔离的 1 条记为处理过"]);
    // Without a word on how, nothing is done; nor by Enter alone.
    press(&mut bench, "<C-s>");
    press(&mut bench, "打电话问过，站里重报了<Enter>");
    let unused = |bench: &Bench| {
        let stood = bench.app.sync.stood.as_ref().unwrap();
        let received = stood.below(STATION).unwrap().received.clone().unwrap();
        (received.unused(), received.decided.clone())
    };
    assert_eq!(unused(&bench).0, 1);
    press(&mut bench, "<C-s>");
    assert!(bench.message().contains("不再提示"), "{}", bench.message());
    let (left, decided) = unused(&bench);
    assert!(left == 0 && decided.contains("站里重报了"), "{decided}");
    bench.lacks("隔离已处理");
}

#[test]
fn a_station_sees_on_its_first_page_what_the_county_could_not_use_and_which() {
    let refused =
        Refused {
            seq: 9, record: "意见建议 2026-0003 路灯不亮".to_owned(), reason: "内容读不出来".to_owned()
        };
    let mut bench = Bench::made(STATION, "茶亭镇代表联络站", (80, 24), |desk| {
        let mut batch = desk.batch(stamp());
        let upper = Party { refused: vec![refused], unused: 1, ..partner(COUNTY, "长沙县人大", UPPER) };
        batch.add_reserved(COUNTY.0, Record::Party(Box::new(upper)));
        desk.commit(batch).unwrap();
    });
    press(&mut bench, "1");
    bench.shows(&["上报的记录有 1 条上级没有采用"]);
    press(&mut bench, "9<Tab>");
    bench.shows(&["对方没有采用 1 条"]);
    press(&mut bench, "<Enter>");
    bench.shows(&["意见建议 2026-0003 路灯不亮：内容读不出来"]);
}
