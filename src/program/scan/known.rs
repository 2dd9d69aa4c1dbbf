//! Gaps that were gone through before. Rows of one API differ in their values and hardly ever in what stands between
//! them, so that a gap is recognized by comparing bytes: which keys are in it, and what they mean, is known then.
//!
//! This is an automaton whose states are gaps, built as rows ask for it: behind each gap follows one of those that were
//! met there. States are few, some 40 KB a program, and never change once they are made, so that threads share them.

use std::cmp::Reverse;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use wide::u8x16;

use super::gap::{Event, Open, Then};

/// How many gaps are remembered.
const MOST: usize = 256;
/// How many are remembered behind each.
const CHOICES: usize = 6;
/// The longest gap that is remembered.
const LONGEST: usize = 256;
/// How much of a gap is compared at once.
const HEAD: usize = 32;

/// What is known of the rows of a program.
#[derive(Debug)]
pub(super) struct Known {
    /// The beginning of a row is the first.
    gaps: Box<[OnceLock<Gap>]>,
    /// How many there are behind that. Who adds one holds it.
    count: Mutex<u32>,
}

/// The bytes of a gap, and what they mean.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) text: Box<[u8]>,
    pub(super) events: Box<[Event]>,
    pub(super) then: Then,
    /// What is open behind it.
    pub(super) open: Box<[Open]>,
}

/// A known gap.
#[derive(Debug)]
pub(super) struct Gap {
    pub(super) form: Form,
    /// The beginning of the text, and a bit for each byte that is not part of it.
    head: [u8x16; 2],
    beyond: u32,
    /// What may follow, by number, the longest first, so that a gap is not taken for one that it begins with. The
    /// beginning follows nothing, and stands for none.
    next: [AtomicU32; CHOICES],
}

impl Known {
    pub(super) fn new() -> Self {
        let gaps: Box<[OnceLock<Gap>]> = (0..MOST).map(|_| OnceLock::new()).collect();
        if let Some(start) = gaps.first() {
            let nothing = || Form {
                text: Box::default(),
                events: Box::default(),
                then: Then::Scalar(None),
                open: Box::default(),
            };
            start.get_or_init(|| Gap::new(nothing()));
        }
        Self { gaps, count: Mutex::default() }
    }

    /// What is behind nothing: the beginning of a row.
    #[inline]
    pub(super) fn start(&self) -> Option<&Gap> {
        self.gaps.first()?.get()
    }

    /// The gap with which `text` begins, where it was met behind `gap` before; and what is behind it.
    #[inline]
    pub(super) fn after<'t>(&self, gap: &Gap, text: &'t [u8]) -> Option<(&Gap, &'t [u8])> {
        let numbers = gap.next.iter().map(|number| number.load(Ordering::Acquire)).take_while(|number| *number != 0);
        numbers.filter_map(|number| self.get(number)).find_map(|next| Some((next, next.strip(text)?)))
    }

    #[inline]
    fn get(&self, number: u32) -> Option<&Gap> {
        self.gaps.get(number as usize)?.get()
    }

    /// Remembers that a gap of `length` bytes and some form follows `gap`, where there is room.
    pub(super) fn learn(&self, gap: &Gap, length: usize, form: impl FnOnce() -> Form) -> Option<&Gap> {
        let is_full = gap.next.last()?.load(Ordering::Relaxed) != 0 || self.gaps.last()?.get().is_some();
        if length > LONGEST || is_full {
            return None;
        }
        let mut count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        let form = form();
        // The beginning of a row is like nothing that follows.
        let known = self.gaps.iter().map_while(OnceLock::get).skip(1).position(|known| known.form == form);
        let number = match known {
            Some(known) => u32::try_from(known.checked_add(1)?).ok()?,
            None => {
                *count = count.checked_add(1)?;
                self.gaps.get(*count as usize)?.get_or_init(|| Gap::new(form));
                *count
            }
        };
        gap.follow(number, |number| self.get(number).map_or(0, |gap| gap.form.text.len()));
        self.get(number)
    }
}

impl Gap {
    fn new(form: Form) -> Self {
        let mut head = [0; HEAD];
        for (to, from) in head.iter_mut().zip(&form.text) {
            *to = *from;
        }
        let beyond = u32::try_from(form.text.len()).ok().and_then(|length| u32::MAX.checked_shl(length)).unwrap_or(0);
        Self { form, head: halves(&head), beyond, next: Default::default() }
    }

    /// Adds what may follow. Others may look on meanwhile, and miss one; nobody else adds.
    fn follow(&self, number: u32, length: impl Fn(u32) -> usize) {
        let mut numbers: Vec<u32> = self.next.iter().map(|number| number.load(Ordering::Relaxed)).collect();
        numbers.retain(|known| ![0, number].contains(known));
        numbers.push(number);
        numbers.sort_by_key(|number| Reverse(length(*number)));
        for (next, number) in self.next.iter().zip(numbers) {
            next.store(number, Ordering::Release);
        }
    }

    /// What is behind this gap in `text`, if that begins with it.
    #[inline(always)]
    fn strip<'t>(&self, text: &'t [u8]) -> Option<&'t [u8]> {
        let form = &*self.form.text;
        match text.first_chunk() {
            Some(block) if form.len() <= HEAD => {
                let [first, second] = halves(block);
                let [first_head, second_head] = self.head;
                let equal = first.simd_eq(first_head).to_bitmask() | (second.simd_eq(second_head).to_bitmask() << 16);
                if equal | self.beyond == u32::MAX { text.get(form.len()..) } else { None }
            }
            _ => text.strip_prefix(form),
        }
    }
}

fn halves(bytes: &[u8; HEAD]) -> [u8x16; 2] {
    let mut halves = [u8x16::default(); 2];
    for (half, bytes) in halves.iter_mut().zip(bytes.as_chunks::<16>().0) {
        *half = u8x16::from(*bytes);
    }
    halves
}
