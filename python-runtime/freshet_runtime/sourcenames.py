"""How ipykernel calls a cell's source: by a hash of its text, which shows in warnings and in syntax errors."""

from __future__ import annotations

import os
import struct
import tempfile

# MurmurHash2 (Austin Appleby, public domain) with the seed that ipykernel uses.
_SEED = 0xC70F6907
_MULTIPLIER = 0x5BD1E995
_MASK = 0xFFFFFFFF


def murmur2(data: bytes, seed: int = _SEED) -> int:
    """MurmurHash2, 32 bits."""
    rest = len(data) % 4
    mixed = seed ^ len(data)
    for (word,) in struct.iter_unpack("<I", data[: len(data) - rest]):
        word = word * _MULTIPLIER & _MASK
        mixed = (mixed * _MULTIPLIER & _MASK) ^ ((word ^ word >> 24) * _MULTIPLIER & _MASK)
    if rest:
        mixed = (mixed ^ int.from_bytes(data[-rest:], "little")) * _MULTIPLIER & _MASK
    mixed = (mixed ^ mixed >> 13) * _MULTIPLIER & _MASK
    return mixed ^ mixed >> 15


def folder() -> str:
    """Where cells seem to lie; ipykernel has the id of its process in the name, which no other run has."""
    return os.path.join(tempfile.gettempdir(), "ipykernel_0", "")


def of_cell(source: str) -> str:
    """The file name under which a cell's code is compiled."""
    return f"{folder()}{murmur2(source.encode('utf-8', 'surrogatepass'))}.py"
