"""Random object graphs move as they are, with what is one object in them; no change escapes, none is imagined."""

from __future__ import annotations

import os
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from freshet_runtime import groups, holdings, survey, tracking
from freshet_runtime.codecs import context
from freshet_runtime.export import Export, Exported
from freshet_runtime.holdings import Holdings, LiveGroup

from . import graphs, portrait

SEEDS = range(int(os.environ.get("FRESHET_GRAPHS", "300")))


@pytest.fixture(autouse=True)
def notebook(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """A namespace with the notebook's classes; containers are big from a handful of values on."""
    monkeypatch.setattr(survey, "LEAST", 5)
    monkeypatch.setattr(survey, "_LEAST_PART", 2)
    monkeypatch.setattr(groups, "LEAST_ATOMS", 3)
    monkeypatch.setattr(holdings, "_MANY", 5)
    space: dict[str, Any] = {"__name__": "__main__"}
    before = context.namespace, context.shell
    context.bind(space, None)
    exec(graphs.CLASSES, space)
    yield space
    context.bind(*before)


CELLS = [
    *("Plain", "Slots", "Both", "Derived", "Hidden", "Hashed", "Made", "Final"),
    *("Frozen", "Data", "Pair", "Typed", "Shade"),
]


class Worker:
    """Exports and holds groups as the worker of a cell does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.held = Holdings()
        self.home: dict[str, tuple[str, str]] = {}

    def export(self, run: str, values: dict[str, Any]) -> list[Exported]:
        done = Export(run, str(self.folder), list(self.held), {}, False).run(values)
        for item in done:
            assert item.live.descriptor["resident"] is None, item.live.descriptor
        return done

    def take(self, done: list[Exported]) -> dict[str, Any]:
        for item in done:
            frame = None if item.inline is None else 0
            payloads = [] if item.inline is None else [item.inline]
            self.held.offer([{**item.live.descriptor, "frame": frame}], payloads)
        found = {}
        for item in done:
            group = self.held.load(item.live.id, False)
            tracking.note_loaded(group)
            found.update(group.members)
        return found

    def changed(self) -> list[LiveGroup]:
        return tracking.changed_groups(self.held)


def marks(done: list[Exported]) -> dict[str, str]:
    return {name: item.live.descriptor["variables"][name]["fingerprint"] for item in done for name in item.live.members}


def picture(values: dict[str, Any], names: Iterable[str]) -> str:
    """Of the values alone: what classes look like is not the question here."""
    return portrait.of({name: values[name] for name in names if name not in CELLS})


@pytest.mark.parametrize("seed", SEEDS)
def test_a_graph_moves_as_it_is(seed: int, notebook: dict[str, Any], tmp_path: Path) -> None:
    classes = {name: notebook[name] for name in CELLS}
    values = {**graphs.Graph(seed, notebook).names, **classes}
    names = list(values)
    before = picture(values, names)
    writer, reader = Worker(tmp_path), Worker(tmp_path)
    done = writer.export("one", values)
    assert picture(values, names) == before, "exporting is no change"
    again = {**graphs.Graph(seed, notebook).names, **classes}
    assert marks(writer.export("again", again)) == marks(done), "equal values have equal fingerprints"

    read = reader.take(done)
    assert picture(read, names) == before
    kept = [value for name, value in read.items() if name not in classes]
    kept += [item for value in kept if type(value) in (list, dict) for item in _some(value)]
    assert not reader.changed(), "a cell that only looks changes nothing"
    assert picture(read, names) == before

    rng = random.Random(seed)
    target = kept[rng.randrange(len(kept))]
    if graphs.change(target, rng) and picture(read, names) != before:
        assert reader.changed(), "a change is noticed"


def _some(value: Any) -> list[Any]:
    return list(value.values() if type(value) is dict else value)[::2]


@pytest.mark.parametrize("seed", SEEDS[::5])
def test_parts_of_a_graph_stay_parts_of_it(seed: int, notebook: dict[str, Any], tmp_path: Path) -> None:
    """A second cell names elements of what it loaded; a third sees that they are those elements."""
    classes = {name: notebook[name] for name in CELLS}
    values = {**graphs.Graph(seed, notebook).names, **classes}
    writer, reader, third = Worker(tmp_path), Worker(tmp_path), Worker(tmp_path)
    done = writer.export("one", values)
    read = reader.take(done)
    parts: dict[str, Any] = {}
    for name, value in read.items():
        if name not in classes and type(value) in (list, dict):
            parts.update({f"{name}_{at}": item for at, item in enumerate(_some(value)[:3])})
            parts[f"{name}_rest"] = _some(value)
    expected = picture({**read, **parts}, [*values, *parts])
    assert not reader.changed()
    more = reader.export("two", parts)
    third.take(done)
    found = {name: value for group in third.held for name, value in group.members.items()}
    for item in more:
        third.held.offer([{**item.live.descriptor, "frame": 0 if item.inline else None}], [item.inline or b""])
    for item in more:
        found.update(third.held.load(item.live.id, False).members)
    assert picture(found, [*values, *parts]) == expected


def test_blocks_are_used(notebook: dict[str, Any]) -> None:
    """Otherwise nothing above would say anything about them."""
    used = 0
    for seed in range(60):
        found = groups.walk(graphs.Graph(seed, notebook).names.values(), {})
        used += any(not block.atomic for block in found.blocks.values())
    assert used > 20
