"""What one `execute` asks for, and what was observed of it so far."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from . import names
from .holdings import LiveGroup
from .paths import state_of
from .wire import Header

# Stands for the state of a process that later cells see and that cannot leave it: a resident without a value.
PROCESS = "@process"
# Stands for `sys.last_value` and its like: the error of an earlier cell, with its frames, which cannot move.
LAST_ERROR = "@last.error"


class Cell:
    """One execution: its order, its code, what it was given and what it reached."""

    def __init__(self, header: Header) -> None:
        self.run: str = header.get("run", "")
        self.source: str = header.get("source", "")
        self.count: int = header.get("executionCount") or 0
        self.load: list[dict[str, Any]] = header.get("load", [])
        # Names that share objects with those in `load`: their objects are at hand, they are bound when asked for.
        self.also: list[dict[str, Any]] = list(header.get("also", ()))
        self.visible: dict[str, str | None] = dict(header.get("visible", {}))
        self.keep: list[str] = header.get("keep", [])
        self.descriptors: Sequence[dict[str, Any]] = header.get("groups", [])
        self.ambient: list[dict[str, Any]] = header.get("ambient", [])
        self.ambient_keep: list[str] = header.get("ambientKeep", [])
        self.dynamic: bool = bool(header.get("dynamic"))
        self.eager: bool = bool(header.get("eager"))
        self.final: bool = bool(header.get("final"))
        # What it leaves only if a later cell asks for it.
        self.wants: frozenset[str] = frozenset(header.get("wants", ()))
        self.allow_errors: bool = bool(header.get("allowErrors"))
        self.code = names.CodeNames()
        self.compiler_said: list[Any] = []
        self.lazy = False
        self.force_lazy = False
        # Texts of the earlier cells, for one that may look at `In`.
        self.inputs: list[str] = header.get("inputs") or []
        # Whether it awaits something at its top level.
        self.awaits = False
        self.started = False
        self.exported = False
        # Whether the cell sees what earlier cells left in this process, beside values and ambient state.
        self.in_process = False
        self.absent: set[str] = set()
        self.reset()

    def reset(self) -> None:
        self.reads: dict[str, str] = {}
        self.bindings: dict[str, tuple[LiveGroup, str]] = {}
        self.touched: dict[str, LiveGroup] = {}
        # Members of groups that only the namespace holds meanwhile (`lending`).
        self.lent: list[Any] = []
        # Files that values of earlier cells hold open for writing, with their state at the start.
        self.handles: dict[str, object] = {}

    def touch(self, group: LiveGroup) -> None:
        """The cell can reach this group, and all that it points to."""
        if group.id not in self.touched:
            self.touched[group.id] = group
            for path in group.handles:
                self.handles.setdefault(path, state_of(path))
            for ref in group.refs:
                self.touch(ref)

    def names_of(self, group: LiveGroup, key: str) -> list[str]:
        """The names that mean this member at the cell's position."""
        bound = [name for name, (g, k) in self.bindings.items() if g is group and k == key]
        if key not in self.bindings and self.visible.get(key) == group.id:
            bound.append(key)
        return bound


def blank_done(run: str) -> Header:
    return {
        "type": "done", "run": run, "status": "ok", "error": None, "durationMs": 0, "importMs": 0, "exportMs": 0,
        "reads": [], "absent": [], "writes": [], "mutates": [], "deletes": [], "groups": [], "moved": {},
        "ambient": [], "ambientReads": [], "files": [], "external": [], "impure": [], "modules": {}, "process": [],
        "withheld": [],
    }  # fmt: skip
