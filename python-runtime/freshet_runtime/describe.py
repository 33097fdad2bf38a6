"""What is said about a value without moving it: its type, size, a short summary, and where its columns lie."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

Column = dict[str, Any]
# (first address, one past the last, offset in the segment) of each buffer
Located = list[tuple[int, int, int]]

_ARROW = {
    **{f"{kind}{bits}": f"{kind}{bits}" for kind in ("int", "uint") for bits in (8, 16, 32, 64)},
    "float32": "float32",
    "float64": "float64",
    "datetime64[ns]": "timestamp[ns]",
}
_MOST_COLUMNS = 1000
_SHORT = 80


def variable(value: Any, fingerprint: str | None, size: int) -> dict[str, Any]:
    return {
        "type": type_name(type(value)),
        "fingerprint": fingerprint,
        "bytes": size,
        "summary": summary(value),
        "columns": [],
    }


def type_name(kind: type) -> str:
    module = kind.__module__ or "builtins"  # classes made by libraries may have none (sympy)
    if module in ("builtins", "__main__"):
        return kind.__qualname__
    public = module.partition(".")[0]
    return f"{public if hasattr(sys.modules.get(public), kind.__name__) else module}.{kind.__qualname__}"


def summary(value: Any) -> str:
    try:
        kind = type(value)
        if kind in (int, float, complex, bool, str, bytes, type(None)):
            if kind in (str, bytes) and len(value) > _SHORT:
                return f"{value[: _SHORT - 20]!r}… ({len(value)})"
            return repr(value) if kind is not int or value.bit_length() < 300 else f"{value.bit_length()} bits"
        if kind.__module__.partition(".")[0] in ("numpy", "pandas", "polars", "scipy", "torch") and hasattr(
            value, "shape"
        ):
            return " × ".join(map(str, value.shape)) or repr(value)[:_SHORT]
        if kind in (list, tuple, dict, set, frozenset):
            return f"{len(value)} item{'' if len(value) == 1 else 's'}"
        return getattr(value, "__qualname__", None) or getattr(value, "__name__", None) or ""
    except Exception:
        return ""


def located(buffers: Sequence[Any], places: Sequence[tuple[int, int]]) -> Located:
    found = []
    for buffer, (offset, size) in zip(buffers, places, strict=True):
        address = _address(buffer)
        if address is not None:
            found.append((address, address + size, offset))
    return found


def _address(buffer: Any) -> int | None:
    numpy = sys.modules.get("numpy")
    if numpy is None:
        return None
    address: int = numpy.frombuffer(buffer, dtype="u1").__array_interface__["data"][0]
    return address


def columns(value: Any, where: Located) -> list[Column]:
    """Columns of a frame, series or array, with the place of those whose memory an Arrow reader could use as it is."""
    pandas, numpy = sys.modules.get("pandas"), sys.modules.get("numpy")
    try:
        if pandas is not None and isinstance(value, pandas.DataFrame):
            if value.shape[1] > _MOST_COLUMNS:
                return []
            return [_column(str(name), value.iloc[:, at], where, numpy) for at, name in enumerate(value.columns)]
        if pandas is not None and isinstance(value, pandas.Series):
            return [_column("" if value.name is None else str(value.name), value, where, numpy)]
        if numpy is not None and type(value) is numpy.ndarray and value.ndim == 1:
            return [_column("", value, where, numpy)]
        if numpy is not None and type(value) is numpy.ndarray and value.ndim == 2 and value.shape[1] <= _MOST_COLUMNS:
            return [_column(str(at), value[:, at], where, numpy) for at in range(value.shape[1])]
    except Exception:
        return []
    return []


def _column(name: str, value: Any, where: Located, numpy: Any) -> Column:
    dtype = str(value.dtype)
    column: Column = {"name": name, "dtype": dtype, "arrow": None, "length": len(value)}
    kind = _ARROW.get(dtype)
    raw = value if type(value) is numpy.ndarray else getattr(value, "_values", None)
    if kind == "timestamp[ns]" and raw is not None and not isinstance(raw, numpy.ndarray):
        raw = getattr(raw, "_ndarray", None)
    if kind is None or not isinstance(raw, numpy.ndarray) or raw.ndim != 1 or not raw.dtype.isnative:
        return column
    if raw.size == 0 or raw.strides[0] != raw.itemsize:
        return column
    start = raw.__array_interface__["data"][0]
    for low, high, offset in where:
        if low <= start and start + raw.nbytes <= high:
            column["arrow"] = kind
            column["offset"] = offset + start - low
            break
    return column
