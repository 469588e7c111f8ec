//! Compiled conditions against the plain evaluator in `naive`, over generated conditions and visitors.

mod naive;

use kizukai_conditions::{
    Attribute, Compiled, ConditionLine, ConditionSet, EventFeature, Group, JsonSubject, Path,
    SequenceFeature, SequenceStep, Subject, compile,
};
use kizukai_model::time::Span;
use naive::{Happened, World};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value, json};

/// The world as a subject.
struct Visitor<'w>(&'w World);

impl Subject for Visitor<'_> {
    fn attribute<'a>(&'a self, path: &Path) -> Attribute<'a> {
        Attribute::in_json(&self.0.attributes, path)
    }

    fn event_count(&self, feature: &EventFeature) -> u64 {
        let within = feature.within.map(Span::as_ms);
        naive::count(&self.0.events, within, |event| {
            is_happening(&feature.name, feature.where_.as_ref(), event)
        })
    }

    fn sequence_done(&self, feature: &SequenceFeature) -> bool {
        let is_step = |index: usize, event: &Happened| {
            let SequenceStep { name, where_ } = &feature.steps[index];
            is_happening(name, where_.as_ref(), event)
        };
        let since = feature.since.map(Span::as_ms);
        naive::in_order(&self.0.events, feature.steps.len(), feature.within.as_ms(), since, &is_step)
    }

    fn in_segment(&self, key: &str) -> bool {
        self.0.segments.iter().any(|segment| segment == key)
    }
}

fn is_happening(name: &str, where_: Option<&Compiled>, event: &Happened) -> bool {
    let holds = |condition: &Compiled| condition.evaluate(&JsonSubject::new(&event.as_attributes()));
    event.name == name && where_.is_none_or(holds)
}

/// Few values, so that conditions and attributes often meet.
fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-1..3_i64).prop_map(Value::from),
        Just(json!(1.0)),
        Just(json!(1.5)),
        prop::sample::select(vec!["", "a", "A", "b", "ab", "1", "é", "É", "ほ"]).prop_map(Value::from),
        version(),
    ]
}

fn version() -> impl Strategy<Value = Value> {
    prop::sample::select(vec!["1.2.3", "v1.2.3", "1.10.0", "1.2.3-rc.1", "1.2.3-rc.2+b", "2", "1.2"])
        .prop_map(Value::from)
}

fn value() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(2, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((field(), inner), 0..3).prop_map(object),
        ]
    })
}

fn field() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["a", "b", "c"]).prop_map(str::to_owned)
}

fn object(fields: Vec<(String, Value)>) -> Value {
    Value::Object(Map::from_iter(fields))
}

fn path() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec!["a", "b", "c", "0", "1"]);
    (field(), prop::collection::vec(parts, 0..2))
        .prop_map(|(root, rest)| rest.into_iter().fold(root, |path, part| format!("{path}.{part}")))
}

/// An object of operators, some of them with an operand of the wrong kind or unknown.
fn operators() -> BoxedStrategy<Value> {
    let with = |operators: Vec<&'static str>, operand: BoxedStrategy<Value>| {
        (prop::sample::select(operators), operand).prop_map(|(key, operand)| json!({key: operand})).boxed()
    };
    let list = || prop::collection::vec(value(), 0..4).prop_map(Value::from).boxed();
    let pattern = prop::sample::select(vec!["^a", "b$", "A|1", "(", "é"]).prop_map(Value::from).boxed();
    let types = vec!["string", "number", "boolean", "array", "object", "null", "text"];
    let single = prop_oneof![
        4 => with(vec!["$eq", "$ne", "$lt", "$lte", "$gt", "$gte"], value().boxed()),
        4 => with(vec!["$in", "$nin", "$ini", "$nini", "$all", "$alli"], list()),
        1 => with(vec!["$in", "$nin", "$ini", "$nini", "$all", "$alli", "$elemMatch"], scalar().boxed()),
        2 => with(vec!["$veq", "$vne", "$vlt", "$vlte", "$vgt", "$vgte"], version().boxed()),
        1 => with(vec!["$regex", "$regexi"], pattern),
        1 => with(vec!["$type"], prop::sample::select(types).prop_map(Value::from).boxed()),
        1 => with(vec!["$exists"], any::<bool>().prop_map(Value::from).boxed()),
        1 => with(vec!["$near", "$or", "$segment"], scalar().boxed()),
    ];
    let nested = single.prop_recursive(3, 24, 3, |inner| {
        let wanted = prop::collection::vec(prop_oneof![inner.clone(), scalar()], 0..3).prop_map(Value::from);
        let fields = prop::collection::vec((field(), inner.clone()), 0..3).prop_map(object).boxed();
        prop_oneof![
            inner.clone().prop_map(|operators| json!({"$not": operators})),
            inner.clone().prop_map(|operators| json!({"$size": operators})),
            inner.clone().prop_map(|operators| json!({"$elemMatch": operators})),
            fields.clone().prop_map(|fields| json!({"$elemMatch": fields})),
            prop::collection::vec(fields, 0..3).prop_map(|branches| json!({"$elemMatch": {"$or": branches}})),
            wanted.prop_map(|wanted| json!({"$all": wanted})),
            (inner.clone(), inner).prop_map(|(left, right)| merged(left, right)),
        ]
    });
    nested.boxed()
}

fn merged(left: Value, right: Value) -> Value {
    match (left, right) {
        (Value::Object(left), Value::Object(right)) => Value::Object(left.into_iter().chain(right).collect()),
        (left, _) => left,
    }
}

/// One operator with an operand, and a value of the same kind, so that close calls are common.
fn close_call() -> impl Strategy<Value = (Value, Value)> {
    let numbers = || prop::sample::select(vec![json!(1), json!(1.0), json!(1.5), json!(2)]).boxed();
    let texts = || prop::sample::select(vec!["", "a", "A", "ab", "b"]).prop_map(Value::from).boxed();
    let lists = || prop::collection::vec(scalar(), 0..3).prop_map(Value::from).boxed();
    let with = |operators: Vec<&'static str>, operand: BoxedStrategy<Value>, value: BoxedStrategy<Value>| {
        (prop::sample::select(operators), operand, value)
            .prop_map(|(operator, operand, value)| (json!({operator: operand}), value))
    };
    let order = || vec!["$eq", "$ne", "$lt", "$lte", "$gt", "$gte"];
    prop_oneof![
        with(order(), numbers(), numbers()),
        with(order(), texts(), texts()),
        with(vec!["$veq", "$vne", "$vlt", "$vlte", "$vgt", "$vgte"], version().boxed(), version().boxed()),
        with(vec!["$in", "$nin", "$ini", "$nini"], lists(), scalar().boxed()),
        with(vec!["$in", "$nin", "$ini", "$nini", "$all", "$alli", "$eq", "$ne"], lists(), lists()),
        with(vec!["$size"], numbers(), lists()),
    ]
}

fn event_name() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["Viewed", "Added", "Ordered"])
}

fn duration() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["10m", "6h", "7d", "30d", "soon", "0d"])
}

/// A plain condition on `properties`, for `where`.
fn where_() -> impl Strategy<Value = Value> {
    (field(), prop_oneof![scalar().boxed(), operators()])
        .prop_map(|(field, wanted)| json!({format!("properties.{field}"): wanted}))
}

fn happening() -> impl Strategy<Value = Value> {
    (event_name(), prop::option::of(where_())).prop_map(|(name, condition)| match condition {
        Some(condition) => json!({"name": name, "where": condition}),
        None => json!({"name": name}),
    })
}

fn event_condition() -> impl Strategy<Value = Value> {
    let count = prop_oneof![(0..3_i64).prop_map(Value::from), (0..3_i64).prop_map(|n| json!({"$gte": n}))];
    (happening(), prop::option::of(duration()), prop::option::of(count)).prop_map(
        |(mut event, within, count)| {
            if let Some(within) = within {
                event["within"] = json!(within);
            }
            if let Some(count) = count {
                event["count"] = count;
            }
            json!({"$event": event})
        },
    )
}

fn sequence_condition() -> impl Strategy<Value = Value> {
    let steps = prop::collection::vec(happening(), 0..4);
    (steps, duration(), prop::option::of(duration())).prop_map(|(steps, within, since)| {
        let mut sequence = json!({"steps": steps, "within": within});
        if let Some(since) = since {
            sequence["since"] = json!(since);
        }
        json!({"$sequence": sequence})
    })
}

fn condition() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        6 => (path(), prop_oneof![1 => value().boxed(), 3 => operators()])
            .prop_map(|(path, wanted)| json!({path: wanted})),
        2 => event_condition(),
        1 => sequence_condition(),
        1 => prop::sample::select(vec!["loyal", "new"]).prop_map(|key| json!({"$segment": key})),
    ];
    leaf.prop_recursive(3, 24, 3, |inner| {
        let branches = prop::collection::vec(inner.clone(), 0..4);
        prop_oneof![
            (prop::sample::select(vec!["$and", "$or", "$nor"]), branches)
                .prop_map(|(key, branches)| json!({key: branches})),
            inner.clone().prop_map(|condition| json!({"$not": condition})),
            (inner.clone(), inner).prop_map(|(left, right)| merged(left, right)),
        ]
    })
}

fn world() -> impl Strategy<Value = World> {
    let hours = prop::collection::vec(0..200_i64, 0..6);
    let event = (event_name(), prop::collection::vec((field(), scalar()), 0..3).prop_map(object));
    let events = (hours, prop::collection::vec(event, 6)).prop_map(|(mut hours, events)| {
        hours.sort_unstable_by(|left, right| right.cmp(left));
        let happened = |(hours, (name, properties)): (i64, (&str, Value))| Happened {
            name: name.to_owned(),
            age_ms: hours * 3_600_000,
            properties,
        };
        hours.into_iter().zip(events).map(happened).collect()
    });
    let attributes = prop::collection::vec((field(), value()), 0..4).prop_map(object);
    let segments = prop::sample::subsequence(vec!["loyal".to_owned(), "new".to_owned()], 0..=2);
    (attributes, events, segments).prop_map(|(attributes, events, segments)| World {
        attributes,
        events,
        segments,
    })
}

/// `PROPTEST_CASES` raises the number of cases for a long run.
/// Whether every heading says of the lines right below it what they say themselves.
fn headings_add_up(lines: &[ConditionLine]) -> bool {
    lines.iter().enumerate().all(|(place, heading)| {
        let Some(group) = heading.group else { return true };
        let below = lines[place + 1..].iter().take_while(|line| line.depth > heading.depth);
        let mut right_below = below.filter(|line| line.depth == heading.depth + 1).peekable();
        // Of a group of nothing the specification says what holds.
        right_below.peek().is_none()
            || heading.holds
                == match group {
                    Group::All => right_below.all(|line| line.holds),
                    Group::Any => right_below.any(|line| line.holds),
                }
    })
}

fn config() -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig { cases: default.cases.max(4_000), failure_persistence: None, ..default }
}

#[test]
fn generated_conditions_hold_often_enough_to_tell_something() {
    let mut runner = TestRunner::deterministic();
    let mut holding = 0;
    for _ in 0..1_000 {
        let generated = (condition(), world()).new_tree(&mut runner).expect("a condition and a world");
        let (condition, world) = generated.current();
        holding += u32::from(naive::holds(&condition, &world));
    }
    assert!((150..850).contains(&holding), "{holding} of 1000 hold");
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn compiled_conditions_agree_with_the_plain_evaluator(condition in condition(), world in world()) {
        prop_assert_eq!(compile(&condition).evaluate(&Visitor(&world)), naive::holds(&condition, &world));
    }

    #[test]
    fn a_set_agrees_with_each_condition_alone(
        conditions in prop::collection::vec(condition(), 1..7),
        tests in prop::collection::vec(close_call(), 0..4),
        world in world(),
        chosen in 0..4_usize,
    ) {
        let mut world = world;
        if let (Some((_, value)), Value::Object(fields)) = (tests.get(chosen), &mut world.attributes) {
            fields.insert("a".into(), value.clone());
        }
        let tests = tests.iter().flat_map(|(test, _)| {
            [json!({"a": test, "b": 1}), json!({"a": test}), json!({"$nor": [{"a": test}, {"b": test}]})]
        });
        let compiled: Vec<_> = conditions.iter().cloned().chain(tests).map(|text| compile(&text)).collect();
        let set = ConditionSet::new(&compiled);
        let subject = Visitor(&world);
        let mut evaluation = set.ask(&subject);
        for (place, alone) in compiled.iter().enumerate() {
            prop_assert_eq!(evaluation.holds(place), alone.evaluate(&subject), "place {}", place);
        }
        let holding: Vec<_> = (0..set.len()).filter(|place| compiled[*place].evaluate(&subject)).collect();
        prop_assert_eq!(set.ask(&subject).holding(), holding);
    }

    #[test]
    fn single_tests_agree_on_close_calls((test, value) in close_call()) {
        let world = World { attributes: json!({"a": value}), events: Vec::new(), segments: Vec::new() };
        for condition in [json!({"a": test}), json!({"a": {"$not": test}}), json!({"$not": {"a": test}})] {
            prop_assert_eq!(compile(&condition).evaluate(&Visitor(&world)), naive::holds(&condition, &world));
        }
    }

    #[test]
    fn an_explanation_is_given_exactly_when_the_condition_does_not_hold(
        condition in condition(),
        world in world(),
    ) {
        let compiled = compile(&condition);
        let explanation = compiled.explain(&Visitor(&world));
        prop_assert_eq!(explanation.is_none(), compiled.evaluate(&Visitor(&world)));
        if let Some(leaf) = explanation {
            let sentence = leaf.to_string();
            prop_assert!(!sentence.is_empty() && !sentence.contains('\n'));
        }
    }

    #[test]
    fn an_outline_adds_up_to_what_the_plain_evaluator_says(condition in condition(), world in world()) {
        let lines = compile(&condition).outline(&Visitor(&world));
        prop_assert!(headings_add_up(&lines), "{:#?}", lines);
        let whole = lines.iter().filter(|line| line.depth == 0).all(|line| line.holds);
        prop_assert_eq!(whole, naive::holds(&condition, &world));
    }

    #[test]
    fn a_condition_and_its_negation_never_both_hold(condition in condition(), world in world()) {
        let negated = compile(&json!({"$not": condition.clone()}));
        prop_assert!(!(compile(&condition).evaluate(&Visitor(&world)) && negated.evaluate(&Visitor(&world))));
    }
}
