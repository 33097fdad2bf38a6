"""What ipykernel adds to IPython, without ipykernel: names under which libraries look for the notebook, and magics.

tqdm, for one, shows a bar for notebooks where `ipykernel.zmqshell` has been imported. ipykernel would start nothing
here and costs a quarter of a second, so that only the module of its shell is there, with the shell that runs the cells.
"""

from __future__ import annotations

import pdb
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from IPython.core import debugger, page
from IPython.core.error import UsageError
from IPython.core.magics.code import CodeMagics, MacroToEdit
from IPython.display import Javascript, display

_SHELL = "ipykernel.zmqshell"


def complete(shell: Any) -> None:
    """Gives IPython's shell what ipykernel adds to it."""
    stand_in(shell)
    FrontEndMagics(shell)
    shell.extension_manager.load_extension("storemagic")
    shell.history_manager.get_tail = _Tail(shell.history_manager)
    pdb.Pdb = debugger.InterruptiblePdb  # type: ignore[misc]
    pdb.set_trace = debugger.set_trace


class _Tail:
    """The last inputs, for `%history -l`: they are in no database here."""

    def __init__(self, history: Any) -> None:
        self._history = history

    def __call__(self, n: int = 10, raw: bool = True, output: bool = False, include_latest: bool = False) -> Any:
        texts = list(enumerate(self._history.input_hist_raw))[1:]
        return [(0, number, text) for number, text in (texts if include_latest else texts[:-1])[-n:]]


class FrontEndMagics:
    """What ipykernel leaves to its front end: shown by none, so that a cell's output is what it is in Jupyter."""

    def __init__(self, shell: Any) -> None:
        self._shell = shell
        for name, magic in (("less", self.less), ("more", self.less), ("man", self.man), ("clear", self.clear)):
            shell.register_magic_function(magic, "line", name)
        shell.register_magic_function(self.edit, "line", "edit")
        shell.register_magic_function(self.autosave, "line", "autosave")

    def less(self, line: str) -> None:
        """Show a file through the pager."""
        if not line:
            raise UsageError("Missing filename.")
        page.page(Path(line.strip()).read_text())

    def man(self, line: str) -> None:
        """Show the manual page of a command through the pager."""
        page.page(self._shell.getoutput(f"man {line} | col -b", split=False))

    def clear(self, line: str) -> None:
        """Clear the terminal."""
        self._shell.system("clear")

    def edit(self, line: str) -> None:
        """Make the file that an editor would open; nobody knows when it is closed."""
        code = CodeMagics(self._shell)
        options, arguments = code.parse_options(line, "prn:")
        try:
            name, _, _ = code._find_edit_target(self._shell, arguments, options, ["", ""])
        except MacroToEdit:
            print("Macro editing not yet implemented in 2-process model.")
            return
        Path(name).resolve()

    def autosave(self, line: str) -> None:
        """Set the interval in seconds after which the front end saves."""
        try:
            seconds = int(line)
        except ValueError as error:
            raise UsageError(f"%autosave requires an integer, got {line!r}") from error
        script = Javascript(f"IPython.notebook.set_autosave_interval({1000 * seconds})")
        display(script, include=["application/javascript"])
        print(f"Autosaving every {seconds} seconds" if seconds else "Autosave disabled")


def stand_in(shell: Any) -> None:
    """Registers the module of ipykernel's shell."""
    module: Any = ModuleType(_SHELL, "The shell that runs the cells of this notebook.")
    module.ZMQInteractiveShell = type(shell)
    module.ZMQShellDisplayHook = type(shell.displayhook)
    module.ZMQDisplayPublisher = type(shell.display_pub)
    sys.modules.setdefault(_SHELL, module)


def comm_manager() -> Any:
    """Where widgets register their channels to a front end; the channels lead nowhere."""
    try:
        import comm
    except ImportError:
        raise AttributeError("comm_manager") from None
    return comm.get_comm_manager()
