//! With the feature `tls`: rustls encrypts, and the server proves that it is the host of the address.

use std::ffi::OsStr;
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres::config::SslMode;
use tokio_postgres_rustls::MakeRustlsConnect;

use super::{Asked, unfit};
use crate::context::StoreError;

/// What encrypts a connection.
pub(in super::super) type Connector = MakeRustlsConnect;

/// What a connection is for, so that no server of another protocol can be put in the place of this one.
const PROTOCOL: &[u8] = b"postgresql";
/// The word for the machine's own authorities.
const SYSTEM: &str = "system";

pub(super) fn connector(asked: &Asked) -> Result<Connector, StoreError> {
    let mut roots = RootCertStore::empty();
    if asked.config.get_ssl_mode() != SslMode::Disable {
        // One that cannot be read proves nothing, and hinders none of the others.
        roots.add_parsable_certificates(authorities(asked.authorities.as_deref())?);
        if roots.is_empty() && asked.wants_encryption() {
            return Err(unfit(
                "its address wants an encrypted connection, and there is no authority to prove who \
                 the server is: name a file of certificates (sslrootcert)",
            ));
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let client =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let client = client.map_err(|error| unfit(error.to_string()))?;
    let mut client = client.with_root_certificates(roots).with_no_client_auth();
    client.alpn_protocols = vec![PROTOCOL.to_vec()];
    Ok(MakeRustlsConnect::new(client))
}

/// Whose certificates are believed: those of a file, or of the machine.
fn authorities(file: Option<&OsStr>) -> Result<Vec<CertificateDer<'static>>, StoreError> {
    let Some(file) = file.filter(|file| *file != SYSTEM) else {
        return Ok(rustls_native_certs::load_native_certs().certs);
    };
    let read = CertificateDer::pem_file_iter(file).and_then(Iterator::collect);
    read.map_err(|error| unfit(format!("the certificates that `sslrootcert` names: {error}")))
}
