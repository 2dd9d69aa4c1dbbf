//! Codes of errors and warnings of the check against a schema.

super::codes! {
    UNKNOWN_FIELD "tamis::check::unknown_field" Error
        "The schema of the collection has no such property. Upper and lower case differ in names."
        "nmae == \"x\"" => "name == \"x\"";
    FIELD_NOT_KNOWN "tamis::check::field_not_known" Warning
        "The schema knows only some of the properties that rows have, and this is not one of them. It is used without any check."
        "# schema: ahv:sessions\npriority == \"High\"" => "# schema: ahv:sessions\nstate == Running";
    THROUGH_ARRAY "tamis::check::through_array" Error
        "A path leads through objects. It cannot lead into the elements of an array."
        "tags.first == \"gold\"" => "tags contains \"gold\"";
    OPERATOR_NOT_TAKEN "tamis::check::operator_not_taken" Error
        "The operator does not apply to values of this type."
        "started startswith \"2026-01\"" => "started >= 2026-01-01 and started < 2026-02-01";
    LIST_WANTED "tamis::check::list_wanted" Error
        "`in`, `subset of` and `superset of` compare with a list, even if it has only one value."
        "name in \"Gold\"" => "name in (\"Gold\")";
    LIST_NOT_TAKEN "tamis::check::list_not_taken" Error
        "All operators except `in`, `subset of` and `superset of` compare with one value."
        "name == (\"Gold\", \"Silver\")" => "name in (\"Gold\", \"Silver\")";
    NULL_ONLY "tamis::check::null_only" Error
        "Arrays and objects can be equal only to null. Use `contains` to find a value in an array."
        "tags == \"gold\"" => "tags contains \"gold\"";
    WRONG_LITERAL "tamis::check::wrong_literal" Error
        "The value is of another type than the property."
        "name == 5" => "name == \"5\"";
    NEVER_NULL "tamis::check::never_null" Error
        "The property is never null or missing, so the comparison has the same result for every row."
        "name != null and count > 5" => "count > 5";
    BARE_WORD "tamis::check::bare_word" Error
        "Only the words of an enum are written without quotes. If quotes were typed on a command line, the shell may have removed them."
        "name == Gold" => "name == \"Gold\"";
    NOT_AN_INTEGER "tamis::check::not_an_integer" Error
        "The property is a whole number, which never equals a fraction."
        "count == 5.5" => "count > 5";
    NO_SUCH_DATE "tamis::check::no_such_date" Error
        "The day does not exist in the calendar, or the time does not exist on the clock."
        "started > 2026-02-30" => "started > 2026-02-28";
    DURATION_TOO_LONG "tamis::check::duration_too_long" Error
        "A duration is at most 2^64 seconds."
        "lasted > 99999999999999999999d" => "lasted > 9999d";
    BYTE_SIZE "tamis::check::byte_size" Error
        "A number with a unit must come to a whole number of bytes within 64 bits."
        "count > 0.1KiB" => "count > 102";
    UNKNOWN_WORD "tamis::check::unknown_word" Error
        "The enum has no such word. This is a warning if the API may know more words than the schema lists."
        "priority == Hihg" => "priority == High";
    UNBOUND_PARAMETER "tamis::check::unbound_parameter" Error
        "The query is about to be used, but a parameter in it has no value."
        "# clock: 2026-01-31\nname == $name" => "name == \"x\"";
    UNBOUND_MOMENT "tamis::check::unbound_moment" Error
        "The query uses `now` or `today`, but was bound without a clock."
        "# parameter: name=\"x\"\nstarted > now - 7d" => "started > 2026-01-24";
    MOMENT_OUT_OF_RANGE "tamis::check::moment_out_of_range" Error
        "A date-time is outside the years 1 to 9999."
        "# clock: 2026-01-31\nstarted > now - 9999999d" => "started > now - 999d";
    PARAMETER_SHAPE "tamis::check::parameter_shape" Error
        "A parameter is one value, or a whole list where the query has a list."
        "# parameter: names=[\"Gold\", \"Silver\"]\nname == $names" => "name in $names";
    TOO_MANY_ITEMS "tamis::check::too_many_items" Error
        "The value of a parameter has more items than a list may have."
        "# limits: items=3\n# parameter: counts=[1, 2, 3, 4]\ncount in $counts" => "count in (1, 2, 3)";
    WORD_CASE "tamis::check::word_case" Warning
        "The collation is case-sensitive, and the enum has the word only in another case."
        "state == finished" => "state == Finished";
    QUOTED_SCALAR "tamis::check::quoted_scalar" Warning
        "The property may be a number or a boolean, but the value is in quotes, so text is sent."
        "count == \"5\"" => "count == 5";
    CONSTANT_PARAMETER "tamis::check::constant_parameter" Warning
        "A word after `$` is the name of a parameter, even if it is the name of a constant. Constants are written without `$`."
        "# parameter: true=true\nenabled == $true" => "enabled == true";
    IDLE_COLLATION "tamis::check::idle_collation" Warning
        "A collation says how text is compared, and the comparison has no text."
        "count == 5 collate ignorecase" => "count == 5";
    FIELD_NOTE "tamis::check::field_note" Warning
        "The schema has a note on the property that its users should know."
        "status == \"Running\"" => "state == Running";
    NOT_EVALUABLE "tamis::check::not_evaluable" Error
        "The query is to run over rows, but rows do not show this property in a known form. It can still be used in requests to the API."
        "# schema: netbackup:admin/jobs\ntransportType == 1" => "jobId == 1";
}
