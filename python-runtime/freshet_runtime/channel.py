"""The worker's end of the work channel: one DEALER socket that several threads may write to."""

from __future__ import annotations

import os
import select
import threading
from collections.abc import Callable, Sequence
from typing import Any

import zmq

from .wire import BadMessage, Codec, Header

Incoming = tuple[Header, list[bytes]]


class Stopped(BaseException):
    """The monitor said stop, or is gone, while a cell waited for it."""


class Channel:
    """Sends from any thread; receives on the main thread only."""

    def __init__(self, endpoint: str, key: bytes, name: str) -> None:
        self._codec = Codec(key, name)
        self._lock = threading.RLock()
        self._asking = threading.RLock()
        self._context = zmq.Context()
        self._socket = self._context.socket(zmq.DEALER)
        self._socket.setsockopt(zmq.IDENTITY, name.encode())
        self._socket.setsockopt(zmq.LINGER, 2000)
        self._socket.setsockopt(zmq.SNDHWM, 0)
        self._socket.setsockopt(zmq.RCVHWM, 0)
        self._socket.connect(endpoint)
        self._fd: Any = self._socket.getsockopt(zmq.FD)
        # A sender may swallow the socket's readiness edge: it then writes here to wake the receiver.
        self._wake_out, self._wake_in = os.pipe()
        os.set_blocking(self._wake_in, False)
        os.set_blocking(self._wake_out, False)
        self._main = threading.get_ident()
        self._held: list[Incoming] = []
        self._requests = 0
        self.waiting = False
        self.stopped = False

    @property
    def descriptors(self) -> tuple[int, int]:
        """What becomes readable when a message may have come."""
        return self._fd, self._wake_out

    def has_message(self) -> bool:
        with self._lock:
            return bool(self._held) or self._readable()

    def send(self, header: Header, payloads: Sequence[bytes] = ()) -> None:
        with self._lock:
            frames = self._codec.encode(header, payloads)
            self._socket.send_multipart(frames, copy=len(payloads) < 4)
            readable = threading.get_ident() != self._main and self._readable()
        if readable:
            try:
                os.write(self._wake_in, b"!")
            except BlockingIOError:
                pass

    def _readable(self) -> bool:
        events: Any = self._socket.getsockopt(zmq.EVENTS)
        return bool(events & zmq.POLLIN)

    def receive(self) -> Incoming:
        """The next message that verifies; waits without limit."""
        while True:
            message = self._try_receive()
            if message is not None:
                return message
            ready, _, _ = select.select([self._fd, self._wake_out], [], [], 1.0)
            if self._wake_out in ready:
                os.read(self._wake_out, 4096)

    def ask(self, header: Header, wanted: Callable[[Header], bool]) -> Incoming:
        """Sends a question and waits for its answer; `stop` meanwhile raises Stopped."""
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
            self._context.term()

    def _try_receive(self) -> Incoming | None:
        with self._lock:
            while self._readable():
                frames: list[Any] = self._socket.recv_multipart()
                try:
                    return self._codec.decode(frames)
                except BadMessage as error:
                    os.write(2, f"freshet: dropped a message: {error}\n".encode())
        return None
