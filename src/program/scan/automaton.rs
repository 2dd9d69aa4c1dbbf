//! The automaton of gaps: each state is a gap that some row had, each transition leads to a gap that followed it.
//!
//! It is built lazily, as rows need it. States are found by number in a table of fixed size, some 40 KB a program; each
//! is set once and never changes but for its transitions, so that threads share it without a lock on the read path. The
//! table only grows, and when it or the transitions of a state are full, nothing more is learned.

use std::cmp::Reverse;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use wide::u8x16;

use super::gap::{After, Event, OpenContainer};

/// The most states, the start state included.
const MOST_STATES: usize = 256;
/// The most transitions of a state.
const MOST_TRANSITIONS: usize = 6;
/// The longest gap that is learned, in bytes.
const LONGEST: usize = 256;
/// The number of bytes that are compared at once.
const HEAD: usize = 32;

/// The gaps that rows of a program had so far.
#[derive(Debug)]
pub(super) struct GapAutomaton {
    /// By number. The start state is number 0.
    gaps: Box<[OnceLock<Gap>]>,
    /// The number of the last state. Locked while a state or a transition is added.
    last: Mutex<u32>,
}

/// The bytes of a gap and their meaning, which is the same wherever they follow the same gap.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct GapBytes {
    pub(super) text: Box<[u8]>,
    pub(super) events: Box<[Event]>,
    pub(super) after: After,
    /// The containers that are open after the gap.
    pub(super) open: Box<[OpenContainer]>,
}

/// A state: a known gap.
#[derive(Debug)]
pub(super) struct Gap {
    pub(super) bytes: GapBytes,
    /// The first bytes of the text.
    head: [u8x16; 2],
    /// A bit for each byte of `head` that is not part of the text.
    padding: u32,
    /// The numbers of the gaps that may follow, the longest first, so that no gap is taken for one that it starts with.
    /// Zero ends the list: the start state follows nothing.
    next: [AtomicU32; MOST_TRANSITIONS],
}

impl GapAutomaton {
    pub(super) fn new() -> Self {
        let gaps: Box<[OnceLock<Gap>]> = (0..MOST_STATES).map(|_| OnceLock::new()).collect();
        if let Some(start) = gaps.first() {
            let nothing = || GapBytes {
                text: Box::default(),
                events: Box::default(),
                after: After::Scalar(None),
                open: Box::default(),
            };
            start.get_or_init(|| Gap::new(nothing()));
        }
        Self { gaps, last: Mutex::default() }
    }

    /// Returns the start state.
    #[inline]
    pub(super) fn start(&self) -> Option<&Gap> {
        self.gaps.first()?.get()
    }

    /// Returns the transition from `gap` that `text` starts with, and the text after it.
    #[inline]
    pub(super) fn next<'t>(&self, gap: &Gap, text: &'t [u8]) -> Option<(&Gap, &'t [u8])> {
        let numbers = gap.next.iter().map(|number| number.load(Ordering::Acquire)).take_while(|number| *number != 0);
        numbers.filter_map(|number| self.get(number)).find_map(|next| Some((next, next.strip(text)?)))
    }

    /// Returns the state of a number.
    #[inline]
    fn get(&self, number: u32) -> Option<&Gap> {
        self.gaps.get(number as usize)?.get()
    }

    /// Adds a transition from `gap` to a gap of `length` bytes, and its state if that is new. Returns the state, or
    /// `None` if there is no room.
    pub(super) fn learn(&self, gap: &Gap, length: usize, bytes: impl FnOnce() -> GapBytes) -> Option<&Gap> {
        let is_full = gap.next.last()?.load(Ordering::Relaxed) != 0 || self.gaps.last()?.get().is_some();
        if length > LONGEST || is_full {
            return None;
        }
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes = bytes();
        // The start state is no target of a transition.
        let known = self.gaps.iter().map_while(OnceLock::get).skip(1).position(|known| known.bytes == bytes);
        let number = match known {
            Some(known) => u32::try_from(known.checked_add(1)?).ok()?,
            None => {
                *last = last.checked_add(1)?;
                self.gaps.get(*last as usize)?.get_or_init(|| Gap::new(bytes));
                *last
            }
        };
        gap.add_transition(number, |number| self.get(number).map_or(0, |gap| gap.bytes.text.len()));
        self.get(number)
    }
}

impl Gap {
    fn new(bytes: GapBytes) -> Self {
        let mut head = [0; HEAD];
        for (to, from) in head.iter_mut().zip(&bytes.text) {
            *to = *from;
        }
        let padding = u32::try_from(bytes.text.len()).ok().and_then(|length| u32::MAX.checked_shl(length)).unwrap_or(0);
        Self { bytes, head: halves(&head), padding, next: Default::default() }
    }

    /// Adds a transition. The caller holds the lock. Readers may run concurrently: while the numbers move one may miss
    /// a transition, and then parses the gap.
    fn add_transition(&self, number: u32, length: impl Fn(u32) -> usize) {
        let mut numbers: Vec<u32> = self.next.iter().map(|number| number.load(Ordering::Relaxed)).collect();
        numbers.retain(|known| ![0, number].contains(known));
        numbers.push(number);
        numbers.sort_by_key(|number| Reverse(length(*number)));
        for (next, number) in self.next.iter().zip(numbers) {
            next.store(number, Ordering::Release);
        }
    }

    /// Returns `text` after this gap, or `None` if it does not start with it.
    #[inline(always)]
    fn strip<'t>(&self, text: &'t [u8]) -> Option<&'t [u8]> {
        let gap = &*self.bytes.text;
        match text.first_chunk() {
            Some(block) if gap.len() <= HEAD => {
                let [first, second] = halves(block);
                let [first_head, second_head] = self.head;
                let equal = first.simd_eq(first_head).to_bitmask() | (second.simd_eq(second_head).to_bitmask() << 16);
                if equal | self.padding == u32::MAX { text.get(gap.len()..) } else { None }
            }
            _ => text.strip_prefix(gap),
        }
    }
}

/// Returns the two vectors of a head.
fn halves(bytes: &[u8; HEAD]) -> [u8x16; 2] {
    let mut halves = [u8x16::default(); 2];
    for (half, bytes) in halves.iter_mut().zip(bytes.as_chunks::<16>().0) {
        *half = u8x16::from(*bytes);
    }
    halves
}
