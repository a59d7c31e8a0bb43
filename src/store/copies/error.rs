//! Why records of others were not taken in.

use std::path::PathBuf;

use crate::model::Org;
use crate::store::db::DbError;
use crate::store::desk::{OpenError, SaveError};
use crate::store::disk::DiskError;
use crate::store::journal::{Flaw, ReadError};
use crate::store::restore::RestoreError;
use crate::text::zh::store::copies as zh;

/// Why records of others were not taken in; everything is as it was. Display is the Chinese message.
#[derive(Debug, thiserror::Error)]
pub enum ReceiveError {
    /// Stopped on request.
    #[error("{}", zh::CANCELLED)]
    Cancelled,
    /// Our own chain was handed in as somebody else's.
    #[error("{}", zh::OWN)]
    Own,
    /// More chains than one save can speak of.
    #[error("{}", zh::too_many(*.most))]
    TooMany {
        /// The most there may be.
        most: usize,
    },
    /// The lines do not continue the copy, or are not sound.
    #[error("{}", zh::does_not_fit(org, *.seq, flaw))]
    DoesNotFit {
        /// Whose chain it is.
        org: Org,
        /// The line concerned.
        seq: u64,
        /// What is wrong.
        flaw: Flaw,
    },
    /// The copy that is to be continued is missing or not what was taken in; it can be taken in anew from line 1.
    #[error("{}", zh::copy_damaged(org, path))]
    Copy {
        /// Whose chain it is.
        org: Org,
        /// The copy.
        path: PathBuf,
    },
    /// Our own chain came back to a desk that holds entries of its own.
    #[error("{}", zh::HOLDS_ENTRIES)]
    HoldsEntries,
    /// Our own chain came back and makes no desk.
    #[error("{}", zh::unusable(.0))]
    Unusable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// What there was could not be kept, or the exchange not be begun.
    #[error(transparent)]
    Restore(#[from] RestoreError),
    /// It was decided that our own chain takes the place of what is here, and that was not brought to its end; the next opening
    /// goes on.
    #[error("{}", zh::half_way(.0))]
    HalfWay(#[source] Box<OpenError>),
    /// The lines could not be read from where they come.
    #[error("{}", zh::source(.0))]
    Source(std::io::Error),
    /// Our own records could not be saved.
    #[error(transparent)]
    Save(#[from] SaveError),
    /// The live store refused.
    #[error(transparent)]
    Store(#[from] DbError),
    /// The file system refused.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

impl From<ReadError> for ReceiveError {
    fn from(error: ReadError) -> ReceiveError {
        ReceiveError::Save(error.into())
    }
}
