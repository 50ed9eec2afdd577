//! `lsp`: the language server, over stdin and stdout.
//!
//! A thin translation: what an editor asks is answered by `hera_specc::ide`. `transport` reads and writes
//! messages, `session` is the loop, `worker` reads and judges the specs beside it, `answer` translates.

mod answer;
mod documents;
mod position;
mod publish;
mod roots;
mod session;
mod settings;
mod transport;
mod uri;
mod worker;

use std::process::ExitCode;

/// Help in an editor: findings while you type, completion, hover, definitions, rename, quick fixes
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Speak over stdin and stdout: it always does, editors like to say so
    #[arg(long)]
    stdio: bool,
}

const EXAMPLES: &str = "\
Your editor starts it; nobody types to it. It speaks the Language Server Protocol 3.17.

Examples:
  Neovim, in init.lua:
    vim.lsp.config('hera', { cmd = { 'hera-specc', 'lsp' }, filetypes = { 'yaml' },
                             root_markers = { 'hera.lock', '.git' } })
    vim.lsp.enable('hera')

  Helix, in languages.toml:
    [language-server.hera]
    command = \"hera-specc\"
    args = [\"lsp\"]

    [[language]]
    name = \"yaml\"
    language-servers = [\"hera\", \"yaml-language-server\"]

Which specs it reads: below each folder of the workspace those folders that hold a `hera.lock`; where
there is none, the folder `specs`; where there is none either, the whole folder. Or say it, as the
initialization option `specs`: [\"services/pos/specs\"]. Files that you open elsewhere are judged alone.

Exit status: 0 after `shutdown` and `exit`, 1 when it ends without `shutdown`, 3 a failure of the machine.";

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let Args { stdio: _ } = args;
    session::serve()
}
