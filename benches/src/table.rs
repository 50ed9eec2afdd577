//! The table: what was measured, beside the goal of it.

/// One line: a number of ours, what it is held against, and the goal.
#[derive(Clone, Debug)]
pub struct Row {
    what: String,
    ours: String,
    peer: String,
    ratio: String,
    goal: String,
    reached: bool,
    /// Whether it is told without a goal.
    told: bool,
}

const HEAD: [&str; 6] = ["what", "ours", "peer or floor", "ratio", "goal", "reached"];

impl Row {
    /// A number that has a goal of its own.
    #[must_use]
    pub fn absolute(what: &str, ours: f64, goal: f64, unit: &str) -> Row {
        Row {
            what: what.to_owned(),
            ours: shown(ours, unit),
            peer: String::new(),
            ratio: String::new(),
            goal: format!("at most {}", shown(goal, unit)),
            reached: ours <= goal,
            told: false,
        }
    }

    /// A number whose ratio to another one has the goal.
    #[must_use]
    pub fn ratio(what: &str, ours: f64, (peer, who): (f64, &str), goal: f64, unit: &str) -> Row {
        let ratio = ours / peer;
        Row {
            what: what.to_owned(),
            ours: shown(ours, unit),
            peer: format!("{} {who}", shown(peer, unit)),
            ratio: format!("{ratio:.2}"),
            goal: format!("at most {goal}"),
            reached: ratio <= goal,
            told: false,
        }
    }

    /// A number without a goal.
    #[must_use]
    pub fn told(what: &str, ours: f64, unit: &str) -> Row {
        let row = Row::absolute(what, ours, ours, unit);
        Row { goal: String::new(), told: true, ..row }
    }

    /// A number whose ratio to another one should be high.
    #[must_use]
    pub fn at_least(what: &str, ours: f64, (peer, who): (f64, &str), goal: f64, unit: &str) -> Row {
        let row = Row::ratio(what, ours, (peer, who), goal, unit);
        Row { goal: format!("at least {goal}"), reached: ours / peer >= goal, ..row }
    }

    fn cells(&self) -> [&str; 6] {
        let reached = match self.reached {
            _ if self.told => "",
            true => "yes",
            false => "no",
        };
        [&self.what, &self.ours, &self.peer, &self.ratio, &self.goal, reached]
    }
}

fn shown(number: f64, unit: &str) -> String {
    let digits = match number {
        _ if number.fract() == 0.0 => 0,
        _ if number < 10.0 => 2,
        _ if number < 100.0 => 1,
        _ => 0,
    };
    format!("{number:.digits$} {unit}").trim_end().to_owned()
}

/// The rows as Markdown with even columns, which is read as well in a terminal.
#[must_use]
pub fn markdown(rows: &[Row]) -> String {
    let cells: Vec<[&str; 6]> = [HEAD].into_iter().chain(rows.iter().map(Row::cells)).collect();
    let width = |column: usize| {
        cells.iter().map(|row| row[column].chars().count()).max().unwrap_or_default()
    };
    let widths: [usize; 6] = std::array::from_fn(width);
    let rule = widths.map(|width| "-".repeat(width));
    let mut lines = cells.iter().map(|row| line(row, &widths)).collect::<Vec<_>>();
    lines.insert(1, line(&rule.each_ref().map(String::as_str), &widths));
    lines.concat()
}

fn line(cells: &[&str; 6], widths: &[usize; 6]) -> String {
    let padded = cells.iter().zip(widths).map(|(cell, width)| format!(" {cell:<width$} |"));
    format!("|{}\n", padded.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_is_reached_or_not() {
        let rows = [
            Row::absolute("memory", 115.4, 200.0, "MB"),
            Row::ratio("check", 522.0, (87.0, "yaml"), 3.0, "ms"),
            Row::at_least("rate", 50.0, (25.0, "raw"), 1.5, "/s"),
        ];
        assert_eq!(
            markdown(&rows),
            "\
| what   | ours   | peer or floor | ratio | goal           | reached |
| ------ | ------ | ------------- | ----- | -------------- | ------- |
| memory | 115 MB |               |       | at most 200 MB | yes     |
| check  | 522 ms | 87 ms yaml    | 6.00  | at most 3      | no      |
| rate   | 50 /s  | 25 /s raw     | 2.00  | at least 1.5   | yes     |
"
        );
    }
}
