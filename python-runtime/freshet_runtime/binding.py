"""Before a cell: its names bound to values, ambient state as it must find it, and the hook for the rest."""

from __future__ import annotations

import ast
import builtins
import gc
import inspect
import warnings
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from types import CodeType, CoroutineType, FunctionType
from typing import TYPE_CHECKING, Any

from . import foreseen, lasterror, lending, names, tracking
from .cell import LAST_ERROR, PROCESS, Cell
from .channel import Channel
from .codecs import context, functions
from .holdings import Holdings, LiveGroup, Undecodable
from .namespace import MISSING
from .outputs import Outputs

if TYPE_CHECKING:
    from .kernel import Kernel


class Aborted(BaseException):
    """The monitor withdrew the cell while it waited for a value."""


class Binder:
    """Gives a cell the values that it reads; owns what stays alive between cells."""

    def __init__(self, kernel: Kernel, channel: Channel, outputs: Outputs) -> None:
        self._shell = kernel.shell
        self._namespace = kernel.namespace
        self._ambient = kernel.ambient
        self._channel = channel
        self._outputs = outputs
        self._cell = Cell({})
        self.holdings = Holdings()
        # Groups `@process` that this process is the home of.
        self.process_states: set[str] = set()
        # Errors of earlier cells that this process is the home of, by group.
        self.errors: dict[str, dict[str, Any]] = {}

    def bind(self, cell: Cell, payloads: list[bytes]) -> None:
        self._cell = cell
        namespace, holdings = self._namespace, self.holdings
        namespace.wipe()
        cell.code = self._names_of(cell)
        holdings.retain(cell.keep)
        self._recall_error(cell)
        holdings.offer(cell.descriptors, payloads)
        load = list(cell.load)
        load += self._eager(cell, {binding["name"] for binding in load})
        cell.lazy = self._must_be_lazy(cell, {binding["name"] for binding in load})
        namespace.prepare_builtins(self.fetch, cell.lazy)
        if cell.lazy or any(group.lazy_builtins for group in holdings):
            self._drop_wrong_builtins(cell)
        if "__subclasses__" in cell.code.used:
            gc.collect()  # classes lie in cycles: those of executions before would still be told
        # Before anything is decoded: modules may be found only by what cells did to the path.
        self._restore_ambient(cell, payloads)
        namespace.refresh_builtins()
        with foreseen.unheard() if self._decodes([*load, *cell.also]) else nullcontext():
            bound = self._bound(cell, load)
        namespace.begin(bound, self.fetch, cell.count, cell.source, cell.inputs, cell.visible)
        if not cell.lazy and self._needs_hook(cell):
            # Functions that were just loaded refer to names that were not: start over with the hook in place.
            cell.force_lazy = True
            cell.reset()
            self.bind(cell, payloads)
        else:
            bound.clear()
            lending.lend(cell, namespace)

    def _decodes(self, bindings: Sequence[Mapping[str, Any]]) -> bool:
        """Whether values have to be made for some bindings."""
        return any(self.holdings.get(binding["group"]) is None for binding in bindings)

    def _bound(self, cell: Cell, load: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """The values of some bindings by name, with all that must be live before the cell starts."""
        holdings = self.holdings
        bound: dict[str, Any] = {}
        for binding in load:
            if binding["name"] == PROCESS:
                self._enter_process(cell, binding["group"])
            elif binding["name"] != LAST_ERROR:
                bound[binding["name"]] = self._take(cell, binding)
        bound.update(self._hold_beside(cell))
        for group_id in holdings.offered():
            # Groups that point to a loaded one: live before the cell changes what they point to.
            descriptor_refs = holdings.refs_of(group_id)
            if descriptor_refs and any(holdings.get(ref) is not None for ref in descriptor_refs):
                self._live(cell, group_id)
        if cell.in_process or any(group.resident for group in holdings):
            self._bind_needs(cell, bound)
        return bound

    def _hold_beside(self, cell: Cell) -> dict[str, Any]:
        """Has at hand what shares objects with what was loaded, so that a change in place is seen for all of them.

        Returns what must have its name as well: it is needed by functions at hand, or it is seen when it goes.
        """
        given = {binding["name"]: binding for binding in cell.also if binding["name"] not in cell.bindings}
        if not given:
            return {}
        groups = {name: self._live(cell, binding["group"]) for name, binding in given.items()}
        needed = {name for group in cell.touched.values() for name in group.descriptor.get("needs", ())}
        return {
            name: self._take(cell, given[name])
            for name, group in groups.items()
            if name in needed or group.resident or lending.is_seen_to_go(group, given[name]["key"])
        }

    def _bind_needs(self, cell: Cell, bound: dict[str, Any]) -> None:
        """Binds all that the loaded functions refer to, and what that refers to."""
        asked: set[str] = set()
        while True:
            needed = {name for group in cell.touched.values() for name in group.descriptor.get("needs", ())}
            needed |= _needed_by_living(functions_too=cell.in_process)
            missing = (needed & cell.visible.keys()) - cell.bindings.keys() - asked
            if not missing:
                return
            for name in sorted(missing):
                asked.add(name)
                for binding in self._ask_value(cell, name):
                    bound[binding["name"]] = self._take(cell, binding)
                bound.update(self._hold_beside(cell))

    def _enter_process(self, cell: Cell, group: str) -> None:
        if group not in self.process_states:
            raise Undecodable("what earlier cells did to their process is not here")
        cell.in_process = True
        cell.reads[PROCESS] = group

    def _recall_error(self, cell: Cell) -> None:
        self.errors = {group: error for group, error in self.errors.items() if group in cell.keep}
        given = next((b["group"] for b in cell.load if b["name"] == LAST_ERROR), None)
        lasterror.put(self.errors.get(str(given), {}))
        if given is not None:
            cell.reads[LAST_ERROR] = given
        elif lasterror.looked_at(cell.source):
            cell.absent.add(LAST_ERROR)

    def _live(self, cell: Cell, group_id: str) -> LiveGroup:
        group = self._load(cell, group_id)
        cell.touch(group)
        tracking.note_loaded(group)
        for ref in group.refs:
            tracking.note_loaded(ref)
        return group

    def _load(self, cell: Cell, group_id: str) -> LiveGroup:
        """Decodes a group; global names that its library asks for meanwhile are bound first."""
        asked: set[str] = set()
        while True:
            try:
                return self.holdings.load(group_id, cell.lazy)
            except Exception as error:
                name = _unknown_name(error)
                if name is None or name in asked:
                    raise
                self._bind_now(cell, name, asked)

    def _bind_now(self, cell: Cell, name: str, asked: set[str]) -> None:
        """Binds a name, and what the functions that it leads to need, before the rest is decoded."""
        wanted = [name]
        while wanted:
            name = wanted.pop()
            if name in asked:
                continue
            asked.add(name)
            given = [binding for binding in cell.load if binding["name"] == name]
            for binding in given or (self._ask_value(cell, name) if name in cell.visible else ()):
                self._namespace.values[binding["name"]] = self._take(cell, binding)
                wanted += cell.bindings[binding["name"]][0].descriptor.get("needs", ())

    def _restore_ambient(self, cell: Cell, payloads: list[bytes]) -> None:
        given = {item["name"]: payloads[item["frame"]] for item in cell.ambient}
        for trouble in self._ambient.restore(given, cell.ambient_keep, cell.lazy):
            self._outputs.write("stderr", f"freshet: could not restore {trouble}\n")

    def _eager(self, cell: Cell, loaded: set[str]) -> list[dict[str, Any]]:
        """Bindings that must exist before the code starts: what shadows a builtin, what is deleted, or all."""
        wanted = []
        by_text = not names.DICT_NAMES.isdisjoint(cell.code.loads)
        for name in cell.visible:
            if name in loaded or name == LAST_ERROR:
                continue
            shadows = name in cell.code.loads and (hasattr(builtins, name) or name in self._namespace.system_names)
            spelled = by_text and name in cell.code.strings
            if cell.eager or shadows or spelled or name in cell.code.deletes or name in cell.code.by_dict:
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
        return not hidden.isdisjoint(self._ambient.needs) or any(
            not hidden.isdisjoint(group.descriptor.get("needs", ())) for group in cell.touched.values()
        )

    def _drop_wrong_builtins(self, cell: Cell) -> None:
        """Functions keep the builtins they were made with: those made for the other way are decoded again."""
        holdings = self.holdings
        wrong = {g.id for g in holdings if g.has_user_code and not g.resident and (cell.lazy or g.lazy_builtins)}
        if self.process_states or any(group.resident for group in holdings):
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

    def _names_of(self, cell: Cell) -> names.CodeNames:
        found = names.CodeNames()
        said: list[Any] = []
        # Jupyter compiles a cell once more than IPython does, and shows the compiler's warnings each time: they are
        # kept until the filters are those of the cell. (`catch_warnings` would make old warnings appear anew.)
        shown, warnings.showwarning = warnings.showwarning, lambda *args, **_: said.append(args)
        try:
            text = self._shell.transform_cell(cell.source)
            code: CodeType = compile(text, "<>", "exec", dont_inherit=True, flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        except (SyntaxError, ValueError, OverflowError, MemoryError, RecursionError):
            return found  # run_cell says what is wrong
        finally:
            warnings.showwarning = shown
            cell.compiler_said = said
        cell.eager |= names.looks_names_up(text)
        cell.awaits = bool(code.co_flags & inspect.CO_COROUTINE)
        names.of_code(code, found)
        if "@" in text:
            found.by_dict = names.read_when_decorated(ast.parse(text)) & found.loads
        cell.eager |= names.looks_into_main(found)
        return found

    def fetch(self, name: str) -> Any:
        """A visible name's value, asked of the monitor; MISSING if there is none."""
        cell = self._cell
        if name not in cell.visible or name in cell.bindings:
            if name not in cell.bindings:
                cell.absent.add(name)
            return MISSING
        bindings = self._ask_value(cell, name)
        with foreseen.unheard() if self._decodes([*bindings, *cell.also]) else nullcontext():
            for binding in bindings:
                self._namespace.fetched(name, self._take(cell, binding))
            for other, value in self._hold_beside(cell).items():
                self._namespace.fetched(other, value)
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
        """The binding of `name`, none if it is absent; those of its co-variable's other names are noted."""
        answer, payloads = self._channel.request({"type": "need", "run": cell.run, "name": name})
        if answer["status"] == "aborted":
            raise Aborted
        if answer["status"] == "absent" or not answer.get("binding"):
            cell.absent.add(name)
            cell.visible.pop(name, None)
            return []
        self.holdings.offer(answer.get("groups", ()), payloads)
        cell.also += answer.get("also", ())
        return [answer["binding"]]


def _needed_by_living(functions_too: bool) -> set[str]:
    """Global names that coroutines in this process refer to, which may go on, and functions: a handler may call any."""
    found: set[str] = set()
    for value in gc.get_objects():
        if type(value) is CoroutineType:
            if value.cr_frame is not None and value.cr_frame.f_globals is context.namespace:
                found |= functions.global_names(value.cr_code)
        elif functions_too and type(value) is FunctionType and value.__globals__ is context.namespace:
            found |= functions.global_names(value.__code__)
    return found


def _unknown_name(error: BaseException | None) -> str | None:
    """The global name whose lookup failed below this error."""
    while error is not None:
        if isinstance(error, NameError):
            return error.name
        error = error.__cause__ or error.__context__
    return None
