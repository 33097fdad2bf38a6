"""Traps: each breaks a known system. docs/traps.md says which test holds each of docs/semantics.md §9."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .monitor import Monitor, Session
from .trap_table import TRAPS

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("trap", TRAPS)
def test_trap(monitor: Monitor, trap: str) -> None:
    cells, text = TRAPS[trap]
    session = Session(monitor, fresh=True)
    results = [session.run(cell) for cell in cells]
    assert results[-1].text == text, [result.done["error"] for result in results]
    assert all(result.status == "ok" for result in results)
    for worker in session.started:
        worker.signal(9)  # some keep threads
        assert monitor.answer()["type"] == "exited"


def test_whos(spread: Session) -> None:
    spread.run("trapped = [1]\nother = 'x'")
    assert spread.run("%who", load=[], eager=True).text.split() == ["other", "trapped"]


def traps_of_the_page() -> list[str]:
    page = (ROOT / "docs/semantics.md").read_text()
    text = page.partition("## 9. Traps")[2].partition("\n")[2]
    return [" ".join(trap.split()) for trap in text.split("·")]


def index() -> dict[str, list[str]]:
    rows = re.findall(r"^\| (.+?) \| (.+) \|$", (ROOT / "docs/traps.md").read_text(), re.MULTILINE)
    return {trap.replace("\\|", "|"): where.split("; ") for trap, where in rows if not trap.startswith(("trap", "-"))}


def test_every_trap_has_a_test() -> None:
    assert set(traps_of_the_page()) == set(index())


@pytest.mark.parametrize("trap", index())
def test_the_index_points_to_what_is_there(trap: str) -> None:
    for place in index()[trap]:
        if place.startswith("not there yet: "):
            continue
        found = re.fullmatch(r"`([^`]+)` (.+)", place)
        assert found, place
        assert found[2] in (ROOT / found[1]).read_text(), place
