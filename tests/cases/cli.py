#!/usr/bin/env python3
"""Runs the command line as people do: tests/cases/cli/*.txt. tests/cases/README.md says how a case is written.

    tests/cases/cli.py INFRAGEN [--only TEXT]

Each case runs in an empty folder of its own, with INFRAGEN first in PATH as `infragen`. INFRAGEN_UPDATE=1 writes what
was printed into the cases. Exit: 0 all holds, 1 something does not, 2 usage.
"""
import argparse
import difflib
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
REPOSITORY = os.path.dirname(os.path.dirname(HERE))


class Broken(Exception):
    """The case itself is written wrong."""


class Command:
    def __init__(self, words, line):
        self.words, self.line, self.out, self.err, self.code = words, line, [], [], 0

    def lines(self):
        shown = ["$ " + self.words]
        shown += [("  " + text).rstrip(" ") if not text else "  " + text for text in self.out]
        shown += [("! " + text).rstrip(" ") if not text else "! " + text for text in self.err]
        return shown + (["? %d" % self.code] if self.code else [])


def parse(text):
    """The case as a list: text lines, ("base", folder), ("file", path, [lines]), Command."""
    parts = []
    for number, line in enumerate(text.split("\n")[:-1] if text.endswith("\n") else text.split("\n"), 1):
        last = parts[-1] if parts else None
        if line.startswith("$ "):
            parts.append(Command(line[2:], number))
        elif line.startswith("base: "):
            parts.append(("base", line[6:].strip()))
        elif line.startswith("> "):
            parts.append(("file", line[2:].strip(), []))
        elif line.startswith("|"):
            if not isinstance(last, tuple) or last[0] != "file" or (line[1:2] not in ("", " ")):
                raise Broken("line %d: `| text` belongs below `> path`" % number)
            last[2].append(line[2:])
        elif isinstance(last, Command) and (line.startswith("  ") or line == ""):
            # An empty line behind a command is of its output only if more output follows.
            last.out.append(line[2:])
        elif line.startswith("! ") or line == "!":
            if not isinstance(last, Command):
                raise Broken("line %d: `! text` belongs below a command" % number)
            last.err.append(line[2:])
        elif line.startswith("? "):
            if not isinstance(last, Command) or not line[2:].isdigit() or int(line[2:]) == 0:
                raise Broken("line %d: `? code` belongs below a command, and 0 is not written" % number)
            last.code = int(line[2:])
        else:
            parts.append(line)
    out = []
    for part in parts:
        out.append(part)
        if isinstance(part, Command):
            blank = 0
            while part.out and part.out[-1] == "":
                part.out.pop()
                blank += 1
            out += [""] * blank
    if not any(isinstance(part, Command) for part in out):
        raise Broken("no command")
    if not isinstance(out[0], str) or not out[0].startswith("# "):
        raise Broken("a case begins with `# ` and what it is about")
    return out


def written(parts):
    lines = []
    for part in parts:
        if isinstance(part, Command):
            lines += part.lines()
        elif isinstance(part, str):
            lines.append(part)
        elif part[0] == "base":
            lines.append("base: " + part[1])
        else:
            lines += ["> " + part[1]] + [("| " + text).rstrip(" ") if not text else "| " + text for text in part[2]]
    return "\n".join(lines) + "\n"


def lay_base(folder, work):
    source = os.path.join(REPOSITORY, folder)
    if not os.path.isdir(source):
        raise Broken("there is no base `%s`" % folder)
    shutil.copytree(source, work, dirs_exist_ok=True, ignore=shutil.ignore_patterns("out", ".infragen*"))


def matches(expected, found):
    """Whether the lines are the same; `…` stands for any number of lines."""
    if not expected:
        return not found
    if expected[0].strip() == "…":
        return any(matches(expected[1:], found[i:]) for i in range(len(found) + 1))
    return bool(found) and expected[0] == found[0] and matches(expected[1:], found[1:])


def printed(data, work):
    text = data.decode("utf-8", errors="replace").replace(work, "$PWD")
    lines = text.split("\n")
    if lines and lines[-1] == "":
        lines.pop()
    elif lines:
        lines[-1] += "(no line end)"
    lines = [line.rstrip(" ") if not line.strip() else line for line in lines]
    while lines and not lines[-1]:
        lines.pop()
    return lines


class Runner:
    def __init__(self, infragen, tools):
        os.symlink(os.path.abspath(infragen), os.path.join(tools, "infragen"))
        keep = ("PATH", "HOME", "TMPDIR")
        self.environment = {name: os.environ[name] for name in keep if name in os.environ}
        self.environment.update(PATH=tools + os.pathsep + os.environ["PATH"], LC_ALL="C.UTF-8", NO_COLOR="1", TZ="UTC",
                                XDG_CACHE_HOME=os.path.join(tools, "cache"))

    def found(self, parts):
        """The parts as they are when run; expectations with `…` that hold stay."""
        out = []
        with tempfile.TemporaryDirectory() as made:
            work = os.path.realpath(made)
            for part in parts:
                if isinstance(part, Command):
                    part = self.run(part, work)
                elif isinstance(part, tuple) and part[0] == "base":
                    lay_base(part[1], work)
                elif isinstance(part, tuple):
                    path = os.path.join(work, part[1])
                    os.makedirs(os.path.dirname(path), exist_ok=True)
                    with open(path, "w", encoding="utf-8") as f:
                        f.write("".join(line + "\n" for line in part[2]))
                out.append(part)
        return out

    def run(self, expected, work):
        done = subprocess.run(["bash", "-c", expected.words], cwd=work, env=self.environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
        found = Command(expected.words, expected.line)
        found.code = done.returncode
        out, err = printed(done.stdout, work), printed(done.stderr, work)
        found.out = expected.out if matches(expected.out, out) else out
        found.err = expected.err if matches(expected.err, err) else err
        return found


def difference(text, runner):
    """(what the case would be, a diff for people or nothing)"""
    parts = parse(text)
    now = written(runner.found(parts))
    was = written(parts)
    if was == now:
        return now, ""
    return now, "\n".join("  " + line for line in list(difflib.unified_diff(was.split("\n"), now.split("\n"), "expected", "found", lineterm="", n=4)))


SELF = """# A case for the runner itself.
> some file.txt
| one
|
| two
$ cat 'some file.txt'
  one

  two
$ echo said >&2; echo done; exit 3
  done
! said
? 3
$ seq 9
  1
  …
  9
"""


def self_test(runner):
    """A runner that lets something wrong through is worse than none."""
    failures = []
    if difference(SELF, runner)[1]:
        failures.append("the right case does not hold:\n" + difference(SELF, runner)[1])
    wrongs = {"exit code": ("? 3", "? 4"), "no exit code": ("? 3\n", ""), "a stream": ("! said", "  said"), "a word": ("  two\n$", "  too\n$"),
              "a missing line": ("  done\n", ""), "a line too many": ("! said\n", "! said\n! more\n"), "dots at the wrong place": ("  9\n", "  8\n")}
    for what, (old, new) in wrongs.items():
        if SELF.count(old) < 1:
            failures.append("the self-test has no `%s`" % old)
        elif not difference(SELF.replace(old, new, 1), runner)[1]:
            failures.append("a wrong case holds: " + what)
        elif difference(difference(SELF.replace(old, new, 1), runner)[0], runner)[1]:
            failures.append("what is rewritten does not hold: " + what)
    for text in ("# Nothing runs.\n", "$ true\n", "# Zero.\n$ true\n? 0\n", "# No file.\n| text\n$ true\n", "# No command.\n! text\n"):
        try:
            parse(text)
            failures.append("a broken case is taken: %r" % text)
        except Broken:
            pass
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("infragen")
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    if not os.access(arguments.infragen, os.X_OK):
        parser.error("`%s` is no program" % arguments.infragen)
    update = os.environ.get("INFRAGEN_UPDATE") == "1"
    failed, ran = 0, 0
    with tempfile.TemporaryDirectory() as tools:
        runner = Runner(arguments.infragen, tools)
        for failure in self_test(runner):
            failed += 1
            print("the runner: " + failure)
        for path in sorted(glob.glob(os.path.join(HERE, "cli", "*.txt"))):
            name = os.path.basename(path)[:-4]
            if arguments.only not in name:
                continue
            ran += 1
            with open(path, encoding="utf-8") as f:
                text = f.read()
            try:
                if not re.fullmatch(r"[a-z]+(-[a-z]+)*", name):
                    raise Broken("a case's name is words with `-` between them")
                now, diff = difference(text, runner)
            except Broken as broken:
                now, diff = text, "  " + str(broken)
            if diff and update and now != text:
                with open(path, "w", encoding="utf-8") as f:
                    f.write(now)
                print("rewrote tests/cases/cli/%s.txt" % name)
            elif diff:
                failed += 1
                print("tests/cases/cli/%s.txt\n%s\n  again: %s %s --only %s" % (name, diff, sys.argv[0], arguments.infragen, name))
    if ran == 0:
        failed += 1
        print("no case was found")
    print("cases.cli: %d cases, %d failed" % (ran, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
