//! The codes of what an API cannot be asked, and of what is assumed when it is.

super::codes! {
    ASSUMED "tamis::lower::assumed" Warning
        "It is sent, and the vendor's documentation does not say what it does."
        "comment == null" => "comment == \"\"";
    LONG_LIST "tamis::lower::long_list" Warning
        "No vendor says how long a URL may be. What stands before their services refuses more than 8192 bytes by default, or even more than 2048."
        "# numbers: counts=2000\ncount in $counts" => "count >= 1 and count <= 2000";
    OPERATOR "tamis::lower::operator" Error
        "The API's filters have no such operator."
        "name startswith \"vm\"" => "name contains \"vm\"";
    EMPTY_LIST "tamis::lower::empty_list" Error
        "The API's filters have no list without values."
        "state in ()" => "state in (Idle)";
    CONSTANT "tamis::lower::constant" Error
        "The API's filters have no constants."
        "count > 5 and true" => "count > 5";
    LIMIT_ZERO "tamis::lower::limit_zero" Error
        "The API cannot be asked for no rows."
        "limit 0" => "limit 1";
    DOTTED_NAME "tamis::lower::dotted_name" Error
        "The API separates the names of a path by `.`, and this name holds one."
        "`file.ext` == \"vbk\"" => "name contains \".vbk\"";
    NOT_TAKEN "tamis::lower::not_taken" Error
        "The collection cannot be asked for that at all."
        "# schema: clusters\n# endpoint: clusters\nname == \"main\"" => "";
    OPERATOR_NOT_LISTED "tamis::lower::operator_not_listed" Error
        "The API takes other operators for this property."
        "started == 2026-01-31" => "started >= 2026-01-31";
    NOT_SORTABLE "tamis::lower::not_sortable" Error
        "The API cannot sort by this property."
        "sort by comment" => "sort by name";
    COUNT_TOO_LARGE "tamis::lower::count_too_large" Error
        "The API counts no further."
        "offset 3000000000" => "offset 2147483647";
}
