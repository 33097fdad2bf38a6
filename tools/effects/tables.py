"""Reads the effect tables: rows, aliases, and which row speaks of a function or a method.

The format, and what wins over what, is explained in docs/effects.md; Library.java is the other reader.
"""

from __future__ import annotations

import dataclasses
import pathlib

TABLES = ("builtins", "stdlib", "numpy", "pandas", "matplotlib", "science", "web", "ipython", "shell")
FOLDER = pathlib.Path(__file__).parents[2] / "analyzer/src/main/resources/effects"


@dataclasses.dataclass(frozen=True)
class Row:
    """One pattern of a table; `source` is what the comment above it says of where it comes from."""

    pattern: str
    clauses: tuple[str, ...]
    table: str
    line: int
    source: str

    @property
    def mutates(self) -> set[str]:
        return {word for clause in self.clauses if clause.startswith("mutates ") for word in clause.split()[1:]}

    @property
    def draws(self) -> bool:
        return any(clause.startswith("ambient @numpy.random rw") for clause in self.clauses)

    @property
    def returns(self) -> str:
        return next((clause[8:] for clause in self.clauses if clause.startswith("returns ")), "")


class Tables:
    """All rows by pattern."""

    def __init__(self, folder: pathlib.Path = FOLDER) -> None:
        self.rows: dict[str, Row] = {}
        self.aliases: dict[str, str] = {}
        for table in TABLES:
            self._read(folder / f"{table}.txt", table)

    def _read(self, path: pathlib.Path, table: str) -> None:
        comment = ""
        for number, line in enumerate(path.read_text().splitlines(), 1):
            text = line.strip()
            if text.startswith("#"):
                comment = text[1:].strip()
            elif text.startswith("alias "):
                _, alias, name = text.split()
                self.aliases[alias] = name
            elif text:
                head, _, rest = text.partition(" ")
                clauses = tuple(clause.strip() for clause in rest.split(";") if clause.strip())
                for pattern in patterns(head):
                    self.rows[pattern] = Row(pattern, clauses, table, number, comment)

    def canonical(self, path: str) -> str:
        if path in self.aliases:
            return self.aliases[path]
        owner, dot, name = path.rpartition(".")
        if not dot:
            return path
        known = self.canonical(owner)
        return path if known == owner else self.canonical(f"{known}.{name}")

    def function(self, path: str) -> Row | None:
        path = self.canonical(path)
        if path in self.rows:
            return self.rows[path]
        parts = path.split(".")
        name = parts[-1]
        owners = [".".join(parts[:end]) for end in range(len(parts) - 1, 0, -1)]
        return self._first(
            [f"{owners[0]}.{prefix(name)}"] if owners and prefix(name) else [],
            [f"{owner}.*.{name}" for owner in owners],
            [f"{owner}.*" for owner in owners],
        )

    def method(self, kind: str, name: str) -> Row | None:
        kind = self.canonical(kind)
        parts = kind.split(".")
        owners = [".".join(parts[:end]) for end in range(len(parts) - 1, 0, -1)]
        inplace = name.endswith("_") and not name.startswith("_")
        return self._first(
            [f"{kind}.{name}"],
            [f"{kind}.{prefix(name)}"] if prefix(name) else [],
            [f"{kind}.*_"] if inplace else [],
            [f"{kind}.*"],
            [f"{owner}.*.{name}" for owner in owners],
            [f"{owner}.*.*" for owner in owners],
            [f"?.{name}"],
            ["?.*_"] if inplace else [],
            [f"?.{prefix(name)}"] if prefix(name) else [],
        )

    def _first(self, *candidates: list[str]) -> Row | None:
        for group in candidates:
            for pattern in group:
                if pattern in self.rows:
                    return self.rows[pattern]
        return None


def prefix(name: str) -> str:
    """`set_*` for `set_title`; nothing for names without an underscore inside."""
    end = name.find("_", 1)
    return name[: end + 1] + "*" if end > 0 else ""


def patterns(head: str) -> list[str]:
    """`a.b,c` names `a.b` and `a.c`."""
    owner, found = "", []
    for name in head.split(","):
        dot = name.rfind(".")
        owner = name[: dot + 1] if dot > 0 else owner
        found.append(name if dot > 0 or name[0] in "%!" else owner + name)
    return found
