"""What libraries do and have: it is found where Jupyter has it, imported in advance or not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .monitor import PACKAGE, Monitor, Session

SAYS = """
import warnings
class Said(UserWarning): pass
warnings.simplefilter("always", Said)
def say(): warnings.warn("said", Said)
"""
LAZILY = """
import matplotlib
def plot():
    import matplotlib.pyplot as plt
    plt.figure().add_subplot().plot([1, 2])
"""
SPACES = """
class Space:
    def __init__(self): self.default = {}
    def __getattr__(self, name): return self.__dict__["default"][name]
"""
WARNS = """
import warnings
class Warns:
    def __setstate__(self, state):
        warnings.warn("said")
        self.__dict__.update(state)
"""
# Cells, and how often the last one shows the warning.
FILTERS: dict[str, tuple[list[str], int]] = {
    "a library's filter reaches other cells": (["import says", "for _ in range(2): says.say()"], 2),
    "a library imported after filters were set comes before them": (
        ["import warnings\nwarnings.filterwarnings('ignore')\nimport says", "says.say()"],
        1,
    ),
    "a library imported before filters were set comes behind them": (
        ["import says, warnings\nwarnings.filterwarnings('ignore')", "says.say()"],
        0,
    ),
    "a library that a function imports": (
        ["def f():\n    from says import say\n    say()", "f()\nf()"],
        2,
    ),
    "every cell shows again what cells above were shown": (
        ["import odd\nodd.odd()", "x = 1", "x\nodd.odd()\nodd.odd()"],
        1,
    ),
    "what a library says while its values are loaded is not heard": (
        ["import warns\nw = warns.Warns(); w.x = 1", "w"],
        0,
    ),
    "a filter that turns warnings into errors does not hinder loading": (
        ["import warns\nw = warns.Warns(); w.x = 1", "import warnings\nwarnings.simplefilter('error')", "w.x"],
        0,
    ),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    (folder / "says.py").write_text(SAYS)
    (folder / "odd.py").write_text("import warnings\ndef odd(): warnings.warn('said')\n")
    (folder / "spaces.py").write_text(SPACES)
    (folder / "warns.py").write_text(WARNS)
    (folder / "lazily.py").write_text(LAZILY)
    return folder


def found_in(library: Path) -> dict[str, str]:
    return {"PYTHONPATH": f"{PACKAGE}{os.pathsep}{library}"}


@pytest.mark.parametrize("preload", [["says", "odd"], []])
def test_filters_of_libraries(library: Path, preload: list[str]) -> None:
    with Monitor(preload=preload, env=found_in(library)) as monitor:
        assert monitor.hello["preloaded"] == preload
        for what, (cells, times) in FILTERS.items():
            session = Session(monitor, fresh=True)
            results = [session.run(cell) for cell in cells]
            assert [result.status for result in results] == ["ok"] * len(cells), what
            assert results[-1].stream("stderr").count(": said") == times, what
            session.stop()


def test_an_import_in_advance_sets_no_filter(library: Path) -> None:
    with Monitor(preload=["says"], env=found_in(library)) as monitor:
        session = Session(monitor)
        ask = "import warnings\nprint(any('says' in str(f) for f in warnings.filters))"
        assert session.run(ask).text == "False\n"
        assert session.run("import says").done["ambient"] == []
        assert session.run(ask).text == "True\n"
        session.stop()


@pytest.mark.parametrize("fresh", [True, False])
def test_pyplot_that_a_function_of_a_library_imports(library: Path, fresh: bool) -> None:
    pytest.importorskip("matplotlib")
    with Monitor(env=found_in(library)) as monitor:
        session = Session(monitor, fresh=fresh)
        assert session.run("import lazily").done["ambient"] == []
        for _ in range(2):
            result = session.run("lazily.plot()")
            assert len(result.shown("display_data")) == 1
            assert result.done["ambient"] == []  # that the backend joined is no doing of the cell's
        session.run("lazily.plot()\nimport matplotlib.pyplot as plt\nplt.ioff()")
        assert not session.run("lazily.plot()").shown("display_data")
        session.stop()


def test_an_object_of_a_library_that_cannot_be_asked_before_it_has_attributes(library: Path) -> None:
    with Monitor(env=found_in(library)) as monitor:
        session = Session(monitor, fresh=True)
        session.run("import spaces\ns = spaces.Space()\nboth = [s, s]")
        assert session.run("s.default['a'] = 1").status == "ok"
        assert session.run("print(both[1].a, both[0] is s)").text == "1 True\n"
        session.stop()
