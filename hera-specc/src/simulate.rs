//! The compiler's own reading of a run's data, without generated code: values in and out of JSON, the
//! interpreter of expressions, and the dry run of a flow on the same machine that services use.
//!
//! [`dry_run`] is the way in; [`story`] tells a person what happened. A property test holds the
//! interpreter against the generated code.

mod admit;
mod clauses;
mod failure;
pub mod interpret;
mod run;
mod sample;
mod state;
mod story;
pub mod value;

pub use clauses::{Unmet, unmet};
pub use failure::{Failing, Misuse, codes, validate};
pub use interpret::{Data, holds, interpret};
pub use run::{DryRun, DryRunError, Given, REFUSED, Subject, dry_run, plan};
pub use sample::{answer as sample_answer, payload as sample_payload};
pub use state::{Fields, State};
pub use story::story;
pub use value::{Mismatch, Value};
