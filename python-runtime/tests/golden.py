"""Writes the golden messages of `protocol/`: `python -m tests.golden`. Both sides' tests decode them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from freshet_runtime.wire import Codec

KEY = bytes(range(32))
DESCRIPTOR = {
    "id": "r12.0", "names": ["df", "view"], "segment": {"path": "/dev/shm/freshet-x/r12.0.seg", "size": 1638400},
    "frame": None, "resident": None, "refs": ["r3.1"], "inner": ["r3.1"], "needs": ["cfg", "helper"],
    "fingerprint": "00112233445566778899aabbccddeeff", "replaces": ["r2.0"],
    "variables": {
        "df": {
            "type": "pandas.DataFrame", "fingerprint": "ffeeddccbbaa99887766554433221100", "bytes": 1638400,
            "summary": "100000 × 2",
            "columns": [
                {"name": "x", "dtype": "int64", "arrow": "int64", "offset": 4096, "length": 100000},
                {"name": "s", "dtype": "object", "arrow": None, "length": 100000},
            ],
        },
        "view": {"type": "pandas.Series", "fingerprint": "0" * 32, "bytes": 1638400, "summary": "100000", "columns": []},
    },
}  # fmt: skip
INLINE: dict[str, Any] = {**DESCRIPTOR, "id": "r4.0", "names": ["x"], "segment": None, "frame": 0, "refs": [], "needs": [],
          "variables": {"x": {"type": "int", "fingerprint": "1" * 32, "bytes": 192, "summary": "1", "columns": []}}}  # fmt: skip
del INLINE["inner"], INLINE["replaces"]
RESIDENT: dict[str, Any] = {**INLINE, "id": "r5.0", "names": ["g"], "frame": None, "resident": {"reason": "generator", "finalizer": False},
            "variables": {"g": {"type": "generator", "fingerprint": None, "bytes": 0, "summary": "", "columns": []}}}  # fmt: skip

MESSAGES: dict[str, tuple[int, dict[str, Any], list[bytes]]] = {
    "ready": (1, {"type": "ready", "pid": 8}, []),
    "execute": (
        3,
        {
            "type": "execute", "run": "r12", "cell": "load", "index": 2, "executionCount": 2,
            "source": "print('größer')\nx", "groups": [INLINE, DESCRIPTOR],
            "load": [{"name": "x", "group": "r4.0", "key": "x"}, {"name": "_", "group": "r4.0", "key": "_4"}],
            "also": [{"name": "view", "group": "r12.0", "key": "view"}],
            "visible": {"df": "r12.0", "cfg": None}, "keep": ["r3.0", "r3.1"],
            "ambient": [{"name": "@numpy.random", "version": "r3", "frame": 1}], "ambientKeep": ["@cwd"],
            "eager": False, "dynamic": True, "final": False, "wants": ["_2"], "allowErrors": False, "timeoutMs": None,
        },
        [b"inline segment", b"state"],
    ),
    "value": (
        4,
        {"type": "value", "request": 5, "status": "value", "binding": {"name": "x", "group": "r4.0", "key": "x"},
         "also": [], "groups": [INLINE]},
        [b"inline segment"],
    ),
    "value-absent": (5, {"type": "value", "request": 6, "status": "absent", "binding": None, "also": [], "groups": []}, []),
    "open": (6, {"type": "open"}, []),
    "input": (7, {"type": "input", "text": "42"}, []),
    "stop": (8, {"type": "stop"}, []),
    "output-stream": (
        2,
        {"type": "output", "run": "r12", "action": "append", "wait": False,
         "output": {"output_type": "stream", "name": "stdout", "text": "größer\n"}, "displayId": None},
        [],
    ),
    "output-update": (
        3,
        {"type": "output", "run": "r12", "action": "updateDisplay", "wait": False, "displayId": "d1",
         "output": {"output_type": "display_data", "data": {"text/plain": "1"}, "metadata": {}}},
        [],
    ),
    "output-clear": (
        4,
        {"type": "output", "run": "r12", "action": "clear", "wait": True, "output": None, "displayId": None},
        [],
    ),
    "need": (5, {"type": "need", "run": "r12", "name": "cfg", "request": 5}, []),
    "gate": (6, {"type": "gate", "run": "r12", "event": "open", "detail": "out.csv"}, []),
    "input-request": (7, {"type": "input-request", "run": "r12", "prompt": "how many? ", "password": False}, []),
    "done": (
        8,
        {
            "type": "done", "run": "r12", "status": "ok", "error": None, "durationMs": 12.5, "importMs": 0.3, "exportMs": 0.4,
            "reads": [{"name": "df", "group": "r3.0"}], "absent": ["foo"], "writes": ["x", "g"], "mutates": ["df", "view"],
            "deletes": ["tmp"], "groups": [INLINE, RESIDENT, DESCRIPTOR],
            "moved": {"x": "r4.0", "g": "r5.0", "df": "r12.0", "view": "r12.0"},
            "ambient": [{"name": "@numpy.random", "fingerprint": "2" * 32, "frame": 1}], "ambientReads": ["@cwd"],
            "files": [{"path": "data.csv", "mode": "read", "digest": "ab" * 32}, {"path": "no", "mode": "exists", "digest": "absent"}],
            "external": ["subprocess"], "impure": ["clock"], "modules": {"helpers": "cd" * 32}, "process": ["thread late keeps running"],
        },
        [b"inline segment", b"state"],
    ),
    "done-error": (
        9,
        {
            "type": "done", "run": "r13", "status": "error",
            "error": {"ename": "ValueError", "evalue": "no", "traceback": ["\u001b[31mValueError\u001b[39m: no"]},
            "durationMs": 1.0, "importMs": 0.1, "exportMs": 0.0, "reads": [], "absent": [], "writes": [], "mutates": [],
            "deletes": [], "groups": [], "moved": {}, "ambient": [], "ambientReads": [], "files": [], "external": [],
            "modules": {}, "process": [],
        },
        [],
    ),
}  # fmt: skip


def write(directory: Path) -> None:
    directory.mkdir(exist_ok=True)
    for name, (seq, header, payloads) in MESSAGES.items():
        codec = Codec(KEY, "w1")
        for _ in range(seq - 1):
            codec.encode({})
        frames = codec.encode(header, payloads)
        golden = {
            "key": KEY.hex(),
            "worker": "w1",
            "header": {**header, "seq": seq},
            "payloads": [payload.hex() for payload in payloads],
            "frames": [frame.hex() for frame in frames],
        }
        text = json.dumps(golden, indent=1, ensure_ascii=False) + "\n"
        (directory / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(__file__).resolve().parents[2] / "protocol")
