//! Where in a data directory its parts stand that more than one module reaches.

use std::path::{Path, PathBuf};

use crate::model::Org;

/// The folder of the journals.
pub(super) const JOURNALS: &str = "journal";
/// The folder of the keys.
pub(super) const KEYS: &str = "keys";

/// The journal of an organisation.
pub(super) fn journal(root: &Path, org: Org) -> PathBuf {
    root.join(JOURNALS).join(journal_name(org))
}

/// The name of its file.
pub(super) fn journal_name(org: Org) -> String {
    format!("{org}.jsonl")
}
