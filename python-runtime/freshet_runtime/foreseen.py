"""Warning filters that libraries set when they are imported: for one imported in advance, set when a cell imports it.

An import in the zygote must change nothing for cells above the one that imports; but that one, and whoever follows,
must find what Jupyter leaves there (statsmodels shows its warnings always, scikit-learn its deprecations). The zygote
needs it before the packages of the runtime can be imported.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from typing import Any

# Filters that wait for the import of a module, by its full name.
_waiting: dict[str, list[Any]] = {}
_armed = False
# How often a cell's import brought filters.
arrivals = 0


class _Watched(ModuleSpec):
    """The interpreter asks the spec of a loaded module at each import whether it is initializing still."""

    @property
    def _initializing(self) -> bool:
        if _armed and self.name in _waiting:
            _arrive(_waiting[self.name])
        return bool(self.__dict__.get("_initializing", False))

    @_initializing.setter
    def _initializing(self, value: bool) -> None:
        self.__dict__["_initializing"] = value


def put_warnings(filters: tuple[Any, ...]) -> None:
    """Sets the interpreter's warning filters."""
    warnings.filters[:] = filters  # type: ignore[index]
    changed = getattr(warnings, "_filters_mutated_lock_held", None) or getattr(warnings, "_filters_mutated", None)
    if changed is not None:
        try:
            changed()
        except RuntimeError:  # 3.14 wants its lock held
            lock = getattr(warnings, "_lock", None)
            if lock is not None:
                with lock:
                    changed()


@contextmanager
def held_back(module: str) -> Iterator[None]:
    """Imports made within leave no filters; those of `module`'s package wait for an import of it."""
    before = list(warnings.filters)
    with warnings.catch_warnings():
        yield
        added = [entry for entry in warnings.filters if entry not in before]
    if added:
        _watch(module.partition(".")[0], added)


def _watch(package: str, added: list[Any]) -> None:
    for name, module in list(sys.modules.items()):
        if name == package or name.startswith(package + "."):
            spec = getattr(module, "__spec__", None)
            if type(spec) is ModuleSpec:
                spec.__class__ = _Watched
            if isinstance(spec, _Watched):
                _waiting.setdefault(spec.name, []).extend(added)


def arm() -> None:
    """From now on imports are those of cells and of their values."""
    global _armed
    _armed = True


def _arrive(entries: Iterable[Any]) -> None:
    global arrivals
    waiting = list(entries)
    for name in [name for name, held in _waiting.items() if any(entry in waiting for entry in held)]:
        _waiting[name] = [entry for entry in _waiting[name] if entry not in waiting]
        if not _waiting[name]:
            del _waiting[name]
    arrivals += 1
    new = [entry for entry in waiting if entry not in warnings.filters]
    put_warnings((*new, *warnings.filters))


_NOTHING = ("ignore", None, Warning, None, 0)


@contextmanager
def unheard() -> Iterator[None]:
    """For values that are decoded within: what libraries warn of then, nobody asked for.

    Filters that come with imports made within take their place before those of the cells above; one that was there
    already stays at its place.
    """
    before = tuple(warnings.filters)
    shown = warnings._showwarnmsg  # type: ignore[attr-defined]
    put_warnings((_NOTHING,))
    warnings._showwarnmsg = lambda message: None  # type: ignore[attr-defined]
    try:
        yield
    finally:
        warnings._showwarnmsg = shown  # type: ignore[attr-defined]
        new = [entry for entry in warnings.filters if entry not in before and entry != _NOTHING]
        put_warnings((*new, *before))
