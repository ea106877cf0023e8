"""Reads the blocks of a Terraform root as they are written: what a plan does not report, such as references to values
that exist only after the apply, and `lifecycle`.

Understands the layout of `terraform fmt`, which terraform.sh checks first: an expression of several lines ends with a
closing bracket at the indent of its attribute, a heredoc with its word.
"""
import os
import re

BLOCK = re.compile(r'^(\s*)(\w+)((?: "[^"]*")*) \{$')
ONE_LINE_BLOCK = re.compile(r'^(\s*)(\w+)((?: "[^"]*")*) \{(?: (\w+) = (.*) )?\}$')
ATTRIBUTE = re.compile(r"^(\s*)(\w+)\s*= (.*)$")


def read_expression(lines, at, indent, text):
    """The text of an expression, its white space made one, and the line after it."""
    parts = [text]
    at += 1
    heredoc = re.search(r"<<-?(\w+)$", text)
    if heredoc:
        while lines[at].strip() != heredoc[1]:
            parts.append(lines[at].strip())
            at += 1
        at += 1
    elif re.search(r"[\[({]$", text):
        while not re.match(r"^%s[\])}]" % indent, lines[at]):
            parts.append(lines[at].strip())
            at += 1
        parts.append(lines[at].strip())
        at += 1
    return re.sub(r"\s+", " ", " ".join(parts)), at


def read_body(lines, at, prefix, written):
    """Fills `written`, {"network_configuration.subnets": ["[aws_subnet.a.id]"]}, up to the end of the block."""
    while lines[at].strip() != "}":
        line = lines[at]
        block, one_line, attribute = BLOCK.match(line), ONE_LINE_BLOCK.match(line), ATTRIBUTE.match(line)
        if block:
            at = read_body(lines, at + 1, prefix + [block[2]] + re.findall(r'"([^"]*)"', block[3]), written)
        elif one_line:
            path = prefix + [one_line[2]] + re.findall(r'"([^"]*)"', one_line[3])
            if one_line[4]:
                written.setdefault(".".join(path + [one_line[4]]), []).append(one_line[5])
            at += 1
        elif attribute:
            text, at = read_expression(lines, at, attribute[1], attribute[3])
            written.setdefault(".".join(prefix + [attribute[2]]), []).append(text)
        elif line.strip() == "" or line.strip().startswith("#"):
            at += 1
        else:
            raise ValueError("not a line that `terraform fmt` leaves in a block: " + line)
    return at + 1


def read_blocks(text):
    """[{"labels": ["resource", "aws_subnet", "a"], "written": {"vpc_id": ["aws_vpc.main.id"]}}, …]"""
    lines, at, blocks = text.split("\n"), 0, []
    while at < len(lines):
        block, one_line = BLOCK.match(lines[at]), ONE_LINE_BLOCK.match(lines[at])
        if block or one_line:
            match, written = block or one_line, {}
            blocks.append({"labels": [match[2]] + re.findall(r'"([^"]*)"', match[3]), "written": written})
            if one_line and one_line[4]:
                written[one_line[4]] = [one_line[5]]
        at = read_body(lines, at + 1, [], written) if block else at + 1
    return blocks


def read_folder(folder):
    """The blocks of all .tf files of a root."""
    blocks = []
    for name in sorted(os.listdir(folder)):
        if name.endswith(".tf"):
            with open(os.path.join(folder, name), encoding="utf-8") as source:
                blocks += read_blocks(source.read())
    return blocks
