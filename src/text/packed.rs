//! Texts of `fixtures/` that the program has inside gzipped, because it travels by stick (`fixtures/build.rs` packs them).

use std::io::Read as _;
use std::sync::OnceLock;

use flate2::bufread::GzDecoder;

/// A text of `fixtures/` as it was packed when the program was built, by its name there.
macro_rules! packed {
    ($name:literal) => {
        $crate::text::packed::Packed::new(include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".gz")))
    };
}

pub(crate) use packed;

/// A gzipped text, unpacked when it is first asked for and kept from then on.
pub struct Packed {
    bytes: &'static [u8],
    text: OnceLock<String>,
}

impl Packed {
    /// Of what stands between the quotation marks of [`packed!`].
    pub const fn new(bytes: &'static [u8]) -> Packed {
        Packed { bytes, text: OnceLock::new() }
    }

    /// The text as it stands in `fixtures/`.
    pub fn text(&self) -> &str {
        self.text.get_or_init(|| {
            let mut text = String::new();
            // What the build packed unpacks; if it did not, a table would be empty, which each table's own test notices.
            let whole = GzDecoder::new(self.bytes).read_to_string(&mut text);
            debug_assert!(whole.is_ok(), "{whole:?}");
            text
        })
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_was_packed_is_what_stands_in_the_folder() {
        let packed = packed!("demo/phrases.toml");
        assert_eq!(packed.text(), include_str!("../../fixtures/demo/phrases.toml"));
        assert!(packed.bytes.len() * 2 < packed.text().len());
    }
}
