"""A small monitor: drives a real zygote and its workers, and keeps a scope as the real one does."""

from __future__ import annotations

import json
import os
import re
import secrets
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from freshet_runtime.wire import Codec, Header, framed, parts_of

PACKAGE = Path(__file__).resolve().parents[1]


@dataclass
class Result:
    """What came back from one cell."""

    done: Header
    outputs: list[Header] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    gates: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text on stdout."""
        return self.stream("stdout")

    def stream(self, name: str) -> str:
        shown = [o["output"] for o in self.outputs if o["action"] == "append"]
        return "".join(o["text"] for o in shown if o["output_type"] == "stream" and o["name"] == name)

    def shown(self, kind: str) -> list[Header]:
        return [o["output"] for o in self.outputs if o["output"] and o["output"]["output_type"] == kind]

    @property
    def value(self) -> str:
        """text/plain of the result."""
        results = self.shown("execute_result")
        return "".join(results[-1]["data"]["text/plain"]) if results else ""

    @property
    def status(self) -> str:
        return str(self.done["status"])

    def group(self, name: str) -> Header:
        return next(g for g in self.done["groups"] if g["id"] == self.done["moved"][name])


class Monitor:
    """One zygote, and a socket to which its workers connect."""

    def __init__(
        self,
        python: str = sys.executable,
        preload: Sequence[str] = (),
        side: str | None = None,
        env: dict[str, str] | None = None,
        cwd: str | None = None,
        limits: dict[str, int] | None = None,
        segments: str | None = None,
    ) -> None:
        self.root = tempfile.mkdtemp(prefix="freshet-test-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
        self.cwd = cwd or os.path.join(self.root, "notebook")
        os.makedirs(self.cwd, exist_ok=True)
        self.key = secrets.token_bytes(32)
        self.server = socket.socket(socket.AF_UNIX)
        self.server.bind(os.path.join(self.root, "work.sock"))
        self.server.listen()
        self.streams: dict[str, tuple[socket.socket, bytearray]] = {}
        self.codecs: dict[str, Codec] = {}
        self.process = subprocess.Popen(
            [python, "-m", "freshet_runtime"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(PACKAGE), "PYTHONHASHSEED": "0", **(env or {})},
            cwd=self.cwd,
        )
        self.segments = segments or os.path.join(self.root, "segments")
        self.overflow = os.path.join(self.root, "overflow")
        os.makedirs(os.path.join(self.segments, "free"), exist_ok=True)
        os.makedirs(self.overflow)
        start = {
            "type": "start",
            "version": 1,
            "endpoint": f"unix://{self.server.getsockname()}",
            "key": self.key.hex(),
            "segments": self.segments,
            "overflow": self.overflow,
            "limits": limits or {},
            "cwd": self.cwd,
            "side": side,
            "preload": list(preload),
            "threads": 1,
            "hashSeed": 0,
            "env": {},
        }
        self.control(start)
        self.hello = self.answer()
        self.count = 0

    def control(self, message: Header) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(message).encode() + b"\n")
        self.process.stdin.flush()

    def answer(self) -> Header:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the zygote has ended"
        message: Header = json.loads(line)
        return message

    def fork(self) -> Worker:
        self.count += 1
        name = f"w{self.count}"
        self.codecs[name] = Codec(self.key, name)
        self.control({"type": "fork", "worker": name})
        forked = self.answer()
        assert forked["type"] == "forked", forked
        self.streams[name] = accepted(self.server, name)
        worker = Worker(self, name, forked["pid"])
        ready, _ = worker.receive()
        assert ready["type"] == "ready"
        return worker

    def receive(self, name: str, timeout: float = 60.0) -> tuple[Header, list[bytes]]:
        stream, arrived = self.streams[name]
        while (frames := parts_of(arrived)) is None:
            assert select.select([stream], [], [], timeout)[0], f"nothing from {name} in {timeout} s"
            data = stream.recv(1 << 20)
            assert data, f"{name} has ended"
            arrived += data
        return self.codecs[name].decode(frames)

    def close(self) -> None:
        if self.process.poll() is None and self.process.stdin is not None:
            self.process.stdin.close()
        self.process.wait(20)
        if self.process.stdout is not None:
            self.process.stdout.close()
        for stream, _ in self.streams.values():
            stream.close()
        self.server.close()
        shutil.rmtree(self.root, ignore_errors=True)

    def __enter__(self) -> Monitor:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def accepted(server: socket.socket, name: str) -> tuple[socket.socket, bytearray]:
    """The connection of a worker that was just forked, past its name."""
    stream, _ = server.accept()
    arrived = bytearray()
    wanted = len(name).to_bytes(4, "big") + name.encode()
    while len(arrived) < len(wanted):
        arrived += stream.recv(len(wanted) - len(arrived))
    assert arrived == wanted
    return stream, bytearray()


class Worker:
    def __init__(self, monitor: Monitor, name: str, pid: int) -> None:
        self.monitor = monitor
        self.name = name
        self.pid = pid
        self.holds: set[str] = set()
        self.ambient: dict[str, str] = {}

    def send(self, header: Header, payloads: Sequence[bytes] = ()) -> None:
        frames = self.monitor.codecs[self.name].encode(header, payloads)
        self.monitor.streams[self.name][0].sendall(framed(frames))

    def receive(self, timeout: float = 60.0) -> tuple[Header, list[bytes]]:
        return self.monitor.receive(self.name, timeout)

    def signal(self, number: int) -> None:
        self.monitor.control({"type": "signal", "worker": self.name, "signal": number})


class Session:
    """The scope of one notebook whose cells run in order; each cell may run on another worker."""

    def __init__(self, monitor: Monitor, fresh: bool = False) -> None:
        self.monitor = monitor
        self.fresh = fresh
        self.worker: Worker | None = None
        self.scope: dict[str, tuple[str, str]] = {}
        self.groups: dict[str, tuple[Header, bytes | None]] = {}
        self.ambient: dict[str, tuple[str, bytes]] = {}
        self.runs = 0
        self.answer_input: Callable[[str], str | None] = lambda prompt: "42"
        self.started: list[Worker] = []
        self.homes: dict[str, Worker] = {}

    def run(
        self,
        source: str,
        load: Sequence[str] | None = None,
        worker: Worker | None = None,
        interrupt_on: str | None = None,
        **options: Any,
    ) -> Result:
        """Runs a cell. `load`: names to bind before it starts (default: those whose names occur in its text)."""
        self.runs += 1
        run = f"r{self.runs}"
        if load is None:
            load = [name for name in self.scope if re.search(rf"\b{re.escape(name)}\b", source)]
        if "@process" in self.scope and "@process" not in load:
            load = [*load, "@process"]
        everyone = self._with_aliases(load)
        worker = self._worker(everyone, worker)
        wanted = self._closure({self.scope[name][0] for name in everyone if name in self.scope})
        payloads: list[bytes] = []
        used = {below for group, _ in self.scope.values() for below in (group, *self._below(group))}
        keep = [group for group in worker.holds & used if worker.holds >= self._below(group)]
        worker.holds = set(keep)
        descriptors = [self._descriptor(g, payloads) for g in wanted if g not in keep]
        ambient = []
        ambient_keep = []
        for name, (version, state) in self.ambient.items():
            if worker.ambient.get(name) == version:
                ambient_keep.append(name)
            else:
                ambient.append({"name": name, "version": version, "frame": len(payloads)})
                payloads.append(state)
                worker.ambient[name] = version
        header = {
            "type": "execute", "run": run, "cell": "c", "index": self.runs, "executionCount": self.runs,
            "source": source, "groups": descriptors,
            "load": [self._binding(name) for name in load if name in self.scope],
            "also": [self._binding(name) for name in everyone if name not in load],
            "visible": {name: group for name, (group, _) in self.scope.items() if name not in load},
            "keep": keep, "ambient": ambient, "ambientKeep": ambient_keep,
            "eager": False, "dynamic": False, "final": True, "wants": [f"_{self.runs}"], "allowErrors": False,
            "timeoutMs": None, **options,
        }  # fmt: skip
        worker.send(header, payloads)
        return self._collect(worker, run, interrupt_on)

    def _collect(self, worker: Worker, run: str, interrupt_on: str | None) -> Result:
        result = Result({})
        while True:
            message, payloads = worker.receive()
            kind = message["type"]
            assert message["run"] == run, message
            if kind == "output":
                result.outputs.append(message)
                if interrupt_on and interrupt_on in json.dumps(message["output"]):
                    worker.signal(2)
                    interrupt_on = None
            elif kind == "need":
                result.needs.append(message["name"])
                self._answer(worker, message)
            elif kind == "gate":
                result.gates.append(f"{message['event']} {message['detail']}")
                worker.send({"type": "open"})
            elif kind == "input-request":
                worker.send({"type": "input", "text": self.answer_input(message["prompt"])})
            elif kind == "done":
                result.done = message
                self._commit(worker, run, message, payloads)
                return result
            else:
                raise AssertionError(message)

    def _answer(self, worker: Worker, need: Header) -> None:
        name = need["name"]
        payloads: list[bytes] = []
        if name not in self.scope:
            worker.send(
                {"type": "value", "request": need["request"], "status": "absent", "binding": None, "groups": []}
            )
            return
        wanted = self._closure({self.scope[name][0]})
        groups = [self._descriptor(g, payloads) for g in wanted if g not in worker.holds]
        also = [self._binding(other) for other in self._with_aliases([name]) if other != name]
        answer = {"type": "value", "request": need["request"], "status": "value", "also": also, "groups": groups}
        worker.send({**answer, "binding": self._binding(name)}, payloads)

    def _commit(self, worker: Worker, run: str, done: Header, payloads: list[bytes]) -> None:
        self._forget_changed(worker, done)
        for descriptor in done["groups"]:
            frame = descriptor["frame"]
            self.groups[descriptor["id"]] = (descriptor, None if frame is None else payloads[frame])
            worker.holds.add(descriptor["id"])
            if descriptor["resident"]:
                self.homes[descriptor["id"]] = worker
            for old in descriptor.get("replaces", ()):
                self._replace(old, descriptor["id"])
        for name, group in done["moved"].items():
            self.scope[name] = (group, name)
        for name in done["deletes"]:
            self.scope.pop(name, None)
        for item in done["ambient"]:
            self.ambient[item["name"]] = (run, payloads[item["frame"]])
            worker.ambient[item["name"]] = run

    def _forget_changed(self, worker: Worker, done: Header) -> None:
        """Old versions of what changed in place are not in the worker any more, nor what shares objects with them."""
        gone = {*done.get("spoiled", ()), *(self.scope[name][0] for name in done["mutates"])}
        more = bool(gone)
        while more:
            tied = {group for group in worker.holds if group in gone or gone & set(self.groups[group][0]["refs"])}
            tied.update([ref for group in tied for ref in self.groups[group][0]["refs"]])
            more = not tied <= gone
            gone |= tied
        worker.holds -= gone

    def _replace(self, old: str, new: str) -> None:
        for descriptor, _ in self.groups.values():
            if descriptor["id"] != new and old not in descriptor.get("inner", ()):
                descriptor["refs"] = [new if ref == old else ref for ref in descriptor["refs"]]

    def stop(self) -> None:
        for worker in self.started:
            worker.send({"type": "stop"})
            answer = self.monitor.answer()
            assert answer["type"] == "exited", answer

    def _worker(self, load: Sequence[str], worker: Worker | None) -> Worker:
        homes = [self.homes[self.scope[n][0]] for n in load if n in self.scope and self.scope[n][0] in self.homes]
        if worker is not None or homes:
            return worker or homes[0]
        if self.worker is None or self.fresh:
            self.worker = self.monitor.fork()
            self.started.append(self.worker)
        return self.worker

    def _with_aliases(self, load: Sequence[str]) -> list[str]:
        """The names, with all others of their co-variables."""
        groups = set(self._closure({self.scope[name][0] for name in load if name in self.scope}))
        return [*load, *(n for n, (group, _) in self.scope.items() if group in groups and n not in load)]

    def _closure(self, wanted: set[str]) -> list[str]:
        """The groups with all that they are connected with by references of groups that names lead to, refs first."""
        below = {group: {group} | self._below(group) for group, _ in self.scope.values()}
        found = set(wanted).union(*(self._below(group) for group in wanted))
        grew = True
        while grew:
            more = set().union(*(reached for reached in below.values() if reached & found))
            grew = not more <= found
            found |= more
        order: list[str] = []

        def place(group: str) -> None:
            for ref in self.groups[group][0]["refs"]:
                place(ref)
            if group not in order:
                order.append(group)

        for group in sorted(found):
            place(group)
        return order

    def _below(self, group: str) -> set[str]:
        """The groups that this one points into, directly or not: without them it may not be kept."""
        refs = set(self.groups[group][0]["refs"])
        return refs.union(*map(self._below, refs))

    def _descriptor(self, group: str, payloads: list[bytes]) -> Header:
        descriptor, data = self.groups[group]
        frame = None
        if data is not None:
            frame = len(payloads)
            payloads.append(data)
        return {**descriptor, "frame": frame}

    def _binding(self, name: str) -> Header:
        group, key = self.scope[name]
        return {"name": name, "group": group, "key": key}


def in_thread(action: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=action)
    thread.start()
    return thread
