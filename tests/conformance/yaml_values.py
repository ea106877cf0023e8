#!/usr/bin/env python3
"""yaml_values.py python EXPECTED.json DOCUMENTS.yaml       are the values those that PyYAML (YAML 1.1) reads?
yaml_values.py json EXPECTED.json OBJECTS.json WHO        are they those that WHO read and printed as JSON?
"""
import json
import sys

import yaml


def objects_of(documents):
    """name -> values, of single objects and of lists of them."""
    found = {}
    for document in documents:
        for one in document["items"] if document.get("kind") == "List" else [document]:
            found[one["metadata"]["name"]] = one["spec"]
    return found


def json_documents(text):
    decoder, at = json.JSONDecoder(), 0
    while at < len(text):
        document, at = decoder.raw_decode(text, at)
        yield document
        while at < len(text) and text[at].isspace():
            at += 1


def differences(path, wanted, found):
    if isinstance(wanted, dict) and isinstance(found, dict):
        for key in list(wanted) + [key for key in found if key not in wanted]:
            if key not in wanted or key not in found:
                yield path + [key], "there" if key in wanted else "absent", "there" if key in found else "absent"
            else:
                yield from differences(path + [key], wanted[key], found[key])
    elif isinstance(wanted, list) and isinstance(found, list) and len(wanted) == len(found):
        for i, (a, b) in enumerate(zip(wanted, found)):
            yield from differences(path + [i], a, b)
    else:
        number = isinstance(wanted, (int, float)) and not isinstance(wanted, bool)
        same_type = type(wanted) is type(found) or (number and isinstance(found, (int, float)) and not isinstance(found, bool))
        if not same_type or wanted != found:
            yield path, wanted, found


def size(value):
    if isinstance(value, dict):
        return sum(1 + size(item) for item in value.values())
    return sum(size(item) for item in value) if isinstance(value, list) else 1


def hold(what, expected, found):
    wrong = list(differences([], expected, found))
    for path, wanted, there in wrong[:20]:
        print(f"yaml: {what}: {ascii(path)[:200]}: {ascii(wanted)[:200]} came back as {ascii(there)[:200]}", file=sys.stderr)
    print(f"yaml: {what}: {size(expected)} keys and values in {len(expected)} documents read back, {len(wrong)} differ")
    return not wrong and size(expected) > 1000


def main():
    expected = json.load(open(sys.argv[2], encoding="utf-8"))
    text = open(sys.argv[3], encoding="utf-8", newline="").read()
    if sys.argv[1] == "json":
        return hold(sys.argv[4], expected, objects_of(json_documents(text)))
    loaders = {"PyYAML": yaml.SafeLoader}
    if hasattr(yaml, "CSafeLoader"):
        loaders["libyaml"] = yaml.CSafeLoader
    results = [hold(name, expected, objects_of(yaml.load_all(text, loader))) for name, loader in loaders.items()]
    return all(results)


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
