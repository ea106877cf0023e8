#!/usr/bin/env python3
"""Holds specs/schema/*.json against files that the compiler takes, and against mistakes.

    tests/schema/validate.py INFRAGEN

Every specification of the examples and of tests/docs/base fits the schema of its sort, as YAML 1.2 readers see it (an
editor's language server is one). Each key of theirs that is misspelled does not: keys at the top, and keys of every
object that a kind declares. Exit: 0 all holds, 1 something does not, 77 the Python packages are missing.
"""
import copy
import glob
import json
import os
import re
import subprocess
import sys

REPOSITORY = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROJECTS = sorted(glob.glob(os.path.join(REPOSITORY, "examples", "*"))) + [os.path.join(REPOSITORY, "tests", "docs", "base")]
SORTS = [("infragen.yaml", "project"), ("envs/*.yaml", "environment"), ("envs/*/*.yaml", "environment"), ("shared/*.yaml", "shared"),
         ("domains/*/*.yaml", "domain")]

try:
    import jsonschema
    import yaml
except ImportError as missing:
    print("SKIPPED: %s" % missing)
    sys.exit(77)


class Core(yaml.SafeLoader):
    """The core schema of YAML 1.2, section 10.3.2."""


Core.yaml_implicit_resolvers = {}
for kind, pattern, first in (("null", r"~|null|Null|NULL|", "~nN\0"), ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
                             ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
                             ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", "-+.0123456789")):
    Core.add_implicit_resolver("tag:yaml.org,2002:" + kind, re.compile("^(?:%s)$" % pattern), list(first) if kind != "null" else ["~", "n", "N", ""])


def whole(loader, node):
    text = loader.construct_scalar(node)
    return int(text[2:], {"0o": 8, "0x": 16}[text[:2]]) if text[:2] in ("0o", "0x") else int(text)


Core.add_constructor("tag:yaml.org,2002:int", whole)


def specifications():
    for project in PROJECTS:
        for pattern, sort in SORTS:
            for path in sorted(glob.glob(os.path.join(project, pattern))):
                with open(path, encoding="utf-8") as f:
                    yield os.path.relpath(path, REPOSITORY), sort, yaml.load(f, Core)


def kinds(infragen):
    return {kind["name"] for kind in json.loads(subprocess.check_output([infragen, "kinds", "--format", "json"]))["kinds"]}


def misspelled(document, names):
    """(what, the document with one key misspelled), for each key at the top and each key of an object."""
    for key in document or {}:
        wrong = {(k + "z" if k == key else k): v for k, v in document.items()}
        yield key, wrong
        if key not in names or not isinstance(document[key], dict):
            continue
        for name, fields in document[key].items():
            for field in fields if isinstance(fields, dict) else {}:
                wrong = copy.deepcopy(document)
                wrong[key][name][field + "z"] = wrong[key][name].pop(field)
                # `tiers: {app: …}`: names of things, not fields, where the one object of a kind stands without a name.
                yield "%s.%s.%s" % (key, name, field), wrong


def main():
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    names = kinds(sys.argv[1])
    validators = {}
    for sort in {sort for _, sort in SORTS}:
        with open(os.path.join(REPOSITORY, "specs", "schema", sort + ".json"), encoding="utf-8") as f:
            schema = json.load(f)
        jsonschema.Draft202012Validator.check_schema(schema)
        validators[sort] = jsonschema.Draft202012Validator(schema)
    failures, valid, refused = [], 0, 0
    for path, sort, document in specifications():
        errors = sorted(validators[sort].iter_errors(document), key=str)
        valid += 1
        failures += ["%s: %s: %s" % (path, "/".join(map(str, e.absolute_path)), e.message[:300]) for e in errors]
        for what, wrong in misspelled(document, names):
            one = isinstance(document.get(what.split(".")[0]), dict) and what.count(".") == 2 and what.split(".")[1] in ("tiers", "allow", "tags")
            if one:
                continue
            refused += 1
            if validators[sort].is_valid(wrong):
                failures.append("%s: `%s` can be misspelled" % (path, what))
    if valid < 10 or refused < 50:
        failures.append("only %d files and %d mistakes were tried" % (valid, refused))
    for failure in failures:
        print(failure)
    print("schema: %d files fit, %d misspelled keys, %d failures" % (valid, refused, len(failures)))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
