//! What is told of the files is what they are.

use std::fs;
use std::path::Path;

use kizukai_lake::COLUMNS;

#[test]
fn the_documentation_tells_every_column_in_both_languages() {
    for language in ["en", "ja"] {
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../docs/{language}/lake.md"));
        let page = fs::read_to_string(page).unwrap();
        let rows: Vec<_> = page.lines().filter(|line| line.starts_with("| `")).collect();
        assert_eq!(rows.len(), COLUMNS.len(), "{language}");
        for (row, column) in rows.iter().zip(COLUMNS) {
            assert!(row.starts_with(&format!("| `{}` |", column.name)), "{language}: {row}");
            assert!(language != "en" || row.ends_with(&format!("| {} |", column.meaning)), "{row}");
        }
    }
}
