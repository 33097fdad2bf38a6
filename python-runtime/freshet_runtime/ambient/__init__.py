"""State of the interpreter that lives in no variable: captured when a cell changed it, restored for those after it.

Each item has a name (`@cwd`), a snapshot that is cheap to take and to compare, and a way back. Items of libraries exist
only while their library is loaded. Knows nothing of cells or messages.
"""

from .state import Ambient

__all__ = ["Ambient"]
