"""A worker: one process that runs cells one after another, each in a namespace of its own."""

from __future__ import annotations

import os
import random
import signal
import sys
import traceback
from typing import TYPE_CHECKING, Any

from . import streams
from .ambient import libraries
from .channel import Channel, Stopped
from .codecs import context
from .execution import Executor
from .limits import memory
from .outputs import OUTPUT_LIMIT, Outputs
from .room import room
from .wire import Header

if TYPE_CHECKING:
    from .kernel import Kernel


# A cell that waits for this worker comes within so many seconds after `ready`.
_MOMENT = 0.02


class Worker:
    """Made and warmed up in the zygote, so that what that takes is there, and shared, after a fork; runs after it."""

    def __init__(self, config: dict[str, Any], kernel: Kernel) -> None:
        self._config = config
        self._kernel = kernel
        self.channel = Channel()
        limits = config.get("limits") or {}
        self.outputs = Outputs(self.channel.send, limits.get("output") or OUTPUT_LIMIT)
        memory.most = limits.get("memory")
        room.overflow = config.get("overflow")
        observe = config.get("observe", True)
        self.executor = Executor(kernel, self.channel, self.outputs, config["segments"], observe)

    def warm(self) -> None:
        """Everything that makes the first cell as fast as the second."""
        shell = self._kernel.shell
        context.bind(shell.user_ns, shell)
        shell.attach(self.outputs, self.executor.ask_input)
        self._kernel.ambient.remember_pristine()
        self.executor.warm()
        self.executor.loop.leave_to_children()

    def run(self, name: str) -> int:
        """Serves until `stop`; returns the process's exit status."""
        self._log = os.dup(2)  # a file object would cost a hundred pages
        self.channel.connect(self._config["endpoint"], bytes.fromhex(self._config["key"]), name)
        signal.signal(signal.SIGINT, self.executor.interrupted)
        self.executor.begin(streams.install(self.outputs))
        reseed()
        self._kernel.ambient.adapt()
        self.channel.send({"type": "ready", "pid": os.getpid()})
        try:
            if not self.channel.has_message(_MOMENT):
                with self.channel.unheard():
                    self.executor.settle()
            return self.serve()
        finally:
            self.channel.close()

    def serve(self) -> int:
        while not self.channel.stopped:
            if self.executor.loop.pending():
                self.executor.loop.go_on_until_readable(self.channel.descriptors, self.channel.has_message)
            try:
                header, payloads = self.channel.take_held() or self.channel.receive()
            except Stopped:
                return 0
            if header["type"] == "stop":
                return 0
            if header["type"] != "execute":
                continue  # an answer to a question that an interrupt withdrew
            try:
                self.channel.send(*self.executor.execute(header, payloads))
            except Stopped:
                return 0
            except Exception:
                # A fault of the runtime's own: the cell cannot be trusted, and neither can this process.
                text = traceback.format_exc()
                os.write(self._log, text.encode("utf-8", "backslashreplace"))
                self.channel.send(fault(header, text))
                return 70
        return 0


def fault(header: Header, text: str) -> Header:
    last = text.strip().splitlines()[-1]
    error = {"ename": "RuntimeFault", "evalue": f"Freshet's Python runtime failed: {last}", "traceback": [text]}
    return {
        "type": "done", "run": header.get("run"), "status": "error", "error": error,
        "durationMs": 0, "importMs": 0, "exportMs": 0, "reads": [], "absent": [], "writes": [], "mutates": [],
        "deletes": [], "groups": [], "moved": {}, "ambient": [], "ambientReads": [], "files": [], "external": [],
        "modules": {}, "process": ["the runtime failed"],
    }  # fmt: skip


def reseed() -> None:
    """Every worker draws random numbers of its own unless a cell sets a seed."""
    random.seed()
    if "numpy.random" in sys.modules:
        libraries.reseed_numpy()
