//! Ending a process at random moments, as a power cut or an impatient operator would.

use super::random::Random;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Starts a command again and again and kills it (SIGKILL) at random moments of the time it takes, until it was at work
/// so often when it was killed; `before` is called before each start, `after` behind each end, with the number of the
/// start. Yields the number of the last.
pub fn at_random_moments(
    kills: usize,
    seed: u64,
    mut before: impl FnMut(usize),
    command: impl Fn() -> Command,
    mut after: impl FnMut(usize),
) -> usize {
    let start = || command().stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
    let mut random = Random::new(seed);
    let begun = Instant::now();
    before(0);
    start().wait().expect("it ends");
    after(0);
    let mut span = begun.elapsed().as_micros() as usize;
    let mut killed = 0;
    for n in 1..10 * kills {
        before(n);
        let mut child = start();
        std::thread::sleep(Duration::from_micros(random.below(span) as u64));
        let at_work = child.try_wait().expect("a state").is_none();
        let _ = child.kill();
        let _ = child.wait();
        after(n);
        // The machine is busy at times, so the span follows: about one in three ends before it is killed, and the last
        // steps are met as often as the others.
        span = if at_work { span * 41 / 40 } else { span * 19 / 20 };
        killed += usize::from(at_work);
        if killed == kills {
            return n;
        }
    }
    panic!("only {killed} of {kills} were killed at work");
}
