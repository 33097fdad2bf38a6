"""Questions and writes that no audit event tells of: existence, status, log files, the environment."""

from __future__ import annotations

import functools
import logging
import os
import pathlib
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from . import paths

# A method of the observer.
Tell = Callable[[Any], None]

# Questions whose answer is another when the file's content is.
_TELL_OF_CONTENT = frozenset({"getsize", "getmtime", "stat", "lstat"})


def wrap_questions(exists: Tell, content: Tell) -> None:
    """Calls `exists` or `content` with the path whenever code asks for what is there, or for its size and time."""
    for name in ("exists", "isfile", "isdir", "lexists", "islink", "getsize", "getmtime"):
        original = getattr(os.path, name)
        asking = _asking(original, exists, content, name in _TELL_OF_CONTENT)
        # Also in the module that it names as its home, so that it is still pickled by reference.
        setattr(os.path, name, asking)
        setattr(sys.modules[original.__module__], name, asking)
    for name in ("stat", "lstat", "access"):
        original = getattr(os, name)
        asking = _asking(original, exists, content, name in _TELL_OF_CONTENT)
        asking.__module__ = "os"  # not `posix`, which the import system uses
        setattr(os, name, asking)
        for able in (os.supports_dir_fd, os.supports_fd, os.supports_follow_symlinks, os.supports_effective_ids):
            if original in able:
                able.add(asking)
    for name in ("exists", "is_file", "is_dir", "stat"):
        original = getattr(pathlib.Path, name)
        setattr(pathlib.Path, name, _asking(original, exists, content, name in _TELL_OF_CONTENT))


def _asking(original: Callable[..., Any], exists: Tell, content: Tell, deep: bool) -> Callable[..., Any]:
    tell = content if deep else exists

    @functools.wraps(original)
    def ask(*args: Any, **kwargs: Any) -> Any:
        if args and watching():
            busy.on = True
            try:
                tell(args[0])
                return original(*args, **kwargs)  # what it asks in turn is the same question
            finally:
                busy.on = False
        return original(*args, **kwargs)

    busy, watching = tell.__self__.busy, tell.__self__.watching  # type: ignore[attr-defined]
    return ask


def by_import_system() -> bool:
    """Whether this happens during an import: what that finds is reported as modules."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if frame.f_globals.get("__name__") in (
            "importlib._bootstrap",
            "importlib._bootstrap_external",
            "importlib.metadata",
        ):
            return True
        frame = frame.f_back
    return False


# Modules whose questions are those of their callers.
_ASKS_FOR_OTHERS = frozenset({"posixpath", "genericpath", "pathlib", "ntpath", "glob"})


def in_library_call() -> bool:
    """Whether the question comes from installed code, whose lookups are its own affair."""
    frame = sys._getframe(3)
    while frame is not None and str(frame.f_globals.get("__name__")).partition(".")[0] in _ASKS_FOR_OTHERS:
        if frame.f_back is None:
            return True
        frame = frame.f_back
    name = frame.f_code.co_filename
    return name.startswith(paths.library_paths())


def watch_log_files(tell: Callable[[str], None]) -> None:
    """Calls `tell` with the path whenever a handler of logging writes to its file, whoever opened that."""
    handler: Any = logging.FileHandler
    original = handler.emit

    @functools.wraps(original)
    def emit(self: logging.FileHandler, record: logging.LogRecord) -> None:
        tell(self.baseFilename)
        original(self, record)

    handler.emit = emit


def watch_environment(tell: Callable[[], None]) -> None:
    """Calls `tell` whenever code looks into `os.environ`; native code that does is not seen."""
    original = os._Environ.__getitem__

    @functools.wraps(original)
    def look(self: Any, key: Any) -> Any:
        tell()
        return original(self, key)

    os._Environ.__getitem__ = look  # type: ignore[method-assign]
