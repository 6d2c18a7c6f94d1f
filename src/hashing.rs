//! Maps and sets of bytes: the library's own, with a hash that costs less than the standard one.
//!
//! A scan of a whole PATH looks up a hundred thousand names, and most of the time beside the system calls went into the
//! standard hash, which also asks the kernel for random numbers at the start of every process.

/// A map.
pub type Map<K, V> = std::collections::HashMap<K, V, foldhash::fast::RandomState>;

/// A set.
pub type Set<K> = std::collections::HashSet<K, foldhash::fast::RandomState>;

/// A map with room for so many.
pub fn map_for<K, V>(many: usize) -> Map<K, V> {
    Map::with_capacity_and_hasher(many, foldhash::fast::RandomState::default())
}
