#!/usr/bin/env python3
"""Holds what the provider plans under two layouts against each other.

layouts.py FLAT_PLANS FLAT_LOCK MODULE_PLANS MODULE_LOCK

A resource is the same when its identity in the lock file is the same; its address differs. Every planned value must be
equal, and what is known only after an apply must be the same. The locks say which address is which identity.
Exit: 0 equal, 1 they differ, 2 usage.
"""
import json
import os
import sys

sys.dont_write_bytecode = True


def addresses(lock):
    """(unit, address) -> identity"""
    out = {}
    with open(lock, encoding="utf-8") as lines:
        for line in lines:
            words = line.rstrip("\n").split(" ", 4)
            if words[0] == "address":
                out[words[1], words[4]] = words[2]
    return out


def planned(folder, lock):
    """(unit, identity) -> (after, after_unknown)"""
    known, out = addresses(lock), {}
    for base, _, files in os.walk(folder):
        for name in sorted(files):
            path = os.path.join(base, name)
            with open(path, encoding="utf-8") as source:
                plan = json.load(source)
            words = plan["root"].split("/")
            for change in plan["runs"]["plan"]["resource_changes"]:
                if change["mode"] != "managed":
                    continue
                # A block with a `for_each` of its own is one identity.
                whole, bracket, index = change["address"].rpartition("[")
                found = [(word, known[word, change["address"]]) for word in words if (word, change["address"]) in known]
                found += [(word, known[word, whole] + bracket + index) for word in words if (word, whole) in known]
                # What a module that a person wrote makes is told by its call.
                call = ".".join(change["address"].split(".")[:2])
                found += [(word, known[word, call] + change["address"][len(call):]) for word in words if (word, call) in known]
                if not found:
                    sys.exit("layouts.py: %s of %s is not in %s" % (change["address"], plan["root"], lock))
                out[found[0]] = (change["address"], change["after"], change["after_unknown"])
    return out


def bare(unknown):
    """What is not known at all; a list that is known in part is said differently for each way to write it."""
    if isinstance(unknown, dict):
        return {key: bare(value) for key, value in unknown.items() if bare(value)}
    if isinstance(unknown, list):
        return [bare(value) for value in unknown] if any(bare(value) for value in unknown) else []
    return unknown


def main(arguments):
    if len(arguments) != 4:
        print(__doc__, file=sys.stderr)
        return 2
    flat, modules = planned(arguments[0], arguments[1]), planned(arguments[2], arguments[3])
    failed = 0
    for identity in sorted(flat.keys() | modules.keys()):
        a, b = flat.get(identity), modules.get(identity)
        if a is None or b is None:
            print("%s is planned under one layout only" % " ".join(identity))
            failed += 1
            continue
        for key in sorted((a[1] or {}).keys() | (b[1] or {}).keys()):
            x, y = a[1].get(key), b[1].get(key)
            if isinstance(x, str) and isinstance(y, str) and x.startswith(("{", "[")):
                x, y = json.loads(x), json.loads(y)
            if x != y:
                print("%s: %s of %s is %s, of %s it is %s" % (" ".join(identity), key, a[0], x, b[0], y))
                failed += 1
        if bare(a[2]) != bare(b[2]):
            print("%s: known after apply differ: %s, %s" % (" ".join(identity), bare(a[2]), bare(b[2])))
            failed += 1
    print("%d resources, %d differences" % (len(flat), failed))
    return 1 if failed or not flat else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
