#!/usr/bin/env python3
"""Are the objects that a tool built those that were compiled, and valid?

overlays.py NAME OBJECTS ENVIRONMENT SPECS BUILT…

OBJECTS is what `infragen build --dump objects` prints, ENVIRONMENT the one that is meant; both `-`: nothing is compared.
BUILT are files of YAML. kubeconform looks at the first, by schemas made from SPECS. Exit: 0 all holds, 1 not.
"""
import json
import lzma
import os
import subprocess
import sys
import tempfile

import yaml

VERSION = "1.35"


def key(thing):
    meta = thing.get("metadata", {})
    return thing.get("apiVersion"), thing.get("kind"), meta.get("namespace", ""), meta.get("name")


def by_key(things):
    return {key(thing): thing for thing in things if thing}


def compiled(path, environment):
    """The objects of one environment; what stands alone, for a tool, is none."""
    out = []
    with open(path) as file:
        for part in file.read().split("\n---\n"):
            head, _, body = part.removeprefix("---\n").partition("\n")
            words = head.split()
            if words[1] == environment and not words[2].startswith("/"):
                out.append(yaml.safe_load(body))
    return by_key(out)


def differences(left, right, path=""):
    if type(left) is not type(right):
        return ["%s: %r, built: %r" % (path, left, right)]
    if isinstance(left, dict):
        out = []
        for name in sorted(set(left) | set(right)):
            out += differences(left.get(name), right.get(name), path + "." + name)
        return out
    if isinstance(left, list) and len(left) == len(right):
        return [d for i, (a, b) in enumerate(zip(left, right)) for d in differences(a, b, "%s[%d]" % (path, i))]
    return [] if left == right else ["%s: %r, built: %r" % (path, left, right)]


def compare(wanted, built, who):
    out = ["%s: is not built" % (k,) for k in wanted if k not in built]
    out += ["%s: is built, and was not compiled" % (k,) for k in built if k not in wanted]
    for name, thing in wanted.items():
        if name in built:
            out += ["%s/%s%s" % (name[1], name[3], d) for d in differences(thing, built[name])]
    return ["%s: %s" % (who, d) for d in out]


def write_schemas(specs, folder):
    """As kubeconform looks for them: a file a kind."""
    with lzma.open(os.path.join(specs, "definitions-%s.json.xz" % VERSION)) as file:
        document = json.load(file)
    with open(os.path.join(folder, "_definitions.json"), "w") as file:
        json.dump(document, file)
    for name, schema in document["$defs"].items():
        for kind in schema.get("x-kubernetes-group-version-kind", []):
            parts = [kind["kind"], kind["group"].split(".")[0], kind["version"]]
            with open(os.path.join(folder, "-".join(p for p in parts if p).lower() + ".json"), "w") as file:
                json.dump({"$ref": "_definitions.json#/$defs/" + name}, file)
    with lzma.open(os.path.join(specs, "crds.json.xz")) as file:
        for name, schema in json.load(file).items():
            group, _, rest = name.partition("/")
            kind, _, version = rest.rpartition("_")
            with open(os.path.join(folder, "%s-%s-%s.json" % (kind, group.split(".")[0], version)), "w") as file:
                json.dump(schema, file)


def invalid(specs, built):
    with tempfile.TemporaryDirectory() as folder:
        write_schemas(specs, folder)
        run = subprocess.run(["kubeconform", "-strict", "-kubernetes-version", VERSION + ".0", "-output", "json", "-schema-location",
                              folder + "/{{.ResourceKind}}{{.KindSuffix}}.json", built], capture_output=True, text=True)
    told = json.loads(run.stdout or "{}").get("resources", [])
    out = ["kubeconform: %s %s: %s" % (r["kind"], r["name"], r["msg"]) for r in told]
    return out if out or run.returncode == 0 else ["kubeconform: " + run.stderr]


def main():
    name, objects, environment, specs, *built = sys.argv[1:]
    found = invalid(specs, built[0])
    count = 0
    for path in built:
        with open(path) as file:
            things = by_key(yaml.safe_load_all(file))
        count = len(things)
        if objects != "-":
            found += compare(compiled(objects, environment), things, os.path.basename(path).removesuffix(".yaml"))
    for line in found:
        print("%s: %s" % (name, line))
    print("%s: %d objects, %d findings" % (name, count, len(found)))
    return 1 if found or count == 0 else 0


sys.exit(main())
