"""Readings that differ from run to run although no input does: clocks, and the system's entropy."""

from __future__ import annotations

import dis
import os
import random
import re
import sys
from collections.abc import Callable, Mapping
from types import BuiltinFunctionType, CodeType, FrameType, FunctionType, ModuleType
from typing import Any

_TIME = ("time", "time_ns", "perf_counter", "perf_counter_ns", "monotonic", "monotonic_ns", "process_time",
         "process_time_ns", "thread_time", "localtime", "gmtime", "ctime")  # fmt: skip
_NOW = ("now", "utcnow", "today")
_CLOCKS = {"time": _TIME, "datetime": _NOW, "date": _NOW, "Timestamp": _NOW}
_MAYBE = re.compile(r"\b(" + "|".join((*_TIME, *_NOW, "timeit", "prun")) + r")\b")
_TIMING_MAGIC = re.compile(r"^\s*%%?(time|timeit|prun)\b|=\s*%(time|timeit)\b", re.MULTILINE)
_ATTRIBUTES = ("LOAD_ATTR", "LOAD_METHOD", "IMPORT_FROM")
_GLOBALS = ("LOAD_GLOBAL", "LOAD_NAME")

# Their ids and temporary names are nobody's result.
_OWN_AFFAIRS = ("IPython", "freshet_runtime", "joblib", "multiprocessing", "concurrent", "tempfile", "asyncio", "ssl")
_ENTROPY_HELPERS = ("random", "secrets", "uuid", "numpy", "os")


def watch_entropy(drawn: Callable[[], None]) -> None:
    """Has `drawn` called whenever Python code asks the system for random bytes (uuid4, secrets, `default_rng()`)."""
    original = os.urandom

    def urandom(size: int, /) -> bytes:
        if not _is_own_affair(sys._getframe(1)):
            drawn()
        return original(size)

    urandom.__module__ = "os"
    urandom.__doc__ = original.__doc__
    os.urandom = urandom
    random._urandom = urandom  # type: ignore[attr-defined]  # where SystemRandom looks it up


def _is_own_affair(frame: FrameType | None) -> bool:
    while frame is not None:
        package = str(frame.f_globals.get("__name__", "")).partition(".")[0]
        if package not in _ENTROPY_HELPERS:
            return package in _OWN_AFFAIRS
        frame = frame.f_back
    return True


def reads_clock(source: str, values: Mapping[str, Any]) -> bool:
    """Whether a cell's own code, or a function of the notebook at hand, reads a clock; `values`: its namespace."""
    if not _MAYBE.search(source):
        used = [value for value in values.values() if _is_own_function(value) and value.__name__ in source]
        return any(_code_reads_clock(value.__code__, values) for value in used)
    if _TIMING_MAGIC.search(source):
        return True
    try:
        code = compile(_without_magics(source), "<>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return _code_reads_clock(code, values)


def _is_own_function(value: Any) -> bool:
    return type(value) is FunctionType and value.__module__ == "__main__"


def _without_magics(source: str) -> str:
    return "\n".join("" if line.lstrip().startswith(("%", "!", "?")) else line for line in source.split("\n"))


def _code_reads_clock(code: CodeType, values: Mapping[str, Any]) -> bool:
    owners: set[str] = set()
    attributes: set[str] = set()
    for instruction in dis.get_instructions(code):
        if instruction.opname in _ATTRIBUTES:
            attributes.add(str(instruction.argval))
        elif instruction.opname in _GLOBALS:
            owners.add(str(instruction.argval))
        elif instruction.opname == "IMPORT_NAME":
            owners.add(str(instruction.argval).partition(".")[0])
    for name in owners:
        value = values.get(name, sys.modules.get(name))
        if _is_clock(value) or any(
            attribute in attributes for kind in _kinds(value) for attribute in _CLOCKS.get(kind, ())
        ):
            return True
    return any(isinstance(constant, CodeType) and _code_reads_clock(constant, values) for constant in code.co_consts)


def _is_clock(value: Any) -> bool:
    return type(value) is BuiltinFunctionType and value.__module__ == "time" and value.__name__ in _TIME


def _kinds(value: Any) -> tuple[str, ...]:
    """Which clocks hang from a value: a module or class that has some."""
    kind = type(value)
    if issubclass(kind, ModuleType):
        return {"time": ("time",), "datetime": ("datetime",), "pandas": ("Timestamp",)}.get(value.__name__, ())
    if issubclass(kind, type) and value.__name__ in _CLOCKS and value.__module__.partition(".")[0] in _CLOCK_HOMES:
        return (value.__name__,)
    return ()


_CLOCK_HOMES = ("datetime", "pandas")
