//! The filter as programs run it: tests at places, each with where to go on from it. The connectives are in the jumps
//! alone, as compilers write conditions, so that a row costs the tests that decide it and nothing else.
//!
//! Evaluation is total and pure, so the items of a connective stand in the order of what they cost.

use std::cell::Cell;
use std::slice::Iter;

use super::places::{Gatherer, Parsed, Place, Places, Remembered, Row};
use super::test::Test;
use crate::filter::{Checked, Filter, FilterKind};
use crate::value::Json;

/// A filter, or a part of one.
#[derive(Debug)]
pub(super) struct Code {
    /// Jumps lead to steps that stand before the one that jumps.
    steps: Vec<Step>,
    start: Target,
}

/// Where to go on: the number of a step, or one of those that no step has.
type Target = u32;

/// The filter holds.
const HOLDS: Target = u32::MAX;
/// It does not.
const FAILS: Target = u32::MAX - 1;

#[derive(Debug)]
struct Step {
    asked: Asked,
    then: Target,
    otherwise: Target,
}

/// What is asked of a row.
#[derive(Debug)]
enum Asked {
    Test(Place, Test),
    /// Whether exactly one holds.
    One(Box<[Code]>),
}

impl Code {
    /// What `filter`, the filter of `checked` or a part of it, asks of a row.
    ///
    /// Writes steps from the last one to the first, so that where they lead to is there already.
    pub(super) fn compile<'c>(filter: &'c Filter, checked: &Checked, places: &mut Gatherer<'c>) -> Self {
        let mut steps = Vec::with_capacity(match &filter.kind {
            FilterKind::And(items) | FilterKind::Or(items) => items.len(),
            _ => 1,
        });
        // The innermost group, and those around it.
        let mut group: Option<Group<'_>> = None;
        let mut around = Vec::new();
        let mut here = (filter, HOLDS, FAILS);
        loop {
            let (filter, then, otherwise) = here;
            // Where what was written last begins.
            let start = match &filter.kind {
                FilterKind::Constant(true) => then,
                FilterKind::Constant(false) => otherwise,
                FilterKind::Not(operand) => {
                    here = (operand, otherwise, then);
                    continue;
                }
                FilterKind::And(items) | FilterKind::Or(items) => {
                    let (items, is_all) = (Items::new(items, checked), matches!(filter.kind, FilterKind::And(_)));
                    around.extend(group.replace(Group { items, is_all, then, otherwise }));
                    if is_all { then } else { otherwise }
                }
                FilterKind::Xor(items) => {
                    let items = Items::new(items, checked);
                    let mut items: Vec<Self> = items.map(|item| Self::compile(item, checked, places)).collect();
                    items.reverse();
                    write(&mut steps, Asked::One(items.into()), then, otherwise)
                }
                FilterKind::Comparison(comparison) => {
                    let place = places.place(comparison.field.path_in_rows());
                    let asked = Asked::Test(place, Test::compile(comparison, checked.collation));
                    match comparison.operator.node.is_negative() {
                        true => write(&mut steps, asked, otherwise, then),
                        false => write(&mut steps, asked, then, otherwise),
                    }
                }
            };
            here = loop {
                let Some(inner) = &mut group else { return Self { steps, start } };
                match inner.items.next() {
                    Some(item) if inner.is_all => break (item, start, inner.otherwise),
                    Some(item) => break (item, inner.then, start),
                    None => group = around.pop(),
                }
            };
        }
    }

    /// Whether it holds for a parsed row. Allocates nothing.
    pub(super) fn matches(&self, row: &Json, places: &Places) -> bool {
        let row = Parsed { places, row };
        match places.shared() {
            1..=8 => self.holds(&Remembered { row, places: &[const { Cell::new(None) }; 8] }),
            9..=64 => self.holds(&Remembered { row, places: &[const { Cell::new(None) }; 64] }),
            _ => self.holds(&row),
        }
    }

    /// Whether it holds for `row`.
    pub(super) fn holds(&self, row: &impl Row) -> bool {
        let mut at = self.start;
        while let Some(step) = self.steps.get(at as usize) {
            let holds = match &step.asked {
                Asked::Test(place, test) => test.holds(row.find(*place)),
                Asked::One(items) => items.iter().filter(|item| item.holds(row)).take(2).count() == 1,
            };
            at = if holds { step.then } else { step.otherwise };
        }
        at == HOLDS
    }
}

/// A part of a filter by itself.
#[derive(Debug)]
pub(super) struct Part {
    places: Places,
    code: Code,
}

impl Part {
    /// What `filter`, a part of `checked`, asks of a row.
    pub(super) fn compile(filter: &Filter, checked: &Checked) -> Self {
        let mut places = Gatherer::new(checked.members.as_deref());
        let code = Code::compile(filter, checked, &mut places);
        Self { places: places.finish(), code }
    }

    pub(super) fn holds(&self, row: &Json) -> bool {
        self.code.matches(row, &self.places)
    }
}

/// Adds a step, and tells where it stands.
#[inline]
fn write(steps: &mut Vec<Step>, asked: Asked, then: Target, otherwise: Target) -> Target {
    // So many steps do not fit memory.
    let at = Target::try_from(steps.len()).unwrap_or(FAILS);
    steps.push(Step { asked, then, otherwise });
    at
}

/// A connective whose items are being written.
struct Group<'c> {
    items: Items<'c>,
    /// Whether all are to hold, or any.
    is_all: bool,
    then: Target,
    otherwise: Target,
}

/// The items of a connective that are not written yet, the one that is to be asked last coming first. What costs less is
/// asked first, and of what costs the same, what stands first.
enum Items<'c> {
    /// In the order in which they stand.
    AsTheyStand(Iter<'c, Filter>),
    Sorted(Vec<&'c Filter>),
}

impl<'c> Items<'c> {
    fn new(items: &'c [Filter], checked: &Checked) -> Self {
        if items.is_sorted_by_key(|item| cost(item, checked)) {
            return Self::AsTheyStand(items.iter());
        }
        let mut items: Vec<&Filter> = items.iter().collect();
        items.sort_by_cached_key(|item| cost(item, checked));
        Self::Sorted(items)
    }
}

impl<'c> Iterator for Items<'c> {
    type Item = &'c Filter;

    fn next(&mut self) -> Option<&'c Filter> {
        match self {
            Self::AsTheyStand(items) => items.next_back(),
            Self::Sorted(items) => items.pop(),
        }
    }
}

/// Of the comparisons in a group so many count for what it costs: a large one is not gone through at each level around it.
const COUNTED: usize = 32;

/// What asking `filter` may cost, as a multiple of the cheapest test.
fn cost(filter: &Filter, checked: &Checked) -> u32 {
    let of = |comparison| Test::cost(comparison, checked.collation);
    match &filter.kind {
        FilterKind::Constant(_) => 0,
        FilterKind::Comparison(comparison) => of(comparison),
        // It costs nothing in jumps, and nothing is negated twice.
        FilterKind::Not(operand) => cost(operand, checked),
        FilterKind::And(_) | FilterKind::Or(_) | FilterKind::Xor(_) => {
            filter.comparisons().take(COUNTED).fold(1_u32, |sum, comparison| sum.saturating_add(of(comparison)))
        }
    }
}
