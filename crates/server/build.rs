//! Makes sure the folder of the built tag exists, so that Rust builds without Node, and that a new tag is noticed.

use std::path::Path;

fn main() {
    let dist = Path::new("../../web/tag/dist");
    if let Err(error) = std::fs::create_dir_all(dist) {
        println!("cargo::warning=no folder for the built tag: {error}");
    }
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", dist.display());
}
