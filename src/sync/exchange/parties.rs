//! Who packages are exchanged with: their keys come by a file and are trusted once their fingerprint was compared.

use std::path::{Path, PathBuf};

use super::{ExchangeError, party_of};
use crate::model::party::{ADDED, CONFIRMED, LOWER, Party, REVOKED, UPPER};
use crate::model::{Date, Entry, Kind, Org, Record};
use crate::store::batch::Stamp;
use crate::store::desk::Desk;
use crate::store::disk::{Access, Disk, DiskError};
use crate::store::keys::PublicKey;
use crate::store::settings::Level;
use crate::sync::keys::{Enrolment, EnrolmentError, MAX_ENROLMENT_BYTES, OwnKeys, name_of};

/// The verbs under which a party's standing is saved.
const ADD: &str = "enrol";
const CONFIRM: &str = "confirm";
const REVOKE: &str = "revoke";

/// Writes this desk's key file into a folder, in the place of any there; gives its path and the fingerprint to read out.
pub fn export(desk: &Desk, keys: &OwnKeys, folder: &Path, stamp: &Stamp) -> Result<(PathBuf, String), ExchangeError> {
    let (org, level) = (desk.org(), Level::of(desk.org()));
    let station = desk.reader().entry(Kind::Station, 1)?;
    let name = match station.as_ref().map(|entry| &entry.record) {
        Some(Record::Station(station)) => station.name.clone(),
        _ => String::new(),
    };
    let enrolment = Enrolment::of_desk(org, &name, level.key(), keys, &stamp.at);
    let text = enrolment.encode(keys).map_err(|_| EnrolmentError::NotEnrolment)?;
    let path = folder.join(name_of(org));
    crate::sync::medium::check_folder(desk.disk().as_ref(), folder)?;
    desk.disk().write_atomic(&path, text.as_bytes(), Access::Shared).map_err(DiskError::writing(&path))?;
    Ok((path, enrolment.fingerprint()))
}

/// Names of a folder that are looked at for key files.
const MOST_NAMES: usize = 5_000;

/// The key files in a folder in their order, but for our own.
pub fn key_files(disk: &dyn Disk, folder: &Path, own: Org) -> Vec<PathBuf> {
    let entries = disk.list(folder, MOST_NAMES).unwrap_or_default();
    let is_key = |path: &PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let code = name.strip_prefix("LZ-").and_then(|rest| rest.strip_suffix("-key.txt"));
        code.and_then(|code| code.parse::<Org>().ok()).is_some_and(|org| org != own)
    };
    let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path).filter(is_key).collect();
    paths.sort_unstable();
    paths
}

/// The key file that is meant: the file itself, or the only one in the folder.
fn key_file(desk: &Desk, path: &Path) -> Result<PathBuf, ExchangeError> {
    let disk = desk.disk();
    if !disk.metadata(path).is_ok_and(|meta| meta.kind == crate::store::disk::Kind::Folder) {
        return Ok(path.to_path_buf());
    }
    match key_files(disk.as_ref(), path, desk.org()).as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(ExchangeError::NoKeyFile(path.to_path_buf())),
        several => Err(ExchangeError::SeveralKeyFiles(several.to_vec())),
    }
}

/// Adds a party by its key file, or by the folder that holds no other, or gives one that is known its new keys, which then have to be confirmed anew. The same file again
/// changes nothing.
pub fn add(desk: &mut Desk, file: &Path, stamp: &Stamp) -> Result<Entry, ExchangeError> {
    let file = &key_file(desk, file)?;
    let bytes = desk.disk().read(file, MAX_ENROLMENT_BYTES).map_err(DiskError::reading(file))?;
    let enrolment = Enrolment::decode(&bytes)?;
    let (own, org) = (desk.org(), enrolment.org);
    if org == own {
        return Err(ExchangeError::OwnEnrolment);
    }
    let role = role(own, org)?;
    let before = desk.reader().entry(Kind::Party, org.0)?;
    let former = before.as_ref().and_then(party_of).cloned().unwrap_or_default();
    let (sign_key, box_key) = (enrolment.sign.to_string(), enrolment.unbox.to_string());
    let is_same = (&former.sign_key, &former.box_key) == (&sign_key, &box_key);
    let is_known = is_same && former.status != REVOKED;
    // Of a key that was revoked it is still said why, until it is confirmed again.
    let reason = if is_same { former.reason.clone() } else { String::new() };
    // Another key is another computer: what the one before it had acknowledged it need not have, and is sent everything.
    let former = if is_same { former } else { Party::default() };
    let party = Party {
        code: org.to_string(),
        name: enrolment.name,
        role: role.to_owned(),
        status: if is_known { former.status.clone() } else { ADDED.to_owned() },
        status_on: if is_known { former.status_on } else { day_of(stamp) },
        reason,
        sign_key,
        box_key,
        ..former
    };
    let record = Record::Party(Box::new(party));
    let mut batch = desk.batch(stamp.clone());
    match &before {
        Some(before) => batch.change(ADD, before, record),
        None => batch.add_reserved(org.0, record),
    }
    desk.commit(batch)?.into_iter().next().ok_or(ExchangeError::NoParty(org))
}

/// Whether a code stands above this desk or below it: the shorter code is the higher desk, and one begins with the other.
fn role(own: Org, other: Org) -> Result<&'static str, ExchangeError> {
    let (own, code) = (own.to_string(), other.to_string());
    if own.starts_with(&code) {
        Ok(UPPER)
    } else if code.starts_with(&own) {
        Ok(LOWER)
    } else {
        Err(ExchangeError::SameLevel(other))
    }
}

/// The fingerprint of a party's keys, six groups of five digits.
pub fn fingerprint(party: &Party) -> Option<String> {
    PublicKey::from_hex(&party.sign_key).map(|key| key.fingerprint(&party.box_key))
}

/// Trusts a party's keys from now on: `read_out` is the fingerprint as the other side read it over the telephone, whatever stands
/// between its digits. A revoked key is not trusted again before its key file was added anew.
pub fn confirm(desk: &mut Desk, org: Org, read_out: &str, stamp: &Stamp) -> Result<Entry, ExchangeError> {
    let (before, party) = find(desk, org)?;
    if party.status == REVOKED {
        return Err(ExchangeError::Revoked { name: party.called().to_owned() });
    }
    let digits = |text: &str| text.chars().filter_map(|c| c.to_digit(10)).collect::<Vec<u32>>();
    // An input method types digits full-width.
    let told = digits(&crate::text::clean::fold(read_out));
    let expected = digits(&fingerprint(&party).ok_or(ExchangeError::OtherFingerprint)?);
    if told.len() != expected.len() {
        return Err(ExchangeError::FingerprintLength { digits: told.len() });
    }
    if told != expected {
        let own = OwnKeys::of_desk(desk.disk().as_ref(), desk.root()).map(|keys| digits(&keys.fingerprint()));
        let is_own = own.is_ok_and(|own| own == told);
        return Err(if is_own { ExchangeError::OwnFingerprint } else { ExchangeError::OtherFingerprint });
    }
    let party = Party { status: CONFIRMED.to_owned(), status_on: day_of(stamp), reason: String::new(), ..party };
    save(desk, CONFIRM, &before, party, stamp)
}

/// Trusts a party no longer, for a reason.
pub fn revoke(desk: &mut Desk, org: Org, reason: &str, stamp: &Stamp) -> Result<Entry, ExchangeError> {
    let (before, party) = find(desk, org)?;
    let reason = crate::text::clean::line(reason);
    if reason.is_empty() {
        return Err(ExchangeError::NoReason);
    }
    save(desk, REVOKE, &before, Party { status: REVOKED.to_owned(), status_on: day_of(stamp), reason, ..party }, stamp)
}

fn find(desk: &Desk, org: Org) -> Result<(Entry, Party), ExchangeError> {
    let entry = desk.reader().entry(Kind::Party, org.0)?.ok_or(ExchangeError::NoParty(org))?;
    let party = party_of(&entry).cloned().ok_or(ExchangeError::NoParty(org))?;
    Ok((entry, party))
}

fn save(desk: &mut Desk, verb: &str, before: &Entry, party: Party, stamp: &Stamp) -> Result<Entry, ExchangeError> {
    let mut batch = desk.batch(stamp.clone());
    batch.change(verb, before, Record::Party(Box::new(party)));
    desk.commit(batch)?.into_iter().next().ok_or(ExchangeError::NoParty(Org(before.id)))
}

fn day_of(stamp: &Stamp) -> Option<Date> {
    stamp.at.get(..10).and_then(|day| day.parse().ok())
}
