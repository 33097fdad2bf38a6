"""Paths: which belong to the interpreter, a library or a cache, and what lies there."""

from __future__ import annotations

import hashlib
import os
import site
import stat
import sys
import sysconfig

_LARGEST_HASHED = 256 * 1024 * 1024
# Written to by whoever: nobody reads a cell's effects from there.
NO_FILES = (
    "/proc/",
    "/sys/",
    *(f"/dev/{name}" for name in ("null", "zero", "random", "urandom", "tty", "pts", "fd", "std")),
)
CACHES = ("/.cache/", "/__pycache__/", "/.ipython/", "/.config/matplotlib", "/.matplotlib/", "/mpl-data/", "/fonts/")


def named_caches() -> tuple[str, ...]:
    """Where libraries keep what they may lose, if the user said so (XDG Base Directory Specification; matplotlib)."""
    named = (os.environ.get("XDG_CACHE_HOME"), os.environ.get("MPLCONFIGDIR"))
    return tuple(os.path.join(os.path.abspath(path), "") for path in named if path)


def is_library(path: str) -> bool:
    """Whether a file belongs to the interpreter or an installed package."""
    return path.startswith(library_paths())


_paths: tuple[str, ...] = ()


def library_paths() -> tuple[str, ...]:
    global _paths
    if not _paths:
        found = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib", "data")}
        found |= {sys.prefix, sys.base_prefix, sys.exec_prefix, site.getusersitepackages(), *site.getsitepackages()}
        found |= {os.path.dirname(os.path.abspath(__file__)), "/usr/share/", "/usr/lib/", "/etc/"}
        found -= {"/", "/usr", "/usr/local", None}
        _paths = tuple(os.path.join(os.path.abspath(path), "") for path in found if path)
    return _paths


def is_stream(path: str) -> bool:
    """Whether it is a pipe, a socket or a device: it has no content to compare, and reading it would take it away."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def digest(path: str) -> str:
    """sha256 of a file's content; of a very large one, of its size and time."""
    try:
        status = os.stat(path)
        if status.st_size > _LARGEST_HASHED:
            return hashlib.sha256(f"{status.st_size}:{status.st_mtime_ns}".encode()).hexdigest()
        digest = hashlib.sha256()
        with open(path, "rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
        return digest.hexdigest()
    except OSError:
        return "absent"


def state_of(path: str) -> object:
    """What changes with every write to a file; None where there is none."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
