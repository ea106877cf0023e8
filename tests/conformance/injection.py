#!/usr/bin/env python3
"""injection.py EXPECTED.json SHOW.json: are the planned values those that were written?

Terraform holds texts in Unicode's normal form C; beside that nothing may change.
"""
import json
import sys
import unicodedata


def composed(value):
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [composed(item) for item in value]
    if isinstance(value, dict):
        return {composed(key): composed(item) for key, item in value.items()}
    return value


def main():
    expected = json.load(open(sys.argv[1], encoding="utf-8"))
    planned = json.load(open(sys.argv[2], encoding="utf-8"))["planned_values"]
    outputs = {name: output.get("value") for name, output in planned["outputs"].items()}
    inputs = {r["name"]: r["values"]["input"] for r in planned["root_module"]["resources"]}
    failed = compared = 0

    def hold(where, wanted, found):
        nonlocal failed, compared
        compared += 1
        if composed(wanted) == found:
            return
        failed += 1
        if failed <= 20:
            print(f"injection: {where}: {ascii(wanted)[:200]} came back as {ascii(found)[:200]}", file=sys.stderr)

    for name, text in expected["outputs"].items():
        hold(f"output {name}", text, outputs.get(name))
    for name, values in expected["inputs"].items():
        found = inputs.get(name, {})
        for key, value in values.items():
            if key == "json":
                hold(f"{name}.{key}", value, json.loads(found.get(key, "null")))
            else:
                hold(f"{name}.{key}", value, found.get(key))
    print(f"injection: {compared} values read back by terraform, {failed} differ")
    return 1 if failed or compared < 1000 else 0


if __name__ == "__main__":
    sys.exit(main())
