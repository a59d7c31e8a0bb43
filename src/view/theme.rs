//! Roles instead of colours: what a thing on the screen is, and how a palette shows that.
//!
//! Only the 16 ANSI colours are used, on the terminal's own ground, and what matters differs from plain text without
//! colour as well.

use ratatui::style::{Color, Modifier, Style};

use crate::app::detail::Mark;

/// The sign that horizontal rules are made of.
pub const HORIZONTAL: &str = "─";
/// The sign that vertical rules are made of.
pub const VERTICAL: &str = "│";

/// What a piece of the screen is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Role {
    /// Ordinary text.
    Text,
    /// Of less weight: labels, carried values, hints.
    Dim,
    /// The name of what follows.
    Title,
    /// The header line.
    Header,
    /// The current tab.
    Active,
    /// The selected row.
    Selected,
    /// Lines that divide.
    Rule,
    /// A field's label.
    Label,
    /// A field that can be typed in.
    Field,
    /// The field that has the caret.
    Focus,
    /// The key on the hint line.
    Key,
    /// A record that can be gone to.
    Link,
    /// Something is done.
    Done,
    /// Something to look at; soon due.
    Warning,
    /// Refused, failed, past its day.
    Error,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 15] = [
        Role::Text,
        Role::Dim,
        Role::Title,
        Role::Header,
        Role::Active,
        Role::Selected,
        Role::Rule,
        Role::Label,
        Role::Field,
        Role::Focus,
        Role::Key,
        Role::Link,
        Role::Done,
        Role::Warning,
        Role::Error,
    ];
}

/// What roles are shown with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Palette {
    /// Colours of ordinary strength.
    #[default]
    Normal,
    /// Bright colours and nothing faint, for weak eyes and poor screens.
    HighContrast,
    /// Attributes only: `NO_COLOR`, or a terminal of one colour.
    Mono,
}

impl Palette {
    /// Every palette.
    pub const ALL: [Palette; 3] = [Palette::Normal, Palette::HighContrast, Palette::Mono];

    fn style(self, role: Role) -> Style {
        match self {
            Palette::Normal => normal(role),
            Palette::HighContrast => high_contrast(role),
            Palette::Mono => mono(role),
        }
    }
}

const PLAIN: Style = Style::new();
const BOLD: Style = Style::new().add_modifier(Modifier::BOLD);
const UNDERLINED: Style = Style::new().add_modifier(Modifier::UNDERLINED);
const REVERSED: Style = Style::new().add_modifier(Modifier::REVERSED);
const UNDERLINED_BOLD: Style = UNDERLINED.add_modifier(Modifier::BOLD);
const REVERSED_BOLD: Style = REVERSED.add_modifier(Modifier::BOLD);

fn normal(role: Role) -> Style {
    match role {
        Role::Text => PLAIN,
        Role::Dim | Role::Rule => PLAIN.fg(Color::DarkGray),
        Role::Label => PLAIN.fg(Color::Cyan),
        Role::Title | Role::Header => BOLD.fg(Color::Cyan),
        Role::Active | Role::Selected => REVERSED,
        Role::Field | Role::Link => UNDERLINED,
        Role::Focus => UNDERLINED_BOLD,
        Role::Key => PLAIN.fg(Color::Yellow),
        Role::Done => PLAIN.fg(Color::Green),
        Role::Warning => BOLD.fg(Color::Yellow),
        Role::Error => BOLD.fg(Color::Red),
    }
}

/// What is of less weight is as strong as text here: it must be read.
fn high_contrast(role: Role) -> Style {
    match role {
        Role::Text | Role::Dim | Role::Rule => PLAIN,
        Role::Label => PLAIN.fg(Color::LightCyan),
        Role::Title | Role::Header => BOLD.fg(Color::LightCyan),
        Role::Active | Role::Selected => REVERSED_BOLD,
        Role::Field | Role::Link => UNDERLINED,
        Role::Focus => UNDERLINED_BOLD,
        Role::Key => BOLD,
        Role::Done => BOLD.fg(Color::LightGreen),
        Role::Warning => BOLD.fg(Color::LightYellow),
        Role::Error => BOLD.fg(Color::LightRed),
    }
}

fn mono(role: Role) -> Style {
    match role {
        Role::Text | Role::Label | Role::Done | Role::Rule => PLAIN,
        Role::Dim => PLAIN.add_modifier(Modifier::DIM),
        Role::Title | Role::Header | Role::Key | Role::Warning => BOLD,
        Role::Field | Role::Link => UNDERLINED,
        Role::Focus => UNDERLINED_BOLD,
        Role::Active | Role::Selected => REVERSED,
        // Not reversed: among rows past their day the selected one must show.
        Role::Error => UNDERLINED_BOLD,
    }
}

/// How roles look here.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Theme {
    /// What roles are shown with.
    pub palette: Palette,
    /// Signs of ambiguous width, lines among them, are drawn in ASCII.
    pub ascii: bool,
}

impl Theme {
    /// The style of a role.
    pub fn style(self, role: Role) -> Style {
        self.palette.style(role)
    }

    /// The character before a line of a record.
    pub fn mark(self, mark: Mark) -> &'static str {
        match (mark, self.ascii) {
            (Mark::Plain, _) => "",
            (Mark::Row, _) => "-",
            (Mark::First, false) => "┌",
            (Mark::Step | Mark::AheadStep, false) => "├",
            (Mark::Last | Mark::Ahead, false) => "└",
            (Mark::Rail, false) => "│",
            (Mark::First | Mark::Step | Mark::Last, true) => "*",
            (Mark::Ahead | Mark::AheadStep, true) => "o",
            (Mark::Rail, true) => "|",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Roles that stand side by side and mean different things.
    const APART: [(Role, Role); 13] = [
        (Role::Text, Role::Title),
        (Role::Text, Role::Active),
        (Role::Text, Role::Selected),
        (Role::Text, Role::Field),
        (Role::Text, Role::Focus),
        (Role::Text, Role::Key),
        (Role::Text, Role::Warning),
        (Role::Text, Role::Error),
        (Role::Field, Role::Focus),
        (Role::Focus, Role::Selected),
        (Role::Warning, Role::Error),
        (Role::Selected, Role::Error),
        (Role::Done, Role::Error),
    ];

    fn attributes(palette: Palette, role: Role) -> Modifier {
        palette.style(role).add_modifier
    }

    #[test]
    fn what_must_be_told_apart_differs_without_colour() {
        for (one, other) in APART {
            assert_ne!(Palette::Mono.style(one), Palette::Mono.style(other), "{one:?} and {other:?}");
        }
        for role in Role::ALL {
            let style = Palette::Mono.style(role);
            assert_eq!((style.fg, style.bg), (None, None), "{role:?} has a colour");
        }
    }

    #[test]
    fn what_must_be_told_apart_differs_in_every_palette() {
        for palette in Palette::ALL {
            for (one, other) in APART {
                assert_ne!(palette.style(one), palette.style(other), "{one:?} and {other:?} in {palette:?}");
            }
            // What is selected and what went wrong shows where colours are lost on the way as well.
            for role in [Role::Selected, Role::Active, Role::Focus, Role::Field, Role::Warning, Role::Error] {
                assert_ne!(attributes(palette, role), attributes(palette, Role::Text), "{role:?} in {palette:?}");
            }
        }
    }

    #[test]
    fn the_selection_shows_over_any_row() {
        for palette in Palette::ALL {
            for row in [Role::Text, Role::Dim, Role::Error] {
                let (row, selected) = (palette.style(row), palette.style(Role::Selected));
                assert!(!row.add_modifier.contains(Modifier::REVERSED), "{palette:?}");
                assert!(row.patch(selected).add_modifier.contains(Modifier::REVERSED), "{palette:?}");
            }
        }
    }

    #[test]
    fn nothing_is_faint_in_high_contrast_and_no_palette_sets_the_ground() {
        for role in Role::ALL {
            let style = Palette::HighContrast.style(role);
            assert!(!style.add_modifier.contains(Modifier::DIM), "{role:?}");
            let faint = [Color::DarkGray, Color::Gray, Color::Black, Color::Blue];
            assert!(!style.fg.is_some_and(|colour| faint.contains(&colour)), "{role:?}");
            assert!(Palette::ALL.iter().all(|palette| palette.style(role).bg.is_none()), "{role:?}");
        }
    }

    #[test]
    fn a_time_line_can_be_followed_in_ascii() {
        use Mark::{Ahead, First, Last, Rail, Row, Step};
        let ascii = Theme { palette: Palette::Mono, ascii: true };
        let marks = [Row, First, Step, Last, Rail, Ahead].map(|mark| ascii.mark(mark));
        assert_eq!(marks, ["-", "*", "*", "*", "|", "o"]);
    }
}
