//! Roles instead of colours: what a thing on the screen is, and how a theme shows that.
//!
//! Only the 16 ANSI colours are used, and every role differs from plain text without colour as well.

use ratatui::style::{Color, Modifier, Style};

use crate::app::detail::Mark;

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

/// How roles look.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Theme {
    /// Without colours: `NO_COLOR`, or a terminal of one colour.
    pub mono: bool,
    /// Lines are drawn in ASCII, where box-drawing characters are two columns wide.
    pub ascii: bool,
}

impl Theme {
    /// The style of a role.
    pub fn style(self, role: Role) -> Style {
        let plain = Style::new();
        if self.mono {
            return match role {
                Role::Text | Role::Label | Role::Done | Role::Rule => plain,
                Role::Dim => plain.add_modifier(Modifier::DIM),
                Role::Title | Role::Header | Role::Key | Role::Warning => plain.add_modifier(Modifier::BOLD),
                Role::Field | Role::Link => plain.add_modifier(Modifier::UNDERLINED),
                Role::Focus => plain.add_modifier(Modifier::UNDERLINED | Modifier::BOLD),
                Role::Active | Role::Selected => plain.add_modifier(Modifier::REVERSED),
                Role::Error => plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            };
        }
        match role {
            Role::Text => plain,
            Role::Dim | Role::Rule => plain.fg(Color::DarkGray),
            Role::Label => plain.fg(Color::Cyan),
            Role::Title | Role::Header => plain.fg(Color::Cyan).add_modifier(Modifier::BOLD),
            Role::Active | Role::Selected => plain.add_modifier(Modifier::REVERSED),
            Role::Field | Role::Link => plain.add_modifier(Modifier::UNDERLINED),
            Role::Focus => plain.add_modifier(Modifier::UNDERLINED | Modifier::BOLD),
            Role::Key => plain.fg(Color::Yellow),
            Role::Done => plain.fg(Color::Green),
            Role::Warning => plain.fg(Color::Yellow).add_modifier(Modifier::BOLD),
            Role::Error => plain.fg(Color::Red).add_modifier(Modifier::BOLD),
        }
    }

    /// The character of a horizontal rule.
    pub fn horizontal(self) -> &'static str {
        if self.ascii { "-" } else { "─" }
    }

    /// The character before a line of a record.
    pub fn mark(self, mark: Mark) -> &'static str {
        match (mark, self.ascii) {
            (Mark::Plain, _) => "",
            (Mark::Row, _) => "-",
            (Mark::First, false) => "┌",
            (Mark::Step, false) => "├",
            (Mark::Last | Mark::Ahead, false) => "└",
            (Mark::Rail, false) => "│",
            (Mark::First | Mark::Step | Mark::Last, true) => "*",
            (Mark::Ahead, true) => "o",
            (Mark::Rail, true) => "|",
        }
    }

    /// The character of a vertical rule.
    pub fn vertical(self) -> &'static str {
        if self.ascii { "|" } else { "│" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_matters_shows_without_colour() {
        let mono = Theme { mono: true, ascii: false };
        for role in [Role::Selected, Role::Active, Role::Error, Role::Warning, Role::Focus] {
            assert_ne!(mono.style(role), mono.style(Role::Text), "{role:?}");
        }
        for role in Role::ALL {
            assert_eq!(mono.style(role).fg, None, "{role:?} has a colour");
        }
    }

    #[test]
    fn a_time_line_can_be_followed_in_ascii() {
        use Mark::{Ahead, First, Last, Rail, Row, Step};
        let ascii = Theme { mono: true, ascii: true };
        let marks = [Row, First, Step, Last, Rail, Ahead].map(|mark| ascii.mark(mark));
        assert_eq!(marks, ["-", "*", "*", "*", "|", "o"]);
    }
}
