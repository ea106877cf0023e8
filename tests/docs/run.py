#!/usr/bin/env python3
"""Holds README.md and docs/ against the compiler: what a page shows is what happens.

    tests/docs/run.py INFRAGEN [--update] [--show]

A page is a sequence of fenced blocks; the word behind the fence says what becomes of one:

  yaml      A file of a project. The first line names it: `# envs/dev/env.yaml`. Below `out/` it is an excerpt, as of hcl.
  console   Commands (`$ infragen …`) and what they print. A line `…` stands for any lines. Commands are `infragen`,
            `terraform` and a few that look at files; a block with `terraform` is skipped, visibly, where Terraform or
            the AWS provider's mirror is missing (INFRAGEN_TF_PLUGINS), unless INFRAGEN_REQUIRE_TOOLS=1.
  hcl, cpp  An excerpt of a file. The first line names it (`# out/terraform/…`, `// src/…`), the rest stands there word
            for word; a line `# …` or `// …` separates two excerpts. One that names a file below `templates/` or
            `modules/` which the repository does not have is Terraform of the project's own, and becomes a file of it.
  text      Nothing: for people only.

The pages of docs/diagnostics/ are held by findings.py instead.

The blocks of README.md and of docs/tutorial.md grow one project each, from nothing. Each section of every other page
starts from a copy of tests/docs/base. Specs that no command of the section looks at must pass `infragen check`.

Four more things are held: relative links lead somewhere; the reference tables of docs/language.md have one row for each
field of the field tables; its table of class defaults says what the compiler does, and its tables of findings
and of names what src/check/severity.cpp and the kinds say.

--update writes what commands print into the pages; --show prints what is run.
Exit: 0 all holds, 1 something does not, 2 usage.
"""
import argparse
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile

REPOSITORY = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BASE = os.path.join(REPOSITORY, "tests", "docs", "base")
GROWING = {"README.md", "docs/tutorial.md"}
WORDS = {"yaml", "console", "hcl", "cpp", "text"}
COMMANDS = {"infragen", "terraform", "cat", "find", "ls"}
COMMENT = {"yaml": "# ", "hcl": "# ", "cpp": "// "}
CLASSES = ["production", "staging", "development", "ephemeral", "local"]

failures = []


def fail(page, line, message):
    failures.append("%s:%d: %s" % (page, line, message))


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


class Block:
    """One fenced block: `word`, its `lines`, the number of the line behind the fence, and the section it is in."""

    def __init__(self, word, lines, at, section):
        self.word, self.lines, self.at, self.section = word, lines, at, section

    def named(self):
        """The file that the first line names, and the lines below; (None, …) when it names none."""
        mark = COMMENT[self.word]
        if not self.lines or not self.lines[0].startswith(mark) or " " in self.lines[0][len(mark):].strip():
            return None, self.lines
        return self.lines[0][len(mark):].strip(), self.lines[1:]


def blocks_of(page, text):
    blocks, fence, section = [], None, 0
    for number, line in enumerate(text.split("\n"), 1):
        opened = re.match(r"^\s*(```+)\s*(\S*)$", line)
        if fence:
            if opened and opened.group(1) == fence and not opened.group(2):
                fence = None
            else:
                blocks[-1].lines.append(line)
        elif opened:
            fence = opened.group(1)
            if opened.group(2) not in WORDS:
                fail(page, number, "a block is one of %s" % ", ".join(sorted(WORDS)))
            blocks.append(Block(opened.group(2), [], number + 1, section))
        elif re.match(r"^#{1,3} ", line):
            section += 1
    return blocks


def find_mirror():
    candidates = [os.environ.get("INFRAGEN_TF_PLUGINS", ""), "/opt/tf-plugins"]
    if os.path.isdir("/opt"):
        candidates += [os.path.join("/opt", name, "tf-plugins") for name in sorted(os.listdir("/opt"))]
    return next((c for c in candidates if c and os.path.isdir(os.path.join(c, "registry.terraform.io", "hashicorp", "aws"))), "")


class Shell:
    """Runs the commands of pages with our binary in front of PATH."""

    def __init__(self, infragen, work, show):
        self.show = show
        self.mirror = find_mirror()
        self.terraform = bool(shutil.which("terraform")) and bool(self.mirror)
        tools = os.path.join(work, "bin")
        os.makedirs(tools)
        os.symlink(os.path.abspath(infragen), os.path.join(tools, "infragen"))
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "TF_"))}
        self.environment.update(PATH=tools + os.pathsep + os.environ["PATH"], LC_ALL="C.UTF-8", NO_COLOR="1", CHECKPOINT_DISABLE="1", XDG_CACHE_HOME=os.path.join(tools, "cache"),
                                TF_CLI_ARGS="-no-color", TF_CLI_ARGS_init="-no-color -plugin-dir=" + self.mirror, TF_INPUT="0")

    def run(self, command, folder):
        done = subprocess.run(["bash", "-c", command], cwd=folder, env=self.environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300)
        text = done.stdout.decode("utf-8", errors="replace")
        if self.show:
            print("$ %s   [%d]\n%s" % (command, done.returncode, text))
        return done.returncode, text


def commands_of(block):
    """[(command, expected lines)]"""
    out = []
    for line in block.lines:
        if line.startswith("$ "):
            out.append((line[2:], []))
        elif out:
            out[-1][1].append(line)
    return out


def matches(expected, printed):
    """Whether the lines are the same; `…` stands for any number of lines."""
    if not expected:
        return not printed
    if expected[0].strip() == "…":
        return any(matches(expected[1:], printed[i:]) for i in range(len(printed) + 1))
    return bool(printed) and expected[0] == printed[0] and matches(expected[1:], printed[1:])


def trimmed(lines):
    lines = [line.rstrip() for line in lines]
    while lines and not lines[-1]:
        lines.pop()
    return lines


class Page:
    def __init__(self, name, shell, work, update):
        self.name, self.shell, self.update = name, shell, update
        self.path = os.path.join(REPOSITORY, name)
        self.work = os.path.join(work, name.replace("/", "_"))
        self.project, self.section, self.unchecked = None, None, 0
        self.edits = []
        self.skipped = 0

    def run(self):
        text = read(self.path)
        self.links(text)
        for block in blocks_of(self.name, text):
            if block.word != "text":
                self.enter(block)
                getattr(self, block.word)(block)
        self.leave()
        if self.edits:
            lines = text.split("\n")
            for at, count, new in reversed(self.edits):
                lines[at - 1:at - 1 + count] = new
            with open(self.path, "w", encoding="utf-8") as f:
                f.write("\n".join(lines))

    # A project a page, or one a section.
    def enter(self, block):
        growing = self.name in GROWING
        if self.project and (growing or self.section == block.section):
            return
        self.leave()
        self.section = block.section
        self.project = os.path.join(self.work, str(block.section))
        if growing:
            os.makedirs(self.project)
        else:
            shutil.copytree(BASE, self.project)

    def leave(self):
        if self.unchecked:
            status, printed = self.shell.run("infragen check", self.project)
            if status != 0:
                fail(self.name, self.unchecked, "these specs do not compile:\n" + printed)
        self.unchecked, self.project = 0, None

    def yaml(self, block):
        name, _ = block.named()
        if name is None:
            return fail(self.name, block.at, "the first line of a yaml block names its file: `# envs/dev/env.yaml`")
        if name.startswith("out/"):
            return self.excerpt(block)
        path = os.path.join(self.project, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write("\n".join(block.lines) + "\n")
        self.unchecked = block.at

    def console(self, block):
        commands = commands_of(block)
        words = {command.split()[0] for command, _ in commands}
        if not commands or not block.lines[0].startswith("$ ") or not words <= COMMANDS:
            return fail(self.name, block.at, "a console block holds commands behind `$ `: %s" % ", ".join(sorted(COMMANDS)))
        if "terraform" in words and not self.shell.terraform:
            self.skipped += 1
            return None
        new = []
        for command, expected in commands:
            _, printed = self.shell.run(command, self.project)
            lines = trimmed(printed.split("\n"))
            same = matches(trimmed(expected), lines)
            new += ["$ " + command] + (expected if same else lines)
            if not same and not self.update:
                difference = "\n".join(difflib.unified_diff(expected, lines, "the page", "the program", lineterm=""))
                fail(self.name, block.at, "`%s` prints something else:\n%s" % (command, difference))
        if self.update and trimmed(new) != trimmed(block.lines):
            self.edits.append((block.at, len(block.lines), new))
        if "infragen" in words:
            self.unchecked = 0

    def excerpt(self, block):
        name, lines = block.named()
        mark = COMMENT[block.word]
        if name is None:
            return fail(self.name, block.at, "the first line of an excerpt names its file")
        if name.startswith(("templates/", "modules/")) and not os.path.isfile(os.path.join(REPOSITORY, name)):
            return self.yaml(block)
        places = [os.path.join(self.project, name), os.path.join(REPOSITORY, name)]
        path = next((p for p in places if os.path.isfile(p)), None)
        if path is None:
            return fail(self.name, block.at, "there is no file `%s`" % name)
        whole = "\n" + "\n".join(trimmed(read(path).split("\n"))) + "\n"
        at = 0
        for part in "\n".join(lines).split("\n" + mark + "…\n"):
            part = "\n".join(trimmed(part.strip("\n").split("\n")))
            found = whole.find("\n" + part + "\n", at)
            if found < 0:
                return fail(self.name, block.at, "`%s` does not hold, in this order:\n%s" % (name, part))
            at = found + len(part)
        return None

    hcl = cpp = excerpt

    def links(self, text):
        for number, line in enumerate(text.split("\n"), 1):
            for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", line):
                if "://" not in target and not os.path.exists(os.path.join(os.path.dirname(self.path), target)):
                    fail(self.name, number, "the link leads nowhere: %s" % target)


# --- docs/language.md against the code ---------------------------------------------------------------------------------

def tables_of(text):
    """[(line, header cells, [(line, cells)])] of a page."""
    out, lines = [], text.split("\n")
    cells = lambda line: [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line.strip()[1:-1])]
    for i, line in enumerate(lines):
        if line.startswith("|") and i + 1 < len(lines) and re.match(r"^\|[ |:-]+\|$", lines[i + 1]):
            rows, j = [], i + 2
            while j < len(lines) and lines[j].startswith("|"):
                rows.append((j + 1, cells(lines[j])))
                j += 1
            out.append((i + 1, cells(line), rows))
    return out


def model_sources():
    for parent, _, names in sorted(os.walk(os.path.join(REPOSITORY, "src", "model"))):
        for name in sorted(names):
            if name.endswith((".cpp", ".hpp")):
                yield read(os.path.join(parent, name))


FIELD = r"(?:field<|, )&(?:model::)?(\w+)::\w+>\(\s*\"([\w-]+)\""


def described_fields():
    """Struct -> names of its fields, from the field tables."""
    out = {}
    for source in model_sources():
        for struct, field in re.findall(FIELD, source):
            out.setdefault(struct, set()).add(field)
    return out


def fields_with_classes():
    """Names of the fields whose default a class decides; sorted, with repetitions."""
    out = []
    for source in model_sources():
        parts = re.split(FIELD, source)  # text, struct, field, text, …
        out += [parts[i] for i in range(2, len(parts), 3) if ".classes" in parts[i + 1]]
    return sorted(out)


def hold_reference(page):
    """The table below `<!-- fields of Service -->` has a row for each field of that struct, and no other."""
    code, seen = described_fields(), set()
    if len(code) < 10:
        fail(page, 1, "the field tables were not found")
    text = read(os.path.join(REPOSITORY, page))
    lines = text.split("\n")
    for line, _, rows in tables_of(text):
        mark = re.match(r"^<!-- fields of (\w+) -->$", lines[line - 2])
        if mark is None:
            continue
        struct = mark.group(1)
        seen.add(struct)
        if struct not in code:
            fail(page, line, "no field table describes `%s`" % struct)
            continue
        documented = {cell[0].strip("`") for _, cell in rows}
        for name in sorted(code[struct] - documented):
            fail(page, line, "`%s` has a field `%s`, which this table lacks" % (struct, name))
        for name in sorted(documented - code[struct]):
            fail(page, line, "`%s` has no field `%s`" % (struct, name))
    for struct in sorted(set(code) - seen):
        fail(page, 1, "no table tells the fields of `%s`" % struct)


def hold_classes(page, shell, work):
    """The table `field | production | …` says what `explain` says in an environment of each class."""
    table = next((t for t in tables_of(read(os.path.join(REPOSITORY, page))) if t[1] == ["field"] + CLASSES), None)
    if table is None:
        return fail(page, 1, "there is no table of class defaults")
    told = sorted(cells[0].strip("`").split(".")[-1] for _, cells in table[2])
    if told != fields_with_classes():
        fail(page, table[0], "classes decide these fields: %s" % ", ".join(fields_with_classes()))
    project = os.path.join(work, "classes")
    shutil.copytree(BASE, project)
    with open(os.path.join(project, "domains", "shop", "all.yaml"), "w", encoding="utf-8") as f:
        f.write("alb: {main: {from: internet, routes: {/*: service.web}}}\nsecret: {main: {generate: 32}}\n"
                "redis: {main: {version: 7.1, elasticache: {node: cache.t4g.micro}}}\ns3: {main: {}}\ndynamodb: {main: {key: {id: string}}}\n"
                "instance: {main: {type: t4g.small}}\n")
    aurora = "postgres:\n  aurora:\n    version: 17\n    shared_user: shop\n    databases: {shop: {}}\n    aurora: {class: db.r6g.large}\n"
    for name in CLASSES:
        folder = os.path.join(project, "envs", "a-" + name)
        os.makedirs(folder)
        with open(os.path.join(folder, "env.yaml"), "w", encoding="utf-8") as f:
            f.write("environment: a-%s\nclass: %s\nextends: ../base.yaml\nnetwork: {cidr: 10.2.0.0/16}\n%s" % (name, name, aurora))
    for line, (field, *values) in table[2]:
        kind, rest = field.strip("`").split(".", 1)
        address = "%s.%s.%s" % (kind, "aurora" if rest.startswith("aurora.") else "web" if kind == "service" else "main", rest)
        for name, value in zip(CLASSES, values):
            _, printed = shell.run("infragen explain envs/a-%s %s" % (name, address), project)
            said = re.search(r"^a-%s %s: (.*)$" % (re.escape(name), re.escape(address)), printed, re.M)
            if said is None or said.group(1) != value.strip("`"):
                fail(page, line, "`%s` in class %s is `%s`, not %s" % (field, name, said.group(1) if said else printed.strip(), value))
    return None


def hold_findings(page):
    """The table `finding | production | …` has the rows of src/check/severity.cpp."""
    words = {"E": "error", "W": "warning", "N": "note", "S": "-"}
    source = read(os.path.join(REPOSITORY, "src", "check", "severity.cpp"))
    code = {slug: [words[c] for c in levels.split(", ")] for slug, levels in re.findall(r"\{\"([a-z-]+)\",\s*Grade::\w+,\s*\{([EWNS, ]+)\}\}", source)}
    table = next((t for t in tables_of(read(os.path.join(REPOSITORY, page))) if t[1][:6] == ["finding"] + CLASSES), None)
    if table is None or not code:
        return fail(page, 1, "there is no table of findings, here or in src/check/severity.cpp")
    told = {cells[0].strip("`"): (line, cells[1:6]) for line, cells in table[2]}
    for slug in sorted(set(code) | set(told)):
        if told.get(slug, (0, None))[1] != code.get(slug):
            fail(page, told.get(slug, (table[0],))[0], "`%s` is %s" % (slug, ", ".join(code[slug]) if slug in code else "no finding that depends on the class"))
    return None


def hold_names(page):
    """The table `kind | AWS types` has the types of each kind that patterns of names are for."""
    table = next((t for t in tables_of(read(os.path.join(REPOSITORY, page))) if t[1] == ["kind", "AWS types"]), None)
    if table is None:
        return fail(page, 1, "there is no table of types that have names")
    told = {cells[0].strip("`"): re.findall(r"\w+", cells[1]) for _, cells in table[2]}
    folder = os.path.join(REPOSITORY, "src", "model", "kinds")
    for name in sorted(os.listdir(folder)):
        found = re.search(r"named\[\] = \{(.*?)\};", read(os.path.join(folder, name)), re.S)
        types = re.findall(r"\"(\w+)\"", found.group(1)) if found else None
        if told.pop(name[:-4], None) != types:
            fail(page, table[0], "the types of `%s` are %s" % (name[:-4], types))
    for name in sorted(told):
        fail(page, table[0], "`%s` is no kind" % name)
    return None


def pages():
    found = ["README.md"]
    for parent, folders, names in os.walk(os.path.join(REPOSITORY, "docs")):
        folders[:] = [name for name in folders if name != "diagnostics"]
        found += [os.path.relpath(os.path.join(parent, name), REPOSITORY) for name in names if name.endswith(".md")]
    return sorted(found)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("infragen")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    if not os.access(arguments.infragen, os.X_OK):
        parser.error("`%s` is no program" % arguments.infragen)
    skipped = 0
    with tempfile.TemporaryDirectory() as work:
        shell = Shell(arguments.infragen, work, arguments.show)
        for name in pages():
            page = Page(name, shell, work, arguments.update)
            page.run()
            skipped += page.skipped
        hold_reference("docs/language.md")
        hold_classes("docs/language.md", shell, work)
        hold_findings("docs/language.md")
        hold_names("docs/language.md")
    if skipped and os.environ.get("INFRAGEN_REQUIRE_TOOLS") == "1":
        failures.append("%d blocks need terraform and a plugin mirror (INFRAGEN_TF_PLUGINS), and INFRAGEN_REQUIRE_TOOLS=1" % skipped)
    elif skipped:
        print("SKIPPED: %d blocks need terraform and a plugin mirror (INFRAGEN_TF_PLUGINS)" % skipped)
    for failure in failures:
        print(failure + "\n")
    print("docs: %d pages, %d failures" % (len(pages()), len(failures)))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
