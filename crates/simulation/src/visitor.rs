//! A person who comes to the shop: how they are minded, with what they come, and what they carry from visit to visit.

use crate::draw::Draw;
use crate::request::Device;
use crate::table::{Table, Temperament};
use crate::visit::{Item, Visit};

/// What every simulated device's id begins with: that is how the guide tells them from a person who tries the demo.
/// No condition can read it.
pub const MARK: &str = "simulated-";

/// Visits of one person at most.
pub const VISITS_MOST: u32 = 12;

/// Members of the shop's list (`members.csv`) who come as regulars. The first four are left to who tries the demo.
const REGULARS: [&str; 8] = ["m-1005", "m-1006", "m-1007", "m-1008", "m-1009", "m-1010", "m-1011", "m-1012"];

/// How people are called who log in.
const NAMES: [&str; 12] = [
    "田中 葵",
    "山本 蓮",
    "中村 結衣",
    "小林 湊",
    "加藤 陽菜",
    "吉田 樹",
    "山田 凛",
    "松本 悠真",
    "井上 芽依",
    "木村 朔",
    "林 紬",
    "清水 律",
];

/// Who is asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The shop's id of the person.
    pub user_id: String,
    /// How the shop calls them.
    pub name: &'static str,
}

/// One person.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Counts from 0 within a crowd.
    pub number: u64,
    /// How they are minded. Kizukai never learns it.
    pub temperament: Temperament,
    draw: Draw,
    table: &'static Table,
    member: Option<Member>,
    /// Visits so far.
    visits: u32,
    /// What each device's browser keeps: its cart, and whether somebody is logged in there.
    devices: [Browser; 2],
}

#[derive(Clone, Debug, Default)]
struct Browser {
    cart: Vec<Item>,
    is_logged_in: bool,
}

impl Visitor {
    /// A new visitor of a crowd.
    pub fn new(table: &'static Table, crowd: Draw, number: u64) -> Self {
        let draw = crowd.branch("visitor", number);
        let temperament = Temperament::ALL[draw.weighted("temperament", &table.shares())];
        let logs_in = draw.chance("login", table.manner(temperament).login);
        let member = logs_in.then(|| Member {
            user_id: format!("{MARK}{:012x}", draw.bits("user") >> 16),
            name: NAMES[draw.place("name", NAMES.len())],
        });
        Self { number, temperament, draw, table, member, visits: 0, devices: Default::default() }
    }

    /// The members of the shop's list who come to it again and again, with numbers from `first` on.
    pub fn regulars(table: &'static Table, crowd: Draw, first: u64) -> Vec<Self> {
        let regular = |(user_id, number): (&&str, u64)| {
            let place = usize::try_from(number - first).unwrap_or(0);
            Self {
                temperament: Temperament::Returning,
                member: Some(Member { user_id: (*user_id).to_owned(), name: NAMES[place % NAMES.len()] }),
                ..Self::new(table, crowd, number)
            }
        };
        REGULARS.iter().zip(first..).map(regular).collect()
    }

    /// Their draws.
    pub const fn draw(&self) -> Draw {
        self.draw
    }

    /// Visits so far.
    pub const fn visits(&self) -> u32 {
        self.visits
    }

    /// The device of the coming visit: the first one; who logs in comes with the other half of the time.
    fn device(&self) -> usize {
        let draw = self.draw.branch("visit", u64::from(self.visits));
        usize::from(self.member.is_some() && self.visits > 0 && draw.chance("other device", 0.5))
    }

    /// Begins the next visit.
    pub fn begin(&self) -> Visit {
        let place = self.device();
        let browser = &self.devices[place];
        let on_phone = self.draw.chance("phone", self.table.manner(self.temperament).phone);
        let device = if on_phone == (place == 0) { Device::Phone } else { Device::Desktop };
        Visit::new(crate::visit::Start {
            table: self.table,
            temperament: self.temperament,
            draw: self.draw.branch("visit", u64::from(self.visits)),
            anonymous_id: self.anonymous_id(place),
            device,
            locale: if self.draw.chance("english", 0.08) { "en-US" } else { "ja-JP" },
            login: self.member.clone().filter(|_| !browser.is_logged_in),
            cart: browser.cart.clone(),
            is_first: self.visits == 0,
        })
    }

    /// Ends a visit. Answers in how many days they come again, if they do.
    pub fn end(&mut self, visit: &Visit) -> Option<u64> {
        let place = self.device();
        self.devices[place] = Browser { cart: visit.cart().to_vec(), is_logged_in: self.member.is_some() };
        let draw = self.draw.branch("visit", u64::from(self.visits));
        self.visits += 1;
        let manner = self.table.manner(self.temperament);
        let comes_back = self.visits < VISITS_MOST && draw.chance("back", manner.back + visit.mood().back);
        comes_back.then(|| draw.between("days", manner.days))
    }

    /// The id of one of their devices.
    pub fn anonymous_id(&self, device: usize) -> String {
        format!("{MARK}{:012x}-{}", self.draw.bits("device") >> 16, device + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn temperaments_come_in_the_shares_of_the_table() {
        let table = Table::shipped();
        let mut counts = [0_u32; 7];
        for number in 0..10_000 {
            let visitor = Visitor::new(table, Draw::new(3), number);
            let place = Temperament::ALL.iter().position(|known| *known == visitor.temperament).unwrap();
            counts[place] += 1;
        }
        for (count, share) in counts.iter().zip(table.shares()) {
            assert!((f64::from(*count) / 10_000.0 - share).abs() < 0.015, "{counts:?}");
        }
    }

    #[test]
    fn regulars_are_members_and_nobody_elses_ids_are_theirs() {
        let table = Table::shipped();
        let regulars = Visitor::regulars(table, Draw::new(1), 0);
        assert_eq!(regulars.len(), REGULARS.len());
        let mut ids: Vec<_> = regulars.iter().map(|visitor| visitor.anonymous_id(0)).collect();
        ids.extend((8..500).map(|number| Visitor::new(table, Draw::new(1), number).anonymous_id(0)));
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 500);
        assert!(ids.iter().all(|id| id.starts_with(MARK)));
    }
}
