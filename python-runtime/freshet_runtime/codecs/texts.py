"""Object arrays of str, some of them missing perhaps: as UTF-8 text.

What an array was encoded as is kept, so that nobody encodes it again only to see that it is as it was. Strings cannot
change and those of a kept encoding cannot go, so an array that refers to the same ones at the same places is the same.
"""

from __future__ import annotations

import ctypes
import importlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import compress
from pickle import PickleBuffer
from typing import Any

from ..fingerprint import digest
from . import strings


@dataclass
class Text:
    """An encoded array."""

    # xxh3 of the references that it holds.
    references: str
    # What it refers to: while that lives nothing else can lie where it does.
    alive: list[Any]
    # Text, parting and codes, as `make_strings` takes them; where there are no strings, and what is there instead.
    content: tuple[Any, ...]


class Texts:
    """The encodings of a group's arrays, by the address of their memory."""

    def __init__(self, known: Mapping[int, Text] | None = None) -> None:
        self._known = dict(known or {})
        # Those that were asked for.
        self.used: dict[int, Text] = {}

    def of(self, array: Any, order: str) -> Text | None:
        """The encoding of a contiguous array; None if it holds something else than strings."""
        address = array.__array_interface__["data"][0]
        references = digest((ctypes.c_char * array.nbytes).from_address(address))
        found = self._known.get(address)
        if found is None or found.references != references:
            found = _encoded(array, order, references, address)
        if found is not None:
            self.used[address] = found
        return found


# Encodings from which arrays were made since it was last cleared: whoever decodes a group takes them.
decoded: dict[int, Text] = {}


def reduce_strings(array: Any, texts: Texts) -> Any:
    """With lengths (in characters) if nothing separates the strings. NotImplemented if something else is in it."""
    order = "C" if array.flags.c_contiguous else "F"
    text = texts.of(array, order)
    if text is None:
        return NotImplemented
    parts, gaps = text.content[:3], text.content[3:]
    return make_strings, (*parts, array.shape, order, array.flags.writeable, *gaps)


def _encoded(array: Any, order: str, references: str, address: int) -> Text | None:
    np: Any = sys.modules["numpy"]
    items = array.ravel(order=order).tolist()
    pointers = np.frombuffer((ctypes.c_char * array.nbytes).from_address(address), dtype=np.uintp)
    gaps: tuple[Any, ...] = ()
    kinds = set(map(type, items))
    if kinds != {str}:
        missing = next((item for item in items if type(item) is not str), None)
        there = pointers != id(missing)
        items = list(compress(items, there))
        if len(kinds) != 2 or type(missing).__name__ not in _MISSING or set(map(type, items)) != {str}:
            return None
        pointers = pointers[there]
        gaps = PickleBuffer(np.flatnonzero(~there)), missing
    codes = None
    # Equal strings that are one object stay one object (categories kept as text): worth it when they repeat.
    if strings.repeats(pointers):
        _, first, inverse = np.unique(pointers, return_index=True, return_inverse=True)
        if first.size * 2 < len(items):
            # Numbered as they appear: addresses differ from process to process.
            appearance = np.argsort(first)
            number = np.empty(first.size, dtype="i4")
            number[appearance] = np.arange(first.size, dtype="i4")
            codes = PickleBuffer(number[inverse.reshape(-1)])
            items = [items[at] for at in first[appearance].tolist()]
    text = strings.joined(items)
    return None if text is None else Text(references, [*items, *gaps[1:]], (*text, codes, *gaps))


# What stands where a string is missing: NaN, None, pandas.NA, always the same object.
_MISSING = ("float", "NoneType", "NAType")


def make_strings(
    text: Any, lengths: Any, codes: Any, shape: Any, order: str, writeable: bool, gaps: Any = None, missing: Any = None
) -> Any:
    np: Any = importlib.import_module("numpy")
    own = items = strings.parted(text, lengths)
    if codes is not None:
        items = [items[code] for code in np.frombuffer(codes, dtype="i4").tolist()]
    if gaps is None:
        flat = np.empty(len(items), dtype=object)
        flat[:] = items
    else:
        places = np.frombuffer(gaps, dtype="i8")
        flat = np.full(len(items) + len(places), missing, dtype=object)
        there = np.ones(len(flat), dtype=bool)
        there[places] = False
        flat[there] = np.array(items, dtype=object)
    address = flat.__array_interface__["data"][0]
    content = tuple(PickleBuffer(part) if _is_buffer(part) else part for part in (text, lengths, codes))
    if gaps is not None:
        content += PickleBuffer(gaps), missing
    references = digest((ctypes.c_char * flat.nbytes).from_address(address))
    decoded[address] = Text(references, [*own, missing], content)
    array = flat.reshape(shape, order=order)
    if not writeable:
        array.flags.writeable = False
    return array


def _is_buffer(part: Any) -> bool:
    return part is not None and not isinstance(part, str)
