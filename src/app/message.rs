//! The one line that tells the clerk what came of what she did.

/// How a message is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    /// To be known.
    Plain,
    /// Done.
    Done,
    /// To be looked at.
    Warning,
    /// Refused or failed.
    Error,
}

/// A message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    /// What it says.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
}
