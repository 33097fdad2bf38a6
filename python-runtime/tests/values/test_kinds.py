"""Every kind of value goes through two isolated workers: made in one, looked at and changed in the other."""

from __future__ import annotations

import copy
import importlib.util
import itertools
import shutil
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

from ..monitor import Monitor, Result, Session, Worker
from . import arrays, frames, language, libraries, residents, standard
from .kind import Kind

KINDS = [k for module in (language, standard, arrays, frames, libraries, residents) for k in module.KINDS]
# As in a session, whose zygote imports what the notebook imports.
LIBRARIES = ["numpy", "pandas", "matplotlib.pyplot", "torch", "sklearn", "sympy", "scipy.stats", "polars", "pyarrow"]
PRESENT = [name for name in LIBRARIES if importlib.util.find_spec(name.partition(".")[0])]
_runs = itertools.count(1000, 1000)


class Pair:
    """Two workers of one zygote, made anew when a kind has ended one."""

    def __init__(self, monitor: Monitor) -> None:
        self.monitor = monitor
        self.maker, self.reader = monitor.fork(), monitor.fork()

    def renew(self) -> None:
        for worker in (self.maker, self.reader):
            worker.signal(9)
            self.monitor.answer()
        self.maker, self.reader = self.monitor.fork(), self.monitor.fork()


@pytest.fixture(scope="module")
def pair() -> Iterator[Pair]:
    with Monitor(preload=PRESENT) as monitor:
        shutil.copy(Path(__file__).with_name("portrait.py"), Path(monitor.cwd) / "portrait.py")
        yield Pair(monitor)


class Trip:
    """One kind on its way: versions by group, pictures taken in a worker."""

    def __init__(self, pair: Pair, kind: Kind) -> None:
        self.kind = kind
        self.session = Session(pair.monitor)
        self.session.runs = next(_runs)
        self.maker, self.reader = pair.maker, pair.reader

    def make(self, worker: Worker) -> dict[str, str]:
        """Runs the cell that makes the value; returns fingerprints by name."""
        self.session.scope.clear()
        done = self.ran(self.session.run(f"{self.kind.make}\nNone", load=[], worker=worker))
        return self.fingerprints(done)

    def fingerprints(self, result: Result) -> dict[str, str]:
        groups = {group["id"]: group for group in result.done["groups"]}
        moved = result.done["moved"]
        return {n: groups[moved[n]]["variables"][n]["fingerprint"] for n in self.kind.names if n in moved}

    def picture(self, worker: Worker) -> str:
        """What the value looks like in `worker`. Taking the picture must not count as a change."""
        before = dict(self.session.scope), copy.deepcopy(self.session.groups)
        names = ", ".join(f"{name!r}: {name}" for name in self.kind.names)
        result = self.session.run(f"print(__import__('portrait').of({{{names}}}))", load=self.kind.names, worker=worker)
        self.ran(result)
        if self.kind.restless:
            self.session.scope, self.session.groups = before
            worker.holds.clear()
        else:
            assert (result.done["writes"], result.done["mutates"]) == ([], []), "looking at it counts as a change"
        return result.text

    def ran(self, result: Result) -> Result:
        assert result.status == "ok", result.done["error"]
        return result


def missing(kind: Kind) -> str | None:
    for need in kind.needs:
        name, _, least = need.partition(">=")
        name, _, most = name.partition("<")
        if importlib.util.find_spec(name) is None:
            return name
        if least or most:
            major = int(metadata.version(name).partition(".")[0])
            if (least and major < int(least)) or (most and major >= int(most)):
                return need
    return None


MOVING = [k for k in KINDS if k.stays is None]
STAYING = [k for k in KINDS if k.stays is not None]


def test_the_table_is_long_enough() -> None:
    assert len({k.name for k in KINDS}) == len(KINDS) > 450


@pytest.mark.parametrize("kind", MOVING, ids=lambda k: k.name)
def test_moves_exactly(pair: Pair, kind: Kind) -> None:
    if (needed := missing(kind)) is not None:
        pytest.skip(needed)
    trip = Trip(pair, kind)
    try:
        _check_moving(trip, kind)
    except BaseException:
        pair.renew()
        raise


def _check_moving(trip: Trip, kind: Kind) -> None:
    made = trip.make(trip.maker)
    scope, groups = dict(trip.session.scope), copy.deepcopy(trip.session.groups)
    for name in kind.names:
        resident = trip.session.groups[scope[name][0]][0]["resident"]
        assert resident is None, resident
    at_home = trip.picture(trip.maker)
    assert trip.picture(trip.reader) == at_home
    for change in kind.changes:
        result = trip.ran(trip.session.run(f"{change};", load=kind.names, worker=trip.reader))
        changed = set(result.done["mutates"]) | set(result.done["writes"])
        assert kind.names[0] in changed, f"unnoticed: {change}"
        assert trip.fingerprints(result)[kind.names[0]] != made[kind.names[0]], f"same fingerprint: {change}"
        there = trip.picture(trip.reader)
        assert there != at_home, f"the picture does not show: {change}"
        assert trip.picture(trip.maker) == there, f"after {change}"
        trip.session.scope, trip.session.groups = dict(scope), copy.deepcopy(groups)
        assert trip.picture(trip.maker) == at_home, f"{change} was seen by the maker"
    if kind.same:
        assert trip.make(trip.reader) == made, "made again, it has another fingerprint"


@pytest.mark.parametrize("kind", STAYING, ids=lambda k: k.name)
def test_stays_and_says_why(pair: Pair, kind: Kind) -> None:
    if (needed := missing(kind)) is not None:
        pytest.skip(needed)
    trip = Trip(pair, kind)
    try:
        trip.make(trip.maker)
        group, _ = trip.session.groups[trip.session.scope[kind.names[0]][0]]
        assert group["resident"], "it was said to move"
        resident = group["resident"]
        assert str(kind.stays) in resident["reason"]
        ends = resident["reason"].endswith("has a finalizer")
        assert resident["finalizer"] is ends or (resident["finalizer"] and "weak" in resident["reason"].lower())
        trip.ran(trip.session.run("v is not None", load=kind.names, worker=trip.maker))
    except BaseException:
        pair.renew()
        raise
