//! The bulletin's figures, and which part of each falls to which station: to the last one exactly.

use std::ops::RangeInclusive;

/// The province's stations.
pub const STATIONS: u64 = 10_425;

/// What the stations' two years add up to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sums {
    /// Deputies on the rosters.
    pub deputies: u64,
    /// Records of visits.
    pub visits: u64,
    /// 走访 次 (V1), each by one deputy (V3a).
    pub times: u64,
    /// 联系群众 人 (V2a).
    pub people: u64,
    /// 收集意见 件 (I2).
    pub opinions: u64,
    /// 帮助解决问题 件 (V7), class A (I14).
    pub solved: u64,
    /// 帮扶资金物资 (V6), in 分.
    pub money: u64,
    /// 服务 人次 (V8).
    pub services: u64,
    /// Promises of class B that became A (I17b).
    pub kept: u64,
    /// Promises of class B that became C (I17c) or stand still (I17d).
    pub unkept: u64,
}

/// The whole province.
pub const PROVINCE: Sums = Sums {
    deputies: 140_500,
    visits: 583_000,
    times: 700_000,
    people: 1_000_000,
    opinions: 88_000,
    solved: 72_000,
    money: 650_000_000 * 100,
    services: 7_800_000,
    kept: 1_049,
    unkept: 115 + STANDING,
};

/// Promises that stand still, the last of those that were not kept, in the whole province.
const STANDING: u64 = 99;

impl Sums {
    fn each(self, part: impl Fn(u64) -> u64) -> Sums {
        Sums {
            deputies: part(self.deputies),
            visits: part(self.visits),
            times: part(self.times),
            people: part(self.people),
            opinions: part(self.opinions),
            solved: part(self.solved),
            money: part(self.money),
            services: part(self.services),
            kept: part(self.kept),
            unkept: part(self.unkept),
        }
    }

    /// What so many stations come to together.
    pub fn of(stations: u64) -> Sums {
        PROVINCE.each(|whole| whole * stations / STATIONS)
    }

    /// What one of so many stations has of it.
    pub fn of_one(stations: u64, at: u64) -> Sums {
        Sums::of(stations).each(|whole| share(whole, stations, at))
    }
}

/// The part that falls to one of several: all of them together are the whole.
pub fn share(whole: u64, among: u64, at: u64) -> u64 {
    whole * (at + 1) / among - whole * at / among
}

/// Which promises stand still, counted through the stations, of those that were not kept.
pub fn standing(stations: u64) -> u64 {
    STANDING * stations / STATIONS
}

/// The numbers, from 1, that the promises not kept of a station have among those of all.
pub fn unkept(stations: u64, at: u64) -> RangeInclusive<u64> {
    let whole = Sums::of(stations).unkept;
    whole * at / stations + 1..=whole * (at + 1) / stations
}

/// Numbers in an order that is always the same (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    /// A number below `sides`.
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (bits ^ (bits >> 31)) % sides.max(1)
    }

    /// One of several.
    pub fn pick<T>(&mut self, from: &'static [T]) -> &'static T {
        &from[self.roll(from.len() as u64) as usize]
    }

    /// Puts things into another order.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            things.swap(last, self.roll(last as u64 + 1) as usize);
        }
    }
}
