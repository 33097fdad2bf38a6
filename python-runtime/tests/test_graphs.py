"""Generated values that share parts, made and changed by cells in several workers: as if one process had run them."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

from .monitor import Monitor, Session, Worker

SEEDS = range(int(os.environ.get("FRESHET_GRAPHS", "40")))

START = """import collections, types
import numpy as np
import pandas as pd
class P:
    def __init__(self, **parts): vars(self).update(parts)
class Q(P):
    __slots__ = ("slot",)
def counter():
    n = 0
    def up():
        nonlocal n
        n += 1
        return n
    def now(): return n
    return [up, now]
"""
NEW = [
    "[]", "{}", "[[1], [2]]", "{'a': [1]}", "P()", "P(inner=[1])", "Q(deep={'x': []})", "bytearray(b'ab')", "{1, 2}",
    "([1], {2: 3})", "collections.deque([1])", "collections.OrderedDict(a=[1])", "types.SimpleNamespace(s=[])",
    "np.arange(4.0)", "np.arange(120.0)", "np.arange(60.0)[3:50]", "np.zeros((3, 4)).T", "np.zeros((40, 50))",
    "np.array([[1], None], dtype=object)", "np.array([[1], {}, 'a'], dtype=object)[1:]", "np.zeros((30, 20))[:, 1:7]",
    "np.array(['2020'], 'M8[D]')", "np.ma.array([1, 2], mask=[0, 1])",
    "[np.arange(3), P()]", "{'a': np.arange(100), 'p': [P()]}", "P(w=np.zeros(2), next=P())", "counter()",
    "collections.defaultdict(list, a=[1])", "[{'k': [i]} for i in range(1100)]", "[P(i=i) for i in range(1100)]",
]  # fmt: skip
# Under pandas 2 frames that share an index object lose that (docs/limits.md), and nothing else.
FRAMES = [
    "pd.DataFrame({'x': range(50), 'y': [0.5] * 50})", "pd.Series([[1], [2]])",
    "pd.DataFrame({'a': [0.5], 'c': [[1]]})", "pd.Series(np.arange(3.0))", "pd.Series([[1], [2]]).values",
    "{'f': pd.DataFrame(np.zeros((40, 3)))}",
]  # fmt: skip
if metadata.version("pandas") >= "3":
    NEW += FRAMES
PARTS = """
def parts(v):
    "What is inside of a value, that has an identity."
    if isinstance(v, dict): return list(v.values())
    if isinstance(v, (list, tuple, collections.deque)): return list(v)[:3] + list(v)[-1:]
    if isinstance(v, (P, types.SimpleNamespace)): return list(vars(v).values())
    if isinstance(v, np.ndarray) and v.dtype != object and v.ndim: return [v[:2], v[1:], v.T]
    if isinstance(v, np.ndarray) and v.ndim: return [*v, v[1:], v.T]
    if isinstance(v, pd.DataFrame): return [v[v.columns[0]], v.iloc[:2], v.iloc[0]]
    if isinstance(v, pd.Series): return [v[:2], *v]
    return [v]
def part(v, *path):
    for at in path:
        inside = [p for p in parts(v) if not isinstance(p, (int, float, str, type(None), np.generic))]
        if inside: v = inside[at % len(inside)]
    return v
def put(v, x):
    "Changes a value, so that it holds x where it can."
    if isinstance(v, dict): v['new%d' % len(v)] = x
    elif isinstance(v, (list, collections.deque)): v.append(x)
    elif isinstance(v, (P, types.SimpleNamespace)): setattr(v, 'new%d' % len(vars(v)), x)
    elif isinstance(v, np.ndarray) and v.flags.writeable and v.size:
        v[0] = v[-1] if v.dtype.kind == 'M' else 7 if v.dtype != object else None
    elif isinstance(v, pd.Series) and len(v): v.iloc[0] = 7
    elif isinstance(v, pd.DataFrame): v.insert(0, 'new%d' % v.shape[1], 1) if v.shape[1] % 2 else v.pop(v.columns[-1])
    elif isinstance(v, bytearray): v.append(7)
    elif isinstance(v, set): v.add(len(v) * 10)
    elif callable(v): v()
"""
NAMES = "abcdefg"


def statement(rng: random.Random, bound: set[str]) -> str:
    target = rng.choice(NAMES)
    kind = rng.random()
    if not bound or kind < 0.3:
        bound.add(target)
        return f"{target} = {rng.choice(NEW)}"
    one, other = rng.choice(sorted(bound)), rng.choice(sorted(bound))
    path = "".join(f", {rng.randrange(4)}" for _ in range(rng.randrange(4)))
    if kind < 0.6:
        bound.add(target)
        return f"{target} = part({one}{path})"
    if kind < 0.7:
        bound.add(target)
        return f"{target} = [{one}, part({other}{path})]"
    if kind < 0.95:
        return f"put(part({one}{path}), {other if one != other else '1'})"
    bound.discard(one)
    return f"del {one}"


def cells(seed: int) -> list[str]:
    rng = random.Random(seed)
    bound: set[str] = set()
    return ["\n".join(statement(rng, bound) for _ in range(rng.randint(1, 3))) for _ in range(rng.randint(3, 9))]


SHOW = "print(__import__('portrait').of({n: v for n, v in sorted(globals().items()) if n in 'abcdefg'}))"


@pytest.fixture(scope="module")
def workers() -> Iterator[list[Worker]]:
    with Monitor(preload=["pandas"]) as monitor:
        shutil.copy(Path(__file__).parent / "values/portrait.py", Path(monitor.cwd) / "portrait.py")
        yield [monitor.fork() for _ in range(4)]


def ran(session: Session, source: str, worker: Worker, load: list[str] | None = None) -> str:
    result = session.run(source, load, worker, executionCount=1)
    assert result.status == "ok", (source, result.done["error"])
    return result.text


@pytest.mark.parametrize("seed", SEEDS)
def test_as_in_one_process(workers: list[Worker], seed: int) -> None:
    sources = cells(seed)
    rng = random.Random(seed)
    alone, spread = Session(workers[0].monitor), Session(workers[0].monitor)
    alone.runs, spread.runs = seed * 1000 + 100_000, seed * 1000 + 100_500
    for worker in workers:
        worker.holds.clear()
    expected = ran(alone, "\n".join([START, PARTS, *sources, SHOW]), workers[0], [])
    ran(spread, START + PARTS, workers[1], [])
    for source in sources:
        ran(spread, source, rng.choice(workers[1:]))
    shown = ran(spread, SHOW, rng.choice(workers[1:]), list(spread.scope))
    assert shown == expected, "\n---\n".join(sources)
