"""The exact codec: cloudpickle protocol 5 with out-of-band buffers, reducers, and references to other groups."""

from __future__ import annotations

import builtins
import copyreg
import enum
import functools
import io
import pickle
import sys
import typing
from collections.abc import Callable, Collection, Mapping, Sequence
from types import BuiltinFunctionType, CellType, CodeType, FunctionType, ModuleType
from typing import Any

import cloudpickle.cloudpickle as cp

from .. import side
from . import arrays, classes, context, errors, figures, files, functions, registry, sets, standard, tensors

# A pointer into another group: its position in the refs, and the member's key or the object's number.
# The latter comes with the name of its type, which is checked when it is resolved.
Pointer = tuple[Any, ...]
# What pickle's `reducer_override` may return, or NotImplemented.
Reducer = Callable[[Any, Any], Any]


class GroupPickler(cp.Pickler):
    """Pickles the members of one group."""

    ignored_class_attributes = frozenset({"__slotnames__", "__annotations_cache__", "__static_attributes__"})

    def __init__(
        self,
        file: Any,
        callback: Callable[[pickle.PickleBuffer], Any] | None,
        roots: Mapping[Any, Any],
        submodules: Mapping[str, Sequence[str]],
    ) -> None:
        # cloudpickle has a chain of dicts, which is asked for every object and answers slowly.
        self.dispatch_table = {**copyreg.dispatch_table, **cp.Pickler._dispatch_table}
        super().__init__(file, protocol=5, buffer_callback=callback)
        self.buffer_callback_given = callback is not None
        self.needs: set[str] = set()
        self.sources: dict[str, tuple[str, int]] = {}
        self._roots = roots
        self._submodules = submodules
        self._kept_cells: dict[int, CellType] = {}
        self._claimed: set[int] = set()
        self._known: dict[type, Reducer] = dict(_REDUCERS)
        # Stand-ins for storages of tensors by address, and numbers of sets that are made by plan.
        self.storages: dict[int, Any] = {}
        self._sets: dict[int, int] = {}
        self._told: set[int] = set()
        self._kept: list[Any] = []
        # What is held by the values themselves, not only by weak references: ids, found when first asked for.
        self.held_by_members: Callable[[], Collection[int]] = tuple
        self._held: Collection[int] | None = None

    def reducer_override(self, obj: Any) -> Any:
        kind = type(obj)
        reduce = self._known.get(kind)
        if reduce is None:
            reduce = self._known[kind] = _reducer_for(kind)
        return reduce(self, obj)

    def reduce_class(self, cls: type) -> Any:
        if functions.is_by_value(cls) and not side.is_hidden(cls.__module__) and not _is_special_class(cls):
            return classes.reduce_class(self, cls)
        return super().reducer_override(cls)

    def reduce_function(self, function: FunctionType) -> Any:
        if side.is_hidden(function.__module__):
            return side.reduce_hidden(function)
        if functions.is_notebook_function(function) and functions.is_by_value(function):
            return functions.reduce_function(self, function)
        if standard.is_dispatcher(function):
            return standard.reduce_dispatcher(self, function)
        if function.__closure__ and functions.home_of(function) is not None and functions.is_by_value(function):
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

    def shared_root(self, array: Any, by_address: bool = False) -> Any:
        """The array that has the memory of `array`, if others share it."""
        found = self._roots.get(id(array))
        if found is None and by_address:
            return self._roots.get(("memory", array.__array_interface__["data"][0]), array)
        return found

    def share(self, array: Any, root: Any) -> None:
        """From now on `array` counts as a view of `root`."""
        self._kept.append(array)
        self._roots = {**self._roots, id(array): root}

    def holds(self, obj: Any) -> bool:
        """Whether what is pickled would keep `obj` alive where it is decoded."""
        if self._held is None:
            self._held = self.held_by_members()
        return id(obj) in self._held

    def planned(self, obj: Any) -> Any:
        """How a set that would come back in another order is named instead of pickled; None for anything else."""
        found = self._roots.get(id(obj))
        if found is None:
            return None
        number = self._sets.setdefault(id(obj), len(self._sets))
        if number < len(self._sets) - 1 or number in self._told:
            return "set", number
        self._told.add(number)
        return "set", number, found[1], type(obj) is frozenset

    def submodules(self, name: str) -> list[str]:
        return list(self._submodules.get(name, ()))


class NormalPickler(GroupPickler):
    """Pickles for the fingerprint, not to be decoded: what does not change a value's behaviour is left out.

    Strings are written out each time, so that it does not matter which equal ones are one object.
    """

    ignored_class_attributes = GroupPickler.ignored_class_attributes | {"__firstlineno__"}

    def persistent_id(self, obj: Any) -> Any:
        return _text(obj)

    def note_source(self, code: CodeType) -> None:
        pass

    def reduce_code(self, code: CodeType) -> Any:
        return str, (functions.code_digest(code),)


def _text(obj: Any) -> bytes | None:
    return obj.encode("utf-8", "surrogatepass") if type(obj) is str else None


def _no_text(obj: Any) -> None:
    return None


def with_references(kind: type[GroupPickler], pointers: Mapping[int, Pointer]) -> type[GroupPickler]:
    """A pickler that writes pointers instead of the objects in `pointers` (by id), and plans instead of some sets."""

    text_of: Callable[[Any], Any] = _text if issubclass(kind, NormalPickler) else _no_text

    class Referring(kind):  # type: ignore[valid-type,misc]
        def persistent_id(self, obj: Any) -> Any:
            found = pointers.get(id(obj))
            if found is None and type(obj) in (set, frozenset):
                found = self.planned(obj)
            return text_of(obj) if found is None else found

    return Referring


class GroupUnpickler(pickle.Unpickler):
    """Decodes a group; pointers are resolved by `resolve`."""

    def __init__(self, data: bytes, buffers: Sequence[Any], resolve: Callable[[Pointer], Any]) -> None:
        super().__init__(io.BytesIO(data), buffers=buffers)
        self._resolve = resolve
        self._sets: dict[int, Any] = {}

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
        if pid[0] != "set":
            return self._resolve(pid)
        number, *made = pid[1:]
        found = self._sets.setdefault(number, set())
        if made:
            sets.fill(found, made[0])
            if made[1]:
                found = self._sets[number] = frozenset(found)
        return found


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


def _reduce_column(pickler: GroupPickler, series: Any) -> Any:
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


def _reduce_type_variable(pickler: GroupPickler, variable: Any) -> Any:
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


def _is_special_class(cls: type) -> bool:
    # NoneType and its like have no importable name; cloudpickle knows them.
    return cls.__module__ == "builtins"


def _nothing(pickler: Any, obj: Any) -> Any:
    return NotImplemented


def _reducer_for(kind: type) -> Reducer:
    """The reducer for values of this type; registered codecs come first, pickle's own way last."""
    own = registry.reducer(kind)
    if own is not None:
        return own
    if issubclass(kind, type):
        return GroupPickler.reduce_class
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
    return _reduce_singleton if home in _SINGLETON_HOMES else _nothing


def _of_torch(kind: type) -> Reducer:
    torch: Any = sys.modules.get("torch")
    if torch is None:
        return _nothing
    if issubclass(kind, torch.nn.Parameter):
        return tensors.reduce_parameter
    if issubclass(kind, torch.optim.Optimizer):
        return classes.reduce_instance  # its own pickle leaves its hooks behind
    return tensors.reduce_tensor if issubclass(kind, torch.Tensor) else _nothing


_BY_HOME: dict[str, Callable[[type], Reducer]] = {
    "pandas": lambda kind: _reduce_column if kind.__name__ == "Series" else lambda pickler, obj: _without_cache(obj),
    "matplotlib": lambda kind: figures.reducer(kind),
    "mpl_toolkits": lambda kind: figures.reducer(kind),
    "torch": _of_torch,
    "scipy": lambda kind: (
        _without_flags if hasattr(kind, "_has_canonical_format") or "sparse" in kind.__module__ else _nothing
    ),
    "polars": lambda kind: {"Series": tensors.reduce_series, "DataFrame": tensors.reduce_frame}.get(
        kind.__qualname__, _nothing
    ),
    "PIL": lambda kind: standard.reduce_font if kind.__name__ == "FreeTypeFont" else _nothing,
    "ctypes": lambda kind: standard.refuse_library if kind.__name__.endswith("DLL") else _nothing,
    "sqlite3": lambda kind: standard.reduce_connection if kind.__qualname__ == "Connection" else _nothing,
}

_REDUCERS: dict[type, Reducer] = {
    FunctionType: GroupPickler.reduce_function,
    type: GroupPickler.reduce_class,
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
