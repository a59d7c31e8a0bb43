//! `cargo bench --bench ledgers`: what it costs to hand 100,000 issues on as xlsx, csv and HTML, beside the libraries alone
//! writing the same cells.
//!
//! Prints a table and checks nothing: machines are noisy, so compare the columns of one run, each the least of a few goes
//! where these are short. CPU is that of the whole process, every thread of it (the workbook library assembles its sheets in
//! some), on Unix; elsewhere the time on the clock stands for it. "The library alone" is given the cells ready made, in
//! memory, blank ones of a workbook with their look as ours has them; ours reads them from the store, looks up their names
//! and masks them. `-- 7000` measures with so many issues.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::fs::File;
use std::io::BufWriter;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use liaison::demo;
use liaison::model::codes::CodeLists;
use liaison::model::{Context, Date, Kind};
use liaison::report::export::{self, Audience, Form, Request};
use liaison::store::batch::Stamp;
use liaison::store::desk::Desk;
use liaison::store::disk::RealDisk;
use rust_xlsxwriter::{ExcelDateTime, Format};

const ISSUES: u32 = 100_000;
/// So many goes of each where there are no more than these.
const GOES: usize = 3;
const SHORT: u32 = 20_000;

/// What a way of writing cost.
struct Cost {
    cpu: Duration,
    wall: Duration,
    /// The longest time without a word of progress, and so until a cancelling is heard.
    silent: Duration,
}

fn main() {
    let issues = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(ISSUES);
    let goes = if issues > SHORT { 1 } else { GOES };
    let folder = tempfile::tempdir().unwrap();
    let desk = make(&folder.path().join("desk"), issues);
    println!("{issues} issues{:>20}{:>12}{:>12}{:>18}", "CPU", "wall", "x alone", "silent at most");
    let csv = folder.path().join("a.csv");
    let written = least(goes, || export(&desk, &csv, Form::Csv));
    let rows = rows(&csv);
    let alone = least(goes, || costs(|| plain_csv(&rows, &folder.path().join("b.csv"))));
    show("csv, the library alone", &alone, None);
    show("csv", &written, Some(&alone));
    show("csv in GB18030", &least(goes, || export(&desk, &csv, Form::CsvGb18030)), Some(&alone));
    show("html", &least(goes, || export(&desk, &folder.path().join("a.html"), Form::Html)), None);
    let xlsx = folder.path().join("a.xlsx");
    let written = least(goes, || export(&desk, &xlsx, Form::Xlsx));
    let alone = least(goes, || costs(|| plain_xlsx(&rows, &folder.path().join("b.xlsx"))));
    show("xlsx, the library alone", &alone, None);
    show("xlsx", &written, Some(&alone));
}

fn least(goes: usize, mut go: impl FnMut() -> Cost) -> Cost {
    (0..goes).map(|_| go()).min_by_key(|cost| cost.cpu).unwrap()
}

fn show(name: &str, cost: &Cost, alone: Option<&Cost>) {
    let times =
        alone.map(|alone| format!("{:.2}", cost.cpu.as_secs_f64() / alone.cpu.as_secs_f64())).unwrap_or_default();
    let [cpu, wall] = [cost.cpu, cost.wall].map(|time| format!("{:.3} s", time.as_secs_f64()));
    let silent = if cost.silent.is_zero() { String::new() } else { format!("{} ms", cost.silent.as_millis()) };
    println!("{name:<24}{cpu:>12}{wall:>12}{times:>12}{silent:>18}");
}

fn make(root: &Path, issues: u32) -> Desk {
    let today = Date::from_ymd(2026, 11, 23).unwrap();
    let stamp = Stamp { at: "2026-11-23T09:12:33+08:00".into(), by: "李慧".into() };
    let mut desk = Desk::init(Arc::new(RealDisk), root, &demo::station("李慧").unwrap(), &stamp).unwrap();
    demo::year(&mut desk, &CodeLists::shipped().unwrap(), today, &stamp).unwrap();
    // Of twenty records fourteen are issues.
    demo::large(&mut desk, issues / 14 * 20, today, &stamp, &mut |_| {}).unwrap();
    desk
}

fn export(desk: &Desk, to: &Path, form: Form) -> Cost {
    let (reader, codes) = (desk.reader(), CodeLists::shipped().unwrap());
    let today = Date::from_ymd(2026, 11, 23).unwrap();
    let context = Context { today, codes: &codes, directory: &reader };
    let (audience, made_at) = (Audience::Office, today.0.and_hms_opt(9, 0, 0).unwrap());
    let kinds = &[Kind::Issue];
    let (since, until, chosen) = (None, None, None);
    let request =
        Request { disk: &RealDisk, kinds, to, form: Some(form), audience, since, until, whose: None, chosen, made_at };
    let mut silent = Duration::ZERO;
    let mut last = Instant::now();
    let cost = costs(|| {
        let _written = export::books(&reader, &context, &request, &mut |_| {
            silent = silent.max(last.elapsed());
            last = Instant::now();
            ControlFlow::Continue(())
        })
        .unwrap();
    });
    Cost { silent: silent.max(last.elapsed()), ..cost }
}

/// The cells of a csv. Not read by our own import, which takes no file of such a size.
fn rows(path: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(path).unwrap();
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn plain_csv(rows: &[Vec<String>], path: &Path) {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(BufWriter::new(File::create(path).unwrap()));
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    writer.flush().unwrap();
}

fn plain_xlsx(rows: &[Vec<String>], path: &Path) {
    let (text, date) = (Format::new().set_text_wrap(), Format::new().set_num_format("yyyy-mm-dd"));
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            let day = if cell.len() == 10 { ExcelDateTime::parse_from_str(cell).ok() } else { None };
            match (day, cell.parse::<u32>()) {
                _ if cell.is_empty() => sheet.write_blank(row, column, &text).unwrap(),
                (Some(day), _) => sheet.write_datetime_with_format(row, column, &day, &date).unwrap(),
                (None, Ok(number)) => sheet.write_number_with_format(row, column, number, &text).unwrap(),
                (None, Err(_)) => sheet.write_string_with_format(row, column, cell, &text).unwrap(),
            };
        }
    }
    workbook.save(path).unwrap();
}

fn costs(work: impl FnOnce()) -> Cost {
    let (before, started) = (cpu(), Instant::now());
    work();
    let wall = started.elapsed();
    let cpu = before.zip(cpu()).map_or(wall, |(before, after)| after.saturating_sub(before));
    Cost { cpu, wall, silent: Duration::ZERO }
}

/// The time this process was on a CPU, in all of its threads.
#[cfg(unix)]
fn cpu() -> Option<Duration> {
    let told = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Some(Duration::new(told.tv_sec.try_into().ok()?, told.tv_nsec.try_into().ok()?))
}

#[cfg(not(unix))]
fn cpu() -> Option<Duration> {
    None
}
