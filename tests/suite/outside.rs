//! Suites over data that is no part of the project: the folder `../shared`, where developers and CI keep it. It holds
//! the answers of a real .NET about text, filters as public code writes them, two vendors' OpenAPI documents, and their
//! example rows.
//!
//! The rules that these suites confirm are proved without the folder by samples made for the project
//! (`tests/suite/samples.rs`, `tests/suite/collations.rs`, `tests/suite/read.rs`). Here are the complete tables and
//! other people's texts, which cannot be copied. Each suite writes its number of cases to stderr, where `cargo test`
//! shows it. Without the folder a line there names the suites that did not run; with it, a suite without a case fails.

#[cfg(feature = "openapi")]
mod documents;
mod endpoints;
mod filters;
mod folder;
mod odata;
mod rows;
mod text;

use folder::{Folder, Suite};

/// Declares one test for each suite, and the list of their names.
macro_rules! suites {
    ($($(#[$attribute:meta])* $name:ident => $run:path;)*) => {
        const SUITES: &[&str] = &[$($(#[$attribute])* stringify!($name)),*];

        $(
            $(#[$attribute])*
            #[test]
            fn $name() {
                run(stringify!($name), $run);
            }
        )*
    };
}

suites! {
    text_is_compared_as_by_dotnet => text::pairs;
    lexicographic_is_the_numeric_ordering_of_dotnet => text::numeric_pairs;
    ignorecase_has_the_classes_of_dotnet => text::classes;
    filters_of_the_veeam_apis_are_decompiled_by_class => filters::filters;
    sort_keys_of_the_veeam_apis_are_decompiled_by_class => filters::sort_keys;
    filters_of_the_veeam_apis_have_the_listed_warnings => filters::warnings;
    filters_of_netbackup_are_decompiled_by_class => odata::filters;
    filters_of_netbackup_fit_the_schemas_of_their_endpoints => odata::endpoints;
    parameters_of_netbackup_are_sent_as_written => odata::parameters;
    endpoints_of_netbackup_support_the_documented_operators => endpoints::operators;
    fields_of_rows_are_compared_as_by_the_naive_evaluator => rows::fields;
    misspelled_names_are_hinted_at => rows::misspelled_names;
    #[cfg(feature = "openapi")]
    operations_with_a_filter_are_imported => documents::imports;
    #[cfg(feature = "openapi")]
    built_in_fields_are_those_of_the_documents => documents::built_in_fields;
    #[cfg(feature = "openapi")]
    rows_fit_the_imported_schemas => documents::rows;
}

fn run(name: &'static str, run: fn(&Folder, &mut Suite)) {
    if let Some(folder) = Folder::find() {
        let mut suite = Suite::new(name);
        run(&folder, &mut suite);
        suite.finish();
    }
}

#[test]
fn an_absent_folder_is_reported() {
    if Folder::find().is_none() {
        let names = SUITES.join("\n  ");
        folder::report(format_args!(
            "NOT RUN, since there is no folder ../shared: {} suites of tests/suite/outside.rs\n  {names}",
            SUITES.len()
        ));
    }
}
