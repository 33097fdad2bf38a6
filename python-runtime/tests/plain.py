"""The reference: cells run one after another in one plain IPython shell, without any of the runtime's code.

A server process imports the libraries once and forks for each notebook. On stdin one JSON list of sources per line, on
stdout one JSON list per line: per cell {"stdout", "stderr", "shown": [plain text or MIME types], "error"}.
"""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
import threading
from typing import Any


def serve(preload: list[str]) -> None:
    import importlib

    import IPython.core.interactiveshell  # noqa: F401

    for name in preload:
        try:
            importlib.import_module(name)
        except ImportError:
            pass
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    for line in sys.stdin:
        answers.write(json.dumps(_in_child(json.loads(line))) + "\n")


def _in_child(cells: list[str]) -> list[dict[str, Any]]:
    read, write = os.pipe()
    if os.fork() == 0:
        os.close(read)
        with tempfile.TemporaryDirectory() as folder, os.fdopen(write, "w") as answer:
            os.chdir(folder)
            answer.write(json.dumps(_run(cells)))
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as answer:
        text = answer.read()
    os.wait()
    found: list[dict[str, Any]] = json.loads(text)
    return found


def _run(cells: list[str]) -> list[dict[str, Any]]:
    from IPython.core.displayhook import DisplayHook
    from IPython.core.displaypub import DisplayPublisher
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    shown: list[Any] = []

    class Hook(DisplayHook):
        def write_output_prompt(self) -> None:
            pass

        def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
            shown.append(seen(format_dict))

    class Publisher(DisplayPublisher):
        def publish(self, data: Any, *args: Any, transient: Any = None, update: bool = False, **kwargs: Any) -> None:
            shown.append(["update" if update else "display", (transient or {}).get("display_id"), seen(data)])

        def clear_output(self, wait: bool = False) -> None:
            shown.append("clear")

    class Shell(InteractiveShell):
        displayhook_class = Hook
        display_pub_class = Publisher

        def system_piped(self, cmd: str) -> None:
            from IPython.utils.process import system

            self.user_ns["_exit_code"] = system(self.var_expand(cmd, depth=1))

        system = system_piped

        def enable_gui(self, gui: Any = None) -> None:
            pass

        def init_sys_modules(self) -> None:
            sys.modules["__main__"] = self.user_module

        def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
            pass

    config = Config()
    config.HistoryManager.enabled = False
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    sys.path.insert(0, "")
    shell: Any = Shell.instance(config=config)
    if "matplotlib" in sys.modules:
        shell.run_line_magic("matplotlib", "inline")  # as the runtime does by itself
    answers = []
    for source in cells:
        shown.clear()
        with Captured() as streams:
            result = shell.run_cell(source, store_history=True)
        error = result.error_before_exec or result.error_in_exec
        answers.append({**streams.text, "shown": list(shown), "error": type(error).__name__ if error else None})
    return answers


def seen(data: dict[str, Any]) -> Any:
    """What tells one display from another: its text, and which other kinds it comes in."""
    return [data.get("text/plain"), sorted(kind for kind in data if kind != "text/plain")]


class Captured:
    """Standard streams as Python's own objects and as descriptors."""

    def __enter__(self) -> Captured:
        self.text: dict[str, str] = {}
        self._kept = {}
        self._threads = []
        self._parts: dict[str, list[bytes]] = {"stdout": [], "stderr": []}
        for fd, name in ((1, "stdout"), (2, "stderr")):
            read, write = os.pipe()
            self._kept[fd] = (os.dup(fd), getattr(sys, name))
            os.dup2(write, fd)
            os.close(write)
            stream = io.TextIOWrapper(io.FileIO(fd, "wb", closefd=False), write_through=True, encoding="utf-8")
            stream.name_ = name  # type: ignore[attr-defined]
            if not hasattr(Captured, name):
                setattr(Captured, name, stream)
            if getattr(sys, name) in (sys.__stdout__, sys.__stderr__):
                setattr(sys, name, getattr(Captured, name))
                setattr(sys, f"__{name}__", getattr(Captured, name))
            thread = threading.Thread(target=self._pump, args=(read, name))
            thread.start()
            self._threads.append(thread)
        return self

    def _pump(self, fd: int, name: str) -> None:
        while data := os.read(fd, 65536):
            self._parts[name].append(data)
        os.close(fd)

    def __exit__(self, *_: object) -> None:
        for fd, (kept, _stream) in self._kept.items():
            os.dup2(kept, fd)
            os.close(kept)
        for thread in self._threads:
            thread.join(5)
        self.text = {name: b"".join(parts).decode("utf-8", "replace") for name, parts in self._parts.items()}


if __name__ == "__main__":
    serve(sys.argv[1:])
