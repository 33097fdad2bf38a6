"""Open regular files move as path, mode and position; anything else that is open stays where it is."""

from __future__ import annotations

import io
import os
import pickle
import stat
from typing import Any

from ..fingerprint import digest

_LARGEST_HASHED = 1 << 26

# Paths of the files open for writing that were met, one after another: who reduces or makes a group takes them.
handles: list[str] = []


def reduce_file(pickler: Any, file: Any) -> Any:
    path = getattr(file, "name", None)
    if file.closed:
        return open_again, (type(file).__name__, None, "", 0, {})
    if not isinstance(path, (str, bytes)):
        raise pickle.PicklingError("an open file without a path: a pipe, or opened by its number")
    status = os.fstat(file.fileno())
    if not stat.S_ISREG(status.st_mode):
        raise pickle.PicklingError("an open pipe, device or socket")
    try:
        same = os.path.samestat(status, os.stat(path))
    except OSError:
        same = False
    if not same:
        raise pickle.PicklingError("an open file whose path no longer leads to it")
    if file.writable():
        file.flush()
    if isinstance(file, io.TextIOWrapper):
        # Opened again without truncating: "w" would empty what was written so far.
        options: dict[str, Any] = {"encoding": file.encoding, "errors": file.errors}
        try:
            position = file.tell()
        except OSError as error:
            raise pickle.PicklingError("a file in the middle of an iteration") from error
    else:
        options = {}
        position = file.tell()
    mode = "r+" if file.writable() else "r"
    original = getattr(file, "mode", "r")
    if "a" in original:
        mode = "a+" if file.readable() else "a"
    if not isinstance(file, io.TextIOWrapper):
        mode += "b"
    place = os.path.abspath(os.fsdecode(path)), mode, position, options
    if file.writable():
        handles.append(place[0])
    return open_again, (type(file).__name__, *place, path, original, _content(file, status))


def _content(file: Any, status: os.stat_result) -> str:
    """What tells this content of the file from another: a file that is read must be what it was."""
    if file.writable() or status.st_size > _LARGEST_HASHED:
        return f"{status.st_size}"
    with open(file.fileno(), "rb", closefd=False, buffering=0) as raw:
        at = os.lseek(file.fileno(), 0, os.SEEK_CUR)
        try:
            os.lseek(file.fileno(), 0, os.SEEK_SET)
            return digest(raw.readall() or b"")
        finally:
            os.lseek(file.fileno(), at, os.SEEK_SET)


def open_again(
    kind: str,
    path: str | None,
    mode: str,
    position: int,
    options: dict[str, Any],
    name: Any = None,
    original: str = "",
    _digest: str = "",
) -> Any:
    if path is None:
        closed = io.TextIOWrapper(io.BytesIO()) if kind == "TextIOWrapper" else open(os.devnull, "rb")  # noqa: SIM115
        closed.close()
        return closed
    buffering = 0 if kind == "FileIO" else -1
    file = open(path, mode, buffering=buffering, **options)  # noqa: SIM115 (the notebook closes it)
    file.seek(position)
    if file.writable():
        handles.append(path)
    raw: Any = getattr(getattr(file, "buffer", file), "raw", file)
    raw.name = name  # as it was given to `open`, perhaps relative
    if kind == "TextIOWrapper":
        file.mode = original  # type: ignore[misc]
    return file
