//! The way through the shop: which page comes next, and what is done there.

use serde_json::json;

use super::{Act, Deed, Visit, hesitation, payload, signal};
use crate::catalogue::{Product, shelf, sought};
use crate::request::Happening;
use crate::table::Temperament;

/// A page of the shop.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    Login,
    Top,
    List { category: Option<&'static str> },
    Search { word: &'static str },
    Product(&'static Product),
    Cart,
    Checkout,
    Order,
}

/// Products named in the event of a list.
const LISTED: usize = 12;

impl Visit {
    /// Where the visitor goes now; None: out of the shop.
    ///
    /// A link in a message says where, not whether: it is followed only at the hurdle between looking around and looking at
    /// something, and the hurdle is the same. Elsewhere the visitor goes on as without it.
    pub(super) fn next_place(&mut self) -> Option<Place> {
        let detour = self.dialogue.take_detour().and_then(|href| linked(&href));
        let by_way_of_it = |next| match next {
            Place::Cart => next,
            _ => detour.unwrap_or(next),
        };
        let Some(here) = self.place else { return Some(self.first_place()) };
        match here {
            Place::Login => Some(Place::Top),
            Place::Top | Place::List { .. } => self.browse_or_leave(self.manner.open).map(by_way_of_it),
            Place::Search { .. } => self.browse_or_leave(self.manner.look_on).map(by_way_of_it),
            Place::Product(_) if self.products_left == 0 => self.to_cart_or_out(),
            Place::Product(_) => {
                let by_list = self.start.draw.chance(&format!("by list {}", self.products_seen), 0.3);
                Some(if by_list { self.list() } else { Place::Product(self.product_to_see()) })
            }
            Place::Cart => self.orders.then_some(Place::Checkout),
            Place::Checkout => Some(Place::Order),
            Place::Order => None,
        }
    }

    fn first_place(&self) -> Place {
        if self.start.login.is_some() {
            return Place::Login;
        }
        match self.start.draw.weighted("landing", &self.manner.landing) {
            0 => Place::Top,
            1 => self.list(),
            2 => Place::Product(self.product_to_see()),
            _ => Place::Search { word: sought()[self.start.draw.place("word", sought().len())] },
        }
    }

    /// The hurdle between looking around and looking at something.
    fn browse_or_leave(&mut self, chance: f64) -> Option<Place> {
        let draw = self.start.draw.branch("hurdle", self.hurdles);
        self.hurdles += 1;
        let goes_on = self.products_left > 0 && draw.chance("taken", chance + self.mood.take_next());
        if !goes_on {
            return self.to_cart_or_out();
        }
        let is_on_top = matches!(self.place, Some(Place::Top));
        Some(if is_on_top && draw.chance("list", 0.4) {
            self.list()
        } else {
            Place::Product(self.product_to_see())
        })
    }

    fn to_cart_or_out(&self) -> Option<Place> {
        (!self.cart.is_empty() && !self.has_seen_cart).then_some(Place::Cart)
    }

    fn list(&self) -> Place {
        let favourite = self.favourite();
        let of_category = self.start.draw.chance(&format!("category {}", self.hurdles), 0.5);
        Place::List { category: of_category.then_some(favourite) }
    }

    /// What the visitor cares for today.
    fn favourite(&self) -> &'static str {
        const CATEGORIES: [&str; 7] = ["tableware", "kitchen", "cloth", "wear", "shoes", "bags", "room"];
        CATEGORIES[self.start.draw.weighted("favourite", &[4.0, 2.0, 1.5, 2.5, 1.5, 1.0, 1.0])]
    }

    /// The product looked at next: mostly of the favourite kind.
    pub(super) fn product_to_see(&self) -> &'static Product {
        let draw = self.start.draw.branch("product", self.products_seen);
        let wanted: Vec<&'static Product> = match self.start.temperament {
            Temperament::GiftSeeking if draw.chance("gift", 0.7) => {
                shelf().iter().filter(|product| product.is_gift()).collect()
            }
            Temperament::BargainHunting if draw.chance("cheap", 0.6) => {
                shelf().iter().filter(|product| product.price < 5_000).collect()
            }
            _ if draw.chance("favourite", 0.75) => {
                let favourite = self.favourite();
                shelf().iter().filter(|product| product.category == favourite).collect()
            }
            _ => shelf().iter().collect(),
        };
        wanted[draw.place("which", wanted.len())]
    }

    /// Opens a page: one request with its view and what the shop says about it.
    pub(super) fn enter(&mut self, place: Place) -> Act {
        let after_s = if self.place.is_some() { self.pace() } else { 0 };
        self.deeds.clear();
        let mut happenings = vec![Happening::Page];
        happenings.extend(self.arrive(place));
        self.place = Some(place);
        self.act(after_s, happenings, false)
    }

    fn arrive(&mut self, place: Place) -> Option<Happening> {
        let track = |name, properties| Some(Happening::Track { name, properties });
        match place {
            Place::Login => {
                self.go_to("/login".into(), String::new(), "ログイン");
                let member = self.start.login.clone()?;
                Some(Happening::Identify { user_id: member.user_id, name: member.name })
            }
            Place::Top => {
                self.go_to("/".into(), String::new(), "おりふし");
                let fresh: Vec<_> = shelf().iter().take(LISTED / 2).collect();
                track("Product List Viewed", payload::list("arrivals", None, &fresh))
            }
            Place::List { category } => {
                let search = category.map_or_else(String::new, |category| format!("?category={category}"));
                self.go_to("/products".into(), search, "すべての品");
                self.plan_list();
                let listed: Vec<_> = shelf()
                    .iter()
                    .filter(|product| category.is_none_or(|category| product.category == category))
                    .take(LISTED)
                    .collect();
                track("Product List Viewed", payload::list(category.unwrap_or("all"), category, &listed))
            }
            Place::Search { word } => {
                self.go_to("/search".into(), format!("?q={word}"), "さがす");
                track("Products Searched", json!({"query": word, "results": 0}))
            }
            Place::Product(product) => {
                self.go_to(format!("/products/{}", product.id), String::new(), product.name);
                self.products_seen += 1;
                self.products_left = self.products_left.saturating_sub(1);
                self.plan_product(product);
                track("Product Viewed", payload::product(product, None, None))
            }
            Place::Cart => {
                self.has_seen_cart = true;
                self.go_to("/cart".into(), String::new(), "カート");
                self.plan_cart();
                track("Cart Viewed", payload::cart(&self.cart))
            }
            Place::Checkout => {
                self.go_to("/checkout".into(), String::new(), "ご注文の手続き");
                track("Checkout Started", payload::checkout(&self.cart))
            }
            Place::Order => self.complete(),
        }
    }

    pub(super) fn go_to(&mut self, path: String, search: String, title: &str) {
        if !self.page.path.is_empty() {
            self.page.referrer = format!("{}{}", self.page.path, self.page.search);
        }
        self.page.path = path;
        self.page.search = search;
        self.page.title = format!("{title} | おりふし");
        self.dialogue.page_changed();
    }

    fn plan_list(&mut self) {
        let draw = self.start.draw.branch("list", self.hurdles);
        if draw.chance("scroll", self.manner.scroll) {
            let percent = draw.between("percent", [80, 100]);
            self.deeds.push_back(signal(
                "scroll",
                json!({"percent": percent}),
                draw.between("after", [6, 25]),
            ));
        }
    }

    fn plan_product(&mut self, product: &'static Product) {
        let draw = self.start.draw.branch("on product", self.products_seen);
        if product.sizes.len() > 1 && draw.chance("sizes", self.manner.sizes) {
            let tried = (0..3).map(|n| product.sizes[n % product.sizes.len()]);
            self.deeds.extend(tried.map(|size| Deed::Size { product, size }));
        }
        if draw.chance("dwell", self.manner.dwell) {
            let seconds = draw.between("seconds", [15, 28]);
            self.deeds.push_back(signal("dwell", json!({"seconds": seconds}), seconds));
        }
        self.deeds.push_back(Deed::Add { product });
        if self.products_left == 0 && draw.chance("exit", self.manner.exit) {
            self.deeds.push_back(Deed::Exit { after_s: draw.between("after", [3, 9]) });
            self.deeds.push_back(Deed::Stay);
        }
    }

    fn plan_cart(&mut self) {
        if self.start.draw.chance("pause", self.manner.pause) {
            self.deeds.push_back(hesitation(self.start.draw));
        }
        self.deeds.push_back(Deed::Order);
    }

    fn complete(&mut self) -> Option<Happening> {
        let order_id = format!("S{:010x}", self.start.draw.bits("order id") >> 24);
        self.go_to(format!("/order/{order_id}"), String::new(), "ご注文ありがとうございます");
        let properties = payload::order(&order_id, &self.cart);
        self.ordered = Some(payload::subtotal(&self.cart));
        self.cart.clear();
        Some(Happening::Track { name: "Order Completed", properties })
    }
}

/// The page of the shop that a link in a message leads to.
fn linked(href: &str) -> Option<Place> {
    let (path, query) = href.split_once('?').unwrap_or((href, ""));
    match path {
        "/products" => {
            let asked = query.strip_prefix("category=");
            let category = asked
                .and_then(|key| shelf().iter().map(|product| product.category).find(|known| *known == key));
            Some(Place::List { category })
        }
        // A search with results looks like a list to a visitor.
        "/search" => Some(Place::List { category: None }),
        "/" => Some(Place::Top),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_messages_lead_to_pages_of_the_shop() {
        assert!(matches!(
            linked("/products?category=kitchen"),
            Some(Place::List { category: Some("kitchen") })
        ));
        assert!(matches!(linked("/products"), Some(Place::List { category: None })));
        assert!(linked("https://elsewhere.example/").is_none());
    }
}
