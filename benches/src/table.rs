//! The table: what was measured, beside the goal of it, and what each engine needs under the same load.

/// All that was measured.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What has a goal, or is held against something.
    pub rows: Vec<Row>,
    /// The engines, under the same load.
    pub needs: Vec<Needs>,
}

/// What an engine needs for the four-step flow.
#[derive(Clone, Debug)]
pub struct Needs {
    /// Its name.
    pub engine: String,
    /// Its store, and what a commit of it is worth.
    pub store: String,
    /// Runs at a time.
    pub at_once: usize,
    /// Runs that ended in a second.
    pub runs_per_s: f64,
    /// Half of the runs took less.
    pub p50_ms: f64,
    /// One in a hundred took more.
    pub p99_ms: f64,
    /// Transactions of the store, per run.
    pub commits: Option<f64>,
    /// Waits for the disk, per run.
    pub syncs: Option<f64>,
    /// Processor time of the engine's process, per run.
    pub cpu_us: f64,
    /// The most memory of the engine's process.
    pub peak_mib: f64,
}

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
const NEEDS: [&str; 10] = [
    "engine",
    "store",
    "at once",
    "runs/s",
    "p50 ms",
    "p99 ms",
    "commits/run",
    "syncs/run",
    "CPU us/run",
    "peak MiB",
];

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

    /// A number beside another one, without a goal.
    #[must_use]
    pub fn beside(what: &str, ours: f64, peer: (f64, &str), unit: &str) -> Row {
        let row = Row::ratio(what, ours, peer, 0.0, unit);
        Row { goal: String::new(), told: true, ..row }
    }

    /// Something that could not be measured, and why.
    #[must_use]
    pub fn not_measured(what: &str, why: &str) -> Row {
        let row = Row::told(what, 0.0, "");
        // A stroke would end the cell.
        Row { ours: String::new(), peer: format!("not measured: {}", why.replace('|', "/")), ..row }
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

impl From<Vec<Row>> for Report {
    fn from(rows: Vec<Row>) -> Report {
        Report { rows, needs: Vec::new() }
    }
}

impl Report {
    /// As Markdown with even columns, which is read as well in a terminal.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut text = String::new();
        if !self.rows.is_empty() {
            text += &markdown(HEAD, self.rows.iter().map(|row| row.cells().map(str::to_owned)));
        }
        if !self.needs.is_empty() {
            text += "\n";
            text += &markdown(NEEDS, self.needs.iter().map(Needs::cells));
        }
        text
    }
}

impl Needs {
    fn cells(&self) -> [String; 10] {
        let maybe = |number: Option<f64>| number.map_or_else(String::new, |at| shown(at, ""));
        [
            self.engine.clone(),
            self.store.clone(),
            self.at_once.to_string(),
            shown(self.runs_per_s, ""),
            shown(self.p50_ms, ""),
            shown(self.p99_ms, ""),
            maybe(self.commits),
            maybe(self.syncs),
            shown(self.cpu_us, ""),
            shown(self.peak_mib, ""),
        ]
    }
}

fn markdown<const N: usize>(head: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let cells: Vec<[String; N]> = [head.map(str::to_owned)].into_iter().chain(rows).collect();
    let width = |column: usize| {
        cells.iter().map(|row| row[column].chars().count()).max().unwrap_or_default()
    };
    let widths: [usize; N] = std::array::from_fn(width);
    let mut lines = cells.iter().map(|row| line(row, &widths)).collect::<Vec<_>>();
    lines.insert(1, line(&widths.map(|width| "-".repeat(width)), &widths));
    lines.concat()
}

fn line<const N: usize>(cells: &[String; N], widths: &[usize; N]) -> String {
    let padded = cells.iter().zip(widths).map(|(cell, width)| format!(" {cell:<width$} |"));
    format!("|{}\n", padded.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_is_reached_or_not() {
        let rows = vec![
            Row::absolute("memory", 115.4, 200.0, "MB"),
            Row::ratio("check", 522.0, (87.0, "yaml"), 3.0, "ms"),
            Row::at_least("rate", 50.0, (25.0, "raw"), 1.5, "/s"),
            Row::not_measured("other", "a | b"),
        ];
        assert_eq!(
            Report::from(rows).markdown(),
            "\
| what   | ours   | peer or floor       | ratio | goal           | reached |
| ------ | ------ | ------------------- | ----- | -------------- | ------- |
| memory | 115 MB |                     |       | at most 200 MB | yes     |
| check  | 522 ms | 87 ms yaml          | 6.00  | at most 3      | no      |
| rate   | 50 /s  | 25 /s raw           | 2.00  | at least 1.5   | yes     |
| other  |        | not measured: a / b |       |                |         |
"
        );
    }

    #[test]
    fn what_nobody_counted_stays_empty() {
        let needs = Needs {
            engine: "HERA".to_owned(),
            store: "SQLite".to_owned(),
            at_once: 16,
            runs_per_s: 1000.4,
            p50_ms: 1.0,
            p99_ms: 2.5,
            commits: Some(4.0),
            syncs: None,
            cpu_us: 99.94,
            peak_mib: 20.0,
        };
        let report = Report { rows: Vec::new(), needs: vec![needs] };
        assert_eq!(
            report.markdown().lines().last(),
            Some(
                "| HERA   | SQLite | 16      | 1000   | 1      | 2.50   | 4           |           \
                 | 99.9       | 20       |"
            )
        );
    }
}
