"""What outlives a cell in its process: threads, children, tasks; and globals of the user's own modules."""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
import threading
from collections.abc import Collection
from types import FunctionType, ModuleType

from . import goingon, imports
from .loop import CellLoop
from .paths import is_library


class ProcessState:
    """Compares what must not outlive a cell with what was there at its start."""

    def __init__(self, loop: CellLoop) -> None:
        self._loop = loop
        self._threads: set[int] = set()
        self._tasks: set[int] = set()
        self._children: set[str] = set()
        # Digests of globals: of modules that were there before the cell, and of others right after their import.
        self._modules: dict[str, dict[str, str]] = {}
        self._imported: dict[str, dict[str, str]] = {}
        # All modules by name as they were when they were last looked through, and those of them that are the user's.
        self._seen: dict[str, ModuleType] = {}
        self._local: dict[str, ModuleType] = {}
        imports.when_done(self._note_imported)

    def _note_imported(self) -> None:
        for name, module in self.local_modules().items():
            if name not in self._modules and name not in self._imported:
                self._imported[name] = _globals(module)

    def begin(self) -> None:
        self._threads = {thread.ident or 0 for thread in threading.enumerate()}
        self._tasks = set(map(id, self._loop.pending()))
        self._imported = {}
        self._modules = {name: _globals(module) for name, module in self.local_modules().items()}

    def survivors(self) -> tuple[list[str], list[str]]:
        """Threads and tasks that the cell started and that go on: those in code of the notebook, and the rest."""
        own: list[str] = []
        others: list[str] = []
        for thread in threading.enumerate():
            if thread.ident not in self._threads and thread.is_alive():
                (own if goingon.is_own_thread(thread) else others).append(f"thread {thread.name} keeps running")
        for task in self._loop.pending():
            if id(task) not in self._tasks:
                (own if goingon.is_own_task(task) else others).append("an asyncio task keeps running")
        return own, others

    def surviving_children(self) -> list[str]:
        """Processes that the cell started and that go on."""
        children = _children()
        found = [f"process {pid} keeps running" for pid in sorted(children - self._children)]
        self._children = children
        return found

    def changed_modules(self, explained: Collection[str]) -> list[str]:
        """The user's modules whose globals are others than before, beyond the items in `explained`."""
        found = []
        for name, module in self.local_modules().items():
            before = self._modules.get(name, self._imported.get(name))
            if before is not None:
                now = _globals(module)
                differ = {n for n in before.keys() | now.keys() if before.get(n) != now.get(n)}
                if any(f"@{name}.{n}" not in explained for n in differ):
                    found.append(f"globals of module {name} changed")
        return found

    def local_modules(self) -> dict[str, ModuleType]:
        """Modules that belong to the user, not to an installed library, by name."""
        if len(sys.modules) != len(self._seen):
            now, seen = dict(sys.modules), self._seen
            news = {name: module for name, module in now.items() if seen.get(name) is not module}
            old = {name: module for name, module in self._local.items() if now.get(name) is module}
            self._local = {**old, **{name: module for name, module in news.items() if _is_local(name, module)}}
            self._seen = now
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


def _is_local(name: str, module: ModuleType) -> bool:
    file = getattr(module, "__file__", None)
    if name == "__main__" or not isinstance(file, str):
        return False
    # Modules that a library makes up (`torch.ops`) may name a file that is nowhere.
    return os.path.isabs(file) and not is_library(os.path.abspath(file))


def _globals(module: ModuleType) -> dict[str, str]:
    """Digests of the module's plain globals: what its functions could have changed."""
    found = {}
    for name, value in list(vars(module).items()):
        if name.startswith("__") or isinstance(value, (ModuleType, FunctionType, type)):
            continue
        try:
            found[name] = hashlib.blake2b(pickle.dumps(value, 5), digest_size=16).hexdigest()
        except Exception:
            found[name] = str(id(value))
    return found


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
