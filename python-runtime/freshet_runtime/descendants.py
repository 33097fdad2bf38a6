"""Processes that descend from this one: what is started here ends here, also what tried to get away.

A *subreaper* (Linux) becomes the parent of descendants whose own parents have died. The zygote and every worker are
one; and the zygote itself has a keeper, a process that does nothing but outlive it and clean up.
"""

from __future__ import annotations

import functools
import os
import signal
import time
from collections.abc import Container
from typing import Any

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_PATIENCE_SECONDS = 5.0


def adopt_orphans() -> None:
    """From now on orphaned descendants become children of this process."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def die_with(parent: int, number: int = signal.SIGKILL) -> None:
    """This process gets the signal when its parent dies, also if it has died already."""
    if not _prctl(_PR_SET_PDEATHSIG, number):
        return  # not Linux: the closing of its channel ends it
    if os.getppid() != parent:
        os._exit(1)


def keep() -> None:
    """Forks: the child goes on as the zygote, the parent stays to end whatever the zygote leaves."""
    adopt_orphans()
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        adopt_orphans()
        die_with(parent, signal.SIGTERM)
        return
    _be_keeper(child)


def _be_keeper(child: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: os.kill(child, signal.SIGTERM))
    os.closerange(0, 2)
    os.closerange(3, 256)
    status = 0
    try:
        while True:
            pid, ended = os.waitpid(-1, 0)
            if pid == child:
                status = os.waitstatus_to_exitcode(ended)
                break
    except ChildProcessError:
        pass
    end_all()
    os._exit(status if status >= 0 else 128 - status)


def children(pid: int | None = None) -> list[int]:
    """Pids of the direct children of a process (default: this one), zombies included."""
    tasks = f"/proc/{pid or os.getpid()}/task"
    found: list[int] = []
    try:
        for task in os.listdir(tasks):
            with open(f"{tasks}/{task}/children") as file:
                found += map(int, file.read().split())
    except FileNotFoundError:
        return found or _by_parent(pid or os.getpid())
    except OSError:
        pass
    return found


def _by_parent(parent: int) -> list[int]:
    """For kernels that list no children."""
    found = []
    for entry in os.listdir("/proc") if os.path.isdir("/proc") else []:
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat", "rb") as file:
                    fields = file.read().rpartition(b")")[2].split()
            except OSError:
                continue
            if int(fields[1]) == parent:
                found.append(int(entry))
    return found


def end_strays(own: Container[int]) -> None:
    """Kills the children of this process that are not its own: orphans that it adopted."""
    for pid in children():
        if pid not in own:
            kill(pid)


def end_all() -> None:
    """Kills all descendants and reaps them; those that are born meanwhile too."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < until:
        for pid in children():
            kill(pid)
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return
        time.sleep(0.002)


def kill(pid: int) -> None:
    """Ends a process and, if it leads one, its group."""
    for end in (os.killpg, os.kill):
        try:
            end(pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass


def be_first_choice() -> None:
    """If the kernel must kill for memory, this process and what it starts go before the rest of the machine."""
    try:
        file = os.open("/proc/self/oom_score_adj", os.O_WRONLY | os.O_CLOEXEC)
        try:
            os.write(file, b"500")
        finally:
            os.close(file)
    except OSError:
        pass


def _prctl(option: int, value: int) -> bool:
    try:
        return _libc().prctl(option, value, 0, 0, 0) == 0
    except (OSError, AttributeError):
        return False


@functools.cache
def _libc() -> Any:
    import ctypes

    return ctypes.CDLL(None)
