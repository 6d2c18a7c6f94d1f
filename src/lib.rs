//! envpeek answers: *why does this name run that file, and who put it there?*
//!
//! Facts about the outside come in through `host`, become plain values (`env`, `pathlist`, `disk`), are thought
//! about (`lookup`, `audit`), and leave as one `report` that `render` turns into text or JSON. ARCHITECTURE.md
//! draws the map; `tests/it/walls.rs` keeps it true.

pub mod activation;
pub mod app;
pub mod audit;
pub mod cli;
pub mod disk;
pub mod env;
pub mod findings;
pub mod flavor;
pub mod hashing;
pub mod host;
pub mod lookup;
pub mod machine;
pub mod pathlist;
pub mod process;
pub mod python;
pub mod render;
pub mod report;
pub mod scene;
pub mod shadows;
pub mod shell;
pub mod text;
pub mod venv;
