//! What a process has cost, from the kernel's own account; nothing where there is none.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

/// How the threads of sled's pool are named.
const SLED: &str = "sled";

/// What a process has cost since it began.
#[derive(Clone, Copy)]
pub struct Usage {
    /// CPU time of all its threads.
    pub cpu: Duration,
    /// How often its threads gave the CPU away to wait: how often they woke up. Without sled's.
    pub switches: u64,
    /// The same of the threads sled started.
    pub sled_switches: u64,
}

struct Thread {
    is_sleds: bool,
    cpu: Duration,
    switches: u64,
}

/// Looks at a process again and again. A thread that has ended counts with what was last seen of it.
pub struct Account {
    process: Option<u32>,
    threads: BTreeMap<String, Thread>,
}

impl Account {
    /// An account of a process.
    pub fn of(process: Option<u32>) -> Account {
        Account { process: process.filter(|_| cfg!(target_os = "linux")), threads: BTreeMap::new() }
    }

    /// What it has cost up to now.
    pub fn look(&mut self) -> Option<Usage> {
        let folder = format!("/proc/{}/task", self.process?);
        for entry in fs::read_dir(folder).ok()?.flatten() {
            if let Some(thread) = thread(&entry.path()) {
                self.threads.insert(entry.file_name().to_string_lossy().into_owned(), thread);
            }
        }
        let switches = |of_sled: bool| {
            self.threads.values().filter(|thread| thread.is_sleds == of_sled).map(|thread| thread.switches).sum()
        };
        Some(Usage {
            cpu: self.threads.values().map(|thread| thread.cpu).sum(),
            switches: switches(false),
            sled_switches: switches(true),
        })
    }
}

fn thread(folder: &Path) -> Option<Thread> {
    // Nanoseconds on a CPU, nanoseconds waiting for one, how often it was given one.
    let nanoseconds = fs::read_to_string(folder.join("schedstat")).ok()?.split_whitespace().next()?.parse().ok()?;
    let status = fs::read_to_string(folder.join("status")).ok()?;
    let name = fs::read_to_string(folder.join("comm")).ok()?;
    Some(Thread {
        is_sleds: name.starts_with(SLED),
        cpu: Duration::from_nanos(nanoseconds),
        switches: figure(&status, "voluntary_ctxt_switches")?,
    })
}

/// The resident memory of a process.
pub fn resident_kib(process: Option<u32>) -> Option<u64> {
    figure(&fs::read_to_string(format!("/proc/{}/status", process?)).ok()?, "VmRSS")
}

fn figure(status: &str, name: &str) -> Option<u64> {
    let value = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    value.trim().trim_end_matches(" kB").parse().ok()
}
