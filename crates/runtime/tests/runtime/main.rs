//! The runtime as a whole, on a real store in a temporary folder: order, durability, failure, time, identity.

mod caps;
mod durability;
mod failing;
mod faults;
mod identity;
mod importing;
mod publishing;
mod reading;
mod results;
mod simulation;
mod timers;
mod world;
