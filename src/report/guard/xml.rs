//! XML events of one part with every bound checked as the bytes come: size, ratio, one token, nesting, entities.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::Why;

/// Bytes of one token (a tag, a run of text, a comment); the parser holds one in memory.
const MAX_TOKEN_BYTES: u64 = 1 << 20;
/// Bytes of one tag with its attributes; a sheet's own root tag has about one thousand.
const MAX_TAG_BYTES: usize = 64 << 10;
/// Elements inside each other; a sheet needs ten.
const MAX_DEPTH: usize = 64;
/// Inflated bytes for each packed byte; sheets of nothing but numbered blank rows reach 10.
const MAX_RATIO: u64 = 300;
/// Below this size a part's ratio is of no interest.
const RATIO_FROM_BYTES: u64 = 8 << 20;

/// What the readers above see of an XML part; comments and processing instructions are passed over.
pub enum Node<'a> {
    /// An element begins; an empty element is followed by its [`Node::End`].
    Start(BytesStart<'a>),
    /// An element ends.
    End,
    /// A run of text, entities resolved, line ends as `\n`; one text may come in several runs.
    Text(Cow<'a, str>),
    /// The part is over.
    Over,
}

/// A bounded XML reader over one part of a container.
pub struct Xml<R: Read> {
    reader: Reader<Meter<R>>,
    buffer: Vec<u8>,
    depth: usize,
    part: String,
    declared: u64,
}

impl<R: Read> Xml<R> {
    /// A reader over `source`, the inflated bytes of `part`, that were `packed` bytes and may be at most `limit`.
    ///
    /// `declared` is the size the container claims; it only serves to show progress.
    pub fn new(source: R, part: &str, packed: u64, declared: u64, limit: u64) -> Self {
        let limit = limit.min(packed.saturating_mul(MAX_RATIO).max(RATIO_FROM_BYTES));
        let mut reader = Reader::from_reader(Meter { source: BufReader::new(source), total: 0, token: 0, limit });
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), depth: 0, part: part.to_owned(), declared }
    }

    /// The next node, or why the part is refused.
    pub fn next_node(&mut self) -> Result<Node<'_>, Why> {
        let Self { reader, buffer, depth, part, .. } = self;
        buffer.clear();
        reader.get_mut().token = 0;
        match reader.read_event_into(buffer).map_err(|error| refused(&error, part))? {
            Event::Start(tag) => {
                *depth += 1;
                if *depth > MAX_DEPTH {
                    return Err(Why::TooDeep { part: part.clone() });
                }
                if tag.len() > MAX_TAG_BYTES {
                    return Err(Why::Overlong { part: part.clone() });
                }
                Ok(Node::Start(tag))
            }
            Event::End(_) => {
                *depth = depth.saturating_sub(1);
                Ok(Node::End)
            }
            Event::Text(text) => text.xml10_content().map(Node::Text).map_err(|_| damaged(part)),
            Event::CData(text) => text.xml10_content().map(Node::Text).map_err(|_| damaged(part)),
            Event::GeneralRef(reference) => resolved(&reference).map(Node::Text).ok_or_else(|| damaged(part)),
            Event::DocType(_) => Err(Why::DeclaresEntities { part: part.clone() }),
            Event::Eof if *depth == 0 => Ok(Node::Over),
            Event::Eof => Err(damaged(part)),
            Event::Empty(_) | Event::Comment(_) | Event::PI(_) | Event::Decl(_) => Ok(Node::Text(Cow::Borrowed(""))),
        }
    }

    /// Reads past the rest of the element whose start was the last node.
    pub fn skip_element(&mut self) -> Result<(), Why> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            self.next_node()?;
        }
        Ok(())
    }

    /// How many elements are open.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// Thousandths of the part that were read, by the size the container claims.
    pub fn permille(&self) -> u16 {
        let read = self.reader.get_ref().total;
        let share = read.saturating_mul(1000) / self.declared.max(1);
        u16::try_from(share.min(1000)).unwrap_or(1000)
    }

    /// The error for a part that is well-formed but makes no sense.
    pub fn damaged(&self) -> Why {
        damaged(&self.part)
    }

    /// The error for a part that would take too much memory.
    pub fn inflates(&self) -> Why {
        Why::Inflates { part: self.part.clone() }
    }

    /// The error for a text beyond its bound.
    pub fn overlong(&self) -> Why {
        Why::Overlong { part: self.part.clone() }
    }
}

/// The value of the attribute with that local name, entities resolved; none if it is absent or malformed.
pub fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    // Without the library's check for repeated names, which takes the square of their number.
    let found = tag
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name.as_bytes())?;
    Some(found.unescape_value().ok()?.into_owned())
}

/// Counts what the parser takes out of the inflated stream and ends it at a bound.
struct Meter<R> {
    source: BufReader<R>,
    total: u64,
    /// Bytes taken since the parser last handed out an event.
    token: u64,
    limit: u64,
}

#[derive(Debug, Clone, Copy, thiserror::Error)]
enum Bound {
    #[error("a part inflates beyond its bound")]
    Part,
    #[error("a token is longer than its bound")]
    Token,
}

impl<R: Read> Read for Meter<R> {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(target)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Meter<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.total > self.limit {
            return Err(io::Error::other(Bound::Part));
        }
        if self.token > MAX_TOKEN_BYTES {
            return Err(io::Error::other(Bound::Token));
        }
        self.source.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        let taken = u64::try_from(count).unwrap_or(u64::MAX);
        self.total = self.total.saturating_add(taken);
        self.token = self.token.saturating_add(taken);
        self.source.consume(count);
    }
}

fn refused(error: &quick_xml::Error, part: &str) -> Why {
    let bound = match error {
        quick_xml::Error::Io(cause) => cause.get_ref().and_then(|inner| inner.downcast_ref::<Bound>()),
        _ => None,
    };
    let part = part.to_owned();
    match bound {
        Some(Bound::Part) => Why::Inflates { part },
        Some(Bound::Token) => Why::Overlong { part },
        None => Why::Damaged { part },
    }
}

fn damaged(part: &str) -> Why {
    Why::Damaged { part: part.to_owned() }
}

fn resolved(reference: &BytesRef<'_>) -> Option<Cow<'static, str>> {
    if let Some(character) = reference.resolve_char_ref().ok()? {
        return Some(Cow::Owned(character.to_string()));
    }
    resolve_xml_entity(&reference.decode().ok()?).map(Cow::Borrowed)
}
