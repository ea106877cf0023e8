#!/usr/bin/env python3
"""Holds our verdict on Kubernetes objects against the validation code of Kubernetes itself (main.go): right objects of many
kinds, each changed in one place at a time. Called by ../kubernetes.sh.

compare.py OBJECTS_CHECK ANSWERS DEFINITIONS SEED COUNT
"""
import collections
import copy
import json
import lzma
import random
import re
import subprocess
import sys

from subjects import SUBJECTS

ours, answers, definitions_file, seed, count = sys.argv[1:6]
chance = random.Random(int(seed))
with lzma.open(definitions_file) as file:
    definitions = json.load(file)["$defs"]

TEXTS = ["", "a", "Bad_Name!", "a" * 64, "a" * 254, "-a", "a b", "a.b", "a/b", "1.2.3.4", "10.0.0.0/8", "10.0.0.0/33", "fd00::/64", "0%", "50%",
         "101%", "0", "1", "-1", "200m", "1Gi", "0.5", "/abs", "../up", "..x", "Always", "OnFailure", "Never", "TCP", "true", "example.com",
         "*.example.com", "* * * * *", "60 * * * *", "@daily", "@often", "0 0 * * 7", "0 0 31 feb mon-fri", "*/0 * * * *", "1-70 * * * *", "TZ=UTC * * * * *",
         "None", "Exact", "Prefix", "/a//b", "/a/..", "//", "Local", "Cluster", "LoadBalancer", "ExternalName", "In", "Exists", "Gt", "http", "port-too-long-name-x",
         "a--b", "Utilization", "Value", "AverageValue", "metadata.name", "metadata.labels['a']", "limits.cpu", "cpu", "YQ==", "{}"]
NUMBERS = [0, 1, -1, 2, 3, 100, 101, 599, 600, 601, 3601, 65535, 65536, 2147483647]
# What we refuse and the API server does not, or not at this place: a part of our path and message.
ALARMS = [
    # The kubelet finds no such port: the probe fails each time.
    "the container has no port",
    # The kubelet does not start it.
    "the container must not run as root",
    # The schema requires it, the API server takes its empty value: clients that verify by the schema refuse it.
    "is required",
    # The server's allocator of ports refuses it, behind the validation.
    "nodePort: `65536` is not between",
    # The controller makes jobs with them, which are then refused.
    "spec.jobTemplate.metadata",
]
# What the API server refuses and we do not look at: a part of its message. None of it is in objects that infragen writes.
MISSED = [
    # The time zone database of the machine.
    "unknown time zone",
]


def resolve(schema):
    while "$ref" in schema:
        target = definitions[schema["$ref"].rsplit("/", 1)[1]]
        schema = {**target, **{k: v for k, v in schema.items() if k != "$ref"}}
    return schema


def schema_of(value):
    group, _, version = value["apiVersion"].rpartition("/")
    for schema in definitions.values():
        for gvk in schema.get("x-kubernetes-group-version-kind", []):
            if (gvk["group"], gvk["version"], gvk["kind"]) == (group, version, value["kind"]):
                return schema
    raise KeyError(value["kind"])


def types_of(schema):
    found = schema.get("type", [])
    return [t for t in ([found] if isinstance(found, str) else found) if t != "null"]


def places(schema, value, path=()):
    schema = resolve(schema)
    yield path, schema, value
    if isinstance(value, dict):
        for name, below in value.items():
            at = schema.get("properties", {}).get(name) or schema.get("additionalProperties") or {}
            if isinstance(at, dict):
                yield from places(at, below, path + (name,))
    if isinstance(value, list):
        for i, below in enumerate(value):
            yield from places(schema.get("items", {}), below, path + (i,))


def changed(root, path, value, drop=False):
    out = copy.deepcopy(root)
    at = out
    for step in path[:-1]:
        at = at[step]
    if drop:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return out


def sample(schema, depth=2):
    schema = resolve(schema)
    if "oneOf" in schema:
        return chance.choice([0, 1, 80, "50%", "http", "1", "100m"])
    types = types_of(schema)
    if not types:
        return {}
    if types[0] == "string":
        return "YQ==" if schema.get("format") == "byte" else chance.choice(TEXTS + ["a"] * 40)
    if types[0] in ("integer", "number"):
        return chance.choice(NUMBERS)
    if types[0] == "boolean":
        return chance.choice([True, False])
    if types[0] == "array":
        return [sample(schema.get("items", {}), depth - 1)] if depth > 0 else []
    out = {}
    for name, below in schema.get("properties", {}).items():
        if name in schema.get("required", []) or (depth > 0 and chance.random() < 0.3):
            out[name] = sample(below, depth - 1)
    if isinstance(schema.get("additionalProperties"), dict) and depth > 0:
        out[chance.choice(["a", "cpu", "memory", "a/b", "hugepages-2Mi", "x.io/gpu"])] = sample(schema["additionalProperties"], depth - 1)
    return out


def changes(root):
    for path, schema, value in places(schema_of(root), root):
        if path in (("apiVersion",), ("kind",)) or (path and path[0] == "status"):
            continue
        if path:
            yield changed(root, path, None, drop=True)
        either = "oneOf" in schema
        if isinstance(value, str) or either:
            for text in TEXTS:
                if schema.get("format") != "byte" or text in ("", "YQ=="):
                    yield changed(root, path, text)
        if (isinstance(value, int) and not isinstance(value, bool)) or either:
            for number in NUMBERS:
                yield changed(root, path, number)
        if isinstance(value, bool):
            yield changed(root, path, not value)
        if isinstance(value, list):
            yield changed(root, path, [])
            if value:
                yield changed(root, path, value + [copy.deepcopy(value[0])])
        if isinstance(value, dict):
            if path:
                yield changed(root, path, {})
            for name, below in schema.get("properties", {}).items():
                if name in value or name in ("status", "managedFields", "ownerReferences", "creationTimestamp", "deletionTimestamp"):
                    continue
                for _ in range(4):
                    yield changed(root, path + (name,), sample(below))
            if isinstance(schema.get("additionalProperties"), dict):
                for key in ("Bad Key!", "a/b/c", "k" * 64, "..", "cpu", "x.io/gpu", "a"):
                    yield changed(root, path + (key,), sample(schema["additionalProperties"]))


def run(command, lines):
    answer = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE, check=True)
    return {row["id"]: row for row in map(json.loads, answer.stdout.decode().splitlines())}


def main():
    objects = []
    for subject in SUBJECTS:
        found = list(changes(subject))
        objects.append(subject)
        objects += chance.sample(found, min(len(found), int(count)))
    lines = "".join(json.dumps({"id": i, "object": value}) + "\n" for i, value in enumerate(objects))
    mine = run([ours, "all", "1.35"], lines)
    theirs = run([answers], lines)
    counts = collections.Counter()
    groups = {"alarm": collections.defaultdict(list), "missed": collections.defaultdict(list)}
    for i, value in enumerate(objects):
        told = [p for p in mine[i]["problems"] if p["error"]]
        errors = theirs[i]["errors"]
        if theirs[i].get("skipped"):
            sys.exit(f"no answer for {value['kind']}")
        if bool(told) == bool(errors):
            counts["wrong" if told else "right"] += 1
        elif told:
            rest = [p for p in told if not any(known in p["path"] + ": " + p["message"] for known in ALARMS)]
            counts["alarm" if rest else "explained"] += 1
            for p in rest[:1]:
                groups["alarm"][value["kind"], re.sub(r"\d+", "N", p["path"]), re.sub(r"`[^`]*`", "`…`", p["message"])].append((value, p))
        else:
            rest = [e for e in errors if not any(known in e["detail"] for known in MISSED)]
            counts["missed" if rest else "explained"] += 1
            for e in rest[:1]:
                groups["missed"][value["kind"], re.sub(r"\d+", "N", e["field"]), re.sub(r'"[^"]*"', '"…"', e["detail"])[:110]].append((value, e))
    for verdict, table in groups.items():
        for key, rows in sorted(table.items(), key=lambda item: -len(item[1])):
            detail = rows[0][1]
            print(f"{verdict} {len(rows)}x {key}: {json.dumps(detail)[:260]}\n    of {json.dumps(rows[0][0])[:400]}")
    print(f"   {len(objects)} objects of {len(SUBJECTS)} kinds: {counts['right']} right and {counts['wrong']} wrong for both, "
          f"{counts['alarm']} refused by us alone, {counts['missed']} by Kubernetes alone, {counts['explained']} explained differences")
    if counts["right"] < 100 or counts["wrong"] < 1000:
        sys.exit("too few objects: the corpus proves nothing")
    # What we refuse without cause is never allowed; what we do not know of is bounded.
    sys.exit(1 if counts["alarm"] or counts["missed"] * 100 > counts["wrong"] * 3 else 0)


main()
