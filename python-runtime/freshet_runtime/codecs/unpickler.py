"""Decoding: what `pickler` wrote, in the process that reads it."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Sequence
from typing import Any

from .. import side
from . import columns, context, sets
from .pickler import Pointer

# Where functions live now that older pickles name elsewhere: results are kept for long.
_MOVED = {"freshet_runtime.codecs.pickler": "freshet_runtime.codecs.reducers"}


class GroupUnpickler(pickle.Unpickler):
    """Decodes a group; pointers are resolved by `resolve`."""

    def __init__(self, data: bytes, buffers: Sequence[Any], resolve: Callable[[Pointer], Any]) -> None:
        super().__init__(io.BytesIO(data), buffers=buffers)
        self._resolve = resolve
        self._made: dict[int, Any] = {}

    def find_class(self, module: str, name: str) -> Any:
        if module.partition(".")[0] in side.PRIVATE:
            return side.hidden(module, name)
        if module == "builtins" and name in context.BUILTINS:
            return context.BUILTINS[name]  # a cell may have put something else in its place here
        if module == "__main__":
            # A class or function that pickle named by reference: only the namespace can have it.
            try:
                return context.namespace[name]
            except KeyError:
                pass
        return super().find_class(_MOVED.get(module, module), name)

    def persistent_load(self, pid: Any) -> Any:
        if pid[0] == "set":
            return self._set(*pid[1:])
        if pid[0] == "block":
            return self._block(*pid[1:])
        return self._resolve(pid)

    def _set(self, number: int, *plan: Any) -> Any:
        found = self._made.setdefault(number, set())
        if plan:
            sets.fill(found, plan[0])
            if plan[1]:
                found = self._made[number] = frozenset(found)
        return found

    def _block(self, number: int, mapping: bool, *column: Any) -> Any:
        found = self._made.setdefault(number, columns.empty(mapping))
        return columns.fill(found, column[0]) if column else found
