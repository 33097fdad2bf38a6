"""Outputs are those of nbclient, cell by cell, though each cell runs in a process of its own."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from .ipython_table import NOTEBOOKS
from .monitor import Result, Session

Output = dict[str, Any]
# What differs between any two runs: addresses, places, and how a cell's file is called.
PASSING = [
    (re.compile(r"0x[0-9a-f]{6,}"), "0x"),
    (re.compile(r"\S*ipykernel_\d+\S*?\.py"), "CELL"),
    (re.compile(r'"/[^"\s]*/'), '"/'),
    (re.compile(r"\x1b\[[0-9;]*m"), ""),
    (re.compile(r'"model_id": "[0-9a-f]+"'), '"model_id": ""'),
]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_outputs_are_those_of_jupyter(spread: Session, tmp_path: Path, name: str) -> None:
    expected = in_jupyter(NOTEBOOKS[name], tmp_path)
    seen = here(NOTEBOOKS[name], spread)
    for source, wanted, found in zip(NOTEBOOKS[name], expected, seen, strict=True):
        assert list(map(plain, merged(found))) == list(map(plain, merged(wanted))), source


def in_jupyter(cells: list[str], folder: Path) -> list[list[Output]]:
    pytest.importorskip("ipykernel")
    nbclient = pytest.importorskip("nbclient")
    nbformat = pytest.importorskip("nbformat")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    place = {"metadata": {"path": str(folder)}}
    nbclient.NotebookClient(notebook, allow_errors=True, timeout=60, resources=place).execute()
    found: list[list[Output]] = json.loads(json.dumps([cell.outputs for cell in notebook.cells]))
    return found


def here(cells: list[str], session: Session) -> list[list[Output]]:
    session.answer_input = lambda prompt: None
    shown: list[list[Output]] = []
    ids: dict[str, list[Output]] = {}
    for number, source in enumerate(cells):
        result = session.run(source, eager=True, inputs=cells[:number], allowErrors=True)
        shown.append(as_shown(result, ids))
    return shown


def as_shown(result: Result, ids: dict[str, list[Output]]) -> list[Output]:
    """The cell's outputs; displays of `ids`, of whatever cell, are updated in place."""
    found: list[Output] = []
    clear = False
    for message in result.outputs:
        output = message["output"]
        if message["action"] == "clear":
            clear = message["wait"]
            if not clear:
                found.clear()
            continue
        for other in ids.get(message["displayId"], ()):
            other.update(data=output["data"], metadata=output["metadata"])
        if message["action"] == "append":
            if clear:
                found.clear()
                clear = False
            found.append(output)
            if message["displayId"] is not None:
                ids.setdefault(message["displayId"], []).append(output)
    return found


def merged(outputs: list[Output]) -> list[Output]:
    """With one output per run of a stream; how texts are cut depends on the moment."""
    found: list[Output] = []
    for output in outputs:
        last = found[-1] if found else {}
        if output["output_type"] == "stream" and last.get("name") == output["name"]:
            last["text"] += output["text"]
        else:
            found.append(dict(output))
    return found


def plain(output: Output) -> str:
    if output["output_type"] == "error":
        # Frames of the libraries differ: ipykernel's own are among them.
        output = {"ename": output["ename"], "evalue": output["evalue"]}
    text = json.dumps(output, sort_keys=True, ensure_ascii=False).replace("\\u001b", "\x1b")
    for pattern, replacement in PASSING:
        text = pattern.sub(replacement, text)
    return text
