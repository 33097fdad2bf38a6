"""Changes of the process that later cells may see and that no snapshot captures: they stay in it.

Each watched thing is noted before a cell and compared afterwards; what differs is a reason why this process serves
the later cells of the notebook.
"""

from __future__ import annotations

import _abc  # type: ignore[import-not-found]
import _signal  # type: ignore[import-not-found]
import abc
import copyreg
import gc
import resource
import signal
import sys
from typing import Any

from .names import CodeNames

_SIGNALS = tuple(
    int(getattr(signal, name))
    for name in (
        "SIGINT",
        "SIGTERM",
        "SIGHUP",
        "SIGALRM",
        "SIGVTALRM",
        "SIGPROF",
        "SIGUSR1",
        "SIGUSR2",
        "SIGCHLD",
        "SIGPIPE",
    )
)
_LIMITS = tuple(getattr(resource, name) for name in dir(resource) if name.startswith("RLIMIT_"))
# What the shell sets on itself while it runs cells.
_SHELLS = frozenset({"last_error", "ask", "outputs", "last_execution_succeeded", "tempfiles"})


class ProcessWatch:
    """What is compared; `begin` before the cell's code, `changes` after it."""

    def __init__(self, shell: Any) -> None:
        self._shell = shell
        self._before: dict[str, Any] = {}
        self._now: dict[str, Any] = {}
        self._modules: dict[str, Any] | None = None
        self._token: object = None
        self._code = CodeNames()
        self._figures: dict[int, Any] = {}
        # All attributes of the shell, and those that count.
        self._held: tuple[set[str], list[str]] = (set(), [])

    def forget(self) -> None:
        """What was seen last belongs to another process."""
        self._now = {}

    def begin(self, code: CodeNames, quiet: bool = False) -> None:
        """`quiet`: nothing ran in this process since the last `changes`."""
        self._code = code
        self._before = self._now if quiet and self._now else self._take()
        self._token = abc.get_cache_token()
        self._modules = dict(sys.modules) if "modules" in code.used else None
        self._figures = _open_figures()

    def changes(self) -> list[str]:
        now = self._now = self._take()
        found = [reason for reason, value in now.items() if not _same(value, self._before[reason])]
        if self._modules is not None and self._replaced_modules(self._modules):
            found.append("sys.modules was changed")
        used = self._code.used
        if "register" in used and abc.get_cache_token() != self._token and not _registered_in_notebook_only():
            found.append("a class was registered with an abstract base class")
        if "register" in used and "codecs" in used:
            found.append("a codec was registered")
        figures = _open_figures()
        if figures and figures != self._figures:
            found.append("pyplot keeps figures open")
        return found

    def _take(self) -> dict[str, Any]:
        shell = self._shell
        return {
            "sys.stdout or sys.stderr was replaced": (sys.stdout, sys.stderr, sys.stdin),
            "a signal handler was set": [_signal.getsignal(number) for number in _SIGNALS],
            "a resource limit was set": [resource.getrlimit(limit) for limit in _LIMITS],
            "an import hook was added": [f for f in (*sys.meta_path, *sys.path_hooks) if _is_users(f)],
            "a reducer was registered with copyreg": [k for k in copyreg.dispatch_table if _is_users(k)],
            "the shell got a handler of exceptions": shell.custom_exceptions,
            "the shell got an attribute": self._attributes(),
        }

    def _attributes(self) -> list[str]:
        held = vars(self._shell)
        if self._held[0] != held.keys():
            self._held = set(held), [name for name in held if name[0] != "_" and name not in _SHELLS]
        return self._held[1]

    def _replaced_modules(self, before: dict[str, Any]) -> bool:
        now = sys.modules
        if any(now.get(name, before) is not module for name, module in before.items()):
            return True
        added = (now[name] for name in now.keys() - before.keys())
        return any(getattr(module, "__spec__", None) is None for module in added)


def _same(one: Any, other: Any) -> bool:
    return one is other or bool(one == other)  # a list compares what is not the very same


def _is_users(value: Any) -> bool:
    return "__main__" in (getattr(value, "__module__", None), type(value).__module__)


def _registered_in_notebook_only() -> bool:
    """Whether the notebook's classes are registered with its own abstract classes alone, which carry that with them."""
    found = False
    for owner in gc.get_objects():
        if type(owner) is not abc.ABCMeta or not _registry(owner):
            continue
        if owner.__module__ == "__main__":
            found = True
        elif any(entry.__module__ == "__main__" for entry in _registry(owner)):
            return False
    return found


def _registry(owner: abc.ABCMeta) -> list[type]:
    entries = (entry() for entry in _abc._get_dump(owner)[0])
    return [entry for entry in entries if entry is not None]


def _open_figures() -> dict[int, Any]:
    pyplot = sys.modules.get("matplotlib._pylab_helpers")
    return dict(pyplot.Gcf.figs) if pyplot is not None else {}
