"""The object walk: which values share mutable objects, and which point into groups that were loaded.

Atoms (immutable values without parts that matter) and library code do not connect. Functions and classes of the
notebook that have a name of their own are pointed to, not absorbed.
"""

from __future__ import annotations

import enum
import types
import weakref
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .atoms import ATOMS, all_atoms, is_atom, is_atomic
from .codecs import arrays, functions, overlaps, sets
from .reach import children, is_plain, of_plain
from .survey import LEAST_ATOMS, Block, is_big, survey


@dataclass
class Walk:
    """What is reachable from some values."""

    # Mutable objects by id; they are kept alive so that ids stay unique.
    objects: dict[int, Any] = field(default_factory=dict)
    # numpy arrays met, by id, with whether their memory may be shared with another array's.
    arrays: dict[int, Any] = field(default_factory=dict)
    # Named functions, classes and foreign objects met and not entered, by id.
    edges: dict[int, Any] = field(default_factory=dict)
    # Sets that would come back in another order, by id.
    sets: dict[int, Any] = field(default_factory=dict)
    # The type of an object with a finalizer, if there is one: it cannot leave this process.
    finalizer: str | None = None
    # Whether weak references were met.
    weak: bool = False
    # Whether some of them point to objects of the notebook, so that it sees when these go.
    watched: bool = False
    # Whether classes of the notebook, or instances of them, were met.
    has_user_code: bool = False
    types: set[type] = field(default_factory=set)
    # Whether instances of a class are nothing but their attributes.
    plain: dict[type, bool] = field(default_factory=dict)
    # Containers that are encoded by columns, by id; those of them that were met inside of something.
    blocks: dict[int, Block] = field(default_factory=dict)
    inner: set[int] = field(default_factory=set)
    # What lies in their columns and is referred to from elsewhere; what was met there, or lies in two places.
    suspects: dict[int, Any] = field(default_factory=dict)
    shared: set[int] = field(default_factory=set)
    # Whether something was put into a column before it was known to be shared.
    late: bool = False
    # By id, what other walks have visited, and whose they are; which of these this walk came to, and left alone.
    known: Mapping[int, str] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)

    def join(self, other: Walk) -> None:
        """Adds what another walk found."""
        for name in ("objects", "arrays", "sets", "edges", "types", "blocks", "inner", "shared"):
            getattr(self, name).update(getattr(other, name))
        self.has_user_code |= other.has_user_code
        self.weak |= other.weak
        self.watched |= other.watched
        self.finalizer = self.finalizer or other.finalizer


def walk(
    roots: Iterable[Any], stops: Mapping[int, Any], encode: bool = True, known: Mapping[int, str] | None = None
) -> Walk:
    """Visits everything reachable from `roots`, except through objects in `stops` (by id), which become edges, and
    what others have visited, which is `known` with their names.

    Big containers are encoded by columns on the way, unless `encode` is false. What turned out to lie in one and
    elsewhere as well must not be in a column: then it is walked once more, knowing that.
    """
    roots = list(roots)
    found = Walk(known=known or {})
    for root in roots:
        _walk(root, stops, found, encode)
    if found.late:
        found = Walk(shared=found.shared, known=found.known)
        for root in roots:
            _walk(root, stops, found, encode)
    if weakref.finalize._registry:  # type: ignore[attr-defined]
        _find_finalizers(found)
    return found


def _walk(root: Any, stops: Mapping[int, Any], found: Walk, encode: bool) -> None:
    seen: dict[int, Any] = {}
    stack = [root]
    objects = found.objects
    suspects = found.suspects
    known = found.known
    first = True
    while stack:
        value = stack.pop()
        kind = type(value)
        if (kind in ATOMS or is_atomic(kind)) and not (first and not is_atom(value)):
            continue
        key = id(value)
        if key in objects or key in seen:
            if key in suspects:
                found.shared.add(key)
                found.late = True
            elif key in found.blocks and not first:
                found.inner.add(key)
            continue
        if not first and key in stops:
            found.edges[key] = value
            continue
        if key in known:
            found.met.add(known[key])
            first = False
            continue
        if (kind is list or kind is dict) and len(value) >= LEAST_ATOMS and is_big(value, first):
            rest = _of_block(value, stops, found, encode, first)
            if rest is not None:
                stack.extend(rest)
                first = False
                continue
        first = False
        if (kind is set or kind is frozenset) and not sets.is_ordinary(value):
            found.sets[key] = value
        if kind is tuple or kind is frozenset:
            seen[key] = value
            if not all_atoms(value):
                stack.extend(value)
            continue
        plain = found.plain.get(kind)
        if plain is None:
            plain = found.plain[kind] = is_plain(kind)
        if plain:
            objects[key] = value
            stack.extend(of_plain(value, kind, stops, found))
            continue
        stack.extend(children(value, kind, found))
        if _connects(value, kind):
            objects[key] = value
        else:
            seen[key] = value


def _of_block(value: Any, stops: Mapping[int, Any], found: Walk, encode: bool, first: bool) -> list[Any] | None:
    """What is to be walked of a container that is encoded by columns; None if it is not."""
    found.objects[id(value)] = value  # it may lie in itself
    surveyed = survey(value, found, stops, encode)
    if surveyed is None:
        del found.objects[id(value)]
        return None
    block, rest = surveyed
    found.blocks[id(value)] = block
    if not first:
        found.inner.add(id(value))
    return rest


def _find_finalizers(found: Walk) -> None:
    for info in list(weakref.finalize._registry.values()):  # type: ignore[attr-defined]
        value = info.weakref()
        if value is not None and id(value) in found.objects:
            found.finalizer = type(value).__qualname__


def _connects(value: Any, kind: type) -> bool:
    if kind is types.FunctionType:
        return functions.is_notebook_function(value) or "<locals>" in value.__qualname__
    if issubclass(kind, type):
        return bool(functions.is_by_value(value))
    return not (kind is types.BuiltinFunctionType or issubclass(kind, enum.Enum))


class Partition:
    """Union-find over names."""

    def __init__(self, names: Iterable[str]) -> None:
        self._parent = {name: name for name in names}

    def root(self, name: str) -> str:
        while self._parent[name] != name:
            self._parent[name] = self._parent[self._parent[name]]
            name = self._parent[name]
        return name

    def union(self, one: str, other: str) -> None:
        self._parent[self.root(other)] = self.root(one)

    def parts(self) -> list[list[str]]:
        found: dict[str, list[str]] = {}
        for name in self._parent:
            found.setdefault(self.root(name), []).append(name)
        return list(found.values())


def overlapping(found: Mapping[int, Any]) -> list[list[Any]]:
    """Arrays whose memory overlaps, in sets of two or more."""
    sets: list[list[Any]] = []
    end = -1
    for item in sorted((a for a in found.values() if a.size), key=overlaps.place):
        low, high = arrays.byte_range(item)
        if low < end:
            sets[-1].append(item)
            end = max(end, high)
        else:
            sets.append([item])
            end = high
    return [group for group in sets if len(group) > 1]
