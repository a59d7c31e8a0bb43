//! `cargo bench --bench ledgers`: what it costs to hand 100,000 issues on as xlsx, csv and HTML, beside the libraries alone
//! writing the same cells.
//!
//! Prints a table and checks nothing: machines are noisy, so compare the columns of one run, each the least of a few goes
//! where these are short. CPU is that of the whole process, every thread of it (the workbook library assembles its sheets in
//! some), on Unix; elsewhere the time on the clock stands for it. Memory is what the process took beyond what it had, at the
//! most, on Linux. "The library alone" is given the cells ready made, in memory, blank ones of a workbook with their look as
//! ours has them; ours reads them from the store, looks up their names and masks them. `-- 7000` measures with so many issues.

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
use liaison::report::sheet::{Cell, Limits, Row, Step, Workbook};
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
    /// MiB beyond what the process had before.
    memory: Option<u64>,
}

fn main() {
    let issues = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(ISSUES);
    let goes = if issues > SHORT { 1 } else { GOES };
    let folder = tempfile::tempdir().unwrap();
    let desk = make(&folder.path().join("desk"), issues);
    println!("{issues} issues{:>20}{:>12}{:>12}{:>18}{:>12}", "CPU", "wall", "x alone", "silent at most", "memory");
    let csv = folder.path().join("a.csv");
    let written = least(goes, || export(&desk, &csv, Form::Csv));
    let rows = rows(&csv);
    let alone = least(goes, || costs(|| plain_csv(&rows, &folder.path().join("b.csv"))));
    drop(rows);
    show("csv, the library alone", &alone, None);
    show("csv", &written, Some(&alone));
    show("csv in GB18030", &least(goes, || export(&desk, &csv, Form::CsvGb18030)), Some(&alone));
    show("html", &least(goes, || export(&desk, &folder.path().join("a.html"), Form::Html)), None);
    let xlsx = folder.path().join("a.xlsx");
    let written = least(goes, || export(&desk, &xlsx, Form::Xlsx));
    let rows = self::rows(&xlsx);
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
    let memory = cost.memory.map(|memory| format!("+{memory} MiB")).unwrap_or_default();
    println!("{name:<24}{cpu:>12}{wall:>12}{times:>12}{silent:>18}{memory:>12}");
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
    let request = Request { disk: &RealDisk, kinds, to, form: Some(form), audience, since, until, chosen, made_at };
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

fn rows(path: &Path) -> Vec<Row> {
    let mut book = Workbook::open(&RealDisk, path).unwrap();
    let sheet = book.sheets()[0].to_owned();
    let mut rows = Vec::new();
    let _outcome = book
        .rows(&sheet, &Limits::default(), &mut |step| {
            rows.extend(if let Step::Row(row) = step { Some(row) } else { None });
            ControlFlow::Continue(())
        })
        .unwrap();
    rows
}

fn plain_csv(rows: &[Row], path: &Path) {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(BufWriter::new(File::create(path).unwrap()));
    for row in rows {
        let last = row.cells.last().map_or(0, |(column, _)| *column);
        let texts = (0..=last).map(|column| row.cell(column).map(|cell| cell.text().into_owned()).unwrap_or_default());
        writer.write_record(texts).unwrap();
    }
    writer.flush().unwrap();
}

fn plain_xlsx(rows: &[Row], path: &Path) {
    let (text, date) = (Format::new().set_text_wrap(), Format::new().set_num_format("yyyy-mm-dd"));
    let columns = rows.iter().filter_map(|row| row.cells.last()).map(|(column, _)| column + 1).max().unwrap_or(0);
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for row in rows {
        for at in 0..columns {
            let (number, column) = (row.number - 1, u16::try_from(at).unwrap());
            match row.cell(at) {
                None => sheet.write_blank(number, column, &text).unwrap(),
                Some(Cell::Number(amount)) => sheet.write_number_with_format(number, column, *amount, &text).unwrap(),
                Some(Cell::Date(day)) => {
                    let day = ExcelDateTime::parse_from_str(&day.format("%Y-%m-%d").to_string()).unwrap();
                    sheet.write_datetime_with_format(number, column, &day, &date).unwrap()
                }
                Some(cell) => sheet.write_string_with_format(number, column, cell.text(), &text).unwrap(),
            };
        }
    }
    workbook.save(path).unwrap();
}

fn costs(work: impl FnOnce()) -> Cost {
    let had = memory("VmRSS:");
    // 5: the most the process had is counted from here (proc_pid_clear_refs(5)).
    let _only_there = std::fs::write("/proc/self/clear_refs", "5");
    let (before, started) = (cpu(), Instant::now());
    work();
    let wall = started.elapsed();
    let cpu = before.zip(cpu()).map_or(wall, |(before, after)| after.saturating_sub(before));
    let memory = had.zip(memory("VmHWM:")).map(|(had, most)| most.saturating_sub(had) / 1024);
    Cost { cpu, wall, silent: Duration::ZERO, memory }
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

/// KiB, of a line that Linux tells of this process.
fn memory(line: &str) -> Option<u64> {
    let told = std::fs::read_to_string("/proc/self/status").ok()?;
    told.lines().find_map(|found| found.strip_prefix(line))?.split_whitespace().next()?.parse().ok()
}
