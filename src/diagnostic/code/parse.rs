//! Codes of syntax errors.

super::codes! {
    UNEXPECTED "tamis::parse::unexpected" Error
        "Something else, or something more, is required here."
        "name ==" => "name == \"x\"";
    FOREIGN_OPERATOR "tamis::parse::foreign_operator" Error
        "The operator is that of another language or a misspelling, or the rest of the text is in a language in which it means something else."
        "count ge 5" => "count >= 5";
    PATTERN "tamis::parse::pattern" Error
        "There are no patterns. Text is compared with text: with its beginning, its end, a part of it or the whole."
        "name like \"web%\"" => "name startswith \"web\"";
    BETWEEN "tamis::parse::between" Error
        "A comparison has one value, so a range with two bounds takes two comparisons."
        "count between 1 and 5" => "count >= 1 and count <= 5";
    MISSING_OPERATOR "tamis::parse::missing_operator" Error
        "A property and a value follow each other without an operator."
        "name \"Gold\"" => "name == \"Gold\"";
    VALUE_FIRST "tamis::parse::value_first" Error
        "A comparison begins with the property."
        "5 < count" => "count > 5";
    CHAIN "tamis::parse::chain" Error
        "A comparison has one operator."
        "1 < count < 5" => "count > 1 and count < 5";
    ALONE "tamis::parse::alone" Error
        "A property or a value is not a condition by itself. Compare a boolean property with `true`, and put several values into a list."
        "state == Idle or Running" => "state in (Idle, Running)";
    CALL "tamis::parse::call" Error
        "There are no functions. Operators do what other languages do with functions on text."
        "contains(name, 'x')" => "name contains 'x'";
    ROW_PREFIX "tamis::parse::row_prefix" Error
        "Every name is the name of a property of the row, so the row itself is not written."
        ".name == \"x\"" => "name == \"x\"";
    BARE_NAME "tamis::parse::bare_name" Error
        "A name that is more than letters, digits and `_` is written in backticks."
        "display name == \"x\"" => "`display name` == \"x\"";
    BARE_TEXT "tamis::parse::bare_text" Error
        "Text is written in quotes. Only the words of an enum may go without."
        "name == Gold plan" => "name == \"Gold plan\"";
    FOREIGN_VALUE "tamis::parse::foreign_value" Error
        "Dates, durations and the current time are written directly, not by functions: `2026-01-31`, `7d`, `now - 7d`."
        "# clock: 2026-01-31\nstarted > ago(7d)" => "started > now - 7d";
    PARTED_VALUE "tamis::parse::parted_value" Error
        "There is no blank between a number and its unit, nor between a date and its time."
        "count > 5 GB" => "count > 5GB";
    DOUBLED_QUOTE "tamis::parse::doubled_quote" Error
        "To write a quote inside a text, put a backslash before it, or use the other kind of quotes around the text."
        "name == 'it''s'" => "name == \"it's\"";
    FOREIGN_LIST "tamis::parse::foreign_list" Error
        "The values of a list are written in parentheses or brackets, with commas between them."
        "name in \"a\", \"b\"" => "name in (\"a\", \"b\")";
    FOREIGN_CONNECTIVE "tamis::parse::foreign_connective" Error
        "Comparisons are joined with `and`, `or`, `xor`, `&&` and `||`, and negated with `not` and `!`."
        "count > 5; name == \"x\"" => "count > 5 and name == \"x\"";
    REPEATED_CONNECTIVE "tamis::parse::repeated_connective" Error
        "Two comparisons are joined by one connective."
        "count > 5 and and name == \"x\"" => "count > 5 and name == \"x\"";
    FOREIGN_KEYWORD "tamis::parse::foreign_keyword" Error
        "A query begins with its filter. The collection and the output columns are chosen elsewhere."
        "where count > 5" => "count > 5";
    FOREIGN_COMMENT "tamis::parse::foreign_comment" Error
        "A comment starts with `#` and ends at the end of the line."
        "count > 5 -- many" => "count > 5 # many";
    JSON "tamis::parse::json" Error
        "A query is text, with an operator in every comparison. It is not JSON."
        "{\"name\": \"x\", \"count\": 5}" => "name == \"x\" and count == 5";
    BRACKETED_GROUP "tamis::parse::bracketed_group" Error
        "Brackets are for the values of a list, and parentheses for groups of comparisons."
        "[count > 5 or name == \"x\"]" => "(count > 5 or name == \"x\")";
    FOREIGN_CLAUSE "tamis::parse::foreign_clause" Error
        "After the filter, a query may have `sort by`, `offset` and `limit`, each at most once."
        "count > 5 fetch first 5 rows only" => "count > 5 limit 5";
    MISPLACED_FILTER "tamis::parse::misplaced_filter" Error
        "The filter comes before all clauses."
        "limit 5 count > 5" => "count > 5 limit 5";
    FOREIGN_DIRECTION "tamis::parse::foreign_direction" Error
        "The direction of a sort key is `asc` or `desc`, after the property."
        "sort by name descending" => "sort by name desc";
    CHARACTER "tamis::parse::character" Error
        "No token of the language begins with this character."
        "count > 10%" => "count > 10";
    MALFORMED_NUMBER "tamis::parse::malformed_number" Error
        "A token that begins with a digit must be a number, a duration or a date. Any other text is written in quotes."
        "name == 5x" => "name == \"5x\"";
    PARAMETER "tamis::parse::parameter" Error
        "A parameter is `$` and a word."
        "name == ${name}" => "name == $name";
    UNCLOSED_TEXT "tamis::parse::unclosed_text" Error
        "A text has no closing quote of the kind that it begins with."
        "name == \"Gold and count > 5" => "name == \"Gold\" and count > 5";
    UNKNOWN_ESCAPE "tamis::parse::unknown_escape" Error
        "In a text, a backslash begins an escape of JSON, or `\\'`. A backslash itself is written `\\\\`."
        "name == \"C:\\Backups\"" => "name == \"C:\\\\Backups\"";
    LONE_SURROGATE "tamis::parse::lone_surrogate" Error
        "The escape is half of a surrogate pair. Write a character above `\\uffff` as two escapes, or as itself."
        "name == \"\\ud83d\"" => "name == \"\\ud83d\\ude00\"";
    UNCLOSED_NAME "tamis::parse::unclosed_name" Error
        "A name in backticks has no closing backtick."
        "`display name == \"x\"" => "`display name` == \"x\"";
    RESERVED_NAME "tamis::parse::reserved_name" Error
        "Some words are names of properties only in backticks: `and`, `or`, `xor`, `not`, `in`, `true`, `false`, `null`, `now` and `today`."
        "in == 5" => "`in` == 5";
    PROPERTY_AS_VALUE "tamis::parse::property_as_value" Error
        "A comparison has a property before the operator and a value after it. Two properties cannot be compared."
        "name == owner.name" => "name == \"owner.name\"";
    DETACHED_SIGN "tamis::parse::detached_sign" Error
        "There is no blank between the `-` of a negative number and its digits."
        "count < - 5" => "count < -5";
    UNCLOSED "tamis::parse::unclosed" Error
        "A group or a list is not closed."
        "state in (Idle, Running" => "state in (Idle, Running)";
    UNOPENED "tamis::parse::unopened" Error
        "A `)` closes no group."
        "count > 5)" => "count > 5";
    REPEATED_CLAUSE "tamis::parse::repeated_clause" Error
        "`sort by`, `offset` and `limit` may occur once each."
        "limit 10 limit 20" => "limit 20";
    COUNT_TOO_LARGE "tamis::parse::count_too_large" Error
        "An offset or a limit does not fit into 64 bits."
        "limit 99999999999999999999" => "limit 50";
    TOO_DEEP "tamis::parse::too_deep" Error
        "More than 64 groups, `not`s and lists are nested."
        "# limits: nesting=3\n((((count > 5))))" => "count > 5";
    TOO_MANY_ITEMS "tamis::parse::too_many_items" Error
        "A list has more than 65,536 items."
        "# limits: items=3\ncount in (1, 2, 3, 4)" => "count in (1, 2, 3)";
    TEXT_TOO_LONG "tamis::parse::text_too_long" Error
        "A query is longer than 1 MiB."
        "# limits: text=24\nname == \"a rather long name\"" => "name == \"x\"";
}
