"""Which reducer values of which type get, and the reducers that are not worth a module of their own."""

from __future__ import annotations

import builtins
import enum
import functools
import io
import sys
import typing
from collections.abc import Callable, Sequence
from types import BuiltinFunctionType, CellType, CodeType, FunctionType, ModuleType
from typing import Any

import cloudpickle.cloudpickle as cp

from . import arrays, classes, context, errors, figures, files, functions, registry, standard, tensors

# What pickle's `reducer_override` may return, or NotImplemented; given the pickler and the value.
Reducer = Callable[[Any, Any], Any]


def load_module(name: str, submodules: Sequence[str]) -> ModuleType:
    """The module, with those submodules that the cell which bound it had imported."""
    import importlib

    module = importlib.import_module(name)  # also one that is there: it may have been imported in advance
    for more in submodules:
        importlib.import_module(more)
    return module


def module_attribute(module: str, name: str) -> Any:
    return getattr(load_module(module, ()), name)


def _reduce_module(pickler: Any, module: ModuleType) -> Any:
    if module is sys.modules.get("__main__"):
        return module_attribute, ("freshet_runtime.codecs.context", "main_module")
    if sys.modules.get(module.__name__) is module:
        return load_module, (module.__name__, pickler.submodules(module.__name__))
    return cp._module_reduce(module)


def _reduce_builtin(pickler: Any, function: Any) -> Any:
    """Bound methods of library singletons (`random.random`) travel by reference, not with a copied self."""
    owner = getattr(function, "__self__", None)
    if owner is builtins and getattr(builtins, function.__name__, None) is not function:
        return _original_builtin, (function.__name__,)  # a cell put something else in its place
    if owner is None or isinstance(owner, (ModuleType, type)):
        return NotImplemented
    for home in ("random", "numpy.random"):
        module = sys.modules.get(home)
        if module is not None and getattr(module, function.__name__, None) == function:
            return module_attribute, (home, function.__name__)
    return NotImplemented


def _original_builtin(name: str) -> Any:
    return context.BUILTINS[name]


_SINGLETONS = frozenset({"RandomState"})
_SINGLETON_HOMES = frozenset({"random", "numpy.random.mtrand", "numpy.random"})


def _reduce_singleton(pickler: Any, obj: Any) -> Any:
    for home, name in (("numpy.random.mtrand", "_rand"), ("random", "_inst")):
        module = sys.modules.get(home)
        if module is not None and getattr(module, name, None) is obj:
            return module_attribute, (home, name)
    return NotImplemented


def _without_cache(obj: Any) -> Any:
    """pandas keeps what it computed lazily in `_cache`: looking at a value would change its pickle."""
    if "_cache" not in getattr(obj, "__dict__", ()):
        return NotImplemented
    reduced = obj.__reduce_ex__(5)
    if isinstance(reduced, tuple) and len(reduced) > 2 and isinstance(reduced[2], dict):
        state = {name: value for name, value in reduced[2].items() if name != "_cache"}
        return (*reduced[:2], state, *reduced[3:])
    if isinstance(reduced, tuple) and len(reduced) > 2 and isinstance(reduced[2], tuple) and len(reduced[2]) == 3:
        dtype, values, attributes = reduced[2]  # arrays: the attributes come last, if there are any
        if isinstance(attributes, dict):
            attributes = {name: value for name, value in attributes.items() if name != "_cache"}
            kept = (attributes,) if attributes or _names_no_attributes() else ()
            return (*reduced[:2], (dtype, values, *kept), *reduced[3:])
    return reduced


@functools.cache
def _names_no_attributes() -> bool:
    """Whether this pandas writes, and asks for, the attributes of an array that has none: 2 does, 3 does not."""
    return len(sys.modules["pandas"].Categorical([]).__reduce__()[2]) == 3


def _reduce_column(pickler: Any, series: Any) -> Any:
    """pandas 2: a column that was taken from a frame writes to it also when it changes its type."""
    column = getattr(series, "_cacher", None)
    if column is None or not pickler.holds(column[1]()):
        return NotImplemented
    make, args, state, *rest = series.__reduce_ex__(5)
    return make, args, {**state, "_cacher": column}, *rest


def _without_flags(pickler: Any, obj: Any) -> Any:
    """scipy's sparse matrices remember what they once found out about their indices: no part of their value."""
    flags = [name for name in ("_has_sorted_indices", "_has_canonical_format") if name in getattr(obj, "__dict__", ())]
    if not flags:
        return NotImplemented
    reduced = obj.__reduce_ex__(5)
    if isinstance(reduced, tuple) and len(reduced) > 2 and isinstance(reduced[2], dict):
        state = {name: value for name, value in reduced[2].items() if name not in flags}
        return (*reduced[:2], state, *reduced[3:])
    return reduced


def _reduce_type_variable(pickler: Any, variable: Any) -> Any:
    rebuild, args = cp._typevar_reduce(variable)
    if rebuild is not cp._make_typevar:
        return rebuild, args
    return make_type_variable, (*args[:-1], variable.__module__)  # no random tracker id


def make_type_variable(*args: Any) -> Any:
    made: Any = cp._make_typevar(*args[:-1], None)
    try:
        made.__module__ = args[-1]
    except AttributeError:
        pass
    return made


def _reduce_class(pickler: Any, cls: type) -> Any:
    return pickler.reduce_class(cls)


def nothing(pickler: Any, obj: Any) -> Any:
    return NotImplemented


def reducer_for(kind: type) -> Reducer:
    """The reducer for values of this type; registered codecs come first, pickle's own way last."""
    own = registry.reducer(kind)
    if own is not None:
        return own
    if issubclass(kind, type):
        return _reduce_class
    if issubclass(kind, BaseException):
        return errors.reduce_error
    home = kind.__module__ or ""
    if issubclass(kind, enum.Enum) and functions.is_by_value(kind):
        return classes.reduce_member
    if home != "builtins" and functions.is_by_value(kind) and classes.is_structural(kind):
        return classes.reduce_instance
    package = home.partition(".")[0]
    if package == "numpy" and kind.__name__ in _SINGLETONS:
        return _reduce_singleton
    numpy = arrays.numpy()
    if numpy is not None and issubclass(kind, numpy.ndarray):
        return arrays.reduce_array if kind is numpy.ndarray else arrays.reduce_subclass
    if home == "numpy.dtypes":
        return lambda pickler, obj: arrays.reduce_dtype(obj)
    found = _BY_HOME.get(package)
    if found is not None:
        return found(kind)
    if home in _SINGLETON_HOMES:
        return _reduce_singleton
    return classes.reduce_instance if classes.asks_before_it_has(kind) else nothing


def _of_torch(kind: type) -> Reducer:
    torch: Any = sys.modules.get("torch")
    if torch is None:
        return nothing
    if issubclass(kind, torch.nn.Parameter):
        return tensors.reduce_parameter
    if issubclass(kind, torch.optim.Optimizer):
        return classes.reduce_instance  # its own pickle leaves its hooks behind
    return tensors.reduce_tensor if issubclass(kind, torch.Tensor) else nothing


_BY_HOME: dict[str, Callable[[type], Reducer]] = {
    "pandas": lambda kind: _reduce_column if kind.__name__ == "Series" else lambda pickler, obj: _without_cache(obj),
    "matplotlib": lambda kind: figures.reducer(kind) or nothing,
    "mpl_toolkits": lambda kind: figures.reducer(kind) or nothing,
    "torch": _of_torch,
    "scipy": lambda kind: (
        _without_flags if hasattr(kind, "_has_canonical_format") or "sparse" in kind.__module__ else nothing
    ),
    "polars": lambda kind: {"Series": tensors.reduce_series, "DataFrame": tensors.reduce_frame}.get(
        kind.__qualname__, nothing
    ),
    "PIL": lambda kind: standard.reduce_font if kind.__name__ == "FreeTypeFont" else nothing,
    "ctypes": lambda kind: standard.refuse_library if kind.__name__.endswith("DLL") else nothing,
    "sqlite3": lambda kind: standard.reduce_connection if kind.__qualname__ == "Connection" else nothing,
}

REDUCERS: dict[type, Reducer] = {
    FunctionType: lambda pickler, function: pickler.reduce_function(function),
    type: _reduce_class,
    CodeType: lambda pickler, code: pickler.reduce_code(code),
    CellType: functions.reduce_cell,
    typing.TypeVar: _reduce_type_variable,
    functions.CACHED: functions.reduce_cached,
    ModuleType: _reduce_module,
    BuiltinFunctionType: _reduce_builtin,
    tensors.Storage: tensors.reduce_storage,
    **dict.fromkeys(
        (io.TextIOWrapper, io.BufferedReader, io.BufferedWriter, io.BufferedRandom, io.FileIO), files.reduce_file
    ),
    **standard.REDUCERS,
}
