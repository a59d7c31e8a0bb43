//! What survives a power cut.

use super::Survival;

/// Chooses what survives (xorshift64; the choice need only be varied and repeatable).
pub(super) struct Dice {
    survival: Survival,
    state: u64,
}

impl Dice {
    pub(super) fn new(survival: Survival) -> Self {
        let seed = match survival {
            Survival::Torn(seed) => seed,
            Survival::Least | Survival::Most => 0,
        };
        // Spreads small seeds over all bits; the xorshift state must not be 0.
        let state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        Self { survival, state }
    }

    /// How many of `len` things survive.
    pub(super) fn part(&mut self, len: usize) -> usize {
        match self.survival {
            Survival::Least => 0,
            Survival::Most => len,
            Survival::Torn(_) => self.below(len + 1),
        }
    }

    /// What survives of an append that did not survive whole.
    pub(super) fn tear(&mut self, bytes: &[u8]) -> Vec<u8> {
        if !matches!(self.survival, Survival::Torn(_)) {
            return Vec::new();
        }
        let kept = self.below(bytes.len() + 1);
        let mut torn = bytes[..kept].to_vec();
        if self.below(3) == 0 {
            torn.resize(bytes.len(), 0);
        }
        torn
    }

    fn below(&mut self, limit: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        let limit = u64::try_from(limit).unwrap_or(u64::MAX).max(1);
        // The low bits of xorshift are the weak ones. Less than `limit`, so it fits a usize again.
        usize::try_from((self.state >> 16) % limit).unwrap_or(0)
    }
}
