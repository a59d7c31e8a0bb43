//! The commands: every one declared once with its name, help, place, keys and when it may run.
//!
//! Key dispatch, the hint line, the help, the palette, `liaison keys` and the README's key table are made from [`COMMANDS`];
//! what keys do that only type and edit is listed in [`editing`]. Its own tests find a key given away twice, a key an
//! input method or a terminal would keep for itself, and a command with a single way to it.

pub mod editing;
mod enabled;
pub mod manual;
mod table;
#[cfg(test)]
mod tests;

use super::App;
use super::form::{Form, FormCommand};
use super::key::{Code, Key};
use crate::model::Kind;
use crate::model::handling::Pending;
use crate::text::zh::app::screens::command as text;
pub use table::COMMANDS;

/// What has the keys: the top layer of the screen.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Place {
    /// 今日.
    Today,
    /// 统计.
    Stats,
    /// A list of a tab.
    List,
    /// A word to find, and what was found.
    Find,
    /// What a filter took.
    Filtered,
    /// One record over the whole screen.
    Detail,
    /// An entry form.
    Form,
    /// The form of a filter.
    Filter,
    /// The second page of an entry form: a row, or an issue registered with the record.
    Nested,
    /// The pick list of a field.
    Pick,
    /// A plan of reception days.
    Plan,
    /// What the level above has sent down, before it is taken over.
    Takeover,
    /// A ledger being taken in.
    Import,
    /// What came of it, or would come.
    Imported,
    /// 同步.
    Sync,
    /// An exchange of packages with a stick.
    Exchange,
    /// A line to type: a reason, a word to find, a folder.
    Prompt,
    /// A few choices to pick from.
    Menu,
    /// Every command by its name.
    Palette,
    /// The help.
    Help,
    /// The settings.
    Settings,
    /// The first-use set-up.
    Setup,
}

impl Place {
    /// Every place.
    pub const ALL: &'static [Place] = &[
        Place::Today,
        Place::Stats,
        Place::List,
        Place::Find,
        Place::Filtered,
        Place::Detail,
        Place::Form,
        Place::Filter,
        Place::Nested,
        Place::Pick,
        Place::Plan,
        Place::Takeover,
        Place::Import,
        Place::Imported,
        Place::Sync,
        Place::Exchange,
        Place::Prompt,
        Place::Menu,
        Place::Palette,
        Place::Help,
        Place::Settings,
        Place::Setup,
    ];

    /// Whether an open form has the keys.
    pub fn is_form(self) -> bool {
        matches!(self, Place::Form | Place::Nested | Place::Filter | Place::Pick)
    }
}

/// A command.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[expect(missing_docs, reason = "each is described by its line in the table")]
pub enum Command {
    Today,
    Receptions,
    Issues,
    Visits,
    Deputies,
    Activities,
    Projects,
    Stats,
    Sync,
    New,
    NewLike,
    Open,
    Edit,
    NextStep,
    ToProposal,
    ToProject,
    Find,
    Filter,
    Plan,
    EarlierPeriod,
    LaterPeriod,
    ChoosePeriod,
    NextSort,
    FormerSort,
    Charts,
    Term,
    AllOf,
    GoToNumber,
    Palette,
    Shelf,
    ShelfBack,
    Void,
    Undo,
    Redo,
    Export,
    Reports,
    Import,
    Exchange,
    Parties,
    TakeOver,
    Agree,
    /// Leave ours as it is, and say nothing more of a difference.
    KeepOurs,
    Adopt,
    Decline,
    Settle,
    /// Note lines that were not used as dealt with.
    Dismiss,
    Settings,
    Reset,
    Help,
    Back,
    Quit,
    Repaint,
    Up,
    Down,
    PageUp,
    PageDown,
    Home,
    End,
    NextLink,
    PreviousLink,
    Accept,
    Confirm,
    Mark,
    /// Mark all lines of the selected one's sort.
    MarkAlike,
    Unmark,
    Create,
    /// What an open form does itself.
    Form(FormCommand),
}

/// When the hint line names a command.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hint {
    /// Never: there is more important.
    Never,
    /// Whenever the command may run.
    Usual,
}

/// One line of the table.
pub struct CommandSpec {
    /// The command.
    pub command: Command,
    /// Its name on the hint line.
    pub name: &'static str,
    /// What it does, in one sentence.
    pub help: &'static str,
    /// Where it can be given.
    pub places: &'static [Place],
    /// Its keys, the one to show first; at least one that an input method does not swallow.
    pub keys: &'static [Key],
    /// Whether the hint line names it, where there is room.
    pub hint: Hint,
    /// Whether it may run now; if not, why, for the clerk.
    pub enabled: fn(&App) -> Result<(), String>,
}

impl CommandSpec {
    /// What the hint line calls it now: what is to be done about a decision that was voided above has names of its own.
    pub fn hinted_name(&self, app: &App) -> &'static str {
        let is_revoked = || app.decision().is_some_and(|(.., pending)| pending == Pending::Revoked);
        match self.command {
            Command::Adopt if is_revoked() => {
                if app.holds_own() {
                    text::KNOW
                } else {
                    text::FOLLOW
                }
            }
            Command::Decline if is_revoked() => text::KEEP,
            _ => self.name,
        }
    }

    /// Whether the hint line names it now; a form knows best what its own commands are worth.
    fn is_hinted(&self, app: &App) -> bool {
        let is_wanted = match (self.command, app.open_form()) {
            (Command::Form(command), Some(open)) => open.form.hints(command),
            // Of a decision nothing else is left to do.
            (Command::Void, _) if app.current().is_some_and(|entry| entry.kind() == Kind::Handling) => true,
            _ => self.hint == Hint::Usual,
        };
        is_wanted && (self.enabled)(app).is_ok()
    }
}

/// The command of a key in a place. Ctrl and Alt letters count in either case: Caps Lock is on more often than anybody
/// means it.
pub fn of_key(place: Place, key: Key) -> Option<&'static CommandSpec> {
    let key = key.lower_chord();
    COMMANDS.iter().find(|spec| spec.places.contains(&place) && spec.keys.contains(&key))
}

/// The command a key is known for elsewhere, so that it can be said that it has no meaning here. Characters are
/// for typing; in forms only function keys and chords with Ctrl are named.
pub fn known_elsewhere(place: Place, key: Key) -> Option<&'static CommandSpec> {
    let key = key.lower_chord();
    if editing::of_place(place).any(|editing| editing.keys.contains(&key)) {
        return None;
    }
    let is_reading = matches!(
        place,
        Place::Today
            | Place::Stats
            | Place::List
            | Place::Find
            | Place::Filtered
            | Place::Detail
            | Place::Plan
            | Place::Takeover
            | Place::Import
            | Place::Imported
            | Place::Sync
            | Place::Exchange
            | Place::Menu
            | Place::Help
            | Place::Settings
    );
    let is_command = match key.code {
        Code::F(_) => true,
        Code::Char('/' | '#' | '／' | '＃') if !key.ctrl && !key.alt => is_reading && place != Place::Find,
        Code::Insert | Code::Delete => is_reading && place != Place::Find,
        Code::Char(_) => (is_reading && (key.ctrl || key.alt)) || (place.is_form() && key.ctrl),
        _ => false,
    };
    // The lists have more commands than any other place, and stand first in what a clerk learns.
    let known = |at: Place| of_key(at, key);
    let first = if place.is_form() { Place::Form } else { Place::List };
    let mut places = [first].into_iter().chain(Place::ALL.iter().copied());
    places.find_map(known).filter(|_| is_command)
}

/// The commands the hint line of a place names, the most important first; those that cannot run now are left out.
pub fn hints(place: Place, app: &App) -> impl Iterator<Item = &'static CommandSpec> {
    COMMANDS.iter().filter(move |spec| spec.places.contains(&place) && spec.is_hinted(app))
}

/// What an open form's own key line names: its commands first, then how to get help.
pub fn form_hints(form: &Form) -> impl Iterator<Item = &'static CommandSpec> {
    let place = form.place();
    COMMANDS.iter().filter(move |spec| {
        spec.places.contains(&place)
            && match spec.command {
                Command::Form(command) => form.hints(command) && form.may(command).is_ok(),
                Command::Mark => form.pick().is_some_and(|pick| pick.several),
                Command::Accept | Command::Back | Command::Help => spec.hint == Hint::Usual,
                _ => false,
            }
    })
}

/// The commands of a place, each once: what the palette offers and the help explains.
pub fn of_place(place: Place) -> Vec<&'static CommandSpec> {
    let mut found: Vec<&'static CommandSpec> = Vec::new();
    for spec in COMMANDS.iter().filter(|spec| spec.places.contains(&place)) {
        if !found.iter().any(|other| other.command == spec.command && other.name == spec.name) {
            found.push(spec);
        }
    }
    found
}

/// All keys of a command in a place: the table may name it on several lines.
pub fn keys_of(place: Place, command: Command) -> impl Iterator<Item = &'static Key> {
    let same = move |spec: &&CommandSpec| spec.command == command && spec.places.contains(&place);
    COMMANDS.iter().filter(same).flat_map(|spec| spec.keys)
}
