//! `$event` and `$sequence`.

use kizukai_model::limits::EVENT_NAME_CHARS;
use kizukai_model::time::{NotASpan, Span};
use serde_json::{Map, Value, json};

use super::{Checker, Ground, Scope, did_you_mean};
use crate::canonical::canonical;
use crate::compile::below;
use crate::limits;

impl Checker<'_> {
    pub(super) fn event(&mut self, operand: &Value, at: &str, depth: usize) {
        let Value::Object(event) = operand else {
            return self
                .report(at, "expects an object such as {\"name\": \"Product Viewed\", \"within\": \"7d\"}");
        };
        self.fields(event, at, &["name", "where", "within", "count"]);
        self.happening(event, at, depth);
        self.span(event, "within", at);
        match event.get("count") {
            Some(count) => self.count(count, &below(at, "count"), "the count", depth),
            None => self.findings.leaves += 1,
        }
        let counted = json!([event.get("name"), event.get("where"), event.get("within")]);
        self.findings.features.insert(canonical(&counted));
    }

    pub(super) fn sequence(&mut self, operand: &Value, at: &str, depth: usize) {
        self.findings.leaves += 1;
        let Value::Object(sequence) = operand else {
            return self.report(at, "expects an object with `steps` and `within`");
        };
        self.fields(sequence, at, &["steps", "within", "since"]);
        self.steps(sequence.get("steps"), &below(at, "steps"), depth);
        if !sequence.contains_key("within") {
            self.report(at, "needs `within`, the longest time from the first to the last step");
        }
        self.span(sequence, "within", at);
        self.span(sequence, "since", at);
        self.findings.features.insert(canonical(operand));
    }

    fn steps(&mut self, steps: Option<&Value>, at: &str, depth: usize) {
        let steps = match steps.and_then(Value::as_array).map(Vec::as_slice) {
            None => return self.report(at, "expects a list of steps such as {\"name\": \"Cart Viewed\"}"),
            Some([]) => return self.report(at, "a sequence needs at least one step"),
            Some(steps) => steps,
        };
        if steps.len() > limits::SEQUENCE_STEPS {
            self.report(at, format!("at most {} steps are allowed", limits::SEQUENCE_STEPS));
        }
        for (index, step) in steps.iter().enumerate() {
            let at = format!("{at}[{index}]");
            match step {
                Value::Object(step) => {
                    self.fields(step, &at, &["name", "where"]);
                    self.happening(step, &at, depth);
                }
                _ => self.report(&at, "expects an object such as {\"name\": \"Cart Viewed\"}"),
            }
        }
    }

    /// The name of an event and what must be true of it.
    fn happening(&mut self, event: &Map<String, Value>, at: &str, depth: usize) {
        match event.get("name").map(Value::as_str) {
            None => self.report(at, "needs `name`, the name of the event"),
            Some(Some(name)) if (1..=EVENT_NAME_CHARS).contains(&name.chars().count()) => {}
            Some(_) => {
                let expectation = format!("expects the name of an event, 1 to {EVENT_NAME_CHARS} characters");
                self.report(&below(at, "name"), expectation);
            }
        }
        if let Some(condition) = event.get("where") {
            self.condition_on_event(condition, &below(at, "where"), depth + 1);
        }
    }

    /// A `where` has its own scope, but counts towards the same limits.
    fn condition_on_event(&mut self, condition: &Value, at: &str, depth: usize) {
        let findings = std::mem::take(&mut self.findings);
        let mut checker = Checker { scope: &Scope::event(), findings };
        checker.condition(condition, at, Ground::Subject, depth);
        self.findings = checker.findings;
    }

    fn fields(&mut self, fields: &Map<String, Value>, at: &str, known: &[&str]) {
        for name in fields.keys().filter(|name| !known.contains(&name.as_str())) {
            let hint = did_you_mean(name, known.iter().copied());
            self.report(&below(at, name), format!("unknown field{hint} (known: {})", known.join(", ")));
        }
    }

    fn span(&mut self, fields: &Map<String, Value>, name: &str, at: &str) {
        let Some(written) = fields.get(name) else { return };
        let at = below(at, name);
        let Some(text) = written.as_str() else {
            return self.report(&at, "expects a duration as a text, such as \"30m\", \"24h\" or \"7d\"");
        };
        let span: Result<Span, NotASpan> = text.parse();
        match span {
            Err(error) => self.report(&at, error.to_string()),
            Ok(span) if span.as_ms() == 0 => self.report(&at, "must be longer than zero"),
            Ok(span) if span > limits::LONGEST_WINDOW => {
                self.report(&at, format!("must be at most {}", limits::LONGEST_WINDOW));
            }
            Ok(_) => {}
        }
    }
}
