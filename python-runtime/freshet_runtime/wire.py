"""Signed frames between worker and monitor. Knows nothing of sockets, cells or values."""

from __future__ import annotations

import hashlib
import hmac
import json
import struct
from collections.abc import Sequence
from typing import Any

Header = dict[str, Any]

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


class BadMessage(Exception):
    """A message that does not verify, or repeats or precedes one already seen."""


class Codec:
    """Turns headers and payloads into frames and back, for one worker; counts what it drops."""

    def __init__(self, key: bytes, name: str) -> None:
        self._base = hmac.new(key, digestmod=hashlib.sha256)
        self._name = name.encode()
        self._sent = 0
        self._received = 0
        self.dropped = 0

    def encode(self, header: Header, payloads: Sequence[bytes] = ()) -> list[bytes]:
        self._sent += 1
        head = _json({**header, "seq": self._sent})
        # Lone surrogates (legal in Python strings) have no UTF-8 form: they travel as JSON escapes.
        try:
            raw = head.encode()
        except UnicodeEncodeError:
            raw = json.dumps({**header, "seq": self._sent}, separators=(",", ":")).encode()
        return [self._sign(raw, payloads), raw, *payloads]

    def decode(self, frames: Sequence[bytes]) -> tuple[Header, list[bytes]]:
        if len(frames) < 2 or not hmac.compare_digest(frames[0], self._sign(frames[1], frames[2:])):
            self.dropped += 1
            raise BadMessage("signature does not verify")
        header: Header = json.loads(frames[1])
        seq = header.get("seq")
        if not isinstance(seq, int) or seq <= self._received:
            self.dropped += 1
            raise BadMessage(f"message {seq} after {self._received}")
        self._received = seq
        return header, list(frames[2:])

    def _sign(self, header: bytes, payloads: Sequence[bytes]) -> bytes:
        mac = self._base.copy()
        for part in (self._name, header, *payloads):
            mac.update(len(part).to_bytes(8, "big"))
            mac.update(part)
        return mac.hexdigest().encode()


def framed(parts: Sequence[bytes]) -> bytes:
    """A message as it stands in the stream: the number of parts, the length of each, the parts."""
    count = len(parts)
    return b"".join((struct.pack(f">{count + 1}I", count, *map(len, parts)), *parts))


def parts_of(stream: bytearray) -> list[bytes] | None:
    """Takes the parts of the first message out of the stream; None if it is not there as a whole."""
    if len(stream) < 4:
        return None
    (count,) = struct.unpack_from(">I", stream)
    at = 4 + 4 * count
    if len(stream) < at:
        return None
    sizes = struct.unpack_from(f">{count}I", stream, 4)
    if len(stream) < at + sum(sizes):
        return None
    parts = []
    for size in sizes:
        parts.append(bytes(stream[at : at + size]))
        at += size
    del stream[:at]
    return parts
