//! The time that an evaluation may take.

use oxigraph::sparql::CancellationToken;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

/// Called where an evaluation does not end although its time is up.
///
/// Evaluation looks at its time whenever it reads a quad or gives a row; a product of two large
/// sides in memory does neither for long. A process may end itself here, a server give up the worker.
pub type Overrun = Arc<dyn Fn() + Send + Sync>;

/// How long an evaluation may run on after its time before [`Overrun`] is called.
pub const GRACE: Duration = Duration::from_millis(500);

/// Cancels an evaluation when its time is up; dropped with the answer.
pub(crate) struct Watchdog {
    token: CancellationToken,
    /// Its end tells the watching thread to stop.
    _leash: Option<Sender<()>>,
}

impl Watchdog {
    /// Starts the watch; without a timeout nothing is watched.
    ///
    /// # Errors
    /// No thread can be started.
    pub(crate) fn start(timeout: Option<Duration>, overrun: Option<Overrun>) -> io::Result<Self> {
        let token = CancellationToken::new();
        let Some(timeout) = timeout else {
            return Ok(Self {
                token,
                _leash: None,
            });
        };
        let (leash, end) = channel::<()>();
        let seen = token.clone();
        thread::Builder::new()
            .name("watchdog".into())
            .spawn(move || {
                if end.recv_timeout(timeout) == Err(RecvTimeoutError::Timeout) {
                    seen.cancel();
                    let late = end.recv_timeout(GRACE) == Err(RecvTimeoutError::Timeout);
                    if let (true, Some(overrun)) = (late, overrun) {
                        overrun();
                    }
                }
            })?;
        Ok(Self {
            token,
            _leash: Some(leash),
        })
    }

    /// What the evaluator looks at.
    pub(crate) fn token(&self) -> &CancellationToken {
        &self.token
    }
}

#[cfg(test)]
mod tests {
    use super::Watchdog;
    use std::sync::Arc;
    use std::sync::mpsc::channel;
    use std::time::Duration;

    #[test]
    fn cancels_and_then_calls() {
        let (called, wait) = channel();
        let overrun = Arc::new(move || called.send(()).unwrap_or_default());
        let watchdog = Watchdog::start(Some(Duration::ZERO), Some(overrun)).unwrap();
        wait.recv().unwrap();
        assert!(watchdog.token().is_cancelled());
    }

    #[test]
    fn nothing_without_a_timeout() {
        let watchdog = Watchdog::start(None, None).unwrap();
        assert!(!watchdog.token().is_cancelled());
    }
}
