//! The compiled condition.

use serde_json::Value;

use crate::Path;
use crate::pattern::Pattern;

/// A demand on the subject.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    /// Every one of them; none of them: holds.
    All(Vec<Node>),
    /// One of them; none of them: holds, as the specification has it for `$or: []`.
    Any(Vec<Node>),
    /// Not this one.
    Not(Box<Node>),
    /// Every test holds for the attribute.
    Attribute { path: Path, tests: Tests },
    /// Every test holds for the count of the feature at this index.
    Event { feature: usize, label: Box<str>, count: Tests },
    /// The sequence feature at this index happened.
    Sequence { feature: usize, origin: Origin },
    /// The subject is in the segment.
    Segment { key: Box<str>, origin: Origin },
    /// What this program does not understand.
    Unknown(Origin),
}

impl Node {
    /// What a leaf looks at, in the words of explanations.
    pub(crate) fn looked_at(&self) -> String {
        match self {
            Self::Attribute { path, .. } => path.dotted().to_owned(),
            Self::Event { label, .. } => label.to_string(),
            Self::Sequence { .. } => "$sequence".to_owned(),
            Self::Segment { key, .. } => format!("$segment {key}"),
            Self::Unknown(origin) => origin.operator.to_string(),
            Self::All(_) | Self::Any(_) | Self::Not(_) => String::new(),
        }
    }
}

/// Tests of one value; all must hold.
pub(crate) type Tests = Vec<Test>;

/// Where a leaf comes from, for explanations.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    /// `$or[1].cart.subtotal.$gte`
    pub(crate) at: Box<str>,
    pub(crate) operator: Box<str>,
    pub(crate) operand: Value,
}

/// One operator with its operand, on one value.
#[derive(Clone, Debug)]
pub(crate) struct Test {
    pub(crate) origin: Origin,
    pub(crate) check: Check,
}

/// What an operator does. Where nothing else is said the operand is read from the test's origin.
#[derive(Clone, Debug)]
pub(crate) enum Check {
    /// An operator this program does not know.
    Unknown,
    /// An operand of the wrong kind, or an operator that belongs elsewhere: fails.
    Never,
    Equal,
    NotEqual,
    Order(Comparison),
    Exists(bool),
    Type,
    /// The operand is a list.
    In {
        fold: bool,
        negated: bool,
    },
    /// The operand names a saved group.
    Group {
        negated: bool,
    },
    /// Every one of these is true of some entry.
    All(Vec<Entry>),
    Element(Element),
    Size(Tests),
    Not(Tests),
    Matches(Pattern),
    /// Both sides made comparable; `None` where the operand is no version.
    Version(VersionComparison, Option<(bool, String)>),
}

/// A comparison by order.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Comparison {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    pub(crate) fn accepts(self, order: std::cmp::Ordering) -> bool {
        match self {
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        }
    }
}

/// A comparison of versions.
#[derive(Clone, Copy, Debug)]
pub(crate) enum VersionComparison {
    Equal,
    NotEqual,
    Order(Comparison),
}

/// What `$all` or `$alli` asks of some entry.
#[derive(Clone, Debug)]
pub(crate) enum Entry {
    /// Equal without regard to case.
    Folded(Value),
    /// All of these tests.
    Tests(Tests),
}

/// What `$elemMatch` asks of some entry: tests on the entry itself, a condition over its fields, or both.
#[derive(Clone, Debug)]
pub(crate) struct Element {
    pub(crate) tests: Tests,
    pub(crate) condition: Box<Node>,
}
