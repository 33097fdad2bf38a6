"""IPython's shell as a cell sees it: displays, results, errors and input go to the monitor."""

from __future__ import annotations

import base64
import builtins
import getpass
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable
from types import SimpleNamespace, TracebackType
from typing import Any

from IPython.core import page
from IPython.core.autocall import IPyAutocall
from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.inputtransformer2 import TransformerManager
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.macro import Macro
from IPython.core.prefilter import PrefilterManager
from IPython.paths import get_ipython_dir
from traitlets.config import Config

from . import jupyter, sourcenames
from .outputs import Outputs

Ask = Callable[[str, bool], str]


class CellError:
    """The exception that ended a cell, as Jupyter shows it."""

    def __init__(self, ename: str, evalue: str, traceback: list[str]) -> None:
        self.ename = ename
        self.evalue = evalue
        self.traceback = traceback

    def to_json(self) -> dict[str, Any]:
        return {"ename": self.ename, "evalue": self.evalue, "traceback": self.traceback}


# By how much IPython's count is ahead of the cell's number while its code runs: 1 in newer versions.
AHEAD = 1 - int(DisplayHook.prompt_count.fget(SimpleNamespace(shell=SimpleNamespace(execution_count=1))))


class CellCompiler(CachingCompiler):
    """Names cells as ipykernel does, so that warnings read alike; the same cell has the same name in every process."""

    # Called once the cell's code is about to be compiled: its number is known by then.
    named: Callable[[], None] | None = None

    def cache(self, transformed_code: str, number: int = 0, raw_code: str | None = None) -> str:
        name: str = super().cache(transformed_code, number, raw_code)
        if self.named is not None:
            told, self.named = self.named, None
            told()
        return name

    def get_code_name(self, raw_code: str, transformed_code: str, number: int) -> str:
        return sourcenames.of_cell(raw_code)


class WorkerDisplayHook(DisplayHook):
    _bundle: tuple[dict[str, Any], dict[str, Any]] | None = None

    @property
    def prompt_count(self) -> int:
        return self.shell._number

    def start_displayhook(self) -> None:
        self._is_active = True
        self._bundle = None

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        self._bundle = (jsonable_bundle(format_dict), md_dict or {})

    def finish_displayhook(self) -> None:
        if self._bundle is not None:
            self.shell.outputs.result(self.prompt_count, *self._bundle)
            self._bundle = None
        self._is_active = False

    def log_output(self, format_dict: dict[str, Any]) -> None:
        pass


class WorkerDisplayPublisher(DisplayPublisher):
    def publish(
        self,
        data: dict[str, Any],
        metadata: dict[str, Any] | None = None,
        *args: Any,
        transient: dict[str, Any] | None = None,
        update: bool = False,
        **kwargs: Any,
    ) -> None:
        display_id = (transient or {}).get("display_id")
        self.shell.outputs.display(jsonable_bundle(data), jsonable(metadata or {}), display_id, update)

    def clear_output(self, wait: bool = False) -> None:
        self.shell.outputs.clear(wait)


# The transformers that come with IPython, and what a cell must have for one of them to change it.
_KNOWN = frozenset(
    {
        *("leading_empty_lines", "leading_indent", "PromptStripper", "cell_magic"),
        *("MagicAssign", "SystemAssign", "EscapedCommand", "HelpEnd"),
    }
)
_SPECIAL = re.compile(
    r"[%!?\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]|\A\s|^[^\S\n]+$|^\s*(?:[,;/]|>>>|\.\.\.)|\bIn \[|\[(?:ins|nav)\]",
    re.MULTILINE,
)


class Transformers(TransformerManager):
    """As IPython's. A cell is looked at before it runs and need not be transformed again, unless the notebook has
    transformers of its own, which may do otherwise the second time; and not at all if it is plain Python."""

    def __init__(self) -> None:
        super().__init__()
        self._own = self._steps()  # no cell has touched them
        self._last = ("", "\n")
        self._all_known = all(getattr(step, "__name__", type(step).__name__) in _KNOWN for step in self._own)

    def _steps(self) -> list[Any]:
        return [*self.cleanup_transforms, *self.line_transforms, *self.token_transformers]

    def transform_cell(self, cell: str) -> str:
        if self._steps() != self._own:
            return str(super().transform_cell(cell))
        if self._last[0] != cell:
            plain = self._all_known and cell and not _SPECIAL.search(cell)
            text = (cell if cell.endswith("\n") else f"{cell}\n") if plain else str(super().transform_cell(cell))
            self._last = cell, text
        return self._last[1]


_ASSIGNMENT = re.compile(r"([^\W\d]\w*)\s*=(?!=)")


class Prefilter(PrefilterManager):
    """As IPython's, which looks at cells of one line with all its checkers. An assignment is what it is, unless the
    name is a macro's or one that calls itself, or the notebook has checkers of its own."""

    def prefilter_lines(self, lines: str, continue_prompt: bool = False) -> str:
        found = _ASSIGNMENT.match(lines)
        if found is not None and "#" not in lines and not self.transformers:
            bound = self.shell.user_ns.get(found[1])
            if not isinstance(bound, (Macro, IPyAutocall)) and _modules(self.checkers) <= {"IPython.core.prefilter"}:
                return lines.rstrip("\n")
        return str(super().prefilter_lines(lines, continue_prompt))


def _modules(objects: Iterable[object]) -> set[str]:
    return {type(value).__module__ for value in objects}


class NotebookKernel:
    """Stands where ipykernel has its kernel; what only a live Jupyter connection could do raises AttributeError."""

    implementation = "freshet"
    banner = ""

    def __init__(self, shell: Any) -> None:
        self.shell = shell

    @property
    def comm_manager(self) -> Any:
        return jupyter.comm_manager()


class ZMQInteractiveShell(InteractiveShell):
    """One per process, made in the zygote; `attach` joins it to a worker's channel.

    It bears the name of ipykernel's shell because libraries ask for it (pandas, tqdm, plotly) to tell a notebook from a
    terminal.
    """

    displayhook_class = WorkerDisplayHook
    display_pub_class = WorkerDisplayPublisher
    compiler_class = CellCompiler
    # Libraries tell a notebook from a terminal by this attribute, too (pandas: how many columns to show).
    kernel: NotebookKernel
    outputs: Outputs
    last_error: CellError | None = None
    _shows_error = False
    ask: Ask | None = None
    # The number of the cell that runs.
    _number = 0
    # The cell that runs, if it is known to await nothing at its top level.
    _plain: str | None = None
    # Called when `%reset` has emptied the namespace.
    after_reset: Callable[[], None] | None = None

    def attach(self, outputs: Outputs, ask: Ask) -> None:
        self.outputs = outputs
        self.ask = ask
        builtins.input = self._input
        getpass.getpass = self._getpass

    def number_cell(self, number: int) -> None:
        """The cell that runs next has this number, and will find the count where it is in Jupyter."""
        self._number = self.execution_count = number
        self.compile.named = self._count_up

    def _count_up(self) -> None:
        self.execution_count = self._number + AHEAD

    def init_prefilter(self) -> None:
        super().init_prefilter()
        self.configurables.pop()
        self.prefilter_manager: PrefilterManager = Prefilter(shell=self, parent=self)
        self.configurables.append(self.prefilter_manager)
        self.prefilter = self.prefilter_manager.prefilter_lines

    def init_sys_modules(self) -> None:
        sys.modules["__main__"] = self.user_module

    def init_virtualenv(self) -> None:
        pass  # the interpreter is already that of the environment

    def init_readline(self) -> None:
        pass

    def enable_gui(self, gui: str | None = None) -> None:
        pass  # no event loop of a toolkit runs in a worker

    def should_run_async(self, raw_cell: str, **given: Any) -> bool:
        # IPython would compile it once more to find out.
        return raw_cell is not self._plain and bool(super().should_run_async(raw_cell, **given))

    def ask_exit(self) -> None:
        pass  # a notebook's `exit` ends the kernel; here later cells have interpreters of their own

    def reset(self, new_session: bool = True, aggressive: bool = False) -> None:
        super().reset(new_session, aggressive)
        if self.after_reset is not None:
            self.after_reset()

    def _get_exc_info(self, exc_tuple: Any = None) -> Any:
        etype, value, trace = super()._get_exc_info(exc_tuple)
        return etype, value, without_runtime(trace)

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        lines = [stb] if isinstance(stb, str) else list(stb)
        try:
            text = str(evalue)
        except Exception as error:
            if self._shows_error:
                text = f"<str() of the exception failed: {type(error).__name__}>"
            else:  # as ipykernel does: then that is the error that is shown
                self._shows_error = True
                raise
        self._shows_error = False
        self.last_error = CellError(str(getattr(etype, "__name__", etype)), text, lines)
        self.outputs.error(self.last_error.ename, text, lines)

    def system_piped(self, cmd: str) -> None:
        # As in Jupyter: output appears while the command runs.
        if cmd.rstrip().endswith("&"):
            raise OSError("Background processes not supported.")
        from IPython.utils.process import system

        self.user_ns["_exit_code"] = system(self.var_expand(cmd, depth=1))

    system = system_piped

    def _input(self, prompt: object = "", /) -> str:
        assert self.ask is not None
        return self.ask(str(prompt), False)

    def _getpass(self, prompt: str = "Password: ", stream: Any = None, **_: Any) -> str:
        assert self.ask is not None
        return self.ask(prompt, True)


def make_shell(user_module: Any) -> ZMQInteractiveShell:
    config = Config()
    config.HistoryManager.enabled = False  # it would start a thread and write a database
    config.InteractiveShell.autocall = 0
    config.IPKernelApp.connection_file = ""  # by this section libraries (tqdm) know a notebook
    shell: ZMQInteractiveShell = ZMQInteractiveShell.instance(
        config=config, user_module=user_module, user_ns=user_module.__dict__, **_own_directory()
    )
    shell.kernel = NotebookKernel(shell)
    shell.input_transformer_manager = Transformers()
    jupyter.complete(shell)
    # What goes to the pager in a terminal (`obj?`) goes to a pane of the client in Jupyter, never to the cell's output.
    shell.set_hook("show_in_pager", page.as_hook(lambda *_, **__: None), 99)
    return shell


def _own_directory() -> dict[str, str]:
    """A place for what IPython keeps, where the home has none and takes none."""
    try:
        get_ipython_dir()
        return {}
    except OSError:
        return {"ipython_dir": tempfile.mkdtemp(prefix="freshet-ipython-")}


_HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "")


def without_runtime(trace: TracebackType | None) -> TracebackType | None:
    """Cuts a traceback where the cell's code was interrupted or asked for a name: the rest is the runtime's own."""
    last, user = trace, None
    while last is not None:
        if not last.tb_frame.f_code.co_filename.startswith(_HERE):
            if user is not None and user.tb_next is not last:
                user.tb_next = last  # what lies between only told of a file
            user = last
        last = last.tb_next
    if user is not None:
        user.tb_next = None
    return trace


def jsonable_bundle(data: dict[str, Any]) -> dict[str, Any]:
    """A MIME bundle as nbformat has it: bytes in base64, everything else as JSON can say it."""
    return {mime: jsonable(value) for mime, value in data.items()}


def jsonable(value: Any) -> Any:
    if value is None or isinstance(value, (bool, int, str)):
        return value if not isinstance(value, int) or type(value) in (bool, int) else int(value)
    if isinstance(value, float):
        return float(value) if value == value and value not in (float("inf"), float("-inf")) else repr(float(value))
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, dict):
        return {str(key): jsonable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [jsonable(item) for item in value]
    return str(value)
