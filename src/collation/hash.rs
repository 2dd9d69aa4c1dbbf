//! Hashes of texts, eight bytes at a time. They need to be fast and to spread, not to withstand: who looks texts up by
//! them compares what shares a hash, and searches it by halves.

const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// A hash of `bytes`.
pub(super) fn bytes(bytes: &[u8]) -> u64 {
    words(bytes, |word| word)
}

/// A hash of `bytes`, all ASCII, in which case does not count.
pub(super) fn uppercased(bytes: &[u8]) -> u64 {
    words(bytes, upper)
}

/// A hash of characters one by one.
pub(super) fn characters(characters: impl Iterator<Item = char>) -> u64 {
    characters.fold(FACTOR, |hash, character| mixed(hash, u32::from(character).into()))
}

fn words(bytes: &[u8], change: impl Fn(u64) -> u64) -> u64 {
    let (words, _) = bytes.as_chunks::<8>();
    let start = mixed(FACTOR, u64::try_from(bytes.len()).unwrap_or(u64::MAX));
    let hash = words.iter().fold(start, |hash, word| mixed(hash, change(u64::from_le_bytes(*word))));
    // The last eight bytes hold the rest, and perhaps some that were hashed already.
    let last = match bytes.last_chunk() {
        Some(last) => u64::from_le_bytes(*last),
        None => bytes.iter().fold(0, |word, byte| (word << 8) | u64::from(*byte)),
    };
    mixed(hash, change(last))
}

fn mixed(hash: u64, word: u64) -> u64 {
    let product = (hash ^ word).wrapping_mul(FACTOR);
    product ^ (product >> 32)
}

/// Eight ASCII bytes, `a` to `z` among them in upper case.
fn upper(word: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let from_a = word.wrapping_add(EACH.wrapping_mul(0x80 - 0x61));
    let behind_z = word.wrapping_add(EACH.wrapping_mul(0x80 - 0x7B));
    let letters = (from_a & !behind_z) & EACH.wrapping_mul(0x80);
    word ^ (letters >> 2)
}
