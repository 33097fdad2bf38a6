"""What one object refers to, as far as it would move with the object."""

from __future__ import annotations

import collections
import enum
import gc
import sys
import types
import weakref
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .atoms import all_atoms, is_atomic
from .codecs import arrays, functions, standard, tensors

if TYPE_CHECKING:
    from .groups import Walk


def children(value: Any, kind: type, found: Walk) -> Iterable[Any]:
    """`kind` is the value's type: `isinstance` would ask the value, and a proxy of what is gone raises."""
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
    if issubclass(kind, weakref.ReferenceType):
        found.weak = True
        return _of_weak(value, found)
    found.weak |= kind in weakref.ProxyTypes
    found.types.add(kind)
    numpy = arrays.numpy()
    if numpy is not None and issubclass(kind, numpy.ndarray):
        return _of_array(value, kind, found)
    pandas = sys.modules.get("pandas")
    if pandas is not None and issubclass(kind, (pandas.DataFrame, pandas.Series)):
        return _of_frame(value, pandas, found)
    return _of_instance(value, kind, found)


def _parts(items: Any) -> Iterable[Any]:
    return () if all_atoms(items) else items


def _of_weak(reference: weakref.ReferenceType[Any], found: Walk) -> Iterable[Any]:
    """An object of the notebook's goes where what points to it goes, so that it is seen when it ends."""
    target = reference()
    callback = () if reference.__callback__ is None else (reference.__callback__,)
    if target is None or type(target).__module__ != "__main__" or isinstance(target, type):
        return callback
    found.watched = True
    return (target, *callback)


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
        found.finalizer = kind.__qualname__
    if kind.__module__ == "__main__":
        found.has_user_code = True
        if issubclass(kind, enum.Enum):
            return (kind,)
    if issubclass(kind, BaseException):
        parts = (value.args, value.__dict__, value.__cause__, value.__context__, getattr(value, "exceptions", ()))
        return (*parts, *((kind,) if kind.__module__ == "__main__" else ()))  # frames of the traceback stay behind
    torch = sys.modules.get("torch")
    if torch is not None and issubclass(kind, torch.Tensor):
        return _of_tensor(value, found)
    if kind is functions.CACHED:
        # The cache itself does not move; what others may hold of it stays with it.
        return value.__wrapped__, value.__dict__, *functions.cached_objects(value)
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


class _Nothing:
    pass


def _layout(kind: type) -> tuple[int, int, int]:
    return kind.__basicsize__, kind.__dictoffset__, kind.__weakrefoffset__


def is_plain(kind: type) -> bool:
    """Whether instances are nothing but their attributes: of Python classes without slots, finalizer or proxying."""
    return (
        type(kind) is type
        and kind.__itemsize__ == 0
        and _layout(kind) == _layout(_Nothing)
        and not any(_is_peculiar(base) for base in kind.__mro__[:-1])
        and not _is_frame(kind)
    )


def _is_peculiar(base: type) -> bool:
    own = vars(base)
    if "__del__" in own or "__getattribute__" in own or (own.get("__slots__") and functions.is_by_value(base)):
        return True
    return "__dict__" in own and type(own["__dict__"]) is not types.GetSetDescriptorType


def _is_frame(kind: type) -> bool:
    pandas = sys.modules.get("pandas")
    return pandas is not None and issubclass(kind, (pandas.DataFrame, pandas.Series))


def of_plain(value: Any, kind: type, stops: Mapping[int, Any], found: Walk) -> Iterable[Any]:
    """As `_of_instance`, with the attributes' dict noted at once: there may be a million of them."""
    attributes = value.__dict__
    key = id(attributes)
    news: list[Any] = []
    if kind not in found.types:
        found.types.add(kind)
        found.has_user_code |= kind.__module__ == "__main__"
        news.append(kind)
    if key in stops or key in found.objects or key in found.known:
        news.append(attributes)
        return news
    found.objects[key] = attributes
    if not all_atoms(attributes.values()):
        news.extend(attributes.values())
    if not all_atoms(attributes):
        news.extend(attributes)
    return news
