"""The memory that a cell may take: a limit on its data, so that it fails with MemoryError instead of being killed."""

from __future__ import annotations

import contextlib
import resource
from collections.abc import Iterator
from typing import Any


class MemoryLimit:
    """Sets a soft limit on this process's data while a cell runs. What a cell is given does not count."""

    def __init__(self, most: int | None) -> None:
        self.most = most
        self._before: tuple[int, int] | None = None

    def begin(self) -> None:
        data = _data_bytes() if self.most is not None else None
        if self.most is None or data is None:
            return
        soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
        self._before = (soft, hard)
        wanted = data + self.most
        self._set(wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard)

    @contextlib.contextmanager
    def giving(self) -> Iterator[None]:
        """Values are loaded for the cell while it runs: what that takes is not the cell's."""
        before = _data_bytes() if self._before is not None else None
        if self._before is None or before is None:
            yield
            return
        soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
        self._set(*self._before)
        try:
            yield
        finally:
            self._set(soft + max(0, (_data_bytes() or before) - before), hard)

    def end(self) -> None:
        if self._before is not None:
            self._set(*self._before)
            self._before = None

    def explain(self, error: Any) -> str | None:
        """What to say about the limit when a cell ran out of memory under it."""
        if self.most is None or not isinstance(error, MemoryError):
            return None
        return (
            f"the cell reached its limit of {max(1, self.most // 1_000_000):,} MB of memory "
            "(--memory, or [limits] memory in freshet.toml)"
        )

    @staticmethod
    def _set(soft: int, hard: int) -> None:
        try:
            resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
        except (ValueError, OSError):
            return  # the monitor watches as well


memory = MemoryLimit(None)


def _data_bytes() -> int | None:
    try:
        with open("/proc/self/status") as file:
            return next((int(line.split()[1]) * 1024 for line in file if line.startswith("VmData:")), None)
    except OSError:
        return None
