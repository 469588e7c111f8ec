//! The vocabulary: which attributes there are, and what kind of value each has.

use super::suggestion::did_you_mean;

/// What kind of value an attribute has, as far as is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Unknown, or it differs.
    Any,
    /// A number.
    Number,
    /// A text.
    Text,
    /// A list.
    List,
}

impl Kind {
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Any => "a value",
            Self::Number => "a number",
            Self::Text => "a text",
            Self::List => "a list",
        }
    }
}

/// What may follow a root.
enum Fields {
    /// Nothing: the root is the attribute.
    Itself(Kind),
    /// Any name, any depth.
    Open,
    /// Just these.
    Closed(&'static [Field]),
}

/// A field of a closed root.
struct Field {
    name: &'static str,
    kind: Kind,
    tail: Tail,
}

/// What may follow a field.
#[derive(PartialEq, Eq)]
enum Tail {
    /// Nothing.
    None,
    /// A name has to, such as `page.query.q`.
    Required,
    /// Something may, such as `cart.items.0.sku`.
    Optional,
}

const fn field(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, tail: Tail::None }
}

const fn named(name: &'static str) -> Field {
    Field { name, kind: Kind::Text, tail: Tail::Required }
}

const PAGE: (&str, Fields) = (
    "page",
    Fields::Closed(&[
        field("url", Kind::Text),
        field("path", Kind::Text),
        named("query"),
        field("title", Kind::Text),
    ]),
);

/// What a condition over a visitor may read.
const OF_VISITOR: [(&str, Fields); 10] = [
    ("traits", Fields::Open),
    (
        "visit",
        Fields::Closed(&[
            field("count", Kind::Number),
            field("page_count", Kind::Number),
            field("duration_s", Kind::Number),
            field("landing", Kind::Text),
            field("referrer", Kind::Text),
            named("utm"),
        ]),
    ),
    PAGE,
    ("device", Fields::Open),
    (
        "cart",
        Fields::Closed(&[
            field("subtotal", Kind::Number),
            field("quantity", Kind::Number),
            Field { name: "items", kind: Kind::List, tail: Tail::Optional },
        ]),
    ),
    (
        "orders",
        Fields::Closed(&[
            field("count", Kind::Number),
            field("revenue", Kind::Number),
            field("last_at", Kind::Text),
        ]),
    ),
    ("now", Fields::Closed(&[field("hour", Kind::Number), field("weekday", Kind::Number)])),
    ("event", Fields::Open),
    ("answers", Fields::Open),
    ("segments", Fields::Itself(Kind::List)),
];

/// What a `where` over one event may read.
const OF_EVENT: [(&str, Fields); 2] = [("properties", Fields::Open), PAGE];

/// The kind of the attribute, or why there is none of that name.
pub(super) fn kind_of(path: &str, of_event: bool) -> Result<Kind, String> {
    let vocabulary: &[(&str, Fields)] = if of_event { &OF_EVENT } else { &OF_VISITOR };
    let (root, rest) = path.split_once('.').map_or((path, None), |(root, rest)| (root, Some(rest)));
    if path.split('.').any(str::is_empty) {
        return Err(format!("`{path}` has an empty part"));
    }
    let Some((_, fields)) = vocabulary.iter().find(|(name, _)| *name == root) else {
        return Err(unknown_root(root, vocabulary, of_event));
    };
    match (fields, rest) {
        (Fields::Itself(kind), None) => Ok(*kind),
        (Fields::Itself(_), Some(_)) => Err(format!("`{root}` has no fields")),
        (Fields::Open, Some(_)) => Ok(Kind::Any),
        (Fields::Open, None) => Err(format!("`{root}` needs a name: `{root}.…`")),
        (Fields::Closed(fields), rest) => kind_in(root, fields, rest.unwrap_or_default()),
    }
}

fn unknown_root(root: &str, vocabulary: &[(&str, Fields)], of_event: bool) -> String {
    let hint = did_you_mean(root, vocabulary.iter().map(|(name, _)| *name));
    if of_event {
        return format!("a `where` sees only `properties.*` and `page.*` of the event, not `{root}`{hint}");
    }
    let known: Vec<&str> = vocabulary.iter().map(|(name, _)| *name).collect();
    format!("unknown attribute `{root}`{hint} (known: {})", known.join(", "))
}

fn kind_in(root: &str, fields: &[Field], rest: &str) -> Result<Kind, String> {
    let (name, tail) = rest.split_once('.').map_or((rest, None), |(name, tail)| (name, Some(tail)));
    let Some(field) = fields.iter().find(|field| field.name == name) else {
        let hint = did_you_mean(name, fields.iter().map(|field| field.name));
        let known: Vec<&str> = fields.iter().map(|field| field.name).collect();
        return Err(format!("`{root}` has no `{name}`{hint} (known: {})", known.join(", ")));
    };
    match (&field.tail, tail) {
        (Tail::Required, None) => Err(format!("`{root}.{name}` needs a name: `{root}.{name}.…`")),
        (Tail::None, Some(_)) => Err(format!("`{root}.{name}` has no fields")),
        (Tail::Optional, Some(_)) => Ok(Kind::Any),
        _ => Ok(field.kind),
    }
}
