//! The disk that loses what was not synced: `shim/disk.c`, built into a folder and loaded into the server.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use kizukai_testkit::{Shop, compile_shim, scratch_folder};

/// How marks begin: message ids of these tests do.
pub(crate) const MARK: &str = "proof";

/// A shop on such a disk.
pub(crate) struct ShopOnDisk {
    pub(crate) shop: Shop,
    shadow: PathBuf,
}

impl ShopOnDisk {
    /// Sets up a shop with the shim under every program that is started for it, `init` included.
    pub(crate) fn open() -> Result<Self> {
        let scratch = scratch_folder()?;
        let folder = scratch.path().canonicalize()?;
        let shadow = folder.join("shadow");
        fs::create_dir(&shadow)?;
        let shim = compile_shim("disk", &folder)?;
        let text = |path: &Path| path.to_str().map(str::to_owned).context("a folder's name is UTF-8");
        let environment = vec![
            ("LD_PRELOAD".to_owned(), text(&shim)?),
            ("KIZUKAI_SHIM_DATA".to_owned(), text(&folder.join("data"))?),
            ("KIZUKAI_SHIM_SHADOW".to_owned(), text(&shadow)?),
            ("KIZUKAI_SHIM_MARK".to_owned(), MARK.to_owned()),
        ];
        Ok(Self { shop: Shop::open_with(scratch, environment)?, shadow })
    }

    /// From now on syncs of write-ahead logs are acknowledged and forgotten.
    pub(crate) fn begin_to_lie(&self) -> Result<()> {
        Ok(fs::write(self.shadow.join("lie"), "")?)
    }

    /// From now on no byte can be written to the data folder.
    pub(crate) fn fill_up(&self) -> Result<()> {
        Ok(fs::write(self.shadow.join("full"), "")?)
    }

    /// There is space again.
    pub(crate) fn make_room(&self) -> Result<()> {
        Ok(fs::remove_file(self.shadow.join("full"))?)
    }

    /// The log of what was written, synced and answered.
    pub(crate) fn log(&self) -> Result<String> {
        Ok(fs::read_to_string(self.shadow.join("log"))?)
    }

    /// Cuts the power: the same shop on nothing but what was synced. The server must be dead.
    pub(crate) fn cut_power(&self) -> Result<Shop> {
        let survived = self.shop.scratch().join("survived");
        fs::create_dir(&survived)?;
        let names = fs::read_to_string(self.shadow.join("names")).context("the folder was never synced")?;
        for line in names.lines() {
            let (key, name) = line.split_once(' ').context("a line is a key and a name")?;
            let kept = self.shadow.join(key);
            if kept.exists() {
                fs::copy(kept, survived.join(name))?;
            } else {
                // Its name was synced, its content never.
                fs::write(survived.join(name), "")?;
            }
        }
        self.shop.moved_to(&survived)
    }

    /// Files that had bytes the power cut took away.
    pub(crate) fn files_that_lost_bytes(&self, survivor: &Shop) -> Result<BTreeSet<String>> {
        let mut differing = BTreeSet::new();
        for entry in fs::read_dir(self.shop.data())? {
            let entry = entry?;
            let left = fs::read(survivor.data().join(entry.file_name())).unwrap_or_default();
            if fs::read(entry.path())? != left {
                differing.insert(entry.file_name().to_string_lossy().into_owned());
            }
        }
        Ok(differing)
    }
}
