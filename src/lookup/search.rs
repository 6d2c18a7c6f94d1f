//! The search itself: from a list and a name to a verdict for every candidate.

use std::rc::Rc;

use super::itinerary::Itinerary;
use super::places::{PATH_MAX, Place, Treatment};
use super::{
    Access, Caller, Fault, HashBang, InterpreterTrouble, Look, Obstacle, Response, Rules, Sighting, Survey,
    crate_which, windows,
};
use crate::disk::{DiskError, Identity, Kind, Trouble};
use crate::flavor::Flavor;
use crate::hashing::Map;
use crate::pathlist::{PathList, Presence};
use crate::text::Text;

/// What a name is to a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Query {
    /// A bare name: the list is searched.
    Bare,
    /// It says itself where the file lies, so the list is not consulted.
    Path,
}

impl Query {
    /// The kind of query that `name` is.
    pub fn of(name: &[u8], flavor: Flavor) -> Self {
        if flavor.names_a_path(name) { Self::Path } else { Self::Bare }
    }

    /// The name that JSON uses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bare => "bare",
            Self::Path => "path",
        }
    }
}

/// What became of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The caller takes it.
    Wins,
    /// It would do, but the caller never gets to it.
    Shadowed,
    /// The caller passes over it.
    Rejected,
}

impl Verdict {
    /// The name that JSON uses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Wins => "wins",
            Self::Shadowed => "shadowed",
            Self::Rejected => "rejected",
        }
    }
}

/// One file that bears the name.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The entry that leads to it; none where the list was not consulted.
    pub position: Option<usize>,
    /// What was seen.
    pub sighting: Rc<Sighting>,
    /// What became of it.
    pub verdict: Verdict,
    /// What keeps it from running, where something does. A winner can have an obstacle: the caller tries it,
    /// fails, and looks no further.
    pub obstacle: Option<Obstacle>,
    /// The position of an earlier candidate that is the same file.
    pub same_file_as: Option<usize>,
}

impl Candidate {
    /// Whether this file would really run.
    pub fn runs(&self) -> bool {
        self.obstacle.is_none()
    }
}

/// An entry at which the caller gives up the whole search.
#[derive(Clone, Debug)]
pub struct Halt {
    /// Its position.
    pub position: Option<usize>,
    /// What the caller trips over.
    pub error: DiskError,
}

/// The answer for one name and one caller.
#[derive(Clone, Debug)]
pub struct Resolution {
    /// Who asked.
    pub caller: Caller,
    /// For what.
    pub name: Text,
    /// Whether the list was searched.
    pub query: Query,
    /// Every file of that name, in the order of the list.
    pub candidates: Vec<Candidate>,
    /// Where the caller looked, in order.
    pub places: Rc<[Place]>,
    /// Whether the list is the caller's own, because the variable is unset.
    pub own_list: bool,
    /// Entries that could not be looked into.
    pub unseen: Vec<(Option<usize>, DiskError)>,
    /// The entry at which the search ended without an answer.
    pub halt: Option<Halt>,
    won: Option<usize>,
}

impl Resolution {
    /// The candidate that the caller takes.
    pub fn winner(&self) -> Option<&Candidate> {
        self.candidates.get(self.won?)
    }

    /// Takes the caller's own word for which file it names.
    fn settle(&mut self, named: Option<&Text>, flavor: Flavor) {
        let named = named.map(|path| flavor.comparison_key(path));
        let is_named = |candidate: &Candidate| {
            named.as_ref().is_some_and(|named| *named == flavor.comparison_key(&candidate.sighting.path))
        };
        let first = self.candidates.iter().position(is_named);
        self.won = first;
        for (index, candidate) in self.candidates.iter_mut().enumerate() {
            candidate.verdict = match candidate.verdict {
                _ if first == Some(index) => Verdict::Wins,
                Verdict::Wins => Verdict::Shadowed,
                verdict => verdict,
            };
        }
    }
}

/// Finds every candidate for `name` and judges each by the caller's rules.
pub fn resolve(survey: &Survey<'_>, list: &PathList, name: &[u8], caller: Caller) -> Resolution {
    let mut resolution = by_rules(survey, list, name, caller);
    if caller == Caller::RustWhich {
        resolution.settle(crate_which::ask(survey, list, name).as_ref(), survey.scene().flavor);
    }
    resolution
}

/// As `resolve`, by the table of rules alone.
pub(super) fn by_rules(survey: &Survey<'_>, list: &PathList, name: &[u8], caller: Caller) -> Resolution {
    search(survey, list, name, caller, false)
}

/// As `resolve`, but no further than to the winner: the losers behind it are not looked at.
pub fn resolve_until_won(survey: &Survey<'_>, list: &PathList, name: &[u8], caller: Caller) -> Resolution {
    if caller == Caller::RustWhich {
        resolve(survey, list, name, caller)
    } else {
        search(survey, list, name, caller, true)
    }
}

fn search(survey: &Survey<'_>, list: &PathList, name: &[u8], caller: Caller, until_won: bool) -> Resolution {
    let query = Query::of(name, survey.scene().flavor);
    let itinerary = (query == Query::Bare).then(|| survey.itinerary(list, caller));
    let places = itinerary.as_ref().map_or_else(|| [].into(), |itinerary| Rc::clone(&itinerary.places));
    let mut search = Search::new(survey, caller, name, query, &places);
    if list.presence() == Presence::Empty {
        search.rules = search.rules.where_nothing_was_chosen();
    }
    match &itinerary {
        None => search.visit_path(),
        Some(itinerary) => search.follow(itinerary, until_won),
    }
    let own_list = query == Query::Bare && list.presence() == Presence::Unset;
    let resolution = search.finish(own_list);
    Resolution { places, ..resolution }
}

/// What a visit to a place gave.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    Nothing,
    Something,
}

struct Search<'survey> {
    survey: &'survey Survey<'survey>,
    caller: Caller,
    name: &'survey [u8],
    query: Query,
    candidates: Vec<Candidate>,
    first_seen: Map<Identity, usize>,
    unseen: Vec<(Option<usize>, DiskError)>,
    halt: Option<Halt>,
    decided: bool,
    rules: Rules,
    places: &'survey [Place],
}

impl<'survey> Search<'survey> {
    fn new(
        survey: &'survey Survey<'survey>,
        caller: Caller,
        name: &'survey [u8],
        query: Query,
        places: &'survey [Place],
    ) -> Self {
        let (candidates, first_seen, unseen) = Default::default();
        let (halt, decided, mut rules) = (None, false, *caller.rules());
        if survey.scene().flavor == Flavor::Windows {
            rules.access = Access::Ignored; // there the suffix decides, and no bit of permission
        }
        Self { survey, caller, name, query, candidates, first_seen, unseen, halt, decided, rules, places }
    }

    fn visit_path(&mut self) {
        let path = self.survey.scene().absolute(self.name);
        for path in windows::spellings(self.survey, self.caller, path) {
            match self.survey.look(&path) {
                Look::Absent => {}
                Look::Unseen(error) => self.unseen.push((None, error)),
                Look::Seen(sighting) => self.judge(None, sighting, Treatment::Searched),
            }
        }
    }

    /// Visits every place, or those up to the winner, except where it is known that nothing of the name stands.
    fn follow(&mut self, itinerary: &Rc<Itinerary>, until_won: bool) {
        let is_unix = self.survey.scene().flavor == Flavor::Unix; // elsewhere callers try files of other names too
        if is_unix && !until_won {
            let looks = self.survey.looks_along(itinerary, self.name);
            looks.iter().for_each(|(at, look)| self.meet(&itinerary.places[*at], look));
            return;
        }
        let mut absent = self.survey.absences.borrow_mut().take(self.name);
        for (place, &number) in itinerary.places.iter().zip(&itinerary.numbers) {
            if until_won && self.decided {
                break;
            }
            if !absent[number] && place.treatment != Treatment::Skipped && !self.name.is_empty() {
                absent[number] = self.visit(place) == Seen::Nothing && is_unix;
            }
        }
        self.survey.absences.borrow_mut().keep(self.name, absent);
    }

    fn visit(&mut self, place: &Place) -> Seen {
        let mut seen = Seen::Nothing;
        let path = self.survey.scene().flavor.join(&place.directory, self.name);
        for path in windows::spellings(self.survey, self.caller, path) {
            let look = self.survey.look(&path);
            self.meet(place, &look);
            if !matches!(look, Look::Absent) {
                seen = Seen::Something;
            }
        }
        seen
    }

    fn meet(&mut self, place: &Place, look: &Look) {
        match look {
            Look::Absent => {}
            Look::Unseen(error) => self.trip(place, error.clone()),
            Look::Seen(sighting) => self.judge(place.position, Rc::clone(sighting), place.treatment),
        }
    }

    /// An entry that cannot be looked into: most callers go on, some give up (see `Rules::broken_entry`).
    ///
    /// Entries longer than `PATH_MAX` are not even tried by glibc and musl, so those never end a search.
    fn trip(&mut self, place: &Place, error: DiskError) {
        let fatal = match error.trouble {
            Trouble::LinkLoop => true,
            Trouble::NameTooLong => place.directory.len() < PATH_MAX,
            _ => false,
        };
        if fatal && self.rules.broken_entry == Response::Stops && !self.decided {
            self.decided = true;
            self.halt = Some(Halt { position: place.position, error: error.clone() });
        }
        self.unseen.push((place.position, error));
    }

    fn judge(&mut self, position: Option<usize>, sighting: Rc<Sighting>, treatment: Treatment) {
        let found = self.obstacle(&sighting, treatment);
        if let Some((obstacle, _)) = &found {
            self.rules = self.rules.after(obstacle);
        }
        let (verdict, obstacle) = match found {
            Some((obstacle, Response::GoesOn)) => (Verdict::Rejected, Some(obstacle)),
            Some((obstacle, _)) => (self.take(), Some(obstacle)),
            None => (self.take(), None),
        };
        let same_file_as = self.earlier(&sighting, position);
        self.candidates.push(Candidate { position, sighting, verdict, obstacle, same_file_as });
    }

    fn obstacle(&self, sighting: &Sighting, treatment: Treatment) -> Option<(Obstacle, Response)> {
        let own = windows::obstacle(sighting, self.caller, self.survey.scene())
            .or_else(|| sighting.obstacle(&self.rules));
        match own {
            Some((Obstacle::MissingInterpreter(trouble), _)) if self.finds(&trouble) => None,
            Some((obstacle, Response::GoesOn)) => Some((obstacle, Response::GoesOn)),
            _ if treatment == Treatment::Refused => Some((Obstacle::RelativeRefused, Response::Stops)),
            other => other,
        }
    }

    /// A `#!` line that names a program without saying where it lies is for the kernel a file in the working
    /// directory; zsh (Src/exec.c) and xonsh look for it on PATH, and start it themselves.
    fn finds(&self, trouble: &InterpreterTrouble) -> bool {
        let bare = trouble.fault == Fault::Missing && !trouble.interpreter.contains(&b'/');
        let there = |place: &Place| {
            let path = self.survey.scene().flavor.join(&place.directory, &trouble.interpreter);
            let Look::Seen(found) = self.survey.look(&path) else { return false };
            place.treatment == Treatment::Searched && found.kind() == Some(Kind::File) && found.executable
        };
        bare && self.rules.hash_bang != HashBang::Kernel && self.places.iter().any(there)
    }

    fn take(&mut self) -> Verdict {
        if std::mem::replace(&mut self.decided, true) { Verdict::Shadowed } else { Verdict::Wins }
    }

    fn earlier(&mut self, sighting: &Sighting, position: Option<usize>) -> Option<usize> {
        let (identity, position) = (sighting.identity?, position?);
        let first = *self.first_seen.entry(identity).or_insert(position);
        Some(first).filter(|&first| first != position)
    }

    fn finish(self, own_list: bool) -> Resolution {
        let Self { caller, name, query, candidates, unseen, halt, .. } = self;
        let (name, places) = (name.into(), [].into());
        let won = candidates.iter().position(|candidate| candidate.verdict == Verdict::Wins);
        Resolution { caller, name, query, candidates, places, own_list, unseen, halt, won }
    }
}
