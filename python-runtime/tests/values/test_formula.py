"""Values that evaluate an expression of the notebook's again where they are loaded, as models made by formulas do."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from ..monitor import Session

_FORMULA = '''
import sys

class Formula:
    """Keeps a text and its value; the value is found again, with the names of whoever loads it."""
    def __init__(self, text): self.__setstate__({"text": text})
    def __getstate__(self): return {"text": self.text}
    def __setstate__(self, state):
        self.text, frame = state["text"], sys._getframe()
        while frame is not None:
            try:
                self.value = eval(self.text, frame.f_globals)
                return
            except NameError as error:
                last, frame = error, frame.f_back
        raise last
'''


def test_a_name_that_a_value_looks_up_while_it_is_loaded(spread: Session) -> None:
    Path(spread.monitor.cwd, "formula.py").write_text(_FORMULA)
    spread.run("def lg(x): return x + 1")
    made = spread.run("import formula\nm = formula.Formula('lg(1)')", load=["lg"])
    assert made.status == "ok", made.done["error"]
    result = spread.run("m.value", load=["m"])
    assert result.status == "ok", result.done["error"]
    assert result.value == "2"


@pytest.mark.skipif(importlib.util.find_spec("statsmodels") is None, reason="statsmodels")
def test_a_formula_with_a_function_of_the_notebook(spread: Session) -> None:
    spread.run("import statsmodels.formula.api as smf, numpy as np, pandas as pd")
    spread.run("def lg(x): return np.log(x)")
    spread.run("df = pd.DataFrame({'a': [1., 2, 4], 'b': [1., 2, 3]})")
    spread.run("m = smf.ols('a ~ lg(b)', data=df).fit()", load=["smf", "lg", "df", "np"])
    result = spread.run("round(m.params.iloc[0], 3)", load=["m"])
    assert result.status == "ok", result.done["error"]
