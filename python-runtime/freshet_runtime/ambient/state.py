"""The ambient state of this process as a whole: pristine, at the start of a cell, at its end."""

from __future__ import annotations

import io
import pickle
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from .. import fingerprint
from ..codecs.pickler import GroupPickler, GroupUnpickler, NormalPickler
from . import interpreter, libraries, notebook
from .item import Item
from .modules import ModuleAttributes

_NONE = object()
_GENERATORS = ("@random", "@numpy.random")
# A generator whose state changed was read, unless the cell sets it: then what was drawn depends on the seed alone.
_SEEDED = re.compile(r"\b(seed|set_?state)\s*\(")


@dataclass
class Changes:
    """What a cell did to ambient state: new states by name, and what could not be captured."""

    states: dict[str, bytes] = field(default_factory=dict)
    fingerprints: dict[str, str] = field(default_factory=dict)
    reads: set[str] = field(default_factory=set)
    unmovable: list[str] = field(default_factory=list)


class Ambient:
    """Takes snapshots of all items and puts them back."""

    def __init__(self, shell: Any) -> None:
        self._items: dict[str, Item] = {
            item.name: item for item in (*interpreter.ITEMS, *libraries.ITEMS, *notebook.items(shell))
        }
        self._pristine: dict[str, Any] = {}
        self._start: dict[str, Any] = {}
        self._last: dict[str, Any] = {}
        self._modules_at_start = 0
        self._attributes = ModuleAttributes()

    def remember_pristine(self) -> None:
        self._pristine = self._snapshot()
        self._start = self._last = dict(self._pristine)

    def restore(self, given: Mapping[str, bytes], kept: Sequence[str]) -> list[str]:
        """Brings every item to where the cell must find it; returns what could not be restored, and why."""
        trouble = []
        now = self._last
        self._attributes.restore({*given, *kept})
        for name, state in given.items():
            item = self._items.get(name)
            try:
                value = GroupUnpickler(state, (), _no_pointer).load()
                if item is None:
                    self._attributes.put(name, value)
                else:
                    self._import_for(item)
                    item.put(value)
            except Exception as error:
                trouble.append(f"{name}: {type(error).__name__}: {error}")
        for name, value in self._pristine.items():
            if name not in given and name not in kept and not _same(now.get(name), value):
                try:
                    self._items[name].put(value)
                except Exception as error:
                    trouble.append(f"{name}: {type(error).__name__}: {error}")
        return trouble

    def adopt_backend(self) -> None:
        """The inline backend has joined the shell: what that set is pristine from now on."""
        item = self._items["@rcParams"]
        if "@rcParams" in self._pristine:
            self._pristine["@rcParams"] = {**self._pristine["@rcParams"], **libraries.backend_parameters(item.take())}

    def begin(self, modules: Iterable[ModuleType], stored: Iterable[str]) -> None:
        """Notes the state at the start; `stored`: attribute names that the cell's code assigns to."""
        self._start = self._snapshot()
        self._modules_at_start = len(sys.modules)
        self._attributes.begin(modules, stored)

    def changes(self, source: str, modules: Iterable[ModuleType]) -> Changes:
        """What differs from the start of the cell; the new states are pickled."""
        found = Changes()
        now = self._last = self._snapshot()
        imported = len(sys.modules) != self._modules_at_start
        for name, value in now.items():
            item = self._items[name]
            before = self._start.get(name, _NONE)
            if before is not _NONE and _same(before, value):
                continue
            mentioned = any(word in source for word in item.words)
            if before is _NONE:
                # Its library was loaded by this cell: what it has right after the import is pristine from now on.
                fresh = item.default() if item.default is not None else value
                self._pristine.setdefault(name, fresh)
                if _same(fresh, value) and not mentioned:
                    continue
            elif imported and item.words and not item.library and not mentioned:
                # Imports did that (numpy and pandas add warning filters): whoever needs the library imports it too.
                self._pristine[name] = value
                continue
            self._dump(name, value, found)
            if name in _GENERATORS and not _SEEDED.search(source):
                found.reads.add(name)
        for name, value in self._attributes.changed(modules):
            self._dump(name, value, found)
        return found

    def _dump(self, name: str, value: Any, found: Changes) -> None:
        if name in ("@magics", "@display.formatters"):
            culprit = notebook.unmovable(value)
            if culprit is not None:
                # This process stays as it is: only cells that may see that run here from now on.
                self._pristine[name] = value
                found.unmovable.append(f"{name}: {culprit} was made by a library and cannot be moved")
                return
        try:
            found.states[name] = _pickled(value, GroupPickler)
            found.fingerprints[name] = fingerprint.digest(_pickled(value, NormalPickler))
        except Exception as error:
            self._pristine[name] = value
            found.unmovable.append(f"{name} has a state that cannot be moved: {type(error).__name__}: {error}"[:200])

    def _snapshot(self) -> dict[str, Any]:
        found = {}
        for name, item in self._items.items():
            if item.exists:
                try:
                    found[name] = item.take()
                except Exception:  # a library in the middle of its import, or of another version
                    continue
        return found

    def _import_for(self, item: Item) -> None:
        if item.library is not None and not item.exists:
            import importlib

            importlib.import_module(item.library)


def _pickled(value: Any, kind: type[GroupPickler]) -> bytes:
    file = io.BytesIO()
    kind(file, None, {}, {}).dump(value)
    return file.getvalue()


def _no_pointer(pointer: Any) -> Any:
    raise pickle.UnpicklingError("ambient state points nowhere")


def _same(one: Any, other: Any) -> bool:
    if one is other:
        return True
    try:
        return bool(one == other)
    except Exception:
        # Something holds an array: compare as bytes.
        try:
            return _pickled(one, NormalPickler) == _pickled(other, NormalPickler)
        except Exception:
            return False
