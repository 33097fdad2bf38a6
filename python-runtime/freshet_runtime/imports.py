"""Tells when an import that executes Python files has ended, inner imports included."""

from __future__ import annotations

import importlib._bootstrap_external as external
from collections.abc import Callable
from typing import Any

_listeners: list[Callable[[], None]] = []
_depth = 0


def when_done(listener: Callable[[], None]) -> None:
    """Calls `listener` after each outermost import from now on."""
    if not _listeners:
        _wrap()
    _listeners.append(listener)


def _wrap() -> None:
    base: Any = external._LoaderBasics  # type: ignore[attr-defined]
    original = base.exec_module

    def exec_module(self: Any, module: Any) -> None:
        global _depth
        _depth += 1
        try:
            original(self, module)
        finally:
            _depth -= 1
        if _depth == 0:
            for listener in _listeners:
                listener()

    # Under the name of the import system's own file, so that tracebacks leave it out like its other frames.
    exec_module.__code__ = exec_module.__code__.replace(co_filename=original.__code__.co_filename)
    base.exec_module = exec_module
