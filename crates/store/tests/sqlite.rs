//! The embedded store passes the conformance suite, a test for each topic.

#![expect(clippy::unwrap_used, reason = "test code outside of test functions")]

use kizukai_store::conformance::{self, Stores};
use kizukai_store::sqlite::DataFolder;
use kizukai_store::{Catalog, Ledger, LedgerReader};

struct Embedded {
    folder: DataFolder,
    _dir: tempfile::TempDir,
}

impl Embedded {
    fn empty() -> Self {
        let dir = tempfile::tempdir().unwrap();
        Self { folder: DataFolder::open(dir.path()).unwrap(), _dir: dir }
    }
}

impl Stores for Embedded {
    fn ledger(&self) -> Box<dyn Ledger> {
        Box::new(self.folder.ledger().unwrap())
    }
    fn reader(&self) -> Box<dyn LedgerReader> {
        Box::new(self.folder.reader().unwrap())
    }
    fn catalog(&self) -> Box<dyn Catalog> {
        Box::new(self.folder.catalog().unwrap())
    }
}

/// One test for each topic, and one that knows when a topic is missing here.
macro_rules! topics {
    ($($topic:ident)+) => {
        $(#[test]
        fn $topic() {
            conformance::run(stringify!($topic), Embedded::empty);
        })+

        #[test]
        fn every_topic_is_run() {
            let names: Vec<&str> = conformance::TOPICS.iter().map(|(name, _)| *name).collect();
            assert_eq!(names, [$(stringify!($topic)),+]);
        }
    };
}

topics![aliases catalog commits erasing history outbox people publishing results snapshots studio timers];
