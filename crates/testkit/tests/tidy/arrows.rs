//! Dependencies between crates, and on libraries, as `cargo metadata` resolves them.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::process::Command;

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package, PackageId, TargetKind};

use crate::{assert_none, root};

/// What each folder of `crates/` may depend on. As a dev-dependency, `testkit` is open to all.
const ARROWS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("stats", &[]),
    ("conditions", &["model"]),
    ("engagement", &["model", "conditions"]),
    ("store", &["model", "engagement"]),
    ("lake", &["model"]),
    ("outreach", &["model", "conditions", "engagement"]),
    ("runtime", &["model", "conditions", "engagement", "stats", "store", "lake", "outreach"]),
    ("server", &["model", "conditions", "engagement", "store", "lake", "outreach", "runtime"]),
    ("simulation", &["model"]),
    (
        "kizukai",
        &[
            "model",
            "conditions",
            "engagement",
            "store",
            "lake",
            "outreach",
            "runtime",
            "server",
            "simulation",
        ],
    ),
    (
        "testkit",
        &[
            "model",
            "conditions",
            "engagement",
            "stats",
            "store",
            "lake",
            "outreach",
            "runtime",
            "server",
            "simulation",
            "kizukai",
        ],
    ),
];

/// Crates without an async runtime, without I/O, anywhere below them.
const PURE: &[&str] = &["model", "conditions", "engagement", "stats"];

/// Packages that mean an async runtime, a network, a data base or an HTTP server.
const IMPURE: &[&str] = &[
    "async-std",
    "axum",
    "datafusion",
    "h2",
    "hyper",
    "hyper-util",
    "lettre",
    "libsqlite3-sys",
    "mio",
    "native-tls",
    "object_store",
    "parquet",
    "reqwest",
    "rusqlite",
    "rustls",
    "smol",
    "socket2",
    "sqlx",
    "tokio",
    "tonic",
    "tower-http",
    "ureq",
];

/// Libraries and the only crates that may name them, in any kind of dependency.
const FENCES: &[(&[&str], &[&str])] = &[
    // Serving HTTP: the server. The binary and the testkit wire it up, and are its clients.
    (&["axum", "axum-core", "axum-extra", "tower-http", "utoipa-axum"], &["server", "kizukai", "testkit"]),
    (
        &["hyper", "hyper-util", "h2", "reqwest", "ureq"],
        &["server", "kizukai", "testkit", "outreach", "lake", "simulation"],
    ),
    // The one thing the server asks others for: who somebody is, of the company's own sign-in (ADR 0015).
    (&["openidconnect", "oauth2"], &["server"]),
    (&["lettre"], &["outreach"]),
    (&["rusqlite", "libsqlite3-sys", "sqlx"], &["store"]),
    (&["arrow", "datafusion", "object_store", "parquet"], &["lake"]),
];

/// The resolved workspace for this platform alone: other platforms' packages need not be downloaded.
fn metadata() -> Metadata {
    let rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .arg("-vV")
        .output()
        .expect("rustc runs where its tests run");
    let text = String::from_utf8_lossy(&rustc.stdout).into_owned();
    let host = text.lines().find_map(|line| line.strip_prefix("host: ")).expect("rustc -vV names its host");
    MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .other_options(vec!["--filter-platform".to_owned(), host.to_owned()])
        .exec()
        .expect("cargo metadata describes this workspace")
}

/// Folder of a workspace crate: `crates/model` is `model`.
fn folder(package: &Package) -> &str {
    let folder = package.manifest_path.parent().expect("a manifest lies in a folder");
    folder.file_name().expect("the folder has a name")
}

/// Direct dependencies as (name, kind) of one workspace crate.
fn direct(package: &Package) -> impl Iterator<Item = (&str, DependencyKind)> {
    package.dependencies.iter().map(|dependency| (dependency.name.as_str(), dependency.kind))
}

/// Why `folder` may not depend on the workspace crate `on`, if so.
fn wrong_arrow(folder: &str, on: &str, kind: DependencyKind) -> Option<String> {
    let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == folder) else {
        return Some(format!("crates/{folder} is not in the table of arrows"));
    };
    let for_tests = kind == DependencyKind::Development && on == "testkit";
    (!for_tests && !allowed.contains(&on)).then(|| format!("{folder} → {on} ({kind:?}) points the wrong way"))
}

/// Names of all packages below `start`, over normal dependencies only.
fn normal_tree(metadata: &Metadata, start: &PackageId) -> BTreeSet<String> {
    let resolve = metadata.resolve.as_ref().expect("cargo metadata resolved the dependencies");
    let nodes: HashMap<_, _> = resolve.nodes.iter().map(|node| (&node.id, node)).collect();
    let mut seen = HashSet::from([start]);
    let mut open = vec![start];
    while let Some(id) = open.pop() {
        for dependency in &nodes[id].deps {
            let normal = dependency.dep_kinds.iter().any(|info| info.kind == DependencyKind::Normal);
            if normal && seen.insert(&dependency.pkg) {
                open.push(&dependency.pkg);
            }
        }
    }
    seen.into_iter().filter(|id| *id != start).map(|id| metadata[id].name.to_string()).collect()
}

#[test]
fn crates_depend_only_along_the_arrows() {
    let metadata = metadata();
    let packages = metadata.workspace_packages();
    let folders: HashMap<_, _> =
        packages.iter().map(|package| (package.name.as_str(), folder(package))).collect();
    let mut findings = Vec::new();
    for package in &packages {
        for (name, kind) in direct(package) {
            let on = folders.get(name).copied();
            findings.extend(on.and_then(|on| wrong_arrow(folder(package), on, kind)));
        }
    }
    assert_none(&findings);
}

#[test]
fn pure_crates_have_no_runtime_and_no_io_below_them() {
    let metadata = metadata();
    let mut findings = Vec::new();
    for package in metadata.workspace_packages().into_iter().filter(|package| PURE.contains(&folder(package)))
    {
        let tree = normal_tree(&metadata, &package.id);
        findings.extend(
            IMPURE
                .iter()
                .filter(|name| tree.contains(**name))
                .map(|name| format!("{} reaches {name}", package.name)),
        );
    }
    assert_none(&findings);
    let model = metadata.workspace_packages().into_iter().find(|package| folder(package) == "model");
    let tree = normal_tree(&metadata, &model.expect("crates/model exists").id);
    assert!(tree.contains("serde_core"), "the walk goes below direct dependencies: {tree:?}");
}

#[test]
fn fenced_libraries_are_named_only_where_they_belong() {
    let metadata = metadata();
    let mut findings = Vec::new();
    for package in metadata.workspace_packages() {
        for (library, kind) in direct(package) {
            let fence = FENCES.iter().find(|(libraries, _)| libraries.contains(&library));
            if fence.is_some_and(|(_, owners)| !owners.contains(&folder(package))) {
                findings.push(format!("{} names {library} ({kind:?})", package.name));
            }
        }
    }
    assert_none(&findings);
}

#[test]
fn packages_are_named_after_their_folders_and_the_binary_is_kizukai() {
    let metadata = metadata();
    let mut findings = Vec::new();
    for package in metadata.workspace_packages() {
        let folder = folder(package);
        let wanted = if folder == "kizukai" { "kizukai".to_owned() } else { format!("kizukai-{folder}") };
        if package.name.as_str() != wanted {
            findings.push(format!("crates/{folder} is named {}", package.name));
        }
        let is_binary = |target: &&cargo_metadata::Target| target.is_kind(TargetKind::Bin);
        let binaries: Vec<_> =
            package.targets.iter().filter(is_binary).map(|target| target.name.as_str()).collect();
        if folder == "kizukai" && binaries != ["kizukai"] {
            findings.push(format!("crates/kizukai makes the binaries {binaries:?}"));
        }
    }
    assert_none(&findings);
}

#[test]
fn wrong_arrows_are_recognised() {
    assert!(wrong_arrow("model", "engagement", DependencyKind::Normal).is_some());
    assert!(wrong_arrow("store", "runtime", DependencyKind::Development).is_some());
    assert!(wrong_arrow("store", "testkit", DependencyKind::Normal).is_some());
    assert!(wrong_arrow("store", "testkit", DependencyKind::Development).is_none());
    assert!(wrong_arrow("newcomer", "model", DependencyKind::Normal).is_some());
}
