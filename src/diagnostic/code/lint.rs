//! The codes of what is odd about a query that is right.

super::codes! {
    ALWAYS_FALSE "tamis::lint::always_false" Warning
        "No row matches a comparison or a group, whatever it holds; or, where the message says so, whatever it may hold by the schema."
        "count > 5 and count < 3" => "count > 5 or count < 3";
    ALWAYS_TRUE "tamis::lint::always_true" Warning
        "Every row matches a comparison or a group, whatever it holds; or, where the message says so, whatever it may hold by the schema."
        "count != 5 or count != 3" => "count not in (5, 3)";
    SUBSUMED "tamis::lint::subsumed" Warning
        "A part of a group adds nothing to another one: without it the filter means the same."
        "count > 5 and count > 3" => "count > 5";
    DUPLICATE "tamis::lint::duplicate" Warning
        "A part of a group stands there twice."
        "count > 5 and enabled == true and count > 5" => "count > 5 and enabled == true";
    DUPLICATE_ITEM "tamis::lint::duplicate_item" Warning
        "Two items of a list are equal, under the collation in force where they are text."
        "count in (5, 3, 5)" => "count in (5, 3)";
    MIXED_CONNECTIVES "tamis::lint::mixed_connectives" Warning
        "`and` binds before `xor`, and `xor` before `or`. Parentheses show readers who do not know what belongs together."
        "name == \"a\" or count > 5 and enabled == true" => "name == \"a\" or (count > 5 and enabled == true)";
    DATE_AS_TEXT "tamis::lint::date_as_text" Warning
        "A date in quotes is text where the property is not known to be a date-time. Text is ordered character by character, and times written in other forms or with other offsets come elsewhere."
        "# schema: open\nstarted < \"2026-01-31\"" => "started > 2026-01-31";
    DURATION_AS_TEXT "tamis::lint::duration_as_text" Warning
        "A length of time in quotes is text where the property is not known to be a duration. Text is ordered character by character: `PT10M` comes before `PT2M`."
        "# schema: open\nelapsed > \"PT1H\"" => "elapsed > 1h";
    MOMENT_AS_TEXT "tamis::lint::moment_as_text" Warning
        "A moment that is counted from the present is text in quotes, and not counted."
        "# schema: open\nstarted > \"now - 1d\"" => "# schema: open\n# clock: 2026-01-31\nstarted > now - 1d";
    PATH_ESCAPES "tamis::lint::path_escapes" Warning
        "In a text, a backslash begins an escape: `\\b` is a backspace, `\\n` a line feed, `\\t` a tab. In a Windows path a backslash is written twice."
        "name == \"C:\\backup\\new\"" => "name == \"C:\\\\backup\\\\new\"";
    DATE_ALONE "tamis::lint::date_alone" Warning
        "A date without a time is the midnight, in UTC, that the day begins with. Nothing later that day equals it."
        "started == 2026-01-31" => "started >= 2026-01-31 and started < 2026-02-01";
    OFFSET_WITHOUT_SORT "tamis::lint::offset_without_sort" Warning
        "Rows are left out from the beginning, and an API may answer in any order, which need not be the same each time."
        "offset 20 limit 10" => "sort by id offset 20 limit 10";
}
