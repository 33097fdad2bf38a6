"""Which values are atoms: they neither connect names nor can be changed in place."""

from __future__ import annotations

import datetime
import decimal
import fractions
import pathlib
import re
import sys
import types
import uuid
from collections.abc import Iterable
from typing import Any

ATOMS: set[type] = {
    int, float, complex, bool, str, bytes, type(None), type(Ellipsis), type(NotImplemented), range,
    types.ModuleType, types.CodeType, types.GetSetDescriptorType, types.MemberDescriptorType,
    types.WrapperDescriptorType, types.MethodDescriptorType, types.ClassMethodDescriptorType,
    datetime.date, datetime.datetime, datetime.time, datetime.timedelta, datetime.timezone,
    decimal.Decimal, fractions.Fraction, uuid.UUID, re.Pattern,
    pathlib.PurePosixPath, pathlib.PosixPath, pathlib.PureWindowsPath,
}  # fmt: skip
_NOT_ATOMS: set[type] = set()
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
