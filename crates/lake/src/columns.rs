//! The columns of a file: one table, from which schema, encoding and documentation follow.
//!
//! Any engine must be able to read the files, so types are plain: text, 64-bit integers, a decimal, UTC milliseconds.
//! `site` and `day` are not among them: they are names of folders, `site=…/day=…`, as every engine reads them.

use std::sync::{Arc, LazyLock};

use datafusion::arrow::array::{
    ArrayRef, Decimal128Array, Int32Array, Int64Array, RecordBatch, StringViewBuilder,
    TimestampMillisecondArray,
};
use datafusion::arrow::datatypes::{DataType, Field, FieldRef, Schema, SchemaRef, TimeUnit};
use kizukai_model::{Properties, Timestamp};

use crate::row::Row;

/// The format of the files, which the manifest names. A change that old readers would misread gets the next number.
pub const FORMAT: u32 = 1;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// UTF-8 text.
    Text,
    /// A JSON object as text.
    Json,
    /// A 32-bit integer.
    Int,
    /// A 64-bit integer.
    Long,
    /// Milliseconds since 1970, UTC.
    Time,
    /// A decimal of 18 digits, 3 of them behind the point.
    Money,
}

impl Type {
    fn arrow(self) -> DataType {
        match self {
            Self::Text | Self::Json => DataType::Utf8View,
            Self::Int => DataType::Int32,
            Self::Long => DataType::Int64,
            Self::Time => DataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into())),
            Self::Money => DataType::Decimal128(MONEY_DIGITS, MONEY_SCALE),
        }
    }
}

const MONEY_DIGITS: u8 = 18;
const MONEY_SCALE: i8 = 3;

/// One column.
#[derive(Debug)]
pub struct Column {
    /// Its name in every file.
    pub name: &'static str,
    /// What it holds.
    pub holds: Type,
    /// Whether it may be null.
    pub nullable: bool,
    /// What it means.
    pub meaning: &'static str,
    encode: fn(&[Row]) -> ArrayRef,
}

const fn always(
    name: &'static str,
    holds: Type,
    meaning: &'static str,
    encode: fn(&[Row]) -> ArrayRef,
) -> Column {
    Column { name, holds, nullable: false, meaning, encode }
}

const fn maybe(
    name: &'static str,
    holds: Type,
    meaning: &'static str,
    encode: fn(&[Row]) -> ArrayRef,
) -> Column {
    Column { name, holds, nullable: true, meaning, encode }
}

/// All columns, in the order of the file. New ones are added at the end: files without them read as null.
pub static COLUMNS: &[Column] = &[
    always("row", Type::Long, "position of the input in the ledger", |rows| longs(rows, |r| Some(r.row))),
    always("item", Type::Int, "place within the input; (row, item) is unique", |rows| {
        Arc::new(Int32Array::from_iter_values(rows.iter().map(|r| i32::from(r.item))))
    }),
    always(
        "profile",
        Type::Text,
        "whose it is: 32 lower-case hexadecimal digits, as the API shows it",
        |rows| texts(rows.iter().map(|r| Some(r.profile.to_string()))),
    ),
    always("time", Type::Time, "when it happened, corrected for the sender's clock", |rows| {
        times(rows, |r| r.time)
    }),
    always("received", Type::Time, "when it was received", |rows| times(rows, |r| r.received)),
    always(
        "kind",
        Type::Text,
        "track, page, screen, identify, group, alias, signal, answer, seen, close, consent, decision, segment or merge",
        |rows| text(rows, |r| Some(r.kind.as_str())),
    ),
    maybe("event", Type::Text, "name of a track, page, screen or signal; key of a segment", |rows| {
        text(rows, |r| r.event.as_deref())
    }),
    maybe("message_id", Type::Text, "the sender's id of the event", |rows| {
        text(rows, |r| r.message_id.as_deref())
    }),
    maybe("anonymous_id", Type::Text, "the device's id", |rows| text(rows, |r| r.anonymous_id.as_deref())),
    maybe("user_id", Type::Text, "the shop's own id of the person", |rows| {
        text(rows, |r| r.user_id.as_deref())
    }),
    maybe("source", Type::Text, "browser or server: who told of it", |rows| {
        text(rows, |r| r.source.map(crate::row::Source::as_str))
    }),
    maybe("surface", Type::Text, "page, where something could be shown, or none", |rows| {
        text(rows, |r| r.surface.as_deref())
    }),
    maybe("host", Type::Text, "host of the page", |rows| text(rows, |r| r.page.host.as_deref())),
    maybe("path", Type::Text, "path of the page", |rows| text(rows, |r| r.page.path.as_deref())),
    maybe("title", Type::Text, "title of the page", |rows| text(rows, |r| r.page.title.as_deref())),
    maybe("referrer_host", Type::Text, "host the visitor came from", |rows| {
        text(rows, |r| r.page.referrer_host.as_deref())
    }),
    maybe("utm_source", Type::Text, "utm_source of the page's address", |rows| {
        text(rows, |r| r.page.utm_source.as_deref())
    }),
    maybe("utm_medium", Type::Text, "utm_medium of the page's address", |rows| {
        text(rows, |r| r.page.utm_medium.as_deref())
    }),
    maybe("utm_campaign", Type::Text, "utm_campaign of the page's address", |rows| {
        text(rows, |r| r.page.utm_campaign.as_deref())
    }),
    maybe("device_type", Type::Text, "desktop, mobile, tablet, …", |rows| {
        text(rows, |r| r.device_type.as_deref())
    }),
    maybe("locale", Type::Text, "the visitor's language, such as ja-JP", |rows| {
        text(rows, |r| r.locale.as_deref())
    }),
    maybe("product_id", Type::Text, "the product it is about", |rows| {
        text(rows, |r| r.product_id.as_deref())
    }),
    maybe("category", Type::Text, "the product's category", |rows| text(rows, |r| r.category.as_deref())),
    maybe("order_id", Type::Text, "the shop's number of the order", |rows| {
        text(rows, |r| r.order_id.as_deref())
    }),
    maybe("value", Type::Money, "what it was worth, in the site's currency", |rows| {
        let amounts: Decimal128Array =
            rows.iter().map(|r| r.value.map(|v| i128::from(v.as_milli()))).collect();
        Arc::new(
            amounts
                .with_precision_and_scale(MONEY_DIGITS, MONEY_SCALE)
                .expect("18 digits fit a decimal of 128 bits"),
        )
    }),
    maybe("quantity", Type::Long, "how many pieces", |rows| longs(rows, |r| r.quantity)),
    maybe("campaign", Type::Text, "key of the campaign", |rows| {
        text(rows, |r| r.dialogue.campaign.as_deref())
    }),
    maybe("arm", Type::Text, "key of the arm; control is the hidden one", |rows| {
        text(rows, |r| r.dialogue.arm.as_deref())
    }),
    maybe("phase", Type::Long, "number of the campaign's phase", |rows| longs(rows, |r| r.dialogue.phase)),
    maybe("step", Type::Text, "step of the scenario", |rows| text(rows, |r| r.dialogue.step.as_deref())),
    maybe("enrolment", Type::Text, "passage through the scenario", |rows| {
        text(rows, |r| r.dialogue.enrolment.as_deref())
    }),
    maybe(
        "outcome",
        Type::Text,
        "of a decision: shown, ghost, lost, stopped, capped, quiet, budget; of a segment: entered, left",
        |rows| text(rows, |r| r.dialogue.outcome.as_deref()),
    ),
    maybe("reason", Type::Text, "why", |rows| text(rows, |r| r.dialogue.reason.as_deref())),
    maybe("choice", Type::Text, "what was answered", |rows| text(rows, |r| r.dialogue.choice.as_deref())),
    maybe("merged_into", Type::Text, "of a merge: the profile that it is part of from then on", |rows| {
        texts(rows.iter().map(|r| r.merged_into.map(|p| p.to_string())))
    }),
    maybe("properties", Type::Json, "properties of the event", |rows| json(rows, |r| &r.properties)),
    maybe("traits", Type::Json, "traits that it set", |rows| json(rows, |r| &r.traits)),
    maybe("context", Type::Json, "the rest of the event's context", |rows| json(rows, |r| &r.context)),
];

/// The column that is also the name of a folder; questions and the tail have it as their last column.
pub(crate) const DAY: &str = "day";

/// The schema of a file.
pub(crate) static FILE_SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| {
    let field = |column: &Column| Field::new(column.name, column.holds.arrow(), column.nullable);
    Arc::new(Schema::new(COLUMNS.iter().map(field).collect::<Vec<_>>()))
});

/// What questions read: the columns of a file, and the day.
pub(crate) static TABLE_SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| {
    let fields = FILE_SCHEMA.fields().iter().cloned().chain([day_field()]);
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
});

/// [`DAY`] as a column.
pub(crate) fn day_field() -> FieldRef {
    Arc::new(Field::new(DAY, DataType::Date32, false))
}

/// The column of that name.
pub(crate) fn column(name: &str) -> Option<&'static Column> {
    COLUMNS.iter().find(|column| column.name == name)
}

/// Rows as a batch in the schema of a file.
pub(crate) fn encode(rows: &[Row]) -> RecordBatch {
    let arrays = COLUMNS.iter().map(|column| (column.encode)(rows)).collect();
    RecordBatch::try_new(Arc::clone(&FILE_SCHEMA), arrays)
        .expect("each column encodes its own type, a value a row")
}

fn text(rows: &[Row], read: impl Fn(&Row) -> Option<&str>) -> ArrayRef {
    texts(rows.iter().map(read))
}

fn texts<T: AsRef<str>>(values: impl Iterator<Item = Option<T>>) -> ArrayRef {
    let mut builder = StringViewBuilder::new();
    for value in values {
        builder.append_option(value);
    }
    Arc::new(builder.finish())
}

fn json(rows: &[Row], read: impl Fn(&Row) -> &Properties) -> ArrayRef {
    let written = |object: &Properties| {
        (!object.is_empty()).then(|| serde_json::to_string(object).expect("a JSON object can be written"))
    };
    texts(rows.iter().map(|row| written(read(row))))
}

fn longs(rows: &[Row], read: impl Fn(&Row) -> Option<i64>) -> ArrayRef {
    Arc::new(rows.iter().map(read).collect::<Int64Array>())
}

fn times(rows: &[Row], read: impl Fn(&Row) -> Timestamp) -> ArrayRef {
    let values = rows.iter().map(|row| read(row).as_ms());
    Arc::new(TimestampMillisecondArray::from_iter_values(values).with_timezone("UTC"))
}
