//! A condition made ready to be evaluated often.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;

use crate::compile::Compiler;
use crate::explain::FailingLeaf;
use crate::outline::ConditionLine;
use crate::tree::Node;
use crate::{EventFeature, SequenceFeature, Subject, Truth};

/// A condition with split paths, built patterns and known features. Cloning shares it.
#[derive(Clone, Debug)]
pub struct Compiled(pub(crate) Arc<Program>);

/// What a compiled condition consists of.
#[derive(Debug)]
pub(crate) struct Program {
    pub(crate) root: Node,
    pub(crate) events: Vec<EventFeature>,
    pub(crate) sequences: Vec<SequenceFeature>,
    pub(crate) segments: Vec<String>,
    pub(crate) roots: BTreeSet<Box<str>>,
    pub(crate) reads_time: bool,
}

/// Compiles a condition. Never fails: see [`Truth::Undecided`]; [`check`](crate::check) finds the mistakes.
pub fn compile(condition: &Value) -> Compiled {
    Compiled(Arc::new(Compiler::default().compile(condition)))
}

impl Compiled {
    /// Whether the condition holds for the subject.
    pub fn evaluate(&self, subject: &impl Subject) -> bool {
        self.truth(subject).holds()
    }

    /// The same in three values.
    pub fn truth(&self, subject: &impl Subject) -> Truth {
        self.0.truth(&self.0.root, subject)
    }

    /// Why it does not hold: `None` exactly when [`Compiled::evaluate`] is true.
    ///
    /// Keys are looked at in the order of the text, and the first test that stands in the way is named. Of the
    /// branches of an `$or` it is the one that came closest (fewest tests in the way, the first of equals). Under
    /// `$not` and `$nor` it is the test that held but must not: [`FailingLeaf::negated`].
    pub fn explain(&self, subject: &impl Subject) -> Option<FailingLeaf> {
        self.0.explain(subject)
    }

    /// The whole condition line by line, with what was found for each. It holds exactly when all lines of depth 0 do.
    pub fn outline(&self, subject: &impl Subject) -> Vec<ConditionLine> {
        self.0.outline(subject)
    }

    /// What a profile has to count for this condition, each once.
    pub fn features(&self) -> (&[EventFeature], &[SequenceFeature]) {
        (&self.0.events, &self.0.sequences)
    }

    /// The keys of the segments it names with `$segment`, sorted.
    pub fn segments(&self) -> &[String] {
        &self.0.segments
    }

    /// Whether it reads any attribute under `root` (`cart`, `traits`, …). `$segment` reads `segments`.
    pub fn reads(&self, root: &str) -> bool {
        self.0.roots.contains(root)
    }

    /// Whether it may change by the passing of time alone: it reads `now.*`, `visit.duration_s`, an `$event` with
    /// `within`, or a `$sequence` with `since`. That a visit ends by silence is not counted here.
    pub fn reads_time(&self) -> bool {
        self.0.reads_time
    }
}
