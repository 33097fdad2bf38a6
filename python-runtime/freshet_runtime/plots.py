"""Joins matplotlib's inline backend to the shell as soon as matplotlib is there, whoever imported it."""

from __future__ import annotations

import sys
from typing import Any


def integrate(shell: Any, force: bool = False) -> bool:
    """Lets figures be shown after a cell; True if that is new. Costs nothing until pyplot is loaded."""
    if "matplotlib.pyplot" not in sys.modules and not (force and "matplotlib" in sys.modules):
        return False
    if "matplotlib_inline.backend_inline" in sys.modules:
        return False
    try:
        # The backend joins itself to the shell when it is imported.
        import matplotlib_inline.backend_inline  # noqa: F401
    except Exception:
        return False  # a matplotlib too old or too new for it: figures are shown as text, as Jupyter would
    return True
