//! The codes of warnings about rows: where a query, or an option of the binary, and the rows that were read contradict
//! each other. The query is run all the same.

super::codes! {
    MISSING_PATH "tamis::rows::missing_path" Warning
        "No row that was read has a property of the name that the query, `--columns` or `--count-by` gives, and no schema has it either. Comparisons with it see null in every row, and sorting by it changes nothing."
        "# row: {\"status\": \"Failed\"}\nstatsu != \"Failed\"" => "# row: {\"status\": \"Failed\"}\nstatus != \"Failed\"";
    BLOCKED_PATH "tamis::rows::blocked_path" Warning
        "A path goes on after a value that is no object, such as an array, and finds nothing there."
        "# row: {\"tags\": [{\"name\": \"gold\"}]}\ntags.name == \"gold\"" => "# row: {\"tags\": [\"gold\"]}\ntags contains \"gold\"";
    OTHER_KIND "tamis::rows::other_kind" Warning
        "Rows have values of a kind that no comparison of the property can be true of, such as numbers in quotes."
        "# row: {\"size\": \"5\"}\nsize == 5" => "# row: {\"size\": \"5\"}\nsize == \"5\"";
    UNREADABLE_TEXT "tamis::rows::unreadable_text" Warning
        "Rows have text that does not read as the date-time, the duration or the UUID that it is compared as. It counts as null."
        "# row: {\"at\": \"31.01.2026\"}\nat > 2026-01-01" => "# row: {\"at\": \"2026-01-31\"}\nat > 2026-01-01";
    MIXED_KINDS "tamis::rows::mixed_kinds" Warning
        "Rows are sorted by a property that has values of several kinds, such as numbers and numbers in quotes. All values of one kind come before those of the next."
        "# row: {\"size\": 5}\n# row: {\"size\": \"10\"}\nsort by size desc limit 1" => "# row: {\"size\": 5}\n# row: {\"size\": 10}\nsort by size desc limit 1";
    OTHER_CASE "tamis::rows::other_case" Warning
        "No row has a text that the query compares a property with, and some have it in another case, which the collation tells apart."
        "# row: {\"result\": \"Error\"}\nresult != \"error\"" => "# row: {\"result\": \"Error\"}\nresult != \"error\" collate ignorecase";
    OTHER_SPACE "tamis::rows::other_space" Warning
        "No row has a text that the query compares a property with, and some have it with space before or after it, or without."
        "# row: {\"result\": \"Error \"}\nresult != \"Error\"" => "# row: {\"result\": \"Error \"}\nresult != \"Error \"";
    SORT_OF_COUNTS "tamis::rows::sort_of_counts" Warning
        "Beside `--count-by`, `sort by` sorts the rows that are counted. What is printed are the counts, the most frequent value first."
        "# option: --count-by=status\n# row: {\"status\": \"Failed\"}\nsort by count desc" => "# option: --count-by=status\n# row: {\"status\": \"Failed\"}\n";
    UNLISTED_COLUMN "tamis::rows::unlisted_column" Warning
        "The columns of CSV and TSV are the fields of the first rows unless `--columns` names them. A later row has a field that is not among them, and it is left out."
        "# option: --format=csv\n# rows: 1000 {\"a\": 1}\n# row: {\"a\": 2, \"b\": 3}\na >= 1" => "# option: --format=csv\n# option: --columns=a,b\n# rows: 1000 {\"a\": 1}\n# row: {\"a\": 2, \"b\": 3}\na >= 1";
    READ_AS_ONE_ROW "tamis::rows::read_as_one_row" Warning
        "A value of the input is read as one row, it holds an array of objects as the answer of an API does, and it has none of the names in the query."
        "# option: --allow=rows::missing_path\n# row: {\"report\": {\"jobs\": [{\"id\": 1}]}}\nid == 1" => "# option: --rows=report.jobs\n# row: {\"report\": {\"jobs\": [{\"id\": 1}]}}\nid == 1";
    ERROR_ANSWER "tamis::rows::error_answer" Warning
        "A value that is read as a row looks like the error that an API answers with, or an answer has errors beside its rows, so that some may be missing. Where it cannot be a row, the run ends with exit status 2 instead."
        "# row: {\"data\": [{\"id\": 1}], \"errors\": [{\"message\": \"site 2 is down\"}]}\nid == 1" => "# row: {\"data\": [{\"id\": 1}], \"errors\": []}\nid == 1";
}
