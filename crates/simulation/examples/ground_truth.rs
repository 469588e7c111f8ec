//! Prints the true effect of each campaign on a population: `cargo run -p kizukai-simulation --example ground_truth`.
//! `-- --json` prints JSON; `-- 80` makes it 80 newcomers a day (200 unless told).

use kizukai_model::{Span, Timestamp};
use kizukai_simulation::{Season, Table, truth};

#[expect(clippy::print_stdout, reason = "printing is what it is for")]
fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let newcomers = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(200.0);
    let from = Timestamp::parse("2026-10-23T00:00:00+09:00").expect("a moment in RFC 3339");
    let season =
        Season { seed: 1, from, until: from.plus(Span::from_days(30)), newcomers, wave: Span::from_secs(1) };
    let found: Vec<_> =
        Table::shipped().campaign.keys().filter_map(|key| truth::effects(key, season)).flatten().collect();
    if arguments.iter().any(|argument| argument == "--json") {
        println!("{}", serde_json::to_string_pretty(&found).expect("effects are plain numbers"));
        return;
    }
    println!(
        "{:<28}{:>8}{:>10}{:>10}{:>18}{:>20}",
        "campaign", "decided", "without", "with", "effect (points)", "yen a visitor"
    );
    for effect in found {
        let name = effect.arm.map_or(effect.campaign.clone(), |arm| format!("{}/{arm}", effect.campaign));
        println!(
            "{name:<28}{:>8}{:>9.1}%{:>9.1}%{:>+10.1} ± {:<5.1}{:>+12.0} ± {:<5.0}",
            effect.decided,
            effect.without * 100.0,
            effect.with * 100.0,
            effect.conversion * 100.0,
            effect.conversion_error * 196.0,
            effect.yen,
            effect.yen_error * 1.96,
        );
    }
}
