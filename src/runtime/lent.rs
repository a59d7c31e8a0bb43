//! A desk lent to a thread that takes long over a save: an import, a report that is sent.
//!
//! There is one writer: whoever wants to save meanwhile hears what is going on. The desk comes back with the end of it,
//! whatever that is.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::store::desk::Desk;

/// The desk while another thread has it, and the wish that the work there stops.
#[derive(Clone, Default)]
pub struct Lent {
    desk: Arc<Mutex<Option<Desk>>>,
    stop: Arc<AtomicBool>,
}

impl Lent {
    /// The desk, once it was given back.
    pub fn returned(&self) -> Option<Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Wishes that the work stops.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::SeqCst);
    }

    /// Gives the desk back.
    pub fn give_back(&self, desk: Desk) {
        *self.desk.lock().unwrap_or_else(PoisonError::into_inner) = Some(desk);
    }

    /// Whether the work may go on.
    pub fn flow(&self) -> ControlFlow<()> {
        if self.stop.load(Ordering::SeqCst) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}
