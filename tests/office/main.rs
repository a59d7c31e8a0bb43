//! Documents as an office gets them: made, turned into PDF by LibreOffice, and measured on the page.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod samples;

use liaison::report::write::{PaperForm, paper_bytes};

#[test]
fn dump() {
    let Some(folder) = std::env::var_os("LIAISON_DUMP") else { return };
    for paper in samples::all() {
        for form in PaperForm::ALL {
            let name = liaison::report::write::safe_file_name(&format!("{}.{}", paper.name, form.ending()));
            std::fs::write(std::path::Path::new(&folder).join(name), paper_bytes(&paper, form).unwrap()).unwrap();
        }
    }
}
