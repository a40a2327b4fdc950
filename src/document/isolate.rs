//! Code of others that may panic or go deep on hostile input, kept from taking the program with it.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

/// Stack of the thread that runs it, in bytes; what is not used costs nothing.
const STACK: usize = 64 << 20;

thread_local! {
    static SILENT: Cell<bool> = const { Cell::new(false) };
}

static HOOK: Once = Once::new();

/// Runs `work` on a thread of its own; `None` if it panics, without a word on standard error.
pub fn isolate<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    HOOK.call_once(|| {
        let told = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !SILENT.get() {
                told(info);
            }
        }));
    });
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        let running = thread.spawn_scoped(scope, || {
            SILENT.set(true);
            panic::catch_unwind(AssertUnwindSafe(work)).ok()
        });
        running.ok()?.join().ok().flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::isolate;

    #[test]
    fn a_panic_is_nothing() {
        assert_eq!(isolate(|| 1), Some(1));
        assert_eq!(isolate(|| if true { panic!("no") } else { 1 }), None);
    }
}
