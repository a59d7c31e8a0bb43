//! Page numbers.

use docx_rs::{FieldCharType, Footer, InstrPAGE, InstrText, Paragraph, Run};

/// A footer of a paragraph: the page number with a dash on either side.
pub(super) fn of(paragraph: Paragraph) -> Footer {
    let number = Run::new()
        .add_text("— ")
        .add_field_char(FieldCharType::Begin, false)
        .add_instr_text(InstrText::PAGE(InstrPAGE::new()))
        .add_field_char(FieldCharType::Separate, false)
        .add_text("1")
        .add_field_char(FieldCharType::End, false)
        .add_text(" —");
    Footer::new().add_paragraph(paragraph.add_run(number))
}
