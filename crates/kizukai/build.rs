//! Makes sure the folder of the built sample shop exists, so that Rust builds without Node, and that a new one is noticed.

use std::path::Path;

fn main() {
    let dist = Path::new("../../web/demo-shop/dist");
    if let Err(error) = std::fs::create_dir_all(dist) {
        println!("cargo::warning=no folder for the built sample shop: {error}");
    }
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", dist.display());
}
