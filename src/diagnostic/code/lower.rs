//! Codes of what an API does not support, and of what a request assumes.

super::codes! {
    ASSUMED "tamis::lower::assumed" Warning
        "The request relies on something that the vendor's documentation does not say."
        "comment == null" => "comment == \"\"";
    LONG_LIST "tamis::lower::long_list" Warning
        "No vendor documents how long a URL may be. The web servers in front of their services refuse more than 8192 bytes by default, and some more than 2048."
        "# numbers: counts=2000\ncount in $counts" => "count >= 1 and count <= 2000";
    OPERATOR "tamis::lower::operator" Error
        "The API's filters do not have this operator."
        "name startswith \"vm\"" => "name contains \"vm\"";
    EMPTY_LIST "tamis::lower::empty_list" Error
        "The API's filters do not allow an empty list."
        "state in ()" => "state in (Idle)";
    CONSTANT "tamis::lower::constant" Error
        "The API's filters have no constants."
        "count > 5 and true" => "count > 5";
    LIMIT_ZERO "tamis::lower::limit_zero" Error
        "The API cannot return zero rows."
        "limit 0" => "limit 1";
    DOTTED_NAME "tamis::lower::dotted_name" Error
        "The API separates the names of a path by `.`, and this name contains one."
        "`file.ext` == \"vbk\"" => "name contains \".vbk\"";
    EMPTY_NAME "tamis::lower::empty_name" Error
        "The API addresses properties by name, and a name in this path is empty."
        "# schema: open\n`` == 5" => "size == 5";
    NOT_TAKEN "tamis::lower::not_taken" Error
        "The collection does not support this part of the query at all."
        "# schema: clusters\n# endpoint: clusters\nname == \"main\"" => "";
    OPERATOR_NOT_LISTED "tamis::lower::operator_not_listed" Error
        "The API supports other operators for this property, but not this one."
        "started == 2026-01-31" => "started >= 2026-01-31";
    NOT_SORTABLE "tamis::lower::not_sortable" Error
        "The API cannot sort by this property."
        "sort by comment" => "sort by name";
    COUNT_TOO_LARGE "tamis::lower::count_too_large" Error
        "The number is larger than the API's integers."
        "offset 3000000000" => "offset 2147483647";
    NESTED_PATH "tamis::lower::nested_path" Error
        "The API addresses properties by a single name, not by a path."
        "# dialect: vbr-inventory\nowner.name == \"Ann\"" => "count == 5";
    NULL "tamis::lower::null" Error
        "The API takes values as text, and null is not text."
        "# schema: vbr-inventory:inventory\nsize == null" => "";
    CONNECTIVE "tamis::lower::connective" Error
        "The API cannot join or negate conditions in this way."
        "# schema: vbr:sessions\nnot state == Working" => "state == Working";
    UNDOCUMENTED_GROUP "tamis::lower::undocumented_group" Error
        "The vendor lists the connective, but does not document how a request carries the conditions that it joins."
        "# dialect: google-cloud\ncount > 1 and count < 5" => "count > 1";
    COLLATION "tamis::lower::collation" Error
        "The request cannot say how text is compared, and the API is not known to compare it under this collation."
        "# schema: vbr:sessions\nstate == Working collate ignorecase" => "state == Working";
    WILDCARD "tamis::lower::wildcard" Error
        "The API treats every `*` as a wildcard for any text."
        "# schema: vbr:sessions\nname == \"*\"" => "state == Working";
    SEVERAL_KEYS "tamis::lower::several_keys" Error
        "The API sorts by one key only."
        "# schema: vbr:sessions\nsort by creationTime, endTime" => "sort by creationTime";
    KEY "tamis::lower::key" Error
        "The API has no name for this sort key."
        "# schema: vbr:sessions\nsort by usn" => "sort by endTime";
    NO_PARAMETER "tamis::lower::no_parameter" Error
        "The API has one parameter for each condition that it supports, and none for this one."
        "# schema: vbr:sessions\nstate != Working" => "state == Working";
    VERSION "tamis::lower::version" Error
        "The requested version of the API does not have it."
        "# schema: vbr:jobs/states\ntype == Backup and status == Running" => "# schema: vbr:jobs/states\ntype == VSphereBackup and status == Running";
    TWICE "tamis::lower::twice" Error
        "The API takes each of its parameters once."
        "# schema: vbr:sessions\nstate == Working and state == Idle" => "state == Working";
    OTHER_DIALECT "tamis::lower::other_dialect" Error
        "The query was checked against a collection of one API and is split for another API, whose rows are different."
        "# schema: sessions\n# split: vbr:sessions\nstate == Finished" => "# schema: vbr:sessions\n# split: vbr:sessions\nstate == Idle";
    COLLATION_NOT_LISTED "tamis::lower::collation_not_listed" Error
        "The API lists the collations that it supports for each property, and this one is not among them."
        "# schema: netbackup:admin/jobs\nclientName == \"vm1\" collate ignorecase" => "jobId == 5";
    PAGED_BY_CURSOR "tamis::lower::paged_by_cursor" Error
        "With each page the API returns a cursor for the next one. It cannot start at any other row."
        "# schema: netbackup:admin/jobs\noffset 20" => "";
    PAGE_TOO_LARGE "tamis::lower::page_too_large" Error
        "The API does not return so many rows at once."
        "# schema: vspc:organizations\nlimit 1000" => "limit 500";
    ODD_NAME "tamis::lower::odd_name" Error
        "The API allows only letters, digits and `_` in names."
        "# dialect: netbackup\n# schema: open\n`odd name` == 5" => "size == 5";
    ELEMENT "tamis::lower::element" Error
        "The API can search in a text, but not among the elements of an array."
        "# dialect: netbackup\nsizes contains 5" => "count == 5";
    CASELESS_ORDER "tamis::lower::caseless_order" Error
        "The API can convert both sides to lower case, which orders text differently from `ignorecase`."
        "# dialect: netbackup\nname < \"vm\" collate ignorecase" => "count < 5";
    CASELESS_TEXT "tamis::lower::caseless_text" Error
        "The API can convert both sides to lower case, but how it converts letters outside ASCII is not known."
        "# dialect: netbackup\nname == \"Zürich\" collate ignorecase" => "count == 5";
    PATTERN "tamis::lower::pattern" Error
        "The API treats this text as a pattern, or as a name for several values."
        "# schema: netbackup:catalog/images\nbackupTime >= 2026-01-31 and scheduleType == NOT_ARCHIVE" => "backupTime >= 2026-01-31 and scheduleType == FULL";
    UNCODED "tamis::lower::uncoded" Error
        "The API needs a number for this word, and the number is not known."
        "# schema: netbackup:admin/jobs\napplicationType == \"NEW\"" => "";
    WINDOW_LIFTED "tamis::lower::window_lifted" Warning
        "By default the collection returns only its latest rows. The query has no lower bound in time, so one is added that goes back to 1970."
        "# schema: netbackup:catalog/images\nisOptimized == true" => "backupTime >= 2026-01-31";
    FIELD_REQUIRED "tamis::lower::field_required" Error
        "The collection requires exactly one value of this field in every request."
        "# schema: netbackup:catalog/image-contents\nbackupTime >= 2026-01-31" => "# schema: netbackup:catalog/images\nbackupTime >= 2026-01-31";
}
