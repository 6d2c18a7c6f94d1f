//! The lists that callers read, each read once, and what is done for all their directories together.

use std::rc::Rc;

use super::content::HEAD;
use super::places::{Place, places, read_list};
use super::{Caller, Survey, windows};
use crate::disk::{Expected, Until};
use crate::flavor::Flavor;
use crate::pathlist::PathList;
use crate::text::Text;

/// Of more directories than these the disk is not told ahead: nobody has so many that are slow.
const MOST_EXPECTED: usize = 1024;

/// A list as a caller reads it.
pub(super) struct Itinerary {
    caller: Caller,
    list: PathList,
    /// Where it looks, in order.
    pub(super) places: Rc<[Place]>,
    /// The number of each place's directory among all directories of the survey.
    pub(super) numbers: Vec<usize>,
}

impl Survey<'_> {
    /// PATH as a caller reads it, read once.
    pub fn list_of(&self, caller: Caller) -> Rc<PathList> {
        if let Some(known) = self.lists.borrow().get(&caller) {
            return Rc::clone(known);
        }
        let list = Rc::new(read_list(self.scene(), "PATH", caller.rules()));
        let mut lists = self.lists.borrow_mut();
        let same = lists.values().find(|known| **known == list).map_or(list, Rc::clone);
        lists.insert(caller, Rc::clone(&same));
        same
    }

    /// Where a caller looks for a bare name, in order. The same list is read once for all names.
    pub(super) fn itinerary(&self, list: &PathList, caller: Caller) -> Rc<Itinerary> {
        let is_same = |known: &&Rc<Itinerary>| known.caller == caller && known.list == *list;
        if let Some(known) = self.itineraries.borrow().iter().find(is_same) {
            return Rc::clone(known);
        }
        let places = places(list, caller.rules(), self.scene());
        let places: Rc<[Place]> = windows::with_working_directory(places, caller, self.scene()).into();
        let mut absences = self.absences.borrow_mut();
        let numbers = places.iter().map(|place| absences.number(&place.directory)).collect();
        let known = Rc::new(Itinerary { caller, list: list.clone(), places, numbers });
        self.itineraries.borrow_mut().push(Rc::clone(&known));
        known
    }

    /// Looks for many names at once, directory by directory, before they are searched one by one.
    pub fn look_ahead(&self, list: &PathList, names: &[&[u8]], caller: Caller, until: Until) {
        if self.scene().flavor == Flavor::Windows {
            return;
        }
        let itinerary = self.itinerary(list, caller);
        let directories: Vec<&[u8]> =
            itinerary.places.iter().map(|place| place.directory.as_bytes()).collect();
        let mut absences = self.absences.borrow_mut();
        absences.look_ahead(self.scene(), &directories, names, until, &mut self.sights.borrow_mut());
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
