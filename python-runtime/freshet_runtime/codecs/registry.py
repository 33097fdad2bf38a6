"""Codecs of the user's environment: entry points of the group `freshet.codecs` (docs/codecs.md).

An entry point is named after the type it moves (`package.module.Type`) and leads to a function that is given a value
and returns what pickle's `__reduce__` returns: a callable that can be imported, its arguments, and so on.
It is loaded when the first value of that type is moved; a codec that cannot be loaded makes such values stay.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from importlib import metadata
from typing import Any

GROUP = "freshet.codecs"
_found: dict[str, Any] | None = None
_loaded: dict[str, Callable[[Any], Any]] = {}


def _entry_points() -> dict[str, Any]:
    global _found
    if _found is None:
        try:
            _found = {point.name: point for point in metadata.entry_points(group=GROUP)}
        except Exception:  # a broken distribution must not keep values from moving
            _found = {}
    return _found


def reset() -> None:
    """Looks again at what is installed."""
    global _found
    _found = None
    _loaded.clear()


def reducer(kind: type) -> Callable[[Any, Any], Any] | None:
    """The registered reducer for values of this type, subclasses not included."""
    point = _entry_points().get(f"{kind.__module__}.{kind.__qualname__}")
    if point is None:
        return None

    def reduce(pickler: Any, value: Any) -> Any:
        codec = _loaded.get(point.name)
        if codec is None:
            try:
                codec = _loaded[point.name] = point.load()
            except Exception as error:
                raise pickle.PicklingError(f"the codec {point.value} cannot be loaded: {error}") from error
        return codec(value)

    return reduce
