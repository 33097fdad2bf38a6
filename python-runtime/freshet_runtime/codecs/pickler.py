"""The exact codec: cloudpickle protocol 5 with out-of-band buffers, reducers, and references to other groups."""

from __future__ import annotations

import builtins
import io
import pickle
import sys
import typing
from collections.abc import Callable, Mapping, Sequence
from types import BuiltinFunctionType, CellType, CodeType, FunctionType, ModuleType
from typing import Any

import cloudpickle.cloudpickle as cp

from .. import side
from . import arrays, context, figures, files, functions

# A pointer into another group: its position in the refs, and the member's key or the object's number.
# The latter comes with the name of its type, which is checked when it is resolved.
Pointer = tuple[Any, ...]


class GroupPickler(cp.Pickler):
    """Pickles the members of one group."""

    ignored_class_attributes = frozenset({"__slotnames__", "__annotations_cache__", "__static_attributes__"})

    def __init__(
        self,
        file: Any,
        callback: Callable[[pickle.PickleBuffer], Any] | None,
        roots: Mapping[int, Any],
        submodules: Mapping[str, Sequence[str]],
    ) -> None:
        super().__init__(file, protocol=5, buffer_callback=callback)
        self.buffer_callback_given = callback is not None
        self.needs: set[str] = set()
        self.sources: dict[str, tuple[str, int]] = {}
        self._roots = roots
        self._submodules = submodules
        self._kept_cells: dict[int, CellType] = {}
        self._claimed: set[int] = set()

    def reducer_override(self, obj: Any) -> Any:
        kind = type(obj)
        if kind is FunctionType:
            return self._reduce_function(obj)
        if issubclass(kind, type):
            if functions.is_by_value(obj) and not side.is_hidden(obj.__module__) and not _is_special_class(obj):
                return functions.reduce_class(self, obj)
            return super().reducer_override(obj)
        special = _REDUCERS.get(kind)
        if special is not None:
            return special(self, obj)
        if kind.__module__.startswith("pandas."):
            return _without_cache(obj)
        if kind.__module__.startswith("matplotlib."):
            return figures.reduce_artist_part(obj)
        if kind.__module__ == "numpy.dtypes":
            return arrays.reduce_dtype(obj)
        if kind.__module__ == "numpy":
            if kind.__name__ == "ndarray":
                return arrays.reduce_array(self, obj)
            if kind.__name__ in _SINGLETONS:
                return _reduce_singleton(self, obj)
        elif kind.__module__ in _SINGLETON_HOMES:
            return _reduce_singleton(self, obj)
        return NotImplemented

    def _reduce_function(self, function: FunctionType) -> Any:
        if side.is_hidden(function.__module__):
            return side.reduce_hidden(function)
        if functions.is_notebook_function(function) and functions.is_by_value(function):
            return functions.reduce_function(self, function)
        return super().reducer_override(function)

    def reduce_code(self, code: CodeType) -> Any:
        return cp._code_reduce(code)

    def note_source(self, code: CodeType) -> None:
        if code.co_filename not in self.sources:
            source = context.source_of(code.co_filename)
            if source is not None:
                self.sources[code.co_filename] = source

    def keep_cell(self, cell: CellType) -> None:
        self._kept_cells[id(cell)] = cell

    def is_kept_cell(self, cell: CellType) -> bool:
        return id(cell) in self._kept_cells

    def claims(self, cell: CellType) -> bool:
        """True for the first function that closes over `cell`: the one that carries its content."""
        if id(cell) in self._claimed:
            return False
        self._claimed.add(id(cell))
        return True

    def shared_root(self, array: Any) -> Any:
        return self._roots.get(id(array))

    def submodules(self, name: str) -> list[str]:
        return list(self._submodules.get(name, ()))


class NormalPickler(GroupPickler):
    """Pickles for the fingerprint: what does not change a value's behaviour is left out."""

    ignored_class_attributes = GroupPickler.ignored_class_attributes | {"__firstlineno__"}

    def note_source(self, code: CodeType) -> None:
        pass

    def reduce_code(self, code: CodeType) -> Any:
        return str, (functions.code_digest(code),)


def with_references(kind: type[GroupPickler], pointers: Mapping[int, Pointer]) -> type[GroupPickler]:
    """A pickler that writes pointers instead of the objects in `pointers` (by id)."""

    class Referring(kind):  # type: ignore[valid-type,misc]
        def persistent_id(self, obj: Any) -> Pointer | None:
            return pointers.get(id(obj))

    return Referring


class GroupUnpickler(pickle.Unpickler):
    """Decodes a group; pointers are resolved by `resolve`."""

    def __init__(self, data: bytes, buffers: Sequence[Any], resolve: Callable[[Pointer], Any]) -> None:
        super().__init__(io.BytesIO(data), buffers=buffers)
        self._resolve = resolve

    def find_class(self, module: str, name: str) -> Any:
        if module.partition(".")[0] in side.PRIVATE:
            return side.hidden(module, name)
        if module == "__main__":
            # A class or function that pickle named by reference: only the namespace can have it.
            try:
                return context.namespace[name]
            except KeyError:
                pass
        return super().find_class(module, name)

    def persistent_load(self, pid: Any) -> Any:
        return self._resolve(pid)


def load_module(name: str, submodules: Sequence[str]) -> ModuleType:
    """The module, with those submodules that the cell which bound it had imported."""
    import importlib

    module = sys.modules.get(name) or importlib.import_module(name)
    for more in submodules:
        if more not in sys.modules:
            importlib.import_module(more)
    return module


def module_attribute(module: str, name: str) -> Any:
    return getattr(load_module(module, ()), name)


def _reduce_module(pickler: GroupPickler, module: ModuleType) -> Any:
    if module is sys.modules.get("__main__"):
        return module_attribute, ("freshet_runtime.codecs.context", "main_module")
    if sys.modules.get(module.__name__) is module:
        return load_module, (module.__name__, pickler.submodules(module.__name__))
    return cp._module_reduce(module)


def _reduce_builtin(pickler: GroupPickler, function: Any) -> Any:
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


_ORIGINAL_BUILTINS = dict(vars(builtins))


def _original_builtin(name: str) -> Any:
    return _ORIGINAL_BUILTINS[name]


_SINGLETONS = frozenset({"RandomState"})
_SINGLETON_HOMES = frozenset({"random", "numpy.random.mtrand", "numpy.random"})


def _reduce_singleton(pickler: GroupPickler, obj: Any) -> Any:
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
    return reduced


def _reduce_type_variable(pickler: GroupPickler, variable: Any) -> Any:
    rebuild, args = cp._typevar_reduce(variable)
    return rebuild, (*args[:-1], None) if rebuild is cp._make_typevar else args  # no random tracker id


def _is_special_class(cls: type) -> bool:
    # NoneType and its like have no importable name; cloudpickle knows them.
    return cls.__module__ == "builtins"


_REDUCERS: dict[type, Callable[[Any, Any], Any]] = {
    CodeType: lambda pickler, code: pickler.reduce_code(code),
    CellType: functions.reduce_cell,
    typing.TypeVar: _reduce_type_variable,
    functions.CACHED: functions.reduce_cached,
    ModuleType: _reduce_module,
    BuiltinFunctionType: _reduce_builtin,
    io.TextIOWrapper: files.reduce_file,
    io.BufferedReader: files.reduce_file,
    io.BufferedWriter: files.reduce_file,
    io.BufferedRandom: files.reduce_file,
    io.FileIO: files.reduce_file,
}
