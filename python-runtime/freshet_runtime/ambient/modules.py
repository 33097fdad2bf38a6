"""Attributes that cells set on modules and classes of libraries: ambient items `@module.attribute`.

Looked at are the modules that the code has at hand, and the modules and classes in them that it names; and there only
the attributes that some code of the notebook assigns to, or all of them if it uses `setattr`, `vars` or the like. What
a library sets on itself is no doing of the cell's.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Any

from ..names import CodeNames

_NONE = object()
# Names by which code sets attributes that it does not spell out.
_OPEN = frozenset({"setattr", "delattr", "vars", "__dict__", "patch"})
_DEPTH = 3
# What other items carry, or no copy could stand for.
_ELSEWHERE = frozenset(
    {
        *(
            f"sys.{name}"
            for name in ("stdin", "stdout", "stderr", "path", "argv", "modules", "meta_path", "path_hooks")
        ),
        *(f"warnings.{name}" for name in ("showwarning", "formatwarning", "filters")),
    }
)
# Classes that libraries patch when they are imported or asked to (`tqdm.pandas()`), by module.
_PATCHED = (
    ("pandas", ("DataFrame", "Series", "Index")),
    ("pandas.core.groupby", ("DataFrameGroupBy", "SeriesGroupBy", "GroupBy")),
)


class ModuleAttributes:
    def __init__(self) -> None:
        self._names: frozenset[str] = frozenset()
        self._before: dict[str, tuple[Any, dict[str, Any]]] = {}
        self._public: dict[str, tuple[Any, frozenset[str]]] = {}
        self._imports: set[str] = set()
        # What attributes were before any cell of this worker touched them.
        self._original: dict[tuple[str, str], tuple[Any, Any]] = {}

    def begin(self, modules: Iterable[ModuleType], values: Iterable[Any], code: CodeNames) -> None:
        """`code`: of the cell and the functions that it may call; `values`: what its names are bound to."""
        self._before = {}
        self._public = dict(_public())
        self._imports = {name for name in code.imports if name not in sys.modules}
        everything = not _OPEN.isdisjoint(code.loads | code.used)
        self._names = frozenset() if everything else frozenset(code.attributes)
        if everything or self._names:
            for path, owner in _owners(modules, values, code.used).items():
                held = vars(owner)
                self._before[path] = (
                    owner,
                    dict(held) if everything else {name: held.get(name, _NONE) for name in self._names},
                )

    def changed(self) -> Iterator[tuple[str, Any]]:
        """Items that were set, with their values."""
        for path, (owner, before) in self._before.items():
            held = vars(owner)
            for name in self._names or [*before, *(held.keys() - before.keys())]:
                old, value = before.get(name, _NONE), held.get(name, _NONE)
                if value is not old and not self._is_no_patch(owner, name, value):
                    self._original.setdefault((path, name), (owner, old))
                    yield f"@{path}.{name}", Absent() if value is _NONE else value
        yield from self._in_new_modules()

    def _in_new_modules(self) -> Iterator[tuple[str, Any]]:
        """Modules that the cell itself imported: what its code assigns to is taken as set by it."""
        for path in self._imports:
            module = sys.modules.get(path)
            for name in self._names if module is not None and path not in self._before else ():
                value = vars(module).get(name, _NONE)
                if value is not _NONE and not self._is_no_patch(module, name, value):
                    self._original.setdefault((path, name), (module, value))
                    yield f"@{path}.{name}", value

    def _is_no_patch(self, owner: Any, name: str, value: Any) -> bool:
        """Also, with all attributes in sight: what a module keeps for itself, and submodules that it came to load."""
        if isinstance(owner, ModuleType) and f"{owner.__name__}.{name}" in _ELSEWHERE:
            return True
        return not self._names and (
            isinstance(value, ModuleType) or (isinstance(owner, ModuleType) and name.startswith("_"))
        )

    def set_by_libraries(self, seen: Iterable[str]) -> Iterator[tuple[str, Any]]:
        """Items that code of libraries set on or took from classes that are made for it, beyond those in `seen`."""
        known = frozenset(seen)
        for path, (owner, names) in _public():
            before = self._public.get(path, (owner, names))[1]
            for name in sorted(names ^ before):
                if f"@{path}.{name}" not in known:
                    value = vars(owner).get(name, _NONE)
                    self._original.setdefault((path, name), (owner, _NONE))
                    yield f"@{path}.{name}", Absent() if value is _NONE else value

    def put(self, item: str, value: Any) -> None:
        path, _, name = item[1:].rpartition(".")
        owner = _resolve(path)
        self._original.setdefault((path, name), (owner, vars(owner).get(name, _NONE)))
        _set(owner, name, _NONE if isinstance(value, Absent) else value)

    def restore(self, current: set[str]) -> bool:
        """Undoes what is not in `current`; whether there was anything."""
        undone = False
        for (path, name), (owner, value) in list(self._original.items()):
            if f"@{path}.{name}" not in current:
                del self._original[path, name]
                _set(owner, name, value)
                undone = True
        return undone


class Absent:
    """Stands for an attribute that was deleted."""


def _owners(modules: Iterable[ModuleType], values: Iterable[Any], used: set[str]) -> dict[str, Any]:
    """By path; one that can be reached in several ways has the name of the shortest, the same in every cell."""
    found: dict[str, Any] = {}
    seen: set[int] = set()
    level: list[tuple[str, Any]] = [(module.__name__, module) for module in modules]
    for _ in range(_DEPTH):
        inner: list[tuple[str, Any]] = []
        for path, owner in level:
            if id(owner) not in seen:
                seen.add(id(owner))
                found[path] = owner
                inner += _parts(path, owner, used)
        level = inner
    for value in values:
        is_class = issubclass(type(value), type) and value.__module__ not in ("__main__", "builtins")
        if is_class and id(value) not in seen:
            found[f"{value.__module__}.{value.__qualname__}"] = value
    return found


def _parts(path: str, owner: Any, used: set[str]) -> Iterator[tuple[str, Any]]:
    held = vars(owner)
    for name in sorted(used & held.keys()):
        if isinstance(held[name], (ModuleType, type)):
            yield f"{path}.{name}", held[name]


def _public() -> Iterator[tuple[str, tuple[Any, frozenset[str]]]]:
    for home, names in _PATCHED:
        module = sys.modules.get(home)
        for name in names if module is not None else ():
            owner = getattr(module, name, None)
            if owner is not None:
                yield f"{home}.{name}", (owner, _public_names(owner))


# How many attributes a class had when it was last looked at, and those that count.
_counted: dict[type, tuple[int, frozenset[str]]] = {}


def _public_names(owner: type) -> frozenset[str]:
    """Attributes that count: pickling and `abc` leave names with underscores on classes."""
    everything = len(vars(owner))
    found = _counted.get(owner)
    if found is None or found[0] != everything:
        found = everything, frozenset(name for name in vars(owner) if not name.startswith("_"))
        _counted[owner] = found
    return found[1]


def _resolve(path: str) -> Any:
    head = path
    parts: list[str] = []
    while head not in sys.modules:
        try:
            importlib.import_module(head)
        except ImportError:
            head, _, last = head.rpartition(".")
            parts.insert(0, last)
            if not head:
                raise
    found: Any = sys.modules[head]
    for part in parts:
        found = getattr(found, part)
    return found


def _set(owner: Any, name: str, value: Any) -> None:
    if value is not _NONE:
        setattr(owner, name, value)
    elif name in vars(owner):
        delattr(owner, name)
