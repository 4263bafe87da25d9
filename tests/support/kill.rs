//! Ending a process at random moments, as a power cut or an impatient operator would.

use super::random::Random;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Starts a command `times` times and kills it (SIGKILL) at a random moment of the time it takes; before each start
/// `before` is called, after each kill `after`. Says how many were killed before they ended by themselves.
pub fn at_random_moments(
    times: usize,
    seed: u64,
    mut before: impl FnMut(usize),
    command: impl Fn() -> Command,
    mut after: impl FnMut(usize),
) -> usize {
    let mut random = Random::new(seed);
    let mut whole = Duration::ZERO;
    let mut killed = 0;
    for n in 0..times {
        before(n);
        let begun = Instant::now();
        let mut child = command().stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        if n > 0 {
            // A little more than it takes undisturbed, so that the last steps are met as often as the others.
            let micros = random.below(whole.as_micros() as usize * 11 / 10);
            std::thread::sleep(Duration::from_micros(micros as u64));
            killed += usize::from(child.try_wait().expect("a state").is_none());
            let _ = child.kill();
        }
        let _ = child.wait();
        // The machine may be busier at times; the first run may be cold.
        whole = if n == 0 { begun.elapsed() } else { whole };
        after(n);
    }
    killed
}
