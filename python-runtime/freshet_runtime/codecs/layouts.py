"""Which classes have instances that are nothing but their attributes, or their items, and what these are."""

from __future__ import annotations

import copyreg
import enum
from collections import namedtuple
from dataclasses import dataclass
from typing import Any

from . import classes, columns, functions, reducers

_Sample = namedtuple("_Sample", "x")
_HEAP = 1 << 9  # Py_TPFLAGS_HEAPTYPE


@dataclass(frozen=True)
class Layout:
    """What instances of a class consist of."""

    # Whether they have a `__dict__`, names of their slots, whether weak references to them are possible.
    space: bool
    slots: tuple[str, ...]
    weak: bool


def layout_of(kind: Any) -> Layout | None:
    """The layout of a class whose instances are nothing but their attributes, and that are pickled as that."""
    if kind.__flags__ & _HEAP == 0 or issubclass(kind, (type, enum.Enum, BaseException)):
        return None
    for base in kind.__mro__[:-1]:
        theirs = vars(base)
        if any(name in theirs for name in ("__getattribute__", "__del__", "__class__")):
            return None
        ours = base.__module__ != "builtins" and functions.is_by_value(base)
        if not ours and any(hook in theirs for hook in classes.HOOKS):
            return None
    if kind in copyreg.dispatch_table or reducers.reducer_for(kind) not in (reducers.nothing, classes.reduce_instance):
        return None
    slots = tuple(copyreg._slotnames(kind))  # type: ignore[attr-defined]
    has_dict, has_weak = kind.__dictoffset__ != 0, kind.__weakrefoffset__ != 0
    extra = (*(("__dict__",) if has_dict else ()), *(("__weakref__",) if has_weak else ()))
    like = type("Like", (), {"__slots__": (*(f"s{number}" for number in range(len(slots))), *extra)})
    if _sizes(like) != _sizes(kind) or len(set(slots)) != len(slots):
        return None
    if slots and hasattr(kind, "__getattr__"):
        return None
    try:
        for name in slots:
            columns.slot(kind, name)
    except AttributeError:
        return None
    return Layout(has_dict, slots, has_weak)


def _sizes(kind: type) -> tuple[int, int]:
    return kind.__basicsize__, kind.__itemsize__


def _does(function: Any) -> tuple[Any, ...]:
    """What a function does; its code object is another one after it has moved."""
    code = getattr(function, "__code__", None)
    return (code.co_code, code.co_names, code.co_argcount) if code is not None else ()


_AS_ALL = _does(vars(_Sample)["__getnewargs__"])


def is_named_tuple(kind: Any) -> bool:
    """Whether it is what `collections.namedtuple` makes, or a subclass that adds nothing to its instances."""
    if not (issubclass(kind, tuple) and kind.__dictoffset__ == 0 and isinstance(getattr(kind, "_fields", None), tuple)):
        return False
    hooks = ("__reduce__", "__reduce_ex__", "__getstate__", "__setstate__", "__getnewargs_ex__", "__del__")
    if any(hook in vars(base) for base in kind.__mro__[:-1] for hook in hooks if base is not tuple):
        return False
    return _does(kind.__getnewargs__) == _AS_ALL and kind not in copyreg.dispatch_table


def stands_before(kind: type, name: str) -> bool:
    """Whether a descriptor of the class takes what is assigned to this attribute."""
    found = next((vars(base)[name] for base in kind.__mro__ if name in vars(base)), None)
    return hasattr(type(found), "__set__") or hasattr(type(found), "__delete__")
