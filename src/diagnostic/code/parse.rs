//! The codes of faults of syntax.

super::codes! {
    UNEXPECTED "tamis::parse::unexpected" Error
        "Something else is wanted at this place, or something more."
        "name ==" => "name == \"x\"";
    FOREIGN_OPERATOR "tamis::parse::foreign_operator" Error
        "The operator is spelled as in another language, or nearly as in this one, or the rest of the text is of a language in \
         which it means something else."
        "count ge 5" => "count >= 5";
    PATTERN "tamis::parse::pattern" Error
        "Text is compared with text: with its beginning, its end, a part or the whole. There are no patterns."
        "name like \"web%\"" => "name startswith \"web\"";
    BETWEEN "tamis::parse::between" Error
        "A comparison has one value, so that two bounds are two comparisons."
        "count between 1 and 5" => "count >= 1 and count <= 5";
    MISSING_OPERATOR "tamis::parse::missing_operator" Error
        "A property and a value stand side by side."
        "name \"Gold\"" => "name == \"Gold\"";
    VALUE_FIRST "tamis::parse::value_first" Error
        "A comparison begins with its property."
        "5 < count" => "count > 5";
    CHAIN "tamis::parse::chain" Error
        "A comparison has one operator."
        "1 < count < 5" => "count > 1 and count < 5";
    ALONE "tamis::parse::alone" Error
        "A property or a value stands alone. A boolean property is compared with `true`; several values go into a list."
        "state == Idle or Running" => "state in (Idle, Running)";
    CALL "tamis::parse::call" Error
        "There are no functions. What those of other languages ask of text is asked by operators."
        "contains(name, 'x')" => "name contains 'x'";
    ROW_PREFIX "tamis::parse::row_prefix" Error
        "All names are those of a row's properties, and nothing stands for the row itself."
        ".name == \"x\"" => "name == \"x\"";
    BARE_NAME "tamis::parse::bare_name" Error
        "A name is a word of letters, digits and `_`, or stands between backticks."
        "display name == \"x\"" => "`display name` == \"x\"";
    BARE_TEXT "tamis::parse::bare_text" Error
        "A text stands in quotes. Only a word of an enum may stand without."
        "name == Gold plan" => "name == \"Gold plan\"";
    FOREIGN_VALUE "tamis::parse::foreign_value" Error
        "Dates, durations and the present are written as they are: `2026-01-31`, `7d`, `now - 7d`. No function makes them."
        "# clock: 2026-01-31\nstarted > ago(7d)" => "started > now - 7d";
    PARTED_VALUE "tamis::parse::parted_value" Error
        "A number touches its unit, and a date its time."
        "count > 5 GB" => "count > 5GB";
    DOUBLED_QUOTE "tamis::parse::doubled_quote" Error
        "A quote within a text has a backslash before it, or the text has the other quotes around it."
        "name == 'it''s'" => "name == \"it's\"";
    FOREIGN_LIST "tamis::parse::foreign_list" Error
        "The values of a list stand between parentheses or brackets, with commas between them."
        "name in \"a\", \"b\"" => "name in (\"a\", \"b\")";
    FOREIGN_CONNECTIVE "tamis::parse::foreign_connective" Error
        "Comparisons are joined by `and`, `or`, `xor`, `&&` and `||`, and negated by `not` and `!`."
        "count > 5; name == \"x\"" => "count > 5 and name == \"x\"";
    REPEATED_CONNECTIVE "tamis::parse::repeated_connective" Error
        "One connective stands between two comparisons."
        "count > 5 and and name == \"x\"" => "count > 5 and name == \"x\"";
    FOREIGN_KEYWORD "tamis::parse::foreign_keyword" Error
        "A query begins with its filter: what to ask is said elsewhere."
        "where count > 5" => "count > 5";
    FOREIGN_COMMENT "tamis::parse::foreign_comment" Error
        "A comment begins with `#` and ends with its line."
        "count > 5 -- many" => "count > 5 # many";
    JSON "tamis::parse::json" Error
        "A query is text, with an operator in every comparison."
        "{\"name\": \"x\", \"count\": 5}" => "name == \"x\" and count == 5";
    BRACKETED_GROUP "tamis::parse::bracketed_group" Error
        "Brackets stand around the values of a list, and parentheses around comparisons."
        "[count > 5 or name == \"x\"]" => "(count > 5 or name == \"x\")";
    FOREIGN_CLAUSE "tamis::parse::foreign_clause" Error
        "Behind the filter stand `sort by`, `offset` and `limit`, each at most once."
        "count > 5 fetch first 5 rows only" => "count > 5 limit 5";
    MISPLACED_FILTER "tamis::parse::misplaced_filter" Error
        "The filter stands before all clauses."
        "limit 5 count > 5" => "count > 5 limit 5";
    FOREIGN_DIRECTION "tamis::parse::foreign_direction" Error
        "A sort key is followed by `asc` or `desc`."
        "sort by name descending" => "sort by name desc";
    CHARACTER "tamis::parse::character" Error
        "A character begins nothing that the language has."
        "count > 10%" => "count > 10";
    MALFORMED_NUMBER "tamis::parse::malformed_number" Error
        "What begins with a digit is a number, a duration or a date. Whatever else does is text, and stands in quotes."
        "name == 5x" => "name == \"5x\"";
    PARAMETER "tamis::parse::parameter" Error
        "A parameter is `$` and a word."
        "name == ${name}" => "name == $name";
    UNCLOSED_TEXT "tamis::parse::unclosed_text" Error
        "A text ends with the quote that it begins with."
        "name == \"Gold and count > 5" => "name == \"Gold\" and count > 5";
    UNKNOWN_ESCAPE "tamis::parse::unknown_escape" Error
        "Within a text, a backslash begins one of JSON's escapes, or `\\'`; a backslash itself is `\\\\`."
        "name == \"C:\\Backups\"" => "name == \"C:\\\\Backups\"";
    LONE_SURROGATE "tamis::parse::lone_surrogate" Error
        "An escape names half of a character. Characters above `\\uffff` are two escapes, or themselves."
        "name == \"\\ud83d\"" => "name == \"\\ud83d\\ude00\"";
    UNCLOSED_NAME "tamis::parse::unclosed_name" Error
        "A name that is no word stands between backticks, one on each side."
        "`display name == \"x\"" => "`display name` == \"x\"";
    RESERVED_NAME "tamis::parse::reserved_name" Error
        "Some words are never a property's name by themselves: `and`, `or`, `xor`, `not`, `in`, `true`, `false`, `null`, `now` and `today`."
        "in == 5" => "`in` == 5";
    PROPERTY_AS_VALUE "tamis::parse::property_as_value" Error
        "A property stands before the operator, and a value behind it: two properties cannot be compared."
        "name == owner.name" => "name == \"owner.name\"";
    DETACHED_SIGN "tamis::parse::detached_sign" Error
        "The `-` of a negative number touches it."
        "count < - 5" => "count < -5";
    UNCLOSED "tamis::parse::unclosed" Error
        "A group or a list has no end."
        "state in (Idle, Running" => "state in (Idle, Running)";
    UNOPENED "tamis::parse::unopened" Error
        "A `)` stands where no group is open."
        "count > 5)" => "count > 5";
    REPEATED_CLAUSE "tamis::parse::repeated_clause" Error
        "`sort by`, `offset` and `limit` stand once each."
        "limit 10 limit 20" => "limit 20";
    COUNT_TOO_LARGE "tamis::parse::count_too_large" Error
        "An offset or a limit has at most 64 bits."
        "limit 99999999999999999999" => "limit 50";
    TOO_DEEP "tamis::parse::too_deep" Error
        "No more than 64 groups, `not`s and lists stand inside each other."
        "# limits: nesting=3\n((((count > 5))))" => "count > 5";
    TOO_MANY_ITEMS "tamis::parse::too_many_items" Error
        "A list has no more than 65,536 items."
        "# limits: items=3\ncount in (1, 2, 3, 4)" => "count in (1, 2, 3)";
    TEXT_TOO_LONG "tamis::parse::text_too_long" Error
        "A query has no more than 1 MiB."
        "# limits: text=24\nname == \"a rather long name\"" => "name == \"x\"";
}
