//! Differences without Individual Numbers: a draft may have one, and a comparison is shown to many.

use crate::history::{Mark, Marked, Redline, Run};
use crate::model::individual_number;

/// A redline in which no digit of an Individual Number is left, on either side, across lines too.
pub fn redline(redline: &Redline) -> Redline {
    let side = |mark: Mark| -> String {
        let lines =
            redline.lines.iter().map(|line| line.side(mark).map(|run| &*run.text).collect::<String>());
        lines.collect::<Vec<_>>().join("\n")
    };
    let found = [Mark::Removed, Mark::Added]
        .iter()
        .any(|mark| !individual_number::find(&side(*mark)).is_empty())
        || !individual_number::find(&redline.lines.iter().map(Marked::text).collect::<String>()).is_empty();
    if !found {
        return redline.clone();
    }
    let run = |run: &Run| Run::new(run.mark, digits_hidden(&run.text));
    let line = |line: &Marked| Marked { runs: line.runs.iter().map(run).collect(), moved: line.moved };
    Redline { lines: redline.lines.iter().map(line).collect() }
}

/// A line in which no Individual Number is left.
pub fn line(text: &str) -> String {
    individual_number::mask(text)
}

fn digits_hidden(text: &str) -> String {
    text.chars().map(|c| if c.is_numeric() { '■' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_marks_cut_in_two_is_hidden_all_the_same() {
        // A number made for this test; its check digit is right.
        let runs = vec![
            Run::new(Mark::Same, "番号 123456"),
            Run::new(Mark::Added, "789018"),
            Run::new(Mark::Same, " 3階"),
        ];
        let hidden = redline(&Redline { lines: vec![Marked { runs, moved: false }] });
        assert_eq!(hidden.lines[0].text(), "番号 ■■■■■■■■■■■■ ■階");
    }
}
