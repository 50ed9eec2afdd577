//! What the demo puts on the screen: acts, words, commands, facts; and the claims that it checks.

use std::io::Write;

use hera_runtime::cli::Paint;

use super::Failure;

/// Words on a line.
const COLUMNS: usize = 96;

/// The screen.
#[derive(Debug)]
pub(super) struct Stage {
    colour: bool,
    act: u32,
    claims: u32,
}

/// How something looks in colour.
#[derive(Clone, Copy)]
enum Look {
    Title,
    Command,
    Dim,
    Good,
    Bad,
}

impl Look {
    fn code(self) -> &'static str {
        match self {
            Look::Title => "\x1b[1;36m",
            Look::Command => "\x1b[1m",
            Look::Dim => "\x1b[2m",
            Look::Good => "\x1b[32m",
            Look::Bad => "\x1b[1;31m",
        }
    }
}

impl Stage {
    /// Colours where a person looks.
    pub(super) fn new() -> Stage {
        Stage { colour: Paint::of_stdout().colours(), act: 0, claims: 0 }
    }

    /// How many claims were checked.
    pub(super) fn claims(&self) -> u32 {
        self.claims
    }

    /// A new act.
    pub(super) fn act(&mut self, title: &str) -> Result<(), Failure> {
        self.act += 1;
        let title = format!("Act {}: {title}", self.act);
        let rule = "─".repeat(COLUMNS.saturating_sub(title.chars().count() + 4));
        let line = self.painted(Look::Title, &format!("── {title} {rule}"));
        self.line(&format!("\n{line}"))
    }

    /// What happens and why, in words.
    pub(super) fn say(&self, text: &str) -> Result<(), Failure> {
        for line in wrapped(text, COLUMNS) {
            self.line(&line)?;
        }
        Ok(())
    }

    /// What happens next and why, after a blank line.
    pub(super) fn then(&self, text: &str) -> Result<(), Failure> {
        self.line("")?;
        self.say(text)
    }

    /// A command that is about to run.
    pub(super) fn command(&self, text: &str) -> Result<(), Failure> {
        let mut lines = wrapped(text, COLUMNS - 4).into_iter();
        let first = lines.next().unwrap_or_default();
        self.line(&format!(
            "\n  {} {}",
            self.painted(Look::Dim, "$"),
            self.painted(Look::Command, &first)
        ))?;
        for line in lines {
            self.line(&format!("      {}", self.painted(Look::Command, &line)))?;
        }
        Ok(())
    }

    /// What a command showed.
    pub(super) fn fact(&self, text: &str) -> Result<(), Failure> {
        self.line(&format!("    {text}"))
    }

    /// What a command showed, of less interest.
    pub(super) fn aside(&self, text: &str) -> Result<(), Failure> {
        self.line(&format!("    {}", self.painted(Look::Dim, text)))
    }

    /// Something that has to be true: the demo ends where it is not.
    pub(super) fn claim(&mut self, holds: bool, text: &str) -> Result<(), Failure> {
        if !holds {
            self.line(&format!("  {}", self.painted(Look::Bad, &format!("✗ {text}"))))?;
            return Err(format!("this is not so: {text}").into());
        }
        self.claims += 1;
        self.line(&format!("  {} {text}", self.painted(Look::Good, "✓")))
    }

    fn painted(&self, look: Look, text: &str) -> String {
        if self.colour { format!("{}{text}\x1b[0m", look.code()) } else { text.to_owned() }
    }

    fn line(&self, text: &str) -> Result<(), Failure> {
        let mut stdout = std::io::stdout().lock();
        writeln!(stdout, "{text}")?;
        Ok(stdout.flush()?)
    }
}

/// Text in lines of at most so many columns; a word that is longer has a line of its own.
fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= columns => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn words_are_kept_whole() {
        assert_eq!(wrapped("one two  three\nfour", 9), ["one two", "three", "four"]);
        assert_eq!(wrapped("a incomprehensibilities b", 5), ["a", "incomprehensibilities", "b"]);
        assert!(wrapped(" ", 5).is_empty());
    }
}
