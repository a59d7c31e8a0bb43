//! The `liaison` binary: hands the arguments to the library and exits with its code.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(liaison::cli::run(std::env::args_os()).code())
}
