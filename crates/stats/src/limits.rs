//! What this crate takes at most. Within these bounds no figure overflows and none is NaN or infinite.

/// Visitors in one sum.
pub const VISITORS_MAX: u64 = 1_000_000_000_000;

/// Size of one visitor's value, in the unit the caller counts in (yen, or thousandths). A larger one counts as this much.
pub const VALUE_MAX: i64 = 1_000_000_000_000;

/// Days of one phase that a test looks at: four years. Later days are refused; a phase that long is another question.
pub const DAYS_MAX: usize = 1_461;

/// Campaigns judged together.
pub const CAMPAIGNS_MAX: usize = 10_000;

/// Arms of one campaign, the control included.
pub const ARMS_MAX: usize = 64;

/// Longest wait that is promised, in days. Beyond it the answer is "do not wait".
pub const WAIT_DAYS_MAX: u32 = 365;

/// Rates nearer to 0 or 1 than this are none to plan with.
pub const RATE_MARGIN: f64 = 1e-6;

/// Smallest relative effect a phase may be planned for: one in a hundred.
pub const LIFT_MIN: f64 = 0.01;

/// Largest relative effect a phase may be planned for: tenfold more.
pub const LIFT_MAX: f64 = 10.0;
