"""The event loop in which cells run, as they do in ipykernel: one per worker, running while a cell does."""

from __future__ import annotations

import asyncio
import selectors
import sys
import threading
from asyncio import events
from collections.abc import Callable, Sequence
from typing import Any

# What asyncio keeps all tasks in: to see that there is none is cheaper than to ask for those of a loop.
# (From 3.14 on they are in a list of C's.)
_KEPT: Any = [getattr(asyncio.tasks, name, None) for name in ("_all_tasks", "_scheduled_tasks", "_eager_tasks")]
_TASKS = [getattr(kept, "data", kept) for kept in _KEPT if kept is not None]


def _no_tasks() -> bool:
    return sys.version_info < (3, 14) and bool(_TASKS) and not any(_TASKS)


class _Inherited(asyncio.SelectorEventLoop):
    """A loop that is made before a fork without descriptors, which would be shared, and gets them when they are first
    asked for. Making a loop anew after the fork would copy 270 of the parent's pages."""

    def give_up_descriptors(self) -> None:
        self._close_self_pipe()
        self._selector.close()
        for name in _DESCRIPTORS:
            vars(self).pop(name, None)

    def __getattr__(self, name: str) -> Any:
        if name not in _DESCRIPTORS:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        if "_selector" not in vars(self):
            self._selector = selectors.DefaultSelector()
            self._make_self_pipe()
        return vars(self)[name]


_DESCRIPTORS = ("_selector", "_ssock", "_csock")
_Inherited.__name__ = _Inherited.__qualname__ = asyncio.SelectorEventLoop.__name__
_Inherited.__module__ = asyncio.SelectorEventLoop.__module__


class CellLoop:
    """Runs cells one after another on a loop that keeps the tasks that they leave."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        return self.prepare()

    def prepare(self) -> asyncio.AbstractEventLoop:
        """Makes the loop if there is none."""
        if self._loop is None or self._loop.is_closed():
            self._loop = asyncio.new_event_loop()
            asyncio.set_event_loop(self._loop)
        return self._loop

    def leave_to_children(self) -> None:
        """Puts a loop in place that processes forked from this one can use, each for itself."""
        if self._loop is not None:
            self._loop.close()
        loop = _Inherited()
        loop.give_up_descriptors()
        self._loop = loop
        asyncio.set_event_loop(loop)

    def run(self, shell: Any, source: str, awaits: bool, warns: bool) -> Any:
        """IPython's result. KeyboardInterrupt while the cell awaits ends the cell, too.

        `warns`: the compiler has something to say of the cell, which IPython's look at it must say again.
        """
        return self._run_awaited(shell, source) if awaits else self._run_plain(shell, source, warns)

    def _run_plain(self, shell: Any, source: str, warns: bool) -> Any:
        """Marks the loop as running, which is all that code can see of it; context variables that it sets stay set."""
        loop: Any = self.loop
        shell._plain = None if warns else source
        loop._thread_id = threading.get_ident()
        events._set_running_loop(loop)
        try:
            return shell.run_cell(source, store_history=False, silent=False)
        finally:
            shell._plain = None
            events._set_running_loop(None)
            loop._thread_id = None

    def _run_awaited(self, shell: Any, source: str) -> Any:
        # As in ipykernel, a task: context variables that the cell sets are its own.
        task = self.loop.create_task(_awaited(shell, source))
        try:
            return self.loop.run_until_complete(task)
        except KeyboardInterrupt:
            if not task.done():
                task.cancel()
                self.loop.run_until_complete(asyncio.wait([task], timeout=1))
            raise

    def pending(self) -> set[Any]:
        """Tasks that are not done."""
        if self._loop is None or _no_tasks() or self._loop.is_closed():
            return set()
        return asyncio.all_tasks(self._loop)

    def go_on_until_readable(self, descriptors: Sequence[int], ready: Callable[[], bool]) -> None:
        """Between cells: lets tasks go on until there is something to read, or none is left."""
        loop = self.loop
        while self.pending() and not ready():
            arrived = loop.create_future()
            for fd in descriptors:
                loop.add_reader(fd, _arrive, arrived)
            try:
                loop.run_until_complete(asyncio.wait([arrived, *self.pending()], return_when=asyncio.FIRST_COMPLETED))
            finally:
                for fd in descriptors:
                    loop.remove_reader(fd)
            if arrived.done():
                return
            arrived.cancel()


def _arrive(future: Any) -> None:
    if not future.done():
        future.set_result(None)


async def _awaited(shell: Any, source: str) -> Any:
    failure = None
    try:
        transformed = shell.transform_cell(source)
    except Exception as error:
        transformed, failure = source, (type(error), error, error.__traceback__)
    result = None
    try:
        result = await shell.run_cell_async(
            source,
            store_history=False,
            silent=False,
            transformed_cell=transformed,
            preprocessing_exc_tuple=failure,
        )
    finally:
        shell.events.trigger("post_execute")
        if result is not None:
            shell.events.trigger("post_run_cell", result)
    return result
