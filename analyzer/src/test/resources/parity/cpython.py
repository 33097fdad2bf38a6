"""Reports what CPython makes of sources: its ast's nodes with UTF-16 ranges, or a refusal.

Standard input: one path per line, or ``STDLIB n`` for every n-th file of the standard library, or
``TESTS n`` for the verdicts on every n-th file of CPython's own tests, or ``SNIPPETS path`` for snippets that lines of dashes separate. Standard output: one JSON per source.
"""

import ast
import json
import os
import sys
import warnings

FLAGS = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
warnings.simplefilter("ignore")


def line_starts(source):
    starts = [0]
    i = 0
    while i < len(source):
        c = source[i]
        i += 1
        if c == "\r" and i < len(source) and source[i] == "\n":
            i += 1
        if c in "\r\n":
            starts.append(i)
    return starts


class Offsets:
    """Line and UTF-8 column to UTF-16 offset."""

    def __init__(self, source):
        self.source = source
        self.starts = line_starts(source)
        self.ascii = source.isascii()

    def of(self, line, column):
        start = self.starts[line - 1]
        if self.ascii:
            return start + column
        end = self.starts[line] if line < len(self.starts) else len(self.source)
        head = self.source[start:end].encode()[:column].decode()
        before = self.source[:start] + head
        return len(before) + sum(ord(c) > 0xFFFF for c in before)


def nodes(source):
    offsets = Offsets(source)
    found = []
    deep = sys.version_info >= (3, 12)

    def visit(node):
        kind = type(node).__name__
        if hasattr(node, "lineno") and kind not in ("FormattedValue", "Interpolation"):
            start = offsets.of(node.lineno, node.col_offset)
            end = offsets.of(node.end_lineno, node.end_col_offset)
            context = type(node.ctx).__name__ if isinstance(node, ast.Name) else ""
            name = node.id if isinstance(node, ast.Name) else ""
            found.append(f"{kind} {start} {end} {context} {name}".rstrip())
        if kind in ("JoinedStr", "TemplateStr"):
            for value in node.values if deep else ():
                if not isinstance(value, ast.Constant):
                    visit(value)
            return
        for child in ast.iter_child_nodes(node):
            visit(child)

    visit(ast.parse(source))
    return found


def report(name, source, dump):
    out = {"name": name, "source": source, "nodes": None, "error": None}
    try:
        compile(source, name, "exec", FLAGS, True)
        if dump:
            out["nodes"] = nodes(source)
    except (SyntaxError, ValueError, OverflowError) as error:
        out["error"] = f"{type(error).__name__}: {error}"
    print(json.dumps(out))


def stdlib(step):
    root = os.path.dirname(os.__file__)
    paths = []
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(f for f in folders if f not in ("site-packages", "test", "tests"))
        paths += [os.path.join(folder, f) for f in sorted(files) if f.endswith(".py")]
    for path in paths[::step]:
        try:
            with open(path, encoding="utf-8", newline="") as file:
                source = file.read()
        except UnicodeDecodeError:
            continue  # PEP 263 encodings; a notebook is always UTF-8
        report(path, source, True)


def tests(step):
    root = os.path.join(os.path.dirname(os.__file__), "test")
    paths = []
    for folder, folders, files in os.walk(root):
        folders.sort()
        paths += [os.path.join(folder, f) for f in sorted(files) if f.endswith(".py")]
    for path in paths[::step]:
        try:
            with open(path, encoding="utf-8-sig", newline="") as file:
                source = file.read()
        except UnicodeDecodeError:
            continue  # PEP 263 encodings; a notebook is always UTF-8
        if len(source) < 200_000:
            report(path, source, False)


def main():
    print(json.dumps(sys.version_info[:2]))
    for line in sys.stdin:
        what, _, rest = line.strip().partition(" ")
        if what == "STDLIB":
            stdlib(int(rest))
        elif what == "TESTS":
            tests(int(rest))
        else:
            with open(rest, encoding="utf-8") as file:
                for snippet in file.read().split("\n----\n"):
                    report(snippet, snippet, False)


main()
