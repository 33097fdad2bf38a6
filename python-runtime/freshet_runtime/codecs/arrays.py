"""numpy arrays: shared memory stays shared, strings and datetimes travel as plain buffers. It never imports numpy."""

from __future__ import annotations

import ctypes
import sys
from pickle import PickleBuffer
from typing import Any

from ..fingerprint import digest
from .texts import make_strings as make_strings  # results that were kept name it here
from .texts import reduce_strings

_LEAST_STRINGS = 64  # below this a string column is not worth two buffers
# Smaller buffers, in bytes, are cheaper inside the pickle than as parts of their own.
LEAST_BUFFER = 256


def numpy() -> Any:
    return sys.modules.get("numpy")


def reduce_array(pickler: Any, array: Any) -> Any:
    """A reduction for an exact ndarray, or NotImplemented where numpy's own is right."""
    shared = pickler.shared_root(array)
    if shared is not None and shared is not array:
        offset = _address(array) - _address(shared)
        return make_view, (shared, array.dtype, array.shape, array.strides, offset, array.flags.writeable)
    if array.base is not None and (kept := _over_buffer(pickler, array)) is not None:
        return kept
    if 0 < array.nbytes < LEAST_BUFFER and _is_plain(array):
        order = "C" if array.flags.c_contiguous else "F"
        return make_small, (array.tobytes(order), array.dtype, array.shape, order, array.flags.writeable)
    if not array.size or array.dtype.kind in "VT" or type(array.dtype).__name__ == "StringDType":
        return NotImplemented
    if not _contiguous(array):
        return _reduce_strided(array)
    kind = array.dtype.kind
    if kind == "O":
        strings = pickler.buffer_callback_given and array.size >= _LEAST_STRINGS and shared is None
        reduced = reduce_strings(array, pickler.texts) if strings else NotImplemented
        return _reduce_objects(array) if reduced is NotImplemented else reduced
    order = "C" if array.flags.c_contiguous else "F"
    if kind in "mM" and pickler.buffer_callback_given:
        return make_times, (PickleBuffer(array.view("i8")), array.dtype, array.shape, order, array.flags.writeable)
    if not array.flags.writeable and pickler.buffer_callback_given:
        raw = array.reshape(-1, order="A").view("u1")
        return make_read_only, (PickleBuffer(raw), array.dtype, array.shape, order)
    return NotImplemented


def _is_plain(array: Any) -> bool:
    """Whether the bytes of its elements are all that it is: what `tobytes` gives, `frombuffer` takes."""
    dtype = array.dtype
    return bool(_contiguous(array) and not dtype.hasobject and dtype.isbuiltin != 2 and dtype.kind != "T")


def make_small(data: bytes, dtype: Any, shape: Any, order: str, writeable: bool) -> Any:
    """An array that owns its memory. numpy's own pickles give one over a bytearray, as if the notebook had made that:
    pickled again, it would look otherwise than before."""
    array = numpy().empty(shape, dtype, order)
    ctypes.memmove(_address(array), data, len(data))  # with the gaps between its elements' fields
    if not writeable:
        array.flags.writeable = False
    return array


def _reduce_objects(array: Any) -> Any:
    """First the memory, then what lies in it: that may be a view of the array."""
    order = "C" if array.flags.c_contiguous else "F"
    state = array.__reduce__()[2], array.flags.writeable
    return make_objects, (array.shape, array.dtype, order), state, None, None, fill_objects


def make_objects(shape: Any, dtype: Any, order: str) -> Any:
    return numpy().empty(shape, dtype, order)


def fill_objects(array: Any, state: tuple[Any, bool]) -> None:
    items = numpy().empty(0, array.dtype)
    items.__setstate__(state[0])
    array[...] = items
    array.flags.writeable = state[1]


def make_read_only(buffer: Any, dtype: Any, shape: Any, order: str) -> Any:
    """Over memory that can be written: whoever has the array may make it writable again."""
    np = numpy()
    memory = np.frombuffer(buffer, dtype="u1")
    if isinstance(buffer, memoryview) and not memoryview(buffer.obj).readonly:
        whole = np.frombuffer(buffer.obj, dtype="u1")
        start = _address(memory) - _address(whole)
        memory = whole[start : start + memory.nbytes]
    else:
        memory = memory.copy()
    array = memory.view(dtype).reshape(shape, order=order)
    array.flags.writeable = False
    return array


def _reduce_strided(array: Any) -> Any:
    """Elements in the order in which they lie in memory, and the strides: sums depend on both."""
    np = numpy()
    low, high = byte_range(array)
    writeable = array.flags.writeable
    if high - low < array.nbytes and not array.dtype.hasobject:
        # Elements lie over each other (broadcast, windows): all the memory between the first and the last.
        cells = (ctypes.c_ubyte * (high - low)).from_address(low)
        memory = np.frombuffer(cells, dtype="u1").copy()
        return make_windows, (memory, array.dtype, array.shape, array.strides, _address(array) - low, writeable)
    if not keeps_strides(array):
        return NotImplemented  # most of the memory would be gaps
    axes = tuple(sorted(range(array.ndim), key=lambda axis: -abs(array.strides[axis])))
    return make_strided, (array.transpose(axes).copy(order="C"), axes, array.shape, array.strides, writeable)


_WIDEST = 64


def keeps_strides(array: Any) -> bool:
    """Whether it has its strides where it is decoded."""
    if _contiguous(array):
        return True
    low, high = byte_range(array)
    if high - low < array.nbytes:
        return not array.dtype.hasobject
    return high - low <= _WIDEST * array.nbytes


def make_windows(memory: Any, dtype: Any, shape: Any, strides: Any, offset: int, writeable: bool) -> Any:
    array = numpy().ndarray(shape, dtype, memory, offset, strides)
    if not writeable:
        array.flags.writeable = False
    return array


def make_strided(compact: Any, axes: Any, shape: Any, strides: Any, writeable: bool) -> Any:
    np = numpy()
    low = sum(min(0, (n - 1) * s) for n, s in zip(shape, strides, strict=True))
    high = sum(max(0, (n - 1) * s) for n, s in zip(shape, strides, strict=True)) + compact.itemsize
    if compact.dtype.hasobject:
        cells = np.empty(-(-(high - low) // compact.itemsize), dtype=compact.dtype)
    else:
        cells = np.zeros(high - low, dtype="u1")
    array = np.ndarray(shape, compact.dtype, cells, -low, strides)
    array.transpose(axes)[...] = compact
    if not writeable:
        array.flags.writeable = False
    return array


def _over_buffer(pickler: Any, array: Any) -> Any:
    """An array over a bytearray or array.array: stays one, for both may have names."""
    owner = root_of(array).base
    if isinstance(owner, memoryview):
        owner = owner.obj
    if type(owner).__name__ not in ("bytearray", "array") or not array.size or array.dtype.hasobject:
        return None
    np = numpy()
    whole = np.frombuffer(owner, dtype="u1")
    offset = _address(array) - _address(whole)
    return make_over, (owner, array.dtype, array.shape, array.strides, offset, array.flags.writeable)


def make_over(owner: Any, dtype: Any, shape: Any, strides: Any, offset: int, writeable: bool) -> Any:
    array = numpy().ndarray(shape, dtype, owner, offset, strides)
    if not writeable:
        array.flags.writeable = False
    return array


def reduce_subclass(pickler: Any, array: Any) -> Any:
    """Subclasses that keep nothing outside of `__dict__`: as views of a plain array."""
    np = numpy()
    kind = type(array)
    masked = getattr(np.ma, "MaskedArray", None)
    hooks = (c for c in kind.__mro__ if "__reduce__" in c.__dict__ or "__reduce_ex__" in c.__dict__)
    # Hooks of classes of the notebook are not asked; those of libraries know better.
    if next(c for c in hooks if c.__module__ != "__main__") not in (np.ndarray, masked) or array is np.ma.masked:
        return NotImplemented
    if kind is np.memmap:
        return _reduce_mapped(array)
    state = dict(array.__dict__) if getattr(array, "__dict__", None) else None
    if state and masked and issubclass(kind, masked) and state.get("_fill_value") is not None:
        default = np.asarray(np.ma.default_fill_value(array.data), dtype=array.dtype)
        if np.asarray(state["_fill_value"]).tobytes() == default.tobytes():
            state["_fill_value"] = None  # as it is until someone asks
    return as_subclass, (_plain_view(pickler, array), kind), state, None, None, set_attributes


def _plain_view(pickler: Any, array: Any) -> Any:
    plain = array.view(numpy().ndarray)
    root = pickler.shared_root(array)
    if root is not None:
        pickler.share(plain, root)
    return plain


def as_subclass(plain: Any, kind: Any) -> Any:
    whole = plain if plain.flags.c_contiguous else root_of(plain)
    if not whole.flags.c_contiguous:
        whole = whole.T  # a buffer must be contiguous in C's order
    if whole.flags.c_contiguous:
        offset = _address(plain) - _address(whole)
        array = numpy().ndarray.__new__(kind, plain.shape, plain.dtype, whole, offset, plain.strides)
    else:
        array = plain.view(kind)
    if not plain.flags.writeable:
        array.flags.writeable = False
    return array


def set_attributes(array: Any, state: dict[str, Any] | None) -> None:
    if state:
        array.__dict__.update(state)


def _reduce_mapped(array: Any) -> Any:
    """A file mapped by numpy, whole: mapped again from the file."""
    import mmap
    import os

    if not isinstance(array.base, mmap.mmap) or array.mode == "c" or not os.path.isfile(array.filename or ""):
        plain = array.view(numpy().ndarray)
        return as_subclass, (plain, type(array)), None
    if array.mode != "r":
        array.flush()
    order = "C" if array.flags.c_contiguous else "F"
    mode = "r" if array.mode == "r" else "r+"
    place = os.fspath(array.filename), array.dtype, mode, array.offset, array.shape, order
    return map_again, (*place, digest(numpy().ascontiguousarray(array).view("u1").reshape(-1)))


def map_again(filename: str, dtype: Any, mode: str, offset: int, shape: Any, order: str, _digest: str) -> Any:
    return numpy().memmap(filename, dtype, mode, offset, shape, order)


def reduce_dtype(dtype: Any) -> Any:
    """Plain dtypes by name: numpy's own pickles make a new object each time, which no array made afterwards shares."""
    if dtype.isnative and dtype.kind in "biufc" and dtype.metadata is None:
        return numpy().dtype, (dtype.str,)
    return NotImplemented


def make_times(buffer: Any, dtype: Any, shape: Any, order: str, writeable: bool) -> Any:
    np = numpy()
    array = np.frombuffer(buffer, dtype="i8").view(dtype).reshape(shape, order=order)
    if not writeable and array.flags.writeable:
        array.flags.writeable = False
    return array


def make_view(root: Any, dtype: Any, shape: Any, strides: Any, offset: int, writeable: bool) -> Any:
    """A view into the memory of `root`, as it was when it was exported."""
    np = numpy()
    if offset == 0 and root.dtype == dtype and root.shape == shape and root.strides == strides:
        view = root.view()
    else:
        memory = root if _contiguous(root) else root_of(root)
        start = offset + _address(root) - _address(memory)
        if start + sum(min(0, (n - 1) * s) for n, s in zip(shape, strides, strict=True) if n) < 0:
            raise ValueError("view outside its root")
        cells = memory if dtype.hasobject else np.ndarray((memory.nbytes,), dtype="u1", buffer=memory)
        view = np.ndarray(shape, dtype, buffer=cells, offset=start, strides=strides)
    if not writeable:
        view.flags.writeable = False
    return view


def root_of(array: Any) -> Any:
    """The last ndarray in the chain of bases: the one whose memory all views of it share."""
    np = numpy()
    while isinstance(array.base, np.ndarray):
        array = array.base
    return array


def byte_range(array: Any) -> tuple[int, int]:
    """First and one past the last address that the array's elements touch."""
    low = high = _address(array)
    if array.size == 0:
        return low, low
    for length, stride in zip(array.shape, array.strides, strict=True):
        if stride > 0:
            high += (length - 1) * stride
        else:
            low += (length - 1) * stride
    return low, high + array.itemsize


def _address(array: Any) -> int:
    address: int = array.__array_interface__["data"][0]
    return address


def _contiguous(array: Any) -> bool:
    return bool(array.flags.c_contiguous or array.flags.f_contiguous)
