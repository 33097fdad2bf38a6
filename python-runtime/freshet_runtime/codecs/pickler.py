"""The exact codec: cloudpickle protocol 5 with out-of-band buffers, reducers, and references to other groups."""

from __future__ import annotations

import copyreg
import pickle
from collections.abc import Callable, Collection, Mapping, Sequence
from types import CellType, CodeType, FunctionType
from typing import Any

import cloudpickle.cloudpickle as cp

from .. import side
from . import classes, context, functions, reducers, standard
from .texts import Texts

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
        self._known: dict[type, reducers.Reducer] = dict(reducers.REDUCERS)
        # Stand-ins for storages of tensors by address, and numbers of what is made by plan.
        self.storages: dict[int, Any] = {}
        self._planned: dict[int, int] = {}
        self._told: set[int] = set()
        self._kept: list[Any] = []
        # What is held by the values themselves, not only by weak references: ids, found when first asked for.
        self.held_by_members: Callable[[], Collection[int]] = tuple
        self._held: Collection[int] | None = None
        # What arrays of strings were encoded as before.
        self.texts = Texts()

    def reducer_override(self, obj: Any) -> Any:
        kind = type(obj)
        reduce = self._known.get(kind)
        if reduce is None:
            reduce = self._known[kind] = reducers.reducer_for(kind)
        return reduce(self, obj)

    def reduce_class(self, cls: type) -> Any:
        # NoneType and its like have no importable name; cloudpickle knows them.
        if functions.is_by_value(cls) and not side.is_hidden(cls.__module__) and cls.__module__ != "builtins":
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
        """How a set that would come back in another order, or a block, is named instead of pickled; None for anything
        else."""
        found = self._roots.get(id(obj))
        if found is None:
            return None
        number = self._planned.setdefault(id(obj), len(self._planned))
        if type(obj) in (list, dict):
            if number in self._told:
                return "block", number, found.mapping
            self._told.add(number)
            return "block", number, found.mapping, found.column
        if number in self._told:
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
        return obj.encode("utf-8", "surrogatepass") if type(obj) is str else None

    def note_source(self, code: CodeType) -> None:
        pass

    def reduce_code(self, code: CodeType) -> Any:
        return str, (functions.code_digest(code),)


# What may be written by a plan.
PLANNED = frozenset({set, frozenset, list, dict})


def with_references(kind: type[GroupPickler], pointers: Mapping[int, Pointer]) -> type[GroupPickler]:
    """A pickler that writes pointers instead of the objects in `pointers` (by id), plans instead of some containers."""

    if issubclass(kind, NormalPickler):

        class Normal(kind):  # type: ignore[valid-type,misc]
            def persistent_id(self, obj: Any) -> Any:
                if type(obj) is str:
                    return obj.encode("utf-8", "surrogatepass")
                found = pointers.get(id(obj))
                return self.planned(obj) if found is None and type(obj) in PLANNED else found

        return Normal

    class Referring(kind):  # type: ignore[valid-type,misc]
        def persistent_id(self, obj: Any) -> Any:
            found = pointers.get(id(obj))
            return self.planned(obj) if found is None and type(obj) in PLANNED else found

    return Referring
