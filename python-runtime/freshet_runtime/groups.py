"""The object walk: which values share mutable objects, and which point into groups that were loaded.

Atoms (immutable values without parts that matter) and library code do not connect. Functions and classes of the
notebook that have a name of their own are pointed to, not absorbed.
"""

from __future__ import annotations

import collections
import datetime
import decimal
import enum
import fractions
import gc
import pathlib
import re
import sys
import types
import uuid
import weakref
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .codecs import arrays, functions, sets, standard, tensors

ATOMS: set[type] = {
    int, float, complex, bool, str, bytes, type(None), type(Ellipsis), type(NotImplemented), range,
    types.ModuleType, types.CodeType, types.GetSetDescriptorType, types.MemberDescriptorType,
    types.WrapperDescriptorType, types.MethodDescriptorType, types.ClassMethodDescriptorType,
    datetime.date, datetime.datetime, datetime.time, datetime.timedelta, datetime.timezone,
    decimal.Decimal, fractions.Fraction, uuid.UUID, re.Pattern,
    pathlib.PurePosixPath, pathlib.PosixPath, pathlib.PureWindowsPath,
}  # fmt: skip
_NOT_ATOMS: set[type] = set()
_SEQUENCES = (list, tuple, set, frozenset, collections.deque)
_LIBRARY_ATOMS = (
    ("numpy", ("generic", "dtype", "ufunc")),
    ("pandas", ("Timestamp", "Timedelta", "Period", "Interval", "Index")),
    ("pandas.api.extensions", ("ExtensionDtype",)),
    ("pandas._libs.tslibs.offsets", ("BaseOffset",)),
)


def is_atomic(kind: type) -> bool:
    """Whether values of this type neither connect names nor can be changed in place."""
    if kind in ATOMS:
        return True
    if kind in _NOT_ATOMS:
        return False
    for home, names in _LIBRARY_ATOMS:
        module = sys.modules.get(home)
        if module is None:
            continue
        for name in names:
            base = getattr(module, name, None)
            if isinstance(base, type) and issubclass(kind, base):
                ATOMS.add(kind)
                return True
    if len(_NOT_ATOMS) < 100_000:
        _NOT_ATOMS.add(kind)
    return False


def is_atom(value: Any) -> bool:
    """As `is_atomic`, of a value: a module that nobody can import is an object like any other."""
    if type(value) is types.ModuleType and sys.modules.get(value.__name__) is not value:
        return value.__name__ == "__main__"
    return is_atomic(type(value))


def all_atoms(items: Iterable[Any]) -> bool:
    kinds = set(map(type, items))
    return kinds <= ATOMS or all(map(is_atomic, kinds))


@dataclass
class Walk:
    """What is reachable from some values."""

    # Mutable objects by id; they are kept alive so that ids stay unique.
    objects: dict[int, Any] = field(default_factory=dict)
    # numpy arrays met, by id, with whether their memory may be shared with another array's.
    arrays: dict[int, Any] = field(default_factory=dict)
    # Named functions, classes and foreign objects met and not entered, by id.
    edges: dict[int, Any] = field(default_factory=dict)
    # Sets that would come back in another order, by id.
    sets: dict[int, Any] = field(default_factory=dict)
    # Why a value cannot leave this process, if so.
    resident: str | None = None
    # Whether classes of the notebook, or instances of them, were met.
    has_user_code: bool = False
    types: set[type] = field(default_factory=set)
    # Whether instances of a class are nothing but their attributes.
    plain: dict[type, bool] = field(default_factory=dict)


def walk(root: Any, stops: Mapping[int, Any], found: Walk | None = None) -> Walk:
    """Visits everything reachable from `root`, except through objects in `stops` (by id), which become edges."""
    found = Walk() if found is None else found
    seen: dict[int, Any] = {}
    stack = [root]
    objects = found.objects
    first = True
    while stack:
        value = stack.pop()
        kind = type(value)
        if (kind in ATOMS or is_atomic(kind)) and not (first and not is_atom(value)):
            continue
        key = id(value)
        if key in objects or key in seen:
            continue
        if not first and key in stops:
            found.edges[key] = value
            continue
        first = False
        if (kind is set or kind is frozenset) and not sets.is_ordinary(value):
            found.sets[key] = value
        if kind is tuple or kind is frozenset:
            seen[key] = value
            if not all_atoms(value):
                stack.extend(value)
            continue
        plain = found.plain.get(kind)
        if plain is None:
            plain = found.plain[kind] = _is_plain(kind)
        if plain:
            objects[key] = value
            stack.extend(_of_plain(value, kind, stops, found))
            continue
        stack.extend(_children(value, kind, found))
        if _connects(value, kind):
            objects[key] = value
        else:
            seen[key] = value
    if weakref.finalize._registry:  # type: ignore[attr-defined]
        _find_finalizers(found)
    return found


class _Nothing:
    pass


def _layout(kind: type) -> tuple[int, int, int]:
    return kind.__basicsize__, kind.__dictoffset__, kind.__weakrefoffset__


def _is_plain(kind: type) -> bool:
    """Whether instances are nothing but their attributes: of the notebook's own classes, without slots or finalizer."""
    bases = kind.__mro__[:-1]
    return (
        type(kind) is type
        and _layout(kind) == _layout(_Nothing)
        and all(functions.is_by_value(base) for base in bases)
        and not any(name in vars(base) for base in bases for name in ("__slots__", "__del__", "__getattribute__"))
    )


def _of_plain(value: Any, kind: type, stops: Mapping[int, Any], found: Walk) -> Iterable[Any]:
    """As `_of_instance`, with the attributes' dict noted at once: there may be a million of them."""
    attributes = value.__dict__
    key = id(attributes)
    news: list[Any] = []
    if kind not in found.types:
        found.types.add(kind)
        found.has_user_code |= kind.__module__ == "__main__"
        news.append(kind)
    if key in stops or key in found.objects:
        news.append(attributes)
        return news
    found.objects[key] = attributes
    if not all_atoms(attributes.values()):
        news.extend(attributes.values())
    if not all_atoms(attributes):
        news.extend(attributes)
    return news


def _find_finalizers(found: Walk) -> None:
    for info in list(weakref.finalize._registry.values()):  # type: ignore[attr-defined]
        value = info.weakref()
        if value is not None and id(value) in found.objects:
            found.resident = f"{type(value).__qualname__} has a finalizer"


def _connects(value: Any, kind: type) -> bool:
    if kind is types.FunctionType:
        return functions.is_notebook_function(value) or "<locals>" in value.__qualname__
    if issubclass(kind, type):
        return bool(functions.is_by_value(value))
    return not (kind is types.BuiltinFunctionType or isinstance(value, enum.Enum))


def _children(value: Any, kind: type, found: Walk) -> Iterable[Any]:
    if kind is list or kind is set or kind is collections.deque:
        return () if all_atoms(value) else list(value)
    if kind is dict:
        return [*_parts(value.keys()), *_parts(value.values())]
    if kind is types.FunctionType:
        return _of_function(value, found)
    if issubclass(kind, type):
        return _of_class(value, found)
    if kind is types.MethodType:
        return value.__func__, value.__self__
    if kind is types.BuiltinFunctionType:
        owner = value.__self__
        return () if owner is None or isinstance(owner, (types.ModuleType, type)) else (owner,)
    if kind is types.CellType:
        return _of_cell(value)
    found.types.add(kind)
    numpy = arrays.numpy()
    if numpy is not None and isinstance(value, numpy.ndarray):
        return _of_array(value, kind, found)
    pandas = sys.modules.get("pandas")
    if pandas is not None and isinstance(value, (pandas.DataFrame, pandas.Series)):
        return _of_frame(value, pandas, found)
    return _of_instance(value, kind, found)


def _parts(items: Any) -> Iterable[Any]:
    return () if all_atoms(items) else items


def _of_cell(cell: types.CellType) -> Iterable[Any]:
    try:
        return (cell.cell_contents,)
    except ValueError:
        return ()


def _of_function(function: types.FunctionType, found: Walk) -> Iterable[Any]:
    if standard.is_dispatcher(function):
        found.has_user_code = True
        return (dict(function.registry), function.__wrapped__)  # type: ignore[attr-defined]
    if not functions.is_notebook_function(function) and "<locals>" not in function.__qualname__:
        return ()  # a library's function: named, not moved
    found.has_user_code |= functions.is_notebook_function(function)
    return (
        *(function.__closure__ or ()),
        function.__defaults__,
        function.__kwdefaults__,
        function.__dict__ or None,
        None if sys.version_info >= (3, 14) else function.__annotations__ or None,
    )


def _of_class(cls: type, found: Walk) -> Iterable[Any]:
    if not functions.is_by_value(cls):
        return ()
    found.has_user_code |= cls.__module__ == "__main__"
    return [
        *cls.__bases__,
        type(cls),
        *(v for k, v in cls.__dict__.items() if k not in ("__dict__", "__weakref__", "__slotnames__")),
    ]


def _of_array(value: Any, kind: type, found: Walk) -> Iterable[Any]:
    found.arrays[id(value)] = value
    children: list[Any] = []
    if value.dtype.hasobject:
        flat = value.ravel().tolist()
        if not all_atoms(flat):
            children.extend(flat)
    if getattr(value, "__dict__", None):
        children.append(value.__dict__)
    if kind.__module__ == "__main__":
        children.append(kind)
    return children


# Attributes of frames and series that are walked otherwise, or that pandas does not pickle: under pandas 2 a frame
# keeps its columns once they were asked for (`_item_cache`), and these point back weakly (`_cacher`; docs/limits.md).
_OF_FRAMES = frozenset({"_mgr", "_item_cache", "_cacher", "_attrs", "_flags", "_name", "_index"})


def _of_frame(value: Any, pandas: Any, found: Walk) -> Iterable[Any]:
    """Frames and series: under copy-on-write their blocks are private; before, they connect like any array."""
    children: list[Any] = [value.attrs] if value.attrs else []
    shares = int(pandas.__version__.partition(".")[0]) < 3
    try:
        blocks = [block.values for block in value._mgr.blocks]
    except AttributeError:
        return gc.get_referents(value)
    numpy = arrays.numpy()
    for values in blocks:
        if isinstance(values, numpy.ndarray):
            if shares:
                children.append(values)
            elif values.dtype.hasobject:
                flat = values.ravel().tolist()
                if not all_atoms(flat):
                    children.extend(flat)
        elif shares:
            children.append(values)
    if type(value).__module__ == "__main__":
        children.append(type(value))
    for name, item in vars(value).items():
        if name not in _OF_FRAMES and not is_atomic(type(item)):
            children.append(item)
    return children


def _of_instance(value: Any, kind: type, found: Walk) -> Iterable[Any]:
    if kind is weakref.finalize or (hasattr(kind, "__del__") and _python_finalizer(kind)):
        found.resident = f"{kind.__qualname__} has a finalizer"
    if kind.__module__ == "__main__":
        found.has_user_code = True
        if isinstance(value, enum.Enum):
            return (kind,)
    if isinstance(value, BaseException):
        parts = (value.args, value.__dict__, value.__cause__, value.__context__, getattr(value, "exceptions", ()))
        return (*parts, *((kind,) if kind.__module__ == "__main__" else ()))  # frames of the traceback stay behind
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(value, torch.Tensor):
        return _of_tensor(value, found)
    if kind is functions.CACHED:
        return value.__wrapped__, value.__dict__  # the cache itself does not move
    children = gc.get_referents(value)
    try:
        attributes = object.__getattribute__(value, "__dict__")
    except AttributeError:
        attributes = None
    if type(attributes) is dict:
        inner = {id(item) for item in attributes.values()}
        children = [c for c in children if c is not attributes and id(c) not in inner]
        children.append(attributes)
    return children


def _of_tensor(value: Any, found: Walk) -> Iterable[Any]:
    memory = tensors.storage_array(value)
    if memory is not None:
        found.arrays[id(memory)] = memory
    return value.grad if value.is_leaf else None, value.__dict__


def _python_finalizer(kind: type) -> bool:
    return isinstance(getattr(kind, "__del__", None), types.FunctionType)


class Partition:
    """Union-find over names."""

    def __init__(self, names: Iterable[str]) -> None:
        self._parent = {name: name for name in names}

    def root(self, name: str) -> str:
        while self._parent[name] != name:
            self._parent[name] = self._parent[self._parent[name]]
            name = self._parent[name]
        return name

    def union(self, one: str, other: str) -> None:
        self._parent[self.root(other)] = self.root(one)

    def parts(self) -> list[list[str]]:
        found: dict[str, list[str]] = {}
        for name in self._parent:
            found.setdefault(self.root(name), []).append(name)
        return list(found.values())


def overlapping(found: Mapping[int, Any]) -> list[list[Any]]:
    """Arrays whose memory overlaps, in sets of two or more."""
    spans = sorted(
        ((*arrays.byte_range(a), a) for a in found.values() if a.size),
        key=lambda span: (span[0], -span[1]),
    )
    sets: list[list[Any]] = []
    end = -1
    for low, high, item in spans:
        if low < end:
            sets[-1].append(item)
            end = max(end, high)
        else:
            sets.append([item])
            end = high
    return [group for group in sets if len(group) > 1]
