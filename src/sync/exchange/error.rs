//! Why a package was not sent, or not taken in.

use crate::model::Org;
use crate::store::copies::ReceiveError;
use crate::store::desk::SaveError;
use crate::store::disk::DiskError;
use crate::store::journal;
use crate::store::reader::ReadError;
use crate::sync::keys::{BoxPublicError, EnrolmentError, OwnKeyError};
use crate::sync::medium::{MediumError, WriteError};
use crate::sync::package::{PackError, PackageError, Sort};
use crate::text::zh::sync::exchange as zh;

/// Why something between two desks was not done; Display is the Chinese message. Nothing was sent or taken in.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    /// Nobody has added such a party.
    #[error("{}", zh::no_party(*.0))]
    NoParty(Org),
    /// There is none above this desk yet.
    #[error("{}", zh::NO_UPPER)]
    NoUpper,
    /// Its fingerprint was not compared yet.
    #[error("{}", zh::not_confirmed(name))]
    NotConfirmed {
        /// What it is called.
        name: String,
    },
    /// Its key was revoked.
    #[error("{}", zh::revoked(name))]
    Revoked {
        /// What it is called.
        name: String,
    },
    /// Packages of this sort do not go there.
    #[error("{}", zh::wrong_way(name, *.sort))]
    WrongWay {
        /// What it is called.
        name: String,
        /// What was to be sent.
        sort: Sort,
    },
    /// Nothing has been taken in from there that could be acknowledged.
    #[error("{}", zh::nothing_to_acknowledge(name))]
    NothingToAcknowledge {
        /// What it is called.
        name: String,
    },
    /// This desk's own key file.
    #[error("{}", zh::OWN_ENROLMENT)]
    OwnEnrolment,
    /// A code that is neither above this desk nor below it.
    #[error("{}", zh::same_level(*.0))]
    SameLevel(Org),
    /// What was typed is not the fingerprint.
    #[error("{}", zh::OTHER_FINGERPRINT)]
    OtherFingerprint,
    /// A party is revoked for a reason.
    #[error("{}", zh::NO_REASON)]
    NoReason,
    /// A chain is decided about for a reason.
    #[error("{}", zh::NO_DECISION_REASON)]
    NoDecisionReason,
    /// There is nothing to be decided about it.
    #[error("{}", zh::nothing_to_decide(*.0))]
    NothingToDecide(Org),
    /// The package with which it parted is not here any more.
    #[error("{}", zh::parted_lost(*.0))]
    PartedLost(Org),
    /// The package does not join what is here.
    #[error("{}", zh::does_not_join(*.0))]
    DoesNotJoin(Org),
    /// An acknowledgement of lines this desk has not written or not sent.
    #[error("{}", zh::acknowledges_too_much(*.org, *.through))]
    AcknowledgesTooMuch {
        /// Whose chain.
        org: Org,
        /// The line it names.
        through: u64,
    },
    /// A package brings the chain of a desk that is not below its sender.
    #[error("{}", zh::not_theirs(*.from, *.org))]
    NotTheirs {
        /// Who made the package.
        from: Org,
        /// Whose chain it brings.
        org: Org,
    },
    /// A party's own chain names another key than the one that was confirmed.
    #[error("{}", zh::other_chain_key(*.0))]
    OtherChainKey(Org),
    /// A copy that is said to be here and is not.
    #[error("{}", zh::lost_copy(*.0))]
    LostCopy(Org),
    /// A key file that is none.
    #[error(transparent)]
    Enrolment(#[from] EnrolmentError),
    /// The key to encrypt to.
    #[error(transparent)]
    BoxKey(#[from] BoxPublicError),
    /// This desk's own keys.
    #[error(transparent)]
    Keys(#[from] OwnKeyError),
    /// A package that is refused.
    #[error(transparent)]
    Package(#[from] PackageError),
    /// A package that could not be made.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// The stick.
    #[error(transparent)]
    Medium(#[from] MediumError),
    /// Lines of others that were not taken in.
    #[error(transparent)]
    Receive(#[from] ReceiveError),
    /// Our own records could not be saved.
    #[error(transparent)]
    Save(#[from] SaveError),
    /// Our own records could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A journal could not be read.
    #[error(transparent)]
    Journal(#[from] journal::ReadError),
    /// The file system refused.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

impl From<WriteError<PackError>> for ExchangeError {
    fn from(error: WriteError<PackError>) -> ExchangeError {
        match error {
            WriteError::Medium(error) => error.into(),
            WriteError::Source(error) => error.into(),
        }
    }
}
