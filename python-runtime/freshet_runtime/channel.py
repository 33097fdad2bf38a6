"""The worker's end of the work channel: one stream socket that several threads may write to."""

from __future__ import annotations

import collections
import contextlib
import os
import select
import socket
import threading
from collections.abc import Callable, Iterator, Sequence

from .wire import BadMessage, Codec, Header, framed, parts_of

Incoming = tuple[Header, list[bytes]]

_BLOCK = 1 << 18


class Stopped(BaseException):
    """The monitor said stop, or is gone, while a cell waited for it."""


class Channel:
    """Sends from any thread; receives on the main thread only. What is sent before `connect` is lost."""

    _codec: Codec
    _socket: socket.socket

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._asking = threading.RLock()
        self._process = 0
        self._arrived = bytearray()
        self._unsent = bytearray()
        self._main = threading.get_ident()
        self._held: list[Incoming] = []
        self._requests = 0
        self.waiting = False
        self.stopped = False

    def connect(self, endpoint: str, key: bytes, name: str) -> None:
        self._codec = Codec(key, name)
        self._socket = _connected(endpoint)
        self._unsent += framed([name.encode()])[4:]
        self._main = threading.get_ident()
        self._process = os.getpid()

    @property
    def descriptors(self) -> tuple[int]:
        """What becomes readable when a message may have come."""
        return (self._socket.fileno(),)

    def has_message(self, seconds: float = 0) -> bool:
        """Whether one is there, or comes within some time."""
        return bool(self._held or self._arrived or select.select([self._socket], [], [], seconds)[0])

    @contextlib.contextmanager
    def unheard(self) -> Iterator[None]:
        """What is sent meanwhile is lost, as before `connect`."""
        process, self._process = self._process, 0
        try:
            yield
        finally:
            self._process = process

    def send(self, header: Header, payloads: Sequence[bytes] = ()) -> None:
        if os.getpid() != self._process:
            return  # a fork of the user's: the stream is its parent's
        with self._lock:
            self._unsent += framed(self._codec.encode(header, payloads))
            while self._unsent:
                _in_one_go(self._unsent.__delitem__, slice, self._socket.send, self._unsent)

    def receive(self) -> Incoming:
        """The next message that verifies; waits without limit. Raises Stopped when the monitor is gone."""
        while True:
            parts = parts_of(self._arrived)
            if parts is None:
                had = len(self._arrived)
                _in_one_go(self._arrived.extend, bytes, self._socket.recv, _BLOCK)
                if len(self._arrived) == had:
                    self.stopped = True
                    raise Stopped
                continue
            try:
                return self._codec.decode(parts)
            except BadMessage as error:
                os.write(2, f"freshet: dropped a message: {error}\n".encode())

    def ask(self, header: Header, wanted: Callable[[Header], bool]) -> Incoming:
        """Sends a question and waits for its answer; `stop` meanwhile raises Stopped."""
        if os.getpid() != self._process:
            raise RuntimeError("a forked process cannot ask for what its parent has not loaded")
        with self._asking:
            self.send(header)
            self.waiting = threading.get_ident() == self._main
            try:
                while True:
                    message = self.receive()
                    if wanted(message[0]):
                        return message
                    if message[0].get("type") == "stop":
                        self.stopped = True  # user code may catch the exception
                        raise Stopped
                    if message[0].get("type") == "execute":
                        self._held.append(message)
            finally:
                self.waiting = False

    def request(self, header: Header) -> Incoming:
        """Sends a numbered `need` and waits for the value with its number."""
        with self._asking:
            self._requests += 1
            number = self._requests
            return self.ask(
                {**header, "request": number}, lambda h: h.get("type") == "value" and h.get("request") == number
            )

    def take_held(self) -> Incoming | None:
        return self._held.pop(0) if self._held else None

    def close(self) -> None:
        with self._lock:
            self._socket.close()


def _connected(endpoint: str) -> socket.socket:
    kind, _, place = endpoint.partition("://")
    if kind == "unix":
        found = socket.socket(socket.AF_UNIX)
        found.connect(place)
        return found
    host, _, port = place.rpartition(":")
    found = socket.create_connection((host, int(port)))
    found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return found


def _in_one_go(outer: Callable, middle: Callable, inner: Callable, argument: object) -> None:
    """`outer(middle(inner(argument)))` without a bytecode in between.

    There a signal's handler may raise, and bytes that were sent or received would not have been noted.
    """
    collections.deque(map(outer, map(middle, map(inner, (argument,)))), 0)
