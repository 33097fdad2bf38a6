"""Object arrays that hold nothing but str: as UTF-8 text.

What an array was encoded as is kept, so that nobody encodes it again only to see that it is as it was. Strings cannot
change and those of a kept encoding cannot go, so an array that refers to the same ones at the same places is the same.
"""

from __future__ import annotations

import ctypes
import importlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pickle import PickleBuffer
from typing import Any

from ..fingerprint import digest
from . import strings


@dataclass
class Text:
    """An encoded array."""

    # xxh3 of the references that it holds.
    references: str
    # The strings that it refers to: while they live nothing else can lie where they do.
    alive: list[str]
    # Text, parting and codes, as `make_strings` takes them.
    content: tuple[Any, Any, Any]


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
    return make_strings, (*text.content, array.shape, order, array.flags.writeable)


def _encoded(array: Any, order: str, references: str, address: int) -> Text | None:
    np: Any = sys.modules["numpy"]
    items = array.ravel(order=order).tolist()
    if set(map(type, items)) != {str}:
        return None
    codes = None
    # Equal strings that are one object stay one object (categories kept as text): worth it when they repeat.
    pointers = np.frombuffer((ctypes.c_char * array.nbytes).from_address(address), dtype=np.uintp)
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
    return None if text is None else Text(references, items, (*text, codes))


def make_strings(text: Any, lengths: Any, codes: Any, shape: Any, order: str, writeable: bool) -> Any:
    np: Any = importlib.import_module("numpy")
    own = items = strings.parted(text, lengths)
    if codes is not None:
        items = [items[code] for code in np.frombuffer(codes, dtype="i4").tolist()]
    flat = np.empty(len(items), dtype=object)
    flat[:] = items
    address = flat.__array_interface__["data"][0]
    content = tuple(PickleBuffer(part) if _is_buffer(part) else part for part in (text, lengths, codes))
    references = digest((ctypes.c_char * flat.nbytes).from_address(address))
    decoded[address] = Text(references, own, content)  # type: ignore[arg-type]
    array = flat.reshape(shape, order=order)
    if not writeable:
        array.flags.writeable = False
    return array


def _is_buffer(part: Any) -> bool:
    return part is not None and not isinstance(part, str)
