//! Where books go: one file, one workbook for several, or a folder with a file each.

use std::path::{Path, PathBuf};

use super::{ExportError, Form, Request, title};
use crate::model::Kind;
use crate::report::write::safe_file_name;
use crate::store::disk;

/// A file and the books it holds.
pub type Placed = (PathBuf, Vec<Kind>);

/// The files to be written, each with the books it holds, and their form. Makes the folder where one is asked for.
pub fn files(request: &Request<'_>, station: &str) -> Result<(Form, Vec<Placed>), ExportError> {
    let Request { disk, kinds, to, form, .. } = *request;
    let by_ending = Form::of_ending(to);
    let is_folder = disk.metadata(to).is_ok_and(|found| found.kind == disk::Kind::Folder);
    if is_folder || is_folder_name(to) || (kinds.len() > 1 && by_ending.is_none() && to.extension().is_none()) {
        let form = form.unwrap_or(Form::Xlsx);
        if !is_folder {
            disk.create_dir_all(to).map_err(|source| ExportError::Folder { path: to.to_owned(), source })?;
        }
        let title = |kind: &Kind| title(station, *kind, request.audience);
        let name = |kind: &Kind| safe_file_name(&format!("{}.{}", title(kind), form.ending()));
        return Ok((form, kinds.iter().map(|kind| (to.join(name(kind)), vec![*kind])).collect()));
    }
    let form = match (form, by_ending) {
        (Some(form), Some(other)) if form.ending() != other.ending() => {
            return Err(ExportError::OtherEnding { path: to.to_owned(), form });
        }
        (Some(form), _) | (None, Some(form)) => form,
        (None, None) => return Err(ExportError::UnknownEnding { path: to.to_owned() }),
    };
    if form.ending() == Form::Csv.ending() && kinds.len() > 1 {
        return Err(ExportError::OneBookOnly { path: to.to_owned() });
    }
    Ok((form, vec![(to.to_owned(), kinds.to_vec())]))
}

fn is_folder_name(path: &Path) -> bool {
    path.as_os_str().to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::Audience;
    use super::*;
    use crate::store::disk::RealDisk;

    fn files(kinds: &[Kind], to: &Path, form: Option<Form>, station: &str) -> Result<(Form, Vec<Placed>), ExportError> {
        let made_at = chrono::NaiveDateTime::default();
        super::files(
            &Request {
                disk: &RealDisk,
                kinds,
                to,
                form,
                audience: Audience::Office,
                whose: None,
                chosen: None,
                since: None,
                until: None,
                made_at,
            },
            station,
        )
    }

    #[test]
    fn a_folder_gets_a_file_for_each_book_and_a_workbook_a_sheet() {
        let folder = tempfile::tempdir().unwrap();
        let both = [Kind::Issue, Kind::Visit];
        let (form, placed) = files(&both, &folder.path().join("导出"), None, "茶亭/站").unwrap();
        assert_eq!((form, placed.len()), (Form::Xlsx, 2));
        assert!(placed.iter().all(|(path, _)| path.parent().unwrap().is_dir()), "{placed:?}");
        assert!(placed[0].0.file_name().unwrap().to_string_lossy().starts_with("茶亭_站"), "{placed:?}");
        let (form, placed) = files(&both, &folder.path().join("a.XLSX"), None, "站").unwrap();
        assert_eq!((form, placed.len(), placed[0].1.len()), (Form::Xlsx, 1, 2));
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        let at = |name: &str| PathBuf::from(name);
        assert!(matches!(files(&[Kind::Issue], &at("a.txt"), None, ""), Err(ExportError::UnknownEnding { .. })));
        assert!(matches!(files(&[Kind::Issue], &at("a"), None, ""), Err(ExportError::UnknownEnding { .. })));
        assert!(matches!(
            files(&[Kind::Issue], &at("a.csv"), Some(Form::Xlsx), ""),
            Err(ExportError::OtherEnding { .. })
        ));
        let both = [Kind::Issue, Kind::Visit];
        assert!(matches!(files(&both, &at("a.csv"), None, ""), Err(ExportError::OneBookOnly { .. })));
    }
}
