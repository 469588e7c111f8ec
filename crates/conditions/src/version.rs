//! Versions such as `v1.10.0-rc.2+build`, made comparable as text.

use crate::canonical::is_whole;
use crate::comparison::View;

/// Digits up to this width are padded, so that 9 sorts before 10. Longer ones stay as they are.
const WIDTH: usize = 5;
/// Sorts after every letter: a release comes after its pre-releases.
const RELEASE: &str = "~";

/// The comparable form of a version given as text or number, and whether it was a number: a text never compares
/// with a number. `None` for anything else. Allocates.
pub(crate) fn comparable(value: View<'_>) -> Option<(bool, String)> {
    match value {
        View::Text(version) => Some((false, padded(version))),
        View::Number(version) if is_whole(version) => Some((true, padded(&(version as i64).to_string()))),
        View::Number(version) => Some((true, padded(&version.to_string()))),
        _ => None,
    }
}

/// Leading `v` and build metadata are dropped, `.` and `-` separate alike, numbers are padded on the left, and a
/// version of exactly three parts gets the mark of a release. An empty version is 0.
fn padded(version: &str) -> String {
    let version = version.strip_prefix('v').unwrap_or(version);
    let version = version.split_once('+').map_or(version, |(version, _build)| version);
    let version = if version.is_empty() { "0" } else { version };
    let mut parts: Vec<String> = version.split(['.', '-']).map(pad).collect();
    if parts.len() == 3 {
        parts.push(RELEASE.to_owned());
    }
    parts.join("-")
}

fn pad(part: &str) -> String {
    let is_number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { format!("{part:>WIDTH$}") } else { part.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_sort_by_their_padded_form() {
        let ascending = [
            "0.9.99",
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0",
            "v1.2.0",
            "1.10.0",
        ];
        for pair in ascending.windows(2) {
            assert!(padded(pair[0]) < padded(pair[1]), "{} should come before {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn prefix_build_and_kind_of_separator_do_not_matter() {
        assert_eq!(padded("v1.2.3+build.7"), padded("1-2-3"));
        assert_eq!(padded(""), padded("0"));
    }

    #[test]
    fn a_number_is_marked_as_one() {
        assert_eq!(comparable(View::Number(2.0)), Some((true, "    2".to_owned())));
        assert_eq!(comparable(View::Null), None);
    }
}
