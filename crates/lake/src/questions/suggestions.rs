//! What there is to choose from when a question is put together: names of properties, and values.

use std::collections::HashMap;

use datafusion::arrow::array::AsArray as _;
use datafusion::arrow::datatypes::Int64Type;
use datafusion::common::cast::as_string_view_array;
use datafusion::functions_aggregate::expr_fn::count;
use datafusion::logical_expr::{col, lit};
use serde_json::Value;

use super::{Days, Field, Rows, What};
use crate::columns::{COLUMNS, Type};
use crate::error::LakeError;
use crate::lake::Lake;
use crate::limits;
use crate::tail::Tail;

/// How deep names are looked for.
const DEPTH: usize = 3;

/// A name or a value, and how often it was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The path of a property, as [`Field`] reads it; or a value.
    pub text: String,
    /// In how many of the rows that were looked at.
    pub rows: u64,
}

impl Lake {
    /// Paths into properties, traits and context that occur, most frequent first: at most [`limits::SUGGESTIONS`], seen in
    /// [`limits::SUGGESTION_ROWS`] rows.
    ///
    /// # Errors
    /// `Period` or `TooMany` when the days are out of order or too many, else `Store` or `Query`.
    pub async fn property_names(
        &self,
        site: &str,
        what: &What,
        days: Days,
        tail: &Tail,
    ) -> Result<Vec<Suggestion>, LakeError> {
        days.count(limits::DAYS)?;
        let json: Vec<_> =
            COLUMNS.iter().filter(|column| column.holds == Type::Json).map(|column| column.name).collect();
        let rows = Rows::new(self, site, tail);
        let some = rows
            .of(days)?
            .filter(what.expression())?
            .select_columns(&json)?
            .limit(0, Some(limits::SUGGESTION_ROWS))?;
        let mut found = HashMap::new();
        for batch in some.collect().await? {
            for (name, texts) in json.iter().zip(batch.columns()) {
                for text in as_string_view_array(texts)?.iter().flatten() {
                    let value = serde_json::from_str(text).unwrap_or_default();
                    collect(&mut found, (*name).to_owned(), &value, DEPTH);
                }
            }
        }
        Ok(most_frequent(found))
    }

    /// The values of a field, most frequent first: at most [`limits::SUGGESTIONS`].
    ///
    /// # Errors
    /// As [`Lake::property_names`], and `TooLarge` when the field has too many values.
    pub async fn property_values(
        &self,
        site: &str,
        what: &What,
        field: &Field,
        days: Days,
        tail: &Tail,
    ) -> Result<Vec<Suggestion>, LakeError> {
        days.count(limits::DAYS)?;
        let rows = Rows::new(self, site, tail);
        let counted = rows
            .of(days)?
            .filter(what.expression())?
            .aggregate(vec![field.text().alias("text")], vec![count(lit(1)).alias("rows")])?
            .filter(col("text").is_not_null())?
            .sort(vec![col("rows").sort(false, false), col("text").sort(true, false)])?
            .limit(0, Some(limits::SUGGESTIONS))?;
        let mut found = Vec::new();
        for batch in counted.collect().await? {
            let texts = as_string_view_array(batch.column(0))?.iter().flatten();
            let counts = batch.column(1).as_primitive::<Int64Type>().values().iter();
            found.extend(
                texts
                    .zip(counts)
                    .map(|(text, rows)| Suggestion { text: text.to_owned(), rows: rows.cast_unsigned() }),
            );
        }
        Ok(found)
    }
}

/// Counts the paths of all values below one; a list counts as a value.
fn collect(found: &mut HashMap<String, u64>, path: String, value: &Value, depth: usize) {
    match value {
        Value::Object(fields) if depth > 0 => {
            let plain = fields.iter().filter(|(key, _)| !key.contains('.') && !key.is_empty());
            plain.for_each(|(key, value)| collect(found, format!("{path}.{key}"), value, depth - 1));
        }
        Value::Null => {}
        _ => *found.entry(path).or_default() += 1,
    }
}

fn most_frequent(found: HashMap<String, u64>) -> Vec<Suggestion> {
    let mut all: Vec<_> = found.into_iter().map(|(text, rows)| Suggestion { text, rows }).collect();
    all.sort_by(|a, b| b.rows.cmp(&a.rows).then_with(|| a.text.cmp(&b.text)));
    all.truncate(limits::SUGGESTIONS);
    all
}
