//! State, actions, update, forms, lists, commands and keys; no drawing, no files.
//!
//! [`update::update`] is the only code that changes [`App`]: an [`action::Action`] goes in, [`effect::Effect`]s come out.
//! It reads records through the [`crate::model::Directory`] of its context at most for what is on the screen, and never
//! the clock. On top of the list of a tab lies a stack of [`Layer`]s; the topmost has the keys and the cursor.
//!
//! - [`command`] is the table of commands and keys; [`tab`] the table of tabs and their lists.
//! - [`today`] is the page 今日, [`stats`] the page 统计, [`detail`] one record, [`find`] a search or filter, [`form`] an entry form, [`planning`] a plan
//!   of reception days, [`importing`] a ledger being taken in, [`exchange`] packages going out and
//!   coming in, [`settings`] what is in force.
//! - [`printing`] is what can be printed or handed on of what is in view.
//! - [`steps`] is what can be done next with the current record or the marked ones.
//! - [`save`] and [`term`] turn what was filled in or worked out into one group of changes, for the screens and the
//!   command line alike.

pub mod action;
pub mod columns;
pub mod command;
pub mod detail;
pub mod effect;
pub mod exchange;
pub mod find;
pub mod form;
pub mod help;
pub mod importing;
pub mod key;
pub mod layout;
pub mod line;
pub mod list;
pub mod matched;
pub mod menu;
pub mod message;
pub mod palette;
pub mod parting;
pub mod planning;
pub mod printing;
pub mod prompt;
pub mod save;
pub mod settings;
pub mod setup;
pub mod shown;
pub mod start;
pub mod stats;
pub mod steps;
pub mod tab;
pub mod takeover;
pub mod term;
pub mod today;
pub mod update;

use std::collections::BTreeMap;

use command::Place;
use detail::Detail;
use exchange::{Exchange, Sync};
use find::Find;
use form::Form;
use importing::Importing;
use layout::{Layout, Size};
use list::Cursor;
use menu::Menu;
use message::{Message, Tone};
use palette::Palette;
use planning::Planning;
use prompt::Prompt;
use settings::Settings;
use setup::Setup;
use stats::Stats;
use steps::Standing;
use tab::{Shelf, Tab};
use takeover::Takeover;
use today::Today;

use crate::model::filter::Filter;
use crate::model::{Entry, Kind, Org};

/// The most layers on top of each other; opening one more replaces the topmost.
const LAYERS_AT_MOST: usize = 32;

/// With so many layers no further record is opened: room is left for what is opened over a record (a form, a choice, a
/// question, the help), so that nothing takes the place of a layer below and the way back stays whole.
const RECORDS_AT_MOST: usize = LAYERS_AT_MOST - 6;

/// The most rows marked at a time: what is done to them is one save.
pub const MARKED_AT_MOST: usize = 200;

/// The open desk, as far as the screen names it.
#[derive(Clone, Debug)]
pub struct DeskInfo {
    /// The station's code.
    pub org: Org,
    /// The station's name.
    pub station: String,
    /// Who sits at the keyboard.
    pub operator: String,
    /// Why nothing can be written, if so.
    pub read_only: Option<String>,
    /// What the opening has to tell.
    pub notices: Vec<String>,
    /// The folder files are written to, until another is named.
    pub folder: String,
    /// Whether the system can show a file.
    pub has_viewer: bool,
}

/// The ids of the records marked for a change together, with where each of them stands.
pub type Marks = BTreeMap<u64, Standing>;

/// The list of a tab.
#[derive(Clone, Debug)]
pub struct Book {
    /// Which of the tab's lists is shown.
    pub shelf: usize,
    /// Its rows.
    pub cursor: Cursor,
    /// Records in it, where that is kept.
    pub total: Option<u64>,
    /// Its marked rows.
    pub marked: Marks,
}

impl Book {
    fn new(shelf: usize, cursor: Cursor) -> Book {
        Book { shelf, cursor, total: None, marked: Marks::new() }
    }
}

/// Something that lies over the list.
pub enum Layer {
    /// One record over the whole screen.
    Detail(Box<Detail>),
    /// A search by a word or a filter.
    Find(Box<Find>),
    /// An entry form.
    Form(Box<OpenForm>),
    /// A plan of reception days that is not saved yet.
    Plan(Box<Planning>),
    /// What the level above has sent down, not taken over yet.
    Takeover(Box<Takeover>),
    /// A ledger being taken in.
    Import(Box<Importing>),
    /// An exchange of packages with a stick.
    Exchange(Box<Exchange>),
    /// A line asked for.
    Prompt(Box<Prompt>),
    /// A few choices.
    Menu(Box<Menu>),
    /// Every command by its name.
    Palette(Box<Palette>),
    /// The settings.
    Settings(Box<Settings>),
    /// The help, scrolled by so many lines, called from a place.
    Help(usize, Place),
}

/// An open form and what became of its draft.
pub struct OpenForm {
    /// The form.
    pub form: Form,
    /// The name its draft was written under.
    pub draft: Option<String>,
    /// The clerk was told that no draft can be written: asked once more, the form is left without one.
    pub undrafted: bool,
    /// The decision of a desk above that is taken over when it is saved.
    pub adopts: Option<(Org, u64)>,
}

/// The whole state of the screen.
pub struct App {
    /// The screen's size.
    pub size: Size,
    /// The open desk; none during the first-use set-up.
    pub desk: Option<DeskInfo>,
    /// The first-use set-up, until a desk is open.
    pub setup: Setup,
    /// The tab.
    pub tab: Tab,
    /// The lists of the tabs; that of 今日 is never shown.
    books: Vec<Book>,
    /// The page 今日.
    pub today: Today,
    /// The page 统计.
    pub stats: Stats,
    /// How the desk stands with others, and what goes on with them.
    pub sync: Sync,
    /// What hangs on the selected row, for the detail beside the list.
    pub preview: Option<Detail>,
    /// What lies over the list, the topmost last.
    pub layers: Vec<Layer>,
    /// What the message line says.
    pub message: Option<Message>,
    /// Whether something is being written.
    pub is_writing: bool,
    /// Whether the report of the open form is being sent: until that ends, no key changes anything.
    pub is_sending: bool,
    /// The number of the latest search.
    searches: u64,
    /// The number of the latest counting.
    countings: u64,
    /// The last filter of each kind.
    filters: BTreeMap<Kind, Filter>,
    /// Changes saved since the desk was opened and not undone: beyond them, undoing asks first.
    saves: usize,
    /// The unit that was entered so that a decision of a desk above can be taken over, which is being done.
    unit_for: Option<String>,
}

/// How a screen is divided where a tab is shown.
fn layout_of(size: Size, tab: Tab) -> Layout {
    let layout = Layout::of(size);
    if tab == Tab::Sync { layout.headed() } else { layout }
}

impl App {
    /// A screen without a desk: the first-use set-up.
    pub fn new(size: Size) -> App {
        let first = |tab: Tab| tab.shelves().first().map_or(crate::store::reader::List::Due, |shelf| shelf.list);
        let book = |tab| Book::new(0, Cursor::new(first(tab), layout_of(size, tab).list_rows()));
        App {
            size,
            desk: None,
            setup: Setup::default(),
            tab: Tab::Today,
            books: Tab::ALL.into_iter().map(book).collect(),
            today: Today::default(),
            stats: Stats::default(),
            sync: Sync::default(),
            preview: None,
            layers: Vec::new(),
            message: None,
            is_writing: false,
            is_sending: false,
            searches: 0,
            countings: 0,
            filters: BTreeMap::new(),
            saves: 0,
            unit_for: None,
        }
    }

    /// How the screen is divided.
    pub fn layout(&self) -> Layout {
        layout_of(self.size, self.tab)
    }

    /// How many records the list of a tab shows.
    fn list_rows(&self, tab: Tab) -> usize {
        layout_of(self.size, tab).list_rows()
    }

    /// The list of the current tab.
    pub fn book(&self) -> &Book {
        &self.books[self.tab.index()]
    }

    /// Whether the current tab shows its page of figures, not a list.
    pub fn shows_figures(&self) -> bool {
        self.tab == Tab::Stats && !self.stats.is_behind
    }

    /// Which list of the current tab is shown; none on 今日 and the page of figures.
    pub fn shelf(&self) -> Option<&'static Shelf> {
        if self.shows_figures() { None } else { self.tab.shelves().get(self.book().shelf) }
    }

    /// The kind of record the current list holds; none on 今日 and the page of figures.
    pub fn kind(&self) -> Option<Kind> {
        self.shelf().map(|shelf| shelf.list.kind())
    }

    /// What has the keys.
    pub fn place(&self) -> Place {
        self.place_of(self.layers.last())
    }

    /// What has the keys but for the palette.
    pub fn place_below(&self) -> Place {
        self.place_of(self.top())
    }

    fn place_of(&self, layer: Option<&Layer>) -> Place {
        match layer {
            Some(Layer::Detail(_)) => Place::Detail,
            Some(Layer::Find(find)) if !find.is_typed() => Place::Filtered,
            Some(Layer::Find(_)) => Place::Find,
            Some(Layer::Form(open)) => open.form.place(),
            Some(Layer::Plan(_)) => Place::Plan,
            Some(Layer::Takeover(_)) => Place::Takeover,
            Some(Layer::Import(importing)) if importing.is_told() => Place::Imported,
            Some(Layer::Import(_)) => Place::Import,
            Some(Layer::Exchange(_)) => Place::Exchange,
            Some(Layer::Prompt(_)) => Place::Prompt,
            Some(Layer::Menu(_)) => Place::Menu,
            Some(Layer::Palette(_)) => Place::Palette,
            Some(Layer::Settings(_)) => Place::Settings,
            Some(Layer::Help(..)) => Place::Help,
            None if self.desk.is_none() => Place::Setup,
            None if self.tab == Tab::Today => Place::Today,
            None if self.shows_figures() => Place::Stats,
            None if self.tab == Tab::Sync => Place::Sync,
            None => Place::List,
        }
    }

    /// The record a command is about: the one shown, found or selected.
    pub fn current(&self) -> Option<&Entry> {
        match self.top() {
            Some(Layer::Detail(detail)) => Some(&detail.entry),
            Some(Layer::Find(find)) => find.entry(),
            Some(_) => None,
            None if self.shelf().is_none() => None,
            None => self.book().cursor.entry(),
        }
    }

    /// The topmost layer but for the palette, which offers what can be done with what lies below it.
    pub fn top(&self) -> Option<&Layer> {
        self.layers.iter().rev().find(|layer| !matches!(layer, Layer::Palette(_)))
    }

    /// The open form, wherever it lies in the stack.
    pub fn open_form(&self) -> Option<&OpenForm> {
        self.layers.iter().rev().find_map(|layer| match layer {
            Layer::Form(open) => Some(open.as_ref()),
            _ => None,
        })
    }

    fn open_form_mut(&mut self) -> Option<&mut OpenForm> {
        self.layers.iter_mut().rev().find_map(|layer| match layer {
            Layer::Form(open) => Some(open.as_mut()),
            _ => None,
        })
    }

    /// The ids a change is about: the marked rows of the list shown, the current one first where it is among them; without
    /// marks the current one.
    pub fn subjects(&self) -> Vec<u64> {
        let current = self.current().map(|entry| entry.id);
        let Some(marked) = self.marked().filter(|marked| !marked.is_empty()) else {
            return current.into_iter().collect();
        };
        let first = current.filter(|id| marked.contains_key(id));
        first.into_iter().chain(marked.keys().copied().filter(|id| Some(*id) != first)).collect()
    }

    /// The marks of the rows shown: those of the list or of what a filter took; none elsewhere.
    pub fn marked(&self) -> Option<&Marks> {
        match (self.place_below(), self.top()) {
            (Place::List, _) => Some(&self.book().marked),
            (Place::Filtered, Some(Layer::Find(find))) => Some(&find.marked),
            _ => None,
        }
    }

    /// Whether a change is about the marked rows.
    pub fn takes_marked(&self) -> bool {
        self.marked().is_some_and(|marked| !marked.is_empty())
    }

    fn marked_mut(&mut self) -> Option<&mut Marks> {
        match self.place_below() {
            Place::List => Some(&mut self.book_mut().marked),
            Place::Filtered => self.layers.iter_mut().rev().find_map(|layer| match layer {
                Layer::Find(find) => Some(&mut find.marked),
                _ => None,
            }),
            _ => None,
        }
    }

    fn book_mut(&mut self) -> &mut Book {
        &mut self.books[self.tab.index()]
    }

    fn push(&mut self, layer: Layer) {
        // A form is never replaced: what is typed in it would go.
        if self.layers.len() >= LAYERS_AT_MOST && !matches!(self.layers.last(), Some(Layer::Form(_))) {
            self.layers.pop();
        }
        self.layers.push(layer);
    }

    /// Says something where the clerk looks: a form has a message line of its own.
    fn say(&mut self, text: impl Into<String>, tone: Tone) {
        let below = self.layers.iter().rev().find(|layer| !matches!(layer, Layer::Palette(_) | Layer::Help(..)));
        let is_form = matches!(below, Some(Layer::Form(_)));
        match self.open_form_mut() {
            Some(open) if is_form => open.form.announce(tone.into(), text),
            _ => self.message = Some(Message { text: text.into(), tone }),
        }
    }

    fn operator(&self) -> &str {
        self.desk.as_ref().map_or("", |desk| desk.operator.as_str())
    }
}
