//! How long the list of who is here takes, with many here and many more idle in memory.
//!
//! `cargo run --release -p kizukai-runtime --example present_speed -- HERE IDLE`

use std::sync::Arc;
use std::time::Instant;

use kizukai_engagement::Surface;
use kizukai_model::time::ManualClock;
use kizukai_model::{Clock, Event, EventBody, PageInfo, Properties, SiteId, Span, Timestamp};
use kizukai_runtime::{DecideRequest, Options, RandomFresh, Runtime, init};

/// 2026-11-24 12:00 in Tokyo.
const START: Timestamp = Timestamp::from_ms(1_795_489_200_000);

#[tokio::main(flavor = "current_thread")]
#[expect(clippy::print_stdout, clippy::disallowed_methods, reason = "it measures, and tells")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut counts = std::env::args().skip(1).filter_map(|text| text.parse::<usize>().ok());
    let (here, idle) = (counts.next().unwrap_or(10_000), counts.next().unwrap_or(100_000));
    let folder = std::env::temp_dir().join(format!("kizukai-present-{}", std::process::id()));
    let clock = Arc::new(ManualClock::at(START));
    let keys = init(&folder, "shop", &*clock, &RandomFresh)?;
    let mut options = Options::new(&folder);
    options.clock = Arc::clone(&clock) as Arc<dyn Clock>;
    options.cache_profiles = here + idle;
    options.cache_bytes = usize::MAX / 4;
    let runtime = Runtime::open(options)?;
    let site: SiteId = keys.site_id.as_str().into();
    visit(&runtime, &site, "idle", idle).await;
    clock.advance(Span::from_hours(2));
    visit(&runtime, &site, "here", here).await;
    let list = async |after: Option<&str>| {
        let began = Instant::now();
        let listed = runtime.visitors(&site, Span::from_mins(30), after, 10_000).await;
        (listed, began.elapsed())
    };
    let (all, took) = list(None).await;
    let all = all?;
    println!("all: {} of {} in {took:?}", all.visitors.len(), all.total);
    visit(&runtime, &site, "here", here.min(50)).await;
    let (some, took) = list(Some(&all.cursor)).await;
    let some = some?;
    println!("since: {} of {} in {took:?}", some.visitors.len(), some.total);
    drop(runtime);
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

async fn visit(runtime: &Runtime, site: &SiteId, name: &str, visitors: usize) {
    let request = |n: usize| DecideRequest {
        anonymous_id: Some(format!("{name}-{n}")),
        surface: Surface::Page,
        events: vec![Event {
            message_id: runtime.fresh_id(),
            timestamp: runtime.now(),
            page: Some(PageInfo { path: Some("/products/plate".into()), ..PageInfo::default() }),
            body: EventBody::Page { name: None, properties: Properties::new() },
        }],
        ..DecideRequest::default()
    };
    for first in (0..visitors).step_by(1_000) {
        let some = (first..visitors.min(first + 1_000)).map(request).collect();
        let replies = runtime.decide_all(site, some).await;
        assert!(replies.iter().all(Result::is_ok), "a visit was refused");
    }
}
