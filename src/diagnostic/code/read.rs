//! Codes of errors and warnings about requests that are decompiled.

super::codes! {
    EMPTY "tamis::read::empty" Error
        "There is no text to read."
        " " => "{}";
    TEXT_TOO_LONG "tamis::read::text_too_long" Error
        "The text is longer than the limits allow."
        "# limits: text=40\n[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"Nightly web\"}]"
        => "{\"limit\":5}";
    TOO_DEEP "tamis::read::too_deep" Error
        "Groups, negations and lists are nested deeper than the limits allow."
        "# limits: nesting=1\n[{\"operation\":\"not\",\"items\":[{\"operation\":\"or\",\"items\":[{\"property\":\"count\",\"operation\":\"equals\",\"value\":1},{\"property\":\"count\",\"operation\":\"equals\",\"value\":2}]}]}]"
        => "[{\"operation\":\"not\",\"items\":[{\"property\":\"count\",\"operation\":\"equals\",\"value\":1}]}]";
    TOO_MANY_ITEMS "tamis::read::too_many_items" Error
        "A list has more items than the limits allow."
        "# limits: items=2\n[{\"property\":\"count\",\"operation\":\"in\",\"value\":[1,2,3]}]"
        => "[{\"property\":\"count\",\"operation\":\"in\",\"value\":[1,2]}]";
    OTHER_LANGUAGE "tamis::read::other_language" Error
        "The text is not in the filter language that it was read as. It may be in another one."
        "name eq 'Nightly web'" => "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"Nightly web\"}]";
    UNEXPECTED "tamis::read::unexpected" Error
        "Something else is required here."
        "[{property:\"name\",\"operation\":\"equals\",\"value\":\"a\"}]"
        => "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}]";
    TRAILING_COMMA "tamis::read::trailing_comma" Error
        "JSON has no comma after the last item or member."
        "[{\"property\":\"count\",\"operation\":\"in\",\"value\":[1,2,]}]"
        => "[{\"property\":\"count\",\"operation\":\"in\",\"value\":[1,2]}]";
    UNCLOSED_TEXT "tamis::read::unclosed_text" Error
        "A text has no closing quote."
        "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a}]"
        => "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}]";
    UNKNOWN_ESCAPE "tamis::read::unknown_escape" Error
        "A backslash is followed by a character that makes no escape of JSON."
        "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"C:\\Backups\"}]"
        => "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"C:\\\\Backups\"}]";
    LONE_SURROGATE "tamis::read::lone_surrogate" Error
        "An escape is half of a surrogate pair, and the other half is missing."
        "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"\\ud83d\"}]"
        => "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"\\ud83d\\ude00\"}]";
    BAD_PERCENT_ESCAPE "tamis::read::bad_percent_escape" Error
        "In a URL, `%` begins an escape with two hex digits."
        "?filter=[{\"property\":\"name\",\"operation\":\"contains\",\"value\":\"100%\"}]"
        => "?filter=[{\"property\":\"name\",\"operation\":\"contains\",\"value\":\"100%25\"}]";
    NOT_UTF8 "tamis::read::not_utf8" Error
        "The percent-encoded bytes of a URL are not UTF-8 text."
        "?filter=[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"N%FCrnberg\"}]"
        => "?filter=[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"N%C3%BCrnberg\"}]";
    PLACEHOLDER "tamis::read::placeholder" Error
        "The text has a placeholder of a template or script, and the value that will replace it is not known."
        "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"$($job.name)\"}]"
        => "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"Nightly web\"}]";
    UNKNOWN_KEY "tamis::read::unknown_key" Error
        "An expression has a key that the dialect does not have. This is a warning if its value is null."
        "[{\"property\":\"name\",\"operation\":\"equals\",\"valeu\":\"a\"}]"
        => "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}]";
    REPEATED_KEY "tamis::read::repeated_key" Error
        "An object has the same key twice, and it is not known which one the API uses."
        "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\",\"value\":\"b\"}]"
        => "[{\"property\":\"name\",\"operation\":\"in\",\"value\":[\"a\",\"b\"]}]";
    MISSING_KEY "tamis::read::missing_key" Error
        "An expression lacks a required key."
        "[{\"property\":\"name\",\"value\":\"a\"}]"
        => "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}]";
    NOT_AN_OBJECT "tamis::read::not_an_object" Error
        "An expression or a sort key must be an object."
        "[[\"name\",\"equals\",\"a\"]]" => "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}]";
    WRONG_KIND "tamis::read::wrong_kind" Error
        "The value of a key is of the wrong JSON type."
        "[{\"operation\":\"not\",\"items\":{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}}]"
        => "[{\"operation\":\"not\",\"items\":[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}]}]";
    COMPARISON_AND_GROUP "tamis::read::comparison_and_group" Error
        "An expression is either a comparison or a group of expressions. This one has the keys of both."
        "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\",\"items\":[]}]"
        => "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}]";
    UNDOCUMENTED_GROUP "tamis::read::undocumented_group" Error
        "The vendor lists the connective, but does not document how a request carries the conditions that it joins."
        "# dialect: google-cloud\n[{\"operator\":\"and\",\"items\":[{\"property\":\"count\",\"operator\":\"equals\",\"value\":5}]}]" => "# dialect: google-cloud\n[{\"property\":\"count\",\"operator\":\"equals\",\"value\":5}]";
    UNKNOWN_WORD "tamis::read::unknown_word" Error
        "The word is not one that the key allows."
        "[{\"property\":\"name\",\"operation\":\"equal\",\"value\":\"a\"}]"
        => "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}]";
    EMPTY_NAME "tamis::read::empty_name" Error
        "A property has an empty name."
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
        "Objects, and arrays inside arrays, are not values that the language can compare with."
        "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":{\"text\":\"a\"}}]"
        => "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}]";
    UNCLEAR_LIST "tamis::read::unclear_list" Error
        "A list is written as one text, and it is not documented whether blanks next to its commas are part of the values."
        "# schema: vbr-inventory:inventory\n{\"type\":\"PredicateExpression\",\"property\":\"name\",\"operation\":\"In\",\"value\":\"a, b\"}"
        => "{\"type\":\"PredicateExpression\",\"property\":\"name\",\"operation\":\"In\",\"value\":\"a,b\"}";
    AMBIGUOUS_PARAMETER "tamis::read::ambiguous_parameter" Error
        "The parameter means a different property in each collection, and the collection is not known."
        "# dialect: vbr\ntypeFilter=Backup" => "# schema: vbr:sessions\ntypeFilter=Backup";
    WILDCARD "tamis::read::wildcard" Error
        "A `*` matches any text if it is the first or the last character. Its meaning elsewhere is not documented."
        "# schema: vbr:sessions\nnameFilter=a*b" => "nameFilter=a*";
    DOUBLE_QUOTE "tamis::read::double_quote" Error
        "Text in OData is written in single quotes."
        "# schema: netbackup:admin/jobs\nclientName eq \"vm1\"" => "clientName eq 'vm1'";
    UNCLOSED_GROUP "tamis::read::unclosed_group" Error
        "A `(` is not closed."
        "# schema: netbackup:admin/jobs\n(status eq 0 or status eq 1" => "(status eq 0 or status eq 1)";
    MALFORMED_LITERAL "tamis::read::malformed_literal" Error
        "A value without quotes that begins with a digit must be a number, a date, or a time with its zone."
        "# schema: netbackup:admin/jobs\nstartTime ge 2026-1-31" => "startTime ge 2026-01-31";
    UNSAYABLE "tamis::read::unsayable" Error
        "OData can express it, but a query of this language cannot."
        "# schema: netbackup:admin/jobs\njobId ne parentJobId" => "jobId ne 0";
    UNQUOTED_WORD "tamis::read::unquoted_word" Warning
        "A value is a word without quotes. It is in upper case or a word of the enumeration, so it is read as text and not as a property."
        "# schema: netbackup:admin/jobs\nstate eq DONE" => "state eq 'DONE'";
    WRONG_COUNT "tamis::read::wrong_count" Error
        "An offset or a limit is not a whole number in plain digits."
        "{\"limit\":-1}" => "{\"limit\":1}";
    REPEATED_PARAMETER "tamis::read::repeated_parameter" Error
        "A URL has the same parameter twice, and it is not known which one the API uses."
        "?limit=5&limit=10" => "?limit=5";
    NO_PARAMETER "tamis::read::no_parameter" Error
        "A part of a URL between two `&` is not a parameter: it has no name and no `=`."
        "/sessions?[{\"property\":\"name\",\"operation\":\"contains\",\"value\":\"a\"}]"
        => "/sessions?filter=[{\"property\":\"name\",\"operation\":\"contains\",\"value\":\"a\"}]";
    IDLE_KEY "tamis::read::idle_key" Warning
        "A key has a value that has no effect there."
        "[{\"operation\":\"not\",\"collation\":\"ordinal\",\"items\":[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}]}]"
        => "[{\"operation\":\"not\",\"items\":[{\"property\":\"name\",\"operation\":\"equals\",\"collation\":\"ordinal\",\"value\":\"a\"}]}]";
    QUOTES "tamis::read::quotes" Warning
        "The text is almost JSON: its quotes are single, doubled or escaped by backslashes."
        "[{'property':'name','operation':'equals','value':'a'}]"
        => "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}]";
    TRAILING_TEXT "tamis::read::trailing_text" Warning
        "There is text after the JSON that is not part of it."
        "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}];"
        => "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}]";
    ENCODED_TWICE "tamis::read::encoded_twice" Warning
        "The text is percent-encoded twice. An API decodes it once."
        "%255B%257B%2522property%2522:%2522name%2522,%2522operation%2522:%2522equals%2522,%2522value%2522:%2522a%2522%257D%255D"
        => "%5B%7B%22property%22:%22name%22,%22operation%22:%22equals%22,%22value%22:%22a%22%7D%5D";
    OTHER_SHAPE "tamis::read::other_shape" Warning
        "The API takes an array and the text has one object, or it takes one object and the text has an array of one."
        "{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}"
        => "[{\"property\":\"name\",\"operation\":\"equals\",\"value\":\"a\"}]";
    PARAMETER_NAME "tamis::read::parameter_name" Warning
        "The name of a parameter is in another case than the API documents. The API may not recognize it."
        "?Limit=5" => "?limit=5";
    FRAGMENT "tamis::read::fragment" Warning
        "The part of a URL after `#` is never sent."
        "/sessions?limit=5#top" => "/sessions?limit=5";
    PLUS "tamis::read::plus" Warning
        "A server reads `+` in a URL as a blank. Only before the offset of a time is it certain that a plus was meant."
        "# dialect: vbr\n/sessions?nameFilter=C++" => "/sessions?nameFilter=C%2B%2B";
    ENTITIES "tamis::read::entities" Warning
        "The URL was copied out of HTML, in which `&` is written `&amp;`."
        "/sessions?limit=5&amp;offset=5" => "/sessions?limit=5&offset=5";
    NOT_IN_QUERY "tamis::read::not_in_query" Warning
        "A parameter chooses what is returned for each row, or the cursor that a page begins at. A query has neither."
        "?limit=5&select=name" => "?limit=5";
    UNKNOWN_PARAMETER "tamis::read::unknown_parameter" Warning
        "The meaning of a parameter is not known, so the query does not contain it."
        "?limit=5&from=2026-01-31" => "?limit=5";
    ASSUMED "tamis::read::assumed" Warning
        "The text was read in the likely way, which the vendor's documentation does not confirm."
        "[{\"property\":\"count\",\"operation\":\"greaterThan\",\"value\":1},{\"property\":\"count\",\"operation\":\"lessThan\",\"value\":9}]"
        => "[{\"operation\":\"and\",\"items\":[{\"property\":\"count\",\"operation\":\"greaterThan\",\"value\":1},{\"property\":\"count\",\"operation\":\"lessThan\",\"value\":9}]}]";
}
