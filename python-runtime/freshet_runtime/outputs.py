"""What a cell shows, in the order in which it shows it. Knows nothing of IPython or of descriptors."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from .wire import Header

# Text beyond this many characters per cell is counted, not sent: an endless loop may print for hours. So is what a
# single display holds beyond it.
OUTPUT_LIMIT = 8 * 1024 * 1024
_REMEDY = "--output-limit, or [limits] output in freshet.toml"
_CHUNK = 256 * 1024
# As long as ipykernel waits.
COALESCE_SECONDS = 0.2

Send = Callable[[Header], None]


class Outputs:
    """Coalesces stream text and keeps it in order with displays, results and errors.

    As in Jupyter each stream gathers text of its own, and stdout goes before stderr when both are sent at once: a cell
    that prints and warns within a moment shows one block of each.
    """

    def __init__(self, send: Send, limit: int = OUTPUT_LIMIT) -> None:
        self._send = send
        self._limit = limit
        self._lock = threading.RLock()
        self._run = ""
        self._text: dict[str, list[str]] = {"stdout": [], "stderr": []}
        self._size = 0
        self._since: dict[str, float] = {}
        self._total = 0
        self._dropped = 0
        self.wake: Callable[[], None] = lambda: None

    def begin(self, run: str) -> None:
        with self._lock:
            self.flush()
            self._run = run
            self._total = 0
            self._dropped = 0

    def end(self) -> None:
        with self._lock:
            self.flush()
            if self._dropped:
                notice = (
                    f"\n… {self._dropped:,} more characters were not kept (limit {self._limit:,} per cell: {_REMEDY})\n"
                )
                self._append({"output_type": "stream", "name": "stderr", "text": notice})
                self._dropped = 0

    def write(self, name: str, text: str) -> None:
        if not text:
            return
        with self._lock:
            room = self._limit - self._total
            if room < len(text):
                self._dropped += len(text) - max(room, 0)
                text = text[: max(room, 0)]
                if not text:
                    return
            first = not self._text[name]
            if first:
                self._since[name] = time.monotonic()
            self._text[name].append(text)
            self._size += len(text)
            self._total += len(text)
            if self._size >= _CHUNK:
                self.flush()
                first = False
        if first:
            self.wake()

    def flush(self) -> None:
        """Sends all text that waits."""
        with self._lock:
            for name in self._text:
                self._flush_stream(name)

    def flush_due(self) -> float | None:
        """Sends text that has waited long enough; returns the seconds until more is due, None if none waits."""
        with self._lock:
            now = time.monotonic()
            soonest: float | None = None
            for name, text in self._text.items():
                if not text:
                    continue
                left = self._since[name] + COALESCE_SECONDS - now
                if left <= 0:
                    self._flush_stream(name)
                elif soonest is None or left < soonest:
                    soonest = left
            return soonest

    def _flush_stream(self, name: str) -> None:
        gathered = self._text[name]
        if gathered:
            text = "".join(gathered)
            gathered.clear()
            self._size -= len(text)
            self._append({"output_type": "stream", "name": name, "text": text})

    def display(self, data: dict[str, Any], metadata: dict[str, Any], display_id: str | None, update: bool) -> None:
        output = {"output_type": "display_data", "data": self._bounded(data), "metadata": metadata}
        with self._lock:
            self.flush()
            self._emit("updateDisplay" if update else "append", output, display_id=display_id)

    def result(self, count: int, data: dict[str, Any], metadata: dict[str, Any]) -> None:
        data = self._bounded(data)
        output = {"output_type": "execute_result", "execution_count": count, "data": data, "metadata": metadata}
        with self._lock:
            self.flush()
            self._append(output)

    def _bounded(self, data: dict[str, Any]) -> dict[str, Any]:
        """The data without forms that are too large to keep; what is left says so."""
        large = {kind: len(form) for kind, form in data.items() if isinstance(form, str) and len(form) > self._limit}
        if not large:
            return data
        kept = {kind: form for kind, form in data.items() if kind not in large}
        what = ", ".join(f"{kind} of {size:,} characters" for kind, size in large.items())
        kept.setdefault("text/plain", f"… {what} not kept (limit {self._limit:,}: {_REMEDY})")
        return kept

    def error(self, ename: str, evalue: str, traceback: list[str]) -> None:
        with self._lock:
            self.flush()
            self._append({"output_type": "error", "ename": ename, "evalue": evalue, "traceback": traceback})

    def clear(self, wait: bool) -> None:
        with self._lock:
            self.flush()
            self._total = 0
            self._emit("clear", None, wait=wait)

    def _append(self, output: dict[str, Any]) -> None:
        self._emit("append", output)

    def _emit(self, action: str, output: Any, wait: bool = False, display_id: str | None = None) -> None:
        self._send(
            {
                "type": "output",
                "run": self._run,
                "action": action,
                "wait": wait,
                "output": output,
                "displayId": display_id,
            }
        )
