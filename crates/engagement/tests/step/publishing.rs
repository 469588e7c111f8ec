//! What the checker refuses, and where it points.

use kizukai_engagement::ProgramSource;
use serde_json::{Value, json};

use super::shop::{SITE, campaign, message, published, put, scenario, segment};

fn problems(texts: &[Value]) -> Vec<String> {
    let outcome = published(&ProgramSource::empty(SITE.into()), texts);
    let problems = outcome.err().unwrap_or_default();
    problems.iter().map(|problem| format!("{} {}", problem.text, problem.path).trim().to_owned()).collect()
}

fn warnings(texts: &[Value]) -> Vec<String> {
    let publication = published(&ProgramSource::empty(SITE.into()), texts).unwrap();
    publication.warnings.iter().map(|warning| warning.path.clone()).collect()
}

#[test]
fn a_bad_campaign_is_refused_at_the_field_that_is_wrong() {
    for (fields, path) in [
        (json!({"audience": {"cart.total": 1}}), "audience.cart.total"),
        (json!({"audience": {"$segment": "nobody"}}), "audience.$segment"),
        (json!({"trigger": {"on": "signal", "name": "sneeze"}}), "trigger.name"),
        (json!({"trigger": {"on": "event", "name": ""}}), "trigger.name"),
        (json!({"trigger": {"on": "event", "name": "A", "params": {"n": 1}}}), "trigger.params"),
        (json!({"trigger": {"on": "signal", "name": "dwell", "params": {"n": [1]}}}), "trigger.params.n"),
        (
            json!({"trigger": {"on": "signal", "name": "dwell", "where": {"visit.nope": 1}}}),
            "trigger.where.visit.nope",
        ),
        (json!({"control": 101}), "control"),
        (json!({"arms": []}), "arms"),
        (json!({"caps": [{"max": 0, "per": "ever"}]}), "caps[0].max"),
        (json!({"caps": [{"max": 1, "per": "visit"}, {"max": 51, "per": "24h"}]}), "caps[1].max"),
        (json!({"caps": [{"max": 1, "per": "0s"}]}), "caps[0].per"),
        (json!({"goal": {"event": ""}}), "goal.event"),
        (json!({"goal": {"event": "A", "within": "0s"}}), "goal.within"),
        (json!({"goal": {"event": "A", "value": "revenue"}}), "goal.value"),
        (json!({"goal": {"event": "A", "where": {"traits.a": 1}}}), "goal.where.traits.a"),
        (json!({"schedule": {"from": "tomorrow"}}), "schedule.from"),
        (json!({"schedule": {"from": "2026-12-02T00:00:00", "until": "2026-12-01T00:00:00"}}), "schedule"),
    ] {
        assert_eq!(problems(&[campaign("c", fields.clone())]), [format!("campaign/c {path}")], "{fields}");
    }
}

#[test]
fn bad_arms_are_refused() {
    let arm = |key: &str, weight: f64| json!({"key": key, "weight": weight, "scenario": {"start": "hello", "steps": {"hello": message(json!({}))}}});
    for (arms, path) in [
        (json!([arm("control", 1.0)]), "arms[0].key"),
        (json!([arm("a", 1.0), arm("a", 1.0)]), "arms[1].key"),
        (json!([arm("a", 2.0), arm("b", -1.0)]), "arms[1].weight"),
        (json!([arm("a", 0.0)]), "arms"),
    ] {
        assert_eq!(problems(&[campaign("c", json!({ "arms": arms }))]), [format!("campaign/c {path}")]);
    }
    let mut inline = arm("b", 1.0);
    inline["scenario"]["steps"]["hello"] = message(json!({"format": "inline", "selector": "#a"}));
    assert_eq!(problems(&[campaign("c", json!({"arms": [arm("a", 1.0), inline]}))]), ["campaign/c arms"]);
}

#[test]
fn a_bad_scenario_is_refused_at_the_step_that_is_wrong() {
    let branch = |next: &str| json!({"type": "branch", "cases": [{"when": {"visit.count": 1}, "next": next}], "else": "hello"});
    let wait = |next: &str| json!({"type": "wait", "for": "1m", "next": next});
    let say = |fields: Value| message(fields);
    let hello = say(json!({}));
    for (start, steps, paths) in [
        ("gone", json!({"hello": hello}), vec!["start"]),
        ("hello", json!({"hello": say(json!({"next": "gone"}))}), vec!["steps.hello.next"]),
        (
            "hello",
            json!({"hello": say(json!({"choices": [{"key": "a", "label": "A", "next": "gone"}]}))}),
            vec!["steps.hello.choices[0].next"],
        ),
        ("hello", json!({"hello": say(json!({"on_close": "hello"}))}), vec!["steps.hello.on_close"]),
        ("hello", json!({"hello": hello, "end": hello}), vec!["steps.end"]),
        ("pause", json!({"pause": wait("hello"), "hello": hello}), vec!["steps.pause"]),
        ("way", json!({"way": branch("end"), "hello": hello}), vec!["steps.end"]),
        ("hello", json!({"hello": say(json!({"where": {"page.path": "/a"}}))}), vec!["steps.hello.where"]),
        (
            "hello",
            json!({"hello": say(json!({"next": "round"})), "round": wait("way"), "way": {"type": "branch", "cases": [{"when": {}, "next": "round"}], "else": "round"}}),
            vec!["steps.round", "steps.way"],
        ),
        (
            "hello",
            json!({"hello": say(json!({"next": "pause"})), "pause": {"type": "wait", "for": "0s"}}),
            vec!["steps.pause.for"],
        ),
        (
            "hello",
            json!({"hello": say(json!({"next": "pause"})), "pause": {"type": "wait", "for": "91d"}}),
            vec!["steps.pause.for"],
        ),
        ("hello", json!({"hello": {"type": "message", "format": "corner"}}), vec!["steps.hello"]),
        ("hello", json!({"hello": say(json!({"format": "inline"}))}), vec!["steps.hello.selector"]),
        ("hello", json!({"hello": say(json!({"selector": "#a"}))}), vec!["steps.hello.selector"]),
        ("hello", json!({"hello": say(json!({"patience": "0s"}))}), vec!["steps.hello.patience"]),
        ("hello", json!({"hello": say(json!({"save_as": "a.b"}))}), vec!["steps.hello.save_as"]),
        (
            "hello",
            json!({"hello": say(json!({"answer": "rating", "choices": []}))}),
            vec!["steps.hello.answer"],
        ),
        (
            "hello",
            json!({"hello": say(json!({"type": "question", "choices": []}))}),
            vec!["steps.hello.choices"],
        ),
        (
            "hello",
            json!({"hello": say(json!({"type": "question", "answer": "text"}))}),
            vec!["steps.hello.choices"],
        ),
        (
            "hello",
            json!({"hello": say(json!({"type": "question", "answer": "rating", "choices": [], "max": 11}))}),
            vec!["steps.hello.max"],
        ),
        (
            "hello",
            json!({"hello": say(json!({"choices": [{"key": "a", "label": "A"}, {"key": "a", "label": "B"}]}))}),
            vec!["steps.hello.choices[1].key"],
        ),
        (
            "hello",
            json!({"hello": say(json!({"choices": [{"key": "a", "label": "A"}, {"key": "b", "label": {"ja": "は", "en": " "}}]}))}),
            vec!["steps.hello.choices[1].label"],
        ),
        (
            "hello",
            json!({"hello": say(json!({"choices": [{"key": "a", "label": "A", "href": "javascript:alert(1)"}]}))}),
            vec!["steps.hello.choices[0].href"],
        ),
        (
            "hello",
            json!({"hello": say(json!({"image": {"src": "data:image/png;base64,AA", "alt": ""}}))}),
            vec!["steps.hello.image.src"],
        ),
        ("hello", json!({"hello": say(json!({"title": "{{ traits.name"}))}), vec!["steps.hello.title"]),
        (
            "hello",
            json!({"hello": say(json!({"body": {"ja": "よい", "en": "{% if %}"}}))}),
            vec!["steps.hello.body"],
        ),
        (
            "way",
            json!({"way": {"type": "branch", "cases": [{"when": {"cart.nope": 1}, "next": "hello"}], "else": "hello"}, "hello": hello}),
            vec!["steps.way.cases[0].when.cart.nope"],
        ),
    ] {
        let expected: Vec<_> =
            paths.iter().map(|path| format!("campaign/c arms[0].scenario.{path}")).collect();
        let text = campaign("c", json!({"arms": scenario(start, steps.clone())}));
        assert_eq!(problems(&[text]), expected, "{start} {steps}");
    }
}

#[test]
fn a_step_that_nobody_should_see_is_refused_at_its_field() {
    let ask = |fields: Value| {
        let mut step = json!({"type": "question", "format": "corner", "title": "教えてください"});
        put(&mut step, fields);
        step
    };
    let toast = |fields: Value| {
        let mut step = message(json!({"format": "toast"}));
        put(&mut step, fields);
        step
    };
    let changing = |change: Value| json!({"type": "message", "format": "inline", "rewrite": [change]});
    let field = |fields: Value| {
        let mut field = json!({"key": "a", "label": "A"});
        put(&mut field, fields);
        ask(json!({"answer": "form", "fields": [field]}))
    };
    for (step, path) in [
        (ask(json!({"answer": "form"})), "fields"),
        (ask(json!({"answer": "text", "fields": [{"key": "a", "label": "A"}]})), "fields"),
        (
            ask(
                json!({"answer": "form", "fields": [{"key": "a", "label": "A"}, {"key": "a", "label": "B"}]}),
            ),
            "fields[1].key",
        ),
        (field(json!({"label": null})), "fields[0].label"),
        (field(json!({"label": {"ja": "A", "en": " "}})), "fields[0].label"),
        (field(json!({"max_length": 0})), "fields[0].max_length"),
        (field(json!({"type": "number", "max_length": 3})), "fields[0].max_length"),
        (field(json!({"min": 1})), "fields[0]"),
        (field(json!({"type": "number", "min": 2, "max": 1})), "fields[0].min"),
        (field(json!({"type": "select"})), "fields[0].options"),
        (field(json!({"options": [{"key": "a", "label": "A"}]})), "fields[0].options"),
        (field(json!({"autocomplete": "Email\""})), "fields[0].autocomplete"),
        (field(json!({"help": "{{ x"})), "fields[0].help"),
        (toast(json!({"type": "question"})), ""),
        (toast(json!({"choices": [{"key": "a", "label": "A"}, {"key": "b", "label": "B"}]})), "choices"),
        (toast(json!({"duration": "3s"})), "duration"),
        (toast(json!({"duration": "31s"})), "duration"),
        (message(json!({"duration": "8s"})), "duration"),
        (changing(json!({"text": "A"})), "rewrite[0].selector"),
        (changing(json!({"selector": "h1"})), "rewrite[0]"),
        (changing(json!({"selector": "a", "href": "javascript:x"})), "rewrite[0].href"),
        (
            changing(json!({"selector": "a", "image": {"src": "mailto:a@b.example", "alt": ""}})),
            "rewrite[0].image.src",
        ),
        (changing(json!({"selector": "a", "order": [""]})), "rewrite[0].order"),
        (message(json!({"rewrite": [{"selector": "h1", "text": "A"}]})), "rewrite"),
        (message(json!({"video": {"src": "data:video/mp4,x", "alt": "A"}})), "video.src"),
        (message(json!({"video": {"src": "/a.mp4", "alt": "A", "poster": "tel:1"}})), "video.poster"),
        (
            message(
                json!({"video": {"src": "/a.mp4", "alt": "A", "captions": {"src": "javascript:x", "lang": "ja", "label": "A"}}}),
            ),
            "video.captions.src",
        ),
        (message(json!({"theme": "neon"})), "theme"),
        (message(json!({"theme": {"preset": "neon"}})), "theme"),
        (message(json!({"theme": {"accent": "red"}})), "theme.accent"),
        (message(json!({"theme": {"radius": 33}})), "theme.radius"),
        (message(json!({"theme": {"density": 0.5}})), "theme.density"),
    ] {
        let key = format!("campaign/c arms[0].scenario.steps.hello.{path}");
        let text = campaign("c", json!({"arms": scenario("hello", json!({"hello": step}))}));
        assert_eq!(problems(&[text]), [key.trim_end_matches('.')], "{step}");
    }
    let unreadable = message(json!({"theme": {"surface": "#ffffff", "text": "#777777"}}));
    let text = campaign("c", json!({"arms": scenario("hello", json!({"hello": unreadable}))}));
    let path = "campaign/c arms[0].scenario.steps.hello.theme";
    assert_eq!(problems(&[text]), [path, path], "on light and on dark pages");
}

#[test]
fn bad_segments_and_settings_are_refused() {
    for (texts, expected) in [
        (vec![segment("a", json!({"traits": 1}))], vec!["segment/a condition.traits"]),
        (vec![segment("a", json!({"$segment": "a"}))], vec!["segment/a condition"]),
        (
            vec![segment("a", json!({"$segment": "b"})), segment("b", json!({"$segment": "a"}))],
            vec!["segment/a condition", "segment/b condition"],
        ),
        (vec![segment("a", json!({"segments": {"$all": ["b"]}}))], vec!["segment/a condition"]),
        (vec![json!({"kind": "site", "holdout": 101})], vec!["site holdout"]),
        (vec![json!({"kind": "site", "timezone": "Mars/Olympus"})], vec!["site timezone"]),
        (vec![json!({"kind": "site", "currency": "yen"})], vec!["site currency"]),
        (vec![json!({"kind": "site", "theme": "neon"})], vec!["site theme"]),
        (vec![json!({"kind": "site", "caps": [{"max": 201, "per": "visit"}]})], vec!["site caps[0].max"]),
    ] {
        assert_eq!(problems(&texts), expected);
    }
}

#[test]
fn a_text_of_the_wrong_shape_is_refused_at_its_path() {
    for (text, path) in [
        (json!({"kind": "campaign"}), ""),
        (json!({"kind": "banner", "key": "a"}), "kind"),
        (json!({"key": "a"}), "kind"),
        (json!([]), ""),
        (campaign("送料", json!({})), "key"),
        (campaign("c", json!({"status": "on"})), "status"),
        (campaign("c", json!({"caps": [{"max": 1, "per": "often"}]})), "caps[0].per"),
        (campaign("c", json!({"stop": ["bored"]})), "stop[0]"),
        (campaign("c", json!({"goal": {"event": "A", "within": "soon"}})), "goal.within"),
    ] {
        let problem = kizukai_engagement::Definition::read(None, &text).unwrap_err();
        assert_eq!(problem.path, path, "{text} {problem}");
    }
}

#[test]
fn a_field_that_means_nothing_is_named() {
    let text = campaign("c", json!({"audiance": {}, "goal": {"event": "A", "wihtin": "1d"}}));
    let (_, unknown) = kizukai_engagement::Definition::read(None, &text).unwrap();
    assert_eq!(unknown, ["audiance", "goal.wihtin"]);
}

#[test]
fn what_is_probably_not_meant_is_said_without_refusing() {
    let steps =
        json!({"hello": message(json!({"body": "{{ traits.name }}さん"})), "alone": message(json!({}))});
    let text = campaign("c", json!({"arms": scenario("hello", steps), "needs_verified": true}));
    let expected = [
        "goal",
        "control",
        "needs_verified",
        "arms[0].scenario.steps.hello.body",
        "arms[0].scenario.steps.alone",
    ];
    let mut found = warnings(&[text]);
    let mut expected = expected.map(str::to_owned).to_vec();
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn of_several_changes_all_or_none_are_published() {
    let texts = [campaign("good", json!({})), campaign("bad", json!({"control": -1}))];
    let empty = ProgramSource::empty(SITE.into());
    assert!(published(&empty, &texts).is_err());
    assert_eq!(empty.campaigns.len(), 0);
    assert_eq!(published(&empty, &texts[..1]).unwrap().source.version, 1);
}

/// Problems, else warnings, of a campaign with one step, by their place.
fn said_of(step: Value, fields: Value) -> (Vec<String>, Vec<String>) {
    let mut text = campaign(
        "c",
        json!({"arms": scenario("hello", json!({"hello": step})), "control": 10, "goal": {"event": "A"}}),
    );
    put(&mut text, fields);
    let texts = [text];
    let refused = problems(&texts);
    let said = if refused.is_empty() { warnings(&texts) } else { Vec::new() };
    let short = |paths: Vec<String>| {
        let step = "arms[0].scenario.steps.hello.";
        paths.iter().map(|path| path.trim_start_matches("campaign/c ").replace(step, "")).collect()
    };
    (short(refused), short(said))
}

#[test]
fn a_countdown_without_a_real_deadline_to_come_is_refused() {
    for (until, fields, refused) in [
        (json!({}), json!({}), true),
        (json!({"until": "soon"}), json!({}), true),
        (json!({"until": "2026-11-22T12:00:00+09:00"}), json!({}), true),
        (json!({"until": "2026-11-22T12:00:01+09:00"}), json!({}), false),
        (json!({"until": "2026-11-23"}), json!({}), false),
        (json!({"until": "schedule"}), json!({}), true),
        (json!({"until": "schedule"}), json!({"schedule": {"until": "2026-12-25"}}), false),
        (json!({"until": "schedule"}), json!({"schedule": {"until": "2026-11-21"}}), true),
        (json!({"until": "2026-11-21"}), json!({"status": "ended"}), false),
    ] {
        let expected: &[&str] = if refused { &["countdown.until"] } else { &[] };
        let (found, _) = said_of(message(json!({"countdown": until})), fields.clone());
        assert_eq!(found, expected, "{until} {fields}");
    }
}

#[test]
fn what_everybody_shall_perceive_is_asked_for() {
    for (step, refused, said) in [
        (json!({"image": {"src": "/a.png"}}), vec!["image.alt"], vec![]),
        (json!({"image": {"src": "/a.png", "alt": ""}}), vec![], vec![]),
        (json!({"video": {"src": "/a.mp4"}}), vec!["video.alt"], vec![]),
        (
            json!({"video": {"src": "/a.mp4", "alt": {"ja": "紐の結び方", "en": ""}}}),
            vec!["video.alt"],
            vec![],
        ),
        (json!({"video": {"src": "/a.mp4", "alt": "紐の結び方"}}), vec![], vec!["video.captions"]),
    ] {
        let (problems, warnings) = said_of(message(step.clone()), json!({}));
        assert_eq!((problems, warnings), (own(&refused), own(&said)), "{step}");
    }
}

fn own(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn nothing_covers_the_page_on_which_a_phone_lands() {
    let on_landing = json!({"trigger": {"on": "signal", "name": "page_view"}});
    let later =
        json!({"trigger": {"on": "signal", "name": "page_view", "where": {"visit.page_count": {"$gte": 2}}}});
    let on = |audience: Value| json!({"audience": audience});
    for (format, fields, refused, said) in [
        ("fullscreen", json!({}), true, false),
        ("fullscreen", on(json!({"device.type": "desktop"})), false, false),
        ("fullscreen", on(json!({"device.type": {"$ne": "phone"}})), false, false),
        ("fullscreen", on(json!({"device.type": {"$in": ["desktop", "tablet"]}})), false, false),
        ("fullscreen", on(json!({"device.type": {"$in": ["desktop", "phone"]}})), true, false),
        ("fullscreen", on(json!({"$and": [{"visit.count": 1}, {"device.type": "tablet"}]})), false, false),
        ("fullscreen", on(json!({"$or": [{"visit.count": 1}, {"device.type": "tablet"}]})), true, false),
        ("modal", json!({}), false, true),
        ("modal", on_landing.clone(), true, false),
        ("modal", later, false, true),
        ("modal", on(json!({"device.type": "desktop"})), false, false),
        ("corner", on_landing, false, false),
    ] {
        let (problems, warnings) = said_of(message(json!({"format": format})), fields.clone());
        let place = own(&["format"]);
        assert_eq!((problems == place, warnings == place), (refused, said), "{format} {fields}");
    }
}

#[test]
fn what_the_visitor_opens_may_cover_the_page_and_what_comes_by_itself_may_not() {
    let full = message(json!({"format": "fullscreen"}));
    let wait = json!({"type": "wait", "for": "1m", "next": "full"});
    for (steps, refused) in [
        (json!({"hello": message(json!({"next": "full"})), "full": full}), false),
        (json!({"hello": message(json!({"next": "pause"})), "pause": wait, "full": full}), true),
        (json!({"hello": message(json!({"format": "toast", "on_close": "full"})), "full": full}), true),
    ] {
        let text = campaign("c", json!({"arms": scenario("hello", steps.clone())}));
        assert_eq!(problems(&[text]).len(), usize::from(refused), "{steps}");
    }
}

#[test]
fn a_text_that_stands_does_not_hinder_others_when_its_time_is_over() {
    let step = message(json!({"countdown": {"until": "2026-11-23"}}));
    let standing = campaign("c", json!({"arms": scenario("hello", json!({"hello": step}))}));
    let source =
        published(&ProgramSource::empty(SITE.into()), std::slice::from_ref(&standing)).unwrap().source;
    let later = super::shop::opening().plus("7d".parse().unwrap());
    let other = kizukai_engagement::Definition::read(None, &campaign("other", json!({}))).unwrap().0;
    let publication = kizukai_engagement::program::publish(&source, vec![other], later).unwrap();
    let said = publication.warnings.iter().find(|warning| warning.path.ends_with("countdown.until"));
    assert_eq!(said.map(|warning| warning.text.as_str()), Some("campaign/c"));
    let mut changed = standing;
    changed["name"] = json!("もう一度");
    let changed = kizukai_engagement::Definition::read(None, &changed).unwrap().0;
    let refused = kizukai_engagement::program::publish(&source, vec![changed], later).err().unwrap();
    assert!(refused[0].path.ends_with("countdown.until"), "{refused:?}");
}
