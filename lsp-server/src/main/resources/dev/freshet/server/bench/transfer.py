"""How long values take from one interpreter to another: Freshet's own runtime, pickle, Arrow and Ray, in turns.

Reads one JSON object from stdin: {"runtime": "/path/of/python-runtime", "side": "/path or null", "folder": "/dev/shm/…",
"sizes": [bytes, …], "kinds": ["numbers", …], "rounds": 5, "seconds": 60}. Answers in lines:
{"kind": "numbers", "bytes": 1048576, "by": "freshet", "did": "write-fresh", "ms": [1.2, …]}, {"note": "…"}, {"end": true}.

One process makes a value and writes it; every read happens in a process of its own, forked from one that only imported.
`write-fresh` goes into memory that was never used, `write-recycled` into memory that an earlier value of the size had;
`read-cold` is the first read of a process, `read-hot` its second.
"""

import json
import mmap
import os
import pickle
import shutil
import sys
import time

import numpy as np
import pandas as pd

try:
    import pyarrow as pa
    from pyarrow import ipc
except ImportError:
    pa = None

# What a value of the size may take beside itself: the value, its segment, the peers' files, a reader's copy, margins.
ROOM = 7
NOTEBOOK_CLASS = """
class Particle:
    def __init__(self, number, mass, name):
        self.number = number
        self.mass = mass
        self.name = name
"""


def value_of(kind, size, namespace):
    """A value that takes about `size` bytes of memory."""
    rng = np.random.default_rng(size)
    if kind == "numbers":
        rows = max(1, size // 64)
        return pd.DataFrame({f"c{i}": rng.random(rows) for i in range(8)})
    if kind == "strings":
        return [f"text {i:09d}" for i in range(max(1, size // 72))]
    if kind == "mixed":
        rows = max(1, size // 110)
        names = np.array([f"name {i % 5000}" for i in range(min(rows, 5000))], dtype=object)
        return pd.DataFrame(
            {
                "number": rng.random(rows),
                "count": rng.integers(0, 1 << 40, rows),
                "text": pd.Series([f"row {i:08d}" for i in range(rows)], dtype=object),
                "group": pd.Categorical.from_codes(rng.integers(0, len(names), rows), names),
                "when": pd.Timestamp("2026-01-01") + pd.to_timedelta(rng.integers(0, 1 << 24, rows), unit="s"),
            }
        )
    return [namespace["Particle"](i, i * 0.5, f"particle {i % 100}") for i in range(max(1, size // 150))]


def looks(value):
    """Enough of a value to notice that it did not come through."""
    if isinstance(value, pd.DataFrame):
        return [len(value), *(str(value.iloc[at].tolist()) for at in (0, -1))]
    last = value[-1]
    return [len(value), last if isinstance(last, str) else [last.number, last.mass, last.name]]


def clock():
    return time.perf_counter() * 1000


class Freshet:
    """The runtime's own export and import, as a worker does them."""

    name = "freshet"

    def __init__(self, request):
        self.folder = os.path.join(request["folder"], "segments")
        os.makedirs(os.path.join(self.folder, "free"))
        sys.path.insert(0, request["runtime"])
        from freshet_runtime import side

        side.load(request["side"])  # before the modules that need what lies there
        from freshet_runtime import export, holdings, kernel

        self.kernel = kernel.prepare(self.folder)
        self.kernel.warm()
        side.hide(request["side"])
        self.export, self.holdings = export, holdings
        self.runs = 0

    @property
    def namespace(self):
        return self.kernel.shell.user_ns

    def fits(self, kind):
        return True

    def write(self, value, recycled):
        self.runs += 1
        started = clock()
        done = self.export.Export(f"r{self.runs}", self.folder, (), {}, False).run({"x": value})[0]
        took = clock() - started
        descriptor = dict(done.live.descriptor)
        if descriptor.get("resident"):
            raise TypeError(descriptor["resident"]["reason"])
        return took, (descriptor, done.inline)

    def drop(self, written):
        """What the monitor does with a segment that no version needs any more."""
        segment = written[0]["segment"]
        if segment:
            os.rename(segment["path"], os.path.join(self.folder, "free", f"{segment['size']}.{written[0]['id']}"))

    def forget(self):
        for name in os.listdir(os.path.join(self.folder, "free")):
            os.unlink(os.path.join(self.folder, "free", name))

    def reader(self):
        held = self.holdings.Holdings()

        def read(written):
            descriptor, inline = written
            held.retain([descriptor["id"]])
            if held.get(descriptor["id"]) is None:
                held.offer([descriptor], [inline])
                held.offer([{**descriptor, "frame": None if inline is None else 0}], [inline])
            return held.load(descriptor["id"], False).members["x"]

        return read


class InFile:
    """A peer that keeps the value in a file in the same memory."""

    def __init__(self, request):
        self.path = os.path.join(request["folder"], f"{self.name}.data")

    def write(self, value, recycled):
        if not recycled and os.path.exists(self.path):
            os.unlink(self.path)
        started = clock()
        with open(self.path, "r+b" if recycled else "wb") as file:
            self.dump(value, file)
        return clock() - started, self.path

    def drop(self, written):
        pass

    def forget(self):
        if os.path.exists(self.path):
            os.unlink(self.path)

    def reader(self):
        return self.load


class Pickle(InFile):
    name = "pickle"

    def fits(self, kind):
        return True

    def dump(self, value, file):
        pickle.dump(value, file, protocol=5)

    def load(self, path):
        with open(path, "rb") as file:
            return pickle.load(file)


class Arrow(InFile):
    name = "Arrow IPC"

    def fits(self, kind):
        return kind != "objects"  # it has no type for instances of a class

    def dump(self, value, file):
        table = pa.Table.from_pandas(value) if isinstance(value, pd.DataFrame) else pa.table({"x": pa.array(value)})
        with ipc.new_file(file, table.schema) as writer:
            writer.write_table(table)

    def load(self, path):
        table = ipc.open_file(pa.memory_map(path)).read_all()
        return table["x"].to_pylist() if table.column_names == ["x"] else table.to_pandas()


class Ray:
    name = "Ray"

    def __init__(self, ray):
        self.ray = ray
        self.most = 0

        class Reader:
            def read(self, box):
                times = []
                for _ in range(2):
                    started = clock()
                    value = ray.get(box[0])
                    times.append(clock() - started)
                return times, looks(value)

        self.remote = ray.remote(Reader)

    def fits(self, kind):
        return kind != "objects"  # its workers would have to import the notebook's class

    def has_used(self, size):
        """Whether its store had as much memory before; from now on it had."""
        before, self.most = self.most, max(self.most, size)
        return size <= before

    def write(self, value, recycled):
        started = clock()
        reference = self.ray.put(value)
        return clock() - started, reference

    def drop(self, written):
        pass

    def forget(self):
        pass

    def read_twice(self, written):
        reader = self.remote.remote()
        return self.ray.get(reader.read.remote([written]))


class Copy(InFile):
    """What no one can do without: as many bytes as the segment has, copied once."""

    name = "memcpy"

    def fits(self, kind):
        return True

    source = mapping = None

    def prepare(self, size):
        if self.source is None or self.source.size != size:
            self.source = np.ones(size, dtype="u1")
            self.mapping = None

    def write(self, value, recycled):
        if not recycled or self.mapping is None:
            self.forget()
            fd = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            started = clock()
            os.ftruncate(fd, self.source.size)
            self.mapping = np.frombuffer(mmap.mmap(fd, self.source.size), dtype="u1")
            os.close(fd)
        else:
            started = clock()
        np.copyto(self.mapping, self.source)
        return clock() - started, self.path


class Readers:
    """Forks a process for each reading; it is forked itself before any value exists."""

    def __init__(self, ways):
        self.ways = {way.name: way for way in ways if not isinstance(way, (Ray, Copy))}
        to_server, self.requests = os.pipe()
        self.answers, from_server = os.pipe()
        if os.fork() == 0:
            os.close(self.requests)
            os.close(self.answers)
            try:
                self.serve(os.fdopen(to_server, "rb"), os.fdopen(from_server, "wb"))
            finally:
                os._exit(0)
        os.close(to_server)
        os.close(from_server)
        self.requests, self.answers = os.fdopen(self.requests, "wb"), os.fdopen(self.answers, "rb")

    def serve(self, requests, answers):
        while True:
            try:
                by, written = pickle.load(requests)
            except EOFError:
                return
            pid = os.fork()
            if pid == 0:
                try:
                    read, times = self.ways[by].reader(), []
                    for _ in range(2):
                        started = clock()
                        value = read(written)
                        times.append(clock() - started)
                    answer = times, looks(value)
                except Exception as error:
                    answer = [], repr(error)
                pickle.dump(answer, answers)
                answers.flush()
                os._exit(0)
            os.waitpid(pid, 0)

    def read_twice(self, by, written):
        pickle.dump((by, written), self.requests)
        self.requests.flush()
        return pickle.load(self.answers)


class Measurement:
    """Tells figures of one kind and size as they come."""

    def __init__(self, kind, size, tell):
        self.kind, self.size, self.tell = kind, size, tell
        self.found = {}
        # Bytes of our segment.
        self.written = size

    def add(self, by, did, ms):
        self.found.setdefault((by, did), []).append(round(ms, 4))

    def end(self):
        for (by, did), ms in self.found.items():
            self.tell({"kind": self.kind, "bytes": self.size, "by": by, "did": did, "ms": ms})


def measure(kind, size, ways, readers, rounds, namespace, tell):
    value = value_of(kind, size, namespace)
    expected = looks(value)
    found = Measurement(kind, size, tell)
    refused = set()
    for _ in range(rounds):
        for way in ways:
            if not way.fits(kind) or way.name in refused:
                continue
            try:
                turn(way, value, expected, readers, found)
            except Exception as error:
                refused.add(way.name)
                tell({"note": f"{way.name} cannot do {kind}: {error!r}"[:300]})
            finally:
                way.forget()
    found.end()


def turn(way, value, expected, readers, found):
    """Writes into fresh memory, then into the same again, and reads what was written."""
    if isinstance(way, Copy):
        way.prepare(found.written)
    for did in ("write-fresh", "write-recycled"):
        took, written = way.write(value, did == "write-recycled")
        if isinstance(way, Ray) and way.has_used(found.size):
            did = "write-recycled"  # its store keeps what it once had
        found.add(way.name, did, took)
        if did == "write-fresh":
            way.drop(written)
    if isinstance(way, Freshet):
        segment = written[0]["segment"]
        found.written = segment["size"] if segment else len(written[1])
    if isinstance(way, Copy):
        return
    times, seen = way.read_twice(written) if isinstance(way, Ray) else readers.read_twice(way.name, written)
    way.drop(written)
    if seen != expected:
        raise ValueError(f"{seen} came back for {expected}")
    found.add(way.name, "read-cold", times[0])
    found.add(way.name, "read-hot", times[1])


def main():
    request = json.load(sys.stdin)
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)

    def tell(line):
        print(json.dumps(line), file=answers, flush=True)

    os.makedirs(request["folder"])
    try:
        freshet = Freshet(request)
        exec(NOTEBOOK_CLASS, freshet.namespace)
        ways = [freshet, Pickle(request), *([Arrow(request)] if pa else []), Copy(request)]
        if pa is None:
            tell({"note": "Arrow was left out: pyarrow is not installed in this Python; pip install pyarrow"})
        readers = Readers(ways)
        ways += ray_if_there(tell)
        run(request, ways, readers, freshet.namespace, tell)
    finally:
        shutil.rmtree(request["folder"], ignore_errors=True)
    tell({"end": True})  # whoever hears it ends this process


def ray_if_there(tell):
    try:
        import ray
    except ImportError:
        tell({"note": "Ray was left out: it is not installed in this Python; pip install ray"})
        return []
    ray.init(num_cpus=2, log_to_driver=False, include_dashboard=False, logging_level="error")
    return [Ray(ray)]


def run(request, ways, readers, namespace, tell):
    from freshet_runtime.room import _available

    for size in request["sizes"]:
        for kind in request["kinds"]:
            room = min(_available(), shutil.disk_usage(request["folder"]).free * 2)
            if size * ROOM > room:
                tell({"note": f"{kind} of {size >> 20} MB were left out: they need {size * ROOM >> 20} MB of memory"})
                continue
            rounds = max(2, min(request["rounds"], int(request["bytes_per_kind"] / size)))
            measure(kind, size, ways, readers, rounds, namespace, tell)


if __name__ == "__main__":
    main()
