//! Codes of warnings about rows: the rows that were read contradict the query or an option of the binary. The query
//! runs all the same.

super::codes! {
    MISSING_PATH "tamis::rows::missing_path" Warning
        "No row has a property of a name that the query, `--columns` or `--count-by` uses, and no schema has it either. Comparisons see null in every row, and sorting by it changes nothing."
        "# row: {\"status\": \"Failed\"}\nstatsu != \"Failed\"" => "# row: {\"status\": \"Failed\"}\nstatus != \"Failed\"";
    BLOCKED_PATH "tamis::rows::blocked_path" Warning
        "A path continues after a value that is not an object, such as an array, and so finds nothing."
        "# row: {\"tags\": [{\"name\": \"gold\"}]}\ntags.name == \"gold\"" => "# row: {\"tags\": [\"gold\"]}\ntags contains \"gold\"";
    OTHER_KIND "tamis::rows::other_kind" Warning
        "Rows have values of a kind for which no comparison with the property can be true, such as numbers in quotes."
        "# row: {\"size\": \"5\"}\nsize == 5" => "# row: {\"size\": \"5\"}\nsize == \"5\"";
    UNREADABLE_TEXT "tamis::rows::unreadable_text" Warning
        "Rows have text that cannot be read as the date-time, duration or UUID that it is compared as. It counts as null."
        "# row: {\"at\": \"31.01.2026\"}\nat > 2026-01-01" => "# row: {\"at\": \"2026-01-31\"}\nat > 2026-01-01";
    MIXED_KINDS "tamis::rows::mixed_kinds" Warning
        "Rows are sorted by a property that has values of several kinds, such as numbers and numbers in quotes. All values of one kind come before those of the next."
        "# row: {\"size\": 5}\n# row: {\"size\": \"10\"}\nsort by size desc limit 1" => "# row: {\"size\": 5}\n# row: {\"size\": 10}\nsort by size desc limit 1";
    OTHER_CASE "tamis::rows::other_case" Warning
        "No row has the text that the query compares with, but some rows have it in another case, and the collation is case-sensitive."
        "# row: {\"result\": \"Error\"}\nresult != \"error\"" => "# row: {\"result\": \"Error\"}\nresult != \"error\" collate ignorecase";
    OTHER_SPACE "tamis::rows::other_space" Warning
        "No row has the text that the query compares with, but some rows have it with more or less space around it."
        "# row: {\"result\": \"Error \"}\nresult != \"Error\"" => "# row: {\"result\": \"Error \"}\nresult != \"Error \"";
    SORT_OF_COUNTS "tamis::rows::sort_of_counts" Warning
        "With `--count-by`, `sort by` sorts the rows that are counted. The counts are always printed with the most frequent value first."
        "# option: --count-by=status\n# row: {\"status\": \"Failed\"}\nsort by count desc" => "# option: --count-by=status\n# row: {\"status\": \"Failed\"}\n";
    UNLISTED_COLUMN "tamis::rows::unlisted_column" Warning
        "Without `--columns`, the columns of CSV and TSV are the fields of the first rows. A later row has another field, which is left out."
        "# option: --format=csv\n# rows: 1000 {\"a\": 1}\n# row: {\"a\": 2, \"b\": 3}\na >= 1" => "# option: --format=csv\n# option: --columns=a,b\n# rows: 1000 {\"a\": 1}\n# row: {\"a\": 2, \"b\": 3}\na >= 1";
    READ_AS_ONE_ROW "tamis::rows::read_as_one_row" Warning
        "A value of the input was read as one row, but it contains an array of objects, as the answer of an API does, and none of the names in the query."
        "# option: --allow=rows::missing_path\n# row: {\"report\": {\"jobs\": [{\"id\": 1}]}}\nid == 1" => "# option: --rows=report.jobs\n# row: {\"report\": {\"jobs\": [{\"id\": 1}]}}\nid == 1";
    ERROR_ANSWER "tamis::rows::error_answer" Warning
        "A value that was read as a row looks like an error answer of an API, or an answer has errors besides its rows, so that rows may be missing. If it cannot be a row, the run ends with exit status 2 instead."
        "# row: {\"data\": [{\"id\": 1}], \"errors\": [{\"message\": \"site 2 is down\"}]}\nid == 1" => "# row: {\"data\": [{\"id\": 1}], \"errors\": []}\nid == 1";
}
