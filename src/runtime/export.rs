//! Writes a book for the screens, by the report layer.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use super::clock;
use crate::app::action::Action;
use crate::model::codes::CodeLists;
use crate::model::{Context, Date, Kind};
use crate::report::export::{self, Audience, Form, Request};
use crate::store::disk::Disk;
use crate::store::reader::Reader;
use crate::store::settings;
use crate::text::zh::app::screens::said as text;

/// A book to be written.
pub struct Order {
    /// The file layer.
    pub disk: Arc<dyn Disk>,
    /// The data directory.
    pub root: PathBuf,
    /// Its kind of record.
    pub kind: Kind,
    /// The folder it goes to, or a file.
    pub to: PathBuf,
    /// The desk's records.
    pub reader: Reader,
    /// The lists of codes in force.
    pub codes: CodeLists,
    /// The day the screen shows.
    pub today: Date,
}

/// Writes a book and says where it is; what it has to say on the way goes to `report`.
pub fn export(order: &Order, report: &dyn Fn(Action)) -> Action {
    let context = Context { today: order.today, codes: &order.codes, directory: &order.reader };
    // What has no ending of a book is meant as a folder, there or not.
    let to = if Form::of_ending(&order.to).is_some() { order.to.clone() } else { order.to.join("") };
    let request = Request {
        disk: order.disk.as_ref(),
        kinds: &[order.kind],
        to: &to,
        form: None,
        audience: Audience::Office,
        since: None,
        until: None,
        made_at: clock::wall(),
    };
    let written = export::books(&order.reader, &context, &request, &mut |rows| {
        report(Action::Progress(text::exporting(rows)));
        ControlFlow::Continue(())
    });
    match written {
        Ok(written) => {
            let files: Vec<String> = written.files.iter().map(|path| path.display().to_string()).collect();
            let mut said = text::exported(written.rows, &files.join(" "));
            written.notes.iter().for_each(|note| said.push_str(note));
            settings::note_export(order.disk.as_ref(), &order.root, order.today);
            Action::Done(said)
        }
        Err(error) => Action::Failed(error.to_string()),
    }
}
