#!/usr/bin/env python3
"""Lets the real provider plan a change of layout against a state, with no account and no network.

states.py --plugins MIRROR --from OUT --to OUT [--back OUT] [--only ROOT]… [--break]

OUT is an output folder of `infragen build`; the roots of all of them lie at the same places. For every root below --from
(or for those that --only names, and those whose states they read), in the order in which they read each other:

1. A state as an apply would leave it. The provider plans the root against nothing; what it plans is the state, and what is
   known only after an apply (ids, ARNs) is made up by the type that the provider's schema gives it. Planned against that,
   references have values, and so on until nothing changes any more: 0 to add, 0 to change, 0 to destroy, and the outputs.
2. The root of the same name below --to is planned against it: nothing may be added, changed or destroyed, no output may
   change, and every resource of the state must be there, under another address where a `moved` block says so.
3. What 2 leaves is planned by the root below --back in the same way.

--break then leaves out one `moved` block of --to for each root that has one: step 2 must add and destroy, or the check is worth
nothing. What that shows is printed.

Data sources and ephemeral resources are answered by a server of this program. Exit: 0 as it should be, 1 not, 2 usage.
"""
import argparse
import hashlib
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading

PROVIDER = "registry.terraform.io/hashicorp/aws"
ACCOUNT = "210987654321"
MOST_ROUNDS = 12   # the longest way from a resource to one that nothing refers to, and some


# ---- what AWS would answer

def parameter(request):
    name = request["Name"]
    return {"Parameter": {"Name": name, "Type": "String", "Value": "ami-0b460aba5106a2504", "Version": 1, "DataType": "text",
                          "ARN": "arn:aws:ssm:ap-northeast-2::parameter" + name}}


def secret_value(request):
    return {"ARN": request["SecretId"], "Name": "secret", "VersionId": "00000000-0000-0000-0000-000000000001",
            "SecretString": "0123456789abcdefghijklmnopqrstuv", "VersionStages": ["AWSCURRENT"], "CreatedDate": 1.7e9}


ANSWERS = {
    "AmazonSSM.GetParameter": parameter,
    "secretsmanager.GetSecretValue": secret_value,
    "secretsmanager.GetRandomPassword": lambda request: {"RandomPassword": "x" * int(request.get("PasswordLength", 32))},
}
CALLER = ("<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult>"
          "<Arn>arn:aws:iam::%s:user/test</Arn><UserId>AIDATEST</UserId><Account>%s</Account></GetCallerIdentityResult>"
          "</GetCallerIdentityResponse>" % (ACCOUNT, ACCOUNT))


class Answers(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        target = self.headers.get("X-Amz-Target")
        if target in ANSWERS:
            self.answer(200, "application/x-amz-json-1.1", json.dumps(ANSWERS[target](json.loads(body))))
        elif "Action=GetCallerIdentity" in body:
            self.answer(200, "text/xml", CALLER)
        else:
            self.answer(400, "text/plain", "states.py has no answer to %s %s" % (target, body[:200]))

    def answer(self, status, kind, text):
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


# ---- values that are known only after an apply

# What the provider compares with something, so that not every value will do.
KNOWN = {
    ("aws_acm_certificate", "resource_record_type"): "CNAME",
    ("aws_lb_target_group", "protocol_version"): "HTTP1",
}


def made_up(kind, address, name):
    """A value of that type (cty's words), which is another one for each resource."""
    known = KNOWN.get((address.rpartition("[")[0].split(".")[-2] if address.endswith("]") else address.split(".")[-2], name))
    if known is not None:
        return known
    if isinstance(kind, list):
        inner = kind[1]
        if kind[0] in ("list", "set"):
            return [made_up(inner, address, name)]
        if kind[0] == "object":
            return {key: made_up(of, address, key) for key, of in inner.items()}
        return {}
    if kind == "number":
        return 1
    if kind == "bool":
        return False
    word = hashlib.sha256(address.encode()).hexdigest()[:17]
    if name == "arn" or name.endswith("_arn"):
        return "arn:aws:made:ap-northeast-2:%s:%s/%s" % (ACCOUNT, name, word)
    if name.endswith("cidr_block"):
        return "10.0.0.0/16"
    return "%s-%s" % (name.replace("_", "-"), word)


def referred(kind, expression):
    """The same for an argument that is nothing but references to resources of the root: what these were made up to be."""
    found = [re.fullmatch(r"(aws_\w+\.\w+)(?:\.[\w\[\]]+)*?\.(\w+)", text) for text in (expression or {}).get("references", [])]
    values = [made_up("string", match.group(1), match.group(2)) for match in found if match]
    if isinstance(kind, list) and kind[0] in ("list", "set") and kind[1] == "string":
        return values or None
    return values[0] if kind == "string" and len(values) == 1 else None


class Schema:
    def __init__(self, schemas):
        self.resources = schemas["provider_schemas"][PROVIDER]["resource_schemas"]

    def version(self, type_):
        return self.resources[type_]["version"]

    def complete(self, type_, address, after, unknown, before, expressions):
        return self.block(self.resources[type_]["block"], address, after or {}, unknown or {}, before or {}, expressions)

    def block(self, block, address, after, unknown, before, expressions):
        """What is planned; what is not known yet as it was before, or made up."""
        out = {}
        for name, attribute in block.get("attributes", {}).items():
            kind = attribute.get("type") or self.nested_type(attribute["nested_type"])
            old = before.get(name)
            if old is None and isinstance(expressions.get(name), dict):
                old = referred(kind, expressions[name])
            out[name] = self.value(kind, address, name, after.get(name), unknown.get(name), old)
        for name, nested in block.get("block_types", {}).items():
            out[name] = self.nested(nested, address, name, after.get(name), unknown.get(name), before.get(name), expressions.get(name))
        return out

    def nested(self, nested, address, name, after, unknown, before, expressions):
        if nested["nesting_mode"] in ("single", "group"):
            if unknown is True:
                after, unknown = {}, {key: True for key in nested["block"].get("attributes", {})}
            return None if after is None else self.block(nested["block"], address, after, unknown or {}, before or {}, expressions or {})
        if unknown is True:
            return before if before is not None else []
        out = []
        for i, entry in enumerate(after or []):
            below = unknown[i] if isinstance(unknown, list) and i < len(unknown) else {}
            old = before[i] if isinstance(before, list) and len(before) == len(after) else {}
            said = expressions[i] if isinstance(expressions, list) and len(expressions) == len(after) else {}
            out.append(self.block(nested["block"], address, entry, below or {}, old, said))
        return out

    def value(self, kind, address, name, after, unknown, before):
        if unknown is True:
            return before if before is not None else made_up(kind, address, name)
        if isinstance(unknown, list) and isinstance(after, list):
            same = isinstance(before, list) and len(before) == len(after)
            inner = kind[1]
            return [self.value(inner[i] if kind[0] == "tuple" else inner, address, name, after[i],
                               unknown[i] if i < len(unknown) else None, before[i] if same else None) for i in range(len(after))]
        if isinstance(unknown, dict) and isinstance(after, dict):
            of = (lambda key: kind[1][key]) if kind[0] == "object" else (lambda key: kind[1])
            old = before if isinstance(before, dict) else {}
            return {key: self.value(of(key), address, key, after.get(key), unknown.get(key), old.get(key))
                    for key in sorted(after.keys() | {key for key, value in unknown.items() if value})}
        return after

    def nested_type(self, nested):
        attributes = {name: attribute.get("type") or self.nested_type(attribute["nested_type"])
                      for name, attribute in nested["attributes"].items()}
        return ["object", attributes] if nested["nesting_mode"] == "single" else [nested["nesting_mode"], ["object", attributes]]


# ---- states

class State:
    """address -> (module, type, name, index, attributes), and outputs."""

    def __init__(self, resources=None, outputs=None):
        self.resources, self.outputs = resources or {}, outputs or {}

    def text(self, schema):
        resources = {}
        for entry in self.resources.values():
            key = (entry.get("module_address"), entry["type"], entry["name"])
            instance = {"schema_version": schema.version(entry["type"]), "attributes": entry["attributes"],
                        "sensitive_attributes": entry["sensitive"]}
            if entry.get("index") is not None:
                instance["index_key"] = entry["index"]
            resources.setdefault(key, []).append(instance)
        out = []
        for (module, type_, name), instances in sorted(resources.items(), key=lambda item: str(item[0])):
            whole = {"mode": "managed", "type": type_, "name": name, "provider": "provider[\"%s\"]" % PROVIDER, "instances": instances}
            out.append({"module": module, **whole} if module else whole)
        return json.dumps({"version": 4, "terraform_version": "1.11.0", "serial": 1, "lineage": "states", "outputs": self.outputs,
                           "resources": out})


def secret_paths(marks, path=()):
    """Where a plan says that something is a secret, as a state says it; without them a resource would be changed."""
    if marks is True:
        yield list(path)
    elif isinstance(marks, dict):
        for key in sorted(marks):
            yield from secret_paths(marks[key], path + ({"type": "get_attr", "value": key},))
    elif isinstance(marks, list):
        for i, below in enumerate(marks):
            yield from secret_paths(below, path + ({"type": "index", "value": {"value": i, "type": "number"}},))


class Root:
    """A root in a folder of its own, as it is but for where its state lies and who answers."""

    def __init__(self, tree, name, port, plugins):
        self.tree, self.name, self.plugins = tree, name, plugins
        self.folder = os.path.join(tree, name)
        self.read = self.remote_states()
        shutil.rmtree(os.path.join(self.folder, "tests"), ignore_errors=True)
        if os.path.exists(os.path.join(self.folder, "backend.tf")):
            os.remove(os.path.join(self.folder, "backend.tf"))
        endpoints = "".join("    %s = \"http://127.0.0.1:%d\"\n" % (service, port) for service in ("sts", "ssm", "secretsmanager"))
        with open(os.path.join(self.folder, "provider_override.tf"), "w", encoding="utf-8") as out:
            out.write("provider \"aws\" {\n  access_key = \"x\"\n  secret_key = \"x\"\n  allowed_account_ids = null\n"
                      "  skip_credentials_validation = true\n  skip_requesting_account_id = true\n"
                      "  skip_metadata_api_check = true\n  skip_region_validation = true\n  max_retries = 1\n"
                      "  endpoints {\n%s  }\n}\n" % endpoints)
        self.initialised = False

    def remote_states(self):
        """Name of the data source -> what tells whose state it is."""
        path = os.path.join(self.folder, "remote.tf")
        if not os.path.exists(path):
            return {}
        with open(path, encoding="utf-8") as source:
            blocks = re.findall(r'^data "terraform_remote_state" "(\w+)" \{\n(.*?)^\}', source.read(), re.M | re.S)
        return {name: place_of(body) for name, body in blocks}

    def terraform(self, *arguments):
        done = subprocess.run(["terraform", *arguments], cwd=self.folder, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SystemExit("states.py: terraform %s of %s:\n%s%s" % (arguments[0], self.folder, done.stdout, done.stderr))
        return done.stdout

    def initialise(self):
        if not self.initialised:
            self.terraform("init", "-input=false", "-no-color", "-plugin-dir=" + self.plugins)
            self.initialised = True

    def plan(self, state, schema, others):
        """The plan's JSON against a state. `others`: place of a state -> its text."""
        if self.read:
            with open(os.path.join(self.folder, "remote_override.tf"), "w", encoding="utf-8") as out:
                for name, place in sorted(self.read.items()):
                    path = os.path.join(self.folder, name + ".tfstate")
                    with open(path, "w", encoding="utf-8") as text:
                        text.write(others[place])
                    out.write("data \"terraform_remote_state\" \"%s\" {\n  backend = \"local\"\n  config = { path = \"%s\" }\n}\n" % (name, path))
        self.initialise()
        path = os.path.join(self.folder, "terraform.tfstate")
        with open(path, "w", encoding="utf-8") as out:
            out.write(state.text(schema) if state.resources else State().text(schema))
        self.terraform("plan", "-input=false", "-no-color", "-refresh=false", "-lock=false", "-out=plan", *inputs_of(self.folder))
        return json.loads(self.terraform("show", "-json", "plan"))


def place_of(text):
    """Whose state a backend's settings mean: bucket and key, or a path."""
    settings = dict(re.findall(r'^\s*(bucket|key|path)\s*=\s*"(.*)"$', text, re.M))
    return settings.get("path") or settings["bucket"] + "/" + settings["key"]


def own_place(folder):
    path = os.path.join(folder, "backend.tf")
    if not os.path.exists(path):
        return None
    with open(path, encoding="utf-8") as source:
        return place_of(source.read())


def inputs_of(folder):
    """What nobody has told the compiler: variables without a default that no file of values gives."""
    given = set()
    path = os.path.join(folder, "terraform.tfvars")
    if os.path.exists(path):
        with open(path, encoding="utf-8") as source:
            given = set(re.findall(r"^(\w+)\s*=", source.read(), re.M))
    samples = {"account": ACCOUNT, "domain": "popcorn-test.kr"}
    out = []
    with open(os.path.join(folder, "variables.tf"), encoding="utf-8") as source:
        for name, body in re.findall(r'^variable "(\w+)" \{\n(.*?)^\}', source.read(), re.M | re.S):
            if name in given or re.search(r"^  default\b", body, re.M):
                continue
            sample = next((value for word, value in samples.items() if word in name), "value")
            out += ["-var", "%s=%s" % (name, sample)]
    return out


# ---- plans

def managed(plan):
    return [change for change in plan.get("resource_changes", []) if change["mode"] == "managed"]


def counts(plan):
    actions = [change["change"]["actions"] for change in managed(plan)]
    return (sum("create" in one for one in actions), sum(one == ["update"] for one in actions), sum("delete" in one for one in actions))


def outputs_that_change(plan):
    return sorted(name for name, change in plan.get("output_changes", {}).items() if change["actions"] != ["no-op"])


def differences(plan):
    """A line for each resource that would change, and which arguments."""
    for change in managed(plan):
        if change["change"]["actions"] == ["no-op"]:
            continue
        before, after = change["change"]["before"] or {}, change["change"]["after"] or {}
        changed = sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))
        shown = ["%s: %s -> %s" % (key, before.get(key), after.get(key)) for key in changed] if before and after else []
        shown += ["%s: not known any more" % key for key, value in (change["change"].get("after_unknown") or {}).items() if value and before]
        because = change["change"].get("replace_paths")
        yield "  %s: %s%s %s" % (change["address"], "/".join(change["change"]["actions"]), " for %s" % because if because else "", "; ".join(shown))


def applied(plan, state, schema):
    """What an apply would leave, as far as it is known."""
    expressions = {resource["address"]: resource["expressions"] for resource in plan["configuration"]["root_module"].get("resources", [])}
    resources = {}
    for change in managed(plan):
        if "delete" in change["change"]["actions"] and change["change"]["after"] is None:
            continue
        address = change["address"]
        old = state.resources.get(change.get("previous_address", address), {})
        attributes = schema.complete(change["type"], address, change["change"]["after"], change["change"]["after_unknown"],
                                     old.get("attributes"), expressions.get(address, {}))
        resources[address] = {key: change[key] for key in ("module_address", "type", "name", "index") if key in change}
        resources[address]["attributes"] = attributes
        resources[address]["sensitive"] = list(secret_paths(change["change"].get("after_sensitive")))
    outputs = {}
    for name, output in plan["planned_values"].get("outputs", {}).items():
        if "value" in output:
            outputs[name] = {key: output[key] for key in ("value", "type", "sensitive") if key in output}
    return State(resources, outputs)


def settle(root, schema, others):
    """A state against which the root has nothing to do."""
    state = State()
    for _ in range(MOST_ROUNDS):
        plan = root.plan(state, schema, others)
        done = counts(plan) == (0, 0, 0)
        state = applied(plan, state, schema)
        if done:
            return state
    print("\n".join(differences(plan)))
    raise SystemExit("states.py: %s does not come to rest" % root.folder)


def drop_move(folder):
    """Takes one `moved` block away; nothing where there is none."""
    path = os.path.join(folder, "moved.tf")
    if not os.path.exists(path):
        return None
    with open(path, encoding="utf-8") as source:
        blocks = source.read().split("\n\n")
    with open(path, "w", encoding="utf-8") as out:
        out.write("\n\n".join(blocks[:-1]) + "\n")
    return re.search(r"from = (.*)", blocks[-1]).group(1)


def held(root, state, schema, others, what):
    """Plans, and says whether nothing but addresses changes; and what is left."""
    plan = root.plan(state, schema, others)
    moved = sum("previous_address" in change for change in managed(plan))
    add, change, destroy = counts(plan)
    changed = outputs_that_change(plan)
    print("%s: %s: %d resources, %d moved; %d to add, %d to change, %d to destroy%s"
          % (root.name, what, len(managed(plan)), moved, add, change, destroy, "; outputs: " + ", ".join(changed) if changed else ""))
    left = applied(plan, state, schema)
    good = (add, change, destroy) == (0, 0, 0) and not changed and len(left.resources) == len(state.resources)
    if not good:
        print("\n".join(differences(plan)))
    return good, left


def roots_below(tree):
    out = []
    for base, folders, files in os.walk(tree):
        folders[:] = sorted(name for name in folders if name not in ("modules", "tests") and not name.startswith("."))
        if "versions.tf" in files:
            out.append(os.path.relpath(base, tree))
    return out


def in_order(places, reads, only):
    """Roots behind those whose states they read."""
    if only:
        wanted, more = set(), set(only)
        while more:
            wanted |= more
            states = set().union(*(reads[name] for name in more))
            more = {name for name, place in places.items() if place in states} - wanted
        places = {name: place for name, place in places.items() if name in wanted}
    order, known = [], set()
    while len(order) < len(places):
        ready = [name for name in places if name not in order and reads[name] <= known]
        if not ready:
            raise SystemExit("states.py: these roots read each other's states: %s" % sorted(set(places) - set(order)))
        order += ready
        known |= {places[name] for name in ready if places[name]}
    return order


def copied(project, work, name):
    """Roots lead to modules of the project by relative paths, so the whole of it comes along."""
    base, out = os.path.split(os.path.abspath(project))
    target = os.path.join(work, name)
    shutil.copytree(base, target, symlinks=True)
    return os.path.join(target, out)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--plugins", required=True)
    parser.add_argument("--from", dest="first", required=True)
    parser.add_argument("--to", required=True)
    parser.add_argument("--back")
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--break", dest="broken", action="store_true")
    arguments = parser.parse_args()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    failed = 0
    with tempfile.TemporaryDirectory() as work:
        trees = [copied(path, work, name) for name, path in (("from", arguments.first), ("to", arguments.to), ("back", arguments.back)) if path]
        names = roots_below(trees[0])
        places = {name: own_place(os.path.join(trees[0], name)) for name in names}
        roots = [{name: Root(tree, name, server.server_port, arguments.plugins) for name in names} for tree in trees]
        schema, texts = None, {}
        for name in in_order(places, {name: set(roots[0][name].read.values()) for name in names}, arguments.only):
            first, second = roots[0][name], roots[1][name]
            first.initialise()
            if schema is None:
                schema = Schema(json.loads(first.terraform("providers", "schema", "-json")))
            state = settle(first, schema, texts)
            if places[name]:
                texts[places[name]] = state.text(schema)
            good, left = held(second, state, schema, texts, "there")
            failed += not good
            if good and arguments.back:
                good, _ = held(roots[2][name], left, schema, texts, "back")
                failed += not good
            lost = drop_move(second.folder) if arguments.broken and name in (arguments.only or names) else None
            if lost:
                good, _ = held(second, state, schema, texts, "without the `moved` block of %s" % lost)
                if good:
                    print("FAILED: %s: a `moved` block is missing, and nothing was noticed" % name)
                failed += good
    server.shutdown()
    return 1 if failed or not names else 0


if __name__ == "__main__":
    sys.exit(main())
