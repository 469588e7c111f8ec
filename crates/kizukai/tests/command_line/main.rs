//! The program as a person at a terminal, or a script, meets it: arguments, output, exit status, signals.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod importing;
mod shop;

use std::path::Path;

use serde_json::Value;

use crate::shop::{Running, Shop, err, kizukai, out, run};

const SEGMENT: &str = "kind: segment\nkey: gold\nname: ゴールド\ncondition: {traits.rank: gold}\n";

#[test]
fn texts_are_applied_through_the_running_server_and_without_one() {
    let shop = Shop::new();
    let file = shop.file("gold.yaml", SEGMENT);
    let server = Running::start(&["serve", "--data", &shop.data(), "--listen", "127.0.0.1:0"]);
    let applied = shop.apply(&[&file]);
    assert_eq!(out(&applied), "segment/gold: version 1, phase 1\n", "{}", err(&applied));
    assert_eq!(shop.get(&server.address, "/api/segments/gold")["text"]["name"], "ゴールド");
    let (status, said) = server.stop();
    assert_eq!(status, Some(0), "{said}");
    let again = shop.apply(&[&file]);
    assert_eq!(out(&again), "segment/gold: unchanged, version 1\n", "{}", err(&again));
}

#[test]
fn a_refused_text_is_told_by_file_and_place_and_ends_with_status_1() {
    let shop = Shop::new();
    let good = shop.file("good.yaml", SEGMENT);
    let bad = shop.file("bad.yaml", "kind: segment\nkey: bad\ncondition: {$foo: 1}\n");
    let refused = shop.apply(&[&good, &bad]);
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(out(&refused), "");
    assert!(err(&refused).contains("bad.yaml: segment/bad: condition.$foo: "), "{}", err(&refused));
    let applied = shop.apply(&[&good]);
    assert_eq!(out(&applied), "segment/gold: version 1, phase 1\n");
}

#[test]
fn the_campaign_of_the_readme_is_published_as_it_stands() {
    let readme = include_str!("../../../../README.md");
    let (_, after) = readme.split_once("```yaml\n").unwrap();
    let (campaign, _) = after.split_once("```").unwrap();
    let shop = Shop::new();
    let applied = shop.apply(&[&shop.file("campaign.yaml", campaign)]);
    assert!(applied.status.success(), "{}", err(&applied));
    assert!(out(&applied).contains("campaign/cart-shipping: version 1"), "{}", out(&applied));
}

#[test]
fn the_local_secret_is_for_the_owner_alone_and_is_not_printed() {
    let shop = Shop::new();
    let server = Running::start(&["serve", "--data", &shop.data(), "--listen", "127.0.0.1:0"]);
    let lock = shop.folder.path().join("lock");
    assert_eq!(mode(&lock), 0o600);
    let note: Value = serde_json::from_str(&std::fs::read_to_string(lock).unwrap()).unwrap();
    let second = run(&["serve", "--data", &shop.data(), "--listen", "127.0.0.1:0"]);
    let rebuilt = run(&["rebuild", "--data", &shop.data()]);
    for refused in [second, rebuilt] {
        assert_eq!(refused.status.code(), Some(1));
        assert!(err(&refused).contains(&server.address), "{}", err(&refused));
        assert!(!err(&refused).contains(note["token"].as_str().unwrap()));
    }
    assert_eq!(server.stop().0, Some(0));
}

#[cfg(unix)]
fn mode(file: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(file).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_killed_server_leaves_no_lock_and_its_profiles_rebuild_equal() {
    let shop = Shop::new();
    let mut server = Running::start(&["serve", "--data", &shop.data(), "--listen", "127.0.0.1:0"]);
    let key = &shop.keys["write_key"];
    let body =
        format!("{{\"writeKey\": {key}, \"anonymousId\": \"a1\", \"events\": [{{\"type\": \"page\"}}]}}");
    let answer = ureq::post(format!("{}/v1/decide", server.address)).send(body).unwrap();
    assert_eq!(answer.status(), 200);
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    let rebuilt = run(&["rebuild", "--data", &shop.data(), "--json"]);
    assert!(rebuilt.status.success(), "{}", err(&rebuilt));
    let report: Value = serde_json::from_str(out(&rebuilt)).unwrap();
    assert_eq!((&report["inputs"], &report["equal"]), (&Value::from(1), &Value::from(1)), "{report}");
    let server = Running::start(&["serve", "--data", &shop.data(), "--listen", "127.0.0.1:0"]);
    assert_eq!(shop.get(&server.address, "/api/profiles/a1")["visits"]["count"], 1);
}

#[test]
fn a_folder_that_is_none_is_never_made_by_mistake() {
    let parent = tempfile::tempdir().unwrap();
    let missing = parent.path().join("typo").display().to_string();
    let text = parent.path().join("text.yaml");
    std::fs::write(&text, SEGMENT).unwrap();
    let text = text.display().to_string();
    for arguments in [
        vec!["serve", "--data", &missing, "--listen", "127.0.0.1:0"],
        vec!["apply", "--data", &missing, &text],
        vec!["rebuild", "--data", &missing],
    ] {
        let refused = run(&arguments);
        assert_eq!(refused.status.code(), Some(1), "{arguments:?}");
        assert!(err(&refused).contains("no data folder"), "{}", err(&refused));
    }
    assert!(!Path::new(&missing).exists());
}

#[test]
fn the_demo_serves_shop_and_api_from_one_address_of_this_machine() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().display().to_string();
    let demo = Running::start(&["demo", "--data", &data, "--listen", "127.0.0.1:0", "--visitors", "off"]);
    let read = |path: &str| {
        let mut answer = ureq::get(format!("{}{path}", demo.address)).call().unwrap();
        answer.body_mut().read_to_string().unwrap()
    };
    let told = read("/demo/config.json");
    let keys = std::fs::read_to_string(folder.path().join("demo-keys.json")).unwrap();
    let keys: Value = serde_json::from_str(&keys).unwrap();
    let secret = keys["api_key"].as_str().unwrap();
    assert!(told.contains(keys["write_key"].as_str().unwrap()) && !told.contains(secret), "{told}");
    assert_eq!(read("/demo/replay.json"), r#"{"days":30,"of":30}"#);
    let key = format!("Bearer {secret}");
    let campaigns = ureq::get(format!("{}/api/campaigns", demo.address)).header("authorization", &key).call();
    assert_eq!(campaigns.unwrap().status(), 200);
    let top = read("/");
    assert!(top.contains("<html lang=\"ja\">"));
    for path in ["/products/cup", "/cart", "/search?q=a", "/order/1", "/guide"] {
        assert_eq!(read(path), top, "{path}");
    }
    assert_eq!(demo.stop().0, Some(0));
}

#[test]
fn the_demo_refuses_to_be_seen_from_other_machines() {
    let refused = run(&["demo", "--listen", "0.0.0.0:0"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(err(&refused).contains("this machine alone"));
}

#[test]
fn the_default_configuration_is_printed_as_committed() {
    let printed = run(&["config", "defaults"]);
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../config.default.toml");
    assert_eq!(out(&printed), std::fs::read_to_string(committed).unwrap());
}

#[test]
fn the_environment_goes_before_the_file_and_only_settings_count() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kizukai.toml");
    std::fs::write(&file, "[cache]\nprofiles = 7\n[log]\nlevel = \"warn\"\n").unwrap();
    let check = |name: &str, value: &str| {
        let mut command = kizukai(&["config", "check", "--config", &file.display().to_string()]);
        command.env(name, value).env("KIZUKAI_BIN", "/somewhere").output().unwrap()
    };
    let checked = check("KIZUKAI_CACHE__PROFILES", "8");
    assert!(checked.status.success(), "{}", err(&checked));
    assert!(out(&checked).contains("profiles = 8") && out(&checked).contains("level = \"warn\""));
    let odd = check("KIZUKAI_CACHE__PROFILE", "8");
    assert_eq!(odd.status.code(), Some(1));
    assert!(err(&odd).contains("profile"), "{}", err(&odd));
}
