//! `kizukai import events`: what was recorded elsewhere comes in once, and is there to be asked for.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::{Output, Stdio};

use serde_json::Value;

use crate::shop::{Running, Shop, err, kizukai, out, run};

/// An order of each row, on one of four days of January 2025.
fn orders(rows: u32) -> String {
    let mut table = String::from("会員番号,購入日,金額,商品\n");
    for n in 0..rows {
        let day = 10 + n % 4;
        writeln!(table, "m{},2025/01/{day} 12:00,{},p{}", n % 97, 1_000 + n, n % 7).unwrap();
    }
    table
}

const MAPPED: [&str; 8] = [
    "--from",
    "userId=会員番号",
    "--from",
    "timestamp=購入日",
    "--from",
    "properties.revenue=金額",
    "--set",
    "event=Order Completed",
];

impl Shop {
    fn import(&self, file: &str, options: &[&str]) -> Output {
        let data = self.data();
        run(&[&["import", "events", "--data", &data, file], options].concat())
    }

    /// Orders by day, as the trend tells them.
    fn days(&self, server: &Running) -> Vec<f64> {
        let path = "/api/trends?event=Order%20Completed&from=2025-01-10&until=2025-01-13";
        let trend = self.get(&server.address, path);
        let values = trend["series"][0]["values"].as_array().unwrap();
        values.iter().map(|value| value.as_f64().unwrap()).collect()
    }
}

fn count(output: &Output, what: &str) -> u64 {
    let line = out(output).lines().find(|line| line.trim_end().ends_with(what));
    let line = line.unwrap_or_else(|| panic!("no {what}: {} {}", out(output), err(output)));
    line.trim().split(' ').next().unwrap().parse().unwrap()
}

fn serve(shop: &Shop) -> Running {
    Running::start(&["serve", "--data", &shop.data(), "--listen", "127.0.0.1:0"])
}

#[test]
fn rows_become_events_and_bad_ones_are_set_aside_with_their_reason() {
    let shop = Shop::new();
    let table = orders(8) + "m1,いつか,100,p1\n,2025/01/10,100,p1\n" + "m2,2025/01/10 12:00,7,p1,x\n";
    let file = shop.file("orders.csv", &table);
    let server = serve(&shop);
    let done = shop.import(&file, &MAPPED);
    assert!(done.status.success(), "{}", err(&done));
    let counts = ["rows", "taken in", "known already"].map(|what| count(&done, what));
    assert_eq!(counts, [11, 8, 0]);
    let rejected = fs::read_to_string(format!("{file}.rejected.jsonl")).unwrap();
    let rejected: Vec<Value> = rejected.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<_> =
        rejected.iter().map(|row| (row["row"].as_u64(), row["reason"].as_str().unwrap())).collect();
    assert_eq!(told.len(), 3);
    assert!(told[0].0 == Some(9) && told[0].1.contains("いつか"), "{told:?}");
    assert!(told[1].0 == Some(10) && told[1].1.contains("userId"), "{told:?}");
    assert!(told[2].0 == Some(11) && told[2].1.contains("5 cells"), "{told:?}");
    assert_eq!(rejected[1]["source"]["金額"], "100");
    assert_eq!(shop.days(&server), [2.0; 4]);
    let profile = shop.get(&server.address, "/api/profiles/m3/events");
    assert_eq!(profile["events"][0]["properties"]["商品"], "p3");
    assert_eq!(profile["events"][0]["timestamp"], "2025-01-13T03:00:00.000Z");
}

#[test]
fn the_same_file_again_takes_nothing_twice_even_where_it_begins_anew() {
    let shop = Shop::new();
    let file = shop.file("orders.csv", &orders(700));
    assert_eq!(count(&shop.import(&file, &MAPPED), "taken in"), 700);
    let second = shop.import(&file, &MAPPED);
    assert!(err(&second).contains("taken in before"), "{}", err(&second));
    let anew = shop.import(&file, &[&MAPPED[..], &["--again"]].concat());
    assert_eq!((count(&anew, "taken in"), count(&anew, "known already")), (0, 700));
    let server = serve(&shop);
    assert_eq!(shop.days(&server), [175.0; 4]);
}

#[test]
fn an_import_that_is_killed_goes_on_where_it_stopped() {
    const ROWS: u32 = 20_000;
    let shop = Shop::new();
    let file = shop.file("orders.csv", &orders(ROWS));
    let server = serve(&shop);
    let data = shop.data();
    let words = [&["import", "events", "--data", &data, &file], &MAPPED[..]].concat();
    let mut killed = kizukai(&words).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    while rows_noted(&shop) == 0 {
        assert!(killed.try_wait().unwrap().is_none(), "it ended before it could be killed");
        std::thread::yield_now();
    }
    killed.kill().unwrap();
    killed.wait().unwrap();
    let noted = rows_noted(&shop);
    assert!(noted > 0 && noted < u64::from(ROWS), "{noted}");
    let rest = run(&words);
    assert!(err(&rest).contains(&format!("going on behind row {noted}")), "{}", err(&rest));
    assert_eq!(count(&rest, "rows"), u64::from(ROWS));
    assert_eq!(count(&rest, "taken in") + count(&rest, "known already"), u64::from(ROWS));
    assert_eq!(shop.days(&server), [f64::from(ROWS) / 4.0; 4]);
}

/// Rows that are done with, by the only note there is.
fn rows_noted(shop: &Shop) -> u64 {
    let Ok(mut notes) = fs::read_dir(Path::new(&shop.data()).join("imports")) else { return 0 };
    let named = |entry: &fs::DirEntry| entry.path().extension().is_some_and(|extension| extension == "json");
    let note = notes.find_map(|entry| entry.ok().filter(named));
    let bytes = note.and_then(|entry| fs::read(entry.path()).ok());
    bytes.map_or(0, |bytes| {
        serde_json::from_slice::<Value>(&bytes).expect("a note is whole")["rows"].as_u64().unwrap()
    })
}

#[test]
fn a_file_of_which_nothing_can_be_read_is_refused_before_anything_is_taken() {
    let shop = Shop::new();
    let file = shop.file("orders.csv", &orders(20));
    let refused = shop.import(&file, &["--set", "event=Order Completed"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(err(&refused).contains("none of the first 20 rows"), "{}", err(&refused));
    assert!(!Path::new(&format!("{file}.rejected.jsonl")).exists());
    let unknown = shop.import(&file, &["--from", "user=会員番号"]);
    assert!(err(&unknown).contains("no field `user`"), "{}", err(&unknown));
}

#[test]
fn what_would_be_taken_can_be_looked_at_before() {
    let shop = Shop::new();
    let file = shop.file("orders.csv", &orders(5));
    let map = shop.file(
        "map.yaml",
        "columns: {userId: 会員番号, timestamp: 購入日, properties.revenue: 金額}\nvalues: {event: Order Completed}\n",
    );
    let looked = shop.import(&file, &["--map", &map, "--check"]);
    assert!(err(&looked).contains("5 rows can be taken in, 0 cannot"), "{}", err(&looked));
    assert!(out(&looked).contains("\"revenue\": 1000"), "{}", out(&looked));
    let server = serve(&shop);
    assert_eq!(shop.days(&server), [0.0; 4]);
}
