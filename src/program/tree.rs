//! The filter as programs run it: tests at places, joined by connectives. Evaluation is total and pure, so the items of
//! a connective stand in the order of what they cost.

use std::cell::Cell;

use super::places::{Gatherer, Parsed, Place, Places, Remembered, Row};
use super::test::Test;
use crate::filter::{Checked, Filter, FilterKind};
use crate::value::Json;

#[derive(Debug)]
pub(super) enum Tree {
    Constant(bool),
    Test(Asked),
    Not(Box<Tree>),
    And(Box<[Tree]>),
    Or(Box<[Tree]>),
    Xor(Box<[Tree]>),
}

/// A part of a filter by itself.
#[derive(Debug)]
pub(super) struct Part {
    places: Places,
    tree: Tree,
}

impl Part {
    /// What `filter`, a part of `checked`, asks of a row.
    pub(super) fn compile(filter: &Filter, checked: &Checked) -> Self {
        let mut places = Gatherer::new(checked.members.as_deref());
        let tree = Tree::compile(filter, checked, &mut places);
        Self { places: places.finish(), tree }
    }

    pub(super) fn holds(&self, row: &Json) -> bool {
        self.tree.matches(row, &self.places)
    }
}

/// A test, where it is made, and whether it must fail.
#[derive(Debug)]
pub(super) struct Asked {
    place: Place,
    negated: bool,
    test: Test,
}

impl Tree {
    /// What `filter`, the filter of `checked` or a part of it, asks of a row.
    pub(super) fn compile<'c>(filter: &'c Filter, checked: &'c Checked, places: &mut Gatherer<'c>) -> Self {
        filter.fold(&mut |filter, items| Self::node(filter, items, checked, places))
    }

    fn node<'c>(filter: &'c Filter, mut items: Vec<Tree>, checked: &Checked, places: &mut Gatherer<'c>) -> Self {
        let by_cost = |mut items: Vec<Tree>| {
            if !items.is_sorted_by_key(Tree::cost) {
                items.sort_by_cached_key(Tree::cost);
            }
            items.into_boxed_slice()
        };
        match &filter.kind {
            FilterKind::Constant(constant) => Self::Constant(*constant),
            FilterKind::Comparison(comparison) => {
                let place = places.place(comparison.field.path_in_rows());
                let (test, negated) = Test::compile(comparison, checked.collation);
                Self::Test(Asked { place, negated, test })
            }
            FilterKind::Not(_) => match items.pop() {
                Some(Self::Test(mut asked)) => {
                    asked.negated = !asked.negated;
                    Self::Test(asked)
                }
                Some(item) => Self::Not(Box::new(item)),
                None => Self::Constant(true),
            },
            FilterKind::And(_) => Self::And(by_cost(items)),
            FilterKind::Or(_) => Self::Or(by_cost(items)),
            FilterKind::Xor(_) => Self::Xor(by_cost(items)),
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
        match self {
            Self::Constant(constant) => *constant,
            Self::Test(asked) => asked.test.holds(row.find(asked.place)) != asked.negated,
            Self::Not(operand) => !operand.holds(row),
            Self::And(items) => items.iter().all(|item| item.holds(row)),
            Self::Or(items) => items.iter().any(|item| item.holds(row)),
            Self::Xor(items) => items.iter().filter(|item| item.holds(row)).take(2).count() == 1,
        }
    }

    /// What it may cost, as a multiple of the cheapest test.
    fn cost(&self) -> usize {
        match self {
            Self::Constant(_) => 0,
            Self::Test(asked) => asked.test.cost(),
            Self::Not(operand) => operand.cost(),
            Self::And(items) | Self::Or(items) | Self::Xor(items) => {
                items.iter().fold(1, |sum, item| sum.saturating_add(item.cost()))
            }
        }
    }
}
