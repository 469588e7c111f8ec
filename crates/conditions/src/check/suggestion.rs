//! "Did you mean …?"

/// Typing mistakes up to this distance are worth a guess; in short names fewer, one in three characters.
const CLOSE: usize = 2;

/// `; did you mean …?` with the closest of the known names, or nothing when none is close.
pub(super) fn did_you_mean<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    let close = CLOSE.min(written.chars().count() / 3);
    let distances = known.into_iter().map(|name| (distance(written, name), name));
    let closest = distances.filter(|(distance, _)| *distance <= close).min();
    closest.map_or_else(String::new, |(_, name)| format!("; did you mean `{name}`?"))
}

/// Levenshtein distance in characters.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, left) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = index + 1;
        for (column, right) in right.iter().enumerate() {
            let replaced = diagonal + usize::from(left != *right);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_counts_insertions_deletions_and_replacements() {
        assert_eq!(distance("regx", "regex"), 1);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("kitten", "sitting"), 3);
    }

    #[test]
    fn only_close_names_are_suggested() {
        assert_eq!(did_you_mean("$regx", ["$in", "$regex", "$regexi"]), "; did you mean `$regex`?");
        assert_eq!(did_you_mean("$like", ["$lte", "$in"]), "");
        assert_eq!(did_you_mean("weather", ["cart", "traits"]), "");
    }
}
