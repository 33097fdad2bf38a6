"""Whether state of the interpreter may travel as a copy: not where the notebook, or code, would notice two of it."""

from __future__ import annotations

from collections.abc import Iterable
from types import FunctionType, MethodType, ModuleType
from typing import Any

from ..atoms import is_atomic
from ..codecs import context, functions

_DEPTH = 6


def obstacle(value: Any) -> str | None:
    """Why `value` must stay where it is; None if a copy does. What cannot be pickled is found out by pickling."""
    return _look(value, {id(v) for v in context.namespace.values()}, _DEPTH, set())


def _look(value: Any, held: set[int], depth: int, seen: set[int]) -> str | None:
    if depth == 0 or id(value) in seen or is_atomic(type(value)) or isinstance(value, ModuleType):
        return None
    seen.add(id(value))
    if isinstance(value, dict):
        return _first(value.keys(), held, depth, seen, key=True) or _first(value.values(), held, depth, seen)
    if isinstance(value, (list, tuple, set, frozenset)):
        return _first(value, held, depth, seen)
    if isinstance(value, FunctionType):
        return _of_function(value, held, depth, seen)
    if isinstance(value, MethodType):
        return _look(value.__self__, held, depth, seen)
    if isinstance(value, property):
        return _first((value.fget, value.fset, value.fdel), held, depth, seen)
    if isinstance(value, type):
        return _of_class(value, held, depth, seen)
    if type(value).__module__ == "__main__":
        if id(value) in held:
            return f"it is the object that a variable holds, too: a {type(value).__qualname__}"
        return _first(getattr(value, "__dict__", {}).values(), held, depth - 1, seen)
    return None


def _first(values: Iterable[Any], held: set[int], depth: int, seen: set[int], key: bool = False) -> str | None:
    for value in list(values):
        if key and isinstance(value, type) and value.__module__ == "__main__":
            return f"it is about a class of the notebook: {value.__qualname__}"
        found = _look(value, held, depth - 1, seen)
        if found is not None:
            return found
    return None


def _of_function(function: FunctionType, held: set[int], depth: int, seen: set[int]) -> str | None:
    if not functions.is_notebook_function(function):
        return None  # a library's own: it travels by name, or as code with what it closes over
    for cell in function.__closure__ or ():
        try:
            content = cell.cell_contents
        except ValueError:
            continue
        if _is_mutable(content):
            return f"{function.__qualname__} closes over an object that can change"
        found = _look(content, held, depth - 1, seen)
        if found is not None:
            return found
    if any(_is_mutable(value) for value in function.__defaults__ or ()):
        return f"{function.__qualname__} has a default that can change"
    return None


def _of_class(cls: type, held: set[int], depth: int, seen: set[int]) -> str | None:
    if cls.__module__ != "__main__":
        return None
    for name, value in vars(cls).items():
        if not name.startswith("__") and _is_mutable(value):
            return f"class {cls.__qualname__} has an attribute that can change: {name}"
    return None


def _is_mutable(value: Any) -> bool:
    if is_atomic(type(value)) or isinstance(
        value, (FunctionType, type, ModuleType, property, staticmethod, classmethod)
    ):
        return False
    if isinstance(value, (tuple, frozenset)):
        return any(_is_mutable(item) for item in value)
    return isinstance(value, (list, dict, set, bytearray)) or type(value).__module__ == "__main__"
