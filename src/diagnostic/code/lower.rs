//! The codes of what an API cannot be asked, and of what is assumed when it is.

super::codes! {
    ASSUMED "tamis::lower::assumed" Warning
        "It is sent, and the vendor's documentation does not say what it does."
        "comment == null" => "comment == \"\"";
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
    NESTED_PATH "tamis::lower::nested_path" Error
        "The API knows properties by a name, and not by a path."
        "# dialect: vbr-inventory\n# schema: open\nobject.size == 5" => "size == 5";
    NULL "tamis::lower::null" Error
        "The API takes values as text, and null is none."
        "# schema: vbr-inventory:inventory\nsize == null" => "size == 5";
    CONNECTIVE "tamis::lower::connective" Error
        "The API cannot join or negate conditions so."
        "# schema: vbr:sessions\nnot state == Working" => "state == Working";
    COLLATION "tamis::lower::collation" Error
        "A request cannot say how text is to be compared, and the API is not known to compare it so."
        "# schema: vbr:sessions\nstate == Working collate ignorecase" => "state == Working";
    WILDCARD "tamis::lower::wildcard" Error
        "The API takes a `*` for any text, wherever the text comes from."
        "# schema: vbr:sessions\nname == \"*\"" => "state == Working";
    SEVERAL_KEYS "tamis::lower::several_keys" Error
        "The API sorts by one key."
        "# schema: vbr:sessions\nsort by creationTime, endTime" => "sort by creationTime";
    KEY "tamis::lower::key" Error
        "The API has no word for this key."
        "# schema: vbr:sessions\nsort by usn" => "sort by endTime";
    NO_PARAMETER "tamis::lower::no_parameter" Error
        "The API takes a parameter for each question that it answers, and has none for this one."
        "# schema: vbr:sessions\nstate != Working" => "state == Working";
    TWICE "tamis::lower::twice" Error
        "The API takes each of its parameters once."
        "# schema: vbr:sessions\nstate == Working and state == Idle" => "state == Working";
    OTHER_DIALECT "tamis::lower::other_dialect" Error
        "A query that was checked against one API's collection is split for another's, whose rows are not the same."
        "# schema: sessions\n# split: vbr:sessions\nstate == Finished" => "# schema: vbr:sessions\n# split: vbr:sessions\nstate == Idle";
}
