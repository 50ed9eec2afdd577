//! Without the feature `tls`: nothing is encrypted, and who wants it is refused.

use tokio_postgres::NoTls;

use super::{Asked, unfit};
use crate::context::StoreError;

/// Nothing encrypts a connection.
pub(in super::super) type Connector = NoTls;

pub(super) fn connector(asked: &Asked) -> Result<Connector, StoreError> {
    // Only the feature would read it.
    let _ = &asked.authorities;
    if asked.wants_encryption() {
        return Err(unfit(
            "its address wants an encrypted connection, and this program cannot encrypt: \
             build it with the feature `tls` of hera-runtime",
        ));
    }
    Ok(NoTls)
}
