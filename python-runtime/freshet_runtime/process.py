"""State of the process that no snapshot captures: threads, children, tasks, handlers, globals of the user's modules."""

from __future__ import annotations

import hashlib
import os
import pickle
import signal
import sys
import threading
from types import FunctionType, ModuleType
from typing import Any

from .observation import is_library


class ProcessState:
    """Compares what must not outlive a cell with what was there at its start."""

    def __init__(self) -> None:
        self._threads: set[int] = set()
        self._tasks: set[int] = set()
        self._children: set[str] = set()
        self._streams: tuple[Any, Any] = (None, None)
        self._handler: Any = None
        self._modules: dict[str, str] = {}
        self._local: dict[str, ModuleType] = {}
        self._seen_modules = 0

    def begin(self) -> None:
        self._threads = {thread.ident or 0 for thread in threading.enumerate()}
        self._tasks = set(map(id, _tasks()))
        self._streams = (sys.stdout, sys.stderr)
        self._handler = signal.getsignal(signal.SIGINT)
        self._modules = {name: _globals_digest(module) for name, module in self.local_modules().items()}

    def changes(self, started_children: bool) -> list[str]:
        found = []
        for thread in threading.enumerate():
            if thread.ident not in self._threads and thread.is_alive():
                found.append(f"thread {thread.name} keeps running")
        found += ["an asyncio task keeps running" for task in _tasks() if id(task) not in self._tasks]
        if started_children:
            children = _children()
            found += [f"process {pid} keeps running" for pid in sorted(children - self._children)]
            self._children = children
        if (sys.stdout, sys.stderr) != self._streams:
            sys.stdout, sys.stderr = self._streams
            found.append("sys.stdout or sys.stderr was replaced")
        if signal.getsignal(signal.SIGINT) is not self._handler:
            found.append("the handler of SIGINT was replaced")
        for name, module in self.local_modules().items():
            if name in self._modules and _globals_digest(module) != self._modules[name]:
                found.append(f"globals of module {name} changed")
        return found

    def local_modules(self) -> dict[str, ModuleType]:
        """Modules that belong to the user, not to an installed library, by name."""
        if len(sys.modules) != self._seen_modules:
            self._seen_modules = len(sys.modules)
            self._local = {
                name: module
                for name, module in list(sys.modules.items())
                if name != "__main__" and isinstance(getattr(module, "__file__", None), str) and _is_local(module)
            }
        return self._local

    def new_modules(self) -> set[str]:
        return self.local_modules().keys() - self._modules.keys()


def module_digest(module: ModuleType) -> str | None:
    """sha256 of the module's source."""
    file = module.__file__
    assert file is not None
    try:
        with open(file, "rb") as source:
            return hashlib.sha256(source.read()).hexdigest()
    except OSError:
        return None


def _is_local(module: ModuleType) -> bool:
    file = module.__file__
    return file is not None and not is_library(os.path.abspath(file))


def _globals_digest(module: ModuleType) -> str:
    """A digest of the module's plain globals: what its functions could have changed."""
    digest = hashlib.blake2b(digest_size=16)
    for name, value in sorted(vars(module).items()):
        if name.startswith("__") or isinstance(value, (ModuleType, FunctionType, type)):
            continue
        digest.update(name.encode())
        try:
            digest.update(pickle.dumps(value, 5))
        except Exception:
            digest.update(str(id(value)).encode())
    return digest.hexdigest()


def _tasks() -> set[Any]:
    asyncio = sys.modules.get("asyncio")
    if asyncio is None:
        return set()
    shell_runner = sys.modules.get("IPython.core.async_helpers")
    try:
        loop = shell_runner._asyncio_runner._loop if hasattr(shell_runner._asyncio_runner, "_loop") else None  # type: ignore[union-attr]
        if loop is None or loop.is_closed():
            return set()
        return {task for task in asyncio.all_tasks(loop) if not task.done()}
    except (AttributeError, RuntimeError):
        return set()


def _children() -> set[str]:
    found: set[str] = set()
    try:
        for task in os.listdir("/proc/self/task"):
            with open(f"/proc/self/task/{task}/children") as file:
                for pid in file.read().split():
                    with open(f"/proc/{pid}/stat") as stat:
                        if ") Z " not in stat.read():
                            found.add(pid)
    except OSError:
        pass
    return found
