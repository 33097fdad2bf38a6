"""Imports what the notebook imports before workers are forked. Never imports modules that lie beside the notebook."""

from __future__ import annotations

import importlib
import io
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout

from . import foreseen


class Noise(Exception):
    """Importing a module said something: the user must see that when a cell imports it, so it may not be preloaded."""


def preload(names: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """Imports `names`; returns those that worked, and why the others did not. Raises Noise for one that prints."""
    done: list[str] = []
    failed: dict[str, str] = {}
    for name in names:
        before = dict(os.environ)
        try:
            said = _quietly(name)
        except BaseException as error:
            failed[name] = f"{type(error).__name__}: {error}"[:500]
            continue
        if said.strip():
            raise Noise(name)
        if name in sys.modules:
            done.append(name)
        os.environ.update(before)
    return done, failed


def _quietly(name: str) -> str:
    """Imports one module and returns what it wrote, to Python's streams or to the descriptors below them."""
    said = io.TextIOWrapper(io.BytesIO(), "utf-8", "replace")  # sympy asks once what its output can spell
    saved = [os.dup(1), os.dup(2)]
    with tempfile.TemporaryFile() as low:
        try:
            os.dup2(low.fileno(), 1)
            os.dup2(low.fileno(), 2)
            with redirect_stdout(said), redirect_stderr(said), foreseen.held_back(name):
                importlib.import_module(name)
        finally:
            os.dup2(saved[0], 1)
            os.dup2(saved[1], 2)
            os.close(saved[0])
            os.close(saved[1])
        low.seek(0)
        said.seek(0)
        return said.read() + low.read(4096).decode("utf-8", "replace")
