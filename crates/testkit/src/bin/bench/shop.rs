//! What the requests are about: fifty campaigns, a thousand visitors, and the bodies a tag sends for them.

use std::ops::Range;

use anyhow::Result;
use kizukai_testkit::{Client, events, texts};
use serde_json::{Value, json};

/// Campaigns that run.
pub(crate) const CAMPAIGNS: usize = 50;
/// Visitors, drawn uniformly.
pub(crate) const VISITORS: u64 = 1_000;
/// Lines of one import.
const IMPORTED_AT_ONCE: usize = 50_000;
/// Groups the visitors fall into; a campaign is for one of them, so 20 % match.
const GROUPS: usize = 5;
/// Events of one ingest request.
pub(crate) const BATCH: usize = 20;

/// Publishes the site as it is by default, and fifty campaigns that all ask to speak on a page view.
pub(crate) async fn publish(client: &mut Client) -> Result<()> {
    client.publish("/api/site", &json!({})).await?;
    for n in 0..CAMPAIGNS {
        client.publish(&format!("/api/campaigns/c{n:02}"), &campaign(n)).await?;
    }
    Ok(())
}

/// Puts visitors into their groups, as the shop's own data.
pub(crate) async fn import_visitors(client: &mut Client, visitors: Range<u64>) -> Result<()> {
    let line = |n: u64| format!("visitor-{n:06},group-{},{}\n", n as usize % GROUPS, n % 3_000);
    for from in visitors.clone().step_by(IMPORTED_AT_ONCE) {
        let part = from..visitors.end.min(from + IMPORTED_AT_ONCE as u64);
        let count = part.end - part.start;
        let table: String = part.map(line).collect();
        let report =
            client.post("/api/profiles/import", "text/csv", format!("anonymousId,group,points\n{table}"));
        let report = report.await?.ok()?;
        anyhow::ensure!(report["applied"] == json!(count), "not all visitors are imported: {report}");
    }
    Ok(())
}

/// Three to five conditions, of which only the group tells visitors apart: one in five matches.
fn campaign(n: usize) -> Value {
    let mut audience = json!({
        "page.path": {"$regex": "^/products/"},
        "device.type": {"$in": ["phone", "tablet"]},
        "traits.group": format!("group-{}", n % GROUPS),
    });
    let conditions = 3 + n % 3;
    if conditions >= 4 {
        audience["visit.page_count"] = json!({"$gte": 1});
    }
    if conditions >= 5 {
        audience["$event"] = json!({"name": "Order Completed", "within": "30d", "count": {"$eq": 0}});
    }
    let steps = json!({"hello": texts::message("ご不明な点はありますか", &[("ok", "end")])});
    let mut campaign = texts::campaign(&format!("c{n:02}"), "hello", &steps);
    campaign["audience"] = audience;
    campaign["control"] = json!(20);
    campaign["goal"] = json!({"event": "Order Completed", "within": "7d", "value": "properties.revenue"});
    campaign["caps"] = json!([{"max": 1, "per": "24h"}]);
    campaign["priority"] = json!(n);
    campaign
}

/// A request as bytes, with room for the visitor's number and the message's.
#[derive(Debug, Clone)]
pub(crate) struct Template {
    bytes: Vec<u8>,
    visitor: Vec<usize>,
    message: Vec<usize>,
}

/// Stands where the visitor's number goes, and is as long.
const VISITOR: &str = "VVVVVV";
/// Stands where the message's number goes, and is as long.
const MESSAGE: &str = "MMMMMMMMMMMMMMMM";

impl Template {
    /// A page view as the tag sends it.
    pub(crate) fn page(path: &str, write_key: &str) -> Self {
        let event = json!({
            "messageId": format!("{MESSAGE}0000000000000000"), "timestamp": SENT_AT,
            "context": {"page": page()}, "type": "page", "properties": {},
        });
        Self::of(path, write_key, &[event])
    }

    /// Twenty things a visitor did, in one request.
    pub(crate) fn batch(path: &str, write_key: &str) -> Self {
        let event = |n: usize| {
            let product = json!({"product_id": format!("P-{n:03}"), "name": "春のワンピース", "price": 4_980, "quantity": 1});
            let mut event = events::track(&format!("{MESSAGE}{n:016}"), "Product Viewed", &product);
            event["timestamp"] = json!(SENT_AT);
            event["context"] = json!({"page": page()});
            event
        };
        Self::of(path, write_key, &(0..BATCH).map(event).collect::<Vec<_>>())
    }

    fn of(path: &str, write_key: &str, events: &[Value]) -> Self {
        let device = json!({"type": "phone", "width": 390, "height": 844});
        let body = json!({
            "writeKey": write_key, "anonymousId": format!("visitor-{VISITOR}"), "sentAt": SENT_AT,
            "context": {"page": page(), "device": device, "locale": "ja"}, "showing": [], "events": events,
        });
        let body = body.to_string();
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: shop.example\r\ncontent-type: application/json\r\n\
             user-agent: Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        let text = head + &body;
        let places = |mark: &str| text.match_indices(mark).map(|(at, _)| at).collect();
        Self { visitor: places(VISITOR), message: places(MESSAGE), bytes: text.into_bytes() }
    }

    /// Bytes of one request, head included.
    pub(crate) const fn length(&self) -> usize {
        self.bytes.len()
    }

    /// The request for this visitor and message.
    pub(crate) fn fill(&mut self, visitor: u64, message: u64) -> &[u8] {
        for at in &self.visitor {
            put_number(&mut self.bytes[*at..*at + VISITOR.len()], visitor);
        }
        for at in &self.message {
            put_number(&mut self.bytes[*at..*at + MESSAGE.len()], message);
        }
        &self.bytes
    }
}

/// The client's clock. Constant: the server corrects the events' times by how far it is off.
const SENT_AT: &str = "2026-11-22T03:00:00.000Z";

fn page() -> Value {
    json!({
        "url": "https://shop.example/products/P-012?color=navy", "path": "/products/P-012",
        "title": "春のワンピース | おりふし", "referrer": "https://shop.example/", "search": "?color=navy",
    })
}

/// Writes a number in decimal over all of the place.
fn put_number(place: &mut [u8], mut number: u64) {
    for digit in place.iter_mut().rev() {
        *digit = b'0' + u8::try_from(number % 10).unwrap_or_default();
        number /= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_filled_everywhere_and_stays_json() {
        let mut template = Template::batch("/v1/decide", "wk");
        let text = String::from_utf8(template.fill(42, 7).to_vec()).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(&format!("content-length: {}", body.len())));
        let body: Value = serde_json::from_str(body).unwrap();
        assert_eq!(body["anonymousId"], "visitor-000042");
        let ids: std::collections::BTreeSet<_> =
            body["events"].as_array().unwrap().iter().map(|event| event["messageId"].to_string()).collect();
        assert_eq!(ids.len(), BATCH);
        assert!(ids.contains("\"00000000000000070000000000000003\""), "{ids:?}");
    }
}
