"""Standard streams of a worker: Python's own, and the descriptors that C code and child processes write to."""

from __future__ import annotations

import _thread
import codecs
import ctypes
import io
import os
import select
import sys
import threading
from collections.abc import Iterable
from typing import Any

from .outputs import Outputs

_libc = ctypes.CDLL(None)


class OutputStream(io.TextIOBase):
    """What `sys.stdout` and `sys.stderr` are in a cell."""

    encoding = "UTF-8"
    errors = "strict"

    def __init__(self, outputs: Outputs, name: str, fd: int, pump: Pump) -> None:
        self._outputs = outputs
        self._fd = fd
        self._pump = pump
        self.name = f"<{name}>"
        self._name = name

    @property
    def buffer(self) -> io.BufferedWriter:
        self._outputs.flush()
        return _unclosable(self._fd)

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        # What C code or a child process wrote before comes first.
        if self._pump.poll(0):
            self._pump.drain()
        self._outputs.write(self._name, text)
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:  # type: ignore[override]
        self.write("".join(lines))

    def flush(self) -> None:
        pass  # the pump sends soon; flushing each print would cost a message each

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return False

    def fileno(self) -> int:
        return self._fd

    def close(self) -> None:
        pass


class Still:
    """Stands for the pump where there is none."""

    def settle(self) -> None:
        pass


class Pump:
    """A thread that reads descriptors 1 and 2 and sends text that has waited long enough."""

    def __init__(self, outputs: Outputs) -> None:
        self._outputs = outputs
        self._lock = threading.Lock()
        self._readers: dict[int, tuple[str, Any]] = {}
        self._wake_out, self._wake_in = os.pipe()
        os.set_blocking(self._wake_in, False)
        os.set_blocking(self._wake_out, False)
        for fd, name in ((1, "stdout"), (2, "stderr")):
            read, write = os.pipe()
            os.set_blocking(read, False)
            os.dup2(write, fd)
            os.close(write)
            self._readers[read] = (name, codecs.getincrementaldecoder("utf-8")("replace"))
        poll = select.poll()
        for fd in self._readers:
            poll.register(fd, select.POLLIN)
        self.poll = poll.poll
        outputs.wake = self._wake
        # Not by `threading`, which waits until the thread runs and shows it to whoever lists threads.
        _thread.start_new_thread(self._loop, ())

    def settle(self) -> None:
        """Takes over everything written so far, by whatever way."""
        for stream in (sys.__stdout__, sys.__stderr__):
            if stream is not None:
                try:
                    stream.flush()
                except (OSError, ValueError):
                    pass
        _libc.fflush(None)
        if self.poll(0):
            self.drain()

    def drain(self) -> None:
        with self._lock:
            for fd, (name, decoder) in self._readers.items():
                while True:
                    try:
                        data = os.read(fd, 65536)
                    except BlockingIOError:
                        break
                    if not data:
                        break
                    self._outputs.write(name, decoder.decode(data))

    def _wake(self) -> None:
        try:
            os.write(self._wake_in, b"!")
        except BlockingIOError:
            pass

    def _loop(self) -> None:
        fds = [self._wake_out, *self._readers]
        while True:
            # Text may gather for a while, but the pipes must not fill up meanwhile.
            ready, _, _ = select.select(fds, [], [], self._outputs.flush_due())
            if self._wake_out in ready:
                os.read(self._wake_out, 4096)
            self.drain()


def install(outputs: Outputs) -> Pump:
    """Redirects this process's streams to `outputs`; the former stderr is not kept."""
    pump = Pump(outputs)
    sys.stdout = OutputStream(outputs, "stdout", 1, pump)
    sys.stderr = OutputStream(outputs, "stderr", 2, pump)
    return pump


def _unclosable(fd: int) -> io.BufferedWriter:
    return io.BufferedWriter(io.FileIO(fd, "wb", closefd=False), buffer_size=1)
