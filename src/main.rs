//! The binary: hands what was typed to [`fingerpost::cli`], and gives back how it ended.

use std::panic::catch_unwind;
use std::process::ExitCode;

use fingerpost::cli;

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(cli::fault::say_so));
    catch_unwind(cli::run).unwrap_or(ExitCode::from(cli::fault::EXIT))
}
