//! Drives on Linux: the kernel's table of mounts, read line by line.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use super::{Drive, space};
use crate::model::order::Order as _;

/// What is mounted for this process: man 5 proc_pid_mountinfo.
const TABLE: &str = "/proc/self/mountinfo";
/// Names of drives, links to their devices, made by udev.
const LABELS: &str = "/dev/disk/by-label";
/// What the kernel says of a block device.
const DEVICES: &str = "/sys/class/block";

/// The most of the table that is read, in bytes; a machine with thousands of mounts has less.
const MAX_TABLE_BYTES: u64 = 4 * 1024 * 1024;
/// The most labels looked at.
const MAX_LABELS: usize = 1000;

/// Where desktops and administrators mount what is put in.
const PLACES: [&str; 3] = ["/media", "/run/media", "/mnt"];
/// The system's own places: a machine that was started from a stick is no stick.
const OWN_PLACES: [&str; 9] = ["/boot", "/efi", "/etc", "/home", "/nix", "/opt", "/snap", "/usr", "/var"];

/// A line of the table.
#[derive(Debug, PartialEq, Eq)]
struct Mount {
    at: PathBuf,
    /// What is mounted: a device, a share; a word for what has neither.
    source: PathBuf,
    system: String,
    is_read_only: bool,
}

/// What is mounted where sticks are mounted, or is removable.
pub(super) fn drives() -> io::Result<Vec<Drive>> {
    let mut table = Vec::new();
    File::open(TABLE)?.take(MAX_TABLE_BYTES).read_to_end(&mut table)?;
    let labels = labels();
    let drives = carried(mounts(&table), is_removable).into_iter().map(|(mount, is_removable)| {
        // What does not tell its room, a share whose server is gone say, is shown without it.
        let mut space = space(&mount.at).unwrap_or_default();
        space.is_read_only |= mount.is_read_only;
        let given = labels.iter().find(|(device, _)| *device == mount.source).map(|(_, label)| label.clone());
        let label = given.unwrap_or_else(|| last_part(&mount.at));
        Drive { root: mount.at, label, system: mount.system, is_removable, space }
    });
    let mut drives: Vec<Drive> = drives.collect();
    drives.order_by(|a, b| a.root.cmp(&b.root));
    Ok(drives)
}

/// Reads the table. A line that is not like one is left out.
fn mounts(table: &[u8]) -> Vec<Mount> {
    table.split(|byte| *byte == b'\n').filter_map(mount).collect()
}

/// Reads a line: number, parent, device, root, place, options, optional fields, `-`, file system, source, its options.
fn mount(line: &[u8]) -> Option<Mount> {
    let mut fields = line.split(|byte| *byte == b' ');
    let at = path(fields.nth(4)?);
    let options = fields.next()?;
    fields.find(|field| *field == b"-")?;
    let system = String::from_utf8_lossy(fields.next()?).into_owned();
    let source = path(fields.next()?);
    let is_read_only = [options, fields.next()?].into_iter().any(says_read_only);
    Some(Mount { at, source, system, is_read_only })
}

fn says_read_only(options: &[u8]) -> bool {
    options.split(|byte| *byte == b',').any(|option| option == b"ro")
}

/// A path of the table: blank, tab, line break and backslash stand in it as `\` and three octal digits.
fn path(field: &[u8]) -> PathBuf {
    std::ffi::OsString::from_vec(unescaped(field, b"", 3, 8)).into()
}

/// Undoes escapes of a backslash, `mark` and `digits` digits of a base; anything else stays as it stands.
fn unescaped(text: &[u8], mark: &[u8], digits: usize, base: u32) -> Vec<u8> {
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        let code = (*first == b'\\').then(|| after.strip_prefix(mark)).flatten().and_then(|code| code.get(..digits));
        let code = code.filter(|code| code.iter().all(u8::is_ascii_hexdigit));
        let byte = code.and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, base).ok());
        match byte {
            Some(byte) => {
                plain.push(byte);
                rest = after.get(mark.len() + digits..).unwrap_or_default();
            }
            None => {
                plain.push(*first);
                rest = after;
            }
        }
    }
    plain
}

/// The mounts that are of interest, and whether each can be pulled out.
fn carried(mounts: Vec<Mount>, is_removable: impl Fn(&Path) -> bool) -> Vec<(Mount, bool)> {
    let mut carried: Vec<(Mount, bool)> = Vec::new();
    for mount in mounts {
        // A later mount hides an earlier one at the same place.
        carried.retain(|(other, _)| other.at != mount.at);
        let has_place = PLACES.iter().any(|place| mount.at.starts_with(place));
        let is_own = mount.at.parent().is_none() || OWN_PLACES.iter().any(|place| mount.at.starts_with(place));
        if !is_real(&mount.source) || is_own {
            continue;
        }
        let is_removable = is_removable(&mount.source);
        let is_twice = carried.iter().any(|(other, _)| other.source == mount.source);
        if (has_place || is_removable) && !is_twice {
            carried.push((mount, is_removable));
        }
    }
    carried
}

/// Whether something stands behind a mount: a device, or a share (`//server/share`, `server:/share`).
fn is_real(source: &Path) -> bool {
    source.is_absolute() || memchr::memmem::find(source.as_os_str().as_bytes(), b":/").is_some()
}

/// Whether the kernel says so of a device, or of the disk that it is a part of.
fn is_removable(source: &Path) -> bool {
    let device = fs::canonicalize(source).unwrap_or_else(|_| source.to_path_buf());
    let Some(name) = device.file_name().filter(|_| device.starts_with("/dev")) else { return false };
    let of_kernel = Path::new(DEVICES).join(name);
    ["removable", "../removable"].iter().any(|file| {
        let mut said = [0];
        let read = File::open(of_kernel.join(file)).and_then(|mut file| file.read(&mut said));
        read.is_ok() && said == *b"1"
    })
}

/// Devices and their labels; empty where there is no udev.
fn labels() -> Vec<(PathBuf, String)> {
    let links = fs::read_dir(LABELS).into_iter().flatten().flatten().take(MAX_LABELS);
    links.filter_map(|link| Some((fs::canonicalize(link.path()).ok()?, label(&link.file_name())))).collect()
}

/// A label as udev names its link: bytes that do not fit a name stand as `\x` and two hexadecimal digits.
fn label(link: &OsStr) -> String {
    String::from_utf8_lossy(&unescaped(link.as_bytes(), b"x", 2, 16)).into_owned()
}

fn last_part(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const LINES: &str = r"27 1 254:0 / / rw,relatime - ext4 /dev/sda2 rw,discard
22 27 0:21 / /proc rw,relatime - proc proc rw
30 27 8:1 / /boot/efi rw - vfat /dev/sda1 rw
40 27 8:17 / /media/lihua/联络站\040U盘 rw,nosuid shared:12 master:3 - vfat /dev/sdb1 rw,utf8
41 27 8:18 / /media/lihua/a\012b\134c ro,nosuid - exfat /dev/sdb2 rw
42 27 8:33 / /data/stick rw - vfat /dev/sdc1 ro
43 27 8:49 / /data/disk rw - ext4 /dev/sdd1 rw
44 27 0:50 / /mnt/share rw - cifs //server/资料 rw
45 27 0:51 / /mnt/tmp rw - tmpfs tmpfs rw
46 27 8:17 / /mnt/again rw - vfat /dev/sdb1 rw
47 27 0:52 / /mnt/nfs rw - nfs4 server:/export rw
48 27 0:53 / /mnt/nfs rw - tmpfs none rw
a line that is none
49 27 8:65 / /media/short
50 27 8:65 / /media/odd\9 rw -";

    /// HOSTILE 30.
    #[test]
    fn the_table_is_read_with_blanks_line_breaks_and_chinese_in_it() {
        let mounts = mounts(LINES.as_bytes());
        assert_eq!(mounts.len(), 12);
        assert_eq!(mounts[3].at, Path::new("/media/lihua/联络站 U盘"));
        assert_eq!(mounts[3].source, Path::new("/dev/sdb1"));
        assert_eq!(mounts[3].system, "vfat");
        assert_eq!(mounts[4].at, Path::new("/media/lihua/a\nb\\c"));
        let read_only: Vec<bool> = mounts.iter().map(|mount| mount.is_read_only).collect();
        assert_eq!(read_only.iter().filter(|it| **it).count(), 2);
        assert!(read_only[4] && read_only[5]);
    }

    #[test]
    fn sticks_and_shares_are_carried_about_and_the_system_is_not() {
        let carried =
            carried(mounts(LINES.as_bytes()), |device| !device.ends_with("sdd1") && device.starts_with("/dev"));
        let places: Vec<&str> = carried.iter().map(|(mount, _)| mount.at.to_str().unwrap()).collect();
        assert_eq!(places, ["/media/lihua/联络站 U盘", "/media/lihua/a\nb\\c", "/data/stick", "/mnt/share"]);
        let removable: Vec<bool> = carried.iter().map(|(_, is_removable)| *is_removable).collect();
        assert_eq!(removable, [true, true, true, false]);
    }

    #[test]
    fn escapes_that_are_none_stay() {
        for (text, plain) in
            [(r"\040", " "), (r"\04", r"\04"), (r"\x20", r"\x20"), (r"\089", r"\089"), (r"\777", r"\777")]
        {
            assert_eq!(path(text.as_bytes()), Path::new(plain), "{text}");
        }
        assert_eq!(label(OsStr::new(r"LZ\x20U\xe7\x9b\x98\x")), r"LZ U盘\x");
        assert_eq!(path(b"\\377"), Path::new(OsStr::from_bytes(b"\xff")));
    }

    #[test]
    fn this_machine_is_asked_without_a_failure() {
        let drives = drives().unwrap();
        assert!(drives.iter().all(|drive| drive.root.is_absolute()));
    }
}
