"""matplotlib objects whose pickles would differ each time they are made: counters and addresses are replaced."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def reducer(kind: type) -> Callable[[Any, Any], Any] | None:
    """The reducer for a class of matplotlib's; None where matplotlib's own way is right."""
    if kind.__name__ == "CallbackRegistry":
        return lambda pickler, obj: reduce_registry(obj)
    if hasattr(kind, "_invalidate_internal"):
        return lambda pickler, obj: reduce_transform(obj)
    return None


def reduce_registry(registry: Any) -> Any:
    """Its pickle counts how often it was pickled; what matters is only that ids are not given twice."""
    reduced = registry.__reduce_ex__(5)
    state = reduced[2]
    used = [cid for cids in state.get("callbacks", {}).values() for cid in cids]
    return (*reduced[:2], {**state, "_cid_gen": max(used, default=-1) + 1}, *reduced[3:])


def reduce_transform(transform: Any) -> Any:
    """Its parents are kept by address, which means nothing anywhere else."""
    reduced = transform.__reduce_ex__(5)
    state = reduced[2]
    parents = state.get("_parents") if isinstance(state, dict) else None
    if not parents:
        return reduced
    return (*reduced[:2], {**state, "_parents": dict(enumerate(parents.values()))}, *reduced[3:])
