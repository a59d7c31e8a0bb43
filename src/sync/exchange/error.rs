//! Why a package was not sent, or not taken in.

use std::path::PathBuf;

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
    /// It is that of this desk.
    #[error("{}", zh::OWN_FINGERPRINT)]
    OwnFingerprint,
    /// It has not six groups of five digits.
    #[error("{}", zh::fingerprint_length(*.digits))]
    FingerprintLength {
        /// How many digits were typed.
        digits: usize,
    },
    /// A party is revoked for a reason.
    #[error("{}", zh::NO_REASON)]
    NoReason,
    /// A chain is decided about for a reason.
    #[error("{}", zh::NO_DECISION_REASON)]
    NoDecisionReason,
    /// There is nothing to be decided about it.
    #[error("{}", zh::nothing_to_decide(*.0))]
    NothingToDecide(Org),
    /// No such line was left unused.
    #[error("{}", zh::nothing_quarantined(*.0))]
    NothingQuarantined(Org),
    /// The package with which it parted is not here any more.
    #[error("{}", zh::parted_lost(*.0))]
    PartedLost(Org),
    /// The package does not join what is here.
    #[error("{}", zh::does_not_join(*.0))]
    DoesNotJoin(Org),
    /// An acknowledgement of lines this desk has not written or not sent.
    #[error("{}", zh::acknowledges_too_much(*.from, *.org, *.through))]
    AcknowledgesTooMuch {
        /// Who says so.
        from: Org,
        /// Whose chain.
        org: Org,
        /// The line it names.
        through: u64,
    },
    /// This desk came back from a backup, and was not brought up by the party above since.
    #[error("{}", zh::may_not_go(name))]
    CutOff {
        /// What the party is called.
        name: String,
    },
    /// The desk above acknowledges what it had before, and has not agreed yet to our other installation.
    #[error("{}", zh::not_agreed(*.from, *.through))]
    NotAgreed {
        /// Who says so.
        from: Org,
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
    /// Our own chain comes back in the place of entries made here, and nobody has agreed to that.
    #[error("{}", zh::replaces(*.through, *.entries))]
    Replaces {
        /// The last line that both have.
        through: u64,
        /// How many entries of ours come after it.
        entries: u64,
    },
    /// A party's own chain names another key than the one that was confirmed.
    #[error("{}", zh::other_chain_key(*.0))]
    OtherChainKey(Org),
    /// A copy that is said to be here and is not.
    #[error("{}", zh::lost_copy(*.0))]
    LostCopy(Org),
    /// A folder without one.
    #[error("{}", zh::no_key_file(.0))]
    NoKeyFile(PathBuf),
    /// A folder with several key files; one of them has to be named.
    #[error("{}", zh::several_key_files(.0))]
    SeveralKeyFiles(Vec<PathBuf>),
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

impl ExchangeError {
    /// Whether it is one package that is refused, rather than this desk that ails or somebody who stopped: then the others are
    /// looked at all the same.
    pub fn is_of_package(&self) -> bool {
        use ExchangeError::{
            AcknowledgesTooMuch, Medium, NotAgreed, NotTheirs, OtherChainKey, Package, Receive, Replaces,
        };
        match self {
            Package(PackageError::Stopped) | Medium(MediumError::Cancelled) => false,
            Receive(error) => {
                use ReceiveError::{Copy, DoesNotFit, HoldsEntries, Own, Source, TooMany, Unusable};
                let is_own = matches!(error, Own | HoldsEntries | Unusable(_));
                is_own || matches!(error, DoesNotFit { .. } | Copy { .. } | Source(_) | TooMany { .. })
            }
            error => matches!(
                error,
                Package(_)
                    | Medium(_)
                    | AcknowledgesTooMuch { .. }
                    | NotAgreed { .. }
                    | NotTheirs { .. }
                    | OtherChainKey(_)
                    | Replaces { .. }
            ),
        }
    }
}

impl From<WriteError<PackError>> for ExchangeError {
    fn from(error: WriteError<PackError>) -> ExchangeError {
        match error {
            WriteError::Medium(error) => error.into(),
            WriteError::Source(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_odd_package_is_refused_by_itself_and_a_desk_that_ails_ends_it_all() {
        let (from, org) = (Org(430_122), Org(430_123));
        let odd: [ExchangeError; 4] = [
            ExchangeError::NotTheirs { from, org },
            ReceiveError::Own.into(),
            ReceiveError::TooMany { most: 800 }.into(),
            ReceiveError::HoldsEntries.into(),
        ];
        for error in odd {
            assert!(error.is_of_package(), "{error}");
        }
        let ends: [ExchangeError; 4] = [
            ReceiveError::Cancelled.into(),
            PackageError::Stopped.into(),
            MediumError::Cancelled.into(),
            ExchangeError::LostCopy(org),
        ];
        for error in ends {
            assert!(!error.is_of_package(), "{error}");
        }
    }
}
