//! How JSON lies in the store: one byte that says the form, then the JSON as it is (1), or as one block of the LZ4 block
//! format behind its length as four bytes, least first (2).
//!
//! Profiles and decisions repeat themselves: the same keys, ten decisions of one page view. Packed they take a third, and
//! what is not written need not be synced. Texts that would not get shorter stay as they are. So do inputs: they are the
//! truth, and can be read with any tool; the proof that they are synced looks for them in the bytes that are written.

use std::borrow::Cow;

use lz4_flex::block;

use crate::{RuntimeError, limits};

const PLAIN: u8 = 1;
const PACKED: u8 = 2;
const LENGTH_BYTES: usize = 4;

/// The stored form of JSON that repeats itself.
pub(crate) fn pack(json: &[u8]) -> Vec<u8> {
    let length = u32::try_from(json.len()).ok().filter(|_| json.len() <= limits::UNPACKED_BYTES);
    if let Some(length) = length {
        let mut packed = vec![0; 1 + LENGTH_BYTES + block::get_maximum_output_size(json.len())];
        packed[0] = PACKED;
        packed[1..=LENGTH_BYTES].copy_from_slice(&length.to_le_bytes());
        let written = block::compress_into(json, &mut packed[1 + LENGTH_BYTES..]).unwrap_or(usize::MAX);
        let bytes = written.saturating_add(1 + LENGTH_BYTES);
        if bytes <= json.len() {
            packed.truncate(bytes);
            packed.shrink_to_fit();
            return packed;
        }
    }
    plain(json)
}

/// The stored form of JSON that stays as it is.
pub(crate) fn plain(json: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(1 + json.len());
    plain.push(PLAIN);
    plain.extend_from_slice(json);
    plain
}

/// The JSON of a stored form: for whoever reads a ledger's rows beside the program.
///
/// # Errors
/// When it is of a form that a newer program wrote, or damaged.
pub fn unpack(stored: &[u8]) -> Result<Cow<'_, [u8]>, RuntimeError> {
    match stored.split_first() {
        Some((&PLAIN, json)) => Ok(Cow::Borrowed(json)),
        Some((&PACKED, block)) => unpack_block(block).map(Cow::Owned),
        Some((form, _)) => Err(RuntimeError::Damaged(format!(
            "what is stored is of version {form}, this program reads up to version {PACKED}"
        ))),
        None => Err(RuntimeError::Damaged("what is stored is empty".into())),
    }
}

fn unpack_block(stored: &[u8]) -> Result<Vec<u8>, RuntimeError> {
    let damaged = |why: &str| RuntimeError::Damaged(format!("what is stored cannot be unpacked: {why}"));
    let (length, block) =
        stored.split_first_chunk::<LENGTH_BYTES>().ok_or_else(|| damaged("it is cut off"))?;
    let length = u32::from_le_bytes(*length) as usize;
    if length > limits::UNPACKED_BYTES {
        return Err(damaged("it says to be longer than anything is"));
    }
    let json = block::decompress(block, length).map_err(|error| damaged(&error.to_string()))?;
    if json.len() == length { Ok(json) } else { Err(damaged("it is shorter than it says")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_comes_back_and_is_shorter_where_it_repeats_itself() {
        let repetitive = "[".to_owned() + &r#"{"campaign":"c1","outcome":"lost"},"#.repeat(20);
        for json in [repetitive.as_bytes(), b"{}", b"", b"0123456789abcdef"] {
            assert_eq!(unpack(&pack(json)).unwrap(), json);
            assert!(pack(json).len() <= json.len() + 1);
        }
        assert!(pack(repetitive.as_bytes()).len() * 5 < repetitive.len());
    }

    #[test]
    fn damage_is_told_and_takes_no_memory() {
        let whole = pack("ab".repeat(100).as_bytes());
        assert_eq!(whole[0], PACKED);
        let mut too_long = whole.clone();
        too_long[1..=LENGTH_BYTES].fill(0xff);
        let mut shorter = whole.clone();
        shorter[1] += 1;
        for stored in
            [&[][..], &[PACKED, 0], &whole[..whole.len() - 1], &too_long, &shorter, &[3, b'{', b'}']]
        {
            assert!(matches!(unpack(stored), Err(RuntimeError::Damaged(_))), "{stored:?}");
        }
        assert!(unpack(&[3]).unwrap_err().to_string().contains("version 3"));
    }
}
