"""Who else refers to values that are to be put into columns: told by reference counts, and by whom the walk meets."""

from __future__ import annotations

import sys
import weakref
from collections import Counter
from collections.abc import Mapping, Set
from itertools import compress, repeat
from operator import gt
from typing import TYPE_CHECKING, Any

from .codecs import layouts

if TYPE_CHECKING:
    from .groups import Walk

_count: Any = getattr(sys, "getrefcount", None)
# What is counted for a value that only its container refers to, asked through the container, or through a list beside
# it. In a Python without such counts nothing is known.
OUTER = max(map(_count, [object()])) if _count else 0
INNER = OUTER + 1
KNOWN = _count is not None and getattr(sys, "_is_gil_enabled", lambda: True)()


def held_otherwise(items: list[Any], held: int) -> list[Any]:
    """Those of which another number of references is counted than `held`."""
    counts = list(map(_count, items))
    if counts.count(held) == len(items):
        return []
    return list(compress(items, map(held.__ne__, counts)))


class Sharing:
    """What is known of the values of one container. Makes suspects known to the walk, unless `final`."""

    def __init__(self, found: Walk, stops: Mapping[int, Any], final: bool) -> None:
        self._found = found
        self._stops = stops
        self._final = final
        # Ids of values that are referred to from elsewhere, and of those to which weak references exist.
        self.suspects: set[int] = set()
        self.weakly: set[int] = set()
        # Ids of values that are suspects whatever is counted.
        self._forced: set[int] = set()
        self._layouts: dict[type, layouts.Layout | None] = {}

    def layout(self, kind: type) -> layouts.Layout | None:
        """As `layouts.layout_of`, asked once for the container: classes may change later."""
        if kind not in self._layouts:
            self._layouts[kind] = layouts.layout_of(kind)
        return self._layouts[kind]

    def shared(self, items: list[Any], held: int, news: set[int]) -> bytes | None:
        """Which of them are shared, by ones; None if none are. Adds the ids of which the walk had not heard."""
        suspects = held_otherwise(items, held)
        if self._forced:
            known = set(map(id, suspects))
            suspects = [item for item in items if id(item) in known or id(item) in self._forced]
        if not suspects:
            return None
        ids = list(map(id, suspects))
        distinct = dict(zip(ids, suspects, strict=True))
        self.suspects.update(distinct)
        found = self._found
        if not self._final:
            news.update(self._register(ids, distinct))
        if found.shared.isdisjoint(ids):
            return None
        return bytes(map(found.shared.__contains__, map(id, items)))

    def _register(self, ids: list[int], suspects: dict[int, Any]) -> Set[int]:
        """Makes suspects known to the walk; those that it has met are shared."""
        found = self._found
        met = suspects.keys() & found.objects.keys()
        found.shared |= met
        found.late = found.late or not met.isdisjoint(found.suspects)
        if len(suspects) < len(ids):
            twice = set(compress(ids, map(gt, map(Counter(ids).__getitem__, ids), repeat(1))))
            found.shared |= twice
        if self._stops:
            for key in suspects.keys() & self._stops.keys():  # edges
                found.shared.add(key)
                del suspects[key]
        news = suspects if not met else {key: item for key, item in suspects.items() if key not in met}
        found.suspects.update(news)
        found.objects.update(news)
        return news.keys()

    def withdraw(self, items: list[Any], news: Set[int]) -> None:
        """Values that are pickled one by one after all are for the walk to meet."""
        ids = set(map(id, items))
        for kind in set(map(type, items)):
            layout = self.layout(kind)
            if layout is not None and layout.space:
                ids.update(id(vars(item)) for item in items if type(item) is kind)
        for key in ids & news:
            self._found.objects.pop(key, None)
            self._found.suspects.pop(key, None)

    def note_weak(self, items: list[Any]) -> None:
        weak = {id(item): item for item in items if weakref.getweakrefcount(item)}
        self.weakly |= weak.keys()
        self._forced |= weak.keys()

    def force(self, item: tuple[Any, ...]) -> None:
        for part in item:
            if type(part) is tuple:
                self.force(part)
            else:
                self._forced.add(id(part))
