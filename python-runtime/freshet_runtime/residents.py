"""What is told of values that stay in the process that made them: the group and the reason."""

from __future__ import annotations

from collections.abc import Mapping
from types import FunctionType
from typing import TYPE_CHECKING, Any

from . import describe, fingerprint
from .codecs.functions import code_of, global_names
from .holdings import Descriptor

if TYPE_CHECKING:
    from .groups import Walk


def why(error: BaseException, values: Mapping[str, Any]) -> str:
    """An error of pickling as a reason."""
    return with_kinds(f"{type(error).__name__}: {error}", values)


def of_finalizer(kind: str, values: Mapping[str, Any]) -> str:
    """An object of a type with a finalizer as a reason."""
    return with_kinds(f"{kind} has a finalizer", values)


def with_kinds(reason: str, values: Mapping[str, Any]) -> str:
    """A reason that begins with the types it is about, at most 300 characters long."""
    kinds = ", ".join(sorted({type(value).__name__ for value in values.values()}))
    return reason[:300] if reason.startswith(f"{kinds} ") else f"{kinds}: {reason}"[:300]


def descriptor(group_id: str, names: list[str], reason: str, values: Mapping[str, Any], found: Walk) -> Descriptor:
    """As docs/wire.md says, for a group without a payload."""
    mortal = found.finalizer is not None or found.watched
    needs = {n for v in values.values() if (code := code_of(v)) for n in global_names(code)}
    if mortal:  # finalizers and callbacks run when something goes, whatever the cell calls
        needs.update(n for v in found.objects.values() if type(v) is FunctionType for n in global_names(v.__code__))
    # The version of a value that nobody can read is the group that holds it.
    mark = fingerprint.combined(["resident", group_id])
    return {
        "id": group_id,
        "names": names,
        "segment": None,
        "frame": None,
        "resident": {"reason": reason, "finalizer": mortal},
        "refs": [],
        "needs": sorted(needs),
        "fingerprint": mark,
        "variables": {name: describe.variable(value, None, 0) for name, value in values.items()},
    }
