//! Codes of lints: the query is valid but suspicious.

super::codes! {
    ALWAYS_FALSE "tamis::lint::always_false" Warning
        "A comparison or a group matches no row, whatever the row holds; or, if the message says so, whatever it may hold by the schema."
        "count > 5 and count < 3" => "count > 5 or count < 3";
    ALWAYS_TRUE "tamis::lint::always_true" Warning
        "A comparison or a group matches every row, whatever the row holds; or, if the message says so, whatever it may hold by the schema."
        "count != 5 or count != 3" => "count not in (5, 3)";
    SUBSUMED "tamis::lint::subsumed" Warning
        "A part of a group is implied by another part: without it the filter means the same."
        "count > 5 and count > 3" => "count > 5";
    DUPLICATE "tamis::lint::duplicate" Warning
        "A group has the same part twice."
        "count > 5 and enabled == true and count > 5" => "count > 5 and enabled == true";
    DUPLICATE_ITEM "tamis::lint::duplicate_item" Warning
        "Two items of a list are equal. Text is compared under the collation of the comparison."
        "count in (5, 3, 5)" => "count in (5, 3)";
    MIXED_CONNECTIVES "tamis::lint::mixed_connectives" Warning
        "`and` binds tighter than `xor`, and `xor` tighter than `or`. Parentheses make the grouping visible to every reader."
        "name == \"a\" or count > 5 and enabled == true" => "name == \"a\" or (count > 5 and enabled == true)";
    DATE_AS_TEXT "tamis::lint::date_as_text" Warning
        "A date in quotes is text if the property is not known to be a date-time. Text is sorted character by character, so a time in another form or with another offset is sorted wrongly."
        "# schema: open\nstarted < \"2026-01-31\"" => "started > 2026-01-31";
    DURATION_AS_TEXT "tamis::lint::duration_as_text" Warning
        "A length of time in quotes is text if the property is not known to be a duration. Text is sorted character by character: `PT10M` comes before `PT2M`."
        "# schema: open\nelapsed > \"PT1H\"" => "elapsed > 1h";
    MOMENT_AS_TEXT "tamis::lint::moment_as_text" Warning
        "A time relative to now is plain text in quotes, and is not computed."
        "# schema: open\nstarted > \"now - 1d\"" => "# schema: open\n# clock: 2026-01-31\nstarted > now - 1d";
    PATH_ESCAPES "tamis::lint::path_escapes" Warning
        "In a text, a backslash begins an escape: `\\b` is a backspace, `\\n` a line feed, `\\t` a tab. Write each backslash of a Windows path twice."
        "name == \"C:\\backup\\new\"" => "name == \"C:\\\\backup\\\\new\"";
    DATE_ALONE "tamis::lint::date_alone" Warning
        "A date without a time is midnight in UTC, the start of the day. No later time of that day is equal to it."
        "started == 2026-01-31" => "started >= 2026-01-31 and started < 2026-02-01";
    OFFSET_WITHOUT_SORT "tamis::lint::offset_without_sort" Warning
        "Rows are skipped at the beginning, but an API may return them in any order, and in another order each time."
        "offset 20 limit 10" => "sort by id offset 20 limit 10";
}
