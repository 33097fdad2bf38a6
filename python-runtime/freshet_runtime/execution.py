"""One cell, from `execute` to `done`: bind, run, observe, export."""

from __future__ import annotations

import ast
import builtins
import os
import sys
import time
import warnings
from collections.abc import Mapping, Sequence
from types import CodeType, ModuleType
from typing import TYPE_CHECKING, Any

from . import names, plots, segments, tracking
from .channel import Channel
from .export import Export, Exported
from .holdings import Holdings, LiveGroup, Undecodable
from .namespace import MISSING
from .outputs import Outputs
from .process import ProcessState, module_digest
from .shell import CellError
from .streams import Pump
from .wire import Header

if TYPE_CHECKING:
    from .kernel import Kernel


class Aborted(BaseException):
    """The monitor withdrew the cell while it waited for a value."""


class Executor:
    """Runs cells for one worker and remembers what stays alive between them."""

    pump: Pump

    def __init__(
        self,
        kernel: Kernel,
        channel: Channel,
        outputs: Outputs,
        directory: str,
    ) -> None:
        self._shell = kernel.shell
        self._namespace = kernel.namespace
        self._ambient = kernel.ambient
        self._observer = kernel.observer
        self._observer.gate = self._wait_for_turn
        self._process = ProcessState()
        self._channel = channel
        self._outputs = outputs
        self._directory = directory
        self._holdings = Holdings()
        self._cell = Cell({})
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
        question = {"type": "input-request", "run": self._cell.run, "prompt": prompt, "password": password}
        answer, _ = self._channel.ask(question, lambda h: h.get("type") == "input")
        if answer.get("text") is None:
            raise EOFError("no input is given to this notebook")
        return str(answer["text"])

    # -- one cell ------------------------------------------------------------------------------------------------

    def warm(self) -> None:
        """Runs a cell of no consequence, so that the first real one finds memory and caches ready."""
        for source in ("_w = [1]\ndef _f(): pass", "_w = 2"):
            self.execute({"run": "warm", "source": source, "executionCount": 1, "final": True}, [])
        self._holdings.retain(())
        self._namespace.wipe()

    def execute(self, header: Header, payloads: list[bytes]) -> tuple[Header, list[bytes]]:
        """Runs the cell; returns `done` with its payloads."""
        self._interrupted = False
        cell = self._cell = Cell(header)
        self._outputs.begin(cell.run)
        started = time.perf_counter()
        report: Header = _blank_done(cell.run)
        error: CellError | None = None
        status = "ok"
        try:
            self._bind(cell, payloads)
            self._prepare_state(cell)
        except Undecodable as cause:
            error = CellError("Undecodable", str(cause), [])
        except Exception as cause:
            error = CellError(type(cause).__name__, f"loading what the cell reads: {cause}", [])
        except Aborted:
            error = CellError("Aborted", "withdrawn", [])
        except KeyboardInterrupt:
            self._interrupted = True
        loaded = time.perf_counter()
        if error is not None:
            self._outputs.error(error.ename, error.evalue, [f"{error.ename}: {error.evalue}"])
            status = "error"
        elif self._interrupted:
            status = "interrupted"
        else:
            status, error = self._run_code(cell)
        ran = time.perf_counter()
        self.pump.settle()
        self._outputs.end()
        payloads_out: list[bytes] = []
        if cell.started and (status == "ok" or (status == "error" and cell.allow_errors)):
            try:
                self._observe_and_export(cell, report, payloads_out)
                report["exported"] = True
            except segments.NotWritten as cause:
                status, error = "error", CellError("NotWritten", f"no room for what the cell leaves: {cause}", [])
                self._outputs.error(error.ename, error.evalue, [f"{error.ename}: {error.evalue}"])
        if not report["exported"]:
            # What it changed before it failed must not be seen by the next cell.
            for group in cell.touched.values():
                if not group.resident:
                    self._holdings.make_decodable(group.id)
        if cell.started:
            self._report_effects(cell, report, payloads_out, exports=bool(report["exported"]))
        del report["exported"]
        self._namespace.end()
        report["reads"] = [{"name": name, "group": group} for name, group in cell.reads.items()]
        report["absent"] = sorted(cell.absent)
        report["status"] = status
        report["error"] = error.to_json() if error else None
        report["importMs"] = round((loaded - started) * 1000, 3)
        report["durationMs"] = round((ran - loaded) * 1000, 3)
        report["exportMs"] = round((time.perf_counter() - ran) * 1000, 3)
        return report, payloads_out

    # -- binding -------------------------------------------------------------------------------------------------

    def _bind(self, cell: Cell, payloads: list[bytes]) -> None:
        namespace, holdings = self._namespace, self._holdings
        namespace.wipe()
        cell.code = self._names_of(cell.source)
        holdings.retain(cell.keep)
        holdings.offer(cell.descriptors, payloads)
        load = list(cell.load)
        load += self._eager(cell, {binding["name"] for binding in load})
        cell.lazy = self._must_be_lazy(cell, {binding["name"] for binding in load})
        namespace.prepare_builtins(self._fetch, cell.lazy)
        if cell.lazy or any(group.lazy_builtins for group in holdings):
            self._drop_wrong_builtins(cell)
        # Before anything is decoded: modules may be found only by what cells did to the path.
        self._restore_ambient(cell, payloads)
        bound: dict[str, Any] = {}
        for binding in load:
            bound[binding["name"]] = self._take(cell, binding)
        for group_id in holdings.offered():
            # Groups that point to a loaded one: live before the cell changes what they point to.
            descriptor_refs = holdings.refs_of(group_id)
            if descriptor_refs and any(holdings.get(ref) is not None for ref in descriptor_refs):
                self._live(cell, group_id)
        if any(group.resident for group in holdings):
            self._bind_needs(cell, bound)
        namespace.begin(bound, self._fetch, cell.count, cell.source)
        if not cell.lazy and self._needs_hook(cell):
            # Functions that were just loaded refer to names that were not: start over with the hook in place.
            cell.force_lazy = True
            cell.reset()
            self._bind(cell, payloads)

    def _bind_needs(self, cell: Cell, bound: dict[str, Any]) -> None:
        """Binds all that the loaded functions refer to, and what that refers to."""
        asked: set[str] = set()
        while True:
            needed = {name for group in cell.touched.values() for name in group.descriptor.get("needs", ())}
            missing = (needed & cell.visible.keys()) - cell.bindings.keys() - asked
            if not missing:
                return
            for name in sorted(missing):
                asked.add(name)
                for binding in self._ask_value(cell, name):
                    bound[binding["name"]] = self._take(cell, binding)

    def _live(self, cell: Cell, group_id: str) -> LiveGroup:
        group = self._holdings.load(group_id, cell.lazy)
        cell.touch(group)
        tracking.note_loaded(group)
        for ref in group.refs:
            tracking.note_loaded(ref)
        return group

    def _restore_ambient(self, cell: Cell, payloads: list[bytes]) -> None:
        given = {item["name"]: payloads[item["frame"]] for item in cell.ambient}
        for trouble in self._ambient.restore(given, cell.ambient_keep):
            self._outputs.write("stderr", f"freshet: could not restore {trouble}\n")

    def _prepare_state(self, cell: Cell) -> None:
        """Everything ready to see what the cell does."""
        if plots.integrate(self._shell):
            self._ambient.adopt_backend()
        self._ambient.begin(self._modules(cell), cell.code.attributes)
        for message, category, filename, line, *_ in cell.compiler_said:
            warnings.warn_explicit(message, category, filename, line)
        self._process.begin()
        self._observer.begin(cell.final)

    def _modules(self, cell: Cell) -> list[ModuleType]:
        """Modules that the cell's code has at hand."""
        held = [value for value in self._namespace.values.values() if type(value) is ModuleType]
        imported = [sys.modules[name] for name in cell.code.imports if name in sys.modules]
        return list({id(m): m for m in (*held, *imported)}.values())

    def _wait_for_turn(self, event: str, detail: str) -> None:
        self.pump.settle()
        self._outputs.flush()
        question = {"type": "gate", "run": self._cell.run, "event": event, "detail": detail}
        self._channel.ask(question, lambda h: h.get("type") == "open")

    def _eager(self, cell: Cell, loaded: set[str]) -> list[dict[str, Any]]:
        """Bindings that must exist before the code starts: what shadows a builtin, what is deleted, or all."""
        wanted = []
        for name in cell.visible:
            if name in loaded:
                continue
            shadows = name in cell.code.loads and (hasattr(builtins, name) or name in self._namespace.system_names)
            if cell.eager or shadows or name in cell.code.deletes:
                wanted.append(name)
        found = []
        for name in wanted:
            if name not in loaded:
                found += self._ask_value(cell, name)
                loaded.update(binding["name"] for binding in found)
        return found

    def _must_be_lazy(self, cell: Cell, loaded: set[str]) -> bool:
        if cell.force_lazy:
            return True
        hidden = cell.visible.keys() - loaded
        code = cell.code
        if cell.dynamic or not names.OPEN_NAMES.isdisjoint(code.loads):
            return True
        return not hidden.isdisjoint(code.loads)

    def _needs_hook(self, cell: Cell) -> bool:
        hidden = cell.visible.keys() - cell.bindings.keys()
        return any(not hidden.isdisjoint(group.descriptor.get("needs", ())) for group in cell.touched.values())

    def _drop_wrong_builtins(self, cell: Cell) -> None:
        """Functions keep the builtins they were made with: those made for the other way are decoded again."""
        holdings = self._holdings
        wrong = {g.id for g in holdings if g.has_user_code and not g.resident and (cell.lazy or g.lazy_builtins)}
        if any(group.resident for group in holdings):
            # Residents hold objects of those groups: decoding again would make strangers of them. What functions need
            # is then fetched before the cell starts.
            return
        changed = True
        while changed:
            changed = False
            for group in holdings:
                if group.id not in wrong and any(ref.id in wrong for ref in group.refs):
                    wrong.add(group.id)
                    changed = True
        for group_id in wrong:
            holdings.make_decodable(group_id)

    def _names_of(self, source: str) -> names.CodeNames:
        found = names.CodeNames()
        said: list[Any] = []
        # Jupyter compiles a cell once more than IPython does, and shows the compiler's warnings each time: they are
        # kept until the filters are those of the cell. (`catch_warnings` would make old warnings appear anew.)
        shown, warnings.showwarning = warnings.showwarning, lambda *args, **_: said.append(args)
        try:
            text = self._shell.transform_cell(source)
            code: CodeType = compile(text, "<>", "exec", dont_inherit=True, flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        except (SyntaxError, ValueError, OverflowError, MemoryError, RecursionError):
            return found  # run_cell says what is wrong
        finally:
            warnings.showwarning = shown
            self._cell.compiler_said = said
        return names.of_code(code, found)

    # -- the hook ------------------------------------------------------------------------------------------------

    def _fetch(self, name: str) -> Any:
        """A visible name's value, asked of the monitor; MISSING if there is none."""
        cell = self._cell
        if name not in cell.visible or name in cell.bindings:
            if name not in cell.bindings:
                cell.absent.add(name)
            return MISSING
        bindings = self._ask_value(cell, name)
        for binding in bindings:
            other = binding["name"]
            if other not in cell.bindings:
                self._namespace.fetched(other, self._take(cell, binding))
        if name not in cell.bindings:
            return MISSING
        group, key = cell.bindings[name]
        return group.members[key]

    def _take(self, cell: Cell, binding: Mapping[str, Any]) -> Any:
        """The value that a binding means; the cell counts as having read it."""
        group = self._live(cell, binding["group"])
        cell.bindings[binding["name"]] = (group, binding["key"])
        cell.reads[binding["name"]] = group.id
        return group.members[binding["key"]]

    def _ask_value(self, cell: Cell, name: str) -> list[dict[str, Any]]:
        """Bindings of `name` and, if it has any, of the other names of its co-variable; empty if it is absent."""
        answer, payloads = self._channel.request({"type": "need", "run": cell.run, "name": name})
        if answer["status"] == "aborted":
            raise Aborted
        if answer["status"] == "absent" or not answer.get("binding"):
            cell.absent.add(name)
            cell.visible.pop(name, None)
            return []
        self._holdings.offer(answer.get("groups", ()), payloads)
        return [answer["binding"], *answer.get("also", ())]

    # -- running -------------------------------------------------------------------------------------------------

    def _run_code(self, cell: Cell) -> tuple[str, CellError | None]:
        shell = self._shell
        shell.execution_count = cell.count
        shell.last_error = None
        cell.started = True
        aborted = False
        try:
            self._running = True
            self._observer.resume()
            result = shell.run_cell(cell.source, store_history=False, silent=False)
        except KeyboardInterrupt:
            return "interrupted", shell.last_error
        finally:
            self._running = False
            self._observer.pause()
        cause = result.error_before_exec or result.error_in_exec
        if isinstance(cause, Aborted):
            aborted = True
        if aborted:
            return "error", CellError("Aborted", "withdrawn", [])
        if isinstance(cause, KeyboardInterrupt) or (self._interrupted and cause is not None):
            return "interrupted", shell.last_error
        if result.success:
            return "ok", None
        if isinstance(cause, NameError) and cause.name and cause.name not in self._namespace.values:
            cell.absent.add(cause.name)
        return "error", shell.last_error or CellError(type(cause).__name__, str(cause), [])

    # -- afterwards ----------------------------------------------------------------------------------------------

    def _observe_and_export(self, cell: Cell, report: Header, payloads: list[bytes]) -> None:
        namespace = self._namespace
        writes, deletes = namespace.changes(cell.count, cell.want_result)
        changed = tracking.changed_groups(cell.touched.values())
        writes += [name for name in self._extended_modules(cell) if name not in writes]
        values = {name: namespace.values[name] for name in writes}
        mutates: list[str] = []
        for group in changed:
            for key, value in group.members.items():
                for name in cell.names_of(group, key):
                    if name not in values and name not in deletes:
                        values[name] = value
                        mutates.append(name)
        clean = [group for group in cell.touched.values() if group not in changed]
        export = Export(cell.run, self._directory, clean, self._submodules(cell), cell.lazy)
        exported = export.run(values)
        replaced = _replacements(changed, exported)
        for item in exported:
            descriptor = item.live.descriptor
            if item.inline is not None:
                descriptor["frame"] = len(payloads)
                payloads.append(item.inline)
            if replaced.get(item.live.id):
                descriptor["replaces"] = replaced[item.live.id]
            report["groups"].append(dict(descriptor))
            for name in descriptor["names"]:
                report["moved"][name] = item.live.id
            item.live.keep_inline(item.inline)
            self._holdings.add(item.live)
        for group in changed:
            self._holdings.forget(group.id)
        report["writes"] = writes
        report["mutates"] = mutates
        report["deletes"] = deletes

    def _report_effects(self, cell: Cell, report: Header, payloads: list[bytes], exports: bool) -> None:
        """Everything but values. A cell that exports nothing leaves no ambient state either, but was seen doing it."""
        changes = self._ambient.changes(cell.source, self._modules(cell))
        for name, state in changes.states.items() if exports else ():
            report["ambient"].append({"name": name, "fingerprint": changes.fingerprints[name], "frame": len(payloads)})
            payloads.append(state)
        observer = self._observer
        report["ambientReads"] = sorted({*changes.reads, *(["@cwd"] if observer.relative else [])})
        modules = self._used_modules(cell)
        report["modules"] = {name: module_digest(module) for name, module in sorted(modules.items())}
        report["files"] = observer.report({os.path.abspath(str(m.__file__)) for m in modules.values()})
        report["external"] = sorted(observer.external)
        report["process"] = changes.unmovable + self._process.changes("subprocess" in observer.external)

    def _used_modules(self, cell: Cell) -> dict[str, ModuleType]:
        """The user's own modules that the cell imported or reached through what it read."""
        local = self._process.local_modules()
        if not local:
            return {}
        used = self._process.new_modules() | cell.code.imports
        for group, key in cell.bindings.values():
            value = group.members[key]
            used.add(value.__name__ if isinstance(value, ModuleType) else getattr(value, "__module__", "") or "")
            used.add(type(value).__module__)
        return {name: module for name, module in local.items() if name in used}

    def _extended_modules(self, cell: Cell) -> list[str]:
        """Names whose module gained submodules by a dotted import: bound anew, though to the same object."""
        found = []
        for name in self._submodules(cell):
            value = self._namespace.values.get(name)
            if name in cell.bindings and isinstance(value, ModuleType) and value.__name__ == name:
                found.append(name)
        return found

    def _submodules(self, cell: Cell) -> dict[str, list[str]]:
        """Submodules that the cell imported by dotted name, by the module that the name binds."""
        found: dict[str, list[str]] = {}
        for name in sorted(cell.code.imports):
            if "." in name and name in sys.modules:
                found.setdefault(name.partition(".")[0], []).append(name)
        return found


class Cell:
    """What one `execute` asks for, and what was observed of it so far."""

    def __init__(self, header: Header) -> None:
        self.run: str = header.get("run", "")
        self.source: str = header.get("source", "")
        self.count: int = header.get("executionCount") or 0
        self.load: list[dict[str, Any]] = header.get("load", [])
        self.visible: dict[str, str | None] = dict(header.get("visible", {}))
        self.keep: list[str] = header.get("keep", [])
        self.descriptors: Sequence[dict[str, Any]] = header.get("groups", [])
        self.ambient: list[dict[str, Any]] = header.get("ambient", [])
        self.ambient_keep: list[str] = header.get("ambientKeep", [])
        self.dynamic: bool = bool(header.get("dynamic"))
        self.eager: bool = bool(header.get("eager"))
        self.final: bool = bool(header.get("final"))
        self.want_result: bool = bool(header.get("wantResult"))
        self.allow_errors: bool = bool(header.get("allowErrors"))
        self.code = names.CodeNames()
        self.compiler_said: list[Any] = []
        self.lazy = False
        self.force_lazy = False
        self.started = False
        self.absent: set[str] = set()
        self.reset()

    def reset(self) -> None:
        self.reads: dict[str, str] = {}
        self.bindings: dict[str, tuple[LiveGroup, str]] = {}
        self.touched: dict[str, LiveGroup] = {}

    def touch(self, group: LiveGroup) -> None:
        """The cell can reach this group, and all that it points to."""
        if group.id not in self.touched:
            self.touched[group.id] = group
            for ref in group.refs:
                self.touch(ref)

    def names_of(self, group: LiveGroup, key: str) -> list[str]:
        """The names that mean this member at the cell's position."""
        bound = [name for name, (g, k) in self.bindings.items() if g is group and k == key]
        if key not in self.bindings and self.visible.get(key) == group.id:
            bound.append(key)
        return bound


def _replacements(changed: Sequence[LiveGroup], exported: Sequence[Exported]) -> dict[str, list[str]]:
    """For each new group the changed ones whose members it has, all of them, under the same keys."""
    found: dict[str, list[str]] = {}
    for old in changed:
        for item in exported:
            new = item.live.members
            if old.members and all(key in new and new[key] is value for key, value in old.members.items()):
                found.setdefault(item.live.id, []).append(old.id)
    return found


def _blank_done(run: str) -> Header:
    return {
        "type": "done", "run": run, "status": "ok", "error": None, "durationMs": 0, "importMs": 0, "exportMs": 0,
        "reads": [], "absent": [], "writes": [], "mutates": [], "deletes": [], "groups": [], "moved": {},
        "ambient": [], "ambientReads": [], "files": [], "external": [], "modules": {}, "process": [], "exported": False,
    }  # fmt: skip
