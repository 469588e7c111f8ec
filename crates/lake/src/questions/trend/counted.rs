//! Rows counted by bucket and key, before they are joined to series.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, AsArray as _, Float64Array, RecordBatch};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Decimal128Type, Float64Type, Int64Type};
use datafusion::dataframe::DataFrame;
use datafusion::logical_expr::{Expr, col};
use futures_util::TryStreamExt as _;

use super::people::{Crowd, Numbering};
use crate::error::{LakeError, at_most};
use crate::limits;

/// Reads a column of keys.
pub(super) type Read<K> = fn(&ArrayRef) -> Result<Vec<K>, LakeError>;

/// Has rows counted, and maybe added up, by bucket and key.
pub(super) async fn rows<K>(
    rows: DataFrame,
    what: Vec<Expr>,
    keys: Read<K>,
) -> Result<Counted<K>, LakeError> {
    let counted =
        rows.aggregate(vec![col("bucket"), col("key")], what)?.limit(0, Some(limits::COUNTS + 1))?;
    let (mut slots, mut sums) = (Vec::new(), Vec::new());
    for batch in counted.collect().await? {
        let tallies = Tally::read(&batch)?;
        for (slot, tally) in slots_of(&batch, keys)?.into_iter().zip(tallies) {
            if let Some(slot) = slot {
                slots.push(slot);
                sums.push(tally);
            }
        }
    }
    at_most(limits::COUNTS, slots.len(), "counts")?;
    Ok(Counted { slots, values: Values::Sums(sums) })
}

/// Counts people by bucket and key.
pub(super) async fn people<K: Hash + Eq>(rows: DataFrame, keys: Read<K>) -> Result<Counted<K>, LakeError> {
    let (mut slots, mut crowd) = (Numbering::new(), Crowd::new());
    let mut batches = rows.execute_stream().await?;
    while let Some(batch) = batches.try_next().await? {
        let people = batch.column(2).as_primitive::<Decimal128Type>().values().iter();
        for (slot, person) in slots_of(&batch, keys)?.into_iter().zip(people) {
            if let Some(slot) = slot {
                crowd.add(slots.number(slot), *person)?;
            }
        }
    }
    Ok(Counted { slots: slots.names(), values: Values::People(crowd) })
}

/// Bucket and key of each row; None where a time lies outside the calendar.
fn slots_of<K>(batch: &RecordBatch, keys: Read<K>) -> Result<Vec<Option<(usize, K)>>, LakeError> {
    let buckets = batch.column(0).as_primitive::<Int64Type>().iter();
    let slot = |(bucket, key): (Option<i64>, K)| Some((usize::try_from(bucket?).ok()?, key));
    Ok(buckets.zip(keys(batch.column(1))?).map(slot).collect())
}

/// What was counted, by bucket and key, before it is joined to series.
pub(super) struct Counted<K> {
    slots: Vec<(usize, K)>,
    values: Values,
}

/// One value for each slot.
enum Values {
    Sums(Vec<Tally>),
    People(Crowd),
}

impl<K> Counted<K> {
    /// Joins slots of one name. People who are in several of them count once.
    pub(super) fn joined<'a, J: Hash + Eq>(
        &'a self,
        name: impl Fn(&'a (usize, K)) -> J,
    ) -> HashMap<J, Tally> {
        let mut names = Numbering::new();
        let groups: Vec<_> = self.slots.iter().map(|slot| names.number(name(slot))).collect();
        let names = names.names();
        let mut tallies = vec![Tally::default(); names.len()];
        match &self.values {
            Values::Sums(sums) => {
                let place = |group: &u32| usize::try_from(*group).expect("a place in a list");
                groups.iter().zip(sums).for_each(|(group, sum)| tallies[place(group)].add(*sum));
            }
            Values::People(crowd) => {
                let counts = crowd.counts(&groups, names.len());
                tallies.iter_mut().zip(counts).for_each(|(tally, count)| tally.count = count);
            }
        }
        names.into_iter().zip(tallies).collect()
    }
}

/// What was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Tally {
    pub(super) count: u64,
    pub(super) sum: f64,
}

impl Tally {
    /// The third column of what was counted, and the fourth, where something was added up.
    fn read(batch: &RecordBatch) -> Result<Vec<Self>, LakeError> {
        let counts = batch.column(2).as_primitive::<Int64Type>().values().iter();
        let sums = match batch.columns().get(3) {
            Some(sums) => cast(sums, &DataType::Float64)?,
            None => Arc::new(Float64Array::new_null(batch.num_rows())),
        };
        let sums = sums.as_primitive::<Float64Type>().iter();
        let tally = |(count, sum): (&i64, Option<f64>)| Self {
            count: count.cast_unsigned(),
            sum: sum.unwrap_or(0.0),
        };
        Ok(counts.zip(sums).map(tally).collect())
    }

    pub(super) fn add(&mut self, other: Self) {
        self.count += other.count;
        self.sum += other.sum;
    }
}
