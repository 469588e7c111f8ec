//! What is read of files as people have them.

use std::io::Write;

use clap::Parser;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;

use super::*;
use crate::arguments::{Arguments, Command, ImportCommand};

fn asked(options: &[&str]) -> ImportEvents {
    let words = ["kizukai", "import", "events", "--data", "x", "f"].iter().chain(options);
    match Arguments::parse_from(words).command {
        Command::Import(ImportCommand::Events(asked)) => *asked,
        _ => panic!("an import"),
    }
}

/// Each row's fields, or why there are none.
fn read(name: &str, content: &[u8], options: &[&str]) -> Vec<Result<Value, String>> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    std::fs::write(&file, content).unwrap();
    let (rows, position) = open(&file, &asked(options)).unwrap();
    let rows: Vec<_> = rows.map(|row| row.unwrap().map(|row| Value::Object(row.fields))).collect();
    assert_eq!(position.done(), position.all, "read to the end");
    rows
}

fn refused(name: &str, content: &[u8], options: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    std::fs::write(&file, content).unwrap();
    let mut opened = open(&file, &asked(options)).map(|(rows, _)| rows.collect::<Result<Vec<_>, _>>().err());
    opened.as_mut().map_or_else(|error| format!("{error:#}"), |error| format!("{error:?}"))
}

#[test]
fn a_table_is_read_with_its_heading_its_quotes_and_its_empty_cells() {
    let rows = read(
        "a.csv",
        "\u{feff}userId,memo,rank\r\nu1,\"a, \"\"b\"\"\",\r\nu2,x,gold,more\r\nu3\r\n".as_bytes(),
        &[],
    );
    assert_eq!(rows[0], Ok(json!({"userId": "u1", "memo": "a, \"b\""})));
    assert_eq!(rows[1], Err("4 cells, and 3 columns".to_owned()));
    assert_eq!(rows[2], Ok(json!({"userId": "u3"})));
}

#[test]
fn a_table_of_an_old_shop_system_is_read_in_its_encoding() {
    let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode("会員,商品\n1,抹茶椀\n");
    let rows = read("a.csv", &bytes, &["--encoding", "shift_jis"]);
    assert_eq!(rows, [Ok(json!({"会員": "1", "商品": "抹茶椀"}))]);
    assert!(refused("a.csv", &bytes, &[]).contains("--encoding shift_jis"));
    let rows = read("b.csv", &[b"id,name\n1,".as_slice(), &[0x8f, 0xff], b"\n2,b\n"].concat(), &[]);
    assert!(rows[0].as_ref().is_err_and(|reason| reason.contains("not UTF-8")), "{rows:?}");
    assert_eq!(rows[1], Ok(json!({"id": "2", "name": "b"})));
}

#[test]
fn columns_can_be_named_and_set_apart_by_other_signs() {
    let named = ["--columns", "id,day,price"];
    for (content, delimiter) in
        [("  1 19970101   29.33\n", "spaces"), ("1\t19970101\t29.33\n", "tab"), ("1;19970101;29.33\n", ";")]
    {
        let rows = read("a.csv", content.as_bytes(), &[&named[..], &["--delimiter", delimiter]].concat());
        assert_eq!(rows, [Ok(json!({"id": "1", "day": "19970101", "price": "29.33"}))], "{delimiter}");
    }
}

#[test]
fn lines_of_json_are_read_one_by_one_packed_or_not() {
    let content = b"{\"userId\":\"u1\"}\n\n[1]\n{\"userId\"\n{\"userId\":\"u2\"}";
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(content).unwrap();
    for (name, content) in [("a.jsonl", content.to_vec()), ("a.jsonl.gz", packed.finish().unwrap())] {
        let rows = read(name, &content, &[]);
        assert_eq!(rows.len(), 4);
        assert_eq!((&rows[0], &rows[3]), (&Ok(json!({"userId": "u1"})), &Ok(json!({"userId": "u2"}))));
        assert!(rows[1].is_err() && rows[2].is_err(), "{rows:?}");
    }
}

#[test]
fn a_line_without_an_end_does_not_fill_the_memory() {
    let limit = usize::try_from(LINE_BYTES).unwrap();
    let content = [vec![b'x'; limit * 2], b"\n{\"userId\":\"u\"}\n".to_vec()].concat();
    let rows = read("a.jsonl", &content, &[]);
    assert!(rows[0].as_ref().is_err_and(|reason| reason.contains("longer")), "{}", rows.len());
    assert_eq!(rows[1], Ok(json!({"userId": "u"})));
}

#[test]
fn what_is_no_table_is_told() {
    assert!(refused("a.csv", b"", &[]).contains("empty"));
    assert!(refused("a.csv", b"a,a\n", &[]).contains("two columns"));
    assert!(refused("a.csv", b"a,,b\n", &[]).contains("column 2 has no name"));
    assert!(refused("a.xlsx", b"a", &[]).contains("--format"));
    assert!(refused("a.parquet", b"a", &[]).contains("cannot read"));
    assert!(refused("a.csv", b"a\n", &["--delimiter", "||"]).contains("delimiter"));
    assert!(refused("a.csv", b"a\n", &["--encoding", "kanji"]).contains("shift_jis"));
}
