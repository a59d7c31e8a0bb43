//! Packages between levels: a stick carries a station's records to the county and the county's answers back, and both sides
//! know what arrived.
//!
//! ```text
//!  station                                   county                                    city
//!  own chain ── pack up ──► LZ-…-up-….lz ──► unpack: its copy of the chain ── pack up ──► unpack: both chains
//!      ▲                                       │  receipt, down (the county's own chain)
//!      └───────────── unpack ◄─────────────────┘
//! ```
//!
//! # Who writes what
//!
//! **A desk writes its own chain and no other.** What it takes in from others are copies of their chains, line for line as they
//! stand, in `journal/<org>.jsonl`; what is known of them (how far, of which installation) are records of its own. What a county
//! decides about a station's issue is a record of the county's, `handling`; the station takes it over by a step of its own.
//! So nothing is ever merged by guessing, and any order of arrival, any repetition and any loss with sending again end in the
//! same state.

pub mod exchange;
pub mod judge;
pub mod keys;
pub mod medium;
pub mod package;
