//! Bytes from the operating system's random source.

use crate::text::zh::store::keys as zh;

/// The operating system gave no random bytes.
#[derive(Debug, thiserror::Error)]
#[error("{}", zh::NO_RANDOM)]
pub struct RandomError(#[source] getrandom::Error);

/// `N` random bytes, fit for keys.
pub fn random_bytes<const N: usize>() -> Result<[u8; N], RandomError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(RandomError)?;
    Ok(bytes)
}
