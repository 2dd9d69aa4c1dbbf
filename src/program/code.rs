//! The filter as programs run it: tests at places, each with where to go on from it. The connectives are in the jumps
//! alone, as compilers write conditions, so that a row costs the tests that decide it and nothing else. The tests stand
//! as they are written, whatever the order in which the jumps go through them.
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
    /// No jump leads back to what was asked already.
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
    /// Whether exactly one of the parts holds that begin at these steps.
    One(Box<[Target]>),
}

impl Code {
    /// What `filter`, the filter of `checked` or a part of it, asks of a row.
    pub(super) fn compile<'c>(filter: &'c Filter, checked: &'c Checked, places: &mut Gatherer<'c>) -> Self {
        let mut steps = Vec::with_capacity(filter.comparisons().count());
        let tree = filter.fold(&mut |filter, items| Tree::new(filter, items, checked, places, &mut steps));
        let mut code = Self { steps, start: FAILS };
        let mut exclusive = Vec::new();
        code.start = code.join(tree, &mut exclusive);
        while let Some((step, items)) = exclusive.pop() {
            let starts = items.into_iter().map(|item| code.join(item, &mut exclusive)).collect();
            if let Some(step) = code.steps.get_mut(step as usize) {
                step.asked = Asked::One(starts);
            }
        }
        code
    }

    /// Joins the steps of `tree` by jumps, from the last one to the first, so that where they lead to is known, and gives
    /// where it begins. Leaves what it finds under an exclusive connective in `exclusive`, with the step that asks for it.
    fn join(&mut self, tree: Tree, exclusive: &mut Vec<(Target, Vec<Tree>)>) -> Target {
        // The innermost group, and those around it.
        let mut group: Option<Group> = None;
        let mut around: Vec<Group> = Vec::new();
        let mut here = (tree, HOLDS, FAILS);
        loop {
            let (tree, then, otherwise) = here;
            let (then, otherwise) = if tree.negated { (otherwise, then) } else { (then, otherwise) };
            // Where what was joined last begins.
            let start = match tree.kind {
                Kind::Constant(constant) => {
                    if constant {
                        then
                    } else {
                        otherwise
                    }
                }
                Kind::Test(number) => self.lead(number, then, otherwise),
                Kind::One(number, items) => {
                    exclusive.push((number, items));
                    self.lead(number, then, otherwise)
                }
                Kind::All(items) => {
                    around.extend(group.replace(Group { items, is_all: true, then, otherwise }));
                    then
                }
                Kind::Any(items) => {
                    around.extend(group.replace(Group { items, is_all: false, then, otherwise }));
                    otherwise
                }
            };
            here = loop {
                let Some(inner) = &mut group else { return start };
                match inner.items.pop() {
                    Some(item) if inner.is_all => break (item, start, inner.otherwise),
                    Some(item) => break (item, inner.then, start),
                    None => group = around.pop(),
                };
            };
        }
    }

    /// Says where to go on from a step, and gives it.
    fn lead(&mut self, number: Target, then: Target, otherwise: Target) -> Target {
        if let Some(step) = self.steps.get_mut(number as usize) {
            (step.then, step.otherwise) = (then, otherwise);
        }
        number
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
        self.holds_from(self.start, row)
    }

    /// Whether the part holds that begins at the step `at`.
    fn holds_from(&self, mut at: Target, row: &impl Row) -> bool {
        while let Some(step) = self.steps.get(at as usize) {
            let holds = match &step.asked {
                Asked::Test(place, test) => test.holds(row.find(*place)),
                Asked::One(items) => items.iter().filter(|item| self.holds_from(**item, row)).take(2).count() == 1,
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

/// A connective whose items are being joined.
struct Group {
    /// Those that are not, the next one last.
    items: Vec<Tree>,
    /// Whether all are to hold, or any.
    is_all: bool,
    then: Target,
    otherwise: Target,
}

/// Steps under their connectives, the items of each in the order of what they cost.
struct Tree {
    kind: Kind,
    negated: bool,
    /// What it may cost, as a multiple of the cheapest test.
    cost: u32,
}

enum Kind {
    Constant(bool),
    /// A step that asks a test.
    Test(Target),
    All(Vec<Tree>),
    Any(Vec<Tree>),
    /// A step that asks whether exactly one of the items holds.
    One(Target, Vec<Tree>),
}

impl Tree {
    fn new<'c>(
        filter: &'c Filter,
        mut items: Vec<Tree>,
        checked: &Checked,
        places: &mut Gatherer<'c>,
        steps: &mut Vec<Step>,
    ) -> Self {
        if !items.is_sorted_by_key(|item| item.cost) {
            items.sort_by_key(|item| item.cost);
        }
        let cost = items.iter().fold(1_u32, |sum, item| sum.saturating_add(item.cost));
        let mut step = |asked| {
            let number = Target::try_from(steps.len()).unwrap_or(FAILS);
            steps.push(Step { asked, then: FAILS, otherwise: FAILS });
            number
        };
        let kind = match &filter.kind {
            FilterKind::Constant(constant) => return Self::constant(*constant),
            FilterKind::Comparison(comparison) => {
                let place = places.place(comparison.field.path_in_rows());
                let (test, negated) = Test::compile(comparison, checked.collation);
                let cost = test.cost();
                return Self { kind: Kind::Test(step(Asked::Test(place, test))), negated, cost };
            }
            FilterKind::Not(_) => {
                let negated = |item: Self| Self { negated: !item.negated, ..item };
                return items.pop().map_or(Self::constant(true), negated);
            }
            FilterKind::And(_) => Kind::All(items),
            FilterKind::Or(_) => Kind::Any(items),
            FilterKind::Xor(_) => Kind::One(step(Asked::One(Box::default())), items),
        };
        Self { kind, negated: false, cost }
    }

    fn constant(constant: bool) -> Self {
        Self { kind: Kind::Constant(constant), negated: false, cost: 0 }
    }
}
