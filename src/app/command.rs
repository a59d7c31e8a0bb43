//! The commands: every one declared once with its name, help, place, keys and when it may run.
//!
//! Key dispatch, the hint line and the help screen are made from [`COMMANDS`]. What an open form does itself stands in
//! the form's own table; a test keeps the two from giving a key away twice.

mod enabled;
mod table;
#[cfg(test)]
mod tests;

use super::App;
use super::key::Key;
pub use table::COMMANDS;

/// What has the keys: the top layer of the screen.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Place {
    /// 今日.
    Today,
    /// A list of a tab.
    List,
    /// What a search found.
    Find,
    /// One record over the whole screen.
    Detail,
    /// An entry form.
    Form,
    /// A line to type: a reason, a word to find, a folder.
    Prompt,
    /// A few choices to pick from.
    Menu,
    /// The help.
    Help,
    /// The first-use set-up.
    Setup,
}

impl Place {
    /// Every place.
    pub const ALL: &'static [Place] = &[
        Place::Today,
        Place::List,
        Place::Find,
        Place::Detail,
        Place::Form,
        Place::Prompt,
        Place::Menu,
        Place::Help,
        Place::Setup,
    ];
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
    New,
    Open,
    Edit,
    NextStep,
    Find,
    Shelf,
    ShelfBack,
    Void,
    Undo,
    Export,
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
    Create,
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
    pub hinted: bool,
    /// Whether it may run now; if not, why, for the clerk.
    pub enabled: fn(&App) -> Result<(), String>,
}

/// The command of a key in a place.
pub fn of_key(place: Place, key: Key) -> Option<&'static CommandSpec> {
    COMMANDS.iter().find(|spec| spec.places.contains(&place) && spec.keys.contains(&key))
}

/// The commands the hint line of a place names, the most important first; those that cannot run now are left out.
pub fn hints(place: Place, app: &App) -> impl Iterator<Item = &'static CommandSpec> {
    COMMANDS.iter().filter(move |spec| spec.hinted && spec.places.contains(&place) && (spec.enabled)(app).is_ok())
}
