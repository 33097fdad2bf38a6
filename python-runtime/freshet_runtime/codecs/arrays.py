"""numpy arrays: shared memory stays shared, strings and datetimes travel as plain buffers. It never imports numpy."""

from __future__ import annotations

import sys
from pickle import PickleBuffer
from typing import Any

_LEAST_STRINGS = 64  # below this a string column is not worth two buffers


def numpy() -> Any:
    return sys.modules.get("numpy")


def reduce_array(pickler: Any, array: Any) -> Any:
    """A reduction for an exact ndarray, or NotImplemented where numpy's own is right."""
    shared = pickler.shared_root(array)
    if shared is not None and shared is not array:
        offset = _address(array) - _address(shared)
        return make_view, (shared, array.dtype, array.shape, array.strides, offset, array.flags.writeable)
    if pickler.buffer_callback_given and array.size:
        kind = array.dtype.kind
        if kind in "mM" and array.dtype.isnative and _contiguous(array):
            order = "C" if array.flags.c_contiguous else "F"
            return make_times, (
                PickleBuffer(array.view("i8")),
                array.dtype,
                array.shape,
                order,
                array.flags.writeable,
            )
        if kind == "O" and array.size >= _LEAST_STRINGS and _contiguous(array) and shared is None:
            return _reduce_strings(array)
    return NotImplemented


def reduce_dtype(dtype: Any) -> Any:
    """Plain dtypes by name: numpy's own pickles make a new object each time, which no array made afterwards shares."""
    if dtype.isnative and dtype.kind in "biufc" and dtype.metadata is None:
        return numpy().dtype, (dtype.str,)
    return NotImplemented


def _reduce_strings(array: Any) -> Any:
    """An object array that holds nothing but str: as UTF-8 text and lengths (in characters)."""
    np = numpy()
    order = "C" if array.flags.c_contiguous else "F"
    items = array.ravel(order=order).tolist()
    if set(map(type, items)) != {str}:
        return NotImplemented
    # Equal strings that are one object stay one object (categories kept as text): worth it when they repeat.
    first: dict[int, int] = {}
    if len(items) > 1:
        distinct = dict.fromkeys(map(id, items))
        if len(distinct) * 2 < len(items):
            unique: list[str] = []
            codes = np.empty(len(items), dtype="i4")
            for at, item in enumerate(items):
                code = first.get(id(item))
                if code is None:
                    code = first[id(item)] = len(unique)
                    unique.append(item)
                codes[at] = code
            text, lengths = _text(unique)
            if text is None:
                return NotImplemented
            return make_strings, (
                PickleBuffer(text),
                PickleBuffer(lengths),
                PickleBuffer(codes),
                array.shape,
                order,
                array.flags.writeable,
            )
    text, lengths = _text(items)
    if text is None:
        return NotImplemented
    return make_strings, (PickleBuffer(text), PickleBuffer(lengths), None, array.shape, order, array.flags.writeable)


def _text(items: list[str]) -> tuple[bytes | None, Any]:
    np = numpy()
    try:
        text = "".join(items).encode()
    except UnicodeEncodeError:
        return None, None  # lone surrogates
    return text, np.fromiter(map(len, items), dtype="i8", count=len(items))


def make_strings(text: Any, lengths: Any, codes: Any, shape: Any, order: str, writeable: bool) -> Any:
    np = numpy()
    whole = str(memoryview(text), "utf-8")
    ends = np.frombuffer(lengths, dtype="i8").cumsum().tolist()
    items = []
    start = 0
    for end in ends:
        items.append(whole[start:end])
        start = end
    if codes is not None:
        items = [items[code] for code in np.frombuffer(codes, dtype="i4").tolist()]
    flat = np.empty(len(items), dtype=object)
    flat[:] = items
    array = flat.reshape(shape, order=order)
    if not writeable:
        array.flags.writeable = False
    return array


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
        flat = np.ndarray((root.nbytes,), dtype="u1", buffer=root if _contiguous(root) else None)
        low = offset + sum(min(0, (n - 1) * s) for n, s in zip(shape, strides, strict=True) if n)
        if low < 0:
            raise ValueError("view outside its root")
        view = np.ndarray(shape, dtype, buffer=flat, offset=offset, strides=strides)
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
