//! Two lists side by side, with a line from each entry to its new place.

use crate::render::columns::{pad, width};
use crate::render::{Role, Stage};

/// An entry of one of the lists.
pub(super) struct Line {
    /// What is shown.
    pub text: String,
    /// Its place in its list; none for a row that stands for several.
    pub position: Option<usize>,
    /// Its part.
    pub role: Option<Role>,
    /// A word behind it.
    pub note: &'static str,
}

/// The lists with the rows, counted from 0, that lines join.
pub(super) struct Picture {
    pub before: Vec<Line>,
    pub after: Vec<Line>,
    pub joints: Vec<(usize, usize)>,
}

/// What lines are drawn with.
struct Pen {
    across: char,
    down: char,
    turn_down: char,
    turn_up: char,
    leave_down: char,
    leave_up: char,
    crossing: char,
    tip: char,
}

const UNICODE: Pen = Pen {
    across: '─',
    down: '│',
    turn_down: '╮',
    turn_up: '╯',
    leave_down: '╰',
    leave_up: '╭',
    crossing: '┼',
    tip: '▶',
};

const ASCII: Pen = Pen {
    across: '-',
    down: '|',
    turn_down: '.',
    turn_up: '\'',
    leave_down: '\'',
    leave_up: '.',
    crossing: '+',
    tip: '>',
};

impl Picture {
    /// The picture with a heading, as lines of at most the stage's width.
    pub(super) fn drawn(&self, stage: &Stage) -> String {
        let tracks = self.tracks();
        let lanes = tracks.iter().max().map_or(1, |most| most + 1);
        let step = if lanes <= 6 { 2 } else { 1 };
        let channel = lanes * step + 3;
        let notes = self.after.iter().map(|line| width(line.note)).max().unwrap_or(0);
        let room = stage.columns().saturating_sub(channel + notes + 12) / 2;
        let (left, right) = (column(&self.before, room), column(&self.after, room));
        let grid = self.grid(&tracks, step, channel, if stage.unicode { &UNICODE } else { &ASCII });
        let mut text =
            stage.paint(Role::Aside, &format!("  {} {:channel$}  {}", pad("before", left + 3), "", "after"));
        text.push('\n');
        for (row, cells) in grid.iter().enumerate() {
            let before = self
                .before
                .get(row)
                .map_or_else(|| " ".repeat(left + 4), |line| side(line, left, stage, true));
            let middle = stage.paint(Role::Aside, &cells.iter().collect::<String>());
            let after = self.after.get(row).map_or_else(String::new, |line| side(line, right, stage, false));
            text += format!("  {before}{middle} {after}").trim_end();
            text.push('\n');
        }
        text
    }

    /// The lane in which each line changes its row: lines that go down leave earlier the lower they begin, lines
    /// that go up the other way round, so that no two of them meet.
    fn tracks(&self) -> Vec<usize> {
        let mut tracks = vec![0; self.joints.len()];
        let mut first = 0;
        while first < self.joints.len() {
            let direction = |at: usize| self.joints[at].0.cmp(&self.joints[at].1);
            let run = (first..self.joints.len()).take_while(|at| direction(*at) == direction(first)).count();
            for index in 0..run {
                tracks[first + index] = match direction(first) {
                    std::cmp::Ordering::Less => run - 1 - index,
                    std::cmp::Ordering::Equal => 0,
                    std::cmp::Ordering::Greater => index,
                };
            }
            first += run;
        }
        tracks
    }

    fn grid(&self, tracks: &[usize], step: usize, channel: usize, pen: &Pen) -> Vec<Vec<char>> {
        let mut grid = vec![vec![' '; channel]; self.before.len().max(self.after.len())];
        for (&(from, to), track) in self.joints.iter().zip(tracks) {
            let lane = 1 + track * step;
            draw(&mut grid[from][..lane], pen.across, pen);
            draw(&mut grid[to][lane + 1..channel - 1], pen.across, pen);
            grid[to][channel - 1] = pen.tip;
            let (top, bottom) = (from.min(to), from.max(to));
            for row in grid.iter_mut().take(bottom).skip(top + 1) {
                draw(&mut row[lane..=lane], pen.down, pen);
            }
            grid[from][lane] = match from.cmp(&to) {
                std::cmp::Ordering::Less => pen.turn_down,
                std::cmp::Ordering::Equal => pen.across,
                std::cmp::Ordering::Greater => pen.turn_up,
            };
            if from != to {
                grid[to][lane] = if from < to { pen.leave_down } else { pen.leave_up };
            }
        }
        grid
    }
}

fn draw(cells: &mut [char], with: char, pen: &Pen) {
    for cell in cells {
        *cell = if *cell == ' ' || *cell == with { with } else { pen.crossing };
    }
}

fn column(lines: &[Line], room: usize) -> usize {
    lines.iter().map(|line| width(&line.text)).max().unwrap_or(0).min(room.max(12))
}

fn side(line: &Line, columns: usize, stage: &Stage, padded: bool) -> String {
    let number = line.position.map_or_else(String::new, |position| position.to_string());
    let text = shortened(&line.text, columns, stage);
    let text = if padded || !line.note.is_empty() { pad(&text, columns) } else { text };
    let text = match line.role {
        Some(role) => stage.paint(role, &text),
        None => text,
    };
    let note = if line.note.is_empty() {
        String::new()
    } else {
        format!("  {}", stage.paint(Role::Hint, line.note))
    };
    if padded { format!("{number:>2} {text} ") } else { format!("{number:>2} {text}{note}") }
}

/// The text with its middle left out where it is too wide: both ends of a path tell something.
fn shortened(text: &str, columns: usize, stage: &Stage) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let gap = if stage.unicode { "…" } else { "..." };
    let keep = columns.saturating_sub(width(gap));
    let front: String = text.chars().take(keep / 3).collect();
    let back: Vec<char> = text.chars().rev().take(keep - keep / 3).collect();
    format!("{front}{gap}{}", back.into_iter().rev().collect::<String>())
}
