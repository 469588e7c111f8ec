//! A condition made ready to be evaluated often.

use std::sync::Arc;

use serde_json::Value;

use crate::explain::FailingLeaf;
use crate::{EventFeature, SequenceFeature, Subject, Truth};

/// A condition with split paths, built patterns and known features. Cloning shares it.
#[derive(Clone, Debug)]
pub struct Compiled(Arc<()>);

/// Compiles a condition. Never fails: see [`Truth::Undecided`]; [`check`](crate::check) finds the mistakes.
pub fn compile(condition: &Value) -> Compiled {
    let _ = condition;
    unreachable!("the evaluator arrives with the next commit")
}

impl Compiled {
    /// Whether the condition holds for the subject.
    pub fn evaluate(&self, subject: &impl Subject) -> bool {
        self.truth(subject).holds()
    }

    /// The same in three values.
    pub fn truth(&self, _subject: &impl Subject) -> Truth {
        unreachable!("the evaluator arrives with the next commit")
    }

    /// Why it does not hold: `None` exactly when [`Compiled::evaluate`] is true.
    pub fn explain(&self, _subject: &impl Subject) -> Option<FailingLeaf> {
        unreachable!("the evaluator arrives with the next commit")
    }

    /// What a profile has to count for this condition, each once.
    pub fn features(&self) -> (&[EventFeature], &[SequenceFeature]) {
        unreachable!("the evaluator arrives with the next commit")
    }

    /// The keys of the segments it names with `$segment`, sorted.
    pub fn segments(&self) -> &[String] {
        unreachable!("the evaluator arrives with the next commit")
    }

    /// Whether it reads any attribute under `root` (`cart`, `traits`, …).
    pub fn reads(&self, _root: &str) -> bool {
        unreachable!("the evaluator arrives with the next commit")
    }

    /// Whether it may change by the passing of time alone.
    pub fn reads_time(&self) -> bool {
        unreachable!("the evaluator arrives with the next commit")
    }
}
