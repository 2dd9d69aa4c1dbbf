//! The filter as programs run it: tests at places, each with where to go on from it. The connectives are in the jumps
//! alone, as compilers write conditions, so that a row costs the tests that decide it and nothing else.
//!
//! Evaluation is total and pure, so the items of a connective stand in the order of what they cost.

use std::cell::Cell;

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
    pub(super) fn compile<'c>(filter: &'c Filter, checked: &'c Checked, places: &mut Gatherer<'c>) -> Self {
        let steps = Vec::with_capacity(filter.comparisons().count());
        Self::new(filter.fold(&mut |filter, items| Tree::new(filter, items, checked, places)), steps)
    }

    /// Writes steps from the last one to the first, so that where they lead to is there already.
    fn new(tree: Tree, mut steps: Vec<Step>) -> Self {
        // Where what was written last begins.
        let mut start = HOLDS;
        let mut above = vec![(tree, To::Target(HOLDS), To::Target(FAILS))];
        while let Some((tree, then, otherwise)) = above.pop() {
            let target = |to| match to {
                To::Target(target) => target,
                To::Next => start,
            };
            let (then, otherwise) = (target(then), target(otherwise));
            let (to_then, to_otherwise) = (To::Target(then), To::Target(otherwise));
            let asked = match tree {
                Tree::Constant(constant) => {
                    start = if constant { then } else { otherwise };
                    continue;
                }
                Tree::Not(operand) => {
                    above.push((*operand, to_otherwise, to_then));
                    continue;
                }
                Tree::And(items) => {
                    start = then;
                    above.extend(items.into_iter().map(|item| (item, To::Next, to_otherwise)));
                    continue;
                }
                Tree::Or(items) => {
                    start = otherwise;
                    above.extend(items.into_iter().map(|item| (item, to_then, To::Next)));
                    continue;
                }
                Tree::Xor(items) => Asked::One(items.into_iter().map(|item| Self::new(item, Vec::new())).collect()),
                Tree::Test(place, test) => Asked::Test(place, test),
            };
            // So many steps do not fit memory.
            start = Target::try_from(steps.len()).unwrap_or(FAILS);
            steps.push(Step { asked, then, otherwise });
        }
        Self { steps, start }
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

/// Where to go on from a part that is still to be written.
#[derive(Clone, Copy)]
enum To {
    Target(Target),
    /// To what stands behind it in its connective, and is written just before.
    Next,
}

/// Tests under their connectives, the items of each in the order of what they cost.
enum Tree {
    Constant(bool),
    Test(Place, Test),
    Not(Box<Tree>),
    And(Vec<Tree>),
    Or(Vec<Tree>),
    Xor(Vec<Tree>),
}

impl Tree {
    fn new<'c>(filter: &'c Filter, mut items: Vec<Tree>, checked: &Checked, places: &mut Gatherer<'c>) -> Self {
        if !items.is_sorted_by_key(Tree::cost) {
            items.sort_by_cached_key(Tree::cost);
        }
        match &filter.kind {
            FilterKind::Constant(constant) => Self::Constant(*constant),
            FilterKind::Comparison(comparison) => {
                let place = places.place(comparison.field.path_in_rows());
                let (test, negated) = Test::compile(comparison, checked.collation);
                let test = Self::Test(place, test);
                if negated { Self::Not(Box::new(test)) } else { test }
            }
            FilterKind::Not(_) => items.pop().map_or(Self::Constant(true), |item| Self::Not(Box::new(item))),
            FilterKind::And(_) => Self::And(items),
            FilterKind::Or(_) => Self::Or(items),
            FilterKind::Xor(_) => Self::Xor(items),
        }
    }

    /// What it may cost, as a multiple of the cheapest test.
    fn cost(&self) -> u32 {
        match self {
            Self::Constant(_) => 0,
            Self::Test(_, test) => test.cost(),
            Self::Not(operand) => operand.cost(),
            Self::And(items) | Self::Or(items) | Self::Xor(items) => {
                items.iter().fold(1_u32, |sum, item| sum.saturating_add(item.cost()))
            }
        }
    }
}
