//! Hashes after the GrowthBook SDK specification: the same person lands in the same place in every SDK.

/// FNV-1a, 32 bits, over the UTF-16 code units: the same as over bytes for ASCII, and what browsers do beyond it.
fn fnv32a(text: &str) -> u32 {
    text.encode_utf16().fold(0x811c_9dc5, |hash, unit| (hash ^ u32::from(unit)).wrapping_mul(0x0100_0193))
}

/// FNV-1a, 64 bits, over the UTF-8 bytes; the identity of features.
pub(crate) fn fnv64a(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Where `value` falls between 0 (included) and 1 (excluded) under `seed`.
///
/// Version 2 has 10,000 places and is what Kizukai draws with; version 1 has 1,000 and a bias when experiments run in
/// parallel, and is here for namespaces. Any other version gives `None`.
pub fn hash(seed: &str, value: &str, version: u8) -> Option<f64> {
    match version {
        1 => Some(f64::from(fnv32a(&format!("{value}{seed}")) % 1_000) / 1_000.0),
        2 => {
            let inner = fnv32a(&format!("{seed}{value}"));
            Some(f64::from(fnv32a(&inner.to_string()) % 10_000) / 10_000.0)
        }
        _ => None,
    }
}
