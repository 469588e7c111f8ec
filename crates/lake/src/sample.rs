//! Rows of a made-up shop, for tests and benchmarks: each is a function of a seed and its number, so any portion can be made again.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use kizukai_model::{Key, Money, ProfileId, Properties, SiteId, Timestamp};
use serde_json::json;

use crate::row::{Kind, Row, Source};

/// The site of all rows.
pub const SITE: &str = "s_sample";
/// The campaign of all decisions.
pub const CAMPAIGN: &str = "cart-shipping";
/// Rows of one input of the ledger.
const ITEMS: u64 = 2;
const DAY_MS: i64 = 86_400_000;
const HOUR_MS: u64 = 3_600_000;

/// Which rows there are.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Another seed, other rows.
    pub seed: u64,
    /// The first day.
    pub first_day: Date,
    /// How many days.
    pub days: u32,
    /// The shop's time zone.
    pub zone: TimeZone,
    /// How many rows there are in all, spread evenly over the days.
    pub rows: u64,
    /// How many profiles they are of, more than ten. Every tenth becomes part of the one before, and that of the one before it.
    pub profiles: u64,
}

/// Numbers that look random, from one seed.
struct Draws(u64);

impl Draws {
    /// The next number (SplitMix64).
    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// One below `bound`.
    const fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// One of some values, the first ones more often.
    fn of<'a>(&mut self, values: &[&'a str]) -> &'a str {
        let most = self.below(values.len() as u64) + 1;
        let place = usize::try_from(self.below(most)).expect("a place in a list");
        values[place]
    }
}

impl Sample {
    /// A million rows of November 2026 in Tokyo.
    pub fn million() -> Self {
        let zone = TimeZone::get("Asia/Tokyo").expect("the zones are part of the program");
        let first_day = Date::constant(2026, 11, 1);
        Self { seed: 1, first_day, days: 30, zone, rows: 1_000_000, profiles: 50_000 }
    }

    /// The ledger's last row.
    pub const fn last_row(&self) -> i64 {
        self.rows.div_ceil(ITEMS).cast_signed()
    }

    /// The rows of the ledger after one and up to another.
    pub fn between(&self, after: i64, upto: i64) -> Vec<Row> {
        let first = after.cast_unsigned() * ITEMS;
        let end = (upto.cast_unsigned() * ITEMS).min(self.rows);
        (first..end).map(|number| self.row(number)).collect()
    }

    /// The profile of that number.
    pub fn profile(&self, number: u64) -> ProfileId {
        let mut draws = Draws(self.seed ^ (number << 20));
        let bytes = (u128::from(draws.next()) << 64) | u128::from(draws.next());
        ProfileId::from_bytes(bytes.to_be_bytes())
    }

    /// The row of that number, from 0.
    pub fn row(&self, number: u64) -> Row {
        let mut draws = Draws(self.seed.wrapping_mul(0x5851_f42d_4c95_7f2d) ^ number);
        let time = self.time(number, &mut draws);
        let instant = jiff::Timestamp::from_millisecond(time.as_ms()).expect("within the calendar");
        let day = self.zone.to_datetime(instant).date();
        let (person, kind) = (draws.below(self.profiles), kind(&mut draws));
        let place = ((number / ITEMS + 1).cast_signed(), u16::try_from(number % ITEMS).expect("below ITEMS"));
        let mut row = Row::new(SiteId::from(SITE), day, place, self.profile(person), time, kind);
        row.anonymous_id = Some(format!("a-{person}"));
        row.message_id = Some(format!("m-{number}"));
        row.source = Some(if draws.below(10) == 0 { Source::Server } else { Source::Browser });
        self.fill(&mut row, person, &mut draws);
        row
    }

    fn time(&self, number: u64, draws: &mut Draws) -> Timestamp {
        let start = self.first_day.to_zoned(self.zone.clone()).expect("within the calendar").timestamp();
        let whole = u128::from(self.days) * u128::from(DAY_MS.cast_unsigned());
        let even = whole * u128::from(number) / u128::from(self.rows);
        let ms = u64::try_from(even).expect("within the calendar").saturating_sub(draws.below(HOUR_MS));
        Timestamp::from_ms(start.as_millisecond() + ms.cast_signed())
    }

    fn fill(&self, row: &mut Row, person: u64, draws: &mut Draws) {
        match row.kind {
            Kind::Merge => {
                // Numbers go down, so that merges do not go in circles, by one or two merges.
                let ten = (person - person % 10).max(10);
                let from = ten - person % 2;
                row.profile = self.profile(from);
                row.merged_into = Some(self.profile(from - 1));
                row.message_id = None;
            }
            Kind::Decision => {
                let key = |text: &str| text.parse::<Key>().ok();
                row.dialogue.campaign = key(CAMPAIGN);
                row.dialogue.arm = key(draws.of(&["ask", "control", "offer"]));
                row.dialogue.phase = Some(1 + row.time.as_ms() / DAY_MS % 2);
                row.dialogue.outcome = Some(draws.of(&["shown", "lost", "capped", "quiet"]).to_owned());
            }
            Kind::Signal => {
                row.event = Some(draws.of(&["hesitation", "dwell", "scroll"]).to_owned());
                row.properties = object(json!({ "score": draws.below(100) }));
            }
            _ => fill_event(row, draws),
        }
    }
}

fn kind(draws: &mut Draws) -> Kind {
    match draws.below(1_000) {
        0..500 => Kind::Page,
        500..900 => Kind::Track,
        900..970 => Kind::Signal,
        970..999 => Kind::Decision,
        _ => Kind::Merge,
    }
}

fn object(value: serde_json::Value) -> Properties {
    match value {
        serde_json::Value::Object(fields) => fields,
        _ => Properties::new(),
    }
}

fn fill_event(row: &mut Row, draws: &mut Draws) {
    let product = draws.below(2_000);
    row.surface = Some("page".to_owned());
    row.page.host = Some("shop.example".to_owned());
    row.page.path = Some(format!("/products/{product}"));
    row.page.title = Some(format!("うつわ {product}"));
    row.device_type = Some(draws.of(&["mobile", "desktop", "tablet"]).to_owned());
    row.locale = Some(draws.of(&["ja-JP", "en-US", "zh-TW"]).to_owned());
    if draws.below(4) == 0 {
        row.page.utm_source = Some(draws.of(&["google", "newsletter", "instagram", "line"]).to_owned());
        row.page.referrer_host = Some("www.search.example".to_owned());
    }
    row.context = object(json!({ "app": { "version": format!("2.{}", draws.below(5)) } }));
    if row.kind == Kind::Track {
        fill_track(row, product, draws);
    }
}

fn fill_track(row: &mut Row, product: u64, draws: &mut Draws) {
    let colors = ["藍", "白", "黒", "緑", "赤", "黄", "灰", "茶", "桃", "紫", "銀", "金", "朱", "紺", "橙"];
    let price = 500 + product * 10;
    row.event = Some(draws.of(&["Product Viewed", "Product Added", "Order Completed"]).to_owned());
    row.product_id = Some(format!("p{product}"));
    row.category = Some(draws.of(&["皿", "椀", "鉢", "湯呑"]).to_owned());
    row.properties = object(json!({
        "product_id": format!("p{product}"),
        "name": format!("うつわ {product}"),
        "price": price,
        "position": draws.below(40),
        "variant": { "color": draws.of(&colors), "size": draws.of(&["S", "M", "L"]) },
        "url": format!("https://shop.example/products/{product}?from=list"),
    }));
    if draws.below(20) == 0 {
        row.properties.insert("variant".to_owned(), json!({ "color": null }));
    }
    if row.event.as_deref() == Some("Order Completed") {
        row.order_id = Some(format!("o-{}-{}", row.row, row.item));
        row.value = i64::try_from(price).ok().map(|price| Money::from_milli(price * 1_000));
        row.quantity = Some(1 + draws.below(3).cast_signed());
    }
}
