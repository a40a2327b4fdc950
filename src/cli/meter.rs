//! How far reading or writing is, on a terminal.

use crate::cli::options::Options;
use std::io::{self, IsTerminal, Read, Write};
use std::time::{Duration, Instant};

/// Time between two looks.
const PAUSE: Duration = Duration::from_millis(200);

/// Passes bytes on and counts them; a line on standard error says how many, where that is a terminal.
pub struct Meter<T> {
    inner: T,
    name: String,
    /// Bytes that are to come, where known.
    total: Option<u64>,
    done: u64,
    begun: Instant,
    shown: Option<Instant>,
    speaks: bool,
}

#[allow(clippy::disallowed_methods)] // The program is where the clock is read.
impl<T> Meter<T> {
    /// Over a reader or writer.
    pub fn new(options: &Options, inner: T, name: &str, total: Option<u64>) -> Self {
        Self {
            inner,
            name: name.into(),
            total: total.filter(|total| *total > 0),
            done: 0,
            begun: Instant::now(),
            shown: None,
            speaks: !options.quiet && io::stderr().is_terminal(),
        }
    }

    fn count(&mut self, bytes: usize) {
        self.done += bytes as u64;
        let now = Instant::now();
        let waits = now.duration_since(self.shown.unwrap_or(self.begun)) < PAUSE;
        if self.speaks && !waits {
            let line = line(&self.name, self.done, self.total, now - self.begun);
            eprint!("\r\x1b[K{line}");
            self.shown = Some(now);
        }
    }

    fn wipe(&mut self) {
        if self.shown.take().is_some() {
            eprint!("\r\x1b[K");
        }
    }
}

impl<T> Drop for Meter<T> {
    fn drop(&mut self) {
        self.wipe();
    }
}

impl<R: Read> Read for Meter<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.count(count);
        Ok(count)
    }
}

impl<W: Write> Write for Meter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.inner.write(bytes)?;
        self.count(count);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// What the line says: the share and the time left where the total is known.
fn line(name: &str, done: u64, total: Option<u64>, time: Duration) -> String {
    let millis = u64::try_from(time.as_millis()).unwrap_or(u64::MAX).max(1);
    let rate = done.saturating_mul(1000) / millis;
    let speed = format!("{}/s", size(rate));
    match total {
        Some(total) if total >= done => {
            let left = (total - done).checked_div(rate).unwrap_or(0);
            let share = done.saturating_mul(100) / total;
            format!(
                "{name}: {share}% of {}, {speed}, {left} s left",
                size(total)
            )
        }
        _ => format!("{name}: {}, {speed}", size(done)),
    }
}

/// Bytes as people read them.
pub fn size(bytes: u64) -> String {
    let units = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")];
    match units.into_iter().find(|(unit, _)| bytes >= *unit) {
        Some((unit, name)) => {
            let tenths = bytes / (unit / 10);
            format!("{}.{} {name}", tenths / 10, tenths % 10)
        }
        None => format!("{bytes} B"),
    }
}

#[cfg(test)]
mod tests {
    use super::{line, size};
    use std::time::Duration;

    #[test]
    fn a_line_says_how_far_it_is() {
        let second = Duration::from_secs(1);
        assert_eq!(
            line("a.nq", 500_000, Some(2_000_000), second),
            "a.nq: 25% of 2.0 MB, 500.0 kB/s, 3 s left"
        );
        assert_eq!(line("-", 10, None, second), "-: 10 B, 10 B/s");
        assert_eq!(size(1_250_000_000), "1.2 GB");
    }
}
