//! The system's own program for showing a file: started beside this one, never waited for, heard of only where it does not
//! start.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

/// A program that shows files.
#[derive(Clone, Debug)]
pub struct Viewer {
    program: PathBuf,
}

impl Viewer {
    /// The one this system has; none where there is no desktop.
    pub fn find() -> Option<Viewer> {
        if cfg!(windows) {
            // Not `start`, which reads signs such as & in a file's name as commands.
            return Some(Viewer { program: PathBuf::from("explorer") });
        }
        if cfg!(target_os = "macos") {
            return Some(Viewer { program: PathBuf::from("open") });
        }
        let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        if !is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY") {
            return None;
        }
        let path = std::env::var_os("PATH")?;
        let program = std::env::split_paths(&path).map(|folder| folder.join("xdg-open")).find(|file| file.is_file())?;
        Some(Viewer { program })
    }

    /// Shows a file; false where the program does not start.
    pub fn show(&self, path: &Path) -> bool {
        let mut command = Command::new(&self.program);
        command.arg(path).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        apart(&mut command);
        match command.spawn() {
            Ok(mut child) => {
                // Somebody has to hear of its end; it may be a long while.
                let waiting = thread::Builder::new().name("viewer".to_owned()).spawn(move || child.wait());
                if let Err(error) = waiting {
                    tracing::warn!(%error, "no thread that waits for the viewer");
                }
                true
            }
            Err(error) => {
                tracing::warn!(%error, "the viewer did not start");
                false
            }
        }
    }
}

/// In a process group of its own: what ends this program must not end the viewer.
#[cfg(unix)]
fn apart(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(not(unix))]
fn apart(_: &mut Command) {}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    #[cfg(unix)]
    fn a_program_that_is_not_there_is_told_of() {
        let folder = tempfile::tempdir().unwrap();
        let viewer = Viewer { program: folder.path().join("none") };
        assert!(!viewer.show(folder.path()));
        let viewer = Viewer { program: PathBuf::from("true") };
        assert!(viewer.show(folder.path()));
    }
}
