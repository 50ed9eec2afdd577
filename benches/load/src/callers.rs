//! Callers that each start a run, wait for its end, and start the next.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::ensure;
use tokio::task::JoinSet;

/// What a load gave.
#[derive(Clone, Debug)]
pub struct Load {
    /// How long it was measured.
    pub seconds: f64,
    /// Processor time of this process meanwhile.
    pub cpu_s: f64,
    /// How many runs ended at all, those of the warm-up and the last ones among them.
    pub all: usize,
    /// Of each run that ended meanwhile, sorted, in milliseconds.
    latencies: Vec<f64>,
}

impl Load {
    /// How many runs ended.
    #[must_use]
    pub fn runs(&self) -> usize {
        self.latencies.len()
    }

    /// How many runs ended in a second.
    #[must_use]
    pub fn per_s(&self) -> f64 {
        self.runs() as f64 / self.seconds
    }

    /// The latency, in milliseconds, below which this part of the runs stays.
    #[must_use]
    pub fn below(&self, part: f64) -> f64 {
        let last = self.latencies.len().saturating_sub(1);
        self.latencies.get((last as f64 * part).round() as usize).copied().unwrap_or(f64::NAN)
    }
}

/// A steady load: what ends after the warm-up and before the window closes counts, so that neither the
/// first runs of all callers nor their last ones do.
///
/// # Errors
/// When a run fails, or none ended.
pub async fn windowed<R, F>(
    at_once: usize,
    (warm_up, length): (Duration, Duration),
    run: R,
) -> anyhow::Result<Load>
where
    R: Fn() -> F + Clone + Send + 'static,
    F: Future<Output = anyhow::Result<()>> + Send,
{
    let opens = Instant::now() + warm_up;
    let closes = opens + length;
    let mut callers = JoinSet::new();
    for _ in 0..at_once {
        let run = run.clone();
        callers.spawn(async move {
            let (mut latencies, mut all) = (Vec::new(), 0_usize);
            loop {
                let asked = Instant::now();
                if asked >= closes {
                    return anyhow::Ok((latencies, all));
                }
                run().await?;
                all += 1;
                let ended = Instant::now();
                if ended >= opens && ended < closes {
                    latencies.push((ended - asked).as_secs_f64() * 1e3);
                }
            }
        });
    }
    tokio::time::sleep_until(opens.into()).await;
    let (opened, before) = (Instant::now(), cpu_s());
    tokio::time::sleep_until(closes.into()).await;
    // A busy runtime wakes us late: as much later as it was counted.
    let cpu_s = (cpu_s() - before) * length.as_secs_f64() / opened.elapsed().as_secs_f64();
    let (mut latencies, mut all) = (Vec::new(), 0);
    while let Some(caller) = callers.join_next().await {
        let (of_one, ended) = caller??;
        latencies.extend(of_one);
        all += ended;
    }
    ensure!(!latencies.is_empty(), "no run ended within {length:?}");
    latencies.sort_by(f64::total_cmp);
    Ok(Load { seconds: length.as_secs_f64(), cpu_s, all, latencies })
}

/// A load that begins and ends at rest: so many runs, or as many as begin in this time, all of which end.
/// Says how many it were.
///
/// # Errors
/// When a run fails.
pub async fn drained<R, F>(
    at_once: usize,
    (length, most): (Duration, usize),
    run: R,
) -> anyhow::Result<usize>
where
    R: Fn() -> F + Clone + Send + 'static,
    F: Future<Output = anyhow::Result<()>> + Send,
{
    let (start, begun) = (Instant::now(), Arc::new(AtomicUsize::new(0)));
    let mut callers = JoinSet::new();
    for _ in 0..at_once {
        let (run, begun) = (run.clone(), Arc::clone(&begun));
        callers.spawn(async move {
            let mut ended = 0_usize;
            while start.elapsed() < length && begun.fetch_add(1, Ordering::Relaxed) < most {
                run().await?;
                ended += 1;
            }
            anyhow::Ok(ended)
        });
    }
    let mut ended = 0;
    while let Some(caller) = callers.join_next().await {
        ended += caller??;
    }
    Ok(ended)
}

/// Processor time of this process.
fn cpu_s() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn as_many_as_asked_for_end_and_no_more_are_under_way_than_there_are_callers() {
        let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let seen = Arc::clone(&most);
        let run = move || {
            let (now, most) = (Arc::clone(&now), Arc::clone(&most));
            async move {
                most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                tokio::task::yield_now().await;
                now.fetch_sub(1, Ordering::SeqCst);
                Ok(())
            }
        };
        let ended = drained(3, (Duration::MAX, 20), run).await.expect("no run fails");
        assert_eq!((ended, seen.load(Ordering::SeqCst)), (20, 3));
    }

    #[tokio::test]
    async fn a_run_that_fails_ends_the_load() {
        let run = || async { anyhow::bail!("it failed") };
        let ended = drained(2, (Duration::MAX, 20), run).await;
        assert_eq!(ended.map_err(|error| error.to_string()), Err("it failed".to_owned()));
    }

    #[test]
    fn a_part_of_the_latencies_stays_below() {
        let latencies = (0..=100).map(f64::from).collect();
        let load = Load { seconds: 2.0, cpu_s: 1.0, all: 200, latencies };
        assert_eq!((load.per_s(), load.below(0.5), load.below(0.99)), (50.5, 50.0, 99.0));
    }
}
