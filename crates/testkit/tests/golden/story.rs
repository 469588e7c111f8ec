//! What happened in the shop of a golden folder: three days of visits, dialogues, waits, a merge, orders, two
//! publications, and a crash. Ids and times are given, so that the same program writes the same.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use kizukai_model::{Span, Timestamp};
use kizukai_runtime::{DecideReply, ShownItem, init};
use kizukai_store::sqlite::DataFolder;
use kizukai_testkit::{events, ledger};
use serde_json::{Value, json};

use crate::expected;
use crate::time_machine::{Counting, TimeMachine};

/// Asks in the cart; `later` waits an hour.
pub(crate) const HELP: &str = "help";
/// Tells something in the page, with a hidden control.
pub(crate) const NOTICE: &str = "notice";
/// An order that was counted.
pub(crate) const COUNTED_ORDER: &str = "o-2";
/// Everybody, by kind of id.
pub(crate) const PEOPLE: [(&str, &str); 11] = [
    ("anonymous", "v0"),
    ("anonymous", "v1"),
    ("anonymous", "v2"),
    ("anonymous", "v3"),
    ("anonymous", "v4"),
    ("anonymous", "v5"),
    ("anonymous", "v6"),
    ("anonymous", "v7"),
    ("anonymous", "late"),
    ("user", "hanako"),
    ("user", "member"),
];
/// 2026-11-01 12:00 in Tokyo.
const START: Timestamp = Timestamp::from_ms(1_793_502_000_000);

fn site() -> Value {
    json!({"kind": "site", "holdout": 10, "timezone": "Asia/Tokyo", "locale": "ja", "currency": "JPY",
           "caps": [{"max": 6, "per": "24h"}]})
}

fn segments() -> [Value; 3] {
    let segment =
        |key: &str, condition: Value| json!({"kind": "segment", "key": key, "condition": condition});
    [
        segment("regulars", json!({"visit.count": {"$gte": 2}})),
        segment(
            "lookers",
            json!({"$event": {"name": "Product Viewed", "within": "14d", "count": {"$gte": 2}}}),
        ),
        segment("gold", json!({"traits.rank": "gold"})),
    ]
}

fn help(fields: &Value) -> Value {
    let steps = json!({
        "ask": {"type": "message", "format": "corner", "title": {"ja": "お困りですか", "en": "Need help?"},
                "body": "{{ traits.name | default('お客様') }}、ご不明な点はありますか", "on_close": "end",
                "choices": [{"key": "shipping", "label": "送料について", "next": "rate"},
                            {"key": "later", "label": "あとで", "next": "pause"}]},
        "pause": {"type": "wait", "for": "1h", "next": "again"},
        "again": {"type": "message", "format": "corner", "title": "その後いかがですか",
                  "choices": [{"key": "ok", "label": "大丈夫です"}]},
        "rate": {"type": "question", "format": "modal", "title": "送料のご案内はいかがでしたか", "answer": "rating",
                 "max": 5, "next": "sorted", "save_as": "shipping_rating"},
        "sorted": {"type": "branch", "cases": [{"when": {"traits.rank": "gold"}, "next": "again"}], "else": "end"},
    });
    let mut text = json!({
        "kind": "campaign", "key": HELP, "name": "お手伝い", "status": "running", "priority": 10, "control": 0,
        "audience": {"cart.quantity": {"$gt": 0}}, "trigger": {"on": "event", "name": "Cart Viewed"},
        "caps": [{"max": 1, "per": "24h"}],
        "goal": {"event": "Order Completed", "within": "7d", "value": "properties.revenue"},
        "arms": [{"key": "ask", "scenario": {"start": "ask", "steps": steps}}],
    });
    for (name, value) in fields.as_object().into_iter().flatten() {
        text[name] = value.clone();
    }
    text
}

fn notice() -> Value {
    let steps = json!({"say": {"type": "message", "format": "inline", "selector": "#notice", "title": "送料無料です"}});
    json!({
        "kind": "campaign", "key": NOTICE, "status": "running", "control": 50,
        "trigger": {"on": "signal", "name": "page_view"}, "audience": {"$segment": "lookers"},
        "arms": [{"key": "say", "scenario": {"start": "say", "steps": steps}}],
    })
}

/// Tells the story into an empty folder, and leaves it as a crash does, with what is expected of it beside.
pub(crate) async fn tell(folder: &Path) -> Result<()> {
    let clock = kizukai_model::time::ManualClock::at(START);
    let keys = init(folder, "見本の店", &clock, &Counting::default())?;
    let shop = TimeMachine::open_at(folder, &keys.site_id, START)?;
    let [regulars, lookers, gold] = segments();
    shop.publish(&[site(), regulars, lookers, gold, help(&json!({})), notice()]).await?;
    first_day(&shop).await?;
    second_day(&shop).await?;
    shop.runtime().flush().await?;
    let (open, waiting) = third_day(&shop).await?;
    // Not everything is in snapshots when the machine goes down.
    drop(shop);
    let left = folder.join("left");
    set_aside(folder, &left)?;
    let stands_at = START.plus(Span::from_days(2)).plus(Span::from_mins(10));
    let shop = TimeMachine::open_at(folder, &keys.site_id, stands_at)?;
    let keys = serde_json::to_value(&keys)?;
    expected::write(folder, &shop, &keys, open, waiting).await?;
    drop(shop);
    put_back(folder, &left)
}

/// Copies the data files as they are, their logs folded in.
fn set_aside(folder: &Path, left: &Path) -> Result<()> {
    let inputs = ledger::inputs(folder)?;
    ensure!(inputs.iter().any(|input| input.what["input"] == "merge"), "nobody was merged");
    ensure!(inputs.iter().any(|input| input.what["input"] == "timer"), "no timer fired");
    // Opening and closing it for writing folds the logs in.
    drop(DataFolder::open(folder)?);
    std::fs::create_dir(left)?;
    for name in ["ledger.db", "catalog.db"] {
        ensure!(!folder.join(format!("{name}-wal")).exists(), "{name} has a log still");
        std::fs::copy(folder.join(name), left.join(name))?;
    }
    Ok(())
}

fn put_back(folder: &Path, left: &Path) -> Result<()> {
    for name in ["ledger.db", "catalog.db"] {
        std::fs::copy(left.join(name), folder.join(name))?;
    }
    Ok(std::fs::remove_dir_all(left)?)
}

fn product(id: &str, name: &str) -> Value {
    let product = json!({"product_id": "cup", "name": "湯のみ", "price": 1_200, "quantity": 1});
    events::track(id, name, &product)
}

/// Looks at things, puts one into the cart, views the cart; answers what was shown for it.
async fn shop_around(shop: &TimeMachine, device: &str, day: u32) -> Result<DecideReply> {
    let id = |n: u32| format!("{device}-{day}-{n}");
    shop.ask(device, &[events::page(&id(1), "/")]).await?;
    shop.ask(device, &[product(&id(2), "Product Viewed"), product(&id(3), "Product Viewed")]).await?;
    shop.pass(Span::from_secs(20)).await?;
    shop.ask(device, &[product(&id(4), "Product Added"), events::page(&id(5), "/cart")]).await?;
    shop.ask(device, &[events::track(&id(6), "Cart Viewed", &json!({}))]).await
}

fn question(reply: &DecideReply) -> Option<Value> {
    let of = |item: &ShownItem| json!({"enrolment": item.enrolment, "step": item.step});
    reply.show.iter().find(|item| item.campaign.as_str() == HELP).map(of)
}

async fn first_day(shop: &TimeMachine) -> Result<()> {
    shop.traits("member", json!({"rank": "gold", "points": 120, "name": "山田"})).await?;
    for n in 0..8 {
        let device = format!("v{n}");
        let Some(shown) = question(&shop_around(shop, &device, 1).await?) else { continue };
        let id = format!("{device}-answer");
        let seen = json!({"type": "seen", "messageId": format!("{device}-seen"),
                          "enrolment": shown["enrolment"], "step": shown["step"]});
        let reaction = match n % 4 {
            0 => events::answer(&id, &shown, "later"),
            1 => events::answer(&id, &shown, "shipping"),
            2 => events::close(&id, &shown),
            _ => continue,
        };
        shop.ask(&device, &[seen, reaction.clone()]).await?;
        shop.ask(&device, &[reaction]).await?;
    }
    shop.ask("v2", &[events::order("v2-order", "o-1")]).await?;
    Ok(())
}

async fn second_day(shop: &TimeMachine) -> Result<()> {
    shop.pass(Span::from_hours(24)).await?;
    shop.publish(&[help(&json!({"audience": {"cart.quantity": {"$gte": 1}}, "priority": 20}))]).await?;
    // One person on two devices, who buys.
    shop.ask("v3", &[events::identify("v3-i", "hanako")]).await?;
    shop.ask("v4", &[events::identify("v4-i", "hanako"), events::page("v4-2-1", "/account")]).await?;
    shop.ask("v4", &[events::order("v4-order", COUNTED_ORDER), events::order("v4-again", COUNTED_ORDER)])
        .await?;
    let refund = json!({"order_id": "o-1", "total": 400, "currency": "JPY"});
    shop.ask("v2", &[events::track("v2-refund", "Order Refunded", &refund)]).await?;
    shop.ask("v5", &[events::identify("v5-i", "member")]).await?;
    Ok(())
}

/// The last ten minutes: a question that stands open, and a dialogue that waits.
async fn third_day(shop: &TimeMachine) -> Result<(Value, Value)> {
    shop.clock.set(START.plus(Span::from_days(2)));
    let mut open = Value::Null;
    let mut waiting = Value::Null;
    for device in ["v0", "v1", "v6", "v7", "late"] {
        let Some(shown) = question(&shop_around(shop, device, 3).await?) else { continue };
        let mut of_device = shown.clone();
        of_device["device"] = json!(device);
        if waiting.is_null() {
            shop.ask(device, &[events::answer(&format!("{device}-3-answer"), &shown, "later")]).await?;
            waiting = of_device;
        } else {
            open = of_device;
        }
    }
    open["device"].as_str().context("nobody was asked on the third day")?;
    Ok((open, waiting))
}
