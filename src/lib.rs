//! Liaison: the duty desk of a people's deputies' liaison station (代表联络站值班台).
//!
//! One binary keeps the books of a station at a keyboard: 接待日 reception days, 群众意见 issues, 代表走访 visits, 代表活动
//! activities, 民生实事 livelihood projects with 代表建议 proposals, and 代表 the roster with what each deputy did. It needs no
//! server or network, and loses nothing when the plug is pulled.
//!
//! ```text
//!  keys ─► runtime ─► app ──effects──► runtime ─► store ──► journal/<org>.jsonl   the truth: append-only, chained, synced
//!             ▲        │                            │  └──► db-N/ (sled)          what screens read; rebuilt when damaged
//!             │        ▼                            ▼
//!          terminal ◄─ view           model (pure rules, figures) ─► report (ledgers in and out, documents on paper)
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
//! | [`model`] | records, field tables, settings, rules, the life of an issue, plans, figures; pure | sled, the screen, the clock, files |
//! | [`store`] | files, journal, sled, lists, kept totals, facts that figures are counted from, search, drafts, backups | the screen |
//! | [`sync`] | packages, keys of others, receipts, sticks, what other desks sent | the screen, sled |
//! | [`report`] | ledgers in and out, reports of a period, forms and notices, and the files of all of them | the screen, sled |
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
//! - What differs between stations is data in `fixtures/` that a station can override: code lists, terms, holidays, rules of
//!   reception days, quotas, scores. One type is what is in force ([`model::codes`]); one table says how each setting is
//!   called and edited ([`model::setting::known`]), for the settings screen and for `liaison settings`.
//! - The twenty steps of an issue are a table of verbs ([`model::life`]), those of other records a table of moves
//!   ([`model::moves`]). F6, `liaison do`, drafts and checks go by them.
//! - Working days are counted in one place ([`model::calendar`]), reception days planned in one ([`model::schedule`]).
//! - What a record adds to the figures of a period is told by one function ([`model::stats::adds`]), to figures,
//!   cross-tables and the list of what stands behind each.
//! - What is owed for an issue now is told by one function ([`model::owing`]) to 今日, details and filters; what a record
//!   counts for in a deputy's file by another ([`model::duty`]), to quotas and scores.
//! - What may be decided about an issue of a station is told by one type ([`model::handling::Deciding`]); what a decision of
//!   the level above becomes at the station, or why nothing, by one function ([`model::handling::take_over`]); what is owed
//!   upward by another ([`model::upward`]).
//! - What the roster, units and code lists of the level above would change in ours is told by one module ([`model::takeover`]) to
//!   今日, the page of differences and `liaison takeover`.
//! - Figures ([`model::stats`]): one table of indicators says what each is called and means, one function what a record adds to
//!   each, for the figure and for the list of records behind it. An amount is shown by one function, and so is the same to
//!   the digit on the screen, by `liaison stats` and in every file.
//! - A document on paper is one model ([`report::paper`]) with three writers ([`report::write`]): docx, HTML and a workbook. The
//!   documents of a record or a list are a table ([`report::docs`]); a period's report is composed in [`report::period`].
//! - Every command stands in one table with its name, help, places, keys, and when it may run ([`app::command`]). Key
//!   handling, hint lines, help, palette, `liaison keys` and the README's key table are made from it; the keys that only type
//!   and edit are listed beside it ([`app::command::editing`]).
//! - A form is filled in by keys ([`app::form`]) or line by line in plain mode (`--ask`, [`cli`]): one prefill, one reading,
//!   one set of rules.
//! - Chinese text stands in [`text::zh`] and `fixtures/` only; the longer files of `fixtures/` are in the program gzipped
//!   ([`text::packed`]).
//! - What records must be like to be listed is one type ([`model::filter`]), for the filter form and for `--where`.
//! - Whose a record is, where those of several desks stand together, is a field that no record has ([`model::whose`]): the first
//!   column of lists and ledgers above stations, the first question of their filters.
//! - What looks like the issue being entered is told by marks of its title ([`model::alike`]) that an index holds.
//! - One module measures text ([`text::width`]), one masks ([`model::masked`]), one knows sled ([`store::db`]), one names
//!   keys ([`app::key`]), one reads the clock ([`runtime::clock`]; the desk's lock notes
//!   since when it is held).
//!
//! # What always holds
//!
//! - A change is acknowledged only after its journal line was synced. One save is one `fdatasync`. See [`store::desk`].
//! - The store is never the only copy of anything: it can be thrown away and rebuilt. See [`store::journal`] for the format.
//! - A record is never deleted, only voided; its number is never used again. An undo, and a redo of it, are new lines.
//! - What is wrong with input is a finding with a sentence in Chinese; no input, file or record panics.
//! - A list holds the rows it shows and where it stands, and totals are kept; the cost of a key does not grow with the number
//!   of records. See `store::index` for every list and total.
//! - Figures go by business dates as they stood at the period's last day. Two identities are checked whenever they are
//!   counted, and what does not hold is shown.
//! - A report that was sent is frozen: its figures, its paper and the digests of its files are one record, and it is printed
//!   again to the byte. It is sent whole or not at all: the record and its three files, or neither. What was entered later is
//!   told once, in a later report.
//! - Whatever leaves the desk is masked; a confidential issue stands in no list that does, and nothing written is a formula.
//! - What was exported comes back in unchanged, numbers and histories with it; nothing is written before a file was tried.
//! - The history of an issue is only added to. A step that touches several records (merging, splitting, a proposal handed
//!   over, a change of term) is one save: all of it or nothing.
//! - A number names a record only together with whose it is. What other desks sent stands beside our own records and is looked
//!   at with its own names ([`model::Context::of`], [`store::reader::Reader::of`]); only its owner changes it. See [`store::copies`].
//! - A setting says nothing about what was stored before it: a record keeps its due date and the keys of its codes.
//! - Every frame shows the hardware cursor where the next character goes, and a frame like the one before writes nothing.
//! - However the program ends, by a key, a signal or a panic, what is typed is a draft first and the terminal is given back;
//!   where Windows closes the window, but for the last three seconds.
//!
//! # Other desks
//!
//! What leaves for the county is a package ([`sync::package`]): journal lines as they stand, signed, gzipped, encrypted with age. A
//! county, city or province is the same program; it holds a copy of each station's chain beside its own ([`store::copies`]), and
//! their records stand in its lists and figures, told apart by whose they are ([`model::Entry::org`]). Who is trusted, what was sent
//! and what was taken in are records of a desk's own chain ([`sync::exchange`]), and what a piece of another's chain means is
//! judged in one place ([`sync::judge`]). What a level above decides ([`model::handling`]) and sends down of its roster, units and
//! code lists ([`model::takeover`]) stays its record until a person here takes it over as one of ours. A desk that lost everything
//! gets its own chain back from the desk above; where two chains of one desk contradict each other a person decides
//! ([`sync::exchange::decide`]), with both sides shown ([`sync::exchange::parting`]), and what gives way is listed for people first. A chain
//! that comes through a county is believed under the key that the county's own chain confirms.
//!
//! # Kept for later
//!
//! Sealing (bodies of journal lines have a form for it), accounts (who may take a step stands in its table, unchecked), the
//! address book of residents (issues are anonymous until then; how long a contact is kept is a setting).

pub mod app;
pub mod cli;
pub mod demo;
pub mod model;
pub mod report;
pub mod runtime;
pub mod store;
pub mod sync;
pub mod text;
pub mod view;
