"""Cells that are plain Python are not sent through IPython's transformers: what comes out must be the same."""

from __future__ import annotations

import pytest
from IPython.core.inputtransformer2 import TransformerManager

from freshet_runtime.shell import Transformers

CELLS = [
    "x = 1",
    "x = 1\n",
    "",
    "\n\nx = 1",
    "    x = 1\n    y = 2",
    "if x:\n  \n    y\n",
    "# a comment\n\t",
    "'''\n  \n'''",
    ">>> x = 1\n>>> y",
    "x = 1\n... y",
    "In [3]: x\n   ...: y",
    "[ins] In [3]: x",
    "%matplotlib inline\nx",
    "x = %timeit -o 1",
    "if x:\n    %time y",
    "%%bash\nls",
    "!ls\n",
    "files = !ls",
    "x?\n",
    "len??",
    "/f 1 2",
    ",f 1 2",
    ";f 1 2",
    "x = '50 %'\ny != x",
    "x = (1,\n, 2)",
    "f(\n/g\n)",
    "x = 1\r\ny = 2\r",
    "x = 1\x0c\n%cd",
    "s = 'a\u2028%b'",
    "await f()",
    "def f(:\n",
    "'''unfinished\n",
]


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_becomes_what_ipython_makes_of_it(cell: str) -> None:
    assert Transformers().transform_cell(cell) == TransformerManager().transform_cell(cell)
