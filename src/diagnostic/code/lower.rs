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
    EMPTY_NAME "tamis::lower::empty_name" Error
        "The API names properties, and a property of this path has no name."
        "# schema: open\n`` == 5" => "size == 5";
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
        "# dialect: vbr-inventory\nowner.name == \"Ann\"" => "count == 5";
    NULL "tamis::lower::null" Error
        "The API takes values as text, and null is none."
        "# schema: vbr-inventory:inventory\nsize == null" => "";
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
    VERSION "tamis::lower::version" Error
        "The version of the API that is asked does not have it."
        "# schema: vbr:jobs/states\ntype == Backup and status == Running" => "# schema: vbr:jobs/states\ntype == VSphereBackup and status == Running";
    TWICE "tamis::lower::twice" Error
        "The API takes each of its parameters once."
        "# schema: vbr:sessions\nstate == Working and state == Idle" => "state == Working";
    OTHER_DIALECT "tamis::lower::other_dialect" Error
        "A query that was checked against one API's collection is split for another's, whose rows are not the same."
        "# schema: sessions\n# split: vbr:sessions\nstate == Finished" => "# schema: vbr:sessions\n# split: vbr:sessions\nstate == Idle";
    COLLATION_NOT_LISTED "tamis::lower::collation_not_listed" Error
        "The API lists for each property how its text can be compared, and not so for this one."
        "# schema: netbackup:admin/jobs\nclientName == \"vm1\" collate ignorecase" => "jobId == 5";
    PAGED_BY_CURSOR "tamis::lower::paged_by_cursor" Error
        "The API gives with each page where the next one begins, and cannot begin elsewhere."
        "# schema: netbackup:admin/jobs\noffset 20" => "";
    PAGE_TOO_LARGE "tamis::lower::page_too_large" Error
        "The API does not answer so many rows at once."
        "# schema: vspc:organizations\nlimit 1000" => "limit 500";
    ODD_NAME "tamis::lower::odd_name" Error
        "The API takes names of letters, digits and `_` only."
        "# dialect: netbackup\n# schema: open\n`odd name` == 5" => "size == 5";
    ELEMENT "tamis::lower::element" Error
        "The API can search a text, and not the elements of an array."
        "# dialect: netbackup\nsizes contains 5" => "count == 5";
    CASELESS_ORDER "tamis::lower::caseless_order" Error
        "The API can lower the case of both sides, which orders them otherwise than `ignorecase` does."
        "# dialect: netbackup\nname < \"vm\" collate ignorecase" => "count < 5";
    CASELESS_TEXT "tamis::lower::caseless_text" Error
        "The API can lower the case of both sides, and how it lowers other letters than those of ASCII is not known."
        "# dialect: netbackup\nname == \"Zürich\" collate ignorecase" => "count == 5";
    PATTERN "tamis::lower::pattern" Error
        "The API takes this text for a pattern, or for more values than the one."
        "# schema: netbackup:catalog/images\nbackupTime >= 2026-01-31 and scheduleType == NOT_ARCHIVE" => "backupTime >= 2026-01-31 and scheduleType == FULL";
    UNCODED "tamis::lower::uncoded" Error
        "The API wants a number for this word, and which one is not known."
        "# schema: netbackup:admin/jobs\napplicationType == \"NEW\"" => "";
    WINDOW_LIFTED "tamis::lower::window_lifted" Warning
        "The collection answers with its latest rows only, where nothing says how far back to go: a bound is sent that reaches all."
        "# schema: netbackup:catalog/images\nisOptimized == true" => "backupTime >= 2026-01-31";
    FIELD_REQUIRED "tamis::lower::field_required" Error
        "The collection cannot be asked without one value of this field."
        "# schema: netbackup:catalog/image-contents\nbackupTime >= 2026-01-31" => "# schema: netbackup:catalog/images\nbackupTime >= 2026-01-31";
}
