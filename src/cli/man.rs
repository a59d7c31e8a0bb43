//! `man`: the manual page, all verbs with their options on the one page.

use std::io::{self, Write};

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use crate::text::zh::cli::usage as zh;

use super::args::Cli;

/// The page in roff.
pub fn page() -> io::Result<String> {
    let mut program = Cli::command();
    program.build();
    let mut page = Vec::new();
    let man = Man::new(program.clone());
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    writeln!(page, ".SH {}", zh::MAN_COMMANDS)?;
    for verb in program.get_subcommands() {
        section(verb, &mut page)?;
        for part in verb.get_subcommands() {
            section(part, &mut page)?;
        }
    }
    let page = String::from_utf8_lossy(&page).into_owned();
    Ok(zh::MAN_WORDS.iter().fold(page, |text, (english, chinese)| text.replace(english, chinese)))
}

/// One verb: what it does, how it is written, what it takes.
fn section(verb: &Command, page: &mut Vec<u8>) -> io::Result<()> {
    writeln!(page, ".SS {}", verb.get_bin_name().unwrap_or(verb.get_name()))?;
    if let Some(about) = verb.get_about() {
        writeln!(page, "{about}\n.PP")?;
    }
    let mut own = verb.clone();
    for shared in ["data", "help"] {
        own = own.mut_arg(shared, |argument| argument.hide(true));
    }
    let man = Man::new(own);
    let mut parts = Vec::new();
    man.render_synopsis_section(&mut parts)?;
    man.render_options_section(&mut parts)?;
    // Headings and definitions of a page of its own have no place within this one.
    let is_frame = |line: &str| [".SH", ".ie ", ".el "].iter().any(|start| line.starts_with(start));
    let text = String::from_utf8_lossy(&parts).into_owned();
    text.lines().filter(|line| !is_frame(line)).try_for_each(|line| writeln!(page, "{}", line.trim_end()))
}
