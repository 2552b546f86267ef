//! Progress, shown on a terminal only, and only if the work takes long.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// The time before progress is shown.
const PATIENCE: Duration = Duration::from_secs(1);

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
    if count > 1 {
        bar.set_draw_target(ProgressDrawTarget::stderr());
    } else {
        show_later(&bar);
    }
    bar
}

/// Shows the bar if it is not finished by then. The thread ends with the process.
fn show_later(bar: &ProgressBar) {
    let weak = bar.downgrade();
    std::thread::spawn(move || {
        std::thread::sleep(PATIENCE);
        if let Some(bar) = weak.upgrade().filter(|bar| !bar.is_finished()) {
            bar.set_draw_target(ProgressDrawTarget::stderr());
            bar.enable_steady_tick(Duration::from_millis(100));
        }
    });
}
