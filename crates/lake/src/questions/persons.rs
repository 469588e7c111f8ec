//! Who is who: profiles that have become part of others count as those.

use std::collections::HashMap;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, AsArray as _, Decimal128Array, Int64Array};
use datafusion::arrow::datatypes::{DataType, Decimal128Type, Int64Type};
use datafusion::common::cast::as_string_view_array;
use datafusion::logical_expr::{Expr, col, lit};
use kizukai_model::ProfileId;

use super::field::function;
use super::{ALWAYS, Rows};
use crate::error::{LakeError, at_most};
use crate::limits;
use crate::row::Kind;

/// A profile as a number, which is grouped and compared faster than its 32 digits.
pub(super) type Person = i128;

/// The type of a [`Person`] in a table: the widest integer there is. What it means as a decimal is of no interest.
const PERSON: DataType = DataType::Decimal128(38, 0);

/// For each profile that was merged into another, the one that it is now.
#[derive(Clone, Debug, Default)]
pub(super) struct Merges {
    now: HashMap<Person, Person>,
}

impl Merges {
    /// All merges of the site, also those after the period that is asked about: who somebody is, is known now.
    pub(super) async fn read(rows: &Rows<'_>) -> Result<Self, LakeError> {
        let merges = rows
            .of_files(ALWAYS, |file| file.entry.merges > 0)?
            .filter(col("kind").eq(lit(Kind::Merge.as_str())))?
            .select_columns(&["row", "profile", "merged_into"])?;
        let mut found = Vec::new();
        for batch in merges.collect().await? {
            let positions = batch.column(0).as_primitive::<Int64Type>().values().iter();
            let from = as_string_view_array(batch.column(1))?.iter();
            let into = as_string_view_array(batch.column(2))?.iter();
            for ((position, from), into) in positions.zip(from).zip(into) {
                if let (Some(from), Some(into)) = (from.and_then(person), into.and_then(person)) {
                    found.push((*position, from, into));
                }
            }
            at_most(limits::MERGES, found.len(), "merges")?;
        }
        found.sort_unstable();
        Ok(Self::of(found.into_iter().map(|(_, from, into)| (from, into))))
    }

    /// Merges in the order in which they happened.
    fn of(merges: impl Iterator<Item = (Person, Person)>) -> Self {
        let into: HashMap<_, _> = merges.collect();
        let last = |start: Person| {
            let mut at = start;
            // A circle cannot come from the ledger; should there be one, it ends somewhere all the same.
            for _ in 0..into.len() {
                match into.get(&at) {
                    Some(next) if *next != start => at = *next,
                    _ => break,
                }
            }
            at
        };
        Self { now: into.keys().map(|from| (*from, last(*from))).collect() }
    }

    /// Who a profile is now.
    fn resolve(&self, person: Person) -> Person {
        self.now.get(&person).copied().unwrap_or(person)
    }

    /// The column `profile` as the [`Person`] it is now.
    pub(super) fn expression(self) -> Expr {
        let read = move |profiles: &ArrayRef| {
            let profiles = as_string_view_array(profiles)?.iter();
            let persons: Decimal128Array =
                profiles.map(|profile| profile.and_then(person).map(|person| self.resolve(person))).collect();
            Ok(Arc::new(persons.with_data_type(PERSON)) as ArrayRef)
        };
        function("person", DataType::Utf8View, PERSON, read).call(vec![col("profile")])
    }

    /// A number whose bits say in which of these groups the row's person is; the first group is the lowest bit.
    pub(super) fn groups<'a>(self, groups: impl Iterator<Item = &'a Vec<ProfileId>>) -> Expr {
        let mut bits: HashMap<Person, i64> = HashMap::new();
        for (place, group) in groups.enumerate() {
            for profile in group {
                *bits.entry(self.resolve(i128::from_be_bytes(*profile.as_bytes()))).or_default() |=
                    1 << place;
            }
        }
        let read = move |persons: &ArrayRef| {
            let persons = persons.as_primitive::<Decimal128Type>();
            let masks =
                persons.iter().map(|person| person.map(|person| bits.get(&person).copied().unwrap_or(0)));
            Ok(Arc::new(masks.collect::<Int64Array>()) as ArrayRef)
        };
        function("groups", PERSON, DataType::Int64, read).call(vec![self.expression()])
    }
}

/// A profile's 32 digits as a number.
fn person(digits: &str) -> Option<Person> {
    let mut value = 0_u128;
    for byte in digits.bytes() {
        let digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b'a'..=b'f' => byte - b'a' + 10,
            _ => return None,
        };
        value = value << 4 | u128::from(digit);
    }
    Some(value.cast_signed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_who_it_was_merged_into_however_often() {
        let merges = Merges::of([(1, 2), (2, 3), (5, 3), (3, 4)].into_iter());
        for (profile, now) in [(1, 4), (2, 4), (3, 4), (4, 4), (5, 4), (6, 6)] {
            assert_eq!(merges.resolve(profile), now);
        }
    }

    #[test]
    fn the_last_merge_of_a_profile_counts() {
        assert_eq!(Merges::of([(1, 2), (1, 3)].into_iter()).resolve(1), 3);
    }

    #[test]
    fn a_circle_of_merges_ends() {
        let merges = Merges::of([(1, 2), (2, 3), (3, 2)].into_iter());
        assert!([2, 3].contains(&merges.resolve(1)));
    }

    #[test]
    fn a_profile_is_read_from_its_digits() {
        let id = ProfileId::from_bytes([0xf0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 0xff]);
        assert_eq!(person(&id.to_string()), Some(i128::from_be_bytes(*id.as_bytes())));
        assert_eq!(person("somebody"), None);
    }
}
