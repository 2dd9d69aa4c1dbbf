//! The codes of faults of meaning, and of what is only odd about it.

super::codes! {
    UNKNOWN_FIELD "tamis::check::unknown_field" Error
        "The rows of the collection have no such property. Names do not ignore case."
        "nmae == \"x\"" => "name == \"x\"";
    FIELD_NOT_KNOWN "tamis::check::field_not_known" Warning
        "Of the rows of the collection only some properties are known, and this is none of them. It is taken as it is."
        "# schema: ahv:sessions\npriority == \"High\"" => "# schema: ahv:sessions\nstate == Running";
    THROUGH_ARRAY "tamis::check::through_array" Error
        "A path leads into objects, never into the elements of an array."
        "tags.first == \"gold\"" => "tags contains \"gold\"";
    OPERATOR_NOT_TAKEN "tamis::check::operator_not_taken" Error
        "The operator asks what cannot be asked of values of this type."
        "started startswith \"2026-01\"" => "started >= 2026-01-01 and started < 2026-02-01";
    LIST_WANTED "tamis::check::list_wanted" Error
        "`in`, `subset of` and `superset of` compare with a list, also where it has one value."
        "name in \"Gold\"" => "name in (\"Gold\")";
    LIST_NOT_TAKEN "tamis::check::list_not_taken" Error
        "All operators but `in`, `subset of` and `superset of` compare with one value."
        "name == (\"Gold\", \"Silver\")" => "name in (\"Gold\", \"Silver\")";
    NULL_ONLY "tamis::check::null_only" Error
        "Arrays and objects equal nothing but null; what is asked of an array is whether it holds a value."
        "tags == \"gold\"" => "tags contains \"gold\"";
    WRONG_LITERAL "tamis::check::wrong_literal" Error
        "The value is of another type than the property."
        "name == 5" => "name == \"5\"";
    NEVER_NULL "tamis::check::never_null" Error
        "The property is always there, so that the comparison is the same for every row."
        "name != null and count > 5" => "count > 5";
    BARE_WORD "tamis::check::bare_word" Error
        "Only the words of an enum stand without quotes. Where quotes were written, a shell may have taken them away."
        "name == Gold" => "name == \"Gold\"";
    NOT_AN_INTEGER "tamis::check::not_an_integer" Error
        "The property holds whole numbers, and never equals a fraction."
        "count == 5.5" => "count > 5";
    NO_SUCH_DATE "tamis::check::no_such_date" Error
        "The calendar has no such day, or a day no such time."
        "started > 2026-02-30" => "started > 2026-02-28";
    DURATION_TOO_LONG "tamis::check::duration_too_long" Error
        "A duration has at most 2^64 seconds."
        "lasted > 99999999999999999999d" => "lasted > 9999d";
    BYTE_SIZE "tamis::check::byte_size" Error
        "A number with a unit is a whole number of bytes, within 64 bits."
        "count > 0.1KiB" => "count > 102";
    UNKNOWN_WORD "tamis::check::unknown_word" Error
        "The enum has no such word. A warning where the API may know more words than are listed."
        "priority == Hihg" => "priority == High";
    UNBOUND_PARAMETER "tamis::check::unbound_parameter" Error
        "The query is to be used, and a parameter in it has no value."
        "# clock: 2026-01-31\nname == $name" => "name == \"x\"";
    UNBOUND_MOMENT "tamis::check::unbound_moment" Error
        "The query is to be used, and what time it is then was not said."
        "# parameter: name=\"x\"\nstarted > now - 7d" => "started > 2026-01-24";
    MOMENT_OUT_OF_RANGE "tamis::check::moment_out_of_range" Error
        "Date-times lie in the years 1 to 9999."
        "# clock: 2026-01-31\nstarted > now - 9999999d" => "started > now - 999d";
    PARAMETER_SHAPE "tamis::check::parameter_shape" Error
        "A parameter stands for one value, or for a whole list where it stands in the place of one."
        "# parameter: names=[\"Gold\", \"Silver\"]\nname == $names" => "name in $names";
    TOO_MANY_ITEMS "tamis::check::too_many_items" Error
        "A parameter brings no more items into a list than could be written there."
        "# limits: items=3\n# parameter: counts=[1, 2, 3, 4]\ncount in $counts" => "count in (1, 2, 3)";
    WORD_CASE "tamis::check::word_case" Warning
        "Under a collation that tells case apart, the word equals no word of the enum."
        "state == finished" => "state == Finished";
    QUOTED_SCALAR "tamis::check::quoted_scalar" Warning
        "A number or a boolean stands in quotes, and is sent as text."
        "count == \"5\"" => "count == 5";
    CONSTANT_PARAMETER "tamis::check::constant_parameter" Warning
        "What begins with `$` is a parameter, whatever its name. Constants are plain words."
        "# parameter: true=true\nenabled == $true" => "enabled == true";
    IDLE_COLLATION "tamis::check::idle_collation" Warning
        "A collation decides how text is compared, and here there is none."
        "count == 5 collate ignorecase" => "count == 5";
    FIELD_NOTE "tamis::check::field_note" Warning
        "There is something to know about the property."
        "status == \"Running\"" => "state == Running";
    NOT_EVALUABLE "tamis::check::not_evaluable" Error
        "The query is to run over rows, which show this property in a form that is not known. The API can still be asked for it."
        "# schema: netbackup:admin/jobs\ntransportType == 1" => "jobId == 1";
}
