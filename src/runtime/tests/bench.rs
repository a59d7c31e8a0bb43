//! A desk with the state over it, driven by scripts such as `3<F2>路灯不亮<C-s>`.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use crate::app::action::Action;
use crate::app::find::Progress;
use crate::app::form::tests::support::keys_of;
use crate::app::layout::Size;
use crate::app::{App, Layer};
use crate::demo;
use crate::model::codes::{CodeLists, SCHEDULE_RULES};
use crate::model::deputy::Deputy;
use crate::model::issue::{Issue, Stage};
use crate::model::reception::ReceptionDay;
use crate::model::setting::Setting;
use crate::model::unit::Unit;
use crate::model::visit::Visit;
use crate::model::{Date, Kind, Org, Record};
use crate::runtime::events::settle;
use crate::runtime::office::{Chore, Office};
use crate::runtime::worker::Worker;
use crate::store::backup::{self, Closed};
use crate::store::batch::Stamp;
use crate::store::db::DbError;
use crate::store::desk::{Desk, NewDesk, OpenError};
use crate::store::disk::Access;
use crate::store::disk::Disk;
use crate::store::disk::faulty::{Fault, FaultyDisk, Span};
use crate::store::disk::model::ModelDisk;
use crate::store::disk::{Drive, Space};
use crate::store::drafts::{self, Draft};
use crate::store::restore::restore;
use crate::text::zh::app::screens::deciding::READING_SIDES;
use crate::view::snapshot::{Screen, screen, screen_in};
use crate::view::theme::Theme;

pub const TODAY: &str = "2026-11-23";

/// State, desk and what was left for the loop.
pub struct Bench {
    pub app: App,
    pub office: Office,
    pub chores: Vec<Chore>,
    reports: Receiver<Action>,
    place: Arc<Place>,
}

/// Where the desk lies: its files in memory, the live store in a directory.
struct Place {
    model: ModelDisk,
    disk: FaultyDisk,
    dir: tempfile::TempDir,
}

pub fn date(text: &str) -> Option<Date> {
    Some(text.parse().unwrap())
}

pub fn stamp() -> Stamp {
    Stamp { at: "2026-11-20T09:00:00+08:00".to_owned(), by: "李工".to_owned() }
}

impl Bench {
    /// A screen over a directory with nothing in it.
    pub fn empty(columns: u16, rows: u16) -> Bench {
        let model = ModelDisk::new();
        let disk = FaultyDisk::new(Arc::new(model.clone()));
        let place = Place { model, disk, dir: tempfile::tempdir().unwrap() };
        Bench::over(Arc::new(place), columns, rows)
    }

    fn over(place: Arc<Place>, columns: u16, rows: u16) -> Bench {
        let (send, reports) = channel();
        let worker = Worker::start(move |action| drop(send.send(action))).unwrap();
        let codes = CodeLists::shipped().unwrap();
        let (disk, root) = (Arc::new(place.disk.clone()), place.dir.path());
        let office = Office::new(disk, root, codes, worker, TODAY.parse().unwrap());
        Bench { app: App::new(Size { columns, rows }), office, chores: Vec::new(), reports, place }
    }

    /// A desk with a few records of every book, opened.
    pub fn sample(columns: u16, rows: u16) -> Bench {
        let mut bench = Bench::empty(columns, rows);
        fill(&bench.place);
        bench.open();
        bench
    }

    /// An empty desk of an organisation, opened.
    pub fn of(org: Org, columns: u16, rows: u16) -> Bench {
        Bench::made(org, "长沙县人大", (columns, rows), |_| {})
    }

    /// A desk of an organisation with what is put there, opened.
    pub fn made(org: Org, name: &str, (columns, rows): (u16, u16), fill: impl FnOnce(&mut Desk)) -> Bench {
        let mut bench = Bench::empty(columns, rows);
        let (disk, root) = (Arc::new(bench.place.disk.clone()), bench.place.dir.path());
        let new = NewDesk { org, name: name.to_owned(), operator: "李工".to_owned() };
        let mut desk = Desk::init(disk, root, &new, &stamp()).unwrap();
        fill(&mut desk);
        drop(desk);
        bench.open();
        bench
    }

    /// The desk of a made-up station's year, opened.
    pub fn year(columns: u16, rows: u16) -> Bench {
        let mut bench = Bench::empty(columns, rows);
        let (disk, root) = (Arc::new(bench.place.disk.clone()), bench.place.dir.path());
        let mut desk = Desk::init(disk, root, &demo::station("李工").unwrap(), &stamp()).unwrap();
        demo::year(&mut desk, &CodeLists::shipped().unwrap(), TODAY.parse().unwrap(), &stamp()).unwrap();
        drop(desk);
        bench.open();
        bench
    }

    /// The same desk opened anew, as after quitting.
    pub fn reopened(self) -> Bench {
        let place = self.closed();
        Bench::opened(place)
    }

    /// The same desk with a backup of itself as it is now.
    pub fn backed_up(self) -> (Bench, PathBuf) {
        let place = self.closed();
        let disk: Arc<dyn Disk> = Arc::new(place.1.disk.clone());
        let now = chrono::DateTime::parse_from_rfc3339(&stamp().at).unwrap();
        let closed = Closed::take(Arc::clone(&disk), place.1.dir.path(), now).unwrap();
        let kept = backup::keep(&closed.source(), now, &mut |_, _| ControlFlow::Continue(())).unwrap();
        drop(closed);
        (Bench::opened(place), kept.path)
    }

    /// The desk as a backup of it has it.
    pub fn restored(self, backup: &Path) -> Bench {
        let place = self.closed();
        let disk: Arc<dyn Disk> = Arc::new(place.1.disk.clone());
        let now = chrono::DateTime::parse_from_rfc3339(&stamp().at).unwrap();
        restore(&disk, place.1.dir.path(), backup, now, &mut |_, _| ControlFlow::Continue(())).unwrap();
        Bench::opened(place)
    }

    fn closed(self) -> (Size, Arc<Place>) {
        (self.app.size, Arc::clone(&self.place))
    }

    fn opened((size, place): (Size, Arc<Place>)) -> Bench {
        let mut bench = Bench::over(place, size.columns, size.rows);
        bench.open();
        bench
    }

    fn open(&mut self) {
        // The store gives its files back a moment after it was closed.
        for _ in 0..200 {
            match self.office.open(&mut |_, _| ControlFlow::Continue(())) {
                Ok(action) => {
                    self.office.finish_backup();
                    return self.take(action);
                }
                Err(OpenError::Store(DbError::Busy { .. })) => thread::sleep(Duration::from_millis(20)),
                Err(error) => panic!("{error}"),
            }
        }
        panic!("the store stays busy");
    }

    pub fn take(&mut self, action: Action) {
        let mut progress = |_, _| ControlFlow::Continue(());
        self.chores = settle(&mut self.app, &mut self.office, action, &mut progress);
    }

    pub fn keys(&mut self, script: &str) {
        for key in keys_of(script) {
            self.take(Action::Key(key));
        }
    }

    /// Takes what the worker reports until the search on the screen has ended; earlier ones may still report.
    pub fn finish_search(&mut self) {
        let is_running = |app: &App| match app.layers.last() {
            Some(Layer::Find(find)) => matches!(find.progress, Progress::Running(..)),
            _ => false,
        };
        while is_running(&self.app) {
            let action = self.reports.recv_timeout(Duration::from_secs(20)).unwrap();
            self.take(action);
        }
    }

    /// Takes what the worker reports until the figures that are waited for have arrived.
    pub fn finish_count(&mut self) {
        while self.app.stats.progress().is_some() {
            let action = self.reports.recv_timeout(Duration::from_secs(20)).unwrap();
            self.take(action);
        }
    }

    /// Takes what the worker reports until it has told what looks like the title last typed.
    pub fn finish_alike(&mut self) {
        let wanted = self.app.open_form().and_then(|open| open.form.asked().cloned());
        loop {
            let action = self.reports.recv_timeout(Duration::from_secs(20)).unwrap();
            let is_it = matches!(&action, Action::Alike(found) if Some(&found.0) == wanted.as_ref());
            self.take(action);
            if is_it {
                return;
            }
        }
    }

    /// Takes what the worker reports until a report's form can open, or it is said why not.
    pub fn finish_report(&mut self) {
        loop {
            let action = match self.reports.recv_timeout(Duration::from_secs(20)) {
                Ok(action) => action,
                Err(error) => panic!("{error}: {}", self.text()),
            };
            let is_end = matches!(action, Action::ReportReady(_) | Action::Failed(_));
            self.take(action);
            if is_end {
                return;
            }
        }
    }

    /// Takes what the worker reports until the report was sent, or was not.
    pub fn finish_sending(&mut self) {
        while self.app.is_sending {
            let action = self.reports.recv_timeout(Duration::from_secs(20)).unwrap();
            self.take(action);
        }
    }

    /// Takes what the worker reports until an export has ended.
    pub fn finish_export(&mut self) {
        loop {
            let action = self.reports.recv_timeout(Duration::from_secs(20)).unwrap();
            let is_end = matches!(action, Action::Done(_) | Action::Failed(_) | Action::Written(_));
            self.take(action);
            if is_end {
                return;
            }
        }
    }

    /// Takes what the worker reports until the file that is to be taken in was looked at or read to its end.
    pub fn finish_import(&mut self) {
        loop {
            let action = self.reports.recv_timeout(Duration::from_secs(20)).unwrap();
            let is_end = !matches!(action, Action::ImportProgress(..));
            self.take(action);
            if is_end {
                return;
            }
        }
    }

    /// Takes what the worker reports until nothing goes on with other desks any more.
    pub fn finish_exchange(&mut self) {
        let is_parting = |app: &App| match app.layers.last() {
            Some(Layer::Menu(menu)) => menu.told == [READING_SIDES],
            _ => false,
        };
        while self.app.sync.is_busy || self.app.sync.is_reading || is_parting(&self.app) {
            let action = self.reports.recv_timeout(Duration::from_secs(20)).unwrap();
            self.take(action);
        }
    }

    /// Puts sticks in: empty folders that the system tells of as drives.
    pub fn put_sticks(&self, roots: &[&str]) {
        let drive = |root: &&str| {
            self.place.model.create_dir_all(std::path::Path::new(root)).unwrap();
            Drive {
                root: root.into(),
                label: "上报".to_owned(),
                system: "vfat".to_owned(),
                is_removable: true,
                space: Space { free: Some(4 << 30), is_read_only: false },
            }
        };
        self.place.model.set_drives(roots.iter().map(drive).collect());
    }

    /// Leaves so many bytes free on every disk.
    pub fn leave_room(&self, bytes: u64) {
        self.place.model.set_space(Space { free: Some(bytes), is_read_only: false });
    }

    /// Puts a file into the data directory.
    pub fn put_file(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.place.dir.path().join(name);
        self.place.disk.write_atomic(&path, content.as_ref(), Access::Shared).unwrap();
    }

    /// The names of the files in a folder of the data directory, in their order.
    pub fn files_in(&self, folder: &str) -> Vec<String> {
        let entries = self.place.disk.list(&self.place.dir.path().join(folder), 100).unwrap_or_default();
        let name = |path: std::path::PathBuf| path.file_name().map(|name| name.to_string_lossy().into_owned());
        let mut names: Vec<String> = entries.into_iter().filter_map(|entry| name(entry.path)).collect();
        names.sort();
        names
    }

    /// The bytes of a file of the data directory.
    pub fn bytes_of(&self, file: &str) -> Vec<u8> {
        self.place.disk.read(&self.place.dir.path().join(file), 64 << 20).unwrap()
    }

    pub fn screen(&self) -> Screen {
        screen(&self.app, &self.office.context())
    }

    pub fn screen_in(&self, theme: Theme) -> Screen {
        screen_in(&self.app, &self.office.context(), theme)
    }

    pub fn text(&self) -> String {
        self.screen().text()
    }

    pub fn message(&self) -> &str {
        self.app.message.as_ref().map_or("", |message| message.text.as_str())
    }

    /// The drafts on the disk.
    pub fn drafts(&self) -> Vec<Draft> {
        drafts::list(&self.place.disk, self.place.dir.path()).unwrap()
    }

    /// Fails unless the screen holds every text.
    pub fn shows(&self, texts: &[&str]) {
        let screen = self.text();
        for text in texts {
            assert!(screen.contains(text), "{text} is not on the screen:\n{screen}");
        }
    }

    pub fn lacks(&self, text: &str) {
        let screen = self.text();
        assert!(!screen.contains(text), "{text} is on the screen:\n{screen}");
    }
}

/// The rules of the desk's reception days.
const RULES: &str =
    "[[rules]]\ndays = [1, 15]\nstart = '9:00'\nend = '11:30'\nplace = '茶亭镇代表联络站'\ndeputies = 2\n";

/// Three deputies, two units, a planned and a held reception day, issues at several stages, a visit.
fn fill(place: &Place) {
    let new = NewDesk {
        org: "430121105001".parse::<Org>().unwrap(),
        name: "茶亭镇代表联络站".to_owned(),
        operator: "李工".to_owned(),
    };
    let mut desk = Desk::init(Arc::new(place.disk.clone()), place.dir.path(), &new, &stamp()).unwrap();
    let mut batch = desk.batch(stamp());
    batch.add(Record::Setting(Setting {
        key: SCHEDULE_RULES.to_owned(),
        value: RULES.to_owned(),
        ..Setting::default()
    }));
    let levels = vec!["township".to_owned()];
    for (name, post) in [("张三", "茶亭村党支部书记"), ("李四", "镇卫生院医生"), ("欧阳明", "种粮大户")]
    {
        let (name, post, levels) = (name.to_owned(), post.to_owned(), levels.clone());
        let term = "第十九届".to_owned();
        batch.add(Record::Deputy(Deputy { name, post, levels, term, ..Deputy::default() }));
    }
    for name in ["镇水利站", "镇自然资源所"] {
        let (name, level) = (name.to_owned(), "township".to_owned());
        batch.add(Record::Unit(Unit { name, level, ..Unit::default() }));
    }
    batch.add(reception("2026-12-15", "planned", vec![2]));
    batch.add(reception("2026-11-23", "announced", vec![1, 2]));
    let held = batch.add(reception("2026-11-15", "held", vec![1, 3]));
    for issue in issues(held) {
        batch.add(Record::Issue(Box::new(issue)));
    }
    batch.add(Record::Visit(Visit {
        date: date("2026-11-21"),
        deputies: vec![3],
        way: "home".to_owned(),
        village: "茶亭社区".to_owned(),
        people: 6,
        households: Some(4),
        topic: "冬修水利".to_owned(),
        summary: "走访四户，了解渠道清淤进度。联系电话13812345678。".to_owned(),
        ..Visit::default()
    }));
    desk.commit(batch).unwrap();
}

fn reception(day: &str, stage: &str, deputies: Vec<u64>) -> Record {
    Record::Reception(ReceptionDay {
        date: date(day),
        start: "09:00".parse().ok(),
        end: "11:30".parse().ok(),
        place: "茶亭镇代表联络站".to_owned(),
        deputies,
        stage: stage.to_owned(),
        recorder: "李工".to_owned(),
        groups: (stage == "held").then_some(2),
        people: (stage == "held").then_some(3),
        ..ReceptionDay::default()
    })
}

fn issues(held: u64) -> Vec<Issue> {
    let usual = |title: &str, content: &str, day: &str| Issue {
        reported_on: date(day),
        channel: "reception".to_owned(),
        source: Some(held),
        deputies: vec![1],
        village: "茶亭社区".to_owned(),
        title: title.to_owned(),
        content: content.to_owned(),
        category: "0101".to_owned(),
        ..Issue::default()
    };
    let assigned = Issue {
        stage: Stage::Assigned,
        route: "township".to_owned(),
        unit: Some(1),
        assigned_on: date("2026-10-10"),
        due_on: date("2026-11-09"),
        ..usual("二组机耕路塌方", "二组机耕路塌方近二十米，农机下不了田。", "2026-11-15")
    };
    vec![usual("村口路灯不亮", "村口三盏路灯不亮已三天，电话13812345678。", "2026-11-15"), assigned]
}

/// An issue somebody rang about on a day.
pub fn by_phone(title: &str, day: &str) -> Issue {
    Issue {
        reported_on: date(day),
        channel: "phone".to_owned(),
        deputies: vec![1],
        village: "茶亭社区".to_owned(),
        title: title.to_owned(),
        content: "居民来电反映，请派人处理。".to_owned(),
        category: "0102".to_owned(),
        ..Issue::default()
    }
}

/// The issues of a desk by their titles.
pub fn titles(bench: &Bench) -> Vec<String> {
    let context = bench.office.context();
    let entries = (1..20).filter_map(|id| context.directory.entry(Kind::Issue, id));
    entries.filter_map(|entry| if let Record::Issue(issue) = entry.record { Some(issue.title) } else { None }).collect()
}

impl Bench {
    /// The disk.
    pub fn disk(&self) -> FaultyDisk {
        self.place.disk.clone()
    }

    /// Makes the next operation on the disk fail for want of space.
    pub fn fill_disk(&self) {
        self.place.disk.fail(0, Fault::Error(std::io::ErrorKind::StorageFull), Span::Once);
    }

    /// Adds units whose names are numbered.
    pub fn add_units(&mut self, count: usize) {
        for number in 0..count {
            let name = format!("单位{number:03}");
            let record = Record::Unit(Unit { name, level: "township".to_owned(), ..Unit::default() });
            self.office.add(record);
        }
    }

    /// Keeps an issue that was just registered.
    pub fn add_issue(&mut self, title: &str) {
        self.office.add(Record::Issue(Box::new(by_phone(title, TODAY))));
    }

    /// Goes to a field of the open form and types into it in place of what stands there.
    pub fn form_field(&mut self, key: &str, typed: &str) {
        let focus = |bench: &Bench| bench.app.open_form().unwrap().form.page().focused().map(|field| field.spec.key);
        // The cursor may stand behind the field: forwards to the end, then backwards to the beginning.
        for turn in 0..80 {
            if focus(self) == Some(key) {
                self.keys("<C-u>");
                self.keys(typed);
                return;
            }
            self.keys(if turn < 40 { "<Tab>" } else { "<BackTab>" });
        }
        panic!("there is no field {key}:\n{}", self.text());
    }

    /// Fills what an issue needs in the page that is open.
    pub fn fill_issue(&mut self, title: &str) {
        let fields = self.app.open_form().unwrap().form.page().fields().iter().map(|field| field.spec.key);
        let keys: Vec<&str> = fields.collect();
        for (key, typed) in [
            ("channel", "来电"),
            ("deputies", "张三"),
            ("village", "茶亭社区"),
            ("title", title),
            ("content", "居民反映，请尽快派人处理。"),
            ("category", "1"),
            ("nature", "建议"),
        ] {
            if keys.contains(&key) {
                self.form_field(key, typed);
            }
        }
    }

    /// Saves once more where the form only warned.
    pub fn settle_warnings(&mut self) {
        if self.app.open_form().is_some_and(|open| !open.form.page().findings.list.is_empty()) {
            self.keys("<C-s>");
        }
    }
}
