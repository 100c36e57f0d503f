"""Derives from botocore's model of AWS Security Hub what the ASFF format and its test need.

    python3 src/report/testing/derive-asff.py [--schema-only]

Writes schemas/asff.json (a JSON Schema of one AwsSecurityFinding, with the length limits that AWS states in the
model's documentation) and ../asff/resource-types.ts (the resource types that ASFF knows). Run it again when
botocore has a newer model; both files are committed, so that neither build nor test needs Python. With --schema-only
it prints the schema instead: a test compares that with the committed one.
"""

import json
import pathlib
import re
import sys

import botocore
import botocore.loaders

here = pathlib.Path(__file__).parent
service = botocore.loaders.create_loader().load_service_model("securityhub", "service-2")
shapes = service["shapes"]
used = {}


def limits(documentation):
    """The limits are prose: "Maximum length of 512", "Maximum of 512 length", "Maximum number of 50 items"."""
    text = re.sub(r"<[^>]+>", " ", documentation or "")
    found = {}
    length = re.search(r"Maximum (?:length )?of (\d+)(?! item)", text)
    items = re.search(r"Maximum (?:number )?of (\d+) items?", text)
    if length:
        found["maxLength"] = int(length[1])
    if items:
        found["maxItems"] = int(items[1])
    return found


def member(reference):
    schema = {"$ref": "#/$defs/" + reference["shape"]}
    shape = shapes[reference["shape"]]
    convert(reference["shape"])
    wanted = {"string": "maxLength", "list": "maxItems"}.get(shape["type"])
    found = limits(reference.get("documentation"))
    if wanted in found:
        schema[wanted] = found[wanted]
    return schema


def convert(name):
    if name in used:
        return
    shape = shapes[name]
    used[name] = {}
    kind = shape["type"]
    if kind == "structure":
        schema = {
            "type": "object",
            "additionalProperties": False,
            "properties": {key: member(value) for key, value in shape["members"].items()},
        }
        if shape.get("required"):
            schema["required"] = shape["required"]
    elif kind == "list":
        schema = {"type": "array", "items": member(shape["member"])}
    elif kind == "map":
        schema = {"type": "object", "additionalProperties": member(shape["value"])}
    elif kind == "string":
        schema = {"type": "string"}
        for source, target in (("enum", "enum"), ("pattern", "pattern"), ("min", "minLength"), ("max", "maxLength")):
            if source in shape:
                schema[target] = shape[source]
    else:
        schema = {"type": {"integer": "integer", "long": "integer", "boolean": "boolean", "timestamp": "string"}.get(kind, "number")}
    used[name] = schema


def without_resource_details():
    """The details of each of about 100 resource types are half a megabyte; Surety writes `Other` only."""
    details = shapes["ResourceDetails"]
    names = sorted(name for name in details["members"] if name.startswith("Aws"))
    details["members"] = {"Other": details["members"]["Other"]}
    return names


types = without_resource_details()
finding = shapes["AwsSecurityFinding"]
# Parts that Surety does not write.
for name in ("Malware", "Network", "NetworkPath", "Process", "Threats", "ThreatIntelIndicators", "Vulnerabilities", "PatchSummary", "Action", "Detection", "GeneratorDetails"):
    del finding["members"][name]
convert("AwsSecurityFinding")
# "Can contain up to 50 key-value pairs ... key up to 128 characters, value up to 2048": prose about the map itself.
used["AwsSecurityFinding"]["properties"]["ProductFields"].update(
    {"maxProperties": 50, "propertyNames": {"maxLength": 128}, "additionalProperties": {"type": "string", "maxLength": 2048}}
)
schema = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$comment": f"Derived by derive-asff.py from botocore {botocore.__version__}, securityhub 2018-10-26 (Apache-2.0)",
    "$ref": "#/$defs/AwsSecurityFinding",
    "$defs": used,
}
if sys.argv[1:] == ["--schema-only"]:
    print(json.dumps(schema))
    sys.exit()
(here / "schemas" / "asff.json").write_text(json.dumps(schema, indent=1) + "\n")
lines = [
    f"// Derived by testing/derive-asff.py from botocore {botocore.__version__}: the types that ASFF gives resources.",
    "export const resourceTypes: ReadonlySet<string> = new Set([",
    *(f"  '{name}'," for name in sorted({*types, "AwsAccount"})),
    "]);",
]
(here.parent / "asff" / "resource-types.ts").write_text("\n".join(lines) + "\n")
