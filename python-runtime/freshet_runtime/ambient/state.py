"""The ambient state of this process as a whole: pristine, at the start of a cell, at its end."""

from __future__ import annotations

import io
import pickle
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from .. import fingerprint, foreseen
from ..codecs import context
from ..codecs.pickler import GroupPickler, NormalPickler
from ..codecs.unpickler import GroupUnpickler
from ..names import CodeNames
from . import interpreter, libraries, logs, moving, notebook, plotting, warned
from .item import Item
from .modules import ModuleAttributes

_NONE = object()
_GENERATORS = ("@random", "@numpy.random", "@torch")
_SEEDED_STATES = {"@random": interpreter.seeded_random, "@numpy.random": libraries.seeded_numpy}
# Settings of parts of the shell that come to be when matplotlib is loaded; words of who sets them then.
_GROWS = "@ipython.config"
_FORMATS = re.compile(r"config|InlineBackend|formats")
# What was shown counts as read by who shows something: it might have been shown before.
_SHOWN = "@warnings.shown"
_READ_BY_WRITERS = (_SHOWN,)
# A generator whose state changed was read, unless the cell sets it: then what was drawn depends on the seed alone.
_SEEDED = re.compile(r"\b(seed|set_?state)\s*\(")


@dataclass
class Changes:
    """What a cell did to ambient state: new states by name, and what could not be captured."""

    states: dict[str, bytes] = field(default_factory=dict)
    fingerprints: dict[str, str] = field(default_factory=dict)
    reads: set[str] = field(default_factory=set)
    # State that stays in this process, and why.
    staying: list[str] = field(default_factory=list)


class Ambient:
    """Takes snapshots of all items and puts them back."""

    def __init__(self, shell: Any) -> None:
        self._registries = warned.Registries()
        self._items: dict[str, Item] = {
            item.name: item
            for item in (
                *interpreter.ITEMS,
                self._registries.item(),
                logs.ITEM,
                *libraries.ITEMS,
                *notebook.items(shell),
            )
        }
        self._pristine: dict[str, Any] = {}
        self._start: dict[str, Any] = {}
        self._last: dict[str, Any] = {}
        # Whether everything is still as `_last` says, but for what `disturbed` is told of.
        self._still = False
        # The items that need not be pristine while all others are as `_last` has them; None if that is not known.
        self._others: set[str] | None = None
        # The settings whose growth was noted last.
        self._noted: Any = None
        self._modules_at_start = self._modules_at_end = 0
        self._arrived_at_start = 0
        self._inline_at_start = False
        self._marks: dict[str, bytes | None] = {}
        # What was restored here: the bytes, which names its functions need, and whether those are fetched.
        self._states: dict[str, tuple[bytes, frozenset[str], bool]] = {}
        self._attributes = ModuleAttributes()

    def remember_pristine(self) -> None:
        self._pristine = self._snapshot()
        self._start = self._last = dict(self._pristine)
        self._still = False

    def adapt(self) -> None:
        """In a process of its own, after its random generators were seeded: that is pristine from now on."""
        for name in _GENERATORS:
            if name in self._pristine:
                seeded = _SEEDED_STATES.get(name)
                before = self._pristine[name]
                self._pristine[name] = self._items[name].take() if seeded is None else seeded(before)
        if self._pristine.get(_SHOWN):
            self._pristine[_SHOWN] = self._registries.outdated()  # by the fork, which touched the filters
        self._start = self._last = dict(self._pristine)
        self._still = True
        self._modules_at_end = len(sys.modules)

    # -- before a cell -------------------------------------------------------------------------------------------

    def restore(self, given: Mapping[str, bytes], kept: Sequence[str], lazy: bool) -> list[str]:
        """Brings every item to where the cell must find it; returns what could not be restored, and why.

        `lazy`: functions made now must fetch names that are not loaded; `needs` tells afterwards which they may use.
        """
        trouble = []
        now = self._last
        current = {*given, *kept}
        if self._attributes.restore(current):
            self._still = False
        self._states = {name: found for name, found in self._states.items() if name in kept}
        for name, (state, needs, was_lazy) in list(self._states.items()):
            if needs and was_lazy != lazy:
                given = {**given, name: state}  # its functions were made for the other way
        pristine = {} if self._still and self._others == current else self._pristine
        self._others = current
        for name, value in pristine.items():
            if name not in current and not _same(now.get(name), value):
                self._still = False
                try:
                    self._items[name].put(value)
                except Exception as error:
                    trouble.append(f"{name}: {type(error).__name__}: {error}")
        for name in (*self._items, *(given.keys() - self._items.keys())):
            if name in given:
                try:
                    self._put(name, given[name], lazy)
                except Exception as error:
                    trouble.append(f"{name}: {type(error).__name__}: {error}")
        return trouble

    def _put(self, name: str, state: bytes, lazy: bool) -> None:
        self._still = False
        context.needed.clear()
        value = GroupUnpickler(state, (), _no_pointer).load()
        self._states[name] = (state, frozenset(context.needed), lazy)
        item = self._items.get(name)
        if item is None:
            self._attributes.put(name, value)
        else:
            self._import_for(item)
            item.put(value)

    @property
    def needs(self) -> set[str]:
        """Global names that functions in the present state may use."""
        return {name for _, needs, _ in self._states.values() for name in needs}

    def disturbed(self) -> None:
        """Code of libraries or of the notebook ran since the last cell: values were decoded, say."""
        self._still = False

    def adopt_backend(self) -> None:
        """The inline backend has joined the shell: what that set is pristine from now on."""
        self._still = False
        self._noted = None
        item = self._items["@rcParams"]
        if "@rcParams" in self._pristine:
            self._pristine["@rcParams"] = {**self._pristine["@rcParams"], **plotting.backend_parameters(item.take())}
        config = self._items["@ipython.config"].take()
        self._pristine["@ipython.config"] = {
            **{name: value for name, value in config.items() if name.startswith("InlineBackend.") or name == "figures"},
            **{name: value for name, value in self._pristine["@ipython.config"].items() if value is not None},
        }

    def _backend_joined(self) -> None:
        """The inline backend has joined while the cell ran, with its first figure perhaps: no doing of the cell's."""
        joined = {**plotting.backend_parameters(self._last["@rcParams"]), "interactive": True}
        if "inline" not in str(joined["backend"]):
            return  # the cell has chosen another one since
        for states in (self._start, self._pristine):
            if "@rcParams" in states:
                states["@rcParams"] = {**states["@rcParams"], **joined}

    def begin(self, modules: Sequence[ModuleType], values: Sequence[Any], code: CodeNames) -> None:
        """Notes the state at the start; `code`: what the cell's code, and functions that it may call, refer to."""
        if not self._still or len(sys.modules) != self._modules_at_end:
            self._last = self._snapshot()
            self._others = None
        self._start = self._last
        rich = {} if self._others is not None and not self._others else self._start
        self._marks = {name: self._mark(value) for name, value in rich.items() if self._is_rich(name, value)}
        self._modules_at_start = len(sys.modules)
        self._arrived_at_start = foreseen.arrivals
        self._inline_at_start = plotting.draws_inline()
        self._attributes.begin(modules, values, code)

    # -- after a cell --------------------------------------------------------------------------------------------

    def changes(self, source: str) -> Changes:
        """What differs from the start of the cell; the new states are pickled."""
        found = Changes()
        now = self._last = self._snapshot()
        self._still = True
        self._modules_at_end = len(sys.modules)
        imported = len(sys.modules) != self._modules_at_start or foreseen.arrivals != self._arrived_at_start
        if plotting.draws_inline() and not self._inline_at_start:
            self._backend_joined()
        for name, value in now.items():
            before = self._start.get(name, _NONE)
            if value is before and (name != _GROWS or value is self._noted) and name not in self._marks:
                continue
            item = self._items[name]
            if name == _GROWS and not _FORMATS.search(source):
                before = self._grown(before, value)
                self._noted = value
            exchanged = before is _NONE or not _same(before, value)
            if not exchanged and (name not in self._marks or self._mark(value) == self._marks[name]):
                continue
            self._others = None
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
            self._dump(name, value, found, item.copies)
            if name in _READ_BY_WRITERS or (name in _GENERATORS and not _SEEDED.search(source)):
                found.reads.add(name)
        attributes = dict(self._attributes.changed())
        attributes.update(self._attributes.set_by_libraries(attributes))
        for name, value in attributes.items():
            self._others = None
            self._dump(name, value, found, copies=True)
            self._pristine.pop(name, None)
        return found

    def _grown(self, before: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
        """Settings as before, with those of what was loaded meanwhile: pristine, for no cell has touched them."""
        old = {key: value for key, value in before.items() if value is not None}
        self._others = None
        self._pristine[_GROWS] = {**now, **self._pristine[_GROWS], **{k: now[k] for k in now.keys() - old.keys()}}
        return {**now, **old}

    def _is_rich(self, name: str, value: Any) -> bool:
        """Whether it may change without being exchanged: it holds functions or objects of the notebook."""
        return self._items[name].copies and name in self._pristine and not _same(value, self._pristine[name])

    def _mark(self, value: Any) -> bytes | None:
        try:
            return _pickled(value, NormalPickler)
        except Exception:
            return None

    def _dump(self, name: str, value: Any, found: Changes, copies: bool) -> None:
        self._states.pop(name, None)  # what was restored before the cell is no longer there
        obstacle = moving.obstacle(value) if copies else None
        if obstacle is None:
            try:
                state = _pickled(value, GroupPickler)
                found.fingerprints[name] = fingerprint.digest(_pickled(value, NormalPickler))
                found.states[name] = state
                return
            except Exception as error:
                obstacle = f"it has a state that cannot be moved: {type(error).__name__}: {error}"[:200]
        # This process stays as it is: only cells that may see that run here from now on.
        self._pristine[name] = value
        found.staying.append(f"{name}: {obstacle}")

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
