//! The ground truth: who the visitors are, and what each campaign does to them. Read from `data/ground_truth.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use kizukai_model::Span;
use serde::Deserialize;

/// The table as text, as it is shipped.
pub const TEXT: &str = include_str!("../data/ground_truth.toml");

static SHIPPED: LazyLock<Table> =
    LazyLock::new(|| Table::read(TEXT).expect("a test reads the table that is compiled in"));

/// How a visitor is minded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Temperament {
    /// Knows what to buy, and wants to be through with it.
    Hurried,
    /// Looks at much before deciding.
    Comparing,
    /// Wavers over shipping and price.
    PriceAnxious,
    /// Looks for something to give.
    GiftSeeking,
    /// Likes the shop and comes often.
    Returning,
    /// Looks for what is cheap, and searches for sales that are none.
    BargainHunting,
    /// Came by mistake.
    Bouncing,
}

impl Temperament {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Hurried,
        Self::Comparing,
        Self::PriceAnxious,
        Self::GiftSeeking,
        Self::Returning,
        Self::BargainHunting,
        Self::Bouncing,
    ];
}

/// How visitors of one temperament behave when nobody speaks to them. Chances from 0 to 1.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manner {
    /// Part of the new visitors.
    pub share: f64,
    /// Products looked at in a visit, from and to.
    pub products: [u64; 2],
    /// Seconds between two acts, from and to.
    pub pace: [u64; 2],
    /// Weights of the first page: top, list, product, search.
    pub landing: [f64; 4],
    /// To go on to a product from the top page or a list.
    pub open: f64,
    /// To go on to a product after a search that found nothing.
    pub look_on: f64,
    /// To scroll a list to its end.
    pub scroll: f64,
    /// To look at a product for longer than 15 seconds.
    pub dwell: f64,
    /// To try three sizes.
    pub sizes: f64,
    /// To make as if to leave, with an empty cart.
    pub exit: f64,
    /// To put a product into the cart.
    pub add: f64,
    /// To waver in the cart.
    pub pause: f64,
    /// To order, once in the cart.
    pub order: f64,
    /// To come back after a visit.
    pub back: f64,
    /// Days until then, from and to.
    pub days: [u64; 2],
    /// Part of them on a phone.
    pub phone: f64,
    /// Part of them who log in.
    pub login: f64,
}

/// What being spoken to by one arm of a campaign does to a visitor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
#[serde(from = "[f64; 6]")]
pub struct Reaction {
    /// Chance to answer.
    pub answer: f64,
    /// Chance to close it.
    pub close: f64,
    /// Points for the very next thing.
    pub next: f64,
    /// Points for an order in this visit.
    pub order: f64,
    /// Points for one thing more in the cart.
    pub basket: f64,
    /// Points for coming back.
    pub back: f64,
}

impl From<[f64; 6]> for Reaction {
    fn from([answer, close, next, order, basket, back]: [f64; 6]) -> Self {
        Self { answer, close, next, order, basket, back }
    }
}

/// To a campaign that the table does not name: it is answered and closed, and changes nothing.
const UNKNOWN: Reaction =
    Reaction { answer: 0.25, close: 0.45, next: 0.0, order: 0.0, basket: 0.0, back: 0.0 };

/// A campaign of the sample shop.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CampaignTruth {
    /// The event that counts as success; none where there is nothing to compare.
    pub goal: Option<String>,
    /// How long after the first decision it counts.
    pub within: Option<Span>,
    /// By arm and temperament.
    pub arms: BTreeMap<String, BTreeMap<Temperament, Reaction>>,
}

/// The whole table.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// By temperament.
    pub temperament: BTreeMap<Temperament, Manner>,
    /// By the campaign's key.
    pub campaign: BTreeMap<String, CampaignTruth>,
}

impl Table {
    /// The table of the sample shop.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Reads a table.
    ///
    /// # Errors
    /// When it is not TOML, or a temperament, a column or a field is missing or unknown.
    pub fn read(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// How visitors of a temperament behave.
    pub fn manner(&self, temperament: Temperament) -> &Manner {
        self.temperament.get(&temperament).expect("a test finds every temperament in the table")
    }

    /// What being spoken to does.
    pub fn reaction(&self, campaign: &str, arm: &str, temperament: Temperament) -> Reaction {
        let arm = self.campaign.get(campaign).and_then(|campaign| campaign.arms.get(arm));
        arm.and_then(|rows| rows.get(&temperament)).copied().unwrap_or(UNKNOWN)
    }

    /// The part of each temperament among new visitors, in the order of [`Temperament::ALL`].
    pub fn shares(&self) -> [f64; 7] {
        Temperament::ALL.map(|temperament| self.manner(temperament).share)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole_and_holds_only_chances() {
        let table = Table::shipped();
        assert!((table.shares().iter().sum::<f64>() - 1.0).abs() < 1e-9);
        for temperament in Temperament::ALL {
            let manner = table.manner(temperament);
            for chance in [manner.open, manner.add, manner.order, manner.back, manner.phone, manner.login] {
                assert!((0.0..=1.0).contains(&chance), "{temperament:?}");
            }
            assert!(manner.pace[0] > 0 && manner.pace[0] <= manner.pace[1], "{temperament:?}");
            assert!(manner.days[0] > 0 && manner.days[0] <= manner.days[1], "{temperament:?}");
        }
    }

    #[test]
    fn every_arm_says_what_it_does_to_every_temperament() {
        for (key, campaign) in &Table::shipped().campaign {
            assert_eq!(campaign.goal.is_some(), campaign.within.is_some(), "{key}");
            for (arm, rows) in &campaign.arms {
                for temperament in Temperament::ALL {
                    let reaction =
                        rows.get(&temperament).unwrap_or_else(|| panic!("{key}/{arm}/{temperament:?}"));
                    assert!(reaction.answer + reaction.close <= 1.0, "{key}/{arm}/{temperament:?}");
                    for points in [reaction.next, reaction.order, reaction.basket, reaction.back] {
                        assert!((-0.5..=0.5).contains(&points), "{key}/{arm}/{temperament:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_table_with_a_gap_or_a_slip_is_refused() {
        assert!(Table::read(&TEXT.replace("\nlogin = 0.05", "")).is_err());
        assert!(Table::read(&TEXT.replace("[temperament.hurried]", "[temperament.hasty]")).is_err());
        assert!(Table::read(&TEXT.replace("[ 0.60,  0.15,", "[ 0.60,")).is_err());
    }
}
