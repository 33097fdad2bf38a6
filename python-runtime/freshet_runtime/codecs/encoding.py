"""Atoms as columns: the other direction of `columns`."""

from __future__ import annotations

import array
from collections.abc import Callable
from pickle import PickleBuffer
from typing import Any

from . import strings
from .columns import Column


def coded(table: Column, codes: Any, count: int) -> Column:
    form = "B" if table[1] <= 1 << 8 else "H" if table[1] <= 1 << 16 else "I"
    return "coded", count, table, form, PickleBuffer(array.array(form, codes))


def _integers(items: list[int]) -> Column | None:
    try:
        return "int", len(items), PickleBuffer(array.array("q", items))
    except OverflowError:
        return None


def _text(items: list[str]) -> Column | None:
    """One text; if many are equal, each of them once (whether equal ones are one object is nobody's business)."""
    if strings.alike(strings.sampled(items)):
        table = dict.fromkeys(items)
        if len(table) * 2 < len(items):
            for number, item in enumerate(table):
                table[item] = number
            own = list(table)
            return coded(_text_of(own) or ("values", len(own), own), map(table.__getitem__, items), len(items))
    return _text_of(items)


def _text_of(items: list[str]) -> Column | None:
    text = strings.joined(items)
    return None if text is None else ("text", len(items), *text)


ATOMS: dict[type, Callable[[list[Any]], Column | None]] = {
    type(None): lambda items: ("none", len(items)),
    bool: lambda items: ("bool", len(items), PickleBuffer(bytes(items))),
    int: _integers,
    float: lambda items: ("float", len(items), PickleBuffer(array.array("d", items))),
    str: _text,
}
