"""Same as in Jupyter: state that lives in no variable, with every cell in a process of its own."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from . import plain
from .ambient_table import STATES
from .monitor import Monitor, Result, Session

LIBRARIES = ["numpy", "pandas", "matplotlib.pyplot", "scipy.stats", "sklearn", "sympy", "polars", "seaborn", "tqdm"]
PRESENT = [name for name in LIBRARIES if importlib.util.find_spec(name.partition(".")[0])]
# State of which `In` knows nothing: sources of earlier cells are not sent to workers.
ADDRESS = re.compile(r"0x[0-9a-f]{6,}")


class Reference:
    """Plain IPython; one process forks for each notebook."""

    def __init__(self) -> None:
        command = [sys.executable, plain.__file__, *PRESENT]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(self, cells: list[str]) -> list[dict[str, Any]]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(cells) + "\n")
        self.process.stdin.flush()
        answers: list[dict[str, Any]] = json.loads(self.process.stdout.readline())
        return answers

    def close(self) -> None:
        self.process.communicate()


@pytest.fixture(scope="module")
def reference() -> Iterator[Reference]:
    running = Reference()
    yield running
    running.close()


@pytest.fixture(scope="module")
def workers() -> Iterator[Monitor]:
    with Monitor(preload=PRESENT) as running:
        yield running


def needed(cells: tuple[str, ...]) -> set[str]:
    named = {name.partition(".")[0] for name in LIBRARIES}
    return {name for name in named if re.search(rf"import {name}|from {name}", "\n".join(cells))}


@pytest.mark.parametrize("state", STATES)
def test_state_shows_in_another_process(reference: Reference, workers: Monitor, state: str) -> None:
    cells = STATES[state]
    for library in needed(cells):
        pytest.importorskip(library)
    expected = reference.run(list(cells))
    session = Session(workers, fresh=True)
    results = [session.run(cell) for cell in cells]
    seen = [as_seen(result) for result in results]
    assert list(map(settled, seen)) == list(map(settled, expected)), [r.done["process"] for r in results]
    session.stop()


def as_seen(result: Result) -> dict[str, Any]:
    shown: list[Any] = []
    for message in result.outputs:
        output = message["output"]
        if message["action"] == "clear":
            shown.append("clear")
        elif message["action"] == "updateDisplay":
            shown.append(["update", message["displayId"], plain.seen(output["data"])])
        elif output["output_type"] == "execute_result":
            shown.append(plain.seen(output["data"]))
        elif output["output_type"] == "display_data":
            shown.append(["display", message["displayId"], plain.seen(output["data"])])
    error = result.done["error"]
    return {
        "stdout": result.text,
        "stderr": result.stream("stderr"),
        "shown": shown,
        "error": error["ename"] if error else None,
    }


def settled(seen: dict[str, Any]) -> dict[str, Any]:
    """Without what differs between any two runs: addresses, and how the files of cells are called."""
    text = ADDRESS.sub("0x", json.dumps(seen["shown"]))
    errors = re.sub(r"\S*(ipykernel_|ipython-input-)\S*?:(\d+)", r"CELL:\2", seen["stderr"])
    return {**seen, "shown": json.loads(text), "stderr": errors, "stdout": seen["stdout"].replace("\r\n", "\n")}


def test_what_a_cell_sets_anew_is_not_put_back_by_the_next(workers: Monitor) -> None:
    session = Session(workers)
    session.run("import math\nbase = 2\nmath.lift = lambda x: x + base", worker=workers.fork())
    there = workers.fork()
    assert session.run("math.lift(3)", worker=there).value == "5"
    session.run("math.lift = abs", load=["math", "base"], worker=there)
    assert session.run("math.lift(-3)", worker=there).value == "3"
    session.stop()


def test_what_a_library_sets_on_pandas_while_it_is_imported_is_there_elsewhere(
    workers: Monitor, tmp_path: Path
) -> None:
    pytest.importorskip("pandas")
    text = "import pandas as pd\ndef on(mark): pd.DataFrame.shout = lambda frame: f'{len(frame)}{mark}'\n"
    (tmp_path / "shouting.py").write_text(text)
    session = Session(workers, fresh=True)
    session.run(f"import sys\nsys.path.insert(0, {str(tmp_path)!r})")
    session.run("import shouting\nshouting.on('!')")
    assert session.run("import pandas as pd\npd.DataFrame({'a': [1, 2]}).shout()").value == "'2!'"
    session.stop()
