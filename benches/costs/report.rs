//! The printed table: a column for each reference and each desk, and the bound with what became of it.
//!
//! A cell has the figure and, where the bound is a ratio, behind it what the ratio is made of: `0.61 ms 0.72×`.

use std::time::Duration;

use super::start::Start;
use super::{Costs, Keys, Reference};

const NAME_COLUMNS: usize = 40;
const CELL_COLUMNS: usize = 17;
const NOTHING: &str = "—";

/// The bounds, as the design sets them.
mod bound {
    /// A key, its CPU time and the start, as multiples of the reference's.
    pub const KEY: f64 = 1.5;
    pub const KEY_P99: f64 = 2.0;
    pub const START: f64 = 2.5;
    /// Many keys at once, as multiples of the reference's.
    pub const HELD: f64 = 2.0;
    /// CPU time of a key and time to start, as multiples of those on the smallest desk.
    pub const GROWTH: f64 = 1.2;
    /// Bytes for a whole screen, as multiples of a hand-written one.
    pub const REPAINT: f64 = 1.3;
    /// Bytes when the selection moves within the page, and by one scrolled row.
    pub const DOWN_BYTES: f64 = 600.0;
    pub const SCROLLED_BYTES: f64 = 1_500.0;
    /// From a word to the first hits, as multiples of a key.
    pub const FOUND: f64 = 4.0;
    /// Milliseconds to the end of a search, and records: what lies between is not bound.
    pub const SEARCHED: [(u32, f64); 2] = [(20_000, 300.0), (100_000, 1_500.0)];
    /// MiB resident, and records.
    pub const RESIDENT: [(u32, f64); 2] = [(20_000, 64.0), (100_000, 128.0)];
    pub const WAKES: f64 = 2.0;
    /// Millions of bytes.
    pub const BINARY: f64 = 12.0;
}

/// Everything one run measured.
pub struct Run<'a> {
    /// Records of each desk, the smallest first.
    pub sizes: &'a [u32],
    /// How the full-screen reference starts.
    pub hello_start: Start,
    /// How the program starts on each desk.
    pub starts: Vec<Start>,
    /// The full-screen reference.
    pub hello: Reference,
    /// The table.
    pub table: Reference,
    /// What each desk cost.
    pub desks: Vec<Costs>,
    /// Bytes of the program's file.
    pub binary: u64,
}

/// A figure as it is shown, and what the bound is held against.
#[derive(Default)]
struct Cell {
    shown: String,
    bound: Option<f64>,
}

/// A figure of a start.
type Figure = fn(&Start) -> Option<Duration>;

/// Lines of the table.
pub struct Report(Vec<String>);

impl Report {
    /// The table of a run.
    pub fn of(run: &Run<'_>) -> Report {
        let mut report = Report(Vec::new());
        let titles = run.sizes.iter().map(|size| cell(size.to_string())).collect();
        report.line("records", [cell("hello-full"), cell("bare table")], titles, "at most");
        report.starts(run);
        report.keys(run, "Down in the page", true, |desk| &desk.down);
        report.keys(run, "Down by one row", true, |desk| &desk.scrolled);
        report.keys(run, "PageDown", true, |desk| &desk.page);
        report.keys(run, "change of tab", false, |desk| &desk.tab);
        report.keys(run, "今日", true, |desk| &desk.today);
        report.keys(run, "a step, Ctrl+S to saved", false, |desk| &desk.step);
        report.keys(run, "F2, the form", false, |desk| &desk.form);
        report.keys(run, "a character in the form", false, |desk| &desk.typed);
        report.held(run);
        report.bytes(run);
        report.searches(run);
        report.rest(run);
        report
    }

    /// Prints it.
    pub fn print(&self) {
        self.0.iter().for_each(|line| println!("{line}"));
    }

    fn starts(&mut self, run: &Run<'_>) {
        let hello = &run.hello_start;
        let times = format!("{} × hello", bound::START);
        for (name, whole, sled, apart) in [
            ("start to the first screen, p50", Start::took as Figure, Start::sled as Figure, Start::apart as Figure),
            ("start until quiet, CPU, p50", Start::cpu, Start::sled_cpu, Start::cpu_apart),
        ] {
            let each = |cell: &dyn Fn(&Start) -> Cell| run.starts.iter().map(cell).collect::<Vec<Cell>>();
            self.line(name, [time(whole(hello)), Cell::default()], each(&|start| time(whole(start))), "");
            self.line("  sled's own open", Default::default(), each(&|start| time(sled(start))), "");
            let cells = each(&|start| multiple(apart(start), whole(hello), bound::START));
            self.line("  apart from sled", Default::default(), cells, &times);
            let least = run.starts.first().and_then(apart);
            let cells = each(&|start| multiple(apart(start), least, bound::GROWTH));
            self.line("  apart from sled, growth", Default::default(), cells, &growth_bound(run));
        }
        // No part of the start, which is over before it: what the program puts off until nobody types.
        let rests = run.desks.iter().map(|desk| time(desk.first_rest)).collect();
        self.line("the first rest after it, CPU", Default::default(), rests, "");
    }

    /// The bounds beside the reference hold for some keys only; that of growth for all.
    fn keys(&mut self, run: &Run<'_>, name: &str, is_bound: bool, of: fn(&Costs) -> &Keys) {
        let (hello, table) = (&run.hello.key, &run.table.key);
        for (what, times, figure) in [
            ("p50", bound::KEY, (|keys| keys.took(50)) as fn(&Keys) -> Option<Duration>),
            ("p99", bound::KEY_P99, |keys| keys.took(99)),
            ("CPU, p50", bound::KEY, Keys::cpu),
        ] {
            let times = if is_bound { times } else { f64::INFINITY };
            let cells = run.desks.iter().map(|desk| multiple(figure(of(desk)), figure(hello), times)).collect();
            let says = if is_bound { format!("{times} × hello") } else { String::new() };
            self.line(&format!("{name}: {what}"), [time(figure(hello)), time(figure(table))], cells, &says);
        }
        let least = run.desks.first().and_then(|desk| of(desk).cpu());
        let growth = run.desks.iter().map(|desk| multiple(of(desk).cpu(), least, bound::GROWTH)).collect();
        self.line(&format!("{name}: CPU, growth"), Default::default(), growth, &growth_bound(run));
    }

    fn held(&mut self, run: &Run<'_>) {
        let hello = run.hello.held;
        let cells = run.desks.iter().map(|desk| multiple(Some(desk.held), Some(hello), bound::HELD)).collect();
        let references = [time(Some(hello)), time(Some(run.table.held))];
        self.line("200 Down at once, until done", references, cells, &format!("{} × hello", bound::HELD));
    }

    fn bytes(&mut self, run: &Run<'_>) {
        let stock = against_hand(&run.hello.key, run.hello.by_hand);
        let cells = run.desks.iter().map(|desk| against_hand(&desk.repaint, desk.by_hand)).collect();
        self.line(
            "bytes, Ctrl+L / the same by hand",
            [Cell { bound: None, ..stock }, Cell::default()],
            cells,
            &format!("{} × by hand", bound::REPAINT),
        );
        let tab = |desk: &Costs| Cell { bound: None, ..against_hand(&desk.tab, desk.by_hand) };
        let cells = run.desks.iter().map(tab).collect();
        self.line("bytes, change of tab / all of it by hand", Default::default(), cells, "");
        let pages = run.desks.iter().map(|desk| mean_and_most(&desk.page, f64::INFINITY)).collect();
        self.line("bytes, PageDown, mean / most", Default::default(), pages, "");
        for (name, most, of) in [
            ("bytes, Down in the page, mean / most", bound::DOWN_BYTES, (|desk| &desk.down) as fn(&Costs) -> &Keys),
            ("bytes, Down by one row, mean / most", bound::SCROLLED_BYTES, |desk| &desk.scrolled),
        ] {
            let references = [Cell::default(), mean_and_most(&run.table.key, f64::INFINITY)];
            let cells = run.desks.iter().map(|desk| mean_and_most(of(desk), most)).collect();
            self.line(name, references, cells, &most.to_string());
        }
    }

    fn searches(&mut self, run: &Run<'_>) {
        // Hits come as a page: the key they are held against is PageDown.
        let found = |desk: &Costs| multiple(Some(desk.found), desk.page.took(50), bound::FOUND);
        let says = format!("{} × PageDown", bound::FOUND);
        self.line("search: the first hits", Default::default(), run.desks.iter().map(found).collect(), &says);
        let searched = |(size, desk): (&u32, &Costs)| {
            let shown = time(Some(desk.searched)).shown;
            within(shown, desk.searched.as_secs_f64() * 1e3, most_at(&bound::SEARCHED, *size))
        };
        let cells = run.sizes.iter().zip(&run.desks).map(searched).collect();
        self.line("search: all of it", Default::default(), cells, "300 ms; 1500 ms");
    }

    fn rest(&mut self, run: &Run<'_>) {
        let resident = |(size, desk): (&u32, &Costs)| match desk.resident_kib {
            None => cell(NOTHING),
            Some(kib) => {
                let mib = kib as f64 / 1024.0;
                within(format!("{mib:.1} MiB"), mib, most_at(&bound::RESIDENT, *size))
            }
        };
        let cells = run.sizes.iter().zip(&run.desks).map(resident).collect();
        self.line("resident memory after use", Default::default(), cells, "64 MiB; 128 MiB");
        let bytes = |desk: &Costs| within(desk.idle.bytes.to_string(), desk.idle.bytes as f64, 0.0);
        self.line("idle for 10 s: bytes", Default::default(), run.desks.iter().map(bytes).collect(), "0");
        let wakes = |desk: &Costs| count(desk.idle.wakes, bound::WAKES);
        let cells = run.desks.iter().map(wakes).collect();
        self.line("idle for 10 s: wake-ups of ours", Default::default(), cells, &bound::WAKES.to_string());
        let sleds = |desk: &Costs| count(desk.idle.sled_wakes, f64::INFINITY);
        self.line("idle for 10 s: wake-ups of sled's", Default::default(), run.desks.iter().map(sleds).collect(), "");
        let megabytes = run.binary as f64 / 1e6;
        // Of no desk, and so in no desk's column.
        let binary = within(String::new(), megabytes, bound::BINARY);
        let name = format!("the program's file: {megabytes:.2} MB");
        self.line(&name, Default::default(), vec![binary], &format!("{} MB", bound::BINARY));
    }

    /// Adds a line. It is over when any of its figures is.
    fn line(&mut self, name: &str, references: [Cell; 2], desks: Vec<Cell>, bound: &str) {
        let verdicts: Vec<bool> = desks.iter().filter_map(|cell| Some(cell.bound? <= 1.0)).collect();
        let verdict = match verdicts.iter().all(|is_kept| *is_kept) {
            _ if verdicts.is_empty() => "",
            true => "ok",
            false => "over",
        };
        let cells: String =
            references.iter().chain(&desks).map(|cell| format!("{:>CELL_COLUMNS$}", cell.shown)).collect();
        let width = NAME_COLUMNS + CELL_COLUMNS * 5;
        let line = format!("{:<width$}  {bound:<18}{verdict}", format!("{name:<NAME_COLUMNS$}{cells}"));
        self.0.push(line.trim_end().to_owned());
    }
}

fn cell(shown: impl Into<String>) -> Cell {
    Cell { shown: shown.into(), bound: None }
}

/// A figure beside the most it may be.
fn within(shown: String, figure: f64, most: f64) -> Cell {
    // Nothing is allowed where the most is nothing.
    let share = if figure == 0.0 { 0.0 } else { figure / most };
    Cell { shown, bound: most.is_finite().then_some(share) }
}

fn time(time: Option<Duration>) -> Cell {
    let Some(time) = time else { return cell(NOTHING) };
    let milliseconds = time.as_secs_f64() * 1e3;
    cell(if milliseconds < 10.0 { format!("{milliseconds:.2} ms") } else { format!("{milliseconds:.0} ms") })
}

/// A time and how many times another it is.
fn multiple(figure: Option<Duration>, of: Option<Duration>, most: f64) -> Cell {
    let (Some(figure), Some(of)) = (figure, of) else { return cell(NOTHING) };
    let times = figure.as_secs_f64() / of.as_secs_f64();
    within(format!("{} {times:.2}×", time(Some(figure)).shown), times, most)
}

fn against_hand(keys: &Keys, by_hand: usize) -> Cell {
    let times = keys.mean_bytes() as f64 / by_hand as f64;
    within(format!("{} {times:.2}×", keys.mean_bytes()), times, bound::REPAINT)
}

fn mean_and_most(keys: &Keys, most: f64) -> Cell {
    within(format!("{} / {}", keys.mean_bytes(), keys.most_bytes()), keys.most_bytes() as f64, most)
}

fn count(figure: Option<u64>, most: f64) -> Cell {
    figure.map_or_else(|| cell(NOTHING), |figure| within(figure.to_string(), figure as f64, most))
}

fn growth_bound(run: &Run<'_>) -> String {
    format!("{} × at {}", bound::GROWTH, run.sizes.first().copied().unwrap_or_default())
}

/// The bound for so many records, where there is one.
fn most_at(bounds: &[(u32, f64)], size: u32) -> f64 {
    bounds.iter().find(|(records, _)| *records == size).map_or(f64::INFINITY, |(_, most)| *most)
}
