"""The zygote: imports, forks workers, reaps them. Never runs user code and holds no thread and no socket."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import platform
import select
import signal
import sys
import warnings
from typing import Any

from . import WIRE_VERSION, descendants, preload, side

Message = dict[str, Any]

_THREAD_VARIABLES = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)


def main(control_in: int, control_out: int) -> int:
    """Serves until stdin closes or `exit`; returns the process's exit status."""
    zygote = Zygote(control_in, control_out)
    config = zygote.first()
    if config is None:
        return 0
    if config.get("type") != "start" or config.get("version") != WIRE_VERSION:
        zygote.send({"type": "fault", "message": f"expected start, version {WIRE_VERSION}, got {config.get('type')}"})
        return 2
    try:
        zygote.prepare(config)
    except preload.Noise as noise:
        zygote.begin_anew(str(noise))
    except Exception as error:
        zygote.send({"type": "fault", "message": f"{type(error).__name__}: {error}"})
        return 3
    zygote.serve()
    return 0


class Zygote:
    def __init__(self, control_in: int, control_out: int) -> None:
        self._in = control_in
        self._out = control_out
        self._buffer = b""
        self._config: Message = {}
        self._workers: dict[int, str] = {}
        self._worker: Any = None
        self._going = True
        self._own: frozenset[int] = frozenset()

    # -- protocol ------------------------------------------------------------------------------------------------

    def send(self, message: Message) -> None:
        data = json.dumps(message).encode() + b"\n"
        while data:
            data = data[os.write(self._out, data) :]

    def first(self) -> Message | None:
        handed_on = os.environ.pop("FRESHET_ZYGOTE_CONFIG", None)
        if handed_on is not None:
            with os.fdopen(int(handed_on), "rb") as file:
                file.seek(0)
                config: Message = json.load(file)
            return config
        while b"\n" not in self._buffer:
            data = os.read(self._in, 65536)
            if not data:
                return None
            self._buffer += data
        line, _, self._buffer = self._buffer.partition(b"\n")
        message: Message = json.loads(line)
        return message

    # -- start ---------------------------------------------------------------------------------------------------

    def prepare(self, config: Message) -> None:
        self._config = config
        _environment(config)
        _leave_search_path()
        os.chdir(config["cwd"])
        side.load(config.get("side"))
        from . import kernel, worker  # they need the side directory

        made = kernel.prepare(config["segments"])
        with made.shell.builtin_trap:  # libraries look for `get_ipython` when they are imported
            done, failed = preload.preload(config.get("preload", []))
        failed.update(config.get("noisy", {}))
        made.warm()
        side.hide(config.get("side"))
        sys.path.insert(0, "")
        self._worker = worker.Worker(config, made)
        self.send(
            {
                "type": "zygote",
                "version": WIRE_VERSION,
                "pid": os.getpid(),
                "python": platform.python_version(),
                "implementation": sys.implementation.name,
                "executable": sys.executable,
                "preloaded": done,
                "notPreloaded": failed,
                "environment": environment_fingerprint(),
            }
        )

    def begin_anew(self, noisy: str) -> None:
        """Replaces this process by one that leaves `noisy` alone: an import cannot be undone."""
        config = dict(self._config)
        config["preload"] = [name for name in config["preload"] if name != noisy]
        config["noisy"] = {**config.get("noisy", {}), noisy: "importing it prints something"}
        with os.fdopen(os.memfd_create("freshet-config", 0), "w+b", closefd=False) as file:
            file.write(json.dumps(config).encode())
            file.flush()
            os.set_inheritable(file.fileno(), True)
            os.dup2(self._in, 0)
            os.dup2(self._out, 1)
            package_root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
            environment = {
                **os.environ,
                "FRESHET_ZYGOTE_CONFIG": str(file.fileno()),
                "PYTHONPATH": os.pathsep.join([package_root, *filter(None, [os.environ.get("PYTHONPATH")])]),
            }
            os.execve(sys.executable, [sys.executable, "-m", "freshet_runtime"], environment)

    # -- service -------------------------------------------------------------------------------------------------

    def serve(self) -> None:
        self._worker.warm()
        gc.collect()
        gc.freeze()
        wake_out, wake_in = os.pipe()
        os.set_blocking(wake_in, False)
        os.set_blocking(wake_out, False)
        signal.set_wakeup_fd(wake_in, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, self._end)
        self._wake = (wake_out, wake_in)
        # A line may have come together with the first one, before there was anything to wait on.
        self._own = frozenset(descendants.children())  # what an import started
        self._handle_lines()
        while self._going:
            ready, _, _ = select.select([self._in, wake_out], [], [])
            if wake_out in ready:
                _drain(wake_out)
                self._reap()
            if self._in in ready:
                data = os.read(self._in, 65536)
                if not data:
                    break
                self._buffer += data
                self._handle_lines()
        self._kill_all()

    def _end(self, *_: Any) -> None:
        """The keeper is gone, or says so: the loop wakes up and ends."""
        self._going = False

    def _handle_lines(self) -> None:
        while b"\n" in self._buffer:
            line, _, self._buffer = self._buffer.partition(b"\n")
            if not line.strip():
                continue
            try:
                message = json.loads(line)
                if message["type"] == "exit":
                    self._going = False
                    return
                self._handle(message)
            except (ValueError, KeyError, OSError) as error:
                self.send({"type": "fault", "message": f"{line[:200].decode('utf-8', 'replace')}: {error!r}"})

    def _handle(self, message: Message) -> None:
        if message["type"] == "fork":
            self._fork(message["worker"])
        elif message["type"] == "signal":
            self._signal(message["worker"], message["signal"])
        else:
            raise ValueError("unknown type")

    def _fork(self, name: str) -> None:
        with warnings.catch_warnings():
            # 3.12+ warns about threads that libraries (OpenBLAS, jemalloc) start at import; those are fork-safe.
            warnings.simplefilter("ignore", DeprecationWarning)
            try:
                pid = os.fork()
            except OSError as error:  # no memory, or no more processes
                self.send({"type": "fault", "message": f"worker {name} cannot be forked: {error}"})
                self.send({"type": "exited", "worker": name, "code": 70, "signal": None})
                return
        if pid == 0:
            self._become_worker(name)
        try:
            os.setpgid(pid, pid)  # also done by the child; whoever comes first
        except OSError:
            pass
        self._workers[pid] = name
        self.send({"type": "forked", "worker": name, "pid": pid})

    def _become_worker(self, name: str) -> None:
        status = 70
        log = os.dup(2)  # descriptor 2 will belong to the cells
        try:
            zygote_pid = os.getppid()
            os.setpgid(0, 0)
            descendants.die_with(zygote_pid)
            descendants.adopt_orphans()
            descendants.be_first_choice()
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            for fd in (self._in, self._out, *self._wake):
                os.close(fd)
            status = self._worker.run(name)
        except BaseException:
            import traceback

            os.write(log, traceback.format_exc().encode("utf-8", "backslashreplace"))
        finally:
            os._exit(status)

    def _signal(self, name: str, number: int) -> None:
        pid = next((pid for pid, other in self._workers.items() if other == name), None)
        if pid is None:
            return  # it has just died; `exited` says so
        try:
            if number == signal.SIGKILL:
                os.killpg(pid, number)
            else:
                os.kill(pid, number)
        except ProcessLookupError:
            pass

    def _reap(self) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                break
            if pid == 0:
                break
            name = self._workers.pop(pid, None)
            if name is None:
                continue
            descendants.kill(pid)  # what the worker started ends with it
            code = os.waitstatus_to_exitcode(status)
            self.send(
                {
                    "type": "exited",
                    "worker": name,
                    "code": code if code >= 0 else None,
                    "signal": -code if code < 0 else None,
                }
            )
        descendants.end_strays(self._workers.keys() | self._own)

    def _kill_all(self) -> None:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        descendants.end_all()


def environment_fingerprint() -> str:
    """A digest of the interpreter and the distributions that it can import (names and versions)."""
    found = {f"{sys.version}|{sys.implementation.name}|{platform.platform()}"}
    for entry in sys.path:
        try:
            names = os.listdir(entry or ".") if entry else []
        except OSError:
            continue
        found.update(name for name in names if name.endswith((".dist-info", ".egg-info", ".egg-link")))
    return hashlib.sha256("\n".join(sorted(found)).encode()).hexdigest()[:32]


def _environment(config: Message) -> None:
    os.environ.update(config.get("env") or {})
    for variable in _THREAD_VARIABLES:
        os.environ[variable] = str(config.get("threads") or 1)
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")


def _leave_search_path() -> None:
    """The package's own place, given by PYTHONPATH, is no part of what cells and their subprocesses see."""
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    here = os.getcwd()
    sys.path[:] = [entry for entry in sys.path if entry and os.path.abspath(entry) not in (root, here)]
    kept = [e for e in os.environ.get("PYTHONPATH", "").split(os.pathsep) if e and os.path.abspath(e) != root]
    if kept:
        os.environ["PYTHONPATH"] = os.pathsep.join(kept)
    else:
        os.environ.pop("PYTHONPATH", None)
    sys.argv = [""]


def _drain(fd: int) -> None:
    try:
        while os.read(fd, 4096):
            pass
    except BlockingIOError:
        pass
