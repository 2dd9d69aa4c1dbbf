//! The codes of faults of syntax.

super::codes! {
    UNEXPECTED "tamis::parse::unexpected" Error
        "Something else is wanted at this place, or something more."
        "name ==" => "name == \"x\"";
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
    EMPTY_NAME "tamis::parse::empty_name" Error
        "There is nothing between two backticks."
        "`` == \"x\"" => "name == \"x\"";
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
