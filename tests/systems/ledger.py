#!/usr/bin/env python3
"""Holds the requirement ledger of each system against what Terraform planned.

ledger.py PLANS_DIR [NAME…]     every NAME.ledger beside this file, on the plans PLANS_DIR/NAME/**/*.json, which
                                tests/conformance/terraform.sh --plans writes

NAME.ids has the ids of the system's requirement sheet, one in a line; each stands in NAME.ledger exactly once:

    POPCORN-NET-06 shown
      dev: count aws_nat_gateway = 1
    POPCORN-EDGE-06 open: no public domain is known
    POPCORN-ECS-16 figure: case memory-that-does-not-go-with-the-cpu
    … overruled: by which row    … outside: why a compiler cannot show it

A check is `SCOPE: SUBJECT`. SCOPE is an environment's name, `global`, `both` (dev and prod, one after the other;
`{env}` is the name) or `together` (the resources of all roots in one heap). SUBJECT is one of

    count TYPE [where PATH TEST]… = N         (or >= N) so many resources
    absent TYPE                               none of a type; TYPE may end with *
    every TYPE [where PATH TEST]… PATH TEST   there are such resources, and the test holds for every value at PATH
    some TYPE [where PATH TEST]… PATH TEST    … for a value of every such resource

    TEST: = JSON | >= NUMBER | set | null | matches /REGEX/ | lacks "TEXT" | distinct | distinct >= N
          | written /REGEX/ | unwritten "TEXT"

PATH goes through attributes with dots, into every element of a list, into JSON in a string, and with
`environment[DB_HOST]` into the elements that are named so. `subnets -> tags.Tier` follows the references that are
written in an attribute, also through the outputs of another root's state. @address and @root are the resource's own;
the types terraform, provider and output are the blocks of that name, with the literals written in them.

A value that is known only after the apply fails every test but `written` and `unwritten`, which look at the expression
that stands in the configuration. So does a value that is missing, but for `null`.

A scope `tree` looks at what was written, for a system whose project asks for modules (its plans are then those of the flat
layout, NAME-flat, and the files lie in NAME.tree):

    tree: file PATH                           there is such a file
    tree: PATH has /REGEX/                    its text has it

A figure is what a report shows instead of a plan. It names the cases of tests/cases that hold it, which must be there:
`case NAME`, several with commas.

Every check is also evaluated on plans from which what it looks at was taken away or altered, once for each resource
and value, and must fail on each: a check that cannot fail is an error.

Exit: 0 all well, 1 a row failed or the ledger is wrong, 2 usage.
"""
import collections
import json
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = os.path.join(os.path.dirname(HERE), "cases")
STATES = ("shown", "figure", "overruled", "outside", "open")
ENVIRONMENTS = ("dev", "prod")
BLOCK_TYPES = ("terraform", "provider", "output")
ALTERED = "altered-by-the-self-test"
REFERENCE = re.compile(r"\b(?:data\.[a-z]\w*\.[\w-]+(?:\.outputs\.\w+)?|[a-z]+_\w+\.[\w-]+)")
STRING = re.compile(r'"(?:\\.|\$\{[^}]*\}|[^"\\])*"')
TOKEN = re.compile(r'\s*("(?:\\.|[^"\\])*"|/(?:\\.|[^/\\])+/|->|>=|=|[^\s=>"/]\S*)')


class LedgerError(Exception):
    """The ledger is wrong, as opposed to the system."""


class Unknown:
    """A value that is known only after the apply."""

    def __repr__(self):
        return "known after the apply"


UNKNOWN = Unknown()

# --- Plans -----------------------------------------------------------------------------------------------------------


def normalize(value, unknown):
    """The planned value, with what is unknown marked and with JSON in strings read."""
    if unknown is True:
        return UNKNOWN
    if isinstance(value, dict) or isinstance(unknown, dict):
        value, unknown = value or {}, unknown or {}
        return {key: normalize(value.get(key), unknown.get(key) if isinstance(unknown, dict) else None)
                for key in sorted(set(value) | set(unknown))}
    if isinstance(value, list) or isinstance(unknown, list):
        value, unknown = value or [], unknown or []
        return [normalize(value[i] if i < len(value) else None, unknown[i] if i < len(unknown) else None)
                for i in range(max(len(value), len(unknown)))]
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def literals(written):
    """The values of a block that are written as literals, nested as its blocks are."""
    values = {}
    for path, texts in written.items():
        try:
            literal = json.loads(texts[0])
        except ValueError:
            continue
        at = values
        for name in path.split(".")[:-1]:
            at = at.setdefault(name, {})
        at[path.split(".")[-1]] = literal
    return values


class Resource:
    def __init__(self, kind, name, root, values, written):
        self.kind, self.name, self.root, self.written = kind, name, root, written
        self.values = dict(values)
        self.values["@root"] = root.name


class Root:
    """A folder that is planned by itself, for example terraform/prod/core."""

    def __init__(self, name, plan):
        self.name = name
        parts = name.split("/")
        self.environment = parts[1] if len(parts) > 1 else parts[0]
        blocks = plan["configuration"]
        named = lambda kind: {tuple(b["labels"][1:3]): b["written"] for b in blocks if b["labels"][0] == kind}
        sources, self.data = named("resource"), named("data")
        self.resources = []
        changes = {change["address"]: change for run in plan["runs"].values() for change in run["resource_changes"]}
        for address, change in sorted(changes.items()):
            if change["mode"] != "managed" or change["after"] is None:
                continue
            written = {} if change.get("module_address") else sources.get((change["type"], change["name"]), {})
            self.resources.append(Resource(change["type"], change["name"], self,
                                           normalize(change["after"], change["after_unknown"]), dict(written)))
            self.resources[-1].values["@address"] = address
        for block in blocks:
            kind = block["labels"][0]
            if kind in BLOCK_TYPES:
                name = ".".join(block["labels"][1:])
                self.resources.append(Resource(kind, name, self, literals(block["written"]), dict(block["written"])))
                self.resources[-1].values["@address"] = ".".join(block["labels"])


class System:
    def __init__(self, roots, tree=None):
        self.roots, self.tree = roots, tree or {}

    @staticmethod
    def load(folder):
        roots = []
        for path, _folders, files in sorted(os.walk(folder)):
            for name in sorted(files):
                if name.endswith(".json"):
                    full = os.path.join(path, name)
                    with open(full, encoding="utf-8") as source:
                        roots.append(Root(os.path.relpath(full, folder)[:-len(".json")], json.load(source)))
        return System(roots)

    @staticmethod
    def load_system(plans, name):
        """The plans of a system, or of its flat twin, and the files that were written."""
        flat, folder, tree = os.path.join(plans, name + "-flat"), os.path.join(plans, name + ".tree"), {}
        for path, _folders, files in os.walk(folder):
            for file in files:
                full = os.path.join(path, file)
                with open(full, encoding="utf-8") as source:
                    tree[os.path.relpath(full, folder)] = source.read()
        system = System.load(flat if os.path.isdir(flat) else os.path.join(plans, name))
        system.tree = tree
        return system

    def in_scope(self, scope):
        if scope == "tree":
            return sorted(self.tree)
        return [root for root in self.roots if scope == "together" or root.environment == scope]

    def by_backend(self, text):
        """The root whose state a `config` of terraform_remote_state names."""
        config = dict(re.findall(r'(\w+) = "([^"]*)"', text))
        for root in self.roots:
            for resource in root.resources:
                backend = resource.values.get("backend", {}) if resource.kind == "terraform" else {}
                for settings in backend.values():
                    if settings.get("key") and all(settings.get(key) == config.get(key) for key in ("bucket", "key")):
                        return root
        return None

    def resolve(self, text, root):
        """The resources that an expression refers to."""
        found = []
        code = STRING.sub(lambda match: " ".join(re.findall(r"\$\{([^}]*)\}", match[0])), text)
        for reference in REFERENCE.findall(code):
            parts = reference.split(".")
            if parts[0] != "data":
                found += [r for r in root.resources if (r.kind, r.name) == (parts[0], parts[1])]
            elif len(parts) == 5 and parts[1] == "terraform_remote_state":
                config = root.data.get((parts[1], parts[2]), {}).get("config", [""])[0]
                other = self.by_backend(config)
                for output in other.resources if other else []:
                    if (output.kind, output.name) == ("output", parts[4]):
                        found += self.resolve(" ".join(output.written.get("value", [])), other)
        return found


# --- Paths: a leaf is (container, key), so that the self-test can alter it --------------------------------------------


def leaves(container, key):
    """The values at one place: each element of a list, or the one value."""
    value = container.get(key) if isinstance(container, dict) else container[key]
    if isinstance(value, list) and value:
        return [leaf for i in range(len(value)) for leaf in leaves(value, i)]
    return [(container, key)]


def walk(container, segments):
    """The leaves at a path. What ends early, unknown or missing, is the leaf itself."""
    match = re.fullmatch(r"([^\[]+)(?:\[(.+)\])?", segments[0])
    if not match:
        raise LedgerError("not a path: " + ".".join(segments))
    places = leaves(container, match[1])
    if match[2] and value_of(places[0]) is not UNKNOWN:
        named = lambda value: isinstance(value, dict) and value.get("name") == match[2]
        places = [place for place in places if named(value_of(place))] or [({}, match[1])]
    if len(segments) == 1:
        return places
    found = []
    for place in places:
        value = value_of(place)
        if isinstance(value, dict):
            found += walk(value, segments[1:])
        else:
            found.append(place if value is None or value is UNKNOWN else ({}, segments[1]))
    return found


def value_of(leaf):
    container, key = leaf
    value = container.get(key) if isinstance(container, dict) else container[key]
    return None if value == [] else value


def follow(system, resource, hops):
    """The resources that PATH -> PATH -> … leads to, and the written texts that lead there."""
    here, ways = [resource], []
    for hop in hops:
        there = []
        for at in here:
            ways.append((at.written, hop))
            for text in at.written.get(hop, []):
                there += system.resolve(text, at.root)
        here = there
    return here, ways


# --- Tests of values -------------------------------------------------------------------------------------------------

Test = collections.namedtuple("Test", "word operand")


def holds(test, value):
    """Whether a test of one value holds. `distinct` is one of all values."""
    if test.word == "null":
        return value is None
    if value is None or value is UNKNOWN:
        return False
    if test.word == "=":
        return type(value) is type(test.operand) and value == test.operand
    if test.word == ">=":
        return isinstance(value, (int, float)) and not isinstance(value, bool) and value >= test.operand
    text = value if isinstance(value, str) else json.dumps(value, sort_keys=True, default=repr)
    if test.word in ("matches", "written"):
        return bool(re.search(test.operand, text))
    if test.word in ("lacks", "unwritten"):
        return test.operand not in text
    return True  # set


def alterations(test, value):
    """What a value is replaced by, so that the test must fail."""
    if test.word == "null":
        return [ALTERED]
    if test.word in ("=", "matches", "written"):
        return [None, ALTERED]
    if test.word == ">=":
        return [None, test.operand - 1]
    if test.word in ("lacks", "unwritten"):
        return [None, test.operand]
    return [None]


# --- Checks ----------------------------------------------------------------------------------------------------------


class Check:
    """One line below a row that is shown."""

    def __init__(self, text, scope):
        self.text, self.scope = text, scope
        tokens, at = [], 0
        while text[at:].strip():
            match = TOKEN.match(text, at)
            if not match:
                raise LedgerError("cannot read the check from: " + text[at:])
            tokens.append(match[1])
            at = match.end()
        self.tokens = collections.deque(tokens)
        self.word, self.kind, self.wheres = self.take(), self.take(), []
        self.path = self.hops = self.test = None
        if self.word not in ("count", "absent", "every", "some"):
            raise LedgerError("no such word: " + self.word)
        while self.word != "absent" and self.tokens and self.tokens[0] == "where":
            self.take()
            self.wheres.append(self.read_condition())
        if self.word == "count":
            self.test = self.read_test()
            if self.test.word not in ("=", ">=") or not isinstance(self.test.operand, int) or self.test.operand < 1:
                raise LedgerError("count wants = N or >= N, N from 1 on; for none there is `absent`")
        elif self.word != "absent":
            self.hops, self.path, self.test = self.read_condition()
        if self.word == "some" and self.test.word not in ("=", "matches"):
            raise LedgerError("some wants = or matches")
        if self.tokens:
            raise LedgerError("left over: " + " ".join(self.tokens))

    def take(self):
        if not self.tokens:
            raise LedgerError("the check ends too early")
        return self.tokens.popleft()

    def read_condition(self):
        hops = [self.take()]
        while self.tokens and self.tokens[0] == "->":
            self.take()
            hops.append(self.take())
        return hops[:-1], hops[-1], self.read_test()

    def read_test(self):
        word = self.take()
        if word in ("set", "null"):
            return Test(word, None)
        if word == "distinct":
            if self.tokens and self.tokens[0] == ">=":
                self.take()
                return Test(word, int(self.take()))
            return Test(word, None)
        operand = self.take()
        if word in ("matches", "written"):
            if not (len(operand) > 2 and operand[0] == operand[-1] == "/"):
                raise LedgerError(word + " wants /regex/")
            return Test(word, operand[1:-1].replace("\\/", "/"))
        if word not in ("=", ">=", "lacks", "unwritten"):
            raise LedgerError("no such test: " + word)
        try:
            value = json.loads(operand)
        except ValueError:
            raise LedgerError("not a JSON value: " + operand) from None
        if word in ("lacks", "unwritten") and not (isinstance(value, str) and value):
            raise LedgerError(word + ' wants "text"')
        return Test(word, value)

    # What the check looks at.

    def places(self, system, resource, hops, path, test):
        """The leaves to test, and the written texts on the way."""
        targets, ways = follow(system, resource, hops)
        found = []
        for target in targets:
            if test.word in ("written", "unwritten"):
                texts = target.written.get(path)
                found += [(texts, i) for i in range(len(texts))] if texts else [({}, path)]
            else:
                found += walk(target.values, path.split("."))
        return found, ways

    def selected(self, system):
        if self.kind.endswith("*"):
            fits = lambda kind: kind.startswith(self.kind[:-1])
        else:
            fits = lambda kind: kind == self.kind
        chosen = [r for root in system.in_scope(self.scope) for r in root.resources if fits(r.kind)]
        for hops, path, test in self.wheres:
            chosen = [r for r in chosen if self.fits(system, r, hops, path, test)]
        return chosen

    def fits(self, system, resource, hops, path, test):
        values = [value_of(leaf) for leaf in self.places(system, resource, hops, path, test)[0]]
        return bool(values) and any(holds(test, value) for value in values)

    def evaluate(self, system):
        """(holds, what was found)."""
        chosen = self.selected(system)
        if self.word == "absent":
            return not chosen, ", ".join(r.values["@address"] for r in chosen) or "none"
        if self.word == "count":
            n = len(chosen)
            return (n == self.test.operand if self.test.word == "=" else n >= self.test.operand), str(n)
        if not chosen:
            return False, "no such resource"
        good, everything, found = True, [], []
        for resource in chosen:
            values = [value_of(leaf)
                      for leaf in self.places(system, resource, self.hops, self.path, self.test)[0]]
            everything += values
            results = [self.test.word == "distinct" and value not in (None, UNKNOWN) or
                       self.test.word != "distinct" and holds(self.test, value) for value in values]
            if not results or not (any(results) if self.word == "some" else all(results)):
                good = False
                found.append("%s has %s" % (resource.values["@address"],
                                            ", ".join(repr(v) for v in values) or "no reference there"))
        if self.test.word == "distinct":
            different = len({json.dumps(v, sort_keys=True, default=repr) for v in everything})
            wanted = self.test.operand or max(2, len(everything))
            if different < wanted:
                good = False
                found.append("%d different of %d" % (different, len(everything)))
        return good, "; ".join(found) or "as expected"

    # The self-test.

    def survivors(self, system):
        """The alterations of the system that the check does not notice."""
        survived = []

        def attempt(what):
            if self.evaluate(system)[0]:
                survived.append(what)

        if self.word == "absent":
            roots = system.in_scope(self.scope)
            roots[0].resources.append(Resource(self.kind.rstrip("*") + ("x" if self.kind.endswith("*") else ""),
                                               ALTERED, roots[0], {"@address": ALTERED}, {}))
            attempt("a resource of that type added")
            roots[0].resources.pop()
            return survived
        chosen = self.selected(system)
        with_removed(chosen, lambda: attempt("the resources removed"))
        if self.word == "count":
            if self.test.word == "=":
                with_removed(chosen[:1], lambda: attempt(chosen[0].values["@address"] + " removed"))
                chosen[0].root.resources.append(chosen[0])
                attempt("one more added")
                chosen[0].root.resources.pop()
            return survived
        if self.test.word == "distinct":
            self.survive_equal_values(system, chosen, attempt)
            return survived
        for resource in chosen:
            places, ways = self.places(system, resource, self.hops, self.path, self.test)
            address = resource.values["@address"]
            if self.word == "some":
                places = [place for place in places if holds(self.test, value_of(place))]
                for new in alterations(self.test, None):
                    with_values([(place, new) for place in places],
                                lambda new=new: attempt("%s: %s becomes %r" % (address, self.path, new)))
            else:
                for place in places:
                    for new in alterations(self.test, value_of(place)):
                        with_values([(place, new)],
                                    lambda new=new: attempt("%s: %s becomes %r" % (address, self.path, new)))
            with_values([((written, hop), [ALTERED]) for written, hop in ways if hop in written],
                        lambda: ways and attempt("%s: the reference removed" % address))
        return survived

    def survive_equal_values(self, system, chosen, attempt):
        places = [place for r in chosen for place in self.places(system, r, self.hops, self.path, self.test)[0]]
        first = value_of(places[0])
        with_values([(place, first) for place in places], lambda: attempt("all values made equal"))
        with_values([(place, None) for place in places], lambda: attempt("all values removed"))


class TreeCheck:
    """A line about a file that was written."""

    scope = "tree"

    def __init__(self, text):
        self.text = text
        words = text.split(" ", 2)
        if len(words) == 2 and words[0] == "file":
            self.path, self.regex = words[1], None
        elif len(words) == 3 and words[1] == "has" and len(words[2]) > 2 and words[2][0] == words[2][-1] == "/":
            self.path, self.regex = words[0], words[2][1:-1].replace("\\/", "/")
        else:
            raise LedgerError("a tree has `file PATH` or `PATH has /regex/`")

    def evaluate(self, system):
        if self.path not in system.tree:
            return False, "no such file"
        if self.regex is None or re.search(self.regex, system.tree[self.path], re.MULTILINE):
            return True, "as expected"
        return False, "not in its text"

    def survivors(self, system):
        survived, text = [], system.tree.pop(self.path)
        if self.evaluate(system)[0]:
            survived.append("without the file")
        if self.regex is not None:
            system.tree[self.path] = re.sub(self.regex, ALTERED, text, flags=re.MULTILINE)
            if self.evaluate(system)[0]:
                survived.append("with its text altered")
        system.tree[self.path] = text
        return survived


def with_removed(resources, action):
    kept = [(r.root, list(r.root.resources)) for r in resources]
    for resource in resources:
        resource.root.resources = [r for r in resource.root.resources if r is not resource]
    action()
    for root, before in reversed(kept):
        root.resources = before


def with_values(changes, action):
    """Runs the action with leaves replaced: [((container, key), new)]."""
    absent = object()
    before = [(c, k, c.get(k, absent) if isinstance(c, dict) else c[k]) for (c, k), _new in changes]
    for (container, key), new in changes:
        container[key] = new
    action()
    for container, key, old in reversed(before):
        if old is absent:
            del container[key]
        else:
            container[key] = old


def read_checks(text):
    """The checks of a line: `both` is one for each environment."""
    scope, colon, rest = text.partition(":")
    if not colon or " " in scope:
        raise LedgerError("a check starts with `SCOPE: `")
    if scope == "tree":
        return [TreeCheck(rest.strip())]
    if scope == "both":
        return [Check(rest.strip().replace("{env}", env), env) for env in ENVIRONMENTS]
    if scope not in ENVIRONMENTS + ("global", "together"):
        raise LedgerError("no such scope: " + scope)
    return [Check(rest.strip().replace("{env}", scope), scope)]


# --- Ledgers ---------------------------------------------------------------------------------------------------------

Row = collections.namedtuple("Row", "line id state reason checks")


def read_ledger(text, ids):
    """(rows, errors)."""
    rows, errors, seen = [], [], set()
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.strip().startswith("#"):
            continue
        if line[0].isspace():
            try:
                if not rows or rows[-1].state != "shown":
                    raise LedgerError("a check without a row that is shown")
                rows[-1].checks.extend(read_checks(line.strip()))
            except LedgerError as error:
                errors.append("line %d: %s" % (number, error))
            continue
        match = re.fullmatch(r"(\S+) (\w+)(?:: (\S.*))?", line.rstrip())
        if not match or match[2] not in STATES:
            errors.append("line %d: not a row: %s" % (number, line))
            continue
        row = Row(number, match[1], match[2], match[3], [])
        if (row.state == "shown") == bool(row.reason):
            errors.append("line %d: %s" % (number, "shown has checks, not a reason" if row.reason else
                                           row.state + " wants a reason"))
        if row.id in seen:
            errors.append("line %d: %s stands here twice" % (number, row.id))
        elif row.id not in ids:
            errors.append("line %d: %s is no id of the sheet" % (number, row.id))
        seen.add(row.id)
        rows.append(row)
    errors += ["%s is missing" % id for id in ids if id not in seen]
    errors += ["line %d: %s has no check" % (row.line, row.id) for row in rows if row.state == "shown" and
               not row.checks]
    return rows, errors


def known_cases():
    """Names of the cases of tests/cases: of diag and valid by their lines, of cli by their files."""
    names = set()
    for folder, _, files in os.walk(CASES):
        for file in files:
            if file.endswith(".txt"):
                names.add(file[:-len(".txt")])
            elif file.endswith(".yaml"):
                with open(os.path.join(folder, file), encoding="utf-8") as source:
                    names.update(re.findall(r"^# case: (\S+)$", source.read(), re.MULTILINE))
    return names


def missing_cases(rows, names):
    """What is wrong with the figures of a ledger."""
    errors = []
    for row in rows:
        if row.state != "figure":
            continue
        for part in row.reason.split(", "):
            match = re.fullmatch(r"case (\S+)", part)
            if not match or match[1] not in names:
                errors.append("line %d: %s: %s" % (row.line, part, "there is no such case" if match else "not `case NAME`"))
    return errors


def judge(rows, system):
    """[(row, message)] of what is wrong."""
    wrong = []
    for row in rows:
        for check in row.checks:
            expected = "%s: %s" % (check.scope, check.text)
            if not system.in_scope(check.scope):
                wrong.append((row, "expected  %s\n    found     no plan of %s" % (expected, check.scope)))
                continue
            good, found = check.evaluate(system)
            if not good:
                wrong.append((row, "expected  %s\n    found     %s" % (expected, found)))
                continue
            for survivor in check.survivors(system):
                wrong.append((row, "cannot fail  %s\n    still holds  %s" % (expected, survivor)))
            if not check.evaluate(system)[0]:
                raise AssertionError("the self-test left the plan altered: " + expected)
    return wrong


def run(name, plans):
    """Prints the result of one ledger; whether all is well."""
    with open(os.path.join(HERE, name + ".ids"), encoding="utf-8") as source:
        ids = source.read().split()
    with open(os.path.join(HERE, name + ".ledger"), encoding="utf-8") as source:
        rows, errors = read_ledger(source.read(), ids)
    errors += missing_cases(rows, known_cases())
    errors += ["%s.ids has %s twice" % (name, id) for id, n in collections.Counter(ids).items() if n > 1]
    if not os.path.isdir(os.path.join(plans, name)):
        errors.append("there are no plans of " + name)
    for error in errors:
        print("FAILED: %s.ledger: %s" % (name, error))
    wrong = [] if errors else judge(rows, System.load_system(plans, name))
    for row, message in wrong:
        print("FAILED: %s (%s.ledger:%d)\n    %s" % (row.id, name, row.line, message))
    failed = {row.id for row, _message in wrong}
    states = collections.Counter(row.state for row in rows if row.id not in failed)
    figures = "%d figure%s" % (states["figure"], "" if states["figure"] == 1 else "s")
    print("%s %d shown, %s, %d overruled, %d outside, %d open%s" % (
        name.capitalize(), states["shown"], figures, states["overruled"], states["outside"], states["open"],
        ", %d FAILED" % len(failed) if failed else ""))
    return not errors and not wrong


def main():
    arguments = sys.argv[1:]
    if not arguments or arguments[0].startswith("-"):
        print("usage: ledger.py PLANS_DIR [NAME…]", file=sys.stderr)
        return 2
    names = arguments[1:] or sorted(f[:-len(".ledger")] for f in os.listdir(HERE) if f.endswith(".ledger"))
    return 0 if all([run(name, arguments[0]) for name in names]) and names else 1


if __name__ == "__main__":
    sys.exit(main())
