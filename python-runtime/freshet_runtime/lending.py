"""Values whose end shows: while a cell runs, only the namespace holds them, so that they go when Python lets them go.

A weak reference to an object, or a finalizer, tells when the last name is deleted. What this process remembers of
earlier cells' values must not keep such objects alive meanwhile.
"""

from __future__ import annotations

import weakref
from types import FunctionType, ModuleType
from typing import Any

from .cell import Cell
from .holdings import LiveGroup
from .namespace import Namespace


def lend(cell: Cell, namespace: Namespace) -> None:
    """Lets go of what the namespace holds, too."""
    names: dict[tuple[str, str], list[str]] = {}
    for name, (group, key) in cell.bindings.items():
        if is_seen_to_go(group, key):
            names.setdefault((group.id, key), []).append(name)
    for (group_id, key), bound in names.items():
        group = cell.touched[group_id]
        try:
            reference = weakref.ref(group.members[key])
        except (TypeError, KeyError):
            continue  # no weak reference can be made to it: nobody can see when it goes, but a finalizer
        # Not deleted: its place among the members is part of how they are pickled.
        group.members[key] = None
        group.walked = None
        group.forget_places()
        for name in bound:
            namespace.note_initial(name, reference)
        cell.lent.append((group, key, bound, reference))


def is_seen_to_go(group: LiveGroup, key: str) -> bool:
    """Whether code may see when a member goes."""
    return group.mortal or _is_watched(group.members.get(key))


def _is_watched(value: Any) -> bool:
    """Whether there are weak references to it; of classes and functions the interpreter itself keeps some."""
    if issubclass(type(value), (type, FunctionType, ModuleType)):
        return False
    return weakref.getweakrefcount(value) > 0


def reclaim(cell: Cell, namespace: Namespace) -> list[str]:
    """Holds what is still there again; returns the groups of which something is gone."""
    gone: list[str] = []
    for group, key, names, reference in cell.lent:
        value = reference()
        if value is None:
            del group.members[key]
            gone.append(group.id)
            continue
        group.members[key] = value
        for name in names:
            namespace.note_initial(name, value)
    cell.lent = []
    return gone
