"""Attributes that cells set on library modules: ambient items `@module.attribute`.

Only modules that the namespace holds, or that the cell imports, and only attributes that the cell's own code assigns to
are looked at; what a library sets on itself is no doing of the cell's.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Any

_NONE = object()


class ModuleAttributes:
    def __init__(self) -> None:
        self._names: list[str] = []
        self._before: dict[tuple[str, str], Any] = {}
        # What attributes were before any cell of this worker touched them.
        self._original: dict[tuple[str, str], Any] = {}

    def begin(self, modules: Iterable[ModuleType], names: Iterable[str]) -> None:
        self._names = sorted(names)
        self._before = {}
        if self._names:
            for module in modules:
                for name in self._names:
                    self._before[module.__name__, name] = module.__dict__.get(name, _NONE)

    def changed(self, modules: Iterable[ModuleType]) -> Iterator[tuple[str, Any]]:
        """Items that were set, with their values."""
        if not self._names:
            return
        for module in modules:
            for name in self._names:
                key = (module.__name__, name)
                if key not in self._before:
                    continue  # the module was not there before: its own doing cannot be told from the cell's
                value = module.__dict__.get(name, _NONE)
                if value is not self._before[key]:
                    self._original.setdefault(key, self._before[key])
                    yield f"@{module.__name__}.{name}", _Absent() if value is _NONE else value

    def put(self, item: str, value: Any) -> None:
        module_name, _, name = item[1:].rpartition(".")
        import importlib

        module = sys.modules.get(module_name) or importlib.import_module(module_name)
        self._original.setdefault((module_name, name), module.__dict__.get(name, _NONE))
        _set(module, name, _NONE if isinstance(value, _Absent) else value)

    def restore(self, current: set[str]) -> None:
        """Undoes what is not in `current`."""
        for (module_name, name), value in list(self._original.items()):
            if f"@{module_name}.{name}" not in current:
                del self._original[module_name, name]
                _set(sys.modules[module_name], name, value)


class _Absent:
    """Stands for an attribute that was deleted."""


def _set(module: ModuleType, name: str, value: Any) -> None:
    if value is _NONE:
        module.__dict__.pop(name, None)
    else:
        setattr(module, name, value)
