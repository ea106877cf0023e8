#!/usr/bin/env python3
"""Holds docs/diagnostics/ against the compiler: every finding has a page, and the page's example raises it.

    tests/docs/findings.py INFRAGEN [DOCS_DIR] [--only PREFIX] [--show]

A page is docs/diagnostics/IGxxxx.md. Its title is `# IGxxxx slug`, as the finding's definition has them (the Def in an
include/infragen/*/diagnostics.hpp). Lines below the title may say

  raised by: <how>      What people do to meet a finding that specifications alone do not bring about.
  also: IGyyyy, …       Other errors that the example brings about.

The example is made of fenced blocks, laid over a copy of tests/docs/base in their order:

  yaml              A file of the project. The first line names it: `# envs/dev/env.yaml`.
  text file=PATH    The same for files that take no comment there; the first line belongs to the file.
  sh                A script for bash in the project's folder, for what is no text of a specification (and the last
                    `infragen` in it decides). Needs the line `raised by`.
  console           The same as commands behind `$ `; what else stands there is for people.
  text              Nothing: for people only.

Then `infragen check` runs, unless a script ran `infragen` itself. The finding has to be among what is said and to point
into a file of the example, it must not be what the bare base says too, and no other error may be there.

A page without an example stands in EXEMPT with the reason; one that has an example may not stand there.

--only takes the pages whose code begins like that, and asks for no completeness; --show prints what was found.
Exit: 0 all holds, 1 something does not, 2 usage.
"""
import argparse
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True  # the sources stay as they are
import run  # noqa: E402
from run import BASE, REPOSITORY, fail, read

# Code -> why nobody can show it with files and commands.
EXEMPT = {
    "IG0101": "files of that size are not even read (IG0005); only a program that uses the reader on its own meets it",
    "IG0712": "every object has a built-in template",
    "IG0808": "only a mistake of infragen's own brings it about; a unit test alters what was written",
    "IG0809": "the built-in templates have no such circle; a unit test makes resources that have one",
    "IG0904": "paths on the command line are made of names that have been checked; a program that uses the writer meets it",
    "IG0905": "paths on the command line are made of names that cannot collide; a program that uses the writer meets it",
    "IG0917": "the command line never insists on an exchange; a program that uses the writer meets it",
    "IG1132": "the rules come from the same edges that are proved; only a mistake in their derivation brings it about",
    "IG1133": "the rules come from the same edges that are proved; only a mistake in their derivation brings it about",
    "IG1136": "the policies come from the same edges that are proved; only a mistake in their derivation brings it about",
}

# Puts the findings of the last call where the runner reads them, whatever the script does with what is printed.
WRAPPER = """#!/bin/sh
"$INFRAGEN_UNDER_TEST" --format json "$@" > "$INFRAGEN_FINDINGS"
status=$?
cat "$INFRAGEN_FINDINGS"
exit $status
"""


def defined():
    """Code -> slug, of every finding in the headers."""
    out = {}
    for path in sorted(glob.glob(os.path.join(REPOSITORY, "include", "infragen", "*", "diagnostics.hpp"))):
        text = read(path)
        found = dict(re.findall(r"\"(IG\d{4})\",\s*\"([a-z0-9-]+)\"", text))
        name = os.path.relpath(path, REPOSITORY)
        for code in sorted(set(re.findall(r"\"(IG\d{4})\"", text)) - set(found)):
            fail(name, 1, "the slug of %s was not found" % code)
        for code in sorted(set(found) & set(out)):
            fail(name, 1, "%s is defined twice" % code)
        out.update(found)
    if len(out) < 100:
        fail("include/infragen", 1, "only %d findings were found in the headers" % len(out))
    return out


class Example:
    """The head and the blocks of one page."""

    def __init__(self, name, text):
        self.blocks, self.files, self.raised_by, self.also, self.title = [], [], None, [], ""
        lines = text.split("\n")
        self.title = lines[0]
        fence = None
        for number, line in enumerate(lines, 1):
            opened = re.match(r"^(```+)(\w*)(?: file=(\S+))?\s*$", line)
            if fence:
                if line.strip() == fence:
                    fence = None
                else:
                    self.blocks[-1][0].lines.append(line)
            elif opened:
                fence = opened.group(1)
                if opened.group(2) not in ("yaml", "text", "sh", "console"):
                    fail(name, number, "a block is yaml, text, text file=PATH, sh or console")
                self.blocks.append((run.Block(opened.group(2), [], number + 1, 0), opened.group(3)))
            elif line.startswith("raised by: "):
                self.raised_by = line
            elif line.startswith("also: "):
                self.also += re.findall(r"IG\d{4}", line)
        if fence:
            fail(name, len(lines), "a block is never closed")
        self.blocks = [(block, file) for block, file in self.blocks if block.word != "text" or file]


class Tool:
    """Runs the compiler, and scripts with the compiler in front of PATH."""

    def __init__(self, infragen, work):
        self.infragen, self.work = os.path.abspath(infragen), work
        tools = os.path.join(work, "bin")
        os.makedirs(tools)
        wrapper = os.path.join(tools, "infragen")
        with open(wrapper, "w", encoding="utf-8") as f:
            f.write(WRAPPER)
        os.chmod(wrapper, 0o755)
        self.report = os.path.join(work, "findings.json")
        self.environment = dict(os.environ, LC_ALL="C.UTF-8", NO_COLOR="1", PATH=tools + os.pathsep + os.environ["PATH"], INFRAGEN=wrapper,
                                INFRAGEN_UNDER_TEST=self.infragen, INFRAGEN_FINDINGS=self.report,
                                XDG_CACHE_HOME=os.path.join(work, "cache"))

    def run(self, script, folder):
        """(status, what was printed, findings of the last call or None)"""
        if os.path.exists(self.report):
            os.remove(self.report)
        done = subprocess.run(["bash", "-c", script], cwd=folder, env=self.environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300)
        printed = done.stdout.decode("utf-8", errors="replace")
        if not os.path.exists(self.report):
            return done.returncode, printed, None
        try:
            return done.returncode, printed, json.JSONDecoder().raw_decode(read(self.report))[0]["findings"]
        except (ValueError, KeyError) as error:
            return done.returncode, "no JSON (%s):\n%s" % (error, printed), None


def one_line(finding):
    at = finding.get("start") or {}
    return "  %s %s[%s] %s:%s:%s %s" % (finding["code"], finding["severity"], finding["slug"], finding.get("file", ""), at.get("line", ""),
                                        at.get("column", ""), finding["message"])


def same(finding):
    """What makes two findings one, wherever the lines have moved to."""
    return tuple(finding.get(key) for key in ("code", "severity", "message", "file", "path"))


class Pages:
    def __init__(self, tool, work, show):
        self.tool, self.work, self.show = tool, work, show
        base = os.path.join(work, "base")
        shutil.copytree(BASE, base)
        _, printed, findings = tool.run("infragen check", base)
        if findings is None or any(f["severity"] == "error" for f in findings):
            fail("tests/docs/base", 1, "the base does not compile:\n" + printed)
        self.base = {same(f) for f in findings or []}

    def hold(self, name, code, slug, text):
        example = Example(name, text)
        run.Page(name, None, self.work, False).links(text)
        if example.title != "# %s %s" % (code, slug):
            fail(name, 1, "the title is `# %s %s`" % (code, slug))
        if code in EXEMPT:
            if example.raised_by is None:
                fail(name, 2, "a page without an example says `raised by: …`")
            if example.blocks:
                fail(name, example.blocks[0][0].at, "there is an example: take %s from EXEMPT" % code)
            return
        if not example.blocks:
            return fail(name, 1, "there is no example")
        project = os.path.join(self.work, code)
        shutil.copytree(BASE, project)
        findings = None
        for block, file in example.blocks:
            if block.word in ("sh", "console"):
                reported = self.script(name, block, example, project)
                findings = findings if reported is None else reported
            else:
                self.write(name, block, file, example, project)
        if findings is None:
            _, printed, findings = self.tool.run("infragen check", project)
            if findings is None:
                return fail(name, 1, "nothing was reported: " + printed)
        self.judge(name, code, example, findings)
        give_back(project)

    def script(self, name, block, example, project):
        if example.raised_by is None:
            fail(name, block.at, "a page with a script says `raised by: …`")
        lines = block.lines if block.word == "sh" else [command for command, _ in run.commands_of(block)]
        _, printed, findings = self.tool.run("\n".join(lines), project)
        if findings is None and any(re.search(r"(?:^|[\s;&|(])(?:infragen|\"?\$INFRAGEN\"?)\s", line) for line in lines):
            fail(name, block.at, "the script reports nothing: " + printed)
        return findings

    def write(self, name, block, file, example, project):
        lines = block.lines
        if file is None:
            file, _ = block.named()
        if file is None:
            return fail(name, block.at, "the first line of a yaml block names its file: `# envs/dev/env.yaml`")
        example.files.append(file)
        path = os.path.join(project, file)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write("\n".join(lines) + "\n")

    def judge(self, name, code, example, findings):
        said = "\n".join(one_line(f) for f in findings) or "  (nothing)"
        if self.show:
            print("%s\n%s" % (name, said))
        raised = [f for f in findings if f["code"] == code and same(f) not in self.base]
        if not raised:
            fail(name, example.blocks[0][0].at, "the example does not raise %s, but\n%s" % (code, said))
        elif example.files and not any((file + "/").startswith(f["file"] + "/") for f in raised if f.get("file") for file in example.files):
            fail(name, example.blocks[0][0].at, "%s points to no file of the example\n%s" % (code, said))
        others = sorted({f["code"] for f in findings if f["severity"] == "error" and f["code"] != code})
        if others != sorted(set(example.also)):
            fail(name, example.blocks[0][0].at, "errors beside %s: %s; the page says `also: %s`\n%s" %
                 (code, ", ".join(others) or "none", ", ".join(example.also), said))


def give_back(folder):
    """Gives back what a script may have taken away, so that the folder can be removed."""
    for parent, folders, _ in os.walk(folder):
        for each in folders:
            path = os.path.join(parent, each)
            if not os.path.islink(path):
                os.chmod(path, 0o755)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("infragen")
    parser.add_argument("docs", nargs="?", default=os.path.join(REPOSITORY, "docs"))
    parser.add_argument("--only", default="")
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    if not os.access(arguments.infragen, os.X_OK):
        parser.error("`%s` is no program" % arguments.infragen)
    folder = os.path.join(arguments.docs, "diagnostics")
    slugs = defined()
    names = {os.path.basename(path)[:-3] for path in glob.glob(os.path.join(folder, "*.md"))}
    if not arguments.only:
        missing = sorted(set(slugs) - names)
        if missing:
            fail("docs/diagnostics", 1, "%d findings have no page: %s" % (len(missing), " ".join(missing)))
        for code in sorted(set(EXEMPT) - set(slugs)):
            fail("tests/docs/findings.py", 1, "EXEMPT has %s, which no header defines" % code)
    for code in sorted(names - set(slugs)):
        fail("docs/diagnostics/%s.md" % code, 1, "no header defines `%s`" % code)
    chosen = sorted(code for code in names & set(slugs) if code.startswith(arguments.only))
    with tempfile.TemporaryDirectory() as work:
        pages = Pages(Tool(arguments.infragen, work), work, arguments.show)
        for code in chosen:
            path = os.path.join(folder, code + ".md")
            pages.hold(os.path.relpath(path, REPOSITORY), code, slugs[code], read(path))
    for failure in run.failures:
        print(failure + "\n")
    print("docs.findings: %d pages, %d without an example, %d failures" %
          (len(chosen), sum(code in EXEMPT for code in chosen), len(run.failures)))
    return 1 if run.failures else 0


if __name__ == "__main__":
    sys.exit(main())
