//! The language server, through the protocol: a client library drives the real binary over stdio.

mod diagnostics;
mod editor;
mod features;
mod lifecycle;
mod specs;
