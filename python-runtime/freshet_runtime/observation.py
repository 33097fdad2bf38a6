"""What a cell does to files, processes and the network: seen through audit events while its code runs.

Blind to native I/O (pyarrow, polars) and to mere existence tests; the latter are wrapped.
"""

from __future__ import annotations

import glob
import hashlib
import itertools
import os
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

from . import asking, native, paths, sourcenames
from .impurity import watch_entropy

Gate = Callable[[str, str], None]

# Files of one directory that are looked at, at most.
_MOST_FILES = 10_000
_WRITE_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


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
        self.busy = threading.local()
        self._cwd = os.getcwd()
        # The last: what a traceback looks for to show a cell's lines.
        sources = sourcenames.folder()
        self._ignored = (*paths.library_paths(), os.path.join(segments, ""), *paths.named_caches(), sources)
        self.files: dict[str, FileUse] = {}
        self.external: set[str] = set()
        # What makes the result differ from run to run: randomness.
        self.impure: set[str] = set()
        # Modules that were looked for.
        self._imported: set[str] = set()
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
            "import": self._import,
            "sqlite3.connect": lambda a: self._database(a[0]),
        }
        sys.addaudithook(self._audit_hook())
        asking.wrap_questions(self._existence, self._content)
        native.Watcher(self._native, self._left_natively).install()
        asking.watch_log_files(self._log)
        asking.watch_environment(self._environment)
        watch_entropy(self._entropy)

    # -- a cell's time -------------------------------------------------------------------------------------------

    def begin(self, final: bool) -> None:
        self.files = {}
        self.external = set()
        self.impure = set()
        self._imported = set()
        self.relative = False
        self.looked_at_environment = False
        self._final = final

    def resume(self) -> None:
        self._active = True

    def watching(self) -> bool:
        return self._active and not getattr(self.busy, "on", False)

    def pause(self) -> None:
        self._active = False

    def report(self, modules: set[str]) -> list[dict[str, Any]]:
        """File effects as docs/wire.md has them, without the sources of `modules`."""
        found: list[dict[str, Any]] = []
        self._note_failed_imports()
        for path, use in self.files.items():
            if path in modules and not use.wrote:
                continue
            modes: dict[str, str | None] = {}
            if use.read is not None:
                modes["read"] = use.read
            if use.wrote:
                left = paths.digest(path) if os.path.isfile(path) else "absent" if not os.path.exists(path) else None
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

    def _note_failed_imports(self) -> None:
        """A module that was not there is an input: it may come to lie beside the notebook."""
        for name in self._imported:
            top, _, rest = name.partition(".")
            if top not in sys.modules and not rest and top.isidentifier():
                for place in (f"{top}.py", top):
                    use = self._use(os.path.abspath(place))
                    if use.existed is None and not use.wrote:
                        use.existed = "present" if os.path.lexists(place) else "absent"

    def hold(self, path: str) -> None:
        """The cell has a file at hand that an earlier cell opened for writing: it waits for its turn."""
        found = self._path(path)
        if found is not None:
            self._before_effect("open", self._shown(found))

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

    def _audit_hook(self) -> Callable[[str, tuple[Any, ...]], None]:
        """A plain function, not a method, which Python looks through for `__cantrace__` at each event: 0.13 us instead
        of 0.63. There are events without number (`id`, `sys._getframe`)."""
        handlers = self._handlers

        def hook(event: str, args: tuple[Any, ...]) -> None:
            if event in handlers and self.watching():
                self.busy.on = True
                try:
                    handlers[event](args)
                finally:
                    self.busy.on = False

        return hook

    def _open(self, args: tuple[Any, ...]) -> None:
        path, mode, flags = args
        if isinstance(mode, str):
            writes = any(letter in mode for letter in "wax+")
            reads = "r" in mode or ("+" in mode and "w" not in mode)
        else:
            writes = bool(flags & _WRITE_FLAGS)
            reads = not flags & os.O_WRONLY and not flags & os.O_TRUNC
        found = self._path(path)
        if found is None or paths.is_stream(found):
            return
        if writes:
            self._before_effect("open", self._shown(found))
        use = self._use(found)
        if (reads or "a" in str(mode)) and not use.wrote and use.read is None and not os.path.isdir(found):
            use.read = paths.digest(found)
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

    def _import(self, args: tuple[Any, ...]) -> None:
        """A module is looked for, by code of the notebook or of modules beside it."""
        frame: FrameType | None = sys._getframe(2)
        while frame is not None and str(frame.f_globals.get("__name__")).startswith("importlib"):
            frame = frame.f_back
        if frame is not None and not paths.is_library(frame.f_code.co_filename):
            self._imported.add(args[0])

    def _rename(self, args: tuple[Any, ...]) -> None:
        self._write("rename", args[0])
        self._write("rename", args[1])

    def _list(self, path: Any) -> None:
        found = self._path("." if path is None else path)
        if found is None or asking.by_import_system():
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
                use.read = paths.digest(found)
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
        if self._active and not getattr(self.busy, "on", False):
            self.looked_at_environment = True

    def _entropy(self) -> None:
        if self._active and not getattr(self.busy, "on", False):
            self.impure.add("randomness")

    def _before_effect(self, event: str, detail: str) -> None:
        if not self._final and self.gate is not None:
            self.gate(event, detail[:200])
            self._final = True

    # -- what no event tells -------------------------------------------------------------------------------------

    def _native(self, value: Any, writing: bool) -> None:
        if not self._active or getattr(self.busy, "on", False):
            return
        self.busy.on = True
        try:
            for path in native.paths_of(value):
                found = self._path(path)
                if found is None:
                    continue
                if writing:
                    self._before_effect("open", self._shown(found))
                    self._use(found).wrote = True
                else:
                    self._read_natively(found)
        finally:
            self.busy.on = False

    def _read_natively(self, path: str) -> None:
        """A file; all files of a directory or of a pattern, and which those are."""
        several = os.path.isdir(path) or (any(c in path for c in "*?[") and not os.path.exists(path))
        if not several:
            use = self._use(path)
            if use.read is None and not use.wrote:
                use.read = paths.digest(path)
            return
        pattern = os.path.join(path, "**") if os.path.isdir(path) else path
        for found in itertools.islice(glob.iglob(pattern, recursive=True), _MOST_FILES):
            if os.path.isdir(found):
                self._list(found)
            else:
                self._read_natively(found)
                self._list(os.path.dirname(found))

    def _left_natively(self, value: Any, _writing: bool) -> None:
        """A directory of files was written."""
        if not self._active or getattr(self.busy, "on", False):
            return
        for path in native.paths_of(value):
            found = self._path(path)
            if found is not None and os.path.isdir(found):
                for folder, _, names in itertools.islice(os.walk(found), _MOST_FILES):
                    for name in names:
                        self._use(os.path.join(folder, name)).wrote = True

    def _log(self, path: str) -> None:
        """A handler writes to its file."""
        if self._active and not getattr(self.busy, "on", False):
            self._write("open", path)

    # -- existence -----------------------------------------------------------------------------------------------

    def _existence(self, path: Any) -> None:
        found = self._path(path)
        if found is not None and not asking.in_library_call():
            use = self._use(found)
            if use.existed is None and not use.wrote:
                use.existed = "present" if os.path.lexists(found) else "absent"

    def _content(self, path: Any) -> None:
        """Its size or time: it is another when the file is."""
        found = self._path(path)
        if found is not None and not asking.in_library_call():
            use = self._use(found)
            if use.read is None and not use.wrote and os.path.isfile(found):
                use.read = paths.digest(found)
            elif use.existed is None and not use.wrote:
                use.existed = "present" if os.path.lexists(found) else "absent"

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
        if (
            found.startswith(paths.NO_FILES)
            or folder.startswith(self._ignored)
            or any(c in folder for c in paths.CACHES)
        ):
            return None
        return found

    def _shown(self, path: str) -> str:
        inside = os.path.join(self._cwd, "")
        return path[len(inside) :] if path.startswith(inside) else "." if path == self._cwd else path


def _command(args: tuple[Any, ...]) -> str:
    command = args[1] if len(args) > 1 else args[0]
    return " ".join(map(str, command)) if isinstance(command, (list, tuple)) else str(command)
