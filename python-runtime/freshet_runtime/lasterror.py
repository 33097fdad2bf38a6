"""The error that an earlier cell ended with, as `sys.last_value`, `%tb` and post-mortem debuggers find it."""

from __future__ import annotations

import re
import sys
from typing import Any

_NAMES = ("last_type", "last_value", "last_traceback", "last_exc")
_LOOKS = re.compile(
    r"\blast_(type|value|traceback|exc)\b|\b(print_last|post_mortem|pm)\s*\(|^\s*%?(tb|debug)\b|\bshowtraceback\b",
    re.MULTILINE,
)


def looked_at(source: str) -> bool:
    """Whether a cell may look at it."""
    return _LOOKS.search(source) is not None


def take() -> dict[str, Any]:
    return {name: getattr(sys, name) for name in _NAMES if hasattr(sys, name)}


def put(state: dict[str, Any]) -> None:
    """Makes it the last error of this process; an empty one makes it forget."""
    held = vars(sys)
    for name in _NAMES:
        if name in state:
            held[name] = state[name]
        else:
            held.pop(name, None)
