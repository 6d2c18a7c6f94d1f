//! Sending questions where answers may not come, side by side, and not waiting longer than the time limit.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::VecDeque;
use std::io::{BufReader, Write as _};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::Region;
use super::scout::{Answer, ERRAND, Numbered, Question, answer};
use crate::disk::Trouble;
use crate::hashing::{Map, Set};
use crate::host::progress::Progress;

/// The limit where the user has set none.
const PATIENCE: Duration = Duration::from_secs(1);

/// How many questions about one region are on their way at once: more gained nothing with a server of ten threads.
const AT_ONCE: usize = 32;

/// How often somebody who waits is told for what.
const TELLING: Duration = Duration::from_millis(100);

/// The errands of one run.
#[derive(Debug)]
pub(in crate::host) struct Scouts {
    limit: Cell<Duration>,
    line: OnceCell<Option<Line>>,
    silent: RefCell<Set<Region>>,
    known: RefCell<Map<Question, Answer>>,
}

impl Default for Scouts {
    fn default() -> Self {
        let (line, silent, known) = Default::default();
        Self { limit: Cell::new(PATIENCE), line, silent, known }
    }
}

impl Scouts {
    /// How long each answer may take from now on.
    pub(in crate::host) fn wait_at_most(&self, limit: Duration) {
        self.limit.set(limit);
    }

    /// Asks everything at once; the answers come in the order of the questions. A region that leaves one question
    /// without an answer is not asked again.
    pub(in crate::host) fn ask(&self, tasks: &[(Region, Question)], progress: &Progress) -> Vec<Answer> {
        let mut round = Round::new(tasks, self);
        if !round.errands.is_empty() {
            match self.line.get_or_init(Line::open) {
                Some(line) => round.run(line, progress),
                None => round.ask_at_once(),
            }
        }
        self.silent.borrow_mut().extend(round.fell_silent);
        round.answers.into_iter().map(|answer| answer.unwrap_or_else(|| Err(self.silence()))).collect()
    }

    /// Asks everything at once and keeps the answers for whoever asks the same later.
    pub(in crate::host) fn ask_ahead(
        &self,
        tasks: &[(Region, Question)],
        progress: &Progress,
    ) -> Vec<Answer> {
        let answers = self.ask(tasks, progress);
        let questions = tasks.iter().map(|(_, question)| question.clone());
        self.known.borrow_mut().extend(questions.zip(answers.iter().cloned()));
        answers
    }

    fn silence(&self) -> Trouble {
        Trouble::Silent(self.limit.get())
    }
}

/// The line to a scout, whom the first question starts.
#[derive(Debug)]
struct Line {
    scout: RefCell<Child>,
    questions: RefCell<Option<ChildStdin>>,
    answers: Receiver<Numbered<Answer>>,
    next: Cell<u64>,
    is_cut: Cell<bool>,
}

impl Line {
    /// A scout holds nothing of envpeek's that anybody could wait for: no terminal, no pipe, no process group.
    fn open() -> Option<Self> {
        let mut command = Command::new("/proc/self/exe");
        command.arg0("envpeek").arg(ERRAND).env_clear().current_dir("/").process_group(0);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut scout = command.spawn().ok()?;
        let questions = RefCell::new(scout.stdin.take());
        let answers = listen(BufReader::new(scout.stdout.take()?));
        Some(Self {
            scout: RefCell::new(scout),
            questions,
            answers,
            next: Cell::new(0),
            is_cut: Cell::new(false),
        })
    }

    /// Sends a question; its number, where it could be sent.
    fn send(&self, question: &Question) -> Option<u64> {
        let number = self.next.replace(self.next.get() + 1);
        let words = serde_json::to_vec(&(number, question)).ok()?;
        self.questions.borrow_mut().as_mut()?.write_all(&words).ok()?;
        Some(number)
    }
}

/// A scout that has answered everything ends with its input and is waited for; one that has not stays behind.
impl Drop for Line {
    fn drop(&mut self) {
        self.questions.borrow_mut().take();
        if !self.is_cut.get() {
            drop(self.scout.borrow_mut().wait());
        }
    }
}

/// The answers as they come. Reading them has a thread of its own, which the receiver's time limit needs.
fn listen(answers: impl std::io::Read + Send + 'static) -> Receiver<Numbered<Answer>> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let answers = serde_json::Deserializer::from_reader(answers).into_iter();
        for answer in answers.map_while(Result::ok) {
            if sender.send(answer).is_err() {
                return;
            }
        }
    });
    receiver
}

/// Questions that are asked together.
struct Round<'tasks> {
    tasks: &'tasks [(Region, Question)],
    answers: Vec<Option<Answer>>,
    errands: Map<&'tasks Region, Errand>,
    sent: Map<u64, usize>,
    fell_silent: Set<Region>,
    limit: Duration,
}

/// What is asked in one region.
struct Errand {
    waiting: VecDeque<usize>,
    in_flight: usize,
    last_sign: Instant,
}

impl<'tasks> Round<'tasks> {
    /// What is known already is answered, and a silent region is not asked.
    fn new(tasks: &'tasks [(Region, Question)], scouts: &Scouts) -> Self {
        let (known, silent) = (scouts.known.borrow(), scouts.silent.borrow());
        let answers: Vec<Option<Answer>> =
            tasks.iter().map(|(_, question)| known.get(question).cloned()).collect();
        let mut errands: Map<&Region, Errand> = Map::default();
        let now = Instant::now();
        for (index, (region, _)) in tasks.iter().enumerate() {
            if answers[index].is_none() && !silent.contains(region) {
                let new = || Errand { waiting: VecDeque::new(), in_flight: 0, last_sign: now };
                errands.entry(region).or_insert_with(new).waiting.push_back(index);
            }
        }
        let (sent, fell_silent) = Default::default();
        Self { tasks, answers, errands, sent, fell_silent, limit: scouts.limit.get() }
    }

    fn run(&mut self, line: &Line, progress: &Progress) {
        while self.send(line) {
            self.receive(line, progress);
        }
    }

    /// Where no scout can be started, nobody else can ask.
    fn ask_at_once(&mut self) {
        for index in self.errands.values().flat_map(|errand| &errand.waiting) {
            self.answers[*index] = Some(answer(&self.tasks[*index].1));
        }
    }

    /// Sends as much as may be on its way; whether anything still is.
    fn send(&mut self, line: &Line) -> bool {
        for errand in self.errands.values_mut() {
            while errand.in_flight < AT_ONCE
                && let Some(index) = errand.waiting.pop_front()
            {
                match line.send(&self.tasks[index].1) {
                    Some(number) => {
                        self.sent.insert(number, index);
                        errand.in_flight += 1;
                    }
                    None => self.answers[index] = Some(Err(gone())),
                }
            }
        }
        !self.sent.is_empty()
    }

    /// Waits for one answer, or for the end of somebody's time.
    fn receive(&mut self, line: &Line, progress: &Progress) {
        let busy = self.errands.iter().filter(|(_, errand)| errand.in_flight > 0);
        let Some((last_sign, region)) =
            busy.map(|(region, errand)| (errand.last_sign, *region)).min_by_key(|(sign, _)| *sign)
        else {
            return self.lose();
        };
        let left = (last_sign + self.limit).saturating_duration_since(Instant::now());
        match line.answers.recv_timeout(left.min(TELLING)) {
            Ok((number, answer)) => self.take(number, answer),
            Err(RecvTimeoutError::Timeout) if left <= TELLING => self.give_up(region, line),
            Err(RecvTimeoutError::Timeout) => progress.tell(|| format!("waiting for {region}")),
            Err(RecvTimeoutError::Disconnected) => self.lose(),
        }
    }

    fn take(&mut self, number: u64, answer: Answer) {
        let Some(index) = self.sent.remove(&number) else { return };
        self.answers[index] = Some(answer);
        if let Some(errand) = self.errands.get_mut(&self.tasks[index].0) {
            errand.in_flight -= 1;
            errand.last_sign = Instant::now();
        }
    }

    fn give_up(&mut self, region: &'tasks Region, line: &Line) {
        line.is_cut.set(true);
        self.fell_silent.insert(region.clone());
        self.errands.remove(region);
        self.sent.retain(|_, index| self.tasks[*index].0 != *region);
    }

    /// The scout is gone: nobody will answer.
    fn lose(&mut self) {
        let waiting = self.errands.values().flat_map(|errand| &errand.waiting);
        self.sent.values().chain(waiting).for_each(|index| self.answers[*index] = Some(Err(gone())));
        self.sent.clear();
        self.errands.clear();
    }
}

fn gone() -> Trouble {
    Trouble::Other("the process that was sent to ask has ended".to_owned())
}
