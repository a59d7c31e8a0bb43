//! `cargo bench --bench ledgers`: what it costs to hand 100,000 issues on as xlsx, csv and HTML, beside the libraries alone
//! writing the same cells.
//!
//! Prints a table and checks nothing: machines are noisy, so compare the columns of one run. CPU is that of the writing
//! thread, on Linux; elsewhere the time on the clock stands for it. `-- 7000` measures with so many issues.

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

/// What a way of writing cost.
struct Cost {
    cpu: Duration,
    wall: Duration,
    /// The longest time without a word of progress, and so until a cancelling is heard.
    silent: Duration,
}

fn main() {
    let issues = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(ISSUES);
    let folder = tempfile::tempdir().unwrap();
    let desk = make(&folder.path().join("desk"), issues);
    println!("{issues} issues{:>20}{:>12}{:>12}{:>16}", "CPU", "wall", "x alone", "silent at most");
    let csv = folder.path().join("a.csv");
    let written = export(&desk, &csv, Form::Csv);
    let rows = rows(&csv);
    let alone = costs(|| plain_csv(&rows, &folder.path().join("b.csv")));
    drop(rows);
    show("csv, the library alone", &alone, None);
    show("csv", &written, Some(&alone));
    show("csv in GB18030", &export(&desk, &csv, Form::CsvGb18030), Some(&alone));
    show("html", &export(&desk, &folder.path().join("a.html"), Form::Html), None);
    let xlsx = folder.path().join("a.xlsx");
    let written = export(&desk, &xlsx, Form::Xlsx);
    let rows = self::rows(&xlsx);
    let alone = costs(|| plain_xlsx(&rows, &folder.path().join("b.xlsx")));
    show("xlsx, the library alone", &alone, None);
    show("xlsx", &written, Some(&alone));
}

fn show(name: &str, cost: &Cost, alone: Option<&Cost>) {
    let times =
        alone.map(|alone| format!("{:.2}", cost.cpu.as_secs_f64() / alone.cpu.as_secs_f64())).unwrap_or_default();
    let [cpu, wall] = [cost.cpu, cost.wall].map(|time| format!("{:.2} s", time.as_secs_f64()));
    let silent = if cost.silent.is_zero() { String::new() } else { format!("{} ms", cost.silent.as_millis()) };
    println!("{name:<24}{cpu:>12}{wall:>12}{times:>12}{silent:>16}");
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
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for row in rows {
        for (column, cell) in &row.cells {
            let (row, column) = (row.number - 1, u16::try_from(*column).unwrap());
            match cell {
                Cell::Number(number) => sheet.write_number_with_format(row, column, *number, &text).unwrap(),
                Cell::Date(day) => {
                    let day = ExcelDateTime::parse_from_str(&day.format("%Y-%m-%d").to_string()).unwrap();
                    sheet.write_datetime_with_format(row, column, &day, &date).unwrap()
                }
                cell => sheet.write_string_with_format(row, column, cell.text(), &text).unwrap(),
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

/// The time this thread was on a CPU.
fn cpu() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(told.split_whitespace().next()?.parse().ok()?))
}
