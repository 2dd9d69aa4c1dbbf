//! Names of members that an envelope may have beside its rows, and how strongly each suggests that its object is an
//! envelope.
//!
//! The names are those that known APIs and tools use, in lower case and without punctuation.

/// The evidence of all the members beside the rows.
pub(super) struct SiblingEvidence {
    /// `true` if some member is one that answers have.
    pub(super) is_any: bool,
    /// `true` if some member is one that only answers have.
    pub(super) is_strong: bool,
    /// `false` if some member is one that rows have too, unless another is one that only answers have.
    pub(super) is_clean: bool,
}

impl SiblingEvidence {
    /// Returns the evidence of `names` together, or `None` if one of them is evidence against an envelope.
    pub(super) fn from_names<'n>(names: impl Iterator<Item = &'n str>) -> Option<Self> {
        let mut all = Self { is_any: false, is_strong: false, is_clean: true };
        for name in names {
            match MemberEvidence::from_name(name) {
                MemberEvidence::Strong => (all.is_any, all.is_strong) = (true, true),
                MemberEvidence::Usual => all.is_any = true,
                MemberEvidence::Neutral => all.is_clean = false,
                MemberEvidence::Against => return None,
            }
        }
        all.is_clean |= all.is_strong;
        Some(all)
    }
}

/// The evidence of one member that its object is an envelope.
#[derive(PartialEq)]
pub(super) enum MemberEvidence {
    /// Only answers have it.
    Strong,
    /// Answers usually have it.
    Usual,
    /// Answers and rows have it.
    Neutral,
    /// No answer has it beside its rows.
    Against,
}

impl MemberEvidence {
    pub(super) fn from_name(name: &str) -> Self {
        if name.contains("odata.") {
            return Self::Strong;
        }
        let plain = plain(name);
        match &*plain {
            plain if is_among(plain, STRONG) => Self::Strong,
            plain if is_among(plain, USUAL) || name.starts_with('$') => Self::Usual,
            plain if is_among(plain, NEUTRAL) => Self::Neutral,
            _ => Self::Against,
        }
    }
}

/// Returns the letters and digits of a name, in lower case.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Returns `true` for a name that APIs use for their rows.
pub(super) fn is_name_of_rows(name: &str) -> bool {
    is_among(&plain(name), ROWS)
}

fn is_among(name: &str, names: &str) -> bool {
    names.split(' ').any(|known| known == name)
}

const ROWS: &str = "\
    results data items value values records entities rows elements content list resources entries objects members docs \
    result edges nodes jobs tasks runs protectionruns sessions backups events alerts alarms logs log lines";

const STRONG: &str = "\
    apiversion continuationtoken hasmore hasnext hasnextpage istruncated itemsperpage nextcursor nextlink nextmarker \
    nextpage nextpagelink nextpagetoken nextpageuri nextpageurl nexttoken numfound pageable pageinfo pagelen \
    pagination paging paginginfo previouspage responsemetadata resultcount startindex totalcount totalelements \
    totalhits totalitems totalpages totalrecords totalrecordswithoutpaging totalresults totalrows totalruns";

const USUAL: &str = "\
    count cursor errors extensions hierarchytype included jsonapi jsonrpc limit link links marker maxscore meta \
    metadata next numfoundexact offset page pagecount pageindex pagenumber pagesize perpage prev previous \
    responseheader resulttype schemas self setid skip total typename warnings";

const NEUTRAL: &str = "\
    code empty errorcode errormessage etag first href kind last message messages msg number numberofelements object ok \
    processinginstructioninfo requestid selflink size sort start status success timestamp took top type url version";
