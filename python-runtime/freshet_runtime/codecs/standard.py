"""Reducers for types of the standard library that pickle refuses, or whose links it would lose."""

from __future__ import annotations

import functools
import gc
import io
import os
import pickle
import random
import struct
import typing
import weakref
from types import FunctionType
from typing import Any

from . import files

_KEY = type(functools.cmp_to_key(lambda a, b: 0))


def reduce_memoryview(pickler: Any, view: memoryview) -> Any:
    """As a view of the same object: what is written through it is seen there."""
    try:
        base = view.obj
        whole = memoryview(base)
        if view.ndim != 1 or not whole.c_contiguous or view.nbytes == 0:
            raise ValueError
        offset = _address(view) - _address(whole)
        assert view.strides is not None
        step, rest = divmod(view.strides[0], view.itemsize)
        if rest or offset < 0:
            raise ValueError
    except (ValueError, TypeError) as error:
        raise pickle.PicklingError(f"a memoryview of this shape ({error})") from error
    return make_memoryview, (base, offset, len(view), step, view.itemsize, view.format, view.readonly)


def _address(view: memoryview) -> int:
    import ctypes

    class Buffer(ctypes.Structure):
        _fields_ = [("buf", ctypes.c_void_p), ("rest", ctypes.c_char * 120)]

    raw = Buffer()
    # PyBUF_FULL_RO: shape, strides and format of any view may be asked for.
    ctypes.pythonapi.PyObject_GetBuffer(ctypes.py_object(view), ctypes.byref(raw), 0x011C)
    try:
        return int(raw.buf or 0)
    finally:
        ctypes.pythonapi.PyBuffer_Release(ctypes.byref(raw))


def make_memoryview(base: Any, offset: int, length: int, step: int, size: int, form: Any, readonly: bool) -> memoryview:
    raw = memoryview(base).cast("B")
    if length == 0:
        return raw[:0].cast(form)
    span = (length - 1) * step * size
    low = offset + min(0, span)
    cells = raw[low : offset + max(0, span) + size].cast(form)
    view = cells[::step] if step > 0 else cells[::step][:length]
    return view.toreadonly() if readonly and not view.readonly else view


def reduce_super(pickler: Any, value: Any) -> Any:
    return super, (value.__thisclass__, value.__self__)


def reduce_cached_property(pickler: Any, value: Any) -> Any:
    return make_cached_property, (value.func, value.attrname, value.__doc__)


def make_cached_property(function: Any, name: str | None, doc: str | None) -> Any:
    made: Any = functools.cached_property(function)
    made.attrname = name
    made.__doc__ = doc
    return made


def reduce_key(pickler: Any, value: Any) -> Any:
    """What `functools.cmp_to_key` gives: the comparison is all it has."""
    return functools.cmp_to_key, (next(o for o in gc.get_referents(value) if callable(o)),)


def is_dispatcher(function: FunctionType) -> bool:
    """Whether this is what `functools.singledispatch` makes."""
    return (
        function.__globals__ is functools.__dict__
        and "registry" in function.__dict__
        and "dispatch" in function.__dict__
    )


def reduce_dispatcher(pickler: Any, function: Any) -> Any:
    own = ("register", "dispatch", "registry", "_clear_cache")
    attributes = {name: value for name, value in function.__dict__.items() if name not in own}
    return (
        make_dispatcher,
        (function.__name__,),
        (list(function.registry.items()), attributes, function.__wrapped__),
        None,
        None,
        set_dispatcher,
    )


def make_dispatcher(name: str) -> Any:
    def any_function(value: Any) -> None: ...

    any_function.__name__ = name
    return functools.singledispatch(any_function)


def set_dispatcher(function: Any, state: tuple[list[Any], dict[str, Any], Any]) -> None:
    registry, attributes, wrapped = state
    functools.update_wrapper(function, wrapped)
    function.__dict__.update(attributes)
    for kind, implementation in registry:
        function.register(kind, implementation)


def reduce_new_type(pickler: Any, value: Any) -> Any:
    return make_new_type, (value.__name__, value.__supertype__, value.__module__)


def make_new_type(name: str, base: Any, module: str) -> Any:
    kind: Any = typing.NewType
    made = kind(name, base)
    made.__module__ = module
    return made


def reduce_parameters(pickler: Any, value: Any) -> Any:
    """ParamSpec and TypeVarTuple."""
    if value.__module__ != "__main__":
        return NotImplemented
    return make_parameters, (type(value), value.__name__, value.__module__)


def make_parameters(kind: Any, name: str, module: str) -> Any:
    made = kind(name)
    try:
        made.__module__ = module
    except AttributeError:
        pass
    return made


def refuse_weak(pickler: Any, value: Any) -> Any:
    raise pickle.PicklingError(f"a {type(value).__name__}: it does not keep its elements alive")


def reduce_weak(pickler: Any, value: Any) -> Any:
    """A weak reference to what moves along with it."""
    found = value()
    if found is None:
        return dead_reference, ()
    if value.__callback__ is not None or not pickler.holds(found):
        raise pickle.PicklingError("a weak reference: what it points to may be held by nobody else")
    return weakref.ref, (found,)


class _Nobody:
    pass


def dead_reference() -> Any:
    """A weak reference to what is gone."""
    return weakref.ref(_Nobody())


def refuse_library(pickler: Any, library: Any) -> Any:
    raise pickle.PicklingError("a library loaded by ctypes")


def reduce_connection(pickler: Any, connection: Any) -> Any:
    """A database in a file, between transactions: opened again by its path."""
    attached = connection.execute("pragma database_list").fetchall()
    files.handles += [path for _, _, path in attached if path]
    if connection.in_transaction:
        raise pickle.PicklingError("a database connection inside a transaction")
    if len(attached) != 1 or not attached[0][2] or not os.path.isfile(attached[0][2]):
        raise pickle.PicklingError("a Connection to a database that is no file")
    state = connection.row_factory, connection.text_factory, connection.isolation_level
    return open_connection, (attached[0][2],), state, None, None, set_connection


def open_connection(path: str) -> Any:
    import sqlite3

    files.handles.append(path)
    return sqlite3.connect(path)


def set_connection(connection: Any, state: tuple[Any, Any, Any]) -> None:
    connection.row_factory, connection.text_factory, connection.isolation_level = state


def reduce_font(pickler: Any, font: Any) -> Any:
    """A font of PIL's that was read from memory."""
    if not hasattr(font.path, "getvalue"):
        return NotImplemented
    return make_font, (font.path.getvalue(), font.size, font.index, font.encoding, font.layout_engine)


def make_font(data: bytes, *options: Any) -> Any:
    from PIL import ImageFont

    return ImageFont.truetype(io.BytesIO(data), *options)


REDUCERS: dict[type, Any] = {
    memoryview: reduce_memoryview,
    super: reduce_super,
    functools.cached_property: reduce_cached_property,
    _KEY: reduce_key,
    struct.Struct: lambda pickler, value: (struct.Struct, (value.format,)),
    random.SystemRandom: lambda pickler, value: (random.SystemRandom, ()),
    weakref.ReferenceType: reduce_weak,
    weakref.WeakSet: refuse_weak,
    typing.NewType: reduce_new_type,
    typing.ParamSpec: reduce_parameters,
}
if hasattr(typing, "TypeVarTuple"):
    REDUCERS[typing.TypeVarTuple] = reduce_parameters
