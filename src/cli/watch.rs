//! The limits of a query: time and memory.

use crate::cli::output;
use crate::cli::status::{Failure, Status};
use aikg::query::Stop;
use bytesize::ByteSize;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// How often memory is looked at. A query takes some megabytes in this time.
const PAUSE: Duration = Duration::from_millis(10);

/// How long a query has to end by itself once it is told to.
const GRACE: Duration = Duration::from_secs(1);

/// Why a query was stopped.
#[derive(Debug, Clone, Copy)]
enum Reason {
    Time,
    Memory(ByteSize),
}

impl Reason {
    fn failure(self) -> Failure {
        match self {
            Self::Time => Failure::new(Status::Time, "the query ran out of time")
                .hint("ask for less, or give it more with --timeout"),
            Self::Memory(most) => Failure::new(
                Status::Store,
                format!("the query needs more memory than {}", most.display().si()),
            )
            .hint("ask for less, or give it more with --max-memory"),
        }
    }
}

/// Watches over a query from a thread of its own.
pub struct Watch {
    /// What the query is stopped with.
    pub stop: Stop,
    reason: Arc<OnceLock<Reason>>,
}

impl Watch {
    /// Stops the query when its time is over, or when the program has more memory of its own than `memory`; ends the
    /// program a second later where the query does not look.
    ///
    /// # Errors
    /// A limit of memory where the system does not tell how much there is in use.
    pub fn start(time: Duration, memory: Option<ByteSize>, json: bool) -> Result<Self, Failure> {
        if memory.is_some() && resident().is_none() {
            return Err(Failure::usage(
                "--max-memory does not work here: the system does not tell how much memory a program has",
                "leave it out, or set a limit with the means of the system",
            ));
        }
        let watch = Self {
            stop: Stop::default(),
            reason: Arc::default(),
        };
        let (stop, told) = (watch.stop.clone(), watch.reason.clone());
        std::thread::spawn(move || {
            let reason = wait(time, memory);
            let _ = told.set(reason);
            stop.now();
            std::thread::sleep(GRACE);
            output::discard();
            reason.failure().print(json);
            std::process::exit(i32::from(reason.failure().status as u8));
        });
        Ok(watch)
    }

    /// Whether a limit was reached.
    pub fn ended(&self) -> bool {
        self.reason.get().is_some()
    }

    /// The failure of a query that this watch stopped; any other as it is.
    pub fn told(&self, failure: Failure) -> Failure {
        self.reason.get().map_or(failure, |reason| reason.failure())
    }
}

/// Waits until a limit is reached.
#[allow(clippy::disallowed_methods)] // A limit of time needs the clock.
fn wait(time: Duration, memory: Option<ByteSize>) -> Reason {
    let Some(most) = memory else {
        std::thread::sleep(time);
        return Reason::Time;
    };
    let start = Instant::now();
    while start.elapsed() < time {
        if resident().is_some_and(|bytes| bytes > most.as_u64()) {
            return Reason::Memory(most);
        }
        std::thread::sleep(PAUSE);
    }
    Reason::Time
}

/// Memory that belongs to this program alone, in bytes: what is mapped from the index's file does not count.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("RssAnon:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
