//! What a campaign decided, counted.

use datafusion::arrow::array::AsArray as _;
use datafusion::arrow::datatypes::{Date32Type, Int64Type};
use datafusion::common::cast::as_string_view_array;
use datafusion::functions_aggregate::expr_fn::count;
use datafusion::logical_expr::{col, lit};
use jiff::civil::Date;

use super::{Days, Rows};
use crate::columns::DAY;
use crate::error::LakeError;
use crate::lake::Lake;
use crate::limits;
use crate::row::Kind;
use crate::tail::{Tail, day_of};

/// How often a campaign decided something on a day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decided {
    /// On which day.
    pub day: Date,
    /// In which phase.
    pub phase: Option<i64>,
    /// For which arm.
    pub arm: Option<String>,
    /// What.
    pub outcome: Option<String>,
    /// How often.
    pub decisions: u64,
}

impl Lake {
    /// The decisions of a campaign in a period, counted by day, phase, arm and outcome, and in this order.
    ///
    /// # Errors
    /// `Period` or `TooMany` when the days are out of order or too many, else `Store` or `Query`.
    pub async fn decided(
        &self,
        site: &str,
        campaign: &str,
        days: Days,
        tail: &Tail,
    ) -> Result<Vec<Decided>, LakeError> {
        days.count(limits::DAYS)?;
        let rows = Rows::new(self, site, tail);
        let of_campaign = col("kind").eq(lit(Kind::Decision.as_str())).and(col("campaign").eq(lit(campaign)));
        let by = [DAY, "phase", "arm", "outcome"].map(col).to_vec();
        let counted = rows.of(days)?.filter(of_campaign)?.aggregate(by, vec![count(lit(1))])?;
        let mut found = Vec::new();
        for batch in counted.collect().await? {
            let days = batch.column(0).as_primitive::<Date32Type>();
            let phases = batch.column(1).as_primitive::<Int64Type>();
            let (arms, outcomes) =
                (as_string_view_array(batch.column(2))?, as_string_view_array(batch.column(3))?);
            let counts = batch.column(4).as_primitive::<Int64Type>();
            found.extend((0..batch.num_rows()).filter_map(|at| {
                Some(Decided {
                    day: day_of(days.value(at))?,
                    phase: phases.iter().nth(at)?,
                    arm: arms.iter().nth(at)?.map(str::to_owned),
                    outcome: outcomes.iter().nth(at)?.map(str::to_owned),
                    decisions: counts.value(at).cast_unsigned(),
                })
            }));
        }
        found.sort();
        Ok(found)
    }
}
