"""The shape of one piece of ambient state."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Item:
    """`take` returns a snapshot that can be compared and pickled; `put` brings it back."""

    name: str
    take: Callable[[], Any]
    put: Callable[[Any], None]
    # The library that must be loaded for the item to exist.
    library: str | None = None
    # The state that the library has right after its import, if it can tell.
    default: Callable[[], Any] | None = None
    # Where it cannot: words of which one occurs in the source of a cell that changes the item. For items without a
    # library: imports may change them too, which is no doing of the cell's unless one of the words occurs in it.
    words: tuple[str, ...] = ()
    # Whether it may hold functions and objects of the notebook: those travel only where a copy does (`moving`), and
    # may change without being exchanged.
    copies: bool = False

    @property
    def exists(self) -> bool:
        return self.library is None or self.library in sys.modules
