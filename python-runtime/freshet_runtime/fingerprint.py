"""Fingerprints of values: xxh3_128 over the normal form of a payload.

They are the same in every process with the same hash seed.

The normal form leaves out what does not change behaviour (file names and line numbers of code) and names other groups
by their fingerprints. What it cannot see through: sets whose elements were inserted in another order, equal strings
that are one object here and two there. Both make fingerprints differ, which costs a rerun and never a wrong result.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import xxhash


def digest(data: Any) -> str:
    return xxhash.xxh3_128_hexdigest(data)


def combined(parts: Iterable[str | bytes]) -> str:
    state = xxhash.xxh3_128()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        state.update(len(raw).to_bytes(8, "little"))
        state.update(raw)
    return state.hexdigest()
