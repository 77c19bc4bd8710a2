//! Passwords: asked for without showing them, and read from standard input.

use anyhow::{Context, Result, bail, ensure};
use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
use std::io::{BufRead, IsTerminal, Read};

/// Bytes of one line of standard input.
const LINE_BYTES_MAX: u64 = 4_096;

/// A password from the first line of standard input, or from the person at the terminal.
///
/// # Errors
/// When there is none. Whether it keeps the rules is found out where the person is known.
pub fn ask(stdin: bool) -> Result<String> {
    let password = if stdin {
        read_line()?
    } else if std::io::stdin().is_terminal() {
        let password = ask_terminal("Password: ")?;
        ensure!(
            password == ask_terminal("The same again: ")?,
            "the two passwords differ; nothing was changed"
        );
        password
    } else {
        bail!(
            "standard input is no terminal; pass --stdin to read the password from its first line"
        )
    };
    Ok(password)
}

/// The first line of standard input.
///
/// # Errors
/// When it cannot be read.
pub fn read_line() -> Result<String> {
    let mut line = String::new();
    std::io::stdin()
        .lock()
        .take(LINE_BYTES_MAX)
        .read_line(&mut line)
        .context("cannot read from standard input")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// Asks with the echo off, and puts it back whatever happens.
fn ask_terminal(prompt: &str) -> Result<String> {
    struct Restore(rustix::termios::Termios);
    impl Drop for Restore {
        fn drop(&mut self) {
            // The terminal may be gone; there is nothing left to restore then.
            let _ = tcsetattr(std::io::stdin(), OptionalActions::Flush, &self.0);
        }
    }
    let before = Restore(tcgetattr(std::io::stdin())?);
    let mut silent = before.0.clone();
    silent.local_modes.remove(LocalModes::ECHO);
    tcsetattr(std::io::stdin(), OptionalActions::Flush, &silent)?;
    crate::output::prompt(prompt);
    let line = read_line();
    crate::output::remark("");
    line
}
