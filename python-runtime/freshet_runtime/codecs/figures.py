"""matplotlib objects whose pickles would differ each time they are made: counters and addresses are replaced."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def reducer(kind: type) -> Callable[[Any, Any], Any]:
    """The reducer for a class of matplotlib's."""
    return lambda pickler, obj: reduce_artist_part(obj)


def reduce_artist_part(obj: Any) -> Any:
    """A reduction without addresses and counters, or NotImplemented where matplotlib's own has none."""
    kind = type(obj)
    if kind.__name__ == "CallbackRegistry":
        reduced = obj.__reduce_ex__(5)
        state = reduced[2]
        # Its pickle counts how often it was pickled; what matters is only that ids are not given twice.
        used = [cid for cids in state.get("callbacks", {}).values() for cid in cids]
        return (*reduced[:2], {**state, "_cid_gen": max(used, default=-1) + 1}, *reduced[3:])
    if hasattr(kind, "_invalidate_internal"):
        reduced = obj.__reduce_ex__(5)
        state = reduced[2]
        parents = state.get("_parents") if isinstance(state, dict) else None
        if parents:
            # Parents are kept by address, which means nothing anywhere else.
            numbered = dict(enumerate(parents.values()))
            return (*reduced[:2], {**state, "_parents": numbered}, *reduced[3:])
        return reduced
    return NotImplemented
