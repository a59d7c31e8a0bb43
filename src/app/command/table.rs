//! The table of commands, in the order of the hint line.

use super::enabled::{
    always, has_links, has_list, has_marks, may_accept, may_adopt, may_agree, may_carry_out, may_change_column,
    may_change_term, may_chart, may_confirm, may_decide, may_decline, may_dismiss, may_edit, may_exchange, may_filter,
    may_find, may_form, may_go_on, may_go_to, may_import, may_keep_ours, may_leave, may_like, may_mark,
    may_mark_choice, may_new, may_new_any, may_open, may_plan, may_print, may_reset, may_save_plan, may_see_all,
    may_step, may_take_in, may_take_over, may_take_over_marked, may_turn, may_undo, may_void, opened,
};
use super::{Command, CommandSpec, Hint, Place};
use crate::app::App;
use crate::app::form::FormCommand;
use crate::app::key::{Code, Key};
use crate::text::zh::app::screens::command as text;

const BOOKS: &[Place] = &[Place::List];
/// The lists of records, those of what went to other desks and came from them included.
const SEARCHED: &[Place] = &[Place::List, Place::Sync];
const FOUND: &[Place] = &[Place::Today, Place::List, Place::Sync];
const STATS: &[Place] = &[Place::Stats];
/// Where something in view can be printed or handed on.
const PRINTED: &[Place] =
    &[Place::Today, Place::Stats, Place::List, Place::Sync, Place::Find, Place::Filtered, Place::Detail];
/// Where rows can be marked.
const MARKED: &[Place] = &[Place::List, Place::Filtered];
const LISTS: &[Place] = &[Place::Today, Place::List];
/// Where one of several lists is shown.
const SHELVES: &[Place] = &[Place::List, Place::Sync];
const SYNC: &[Place] = &[Place::Sync];
const RECORDS: &[Place] = &[Place::List, Place::Find, Place::Filtered, Place::Detail];
/// Where no line is typed, so that letters, digits and Delete are commands.
const READING: &[Place] =
    &[Place::Today, Place::Stats, Place::Sync, Place::List, Place::Filtered, Place::Detail, Place::Settings];
const TABBED: &[Place] = &[
    Place::Today,
    Place::Stats,
    Place::Sync,
    Place::List,
    Place::Find,
    Place::Filtered,
    Place::Detail,
    Place::Plan,
    Place::Takeover,
    Place::Import,
    Place::Imported,
    Place::Exchange,
    Place::Form,
    Place::Filter,
    Place::Nested,
    Place::Pick,
    Place::Prompt,
    Place::Menu,
    Place::Palette,
    Place::Help,
    Place::Settings,
];
const MOVING: &[Place] = &[
    Place::Today,
    Place::Stats,
    Place::Sync,
    Place::List,
    Place::Find,
    Place::Filtered,
    Place::Detail,
    Place::Plan,
    Place::Takeover,
    Place::Import,
    Place::Imported,
    Place::Exchange,
    Place::Menu,
    Place::Palette,
    Place::Pick,
    Place::Help,
    Place::Settings,
];
const JUMPING: &[Place] = &[
    Place::Today,
    Place::Stats,
    Place::Sync,
    Place::List,
    Place::Filtered,
    Place::Detail,
    Place::Plan,
    Place::Takeover,
    Place::Import,
    Place::Imported,
    Place::Exchange,
    Place::Menu,
    Place::Pick,
    Place::Help,
    Place::Settings,
];
const OPENING: &[Place] = &[
    Place::Today,
    Place::Stats,
    Place::Sync,
    Place::List,
    Place::Find,
    Place::Filtered,
    Place::Detail,
    Place::Settings,
];
const LEAVING: &[Place] = &[
    Place::Today,
    Place::Stats,
    Place::Sync,
    Place::List,
    Place::Find,
    Place::Filtered,
    Place::Detail,
    Place::Plan,
    Place::Takeover,
    Place::Import,
    Place::Imported,
    Place::Exchange,
    Place::Prompt,
    Place::Menu,
    Place::Palette,
    Place::Pick,
    Place::Help,
    Place::Settings,
];
const CHOOSING: &[Place] = &[Place::Prompt, Place::Menu, Place::Palette, Place::Pick];
const HELPED: &[Place] = &[
    Place::Today,
    Place::Stats,
    Place::Sync,
    Place::List,
    Place::Find,
    Place::Filtered,
    Place::Detail,
    Place::Plan,
    Place::Takeover,
    Place::Import,
    Place::Imported,
    Place::Exchange,
    Place::Form,
    Place::Filter,
    Place::Nested,
    Place::Pick,
    Place::Menu,
    Place::Prompt,
    Place::Palette,
    Place::Setup,
    Place::Settings,
];
/// Where the palette can be called: everywhere but over what is itself a choice or a question.
const PALETTED: &[Place] = &[
    Place::Today,
    Place::Stats,
    Place::Sync,
    Place::Exchange,
    Place::List,
    Place::Find,
    Place::Filtered,
    Place::Detail,
    Place::Form,
    Place::Filter,
    Place::Nested,
    Place::Help,
    Place::Setup,
    Place::Settings,
];
const FORM: &[Place] = &[Place::Form];
const NESTED: &[Place] = &[Place::Nested];
const FILTER: &[Place] = &[Place::Filter];
/// Where something to be saved is filled in.
const FILLING: &[Place] = &[Place::Form, Place::Nested];
const FORMS: &[Place] = &[Place::Form, Place::Nested, Place::Filter];

const fn key(code: Code) -> Key {
    Key::plain(code)
}

const fn with_alt(code: Code) -> Key {
    Key { code, ctrl: false, alt: true }
}

const fn with_ctrl(code: Code) -> Key {
    Key { code, ctrl: true, alt: false }
}

const fn letter(letter: char) -> Key {
    Key::plain(Code::Char(letter))
}

struct Line {
    command: Command,
    text: text::Text,
    places: &'static [Place],
    keys: &'static [Key],
}

const fn line(command: Command, text: text::Text, places: &'static [Place], keys: &'static [Key]) -> Line {
    Line { command, text, places, keys }
}

/// A command of an open form: whether it may run and is hinted at, the form itself tells.
const fn form(
    command: FormCommand,
    text: text::Text,
    places: &'static [Place],
    keys: &'static [Key],
    enabled: fn(&App) -> Result<(), String>,
) -> CommandSpec {
    line(Command::Form(command), text, places, keys).hinted(enabled)
}

impl Line {
    const fn hinted(self, enabled: fn(&App) -> Result<(), String>) -> CommandSpec {
        self.spec(Hint::Usual, enabled)
    }

    const fn unhinted(self, enabled: fn(&App) -> Result<(), String>) -> CommandSpec {
        self.spec(Hint::Never, enabled)
    }

    const fn spec(self, hint: Hint, enabled: fn(&App) -> Result<(), String>) -> CommandSpec {
        let (name, help) = self.text;
        CommandSpec { command: self.command, name, help, places: self.places, keys: self.keys, hint, enabled }
    }
}

/// Every command.
pub static COMMANDS: &[CommandSpec] = &[
    line(Command::Create, text::CREATE, &[Place::Setup], &[Key::ctrl('s'), key(Code::F(2))]).hinted(always),
    line(Command::New, text::NEW, BOOKS, &[key(Code::F(2)), Key::ctrl('n')]).hinted(may_new),
    line(Command::New, text::NEW_ANY, &[Place::Today], &[key(Code::F(2)), Key::ctrl('n')]).hinted(may_new_any),
    line(Command::Exchange, text::EXCHANGE, SYNC, &[key(Code::F(2)), Key::ctrl('n')]).hinted(may_exchange),
    line(Command::Parties, text::PARTIES, SYNC, &[key(Code::F(6)), Key::ctrl('t')]).hinted(may_exchange),
    line(Command::Settle, text::DECIDE, SYNC, &[key(Code::F(4)), Key::ctrl('b')]).hinted(may_decide),
    line(Command::Dismiss, text::DISMISS, SYNC, &[key(Code::Delete), Key::ctrl('d')]).hinted(may_dismiss),
    line(Command::TakeOver, text::TAKE_OVER, SYNC, &[key(Code::F(5)), Key::ctrl('r')]).hinted(may_take_over),
    line(Command::Open, text::OPEN, OPENING, &[key(Code::Enter)]).hinted(may_open),
    line(Command::Adopt, text::ADOPT, &[Place::Detail], &[key(Code::F(4)), Key::ctrl('b')]).hinted(may_adopt),
    line(Command::Decline, text::DECLINE, &[Place::Detail], &[key(Code::F(5)), Key::ctrl('r')]).hinted(may_decline),
    line(Command::Edit, text::EDIT, RECORDS, &[key(Code::F(3)), Key::ctrl('e')]).hinted(may_edit),
    line(Command::NextStep, text::NEXT_STEP, RECORDS, &[key(Code::F(6)), Key::ctrl('t')]).hinted(may_step),
    line(Command::ChoosePeriod, text::CHOOSE_PERIOD, STATS, &[key(Code::F(7)), Key::ctrl('k')]).hinted(opened),
    line(
        Command::EarlierPeriod,
        text::EARLIER_PERIOD,
        STATS,
        &[key(Code::Left), letter('['), letter('［'), letter('【')],
    )
    .hinted(opened),
    line(Command::LaterPeriod, text::LATER_PERIOD, STATS, &[key(Code::Right), letter(']'), letter('］'), letter('】')])
        .unhinted(opened),
    line(Command::NextSort, text::NEXT_SORT, STATS, &[key(Code::Tab)]).hinted(opened),
    line(Command::FormerSort, text::FORMER_SORT, STATS, &[key(Code::BackTab)]).unhinted(opened),
    line(Command::Charts, text::CHARTS, STATS, &[key(Code::F(5)), Key::ctrl('r')]).hinted(may_chart),
    line(Command::Filter, text::REFILTER, &[Place::Filtered], &[key(Code::F(7)), Key::ctrl('k')]).hinted(may_filter),
    line(Command::Find, text::NARROW, &[Place::Settings], &[letter('/'), letter('／'), Key::ctrl('f')])
        .hinted(may_find),
    line(Command::Find, text::FIND, FOUND, &[letter('/'), letter('／'), Key::ctrl('f')]).hinted(may_find),
    line(Command::Shelf, text::SHELF, SHELVES, &[key(Code::Tab), key(Code::Right)]).hinted(has_list),
    line(Command::ShelfBack, text::SHELF_BACK, SHELVES, &[key(Code::BackTab), key(Code::Left)]).unhinted(has_list),
    line(Command::NextLink, text::NEXT_LINK, &[Place::Detail], &[key(Code::Tab)]).hinted(has_links),
    line(Command::PreviousLink, text::PREVIOUS_LINK, &[Place::Detail], &[key(Code::BackTab)]).unhinted(has_links),
    form(FormCommand::Accept, text::NEXT_EMPTY, FORMS, &[key(Code::Enter)], |app| may_form(app, FormCommand::Accept)),
    form(FormCommand::Next, text::NEXT_FIELD, FORMS, &[key(Code::Tab)], |app| may_form(app, FormCommand::Next)),
    form(FormCommand::Save, text::SAVE, FORM, &[Key::ctrl('s')], |app| may_form(app, FormCommand::Save)),
    form(FormCommand::Save, text::PUT, NESTED, &[Key::ctrl('s')], |app| may_form(app, FormCommand::Save)),
    form(FormCommand::Save, text::RUN_FILTER, FILTER, &[key(Code::F(7)), Key::ctrl('s')], |app| {
        may_form(app, FormCommand::Save)
    }),
    form(FormCommand::ClearAll, text::CLEAR_ALL, FILTER, &[Key::ctrl('n')], |app| may_form(app, FormCommand::ClearAll)),
    form(FormCommand::SaveAnother, text::SAVE_ANOTHER, FORM, &[Key::ctrl('n')], |app| {
        may_form(app, FormCommand::SaveAnother)
    }),
    form(FormCommand::SaveAnother, text::PUT_ANOTHER, NESTED, &[Key::ctrl('n')], |app| {
        may_form(app, FormCommand::SaveAnother)
    }),
    form(FormCommand::Leave, text::LEAVE, FORM, &[key(Code::Esc)], |app| may_form(app, FormCommand::Leave)),
    form(FormCommand::Leave, text::PUT_BACK, NESTED, &[key(Code::Esc)], |app| may_form(app, FormCommand::Leave)),
    form(FormCommand::Leave, text::LEAVE_FILTER, FILTER, &[key(Code::Esc)], |app| may_form(app, FormCommand::Leave)),
    form(FormCommand::Pick, text::PICK, FORMS, &[key(Code::F(4)), Key::ctrl('k')], |app| {
        may_form(app, FormCommand::Pick)
    }),
    form(FormCommand::Add, text::ADD_ROW, FORM, &[key(Code::F(2)), Key::ctrl('b')], |app| {
        may_form(app, FormCommand::Add)
    }),
    form(FormCommand::AddIssue, text::ADD_ISSUE, FORM, &[key(Code::F(9)), Key::alt('i')], |app| {
        may_form(app, FormCommand::AddIssue)
    }),
    form(FormCommand::Remove, text::REMOVE, FORM, &[Key::ctrl('d')], |app| may_form(app, FormCommand::Remove)),
    form(FormCommand::NextFinding, text::NEXT_FINDING, FORMS, &[key(Code::F(6)), Key::ctrl('t')], |app| {
        may_form(app, FormCommand::NextFinding)
    }),
    form(FormCommand::MoveUp, text::MOVE_UP, FORM, &[with_alt(Code::Up), with_ctrl(Code::Up)], |app| {
        may_form(app, FormCommand::MoveUp)
    }),
    form(FormCommand::MoveDown, text::MOVE_DOWN, FORM, &[with_alt(Code::Down), with_ctrl(Code::Down)], |app| {
        may_form(app, FormCommand::MoveDown)
    }),
    form(FormCommand::CopyLast, text::COPY_LAST, FILLING, &[key(Code::F(3)), Key::ctrl('r')], |app| {
        may_form(app, FormCommand::CopyLast)
    }),
    form(FormCommand::CopyAll, text::COPY_ALL, FILLING, &[key(Code::F(5)), Key::ctrl('o')], |app| {
        may_form(app, FormCommand::CopyAll)
    }),
    form(FormCommand::Back, text::FIELD_BACK, FORMS, &[key(Code::BackTab)], |app| may_form(app, FormCommand::Back)),
    form(FormCommand::Down, text::FIELD_DOWN, FORMS, &[key(Code::Down)], |app| may_form(app, FormCommand::Down)),
    form(FormCommand::Up, text::FIELD_UP, FORMS, &[key(Code::Up)], |app| may_form(app, FormCommand::Up)),
    form(FormCommand::PageDown, text::FIELDS_DOWN, FORMS, &[key(Code::PageDown)], |app| {
        may_form(app, FormCommand::PageDown)
    }),
    form(FormCommand::PageUp, text::FIELDS_UP, FORMS, &[key(Code::PageUp)], |app| may_form(app, FormCommand::PageUp)),
    form(FormCommand::Clear, text::CLEAR, FORMS, &[Key::ctrl('u')], |app| may_form(app, FormCommand::Clear)),
    form(FormCommand::CodePoint, text::CODE_POINT, FILLING, &[Key::alt('x'), key(Code::F(7))], |app| {
        may_form(app, FormCommand::CodePoint)
    }),
    form(FormCommand::CodePoint, text::CODE_POINT, FILTER, &[Key::alt('x')], |app| {
        may_form(app, FormCommand::CodePoint)
    }),
    line(Command::Mark, text::MARK, &[Place::Pick], &[letter(' '), letter('\u{3000}'), key(Code::Insert)])
        .hinted(may_mark_choice),
    line(Command::Mark, text::MARK_ROW, MARKED, &[key(Code::Insert), letter(' '), letter('\u{3000}')])
        .unhinted(may_mark),
    line(Command::Unmark, text::UNMARK, MARKED, &[Key::ctrl('u')]).hinted(has_marks),
    line(Command::Accept, text::CHANGE_COLUMN, &[Place::Import], &[key(Code::Enter), key(Code::F(4))])
        .hinted(may_change_column),
    line(Command::Confirm, text::TRY_OUT, &[Place::Import], &[Key::ctrl('s'), Key::alt('s')]).hinted(may_change_column),
    line(Command::Confirm, text::TAKE_IN, &[Place::Imported], &[Key::ctrl('s'), Key::alt('s')]).hinted(may_take_in),
    line(Command::Accept, text::GO_ON, &[Place::Imported], &[key(Code::Enter)]).hinted(may_go_on),
    line(Command::Accept, text::CARRY_OUT, &[Place::Exchange], &[key(Code::Enter), Key::ctrl('s')])
        .hinted(may_carry_out),
    line(Command::Agree, text::AGREE, &[Place::Exchange], &[key(Code::F(4)), Key::ctrl('k')]).hinted(may_agree),
    line(Command::Accept, text::SAVE_PLAN, &[Place::Plan], &[key(Code::Enter), Key::ctrl('s')]).hinted(may_save_plan),
    line(Command::Accept, text::TAKE_OVER_MARKED, &[Place::Takeover], &[key(Code::Enter), Key::ctrl('s')])
        .hinted(may_take_over_marked),
    line(Command::KeepOurs, text::KEEP_OURS, &[Place::Takeover], &[key(Code::F(4)), Key::ctrl('k')])
        .hinted(may_keep_ours),
    line(Command::Mark, text::MARK, &[Place::Takeover], &[letter(' '), letter('\u{3000}'), key(Code::Insert)])
        .hinted(always),
    line(Command::MarkAlike, text::MARK_ALIKE, &[Place::Takeover], &[letter('*'), letter('＊'), Key::ctrl('a')])
        .hinted(may_take_over_marked),
    line(Command::Accept, text::ACCEPT, CHOOSING, &[key(Code::Enter)]).hinted(may_accept),
    line(Command::Confirm, text::CONFIRM, &[Place::Prompt], &[Key::ctrl('s'), Key::alt('s')]).hinted(may_confirm),
    line(Command::Back, text::BACK, LEAVING, &[key(Code::Esc)]).hinted(may_leave),
    line(Command::Plan, text::PLAN, BOOKS, &[key(Code::F(4)), Key::ctrl('b')]).hinted(may_plan),
    line(Command::AllOf, text::ALL_OF, &[Place::Detail], &[key(Code::F(7)), Key::ctrl('k')]).hinted(may_see_all),
    line(Command::Help, text::HELP, HELPED, &[key(Code::F(1)), Key::ctrl('g')]).hinted(always),
    line(Command::Filter, text::FILTER, SEARCHED, &[key(Code::F(7)), Key::ctrl('k')]).hinted(may_filter),
    line(Command::Help, text::HELP, READING, &[letter('?'), letter('？')]).unhinted(always),
    line(Command::Palette, text::PALETTE, PALETTED, &[Key::ctrl('p'), Key::alt('p')]).hinted(always),
    line(Command::ToProposal, text::TO_PROPOSAL, RECORDS, &[Key::alt('b')]).unhinted(may_turn),
    line(Command::ToProject, text::TO_PROJECT, RECORDS, &[Key::alt('n')]).unhinted(may_turn),
    line(Command::Term, text::TERM, BOOKS, &[Key::alt('h')]).unhinted(may_change_term),
    line(Command::NewLike, text::NEW_LIKE, BOOKS, &[key(Code::F(5)), Key::ctrl('r')]).unhinted(may_like),
    line(Command::GoToNumber, text::GO_TO_NUMBER, SEARCHED, &[letter('#'), letter('＃'), Key::alt('j')])
        .unhinted(may_go_to),
    line(
        Command::Void,
        text::VOID,
        &[Place::List, Place::Filtered, Place::Detail],
        &[key(Code::Delete), Key::ctrl('d')],
    )
    .unhinted(may_void),
    line(Command::Void, text::DISCARD, &[Place::Today], &[key(Code::Delete), Key::ctrl('d')]).unhinted(opened),
    line(Command::Undo, text::UNDO, READING, &[Key::ctrl('z'), Key::alt('z')]).unhinted(may_undo),
    line(Command::Redo, text::REDO, READING, &[Key::ctrl('y'), Key::alt('y')]).unhinted(may_undo),
    line(Command::Export, text::EXPORT, PRINTED, &[key(Code::F(8)), Key::ctrl('o')]).hinted(may_print),
    line(Command::Import, text::IMPORT, LISTS, &[Key::alt('i'), Key::ctrl('a')]).unhinted(may_import),
    line(Command::Exchange, text::EXCHANGE, &[Place::Today, Place::Stats, Place::Sync, Place::List], &[Key::alt('e')])
        .unhinted(may_exchange),
    line(
        Command::Reports,
        text::REPORTS,
        &[Place::Today, Place::Stats, Place::List, Place::Find, Place::Filtered, Place::Detail],
        &[Key::alt('r')],
    )
    .unhinted(opened),
    line(
        Command::Settings,
        text::SETTINGS,
        &[Place::Today, Place::Stats, Place::Sync, Place::List, Place::Find, Place::Filtered, Place::Detail],
        &[key(Code::F(9)), Key::alt('c')],
    )
    .unhinted(opened),
    line(Command::Reset, text::RESET, &[Place::Settings], &[key(Code::Delete), Key::ctrl('d')]).hinted(may_reset),
    line(Command::Today, text::TODAY, TABBED, &[Key::alt('1')]).unhinted(opened),
    line(Command::Receptions, text::RECEPTIONS, TABBED, &[Key::alt('2')]).unhinted(opened),
    line(Command::Issues, text::ISSUES, TABBED, &[Key::alt('3')]).unhinted(opened),
    line(Command::Visits, text::VISITS, TABBED, &[Key::alt('4')]).unhinted(opened),
    line(Command::Deputies, text::DEPUTIES, TABBED, &[Key::alt('5')]).unhinted(opened),
    line(Command::Activities, text::ACTIVITIES, TABBED, &[Key::alt('6')]).unhinted(opened),
    line(Command::Projects, text::PROJECTS, TABBED, &[Key::alt('7')]).unhinted(opened),
    line(Command::Stats, text::STATS, TABBED, &[Key::alt('8')]).unhinted(opened),
    line(Command::Sync, text::SYNC, TABBED, &[Key::alt('9')]).unhinted(opened),
    line(Command::Today, text::TODAY, READING, &[letter('1'), letter('１')]).unhinted(opened),
    line(Command::Receptions, text::RECEPTIONS, READING, &[letter('2'), letter('２')]).unhinted(opened),
    line(Command::Issues, text::ISSUES, READING, &[letter('3'), letter('３')]).unhinted(opened),
    line(Command::Visits, text::VISITS, READING, &[letter('4'), letter('４')]).unhinted(opened),
    line(Command::Deputies, text::DEPUTIES, READING, &[letter('5'), letter('５')]).unhinted(opened),
    line(Command::Activities, text::ACTIVITIES, READING, &[letter('6'), letter('６')]).unhinted(opened),
    line(Command::Projects, text::PROJECTS, READING, &[letter('7'), letter('７')]).unhinted(opened),
    line(Command::Stats, text::STATS, READING, &[letter('8'), letter('８')]).unhinted(opened),
    line(Command::Sync, text::SYNC, READING, &[letter('9'), letter('９')]).unhinted(opened),
    line(Command::Up, text::UP, MOVING, &[key(Code::Up)]).unhinted(always),
    line(Command::Down, text::DOWN, MOVING, &[key(Code::Down)]).unhinted(always),
    line(Command::PageUp, text::PAGE_UP, MOVING, &[key(Code::PageUp)]).unhinted(always),
    line(Command::PageDown, text::PAGE_DOWN, MOVING, &[key(Code::PageDown)]).unhinted(always),
    line(Command::Home, text::HOME, JUMPING, &[key(Code::Home)]).unhinted(always),
    line(Command::End, text::END, JUMPING, &[key(Code::End)]).unhinted(always),
    line(Command::Repaint, text::REPAINT, Place::ALL, &[Key::ctrl('l'), Key::alt('l')]).unhinted(always),
    line(Command::Quit, text::QUIT, Place::ALL, &[Key::ctrl('q'), Key::alt('q')]).hinted(always),
];
