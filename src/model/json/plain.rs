//! Whether a body holds known keys only, told without keeping anything of it.

use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value as Json};

/// The keys of a kind of record, and of the rows of its lists.
#[derive(Clone, Copy)]
pub(super) struct Keys<'a> {
    pub(super) known: &'a Map<String, Json>,
    pub(super) rows: &'a [(&'static str, Map<String, Json>)],
}

impl Keys<'_> {
    /// Whether a text is an object with no other keys. What does not read holds none, and neither does one with a key that is
    /// written with escapes: whoever asks reads it another way then.
    pub(super) fn are_all_of(self, text: &str) -> bool {
        let mut input = serde_json::Deserializer::from_str(text);
        self.deserialize(&mut input).is_ok()
    }
}

impl<'de> DeserializeSeed<'de> for Keys<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Keys<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of known keys")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<&str>()? {
            if !self.known.contains_key(key) {
                return Err(A::Error::custom("an unknown key"));
            }
            match self.rows.iter().find(|(list, _)| *list == key) {
                Some((_, known)) => map.next_value_seed(Rows(Keys { known, rows: &[] }))?,
                None => map.next_value::<IgnoredAny>().map(drop)?,
            }
        }
        Ok(())
    }
}

/// A list of rows.
struct Rows<'a>(Keys<'a>);

impl<'de> DeserializeSeed<'de> for Rows<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Rows<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of rows")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<(), A::Error> {
        while rows.next_element_seed(self.0)?.is_some() {}
        Ok(())
    }
}
