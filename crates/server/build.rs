//! Makes sure the folders of the built web parts exist, so that Rust builds without Node, and that a new build of them
//! is noticed.

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    for folder in ["../../web/tag/dist", "../../web/console/dist"] {
        if let Err(error) = std::fs::create_dir_all(Path::new(folder)) {
            println!("cargo::warning=no folder {folder} for a built web part: {error}");
        }
        println!("cargo::rerun-if-changed={folder}");
    }
}
