"""What reducers and reconstructors must know of the process they run in."""

from __future__ import annotations

import builtins
import linecache
from typing import Any

# The namespace that functions of the notebook have as their globals, in this process.
namespace: dict[str, Any] = {}
# What Python itself offers, whatever cells put in its place.
BUILTINS: dict[str, Any] = dict(vars(builtins))
# The shell, if any, whose compiler knows the sources of cells.
shell: Any = None
# Global names of the functions that were decoded since somebody cleared it.
needed: set[str] = set()


def bind(values: dict[str, Any], owner: Any) -> None:
    global namespace, shell
    namespace = values
    shell = owner


def source_of(filename: str) -> tuple[str, int] | None:
    """Source text and execution count of the cell that was compiled as `filename`."""
    if shell is None:
        return None
    number = shell.compile._filename_map.get(filename)
    entry = linecache.cache.get(filename)
    if number is None or entry is None or len(entry) < 3:
        return None
    return "".join(entry[2]), number


def register_source(filename: str, source: str, number: int) -> None:
    """Makes tracebacks through code of another cell look as if it had been run here."""
    if shell is None or filename in shell.compile._filename_map:
        return
    lines = [line + "\n" for line in source.splitlines()]
    entry = (len(source), None, lines, filename)
    linecache.cache[filename] = entry
    interactive = getattr(linecache, "_interactive_cache", None)
    if interactive is not None:  # 3.13+ keeps entries of interactive code apart
        interactive[filename] = entry
    shell.compile._filename_map[filename] = number


def __getattr__(name: str) -> Any:
    if name == "main_module":
        import sys

        return sys.modules["__main__"]
    raise AttributeError(name)
