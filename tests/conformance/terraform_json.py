#!/usr/bin/env python3
"""Reads Terraform's JSON for terraform.sh.

terraform_json.py validate            stdin: `terraform validate -json`
terraform_json.py test --summary FILE [--root NAME --out FILE]
                                      stdin: `terraform test -json -verbose`
terraform_json.py table               stdin: rows of cells, tab between; printed in columns

`test --out` keeps the plan and drops the provider's schema (13 MB):

    {"root": "terraform/prod/core",
     "runs": {"plan": {"resource_changes": [{"address", "mode", "type", "name", "index", "module_address", "actions",
                                             "after", "after_unknown"}, …],
                       "output_changes": {"vpc_id": {"actions", "after", "after_unknown"}, …}}},
     "configuration": the blocks of the working folder, see terraform_source.py}

Diagnostics go to stdout, a paragraph each, and warnings in one line that starts with `warning: `.
Exit: 0 all well, 1 an error was reported, no test passed, or one did not.
"""
import argparse
import json
import os
import sys

sys.dont_write_bytecode = True
import terraform_source  # noqa: E402: after the line above, so that no bytecode stays among the sources

CHANGE_KEYS = ("address", "module_address", "mode", "type", "name", "index")


def print_diagnostic(diagnostic):
    place = ""
    span = diagnostic.get("range")
    if span:
        place = " at %s:%d" % (span["filename"], span["start"]["line"])
    summary, detail = diagnostic["summary"], diagnostic.get("detail", "")
    if diagnostic["severity"] == "warning":
        print("warning: " + " ".join((summary + ": " + detail).split()))
        return
    address = diagnostic.get("address")
    print("error%s%s: %s" % (place, " (%s)" % address if address else "", summary))
    for line in detail.splitlines():
        print("    " + line)
    snippet = diagnostic.get("snippet")
    if snippet:
        print("    | " + snippet["code"].replace("\n", "\n    | "))


def validate(_arguments):
    report = json.load(sys.stdin)
    for diagnostic in report["diagnostics"]:
        print_diagnostic(diagnostic)
    return 0 if report["valid"] else 1


def reduce_change(change):
    kept = {key: change[key] for key in CHANGE_KEYS if key in change}
    for key in ("actions", "after", "after_unknown"):
        kept[key] = change["change"].get(key)
    return kept


def reduce_plan(plan):
    return {
        "resource_changes": [reduce_change(change) for change in plan.get("resource_changes", [])],
        "output_changes": {
            name: {key: change.get(key) for key in ("actions", "after", "after_unknown")}
            for name, change in plan.get("output_changes", {}).items()
        },
    }


def write_json(path, value):
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    with open(path, "w", encoding="utf-8") as out:
        json.dump(value, out, indent=1, sort_keys=True, ensure_ascii=False)
        out.write("\n")


def test(arguments):
    runs, counts, errors = {}, None, 0
    for line in sys.stdin:
        if not line.startswith("{"):
            print(line, end="")
            continue
        event = json.loads(line)
        if event["type"] == "test_plan":
            runs[event["@testrun"]] = reduce_plan(event["test_plan"])
        elif event["type"] == "diagnostic":
            errors += event["diagnostic"]["severity"] == "error"
            print_diagnostic(event["diagnostic"])
        elif event["type"] == "test_summary":
            counts = event["test_summary"]
    if counts is None:
        print("error: terraform test ended without a summary")
        return 1
    resources = sum(
        change["mode"] == "managed" for run in runs.values() for change in run["resource_changes"])
    bad = counts["failed"] + counts["errored"] + counts["skipped"]
    with open(arguments.summary, "w", encoding="utf-8") as out:
        if bad:
            out.write("%d of %d runs bad" % (bad, bad + counts["passed"]))
        else:
            out.write("%d resource%s" % (resources, "" if resources == 1 else "s"))
    if arguments.out:
        write_json(arguments.out, {"root": arguments.root, "runs": runs,
                                   "configuration": terraform_source.read_folder(".")})
    if counts["passed"] == 0:
        print("error: no test run passed")
    elif not runs:
        print("error: terraform test printed no plan")
    return 0 if counts["passed"] > 0 and runs and not bad and not errors else 1


def table(_arguments):
    rows = [line.rstrip("\n").split("\t") for line in sys.stdin]
    widths = [max(len(row[i]) for row in rows if i < len(row)) for i in range(max(map(len, rows)))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
    return 0


def main():
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("validate").set_defaults(run=validate)
    commands.add_parser("table").set_defaults(run=table)
    tester = commands.add_parser("test")
    tester.add_argument("--summary", required=True)
    tester.add_argument("--root")
    tester.add_argument("--out")
    tester.set_defaults(run=test)
    arguments = parser.parse_args()
    return arguments.run(arguments)


if __name__ == "__main__":
    sys.exit(main())
