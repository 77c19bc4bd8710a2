//! Certificates from files.

use crate::config::TlsSettings;
use anyhow::{Context, Result, bail, ensure};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::path::Path;
use std::sync::Arc;

/// What the listener needs, if it is to encrypt. Relative names are in the data folder.
///
/// # Errors
/// When a file is missing or does not hold what it should.
pub fn tls(settings: &TlsSettings, data: &Path) -> Result<Option<Arc<ServerConfig>>> {
    let (certificate, key) = match (&settings.certificate, &settings.key) {
        (None, None) => return Ok(None),
        (Some(certificate), Some(key)) => (data.join(certificate), data.join(key)),
        _ => bail!("tls.certificate and tls.key go together: set both or neither"),
    };
    let chain = CertificateDer::pem_file_iter(&certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .with_context(|| format!("cannot read a certificate from {}", certificate.display()))?;
    ensure!(
        !chain.is_empty(),
        "{} holds no certificate in PEM form",
        certificate.display()
    );
    let private = PrivateKeyDer::from_pem_file(&key)
        .with_context(|| format!("cannot read a private key from {}", key.display()))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, private)
        .with_context(|| {
            format!(
                "{} and {} do not fit together",
                certificate.display(),
                key.display()
            )
        })?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Some(Arc::new(config)))
}
