//! A batch of a server in which some events are poison: the good ones are kept, the bad ones are told, and what is odd but
//! well formed is taken and comes out of the ledger as it went in.

use std::collections::BTreeMap;

use anyhow::Result;
use kizukai_testkit::{Shop, events};
use serde_json::{Value, json};

use crate::requests::bad_events;
use crate::{assert_well, batch, counted};

/// People of whom the batch speaks, in turn.
const PEOPLE: [&str; 3] = ["u1", "u2", "u3"];

/// Odd but well formed, each as JSON text; all are taken.
fn odd_events() -> Vec<String> {
    let of_type = |rest: &str| format!(r#"{{"type":"track","event":"Odd",{rest}}}"#);
    let properties = [
        r#""price":NaN"#,
        r#""price":-Infinity,"n":1e999"#,
        r#""price":-1e308,"quantity":1e308,"revenue":"∞""#,
        r#""n":18446744073709551616,"m":-0.0,"k":5e-324"#,
        r#""title":"\ud83d""#,
        r#""a\u0000b":"\u0000\u001b[31m\u202e""#,
        r#""__proto__":{"admin":true},"constructor":null,"$where":"1","a.b":{"$gt":""}"#,
        r#""html":"<script>alert(1)</script>{{ traits.email }}{% for %}","sql":"'; DROP TABLE input; --""#,
        r#""a":1,"a":2"#,
        r#""":"","products":[null,7,{"price":"x"},[]]"#,
    ];
    let mut odd: Vec<_> =
        properties.iter().map(|fields| of_type(&format!(r#""properties":{{{fields}}}"#))).collect();
    odd.extend(
        [
            r#""timestamp":"9999-12-31T23:59:59.999Z""#,
            r#""timestamp":"-271821-04-20T00:00:00Z""#,
            r#""timestamp":"0000-00-00T00:00:00Z","context":{"page":7,"locale":["ja"],"device":"x"}"#,
            r#""sentAt":1e18,"originalTimestamp":null"#,
        ]
        .map(of_type),
    );
    odd.push(
        r#"{"type":"track","event":"Order Completed","properties":{"order_id":"o1","revenue":-1e300,"currency":"\u0000"}}"#
            .to_owned(),
    );
    odd.push(
        r#"{"type":"identify","traits":{"email":["a@b.c"],"name":{"$ne":null},"age":1e308}}"#.to_owned(),
    );
    odd
}

/// Gives an event an id and a person, at its end: of two fields of one name the last counts.
fn signed(event: &str, message_id: &str, person: &str) -> String {
    let open = event.strip_suffix('}').expect("an event is an object");
    format!(r#"{open},"messageId":"{message_id}","userId":"{person}"}}"#)
}

/// The batch as text, what must be told of each event, and what must be kept of each person, oldest first.
struct Poison {
    events: Vec<String>,
    told: Vec<&'static str>,
    kept: BTreeMap<&'static str, Vec<String>>,
}

impl Poison {
    fn mix() -> Self {
        let mut mixed = Self { events: Vec::new(), told: Vec::new(), kept: BTreeMap::new() };
        let good = events::track("", "Product Viewed", &json!({"sku": "bowl"})).to_string();
        let good = good.replace(r#""messageId":"","#, "");
        for (bad, reason) in bad_events() {
            mixed.take(&good);
            mixed.events.push(bad.to_string());
            // Answers of a visitor are no events of Segment's API; the reason is the same.
            mixed.told.push(reason);
        }
        for odd in odd_events() {
            mixed.take(&good);
            mixed.take(&odd);
        }
        mixed.take(&good);
        mixed
    }

    fn take(&mut self, event: &str) {
        let person = PEOPLE[self.events.len() % PEOPLE.len()];
        let id = format!("g{}", self.events.len());
        self.events.push(signed(event, &id, person));
        self.told.push("");
        self.kept.entry(person).or_default().push(id);
    }

    fn text(&self) -> String {
        format!(r#"{{"batch":[{}]}}"#, self.events.join(","))
    }
}

async fn assert_kept(client: &mut kizukai_testkit::Client, poison: &Poison) -> Result<()> {
    for (person, ids) in &poison.kept {
        let path = format!("/api/profiles/{person}/events?kind=user&limit=500");
        let page = client.get(&path).await?.ok()?;
        let rows = page["events"].as_array().expect("events are a list");
        let found: Vec<_> =
            rows.iter().rev().map(|row| row["messageId"].as_str().unwrap_or("none")).collect();
        assert_eq!(found, *ids, "of {person}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_poisoned_batch_the_good_events_are_kept_over_a_crash() -> Result<()> {
    let shop = Shop::open()?;
    let server = shop.serve().await?;
    let mut client = server.client();
    let poison = Poison::mix();
    let told = batch(&mut client, &shop.write_key, poison.text()).await?;
    assert_eq!(told.len(), poison.told.len());
    for ((told, wanted), event) in told.iter().zip(&poison.told).zip(&poison.events) {
        let is_right =
            if wanted.is_empty() { told == "ok" } else { told.starts_with(&format!("invalid {wanted}")) };
        assert!(is_right, "{told}, not {wanted:?}: {event:.300}");
    }
    let again = batch(&mut client, &shop.write_key, poison.text()).await?;
    let taken_again = again.iter().filter(|told| *told == "ok").count();
    assert_eq!(taken_again, 0, "{again:?}");
    assert_eq!(counted(&mut client, "kizukai_broken_requests_total").await?, 0);
    assert_kept(&mut client, &poison).await?;
    let before: Vec<Value> = profiles(&mut client).await?;
    server.kill_9()?;

    shop.rebuild()?;
    let server = shop.serve().await?;
    let mut client = server.client();
    assert_well(&mut client).await?;
    assert_kept(&mut client, &poison).await?;
    assert_eq!(profiles(&mut client).await?, before);
    server.terminate()
}

async fn profiles(client: &mut kizukai_testkit::Client) -> Result<Vec<Value>> {
    let mut found = Vec::new();
    for person in PEOPLE {
        found.push(client.get(&format!("/api/profiles/{person}?kind=user")).await?.ok()?);
    }
    Ok(found)
}
