//! A crew: some threads that take one task after the other, each with tools of its own.
//!
//! Not rayon's `par_iter`: what a task calls (typesetting, above all) shares its own work out among rayon's threads, and
//! a thread of rayon that waits for such a share begins another task in the meantime. In the end all documents would be
//! in the works at once, and in memory.

use std::sync::Mutex;
use std::thread;

/// Does all tasks, as many at a time as there are threads for work in parallel. `tools` is asked once for each thread.
/// Gives the results in the order of the tasks.
///
/// Errors: the first that comes; no task is begun after it.
pub fn each<T: Sync, S, R: Send, E: Send>(
    tasks: &[T],
    tools: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, &T) -> Result<R, E> + Sync,
) -> Result<Vec<R>, E> {
    let queue = Mutex::new(tasks.iter().enumerate());
    let next = || queue.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).next();
    let stop = || queue.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).by_ref().for_each(drop);
    let member = || {
        let mut tools = tools();
        let mut done = Vec::new();
        while let Some((place, task)) = next() {
            let result = work(&mut tools, task).inspect_err(|_| stop())?;
            done.push((place, result));
        }
        Ok(done)
    };
    let size = rayon::current_num_threads().min(tasks.len());
    let done: Vec<Result<Vec<(usize, R)>, E>> = thread::scope(|scope| {
        let crew: Vec<_> = (0..size).map(|_| scope.spawn(member)).collect();
        crew.into_iter()
            .map(|one| one.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    let mut results: Vec<(usize, R)> =
        done.into_iter().collect::<Result<Vec<_>, E>>()?.into_iter().flatten().collect();
    results.sort_by_key(|(place, _)| *place);
    Ok(results.into_iter().map(|(_, result)| result).collect())
}

#[cfg(test)]
mod tests {
    use super::each;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    #[test]
    fn results_come_in_the_order_of_the_tasks() {
        let tasks: Vec<u64> = (0..100).collect();
        let done = each(&tasks, || (), |(), n| Ok::<_, ()>(n * 2));
        assert_eq!(done, Ok((0..100).map(|n| n * 2).collect()));
        assert_eq!(each(&[], || (), |(), n: &u64| Ok::<_, ()>(*n)), Ok(Vec::new()));
    }

    #[test]
    fn after_an_error_no_task_is_begun() {
        let begun = AtomicUsize::new(0);
        let tasks: Vec<usize> = (0..10_000).collect();
        let done = each(
            &tasks,
            || (),
            |(), n| {
                begun.fetch_add(1, Ordering::SeqCst);
                if *n == 3 { Err("broken") } else { Ok(*n) }
            },
        );
        assert_eq!(done, Err("broken"));
        assert!(begun.load(Ordering::SeqCst) < tasks.len());
    }

    #[test]
    fn no_more_tasks_are_in_the_works_than_there_are_threads_even_where_they_share_their_work_out() {
        let (now, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let tasks: Vec<usize> = (0..50).collect();
        let done = each(
            &tasks,
            || (),
            |(), n| {
                most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                // As typesetting waits for a share of its work that another thread has.
                let share = std::thread::spawn(|| std::thread::sleep(Duration::from_millis(2)));
                while !share.is_finished() {
                    rayon::yield_now();
                    std::thread::yield_now();
                }
                now.fetch_sub(1, Ordering::SeqCst);
                Ok::<_, ()>(*n)
            },
        );
        assert!(done.is_ok());
        assert!(most.load(Ordering::SeqCst) <= rayon::current_num_threads());
    }
}
