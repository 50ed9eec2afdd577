//! Tables that are asked by key and never gone through in their own order, which is left to chance.
//!
//! Keys are names in specs that a developer has at hand, so nobody floods them on purpose: a quick hash will do.

use std::collections::{HashMap, HashSet};

use foldhash::fast::RandomState;

/// Values by key.
pub(crate) type Known<K, V> = HashMap<K, V, RandomState>;

/// Keys.
pub(crate) type KnownSet<K> = HashSet<K, RandomState>;
