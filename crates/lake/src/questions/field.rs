//! What a question can filter and split by: a column of text, or a path into the JSON columns.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Float64Array, StringViewBuilder};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::cast::as_string_view_array;
use datafusion::logical_expr::{ColumnarValue, Expr, Volatility, col, create_udf, lit};

use super::json_path::{number_at, text_at};
use crate::columns::{Type, column};
use crate::error::{LakeError, at_most};
use crate::limits;

/// A column of text by its name (`path`, `device_type`, `arm`), or a value in a JSON column by its path (`properties.color`,
/// `traits.rank`, `context.app.version`; a number is a place in a list).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Field {
    column: &'static str,
    path: Vec<String>,
}

impl FromStr for Field {
    type Err = LakeError;
    fn from_str(text: &str) -> Result<Self, LakeError> {
        let unknown = || LakeError::UnknownField(text.to_owned());
        let (name, path) = text.split_once('.').map_or((text, None), |(name, path)| (name, Some(path)));
        let column = column(name).ok_or_else(unknown)?;
        match (column.holds, path) {
            (Type::Text, None) => Ok(Self { column: column.name, path: Vec::new() }),
            (Type::Json, Some(path)) if (1..=limits::PATH_CHARS).contains(&path.len()) => {
                Ok(Self { column: column.name, path: path.split('.').map(str::to_owned).collect() })
            }
            _ => Err(unknown()),
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.column)?;
        self.path.iter().try_for_each(|part| write!(f, ".{part}"))
    }
}

impl Field {
    /// Its value as text.
    pub(super) fn text(&self) -> Expr {
        if self.path.is_empty() {
            return col(self.column);
        }
        let path = self.path.clone();
        let read = move |texts: &ArrayRef| {
            let texts = as_string_view_array(texts)?;
            let mut found = StringViewBuilder::new();
            for json in texts {
                found.append_option(json.and_then(|json| text_at(json, &path)));
            }
            Ok(Arc::new(found.finish()) as ArrayRef)
        };
        function(&format!("text of {self}"), DataType::Utf8View, DataType::Utf8View, read)
            .call(vec![col(self.column)])
    }

    /// Its value as a number.
    fn number(&self) -> Expr {
        let path = self.path.clone();
        let read = move |texts: &ArrayRef| {
            let texts = as_string_view_array(texts)?;
            let numbers = texts.iter().map(|json| json.and_then(|json| number_at(json, &path)));
            Ok(Arc::new(numbers.collect::<Float64Array>()) as ArrayRef)
        };
        function(&format!("number of {self}"), DataType::Utf8View, DataType::Float64, read)
            .call(vec![col(self.column)])
    }
}

/// What can be added up: the columns `value` and `quantity`, or a number in a JSON column by its path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Number {
    /// The column `value`, added exactly.
    Value,
    /// The column `quantity`.
    Quantity,
    /// A property that is a number, or a text that holds one; others count as absent.
    At(Field),
}

impl FromStr for Number {
    type Err = LakeError;
    fn from_str(text: &str) -> Result<Self, LakeError> {
        match text {
            "value" => Ok(Self::Value),
            "quantity" => Ok(Self::Quantity),
            _ => match text.parse::<Field>() {
                Ok(field) if !field.path.is_empty() => Ok(Self::At(field)),
                _ => Err(LakeError::UnknownField(text.to_owned())),
            },
        }
    }
}

impl Number {
    /// Its value: a decimal, a whole number or a floating one.
    pub(super) fn expression(&self) -> Expr {
        match self {
            Self::Value => col("value"),
            Self::Quantity => col("quantity"),
            Self::At(field) => field.number(),
        }
    }
}

/// Rows whose field has one of some values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Which field.
    pub field: Field,
    /// Its values as text; `None` is a field that is absent or null. Nothing has none of them.
    pub values: Vec<Option<String>>,
}

impl Filter {
    pub(super) fn expression(&self) -> Result<Expr, LakeError> {
        at_most(limits::FILTER_VALUES, self.values.len(), "values of a filter")?;
        let field = self.field.text();
        let given: Vec<_> = self.values.iter().flatten().map(|value| lit(value.as_str())).collect();
        let absent = self.values.contains(&None).then(|| field.clone().is_null());
        let one_of = (!given.is_empty()).then(|| field.in_list(given, false));
        Ok(match (one_of, absent) {
            (Some(one_of), Some(absent)) => one_of.or(absent),
            (Some(only), None) | (None, Some(only)) => only,
            (None, None) => lit(false),
        })
    }
}

/// A function of one column, as DataFusion calls it.
pub(super) fn function(
    name: &str,
    takes: DataType,
    gives: DataType,
    map: impl Fn(&ArrayRef) -> datafusion::error::Result<ArrayRef> + Send + Sync + 'static,
) -> datafusion::logical_expr::ScalarUDF {
    let call = move |arguments: &[ColumnarValue]| {
        let arrays = ColumnarValue::values_to_arrays(arguments)?;
        map(&arrays[0]).map(ColumnarValue::Array)
    };
    create_udf(name, vec![takes], gives, Volatility::Immutable, Arc::new(call))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_a_column_of_text_or_a_path_into_json() {
        for text in ["path", "arm", "profile", "properties.color", "traits.a.b.0", "context.app.version"] {
            assert_eq!(text.parse::<Field>().unwrap().to_string(), text);
        }
        let long = format!("properties.{}", "x".repeat(limits::PATH_CHARS + 1));
        for text in ["", "properties", "properties.", "path.x", "value", "time", "color", "day", &long] {
            assert!(
                matches!(text.parse::<Field>(), Err(LakeError::UnknownField(name)) if name == text),
                "{text}"
            );
        }
    }

    #[test]
    fn a_number_is_one_of_two_columns_or_a_path_into_json() {
        assert_eq!("value".parse::<Number>().unwrap(), Number::Value);
        assert_eq!("quantity".parse::<Number>().unwrap(), Number::Quantity);
        assert!(matches!("properties.price".parse::<Number>().unwrap(), Number::At(_)));
        for text in ["path", "time", "properties", ""] {
            assert!(text.parse::<Number>().is_err(), "{text}");
        }
    }
}
