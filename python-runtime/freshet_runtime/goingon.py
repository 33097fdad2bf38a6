"""Whether what outlives a cell goes on in code of the notebook: it may then change values that any later cell reads."""

from __future__ import annotations

import functools
import sys
import threading
from types import FrameType, FunctionType, MethodType
from typing import Any

from .codecs import context, functions

_MOST_AWAITS = 100


def is_own_thread(thread: threading.Thread) -> bool:
    """Whether a thread runs code of the notebook, or will when its turn comes (a timer)."""
    if type(thread).__module__ == "__main__":
        return True
    attributes = vars(thread)
    if any(_is_own(attributes.get(name)) for name in ("_target", "function")):
        return True
    frame = sys._current_frames().get(thread.ident or 0)
    while frame is not None:
        if _runs_own(frame):
            return True
        frame = frame.f_back
    return False


def is_own_task(task: Any) -> bool:
    """Whether an asyncio task is in a coroutine of the notebook, or awaits one."""
    awaited = task.get_coro()
    for _ in range(_MOST_AWAITS):
        frame = getattr(awaited, "cr_frame", None) or getattr(awaited, "ag_frame", None)
        if frame is not None and _runs_own(frame):
            return True
        awaited = getattr(awaited, "cr_await", None)
    return False


def _runs_own(frame: FrameType) -> bool:
    return frame.f_globals is context.namespace


def _is_own(target: Any) -> bool:
    while isinstance(target, functools.partial):
        target = target.func
    function = target.__func__ if type(target) is MethodType else target
    return type(function) is FunctionType and functions.is_notebook_function(function)
