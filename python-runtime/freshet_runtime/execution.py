"""One cell, from `execute` to `done`: bind, run, observe, export."""

from __future__ import annotations

import time
import warnings
from typing import TYPE_CHECKING, Any

from IPython.core.error import StdinNotImplementedError

from . import foreseen, lending, limits, plots, segments
from .aftermath import Aftermath, code_at_hand, modules_at_hand
from .binding import Aborted, Binder
from .cell import Cell, blank_done
from .channel import Channel
from .holdings import Undecodable
from .loop import CellLoop
from .outputs import Outputs
from .process import ProcessState
from .shell import CellError
from .streams import Pump, Still
from .surroundings import ProcessWatch
from .wire import Header

if TYPE_CHECKING:
    from .kernel import Kernel


class Executor:
    """Runs cells for one worker, each in a namespace of its own."""

    def __init__(
        self, kernel: Kernel, channel: Channel, outputs: Outputs, directory: str, observe: bool = True
    ) -> None:
        self._observe = observe
        self._shell = kernel.shell
        self._namespace = kernel.namespace
        self._ambient = kernel.ambient
        self._observer = kernel.observer
        self._observer.gate = self._wait_for_turn
        self.pump: Pump | Still = Still()
        self.loop = CellLoop()
        self._process = ProcessState(self.loop)
        self._surroundings = ProcessWatch(kernel.shell)
        self._channel = channel
        self._outputs = outputs
        self._binder = Binder(kernel, channel, outputs)
        self._aftermath = Aftermath(kernel, self._binder, self._process, self._surroundings, directory, observe)
        self._cell = Cell({})
        # What may have changed the process since the last cell: groups decoded by then, and what goes on running.
        self._decoded = 0
        self._restless = False
        self._running = False
        self._interrupted = False

    # -- signals and questions -----------------------------------------------------------------------------------

    def interrupted(self, number: int, frame: Any) -> None:
        if self._running or self._channel.waiting:
            self._interrupted = True
            raise KeyboardInterrupt
        # Between cells there is nothing to interrupt; before the code starts it must not start.
        self._interrupted = True

    def ask_input(self, prompt: str, password: bool) -> str:
        self.pump.settle()
        self._outputs.flush()
        self._observer.external.add("input")
        question = {"type": "input-request", "run": self._cell.run, "prompt": prompt, "password": password}
        answer, _ = self._channel.ask(question, lambda h: h.get("type") == "input")
        if answer.get("text") is None:
            what = "getpass" if password else "raw_input"
            raise StdinNotImplementedError(f"{what} was called, but this frontend does not support input requests.")
        return str(answer["text"])

    def _wait_for_turn(self, event: str, detail: str) -> None:
        self.pump.settle()
        self._outputs.flush()
        question = {"type": "gate", "run": self._cell.run, "event": event, "detail": detail}
        self._channel.ask(question, lambda h: h.get("type") == "open")

    # -- one cell ------------------------------------------------------------------------------------------------

    def warm(self) -> None:
        """Runs cells of no consequence, so that the first real one finds memory and caches ready."""
        for source in ("_w = [1]\ndef _f(): pass", "_w = 2"):
            self.execute({"run": "warm", "source": source, "executionCount": 1, "final": True}, [])
        self._binder.holdings.retain(())
        self._namespace.wipe()

    def settle(self) -> None:
        """Writes, while nobody waits, to the pages that a first cell would have the kernel copy (5 us for each of about
        900: the reference counts of what runs)."""
        self.warm()

    def begin(self, pump: Pump) -> None:
        """In a process of its own, whose streams `pump` carries."""
        self.pump = pump
        self._surroundings.forget()

    def execute(self, header: Header, payloads: list[bytes]) -> tuple[Header, list[bytes]]:
        """Runs the cell; returns `done` with its payloads."""
        self._interrupted = False
        foreseen.arm()
        cell = self._cell = Cell(header)
        self._outputs.begin(cell.run)
        report: Header = blank_done(cell.run)
        started = time.perf_counter()
        error = self._prepare(cell, payloads)
        loaded = time.perf_counter()
        status = "error" if error else "interrupted"
        if error is None and not self._interrupted:
            status, error = self._run_code(cell)
        ran = time.perf_counter()
        self.pump.settle()
        self._outputs.end()
        payloads_out: list[bytes] = []
        if cell.started and (status == "ok" or (status == "error" and cell.allow_errors)):
            try:
                self._aftermath.export(cell, report, payloads_out)
                cell.exported = True
                if status == "error":
                    self._aftermath.leave_error(cell, report)
            except segments.NotWritten as cause:
                status, error = "error", CellError("NotWritten", f"no room for what the cell leaves: {cause}", [])
                self._show(error)
        if not cell.exported:
            self._forget_changes(cell, report)
        if cell.started and self._observe:
            self._aftermath.report(cell, report, payloads_out)
            self._restless |= bool(report["process"])
        self._decoded = self._binder.holdings.decoded
        self._namespace.end()
        report["reads"] = [{"name": name, "group": group} for name, group in cell.reads.items()]
        report["absent"] = sorted(cell.absent)
        report["status"] = status
        report["error"] = error.to_json() if error else None
        report["importMs"] = round((loaded - started) * 1000, 3)
        report["durationMs"] = round((ran - loaded) * 1000, 3)
        report["exportMs"] = round((time.perf_counter() - ran) * 1000, 3)
        return report, payloads_out

    def _prepare(self, cell: Cell, payloads: list[bytes]) -> CellError | None:
        """Everything that the cell must find, ready to see what it does; what is wrong if that fails."""
        try:
            self._binder.bind(cell, payloads)
            self._watch(cell)
            return None
        except Undecodable as cause:
            error = CellError("Undecodable", str(cause), [])
        except Exception as cause:
            error = CellError(type(cause).__name__, f"loading what the cell reads: {cause}", [])
        except Aborted:
            error = CellError("Aborted", "withdrawn", [])
        except KeyboardInterrupt:
            self._interrupted = True
            return None
        self._show(error)
        return error

    def _watch(self, cell: Cell) -> None:
        if not self._observe:
            return
        if plots.integrate(self._shell):
            self._ambient.adopt_backend()
        quiet = self._binder.holdings.decoded == self._decoded and not self._restless
        if not quiet:
            self._ambient.disturbed()
        code = code_at_hand(cell, self._namespace)
        self._ambient.begin(modules_at_hand(cell, self._namespace), list(self._namespace.values.values()), code)
        for message, category, filename, line, *_ in cell.compiler_said:
            warnings.warn_explicit(message, category, filename, line)
        self._process.begin()
        self._surroundings.begin(code, quiet)
        self._observer.begin(cell.final)
        for path in cell.handles:
            self._observer.hold(path)

    def _is_own(self, cell: Cell, name: str) -> bool:
        """Whether a name is there, or was: then the cell itself has deleted it."""
        return name in self._namespace.values or name in cell.bindings

    def _show(self, error: CellError) -> None:
        self._outputs.error(error.ename, error.evalue, [f"{error.ename}: {error.evalue}"])

    def _forget_changes(self, cell: Cell, report: Header) -> None:
        """What a cell changed before it failed must not be seen by the next one."""
        gone = lending.reclaim(cell, self._namespace)
        if gone:
            report["spoiled"] = gone
        for group in cell.touched.values():
            if not group.resident:
                self._binder.holdings.make_decodable(group.id)

    # -- running -------------------------------------------------------------------------------------------------

    def _run_code(self, cell: Cell) -> tuple[str, CellError | None]:
        shell = self._shell
        shell.number_cell(cell.count)
        shell.last_error = None
        cell.started = True
        limits.memory.begin()
        try:
            self._running = True
            if self._observe:
                self._observer.resume()
            result = self.loop.run(shell, cell.source, cell.awaits, bool(cell.compiler_said))
        except KeyboardInterrupt:
            return "interrupted", shell.last_error
        finally:
            self._running = False
            self._observer.pause()
            limits.memory.end()
        cause = result.error_before_exec or result.error_in_exec
        if isinstance(cause, Aborted):
            return "error", CellError("Aborted", "withdrawn", [])
        if isinstance(cause, KeyboardInterrupt) or (self._interrupted and cause is not None):
            return "interrupted", shell.last_error
        if result.success:
            return "ok", None
        reached = limits.memory.explain(cause)
        if reached is not None:
            self._outputs.write("stderr", f"freshet: {reached}\n")
            return "error", CellError("MemoryError", reached, shell.last_error.traceback if shell.last_error else [])
        if isinstance(cause, NameError) and cause.name and not self._is_own(cell, cause.name):
            cell.absent.add(cause.name)
        return "error", shell.last_error or CellError(type(cause).__name__, str(cause), [])
