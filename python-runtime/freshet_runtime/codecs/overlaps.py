"""Which arrays have the memory of which others: whether a view can be made anew from another array."""

from __future__ import annotations

from typing import Any

from . import arrays

# Steps that an exact answer may take, in numpy's units; beyond it, two arrays count as sharing memory.
_MOST_WORK = 10_000


def covers(outer: Any, inner: Any) -> bool:
    """Whether all elements of `inner` lie in `outer`, and still will when `outer` has been moved."""
    low, high = arrays.byte_range(inner)
    start, end = arrays.byte_range(outer)
    if not (start <= low and high <= end):
        return False
    if outer.flags.c_contiguous or outer.flags.f_contiguous:
        return True
    return inner.dtype == outer.dtype and arrays.keeps_strides(outer) and _is_slice(outer, inner)


def place(array: Any) -> tuple[int, int]:
    """Orders arrays by where their memory begins, the longer first: those that may cover others come before these."""
    low, high = arrays.byte_range(array)
    return low, -high


def share(one: Any, other: Any) -> bool:
    """Whether they have an element's memory in common, as far as it can be told with little work."""
    numpy = arrays.numpy()
    try:
        return bool(numpy.shares_memory(one, other, max_work=_MOST_WORK))
    except Exception:  # numpy.exceptions.TooHardError: where it lives depends on the version
        return True


def _is_slice(outer: Any, inner: Any) -> bool:
    """Whether indices, slices and transpositions lead from one to the other: each axis of `inner` runs along one of
    `outer`."""
    axes = sorted(((abs(s), n) for n, s in zip(outer.shape, outer.strides, strict=True) if n > 1), reverse=True)
    if any(step == 0 for step, _ in axes):
        return False
    rest = arrays.byte_range(inner)[0] - arrays.byte_range(outer)[0]
    first = []
    for step, length in axes:
        at = min(rest // step, length - 1)
        rest -= at * step
        first.append(at)
    if rest:
        return False
    last = list(first)
    for length, stride in zip(inner.shape, inner.strides, strict=True):
        if length == 1:
            continue
        along = next((i for i, (step, n) in enumerate(axes) if stride % step == 0 and abs(stride) < step * n), None)
        if along is None:
            return False
        last[along] += (length - 1) * abs(stride) // axes[along][0]
    return all(at < length for at, (_, length) in zip(last, axes, strict=True))
