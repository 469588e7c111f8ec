//! Blocks of `Name: value` lines, as reports hold them: separated by empty lines, long values folded.

use crate::limits::{REPORT_FIELD_CHARS, REPORT_RECIPIENTS};

/// Fields of one block.
const FIELDS: usize = 100;

/// One block. Names are in lower case.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// The first value under a name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    fn line(&mut self, line: &str) {
        if line.starts_with([' ', '\t']) { self.unfold(line) } else { self.add(line) }
    }

    fn add(&mut self, line: &str) {
        if let Some((name, value)) = line.split_once(':')
            && self.0.len() < FIELDS
        {
            let value = value.trim().chars().take(REPORT_FIELD_CHARS).collect();
            self.0.push((name.trim().to_ascii_lowercase(), value));
        }
    }

    fn unfold(&mut self, line: &str) {
        if let Some((_, value)) = self.0.last_mut() {
            // Bytes are at least as many as characters: what there is no room for is left out.
            let room = REPORT_FIELD_CHARS.saturating_sub(value.len() + 1);
            if room > 0 {
                value.push(' ');
                value.extend(line.trim().chars().take(room));
            }
        }
    }
}

/// Reads the blocks that hold anything: one tells of the letter itself, and each further one of a recipient.
pub(super) fn blocks(text: &str) -> Vec<Fields> {
    let mut blocks = Vec::new();
    let mut open = Fields::default();
    for line in text.lines() {
        if line.trim().is_empty() {
            close(&mut open, &mut blocks);
        } else {
            open.line(line);
        }
        if blocks.len() > REPORT_RECIPIENTS {
            break;
        }
    }
    close(&mut open, &mut blocks);
    blocks
}

/// Reads the block at the start: headers.
pub(super) fn first_block(text: &str) -> Fields {
    let mut fields = Fields::default();
    text.lines().take_while(|line| !line.trim().is_empty()).for_each(|line| fields.line(line));
    fields
}

fn close(open: &mut Fields, blocks: &mut Vec<Fields>) {
    let block = std::mem::take(open);
    if !block.0.is_empty() {
        blocks.push(block);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_lines_belong_to_the_one_before() {
        let blocks = blocks(
            "\r\n A\r\nDiagnostic-Code: smtp;\r\n 550 5.1.1\r\n\tno\r\nStatus : 5.1.1\r\n\r\n\r\nx: y\r\n",
        );
        assert_eq!(blocks.len(), 2);
        assert_eq!(blocks[0].get("diagnostic-code"), Some("smtp; 550 5.1.1 no"));
        assert_eq!(blocks[0].get("status"), Some("5.1.1"));
        assert_eq!(blocks[1].get("x"), Some("y"));
    }
}
