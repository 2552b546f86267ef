//! Progress, shown on a terminal only, and only if the work takes long; and whether the user wants to see it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// The time before progress is shown.
const PATIENCE: Duration = Duration::from_secs(1);

/// Whether `--quiet` was given: one for the process, as the terminal is.
static QUIET: AtomicBool = AtomicBool::new(false);

/// Shows no progress and no summary from now on.
pub(super) fn set_quiet(quiet: bool) {
    QUIET.store(quiet, Ordering::Relaxed);
}

pub(super) fn is_quiet() -> bool {
    QUIET.load(Ordering::Relaxed)
}

/// Prints a line about what was done, unless the user wants none.
macro_rules! say {
    ($($text:tt)*) => {
        if !$crate::cli::progress::is_quiet() {
            ::anstream::println!($($text)*);
        }
    };
}

pub(super) use say;

/// A spinner with a message, for work of unknown length.
pub(super) fn spinner(message: &'static str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
    bar.set_message(message);
    show_later(&bar);
    bar
}

/// A bar over `count` steps, which is shown at once if there is more than one.
pub(super) fn bar(count: usize) -> ProgressBar {
    let length = u64::try_from(count).unwrap_or(u64::MAX);
    let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::hidden());
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    if count > 1 && !is_quiet() {
        bar.set_draw_target(ProgressDrawTarget::stderr());
    } else {
        show_later(&bar);
    }
    bar
}

/// Shows the bar if it is not finished by then. The thread ends with the process.
fn show_later(bar: &ProgressBar) {
    if is_quiet() {
        return;
    }
    let weak = bar.downgrade();
    std::thread::spawn(move || {
        std::thread::sleep(PATIENCE);
        if let Some(bar) = weak.upgrade().filter(|bar| !bar.is_finished()) {
            bar.set_draw_target(ProgressDrawTarget::stderr());
            bar.enable_steady_tick(Duration::from_millis(100));
        }
    });
}
