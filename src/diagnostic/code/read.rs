//! The codes of what keeps a request from being read back, and of what is odd in one that is read.

super::codes! {
    EMPTY "tamis::read::empty" Error
        "There is no text to read."
        " " => "{}";
    TEXT_TOO_LONG "tamis::read::text_too_long" Error
        "The text is longer than the limits allow."
        "# limits: text=40\n[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"Nightly web\"}]"
        => "{\"limit\":5}";
    TOO_DEEP "tamis::read::too_deep" Error
        "Groups, negations and lists stand inside each other more often than the limits allow."
        "# limits: nesting=1\n[{\"operation\":\"not\",\"items\":[{\"operation\":\"or\",\"items\":[{\"property\":\"count\",\"operation\":\"equals\",\"value\":1},{\"property\":\"count\",\"operation\":\"equals\",\"value\":2}]}]}]"
        => "[{\"operation\":\"not\",\"items\":[{\"property\":\"count\",\"operation\":\"equals\",\"value\":1}]}]";
    TOO_MANY_ITEMS "tamis::read::too_many_items" Error
        "A list has more items than the limits allow."
        "# limits: items=2\n[{\"property\":\"count\",\"operation\":\"in\",\"value\":[1,2,3]}]"
        => "[{\"property\":\"count\",\"operation\":\"in\",\"value\":[1,2]}]";
    OTHER_LANGUAGE "tamis::read::other_language" Error
        "The text is in another language of filters, or in none, and not in the one it is read as."
        "name eq 'Nightly web'" => "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"Nightly web\"}]";
    UNEXPECTED "tamis::read::unexpected" Error
        "Something else was wanted at this place."
        "[{property:\"name\",\"operation\":\"equals\",\"value\":\"a\"}]"
        => "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}]";
    TRAILING_COMMA "tamis::read::trailing_comma" Error
        "JSON has no comma behind the last item or member."
        "[{\"property\":\"count\",\"operation\":\"in\",\"value\":[1,2,]}]"
        => "[{\"property\":\"count\",\"operation\":\"in\",\"value\":[1,2]}]";
    UNCLOSED_TEXT "tamis::read::unclosed_text" Error
        "A text begins with a quote, and no quote ends it."
        "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a}]"
        => "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}]";
    UNKNOWN_ESCAPE "tamis::read::unknown_escape" Error
        "A backslash stands before a character that makes no escape of JSON."
        "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"C:\\Backups\"}]"
        => "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"C:\\\\Backups\"}]";
    LONE_SURROGATE "tamis::read::lone_surrogate" Error
        "An escape is one half of a character that takes two."
        "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"\\ud83d\"}]"
        => "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"\\ud83d\\ude00\"}]";
    BAD_PERCENT_ESCAPE "tamis::read::bad_percent_escape" Error
        "In a URL, a `%` is the beginning of an escape with two hex digits."
        "?filter=[{\"property\":\"name\",\"operation\":\"contains\",\"value\":\"100%\"}]"
        => "?filter=[{\"property\":\"name\",\"operation\":\"contains\",\"value\":\"100%25\"}]";
    NOT_UTF8 "tamis::read::not_utf8" Error
        "The bytes that are percent-encoded in a URL are no text in UTF-8."
        "?filter=[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"N%FCrnberg\"}]"
        => "?filter=[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"N%C3%BCrnberg\"}]";
    PLACEHOLDER "tamis::read::placeholder" Error
        "A template or script left a place to be filled in. Nothing is known of what it will be."
        "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"$($job.name)\"}]"
        => "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"Nightly web\"}]";
    UNKNOWN_KEY "tamis::read::unknown_key" Error
        "An expression has a key that the dialect's expressions do not have. It is a warning where its value is null."
        "[{\"property\":\"name\",\"operation\":\"equals\",\"valeu\":\"a\"}]"
        => "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}]";
    REPEATED_KEY "tamis::read::repeated_key" Error
        "A key stands twice in one object, and it is not known which of them counts."
        "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\",\"value\":\"b\"}]"
        => "[{\"property\":\"name\",\"operation\":\"in\",\"value\":[\"a\",\"b\"]}]";
    MISSING_KEY "tamis::read::missing_key" Error
        "An expression lacks what it cannot do without."
        "[{\"property\":\"name\",\"value\":\"a\"}]"
        => "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}]";
    NOT_AN_OBJECT "tamis::read::not_an_object" Error
        "An expression or a sort key is an object."
        "[[\"name\",\"equals\",\"a\"]]" => "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}]";
    WRONG_KIND "tamis::read::wrong_kind" Error
        "The value under a key is of another kind than that key has."
        "[{\"operation\":\"not\",\"items\":{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}}]"
        => "[{\"operation\":\"not\",\"items\":[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}]}]";
    COMPARISON_AND_GROUP "tamis::read::comparison_and_group" Error
        "An expression compares a property or groups others, and this one would do both."
        "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\",\"items\":[]}]"
        => "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}]";
    UNKNOWN_WORD "tamis::read::unknown_word" Error
        "The word under a key is none of those that it takes."
        "[{\"property\":\"name\",\"operation\":\"equal\",\"value\":\"a\"}]"
        => "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}]";
    EMPTY_NAME "tamis::read::empty_name" Error
        "A property has a name without a character in it."
        "[{\"property\":\".name\",\"operation\":\"equals\",\"value\":\"a\"}]"
        => "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}]";
    LIST_WANTED "tamis::read::list_wanted" Error
        "The operation compares with an array of values."
        "[{\"property\":\"name\",\"operation\":\"in\",\"value\":\"a\"}]"
        => "[{\"property\":\"name\",\"operation\":\"in\",\"value\":[\"a\"]}]";
    LIST_NOT_TAKEN "tamis::read::list_not_taken" Error
        "The operation compares with one value."
        "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":[\"a\",\"b\"]}]"
        => "[{\"property\":\"name\",\"operation\":\"in\",\"value\":[\"a\",\"b\"]}]";
    COMPOUND_VALUE "tamis::read::compound_value" Error
        "Objects, and arrays in arrays, are no values that the language compares with."
        "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":{\"text\":\"a\"}}]"
        => "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}]";
    UNCLEAR_LIST "tamis::read::unclear_list" Error
        "A list stands in one text, and it is not documented whether blanks beside its commas belong to the values."
        "# schema: vbr-inventory:inventory\n{\"type\":\"PredicateExpression\",\"property\":\"name\",\"operation\":\"In\",\"value\":\"a, b\"}"
        => "{\"type\":\"PredicateExpression\",\"property\":\"name\",\"operation\":\"In\",\"value\":\"a,b\"}";
    AMBIGUOUS_PARAMETER "tamis::read::ambiguous_parameter" Error
        "A parameter asks for another property in each collection, and it is not said which of them it is."
        "# dialect: vbr\ntypeFilter=Backup" => "# schema: vbr:sessions\ntypeFilter=Backup";
    WILDCARD "tamis::read::wildcard" Error
        "A `*` stands for any text where it is the first or last character; what it means elsewhere is not documented."
        "# schema: vbr:sessions\nnameFilter=a*b" => "nameFilter=a*";
    DOUBLE_QUOTE "tamis::read::double_quote" Error
        "OData text stands between single quotes."
        "# schema: netbackup:admin/jobs\nclientName eq \"vm1\"" => "clientName eq 'vm1'";
    UNCLOSED_GROUP "tamis::read::unclosed_group" Error
        "A `(` is open at the end."
        "# schema: netbackup:admin/jobs\n(status eq 0 or status eq 1" => "(status eq 0 or status eq 1)";
    MALFORMED_LITERAL "tamis::read::malformed_literal" Error
        "What stands without quotes and begins with a digit is a number, a date, or a time with its zone."
        "# schema: netbackup:admin/jobs\nstartTime ge 2026-1-31" => "startTime ge 2026-01-31";
    UNSAYABLE "tamis::read::unsayable" Error
        "OData can say it, and no query of this language can."
        "# schema: netbackup:admin/jobs\njobId ne parentJobId" => "jobId ne 0";
    UNQUOTED_WORD "tamis::read::unquoted_word" Warning
        "A word without quotes stands where a value should. It is all in upper case, or a word of the enumeration, so it is no property."
        "# schema: netbackup:admin/jobs\nstate eq DONE" => "state eq 'DONE'";
    WRONG_COUNT "tamis::read::wrong_count" Error
        "An offset or a limit is no whole number in plain digits."
        "{\"limit\":-1}" => "{\"limit\":1}";
    REPEATED_PARAMETER "tamis::read::repeated_parameter" Error
        "A parameter stands twice in a URL, and it is not known which of them counts."
        "?limit=5&limit=10" => "?limit=5";
    NO_PARAMETER "tamis::read::no_parameter" Error
        "What stands between the `&`s of a URL is a parameter, with a name and a `=`."
        "/sessions?[{\"property\":\"name\",\"operation\":\"contains\",\"value\":\"a\"}]"
        => "/sessions?filter=[{\"property\":\"name\",\"operation\":\"contains\",\"value\":\"a\"}]";
    IDLE_KEY "tamis::read::idle_key" Warning
        "A key has a value that decides nothing there."
        "[{\"operation\":\"not\",\"collation\":\"ordinal\",\"items\":[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}]}]"
        => "[{\"operation\":\"not\",\"items\":[{\"property\":\"name\",\"operation\":\"equals\",\"collation\":\"ordinal\",\"value\":\"a\"}]}]";
    QUOTES "tamis::read::quotes" Warning
        "The text is nearly JSON: its quotes are single, doubled or behind backslashes."
        "[{'property':'name','operation':'equals','value':'a'}]"
        => "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}]";
    TRAILING_TEXT "tamis::read::trailing_text" Warning
        "Text stands behind the JSON, and is no part of it."
        "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}];"
        => "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}]";
    ENCODED_TWICE "tamis::read::encoded_twice" Warning
        "The text is percent-encoded twice. An API decodes it once."
        "%255B%257B%2522property%2522:%2522name%2522,%2522operation%2522:%2522equals%2522,%2522value%2522:%2522a%2522%257D%255D"
        => "%5B%7B%22property%22:%22name%22,%22operation%22:%22equals%22,%22value%22:%22a%22%7D%5D";
    OTHER_SHAPE "tamis::read::other_shape" Warning
        "The API takes an array where there is one object, or one object where there is an array of one."
        "{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}"
        => "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}]";
    PARAMETER_NAME "tamis::read::parameter_name" Warning
        "A parameter's name is in another case than the API's. It may not be known there."
        "?Limit=5" => "?limit=5";
    FRAGMENT "tamis::read::fragment" Warning
        "What stands behind the `#` of a URL is never sent."
        "/sessions?limit=5#top" => "/sessions?limit=5";
    PLUS "tamis::read::plus" Warning
        "A `+` in a URL is a blank for the server. Only before the offset of a time is it sure that a plus was meant."
        "# dialect: vbr\n/sessions?nameFilter=C++" => "/sessions?nameFilter=C%2B%2B";
    ENTITIES "tamis::read::entities" Warning
        "The URL was copied out of HTML, where `&` is written `&amp;`."
        "/sessions?limit=5&amp;offset=5" => "/sessions?limit=5&offset=5";
    NOT_IN_QUERY "tamis::read::not_in_query" Warning
        "A parameter says what is answered of each row, or at which mark a page begins. A query says neither."
        "?limit=5&select=name" => "?limit=5";
    UNKNOWN_PARAMETER "tamis::read::unknown_parameter" Warning
        "It is not known what a parameter asks for. A query cannot say it."
        "?limit=5&from=2026-01-31" => "?limit=5";
    ASSUMED "tamis::read::assumed" Warning
        "The text has a meaning, and the vendor's documentation does not say that it is this one."
        "[{\"property\":\"count\",\"operation\":\"greaterThan\",\"value\":1},{\"property\":\"count\",\"operation\":\"lessThan\",\"value\":9}]"
        => "[{\"operation\":\"and\",\"items\":[{\"property\":\"count\",\"operation\":\"greaterThan\",\"value\":1},{\"property\":\"count\",\"operation\":\"lessThan\",\"value\":9}]}]";
}
