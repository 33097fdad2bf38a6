"""Open regular files move as path, mode and position; anything else that is open stays where it is."""

from __future__ import annotations

import io
import os
import pickle
import stat
from typing import Any


def reduce_file(pickler: Any, file: Any) -> Any:
    path = getattr(file, "name", None)
    if file.closed:
        return open_again, (type(file).__name__, None, "", 0, {})
    if not isinstance(path, (str, bytes)):
        raise pickle.PicklingError("a file without a path")
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
    return open_again, (type(file).__name__, os.path.abspath(os.fsdecode(path)), mode, position, options)


def open_again(kind: str, path: str | None, mode: str, position: int, options: dict[str, Any]) -> Any:
    if path is None:
        closed = io.TextIOWrapper(io.BytesIO()) if kind == "TextIOWrapper" else open(os.devnull, "rb")  # noqa: SIM115
        closed.close()
        return closed
    buffering = 0 if kind == "FileIO" else -1
    file = open(path, mode, buffering=buffering, **options)  # noqa: SIM115 (the notebook closes it)
    file.seek(position)
    return file
