//! Byte sizes: numbers with a unit, such as `500GB` and `1.5GiB`, multiplied out exactly.

/// A byte size that is no integer within 64 bits, such as `0.1KiB` or `1e999999999GB`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ByteSizeError;

/// A unit of byte sizes.
#[derive(Debug)]
pub(crate) struct ByteUnit {
    /// The spelling, in its only case.
    pub(crate) symbol: &'static str,
    bytes: u64,
}

impl ByteUnit {
    const fn new(symbol: &'static str, bytes: u64) -> Self {
        Self { symbol, bytes }
    }
}

/// Every byte unit: the powers of 1000, then those of 1024.
pub(crate) const BYTE_UNITS: &[ByteUnit] = &[
    ByteUnit::new("KB", 1_000),
    ByteUnit::new("MB", 1_000_000),
    ByteUnit::new("GB", 1_000_000_000),
    ByteUnit::new("TB", 1_000_000_000_000),
    ByteUnit::new("PB", 1_000_000_000_000_000),
    ByteUnit::new("KiB", 1 << 10),
    ByteUnit::new("MiB", 1 << 20),
    ByteUnit::new("GiB", 1 << 30),
    ByteUnit::new("TiB", 1 << 40),
    ByteUnit::new("PiB", 1 << 50),
];

/// Returns `true` if a number ends with a byte unit.
pub(super) fn has_unit(text: &str) -> bool {
    text.ends_with('B')
}

/// Returns the number of bytes of a JSON number with a byte unit, in plain digits.
///
/// # Errors
/// If the unit is unknown, or the product is no integer of at most 20 digits.
pub(super) fn bytes(text: &str) -> Result<String, ByteSizeError> {
    let digits = text.trim_end_matches(|character: char| character.is_ascii_alphabetic());
    let symbol = text.get(digits.len()..).unwrap_or_default();
    let unit = BYTE_UNITS.iter().find(|unit| unit.symbol == symbol).ok_or(ByteSizeError)?;
    multiply(digits, unit.bytes).ok_or(ByteSizeError)
}

/// Returns the product of `text`, a JSON number, and `factor` in plain digits, or `None` if it is no integer or has
/// more than 20 digits. Works on decimal digits, in time linear in the text however large its exponent is.
fn multiply(text: &str, factor: u64) -> Option<String> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mut product: Vec<u8> = Vec::new();
    let mut carry = 0_u128;
    for digit in whole.bytes().chain(fraction.bytes()).rev().map(|byte| byte.wrapping_sub(b'0')) {
        carry = carry.saturating_add(u128::from(digit).saturating_mul(factor.into()));
        product.push(u8::try_from(carry % 10).unwrap_or(0));
        carry /= 10;
    }
    while carry > 0 {
        product.push(u8::try_from(carry % 10).unwrap_or(0));
        carry /= 10;
    }
    // `product` holds the lowest digit first.
    while product.last() == Some(&0) {
        product.pop();
    }
    if product.is_empty() {
        return Some("0".to_owned());
    }
    let zeros = product.iter().take_while(|digit| **digit == 0).count();
    let scale = exponent_of(exponent).saturating_sub(i128::try_from(fraction.len()).unwrap_or(i128::MAX));
    let scale = usize::try_from(scale.saturating_add(i128::try_from(zeros).unwrap_or(0))).ok()?;
    let significant: Vec<u8> = product.iter().skip(zeros).rev().copied().collect();
    if scale.saturating_add(significant.len()) > 20 {
        return None;
    }
    let mut digits = String::from(if negative { "-" } else { "" });
    digits.extend(significant.iter().map(|digit| char::from(digit.wrapping_add(b'0'))));
    digits.extend(std::iter::repeat_n('0', scale));
    Some(digits)
}

/// Returns the exponent, which may have a sign and leading zeros. An exponent that does not fit is replaced by a bound
/// that no text can reach with its digits.
fn exponent_of(text: &str) -> i128 {
    const FAR: i128 = 1 << 64;
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    digits.parse::<u64>().map_or(FAR, i128::from).saturating_mul(sign)
}
