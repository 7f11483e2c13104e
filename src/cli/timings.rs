//! How long each part of the work took, for those who ask with `--timings`.

use std::time::{Duration, Instant};

/// A stop watch: one part of the work begins where the one before it ends.
pub struct Timings {
    begun: Vec<(&'static str, Instant)>,
}

impl Timings {
    /// Starts the watch, with the part `name`.
    pub fn start(name: &'static str) -> Self {
        Self {
            begun: vec![(name, Instant::now())],
        }
    }

    /// Notes that the part `name` begins.
    pub fn begin(&mut self, name: &'static str) {
        self.begun.push((name, Instant::now()));
    }

    /// Ends the last part, and returns a line for each, in milliseconds.
    pub fn stop(self) -> String {
        let ends = self
            .begun
            .iter()
            .skip(1)
            .map(|(_, begun)| *begun)
            .chain([Instant::now()]);
        let laps = self
            .begun
            .iter()
            .zip(ends)
            .map(|((name, begun), end)| (*name, end.duration_since(*begun)));
        let laps: Vec<(&str, Duration)> = laps.collect();
        let all = laps.iter().map(|(_, time)| *time).sum();
        laps.into_iter().chain([("all", all)]).map(line).collect()
    }
}

fn line((name, time): (&str, Duration)) -> String {
    format!("{name:>10} {:>9.1} ms\n", time.as_secs_f64() * 1000.0)
}
