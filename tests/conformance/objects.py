#!/usr/bin/env python3
"""Makes Kubernetes objects of every kind from the schemas, as they are right and changed in one place each, and holds
our verdict on fields, types and required members against kubeconform's. Called by objects.sh.

objects.py SPECS VERSION WORK OBJECTS_CHECK KUBECONFORM SEED
"""
import copy
import json
import lzma
import os
import random
import re
import subprocess
import sys

specs, version, work, ours, kubeconform, seed = sys.argv[1:7]
chance = random.Random(int(seed))


def read(name):
    with lzma.open(os.path.join(specs, name)) as file:
        return json.load(file)


document = read(f"definitions-{version}.json.xz")
definitions = document["$defs"]
crds = read("crds.json.xz")
with open(os.path.join(specs, "kinds.json")) as file:
    kinds = json.load(file)

# Texts that fit one or the other pattern.
SAMPLES = ["a", "A", "x1", "1", "0", "1m", "1s", "1h", "50%", "1Gi", "a/b", "example.com", "a.example.com", "Never", "m5", "true",
           "arn:aws:iam::123456789012:role/x", "subnet-0123456789abcdef0", "sg-0123456789abcdef0", "alias@latest",
           "ami-0123456789abcdef0", "http://a.b", "https://a.b", "/a", "bottlerocket@latest", "* * * * *", "@daily", "10.0.0.0/8",
           "10.0.0.1", "IPAddress", "Hostname", "2006-01-02T15:04:05Z", "00:00", "Monday", "NoSchedule", "id", "cr-0123456789abcdef0",
           "vpc-0123456789abcdef0", "123456789012", "1Ki", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "pg-0123456789abcdef0", "-1",
           "spot", "MONDAY", "january", "1:5", "1:31", "20", "gzip", "a_b", "kpr-0", "GET"]


def resolve(schema):
    while "$ref" in schema:
        target = definitions[schema["$ref"].rsplit("/", 1)[1]]
        schema = {**target, **{k: v for k, v in schema.items() if k != "$ref"}}
    return schema


class Impossible(Exception):
    pass


def text_for(schema):
    form = schema.get("format")
    if form == "date-time":
        return "2026-01-02T03:04:05Z"
    if form == "byte":
        return "YQ=="
    low, high = schema.get("minLength", 0), schema.get("maxLength", 1 << 30)
    pattern = schema.get("pattern")
    for sample in ["a" * max(low, 1)] + SAMPLES:
        if low <= len(sample) <= high and (not pattern or re.search(pattern, sample)):
            return sample
    raise Impossible()


def types_of(schema):
    found = schema.get("type", [])
    return [found] if isinstance(found, str) else [t for t in found if t != "null"]


def make(schema, depth, full):
    """A right value. `full`: the share of optional members that are there too."""
    schema = resolve(schema)
    if "enum" in schema:
        return chance.choice(schema["enum"])
    if "oneOf" in schema and "properties" not in schema:
        return "1"
    if schema.get("x-kubernetes-int-or-string"):
        return 1
    types = types_of(schema)
    if not types:
        return {"any": 1}
    kind = types[0]
    if kind == "object":
        out = {}
        required = schema.get("required", [])
        for name, below in schema.get("properties", {}).items():
            if name not in required and (depth <= 0 or chance.random() >= full):
                continue
            try:
                out[name] = make(below, depth - 1, full)
            except Impossible:
                if name in required:
                    raise
        extra = schema.get("additionalProperties")
        if isinstance(extra, dict) and (depth > 0 or schema.get("minProperties")):
            out["key"] = make(extra, depth - 1, full)
        return out
    if kind == "array":
        count = max(schema.get("minItems", 0), 1 if depth > 0 else 0)
        return [make(schema.get("items", {}), depth - 1, full) for _ in range(count)]
    if kind == "string":
        return text_for(schema)
    if kind == "boolean":
        return True
    return int(max(schema.get("minimum", 1), 1 if schema.get("maximum", 1) >= 1 else schema["maximum"]))


def places(schema, value, path=()):
    schema = resolve(schema)
    yield path, schema
    if isinstance(value, dict):
        for name, below in value.items():
            if name in schema.get("properties", {}):
                yield from places(schema["properties"][name], below, path + (name,))
            elif isinstance(schema.get("additionalProperties"), dict):
                yield from places(schema["additionalProperties"], below, path + (name,))
    if isinstance(value, list):
        for i, below in enumerate(value):
            yield from places(schema.get("items", {}), below, path + (i,))


OTHERS = {"string": [7, True, ["x"], {"x": "y"}], "integer": ["7", True, 1.5, [1]], "number": ["x", [1]], "boolean": ["true", 0],
          "object": ["x", ["x"], 3], "array": ["x", {"x": 1}, 3]}


def changes(schema, value):
    """Values that the schema has an opinion on."""
    types = types_of(schema)
    either = schema.get("x-kubernetes-int-or-string") or ("oneOf" in schema and "properties" not in schema)
    if either:
        yield from ([], {}, True)
    elif types:
        yield from OTHERS[types[0]]
        yield None
    if "enum" in schema:
        yield "Nonsense"
    if isinstance(value, dict) and schema.get("additionalProperties") is False:
        yield {**value, "nonsense": 1}
        for name in list(value)[:2]:
            if isinstance(name, str) and len(name) > 2:
                renamed = {k: v for k, v in value.items() if k != name}
                yield {**renamed, name[:-1] + "xq": value[name]}
    if isinstance(value, dict):
        for name in schema.get("required", []):
            if name in value:
                yield {k: v for k, v in value.items() if k != name}
    if isinstance(value, list) and value:
        if "maxItems" in schema:
            yield value * (schema["maxItems"] + 1)
        if schema.get("minItems"):
            yield []
    if types == ["integer"] or types == ["number"]:
        if "minimum" in schema:
            yield int(schema["minimum"]) - 1
        if "maximum" in schema and schema["maximum"] < 1 << 31:
            yield int(schema["maximum"]) + 1
    if types == ["string"] and not either:
        if schema.get("minLength"):
            yield ""
        if schema.get("maxLength", 1 << 30) < 5000:
            yield "a" * (schema["maxLength"] + 1)
            yield "é" * (schema["maxLength"] + 1)
        if "pattern" in schema:
            yield "no! way?"


def put(root, path, value):
    out = copy.deepcopy(root)
    if not path:
        return value
    at = out
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return out


def subjects():
    for name, schema in definitions.items():
        for gvk in schema.get("x-kubernetes-group-version-kind", []):
            if gvk["kind"] in ("DeleteOptions", "WatchEvent"):
                continue
            api = (gvk["group"] + "/" if gvk["group"] else "") + gvk["version"]
            yield api, gvk["kind"], schema
    for table in ("custom_cluster", "custom_namespaced"):
        for api, names in kinds[table].items():
            group, number = api.split("/")
            for kind in names:
                yield api, kind, crds[f"{group}/{kind.lower()}_{number}"]


def corpus():
    impossible = []
    for api, kind, schema in subjects():
        head = {"apiVersion": api, "kind": kind}
        for depth, full, count in ((0, 0, 5), (3, 0.5, 7), (7, 0.3, 10), (12, 0.15, 10)):
            try:
                right = make(schema, depth, full)
            except Impossible:
                impossible.append(f"{api} {kind}")
                continue
            right.update(head)
            right.pop("status", None)
            if "metadata" in right:
                right["metadata"] = {"name": "x"}
            yield right
            custom = "." in api.split("/")[0] and api in {**kinds["custom_cluster"], **kinds["custom_namespaced"]}
            found = [(p, s) for p, s in places(schema, right)
                     if p not in ((), ("apiVersion",), ("kind",)) and not (custom and p and p[0] == "metadata")]
            wrong = []
            for path, below in chance.sample(found, min(len(found), 60)):
                value = right
                for step in path:
                    value = value[step]
                wrong += [(path, change) for change in changes(below, value)]
            for path, change in chance.sample(wrong, min(len(wrong), count)):
                yield put(right, path, change)
        if "metadata" in schema.get("properties", {}):
            yield {**head, "metadata": {"name": "x"}}
        yield {**head, "kind": kind + "x"} if "custom" not in api else head
    print(f"   {len(set(impossible))} kinds without a sample of a required text: {sorted(set(impossible))}")


def write_schemas(folder):
    os.makedirs(f"{folder}/v{version}.0")
    with open(f"{folder}/v{version}.0/_definitions.json", "w") as file:
        json.dump(document, file)
    for name, schema in definitions.items():
        for gvk in schema.get("x-kubernetes-group-version-kind", []):
            parts = [gvk["kind"], gvk["group"].split(".")[0], gvk["version"]]
            reference = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": f"_definitions.json#/$defs/{name}"}
            with open(f"{folder}/v{version}.0/{'-'.join(p for p in parts if p).lower()}.json", "w") as file:
                json.dump(reference, file)
    for key, schema in crds.items():
        group, rest = key.split("/")
        os.makedirs(f"{folder}/crds/{group}", exist_ok=True)
        with open(f"{folder}/crds/{group}/{rest}.json", "w") as file:
            json.dump(schema, file)


def main():
    objects = list(corpus())
    write_schemas(f"{work}/schemas")
    os.makedirs(f"{work}/objects")
    for i, value in enumerate(objects):
        with open(f"{work}/objects/{i}.json", "w") as file:
            json.dump(value, file)
    answer = subprocess.run(
        [kubeconform, "-strict", "-output", "json", "-verbose", "-n", "2", "-kubernetes-version", f"{version}.0",
         "-schema-location", f"{work}/schemas/{{{{.NormalizedKubernetesVersion}}}}/{{{{.ResourceKind}}}}{{{{.KindSuffix}}}}.json",
         "-schema-location", f"{work}/schemas/crds/{{{{.Group}}}}/{{{{.ResourceKind}}}}_{{{{.ResourceAPIVersion}}}}.json",
         f"{work}/objects"], stdout=subprocess.PIPE, check=False)
    theirs = {}
    for row in json.loads(answer.stdout)["resources"]:
        theirs[int(os.path.basename(row["filename"])[:-5])] = row
    lines = "".join(json.dumps({"id": i, "object": value}) + "\n" for i, value in enumerate(objects))
    answer = subprocess.run([ours, "schema", version], input=lines.encode(), stdout=subprocess.PIPE, check=True)
    counts = {"right": 0, "wrong": 0, "alarm": 0, "missed": 0}
    for line in answer.stdout.decode().splitlines():
        row = json.loads(line)
        told = [p for p in row["problems"] if p["error"] or p["message"].startswith("there is no schema of")]
        other = theirs[row["id"]]
        refused = other["status"] != "statusValid"
        if bool(told) == refused:
            counts["wrong" if refused else "right"] += 1
            continue
        verdict = "alarm" if told else "missed"
        counts[verdict] += 1
        if counts[verdict] <= 25:
            print(f"{verdict}: {json.dumps(objects[row['id']])[:300]}\n    ours: {[(p['path'], p['message']) for p in told][:3]}\n    kubeconform: {other['status']} {other['msg'][:300]}")
    print(f"   {version}: {len(objects)} objects, {counts['right']} right and {counts['wrong']} wrong for both, "
          f"{counts['alarm']} refused by us alone, {counts['missed']} by kubeconform alone")
    if counts["right"] < 100 or counts["wrong"] < 1000:
        sys.exit("too few objects: the corpus proves nothing")
    sys.exit(1 if counts["alarm"] or counts["missed"] else 0)


main()
