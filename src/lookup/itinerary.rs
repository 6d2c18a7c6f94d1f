//! The lists that callers read, each read once, and what is done for all their directories together.

use std::rc::Rc;

use super::content::HEAD;
use super::places::{Place, Treatment, is_as_read, places, read_list};
use super::{Caller, Look, Survey, agreement, windows};
use crate::disk::{Expected, Until};
use crate::flavor::Flavor;
use crate::pathlist::PathList;
use crate::text::Text;

/// Of more directories than these the disk is not told ahead: nobody has so many that are slow.
const MOST_EXPECTED: usize = 1024;

/// A list as a caller reads it.
pub(super) struct Itinerary {
    caller: Caller,
    /// Whether every other caller looks there too.
    is_everybodys: bool,
    list: PathList,
    /// Where it looks, in order.
    pub(super) places: Rc<[Place]>,
    /// The number of each place's directory among all directories of the survey.
    pub(super) numbers: Vec<usize>,
}

/// The last answer of `looks_along`.
pub(super) struct LastLooks {
    itinerary: Rc<Itinerary>,
    name: Text,
    looks: Rc<[(usize, Look)]>,
}

impl Survey<'_> {
    /// PATH as a caller reads it, read once.
    pub fn list_of(&self, caller: Caller) -> Rc<PathList> {
        if let Some(known) = self.lists.borrow().get(&caller) {
            return Rc::clone(known);
        }
        let (scene, rules, mut lists) = (self.scene(), caller.rules(), self.lists.borrow_mut());
        let known = lists.values().find(|known| is_as_read(known, scene, "PATH", rules)).map(Rc::clone);
        let list = known.unwrap_or_else(|| Rc::new(read_list(scene, "PATH", rules)));
        lists.insert(caller, Rc::clone(&list));
        list
    }

    /// Where a caller looks for a bare name, in order. The same list is read once for all names.
    pub(super) fn itinerary(&self, list: &PathList, caller: Caller) -> Rc<Itinerary> {
        let is_same =
            |known: &&Rc<Itinerary>| (known.is_everybodys || known.caller == caller) && known.list == *list;
        if let Some(known) = self.itineraries.borrow().iter().find(is_same) {
            return Rc::clone(known);
        }
        let places = places(list, caller.rules(), self.scene());
        let places: Rc<[Place]> = windows::with_working_directory(places, caller, self.scene()).into();
        let mut absences = self.absences.borrow_mut();
        let numbers = places.iter().map(|place| absences.number(&place.directory)).collect();
        let is_everybodys = agreement::is_read_alike(list, self.scene());
        let known = Rc::new(Itinerary { caller, is_everybodys, list: list.clone(), places, numbers });
        self.itineraries.borrow_mut().push(Rc::clone(&known));
        known
    }

    /// What stands under a name at the places of an itinerary, each place by its index. Callers with the same itinerary
    /// are mostly asked one after the other, so the last answer is kept.
    pub(super) fn looks_along(&self, itinerary: &Rc<Itinerary>, name: &[u8]) -> Rc<[(usize, Look)]> {
        if let Some(last) = self.last_looks.borrow().as_ref()
            && Rc::ptr_eq(&last.itinerary, itinerary)
            && *last.name == *name
        {
            return Rc::clone(&last.looks);
        }
        let mut absent = self.absences.borrow_mut().take(name);
        let mut looks = Vec::new();
        for (at, (place, &number)) in itinerary.places.iter().zip(&itinerary.numbers).enumerate() {
            if absent[number] || place.treatment == Treatment::Skipped || name.is_empty() {
                continue;
            }
            match self.look(&self.scene().flavor.join(&place.directory, name)) {
                Look::Absent => absent[number] = true,
                look => looks.push((at, look)),
            }
        }
        self.absences.borrow_mut().keep(name, absent);
        let looks: Rc<[(usize, Look)]> = looks.into();
        let last = LastLooks { itinerary: Rc::clone(itinerary), name: name.into(), looks: Rc::clone(&looks) };
        self.last_looks.replace(Some(last));
        looks
    }

    /// Looks for many names at once, directory by directory, before they are searched one by one.
    pub fn look_ahead(&self, list: &PathList, names: &[&[u8]], caller: Caller, until: Until) {
        let itinerary = self.itinerary(list, caller);
        let directories = itinerary.places.iter().map(|place| place.directory.as_bytes());
        self.look_ahead_in(&directories.collect::<Vec<_>>(), names, until);
    }

    /// The same in any directories.
    pub fn look_ahead_in(&self, directories: &[&[u8]], names: &[&[u8]], until: Until) {
        if self.scene().flavor == Flavor::Windows {
            return;
        }
        let mut absences = self.absences.borrow_mut();
        absences.look_ahead(self.scene(), directories, names, until, &mut self.sights.borrow_mut());
    }

    /// Tells the disk which names will be looked for, so that slow directories can be asked side by side.
    pub fn expect(&self, list: &PathList, names: &[Text], caller: Caller) {
        let itinerary = self.itinerary(list, caller);
        let places = itinerary.places.iter().take(MOST_EXPECTED);
        let directories = places.map(|place| place.directory.clone()).collect();
        let names = names.iter().filter(|name| !self.scene().flavor.names_a_path(name)).cloned().collect();
        self.scene().disk.expect(Expected { directories, names, head: HEAD });
    }
}
