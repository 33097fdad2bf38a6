"""Segments: one write-once file per group, laid out as docs/wire.md says. Knows nothing of what the bytes mean."""

from __future__ import annotations

import json
import mmap
import os
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from .room import room

MAGIC = b"FRSHSEG1"
ALIGNMENT = 64
INLINE_LIMIT = 32 * 1024
_PREFIX = struct.Struct("<8sI")
# Room for the header of a small value: laying out once suffices then.
_RESERVED = 4 * ALIGNMENT - _PREFIX.size


_json = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


class BadSegment(Exception):
    """Bytes that are no segment of this version, or a truncated one."""


class NotWritten(Exception):
    """A segment could not be written: no room, most likely."""


@dataclass(frozen=True)
class Layout:
    """Where the parts of a segment lie; all offsets from its start."""

    head: bytes
    pickle: tuple[int, int]
    buffers: list[tuple[int, int]]
    size: int


def lay_out(
    pickle_size: int, buffer_sizes: Sequence[int], header: Callable[[list[tuple[int, int]]], dict[str, Any]]
) -> Layout:
    """Places the parts; `header` tells the rest of the header from the buffers' places, which depend on its length."""
    reserve = _RESERVED
    while True:
        start = _aligned(_PREFIX.size + reserve)
        pickle = (start, pickle_size)
        at = start + pickle_size
        buffers = []
        for size in buffer_sizes:
            at = _aligned(at)
            buffers.append((at, size))
            at += size
        full = {"version": 1, "pickle": pickle, "buffers": buffers, **header(buffers)}
        raw = _json(full).encode()
        if len(raw) <= reserve:
            raw = raw.ljust(reserve)
            return Layout(_PREFIX.pack(MAGIC, len(raw)) + raw, pickle, buffers, at)
        reserve = _aligned(_PREFIX.size + len(raw)) - _PREFIX.size


def join(layout: Layout, pickle: bytes, buffers: Sequence[Any]) -> bytes:
    """The whole segment as bytes, for values that travel inline."""
    whole = bytearray(layout.size)
    for (offset, size), part in _parts(layout, pickle, buffers):
        whole[offset : offset + size] = part
    return bytes(whole)


def write(path: str, layout: Layout, pickle: bytes, buffers: Sequence[Any]) -> str:
    """Writes the segment beside `path`, then renames it; returns where it lies: at `path`, or on disk when memory has
    no room. Raises NotWritten (the disk is full as well) and then leaves nothing."""
    parts = _parts(layout, pickle, buffers)
    directory, name = os.path.split(path)
    try:
        if room.fits(directory, layout.size):
            return _write(path, layout.size, parts, room.recycled(directory, layout.size))
    except NotWritten:
        if room.overflow is None:
            raise
    if room.overflow is None:
        raise NotWritten(f"{path}: no memory is left")
    return _write(os.path.join(room.overflow, name), layout.size, parts, None)


def _write(path: str, size: int, parts: Sequence[tuple[tuple[int, int], Any]], fd: int | None) -> str:
    """Fills a new file, or the recycled one behind `fd`, whose path is then the temporary one already."""
    temporary = f"{path}.{os.getpid()}.tmp"
    try:
        if fd is None:
            fd = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        else:
            os.rename(room.taken, temporary)
        try:
            os.ftruncate(fd, size)
            for (offset, _), part in parts:
                view = memoryview(part)
                while view:
                    written = os.pwrite(fd, view[: 1 << 30], offset)
                    view = view[written:]
                    offset += written
        finally:
            os.close(fd)
        os.rename(temporary, path)
    except BaseException as error:
        try:
            os.unlink(temporary)
        except OSError:
            pass
        if isinstance(error, OSError):
            raise NotWritten(f"{path}: {error.strerror}") from error
        raise
    return path


def _parts(layout: Layout, pickle: bytes, buffers: Sequence[Any]) -> list[tuple[tuple[int, int], Any]]:
    return [((0, len(layout.head)), layout.head), (layout.pickle, pickle), *zip(layout.buffers, buffers, strict=True)]


@dataclass
class Opened:
    """A segment in memory: mapped privately (writes stay in this process), or copied from a message."""

    header: dict[str, Any]
    pickle: memoryview
    buffers: list[Any]
    mapping: mmap.mmap | None


class Memory(bytearray):
    """Memory of a decoded value. What lies over it is not taken for a view of a bytearray of the notebook's."""


def open_file(path: str) -> Opened:
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        size = os.fstat(fd).st_size
        if size == 0:
            raise BadSegment(f"{path} is empty")
        mapping = mmap.mmap(fd, size, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ | mmap.PROT_WRITE)
    finally:
        os.close(fd)
    view = memoryview(mapping)
    header = _header(view)
    return Opened(header, _slice(view, header["pickle"]), [_slice(view, b) for b in header["buffers"]], mapping)


def open_bytes(data: bytes) -> Opened:
    view = memoryview(data)
    header = _header(view)
    # Each buffer gets memory of its own, which may be written to.
    buffers = [Memory(_slice(view, b)) for b in header["buffers"]]
    return Opened(header, _slice(view, header["pickle"]), buffers, None)


def _header(view: memoryview) -> dict[str, Any]:
    if len(view) < _PREFIX.size:
        raise BadSegment("truncated segment")
    magic, length = _PREFIX.unpack_from(view)
    if magic != MAGIC:
        raise BadSegment("not a segment")
    if len(view) < _PREFIX.size + length:
        raise BadSegment("truncated segment")
    header: dict[str, Any] = json.loads(bytes(view[_PREFIX.size : _PREFIX.size + length]))
    if header.get("version") != 1:
        raise BadSegment(f"segment of version {header.get('version')}")
    return header


def _slice(view: memoryview, place: Sequence[int]) -> memoryview:
    offset, size = place
    if offset + size > len(view):
        raise BadSegment("truncated segment")
    return view[offset : offset + size]


def _aligned(offset: int) -> int:
    return -(-offset // ALIGNMENT) * ALIGNMENT
