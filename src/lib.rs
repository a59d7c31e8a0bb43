//! Liaison: the duty desk of a people's deputies' liaison station (代表联络站值班台).
//!
//! One binary keeps the three books of a station (接待日 reception days, 群众意见 issues, 代表走访 visits) and the roster
//! (代表) at a keyboard, without server or network, and loses nothing when the plug is pulled.
//!
//! ```text
//!  keys ─► runtime ─► app ──effects──► runtime ─► store ──► journal/<org>.jsonl   the truth: append-only, chained, synced
//!             ▲        │                            │  └──► db-N/ (sled)          what screens read; rebuilt when damaged
//!             │        ▼                            ▼
//!          terminal ◄─ view                       model (pure rules) ─► report (ledgers in and out)
//! ```
//!
//! # One way round
//!
//! A terminal event becomes an [`app::action::Action`]; [`app::update`] changes the [`app::App`] and answers with effects;
//! the [`runtime`] carries them out on the [`store`] and reports back with another action; [`view`] draws the state. `update`
//! does no input or output and never reads the clock; `view` never changes anything. The [`cli`] is the other way in: the
//! same rules, the same store, one command at a time.
//!
//! # Layers
//!
//! Each knows those above it in this list and none below.
//!
//! | module | knows | never |
//! |---|---|---|
//! | [`text`] | characters: display width, folding, pinyin, dates as typed, masking, every Chinese string | |
//! | [`model`] | records, field tables, code lists, rules, the life of an issue; pure | sled, the screen, the clock, files |
//! | [`store`] | files, journal, sled, lists, search, drafts, backups | the screen |
//! | [`report`] | ledgers out as xlsx and csv, ledgers in from them | the screen, sled |
//! | [`demo`] | sample data: a made-up station's year, large desks | the screen, sled |
//! | [`app`] | state, actions, commands and keys, forms, lists | drawing, files |
//! | [`view`] | state to frame and cursor | changes, the store |
//! | [`runtime`] | the terminal, the event loop, effects, the worker thread, the clock | rules |
//! | [`cli`] | command-line types, calls into the library | logic |
//!
//! # Said once
//!
//! - A record type's fields are one table ([`model::field`]). Forms, lists, details, `--set`, import and export read it, so a
//!   new field is a struct member and a line.
//! - Coded values are data in `fixtures/` ([`model::codes`]), which a station can override; the steps of an issue are a table
//!   of verbs ([`model::life`]).
//! - Every command stands in one table with its name, help, places, keys, and when it may run ([`app::command`]). Key
//!   handling, hint lines, help, palette, `liaison keys` and the README's key table are made from it; the keys that only type
//!   and edit are listed beside it ([`app::command::editing`]).
//! - A form is filled in by keys ([`app::form`]) or line by line in plain mode (`--ask`, [`cli`]): one prefill, one reading,
//!   one set of rules.
//! - Chinese text stands in [`text::zh`] and `fixtures/` only.
//! - What records must be like to be listed is one type ([`model::filter`]), for the filter form and for `--where`.
//! - What looks like the issue being entered is told by marks of its title ([`model::alike`]) that an index holds.
//! - One module measures text ([`text::width`]), one masks ([`model::masked`]), one knows sled ([`store::db`]), one names
//!   keys ([`app::key`]), one reads the clock ([`runtime::clock`]).
//!
//! # What always holds
//!
//! - A change is acknowledged only after its journal line was synced. One save is one `fdatasync`. See [`store::desk`].
//! - The store is never the only copy of anything: it can be thrown away and rebuilt. See [`store::journal`] for the format.
//! - A record is never deleted, only voided; its number is never used again. An undo, and a redo of it, are new lines.
//! - What is wrong with input is a finding with a sentence in Chinese; no input, file or record panics.
//! - A list holds the rows it shows and where it stands; the cost of a key does not grow with the number of records.
//! - Every frame shows the hardware cursor where the next character goes, and a frame like the one before writes nothing.
//! - However the program ends, by a key, a signal or a panic, what is typed is a draft first and the terminal is given back;
//!   where Windows closes the window, but for the last three seconds.
//!
//! # Kept for later
//!
//! Sealing (bodies of journal lines have a form for it), accounts, the address book of residents (issues are anonymous
//! until then), packages to the county: the journal's lines, epochs and signing key are already what those need.

pub mod app;
pub mod cli;
pub mod demo;
pub mod model;
pub mod report;
pub mod runtime;
pub mod store;
pub mod text;
pub mod view;
