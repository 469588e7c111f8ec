//! The runtime as a whole, on a real store in a temporary folder: order, durability, failure, time, identity.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(
    clippy::needless_pass_by_value,
    reason = "JSON is written where it is used: json!(…) without a borrow reads better"
)]

mod attention;
mod audience;
mod caps;
mod clock;
mod crowd;
mod dice;
mod durability;
mod effects;
mod erasing;
mod failing;
mod faults;
mod identity;
mod importing;
mod lake;
mod memory;
mod people;
mod promises;
mod publishing;
mod pulse;
mod reading;
mod rebuilding;
mod results;
mod segments;
mod simulation;
mod timers;
mod visitors;
mod world;
