"""After a cell: what it changed, and what it leaves to later cells."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING, Any

from . import fingerprint, impurity, lasterror, lending, names, tracking
from .binding import Binder
from .cell import LAST_ERROR, PROCESS, Cell
from .codecs import functions
from .export import Export, Exported
from .holdings import LiveGroup
from .namespace import Namespace
from .paths import state_of
from .process import ProcessState, module_digest
from .surroundings import ProcessWatch
from .wire import Header

if TYPE_CHECKING:
    from .kernel import Kernel


class Aftermath:
    """Exports values and tells effects, once the code has run."""

    def __init__(
        self,
        kernel: Kernel,
        binder: Binder,
        process: ProcessState,
        surroundings: ProcessWatch,
        directory: str,
        observe: bool,
    ) -> None:
        self._observe = observe
        self._binder = binder
        self._surroundings = surroundings
        self._namespace = kernel.namespace
        self._ambient = kernel.ambient
        self._observer = kernel.observer
        self._holdings = binder.holdings
        self._process = process
        self._directory = directory
        # Threads and tasks that went on when the cell's code had ended, as `ProcessState.survivors` tells them.
        self._survivors: tuple[list[str], list[str]] = ([], [])

    def export(self, cell: Cell, report: Header, payloads: list[bytes]) -> None:
        # Before values are taken: what ends meanwhile may have changed them since.
        self._survivors = self._process.survivors()
        namespace = self._namespace
        gone = lending.reclaim(cell, namespace)
        writes, deletes = namespace.changes(cell.count)
        extras = namespace.extras(cell.count)
        writes += [name for name in extras if name in cell.wants]
        report["withheld"] += [name for name in extras if name not in cell.wants]
        if cell.in_process:
            self._touch_all(cell)
        changed = tracking.changed_groups(cell.touched.values()) if self._observe else []
        writes += [name for name in self._extended_modules(cell) if name not in writes]
        values = {name: namespace.values[name] for name in writes}
        mutates: list[str] = []
        spoiled: list[str] = []
        for group in changed:
            told = len(mutates)
            for key, value in group.members.items():
                for name in cell.names_of(group, key):
                    if name not in values and name not in deletes:
                        values[name] = value
                        mutates.append(name)
                        cell.reads.setdefault(name, group.id)
            if len(mutates) == told:
                spoiled.append(group.id)
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
        for group_id in gone:
            if not cell.touched[group_id].resident:
                self._holdings.make_decodable(group_id)
        report["writes"] = writes
        report["mutates"] = mutates
        report["deletes"] = deletes
        if spoiled:
            report["spoiled"] = spoiled

    def _touch_all(self, cell: Cell) -> None:
        """What earlier cells left in the process may have changed values that this cell does not name."""
        visible = set(cell.visible.values())
        for group in self._holdings:
            if group.id in visible and not group.resident:
                cell.touch(group)

    def report(self, cell: Cell, report: Header, payloads: list[bytes]) -> None:
        """Everything but values. A cell that exports nothing leaves no ambient state either, but was seen doing it."""
        changes = self._ambient.changes(cell.source)
        for name, state in changes.states.items() if cell.exported else ():
            report["ambient"].append({"name": name, "fingerprint": changes.fingerprints[name], "frame": len(payloads)})
            payloads.append(state)
        observer = self._observer
        for path, before in cell.handles.items():
            if state_of(path) != before:
                observer.wrote(path)
        report["ambientReads"] = sorted({*changes.reads, *observer.surroundings()})
        modules = self._used_modules(cell)
        report["modules"] = {name: module_digest(module) for name, module in sorted(modules.items())}
        report["files"] = observer.report({os.path.abspath(str(m.__file__)) for m in modules.values()})
        report["external"] = sorted(observer.external)
        clock = {"clock"} if impurity.reads_clock(cell.source, self._namespace.values) else set()
        report["impure"] = sorted(observer.impure | clock)
        staying = changes.staying + self._surroundings.changes() + self._process.changed_modules(changes.states)
        own, others = self._survivors if cell.exported else self._process.survivors()
        staying += own
        children = self._process.surviving_children() if "subprocess" in observer.external else []
        report["process"] = staying + others + children
        if staying and cell.exported:
            self._leave_process(cell, report, staying)

    def _leave_process(self, cell: Cell, report: Header, reasons: Sequence[str]) -> None:
        """Later cells that may see what this cell did to its process run in it: `@process`, a resident."""
        group = f"{cell.run}.process"
        self._binder.process_states.add(group)
        _leave_resident(report, group, PROCESS, "process", "; ".join(reasons)[:500])

    def leave_error(self, cell: Cell, report: Header) -> None:
        """Later cells that look at the error that ended this one run where its frames are."""
        if LAST_ERROR in cell.wants:
            group = f"{cell.run}.error"
            self._binder.errors[group] = lasterror.take()
            _leave_resident(report, group, LAST_ERROR, "error", "the frames of an error")
        else:
            report["withheld"].append(LAST_ERROR)

    def _used_modules(self, cell: Cell) -> dict[str, ModuleType]:
        """The user's own modules that the cell imported or reached through what it read."""
        local = self._process.local_modules()
        if not local:
            return {}
        used = self._process.new_modules() | cell.code.imports
        for group, key in cell.bindings.values():
            if key not in group.members:
                continue  # it ended while the cell ran
            value = group.members[key]
            kind = type(value)  # the value itself may not be asked: it may be a proxy of what is gone
            if issubclass(kind, ModuleType):
                used.add(value.__name__)
            elif issubclass(kind, (type, FunctionType)):
                used.add(value.__module__ or "")
            used.add(kind.__module__)
        return {name: module for name, module in local.items() if name in used}

    def _extended_modules(self, cell: Cell) -> list[str]:
        """Names whose module gained submodules by a dotted import: bound anew, though to the same object."""
        found = []
        for name in self._submodules(cell):
            value: Any = self._namespace.values.get(name)
            if name in cell.bindings and issubclass(type(value), ModuleType) and value.__name__ == name:
                found.append(name)
        return found

    def _submodules(self, cell: Cell) -> dict[str, list[str]]:
        """Submodules that the cell imported by dotted name, by the module that the name binds."""
        found: dict[str, list[str]] = {}
        for name in sorted(cell.code.imports):
            if "." in name and name in sys.modules:
                found.setdefault(name.partition(".")[0], []).append(name)
        return found


def code_at_hand(cell: Cell, namespace: Namespace) -> names.CodeNames:
    """What the cell's code refers to, and the functions of the notebook that it has at hand."""
    found = names.CodeNames()
    found.update(cell.code)
    for value in namespace.values.values():
        if type(value) is FunctionType:
            if functions.is_notebook_function(value):
                found.update(names.known(value.__code__))
        elif issubclass(type(value), type) and value.__module__ == "__main__":
            for part in vars(value).values():
                if type(part) is FunctionType:
                    found.update(names.known(part.__code__))
    return found


def modules_at_hand(cell: Cell, namespace: Namespace) -> list[ModuleType]:
    """Modules that the cell's code has at hand."""
    held = [value for value in namespace.values.values() if type(value) is ModuleType]
    imported = [sys.modules[name] for name in cell.code.imports if name in sys.modules]
    return list({id(m): m for m in (*held, *imported)}.values())


def _replacements(changed: Sequence[LiveGroup], exported: Sequence[Exported]) -> dict[str, list[str]]:
    """For each new group the changed ones whose members it has, all of them, under the same keys."""
    found: dict[str, list[str]] = {}
    for old in changed:
        for item in exported:
            new = item.live.members
            if old.members and all(key in new and new[key] is value for key, value in old.members.items()):
                found.setdefault(item.live.id, []).append(old.id)
    return found


def _leave_resident(report: Header, group: str, name: str, kind: str, reason: str) -> None:
    """A group without a value: cells that are given `name` run in this process."""
    variable: dict[str, Any] = {"type": kind, "fingerprint": None, "bytes": 0, "summary": "", "columns": []}
    descriptor = {
        "id": group,
        "names": [name],
        "segment": None,
        "frame": None,
        "resident": {"reason": reason, "finalizer": False},
        "refs": [],
        "needs": [],
        "fingerprint": fingerprint.combined(["resident", group]),
        "variables": {name: variable},
    }
    report["groups"].append(descriptor)
    report["moved"][name] = group
    report["writes"].append(name)
