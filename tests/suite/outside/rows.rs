//! The example rows of two APIs, for properties that need no expected answers.

use super::folder::{Folder, Suite};
use crate::common::fields::{compare_fields, misspell_names};

pub(crate) fn fields(folder: &Folder, suite: &mut Suite) {
    let mut filters = 0;
    for (_, rows) in folder.collections() {
        let outcome = compare_fields(&rows);
        filters += outcome.filters;
        suite.count(outcome.cases);
        outcome.wrong.into_iter().for_each(|case| suite.fail(case));
    }
    suite.remark(format!("{filters} filters"));
}

pub(crate) fn misspelled_names(folder: &Folder, suite: &mut Suite) {
    for (_, rows) in folder.collections() {
        let outcome = misspell_names(&rows);
        suite.count(outcome.cases);
        outcome.wrong.into_iter().for_each(|case| suite.fail(case));
    }
}
