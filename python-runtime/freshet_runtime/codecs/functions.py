"""Functions and classes of the notebook: code travels, globals stay references to the importing namespace."""

from __future__ import annotations

import builtins
import functools
import gc
import hashlib
import importlib
import pickle
import sys
from collections.abc import Iterator
from types import CellType, CodeType, FunctionType, MethodType
from typing import Any

import cloudpickle.cloudpickle as cp

from .. import names, side
from ..atoms import is_atom
from . import context

_ANNOTATE = sys.version_info >= (3, 14)  # annotations are made by a function, on demand
_needs: dict[CodeType, frozenset[str]] = {}


def is_notebook_function(value: FunctionType) -> bool:
    return value.__globals__ is context.namespace


def is_by_value(value: Any) -> bool:
    """Whether a function or class has no importable home and so travels with its content."""
    module = getattr(value, "__module__", None)
    if module == "__main__":
        return True
    return not cp._should_pickle_by_reference(value)


def code_of(value: Any) -> CodeType | None:
    """The code of a function, method or what acts as one; no code of the notebook's is asked, which may raise."""
    function = value.__func__ if type(value) is MethodType else value
    try:
        code = object.__getattribute__(function, "__code__")
    except Exception:
        return None
    return code if type(code) is CodeType else None


def global_names(code: CodeType) -> frozenset[str]:
    found = _needs.get(code)
    if found is None:
        if len(_needs) > 4096:
            _needs.clear()
        found = frozenset(names.of_code(code).loads)
        _needs[code] = found
    return found


def reduce_function(pickler: Any, function: FunctionType) -> Any:
    """A function of the notebook; closure cells are shared objects, filled once by whoever comes first."""
    code = function.__code__
    home = None if is_notebook_function(function) else home_of(function)
    if home is None:
        pickler.needs.update(global_names(code))
    pickler.note_source(code)
    cells = function.__closure__ or ()
    contents = []
    for index, cell in enumerate(cells):
        pickler.keep_cell(cell)
        if pickler.claims(cell):
            try:
                contents.append((index, cell.cell_contents))
            except ValueError:
                pass  # not yet bound
    state: dict[str, Any] = {
        "__defaults__": function.__defaults__,
        "__kwdefaults__": function.__kwdefaults__,
        "__doc__": function.__doc__,
        "__module__": function.__module__,
        "__qualname__": function.__qualname__,
    }
    if _ANNOTATE:
        state["__annotate__"] = function.__annotate__  # type: ignore[attr-defined]
    elif function.__annotations__:
        state["__annotations__"] = function.__annotations__
    if getattr(function, "__type_params__", ()):
        state["__type_params__"] = function.__type_params__  # type: ignore[attr-defined]
    return (
        make_function,
        (code, function.__name__, cells or None) if home is None else (code, function.__name__, cells, home),
        (state, function.__dict__ or None, contents),
        None,
        None,
        set_function,
    )


def make_function(
    code: CodeType, name: str, closure: tuple[CellType, ...] | None, home: str | None = None
) -> FunctionType:
    if home is None:
        context.needed.update(global_names(code))
    space = context.namespace if home is None else vars(importlib.import_module(home))
    return FunctionType(code, space, name, None, closure)


def home_of(function: FunctionType) -> str | None:
    """The module whose globals the function has, if it can be imported."""
    name = function.__globals__.get("__name__")
    module = sys.modules.get(name) if isinstance(name, str) else None
    return name if module is not None and vars(module) is function.__globals__ else None


def set_function(function: FunctionType, state: tuple[dict[str, Any], dict[str, Any] | None, list[Any]]) -> None:
    slots, attributes, contents = state
    for index, value in contents:
        assert function.__closure__ is not None
        function.__closure__[index].cell_contents = value
    for name, value in slots.items():
        setattr(function, name, value)
    if attributes:
        function.__dict__.update(attributes)


CACHED = type(functools.lru_cache(lambda: None))
_IMPURE = frozenset(
    {"print", "open", "input", "exec", "eval", "globals", "vars", "setattr", "next", "id", "time", "random", "datetime"}
)


def reduce_cached(pickler: Any, cached: Any) -> Any:
    """A function under `functools.lru_cache`. Its cache is left behind only where that cannot be noticed."""
    wrapped = cached.__wrapped__
    if not isinstance(wrapped, FunctionType) or not is_by_value(wrapped):
        return NotImplemented
    if cached.cache_info().currsize and (not _plainly_pure(wrapped) or any(True for _ in cached_objects(cached))):
        raise pickle.PicklingError("a cache of results of a function that may do more than compute")
    attributes = {k: v for k, v in cached.__dict__.items() if k != "__wrapped__"}
    return make_cached, (wrapped, cached.cache_parameters(), attributes)


def make_cached(wrapped: FunctionType, parameters: dict[str, Any], attributes: dict[str, Any]) -> Any:
    cached = functools.lru_cache(**parameters)(wrapped)
    cached.__dict__.update(attributes)
    return cached


def _plainly_pure(function: FunctionType) -> bool:
    """Whether a function uses nothing but itself, builtins that only compute, and modules of mathematics."""
    for name in global_names(function.__code__):
        value = context.namespace.get(name, getattr(builtins, name, None))
        itself = getattr(value, "__wrapped__", value) is function
        harmless = value is not None and value is getattr(builtins, name, None) and name not in _IMPURE
        mathematical = getattr(value, "__name__", "") in ("math", "numpy", "operator", "itertools", "functools")
        if not (itself or harmless or mathematical):
            return False
    return function.__closure__ is None


def cached_objects(cached: Any) -> Iterator[Any]:
    """Arguments and results in a cache that have an identity or a state: whoever computes a result again gets another
    object, and what an argument holds may have changed since."""
    for part in gc.get_referents(cached):
        if part is cached.__wrapped__ or part is cached.__dict__ or isinstance(part, type):
            continue
        if type(part) is dict:  # by arguments; of results, if it has no limit
            yield from (key for key in part if not _is_constant(key))
            yield from (v for v in part.values() if type(v).__name__ != "_lru_list_elem" and not _is_constant(v))
        elif not _is_constant(part):
            yield part


def _is_constant(value: Any) -> bool:
    if type(value) in (tuple, frozenset):
        return all(map(_is_constant, value))
    return is_atom(value) or type(value) is object  # `functools` sets keywords apart by one


def make_cell() -> CellType:
    return CellType()


def reduce_cell(pickler: Any, cell: CellType) -> Any:
    if pickler.is_kept_cell(cell):
        return make_cell, ()
    return cp._cell_reduce(cell)


def code_digest(code: CodeType) -> str:
    """A digest of what code does: where it stands in a file does not count."""
    digest = hashlib.blake2b(digest_size=16)
    _feed(digest, code)
    return digest.hexdigest()


def _feed(digest: Any, value: Any) -> None:
    if isinstance(value, CodeType):
        flags = (value.co_argcount, value.co_posonlyargcount, value.co_kwonlyargcount, value.co_flags)
        digest.update(repr((value.co_name, flags, value.co_code)).encode())
        digest.update(repr((value.co_names, value.co_varnames, value.co_freevars, value.co_cellvars)).encode())
        digest.update(getattr(value, "co_exceptiontable", b""))
        for constant in value.co_consts:
            _feed(digest, constant)
    elif isinstance(value, tuple):
        digest.update(b"(")
        for item in value:
            _feed(digest, item)
        digest.update(b")")
    elif isinstance(value, frozenset):
        digest.update(b"{" + ",".join(sorted(map(repr, value))).encode() + b"}")
    else:
        digest.update(f"{type(value).__name__}:{value!r};".encode("utf-8", "surrogatepass"))


def reduce_hidden_function(function: Any) -> Any:
    return side.reduce_hidden(function)
