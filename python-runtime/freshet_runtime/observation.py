"""What a cell does to files, processes and the network: seen through audit events while its code runs.

Blind to native I/O (pyarrow, polars) and to mere existence tests; the latter are wrapped.
"""

from __future__ import annotations

import functools
import hashlib
import os
import pathlib
import site
import stat
import sys
import sysconfig
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

from . import sourcenames
from .impurity import watch_entropy

Gate = Callable[[str, str], None]

_LARGEST_HASHED = 256 * 1024 * 1024
_WRITE_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# Written to by whoever: nobody reads a cell's effects from there.
_NO_FILES = (
    "/proc/",
    "/sys/",
    *(f"/dev/{name}" for name in ("null", "zero", "random", "urandom", "tty", "pts", "fd", "std")),
)
_CACHES = ("/.cache/", "/__pycache__/", "/.ipython/", "/.config/matplotlib", "/.matplotlib/", "/mpl-data/", "/fonts/")


def _named_caches() -> tuple[str, ...]:
    """Where libraries keep what they may lose, if the user said so (XDG Base Directory Specification; matplotlib)."""
    named = (os.environ.get("XDG_CACHE_HOME"), os.environ.get("MPLCONFIGDIR"))
    return tuple(os.path.join(os.path.abspath(path), "") for path in named if path)


class FileUse:
    """How one path was used, and what was in it."""

    def __init__(self) -> None:
        self.read: str | None = None
        self.wrote = False
        # Whether only what is in it tells that it was written to: a database that is opened may just be read.
        self.perhaps = False
        self.listed: str | None = None
        self.existed: str | None = None


class Observer:
    """One per process: the audit hook cannot be removed, so it asks whether a cell is running."""

    def __init__(self, segments: str) -> None:
        self.gate: Gate | None = None
        self._active = False
        self._final = True
        self._busy = threading.local()
        self._cwd = os.getcwd()
        # The last: what a traceback looks for to show a cell's lines.
        sources = sourcenames.folder()
        self._ignored = (*_library_paths(), os.path.join(segments, ""), *_named_caches(), sources)
        self.files: dict[str, FileUse] = {}
        self.external: set[str] = set()
        # What makes the result differ from run to run: randomness.
        self.impure: set[str] = set()
        self.relative = False
        self.looked_at_environment = False
        self._handlers: dict[str, Callable[[tuple[Any, ...]], None]] = {
            "open": self._open,
            "os.listdir": lambda a: self._list(a[0]),
            "os.scandir": lambda a: self._list(a[0]),
            "os.remove": lambda a: self._write("remove", a[0]),
            "os.chdir": lambda a: self._enter(a[0]),
            "os.rmdir": lambda a: self._write("remove", a[0]),
            "os.rename": self._rename,
            "os.mkdir": lambda a: self._write("mkdir", a[0]),
            "os.link": lambda a: self._write("link", a[1]),
            "os.symlink": lambda a: self._write("link", a[1]),
            "os.truncate": lambda a: self._write("truncate", a[0]),
            "shutil.rmtree": lambda a: self._write("remove", a[0]),
            "subprocess.Popen": lambda a: self._external("subprocess", _command(a)),
            "os.system": lambda a: self._external("subprocess", str(a[0])),
            "os.posix_spawn": lambda a: self._external("subprocess", str(a[0])),
            "os.exec": lambda a: self._external("subprocess", str(a[0])),
            "os.fork": lambda a: self._external("subprocess", "fork"),
            "os.forkpty": lambda a: self._external("subprocess", "fork"),
            "pty.spawn": lambda a: self._external("subprocess", str(a[0])),
            "socket.connect": self._connect,
            "socket.bind": lambda a: self._external("network", "bind"),
            "socket.sendto": lambda a: self._external("network", "send"),
            "sqlite3.connect": lambda a: self._database(a[0]),
        }
        sys.addaudithook(self._hook)
        self._wrap_existence()
        watch_environment(self._environment)
        watch_entropy(self._entropy)

    # -- a cell's time -------------------------------------------------------------------------------------------

    def begin(self, final: bool) -> None:
        self.files = {}
        self.external = set()
        self.impure = set()
        self.relative = False
        self.looked_at_environment = False
        self._final = final

    def resume(self) -> None:
        self._active = True

    def pause(self) -> None:
        self._active = False

    def report(self, modules: set[str]) -> list[dict[str, Any]]:
        """File effects as docs/wire.md has them, without the sources of `modules`."""
        found: list[dict[str, Any]] = []
        for path, use in self.files.items():
            if path in modules and not use.wrote:
                continue
            modes: dict[str, str | None] = {}
            if use.read is not None:
                modes["read"] = use.read
            if use.wrote:
                left = _digest(path) if os.path.isfile(path) else "absent" if not os.path.exists(path) else None
                if not (use.perhaps and left == use.read):
                    modes["write"] = left
            if use.listed is not None:
                modes["list"] = use.listed
            if use.existed is not None and use.read is None:
                modes["exists"] = use.existed
            shown = self._shown(path)
            name = shown.encode("utf-8", "backslashreplace").decode()
            if name != shown:  # no text is its name: nobody can look whether it is as it was, so it never is
                modes = dict.fromkeys(modes, f"unnameable {time.time_ns()}")
            found += [{"path": name, "mode": mode, "digest": digest} for mode, digest in modes.items()]
        return found

    def wrote(self, path: str) -> None:
        """The cell wrote through a file that an earlier cell had opened."""
        found = self._path(path)
        if found is not None:
            self._use(found).wrote = True

    def surroundings(self) -> set[str]:
        """State of the process that was looked at: where paths start, what a command is given."""
        found = {"@cwd"} if self.relative else set()
        if self.looked_at_environment:
            found.add("@env")
        return found | ({"@cwd", "@env"} if "subprocess" in self.external else set())

    # -- events --------------------------------------------------------------------------------------------------

    def _hook(self, event: str, args: tuple[Any, ...]) -> None:
        if not self._active:
            return
        handler = self._handlers.get(event)
        if handler is None or getattr(self._busy, "on", False):
            return
        self._busy.on = True
        try:
            handler(args)
        finally:
            self._busy.on = False

    def _open(self, args: tuple[Any, ...]) -> None:
        path, mode, flags = args
        if isinstance(mode, str):
            writes = any(letter in mode for letter in "wax+")
            reads = "r" in mode or ("+" in mode and "w" not in mode)
        else:
            writes = bool(flags & _WRITE_FLAGS)
            reads = not flags & os.O_WRONLY and not flags & os.O_TRUNC
        found = self._path(path)
        if found is None or _is_stream(found):
            return
        if writes:
            self._before_effect("open", self._shown(found))
        use = self._use(found)
        if (reads or "a" in str(mode)) and not use.wrote and use.read is None and not os.path.isdir(found):
            use.read = _digest(found)
        if writes:
            use.wrote = True

    def _write(self, event: str, path: Any) -> None:
        found = self._path(path)
        if found is not None:
            self._before_effect(event, self._shown(found))
            self._use(found).wrote = True

    def _enter(self, path: Any) -> None:
        """A directory is gone to: it has to be there."""
        found = self._path(path)
        if found is not None:
            use = self._use(found)
            if use.existed is None and not use.wrote:
                use.existed = "present" if os.path.isdir(found) else "absent"

    def _rename(self, args: tuple[Any, ...]) -> None:
        self._write("rename", args[0])
        self._write("rename", args[1])

    def _list(self, path: Any) -> None:
        found = self._path("." if path is None else path)
        if found is None or _by_import_system():
            return
        use = self._use(found)
        if use.listed is None:
            try:
                names = sorted(os.listdir(found))
            except OSError:
                use.listed = "absent"
            else:
                use.listed = hashlib.sha256("\n".join(names).encode("utf-8", "surrogateescape")).hexdigest()

    def _database(self, path: Any) -> None:
        if path in (":memory:", b":memory:", ""):
            return
        found = self._path(path)
        if found is not None:
            self._before_effect("open", self._shown(found))
            use = self._use(found)
            if use.read is None and not use.wrote:
                use.read = _digest(found)
                use.perhaps = True
            use.wrote = True

    def _connect(self, args: tuple[Any, ...]) -> None:
        address = args[1]
        if isinstance(address, (str, bytes)):
            return  # a Unix socket: local services of libraries
        self._external("network", str(address))

    def _external(self, kind: str, detail: str) -> None:
        self._before_effect(kind, detail)
        self.external.add(kind)

    def _environment(self) -> None:
        if self._active and not getattr(self._busy, "on", False):
            self.looked_at_environment = True

    def _entropy(self) -> None:
        if self._active and not getattr(self._busy, "on", False):
            self.impure.add("randomness")

    def _before_effect(self, event: str, detail: str) -> None:
        if not self._final and self.gate is not None:
            self.gate(event, detail[:200])
            self._final = True

    # -- existence -----------------------------------------------------------------------------------------------

    def _wrap_existence(self) -> None:
        for name in ("exists", "isfile", "isdir", "lexists", "getsize", "getmtime"):
            original = getattr(os.path, name)
            asking = _asking(original, self._existence)
            # Also in the module that it names as its home, so that it is still pickled by reference.
            setattr(os.path, name, asking)
            setattr(sys.modules[original.__module__], name, asking)
        for name in ("exists", "is_file", "is_dir"):
            setattr(pathlib.Path, name, _asking_method(getattr(pathlib.Path, name), self._existence))

    def _existence(self, path: Any) -> None:
        if not self._active or getattr(self._busy, "on", False):
            return
        self._busy.on = True
        try:
            found = self._path(path)
            if found is not None and not _in_library_call():
                use = self._use(found)
                if use.existed is None and not use.wrote:
                    use.existed = "present" if os.path.lexists(found) else "absent"
        finally:
            self._busy.on = False

    # -- paths ---------------------------------------------------------------------------------------------------

    def _use(self, path: str) -> FileUse:
        use = self.files.get(path)
        if use is None:
            use = self.files[path] = FileUse()
        return use

    def _path(self, path: Any) -> str | None:
        if isinstance(path, int) or path is None:
            return None
        try:
            text = os.fsdecode(path)
            if not os.path.isabs(text):
                self.relative = True
            found = os.path.abspath(text)
        except (TypeError, ValueError, OSError):
            return None
        folder = os.path.join(found, "")  # making a cache's own folder is no effect either
        if found.startswith(_NO_FILES) or folder.startswith(self._ignored) or any(c in folder for c in _CACHES):
            return None
        return found

    def _shown(self, path: str) -> str:
        inside = os.path.join(self._cwd, "")
        return path[len(inside) :] if path.startswith(inside) else "." if path == self._cwd else path


def _asking(original: Callable[..., Any], tell: Callable[[Any], None]) -> Callable[..., Any]:
    @functools.wraps(original)
    def ask(path: Any) -> Any:
        tell(path)
        return original(path)

    return ask


def _asking_method(original: Callable[..., Any], tell: Callable[[Any], None]) -> Callable[..., Any]:
    @functools.wraps(original)
    def ask(self: Any, *args: Any, **kwargs: Any) -> Any:
        tell(self)
        return original(self, *args, **kwargs)

    return ask


def _by_import_system() -> bool:
    """Whether this happens during an import: what that finds is reported as modules."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if frame.f_globals.get("__name__") in (
            "importlib._bootstrap",
            "importlib._bootstrap_external",
            "importlib.metadata",
        ):
            return True
        frame = frame.f_back
    return False


def _in_library_call() -> bool:
    """Whether the question comes from installed code, whose lookups are its own affair."""
    frame = sys._getframe(3)
    while frame is not None and frame.f_globals.get("__name__") in ("posixpath", "genericpath", "pathlib", "ntpath"):
        if frame.f_back is None:
            return True
        frame = frame.f_back
    name = frame.f_code.co_filename
    return name.startswith(_library_paths())


def is_library(path: str) -> bool:
    """Whether a file belongs to the interpreter or an installed package."""
    return path.startswith(_library_paths())


_paths: tuple[str, ...] = ()


def _library_paths() -> tuple[str, ...]:
    global _paths
    if not _paths:
        found = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib", "data")}
        found |= {sys.prefix, sys.base_prefix, sys.exec_prefix, site.getusersitepackages(), *site.getsitepackages()}
        found |= {os.path.dirname(os.path.abspath(__file__)), "/usr/share/", "/usr/lib/", "/etc/"}
        found -= {"/", "/usr", "/usr/local", None}
        _paths = tuple(os.path.join(os.path.abspath(path), "") for path in found if path)
    return _paths


def _is_stream(path: str) -> bool:
    """Whether it is a pipe, a socket or a device: it has no content to compare, and reading it would take it away."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _digest(path: str) -> str:
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


def watch_environment(tell: Callable[[], None]) -> None:
    """Calls `tell` whenever code looks into `os.environ`; native code that does is not seen."""
    original = os._Environ.__getitem__

    @functools.wraps(original)
    def look(self: Any, key: Any) -> Any:
        tell()
        return original(self, key)

    os._Environ.__getitem__ = look  # type: ignore[method-assign]


def state_of(path: str) -> object:
    """What changes with every write to a file; None where there is none."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def _command(args: tuple[Any, ...]) -> str:
    command = args[1] if len(args) > 1 else args[0]
    return " ".join(map(str, command)) if isinstance(command, (list, tuple)) else str(command)
