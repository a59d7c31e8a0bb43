//! The programs that turn documents into PDF and read it.

use std::path::{Path, PathBuf};
use std::process::Command;

use liaison::report::paper::Paper;
use liaison::report::write::{PaperForm, paper_bytes};

/// Runs a program that must be there and must do its work.
pub fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Writes papers in a form and turns them into PDF in one call of LibreOffice; the PDFs in the same order.
pub fn pdfs(folder: &Path, papers: &[Paper], form: PaperForm) -> Vec<PathBuf> {
    let stem = |number: usize| format!("{}-{number:02}", form.ending());
    let mut files = Vec::new();
    for (number, paper) in papers.iter().enumerate() {
        let file = folder.join(format!("{}.{}", stem(number), form.ending()));
        std::fs::write(&file, paper_bytes(paper, form).unwrap()).unwrap();
        files.push(file);
    }
    // A profile of its own: one that is in use refuses a second program.
    let profile = format!("-env:UserInstallation=file://{}", folder.join("office").display());
    let mut office = Command::new("soffice");
    office.args([&profile, "--headless", "--convert-to", "pdf", "--outdir"]).arg(folder).args(&files);
    run(&mut office);
    let made = |number: usize| folder.join(format!("{}.pdf", stem(number)));
    let made: Vec<PathBuf> = (0..papers.len()).map(made).collect();
    for (pdf, paper) in made.iter().zip(papers) {
        assert!(pdf.exists(), "LibreOffice did not open {} as {form:?}", paper.name);
    }
    made
}
