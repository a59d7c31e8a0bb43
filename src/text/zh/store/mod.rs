//! What the `store` layer says to the clerk, one file for each topic.

pub mod backup;
pub mod copies;
pub mod db;
pub mod desk;
pub mod disk;
pub mod drafts;
pub mod journal;
pub mod keys;
pub mod lock;
pub mod mappings;
pub mod mend;
pub mod restore;
pub mod settings;
pub mod verify;
