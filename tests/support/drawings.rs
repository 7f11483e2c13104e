//! How long it takes to draw decisions of many steps, made by a dice that falls alike every time.

use std::time::{Duration, Instant};

use fingerpost::flowchart::{Chart, ChartAnswer, ChartStep, Shape, Verdict, Words, draw};

/// Draws so many decisions of so many steps, and returns the middle time and the longest.
pub fn times(count: usize, steps: usize) -> (Duration, Duration) {
    let mut dice = Dice(1);
    let mut times: Vec<Duration> = (0..count)
        .map(|_| {
            let chart = chart(steps, &mut dice);
            let start = Instant::now();
            drop(draw(&chart));
            start.elapsed()
        })
        .collect();
    times.sort();
    (times[count / 2], times[count - 1])
}

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides
    }
}

/// One step in six is an ending; every other has two or three answers, of which the first leads to the next step.
fn chart(steps: usize, dice: &mut Dice) -> Chart {
    let questions = steps - (steps / 6).max(1);
    let step = |at: usize| {
        let count = if at < questions { 2 + dice.roll(4) / 3 } else { 0 };
        let answers = (0..count).map(|answer| answer_of(at, answer, (questions, steps), dice));
        ChartStep {
            id: format!("step-{at}"),
            title: "Is there a clear and legitimate purpose for you to share it?".into(),
            answers: answers.collect(),
            shape: if at < questions {
                Shape::Question
            } else {
                Shape::Outcome(Verdict::Wait)
            },
            number: (at + 1).to_string(),
            url: format!("#step-{at}"),
        }
    };
    Chart {
        title: "A decision".into(),
        start: 0,
        steps: (0..steps).map(step).collect(),
        rtl: false,
        not_sure: None,
        no_not_sure: Vec::new(),
        any_time: Vec::new(),
        words: Words::default(),
    }
}

fn answer_of(at: usize, answer: usize, (questions, steps): (usize, usize), dice: &mut Dice) -> ChartAnswer {
    let to = match (answer, dice.roll(2)) {
        (0, _) => at + 1,
        (_, 0) => questions + dice.roll(steps - questions),
        _ => (at + 1 + dice.roll(6)).min(steps - 1),
    };
    ChartAnswer {
        say: "No, not yet".into(),
        to,
    }
}
