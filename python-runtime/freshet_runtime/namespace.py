"""The user's namespace: an exact dict, and the hook that fetches a visible name on its first use."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from types import ModuleType
from typing import Any, ClassVar

MISSING = object()
# Which warnings were shown that come from cells.
_WARNED = "__warningregistry__"
EXIT_CODE = "_exit_code"

# Fetches a visible name: its value, or MISSING.
Fetch = Callable[[str], Any]


class UserModule(ModuleType):
    """`__main__` of the cells: attribute look-ups reach the monitor like any other read."""

    fetch: ClassVar[Fetch | None] = None

    def __getattr__(self, name: str) -> Any:
        if UserModule.fetch is not None and not name.startswith("__"):
            value = UserModule.fetch(name)
            if value is not MISSING:
                return value
        raise AttributeError(f"module '__main__' has no attribute {name!r}")


class LazyBuiltins(dict[str, Any]):
    """What `__builtins__` is while names may still have to be fetched."""

    def __init__(self, fetch: Fetch) -> None:
        super().__init__(builtins.__dict__)
        self._fetch = fetch

    def __missing__(self, name: str) -> Any:
        value = self._fetch(name)
        if value is MISSING:
            raise KeyError(name)
        return value

    def __getattr__(self, name: str) -> Any:
        return getattr(builtins, name)


class LazyOut(dict[int, Any]):
    """`Out`: results of earlier cells are asked for by number."""

    fetch: Fetch | None = None

    def __missing__(self, number: int) -> Any:
        if self.fetch is not None and isinstance(number, int):
            value = self.fetch(f"_{number}")
            if value is not MISSING:
                self[number] = value
                return value
        raise KeyError(number)


class Namespace:
    """Owns the shell's `user_ns` between cells: wipes it, binds what is loaded, tells what changed."""

    def __init__(self, shell: Any) -> None:
        self._shell = shell
        self.values: dict[str, Any] = shell.user_ns
        self._out = LazyOut()
        if shell.history_manager is not None:
            shell.history_manager.output_hist = self._out
        for name in ("_oh", "Out"):
            self.values[name] = self._out
            shell.user_ns_hidden[name] = self._out
        self._pristine = dict(self.values)
        self._system = frozenset(self._pristine) | {"_", "__", "___", "_i", "_ii", "_iii", EXIT_CODE, _WARNED}
        self._initial: dict[str, Any] = {}
        # Names that could be fetched, and whether `%reset` has made the cell forget them.
        self._visible: MutableMapping[str, Any] = {}
        self._forgotten: set[str] = set()
        shell.after_reset = self._forget_visible

    @property
    def system_names(self) -> frozenset[str]:
        return self._system

    def wipe(self) -> None:
        """Back to what a fresh shell has; nothing of an earlier cell stays reachable from here."""
        values = self.values
        warned = values.get(_WARNED)
        values.clear()
        values.update(self._pristine)
        if warned is not None:
            values[_WARNED] = warned  # belongs to `@warnings.shown`
        self._out.clear()
        self._initial = {}
        hook = self._shell.displayhook
        hook._ = hook.__ = hook.___ = ""
        for name in ("_", "__", "___", "_i", "_ii", "_iii"):
            values[name] = ""
        values["_ih"][:] = [""]

    def begin(
        self,
        bound: Mapping[str, Any],
        fetch: Fetch,
        count: int,
        source: str,
        inputs: Sequence[str] = (),
        visible: MutableMapping[str, Any] | None = None,
    ) -> None:
        """Binds what was loaded; `inputs`: the earlier cells' texts, if it may look. Call after `prepare_builtins`.

        What a cell forgets is taken out of `visible`.
        """
        self._visible = {} if visible is None else visible
        self._forgotten = set()
        values = self.values
        values.update(bound)
        self._initial = dict(values)
        self._out.fetch = fetch
        UserModule.fetch = fetch
        self._bind_inputs(count, source, inputs)
        for name, value in bound.items():
            self._bind_result(name, value)
        for name in ("_", "__", "___"):
            if name in bound:
                setattr(self._shell.displayhook, name, bound[name])

    def _bind_inputs(self, count: int, source: str, inputs: Sequence[str]) -> None:
        """`In` and its shorthands as they are while cell number `count` runs."""
        values = self.values
        texts = ["", *inputs, *[""] * (count - 1 - len(inputs)), source]
        values["_ih"][:] = [self._rewritten(text) for text in texts] if inputs else texts
        self._shell.history_manager.input_hist_raw[:] = texts
        for place, name in enumerate(("_i", "_ii", "_iii"), 1):
            values[name] = texts[count - place] if place <= count else ""
        for number, text in enumerate(inputs, 1):
            values[f"_i{number}"] = text
            self._initial[f"_i{number}"] = text

    def _rewritten(self, text: str) -> str:
        """A cell as `In` has it: magics and shell commands are calls."""
        try:
            return str(self._shell.transform_cell(text)).rstrip("\n")
        except SyntaxError:
            return text

    def _bind_result(self, name: str, value: Any) -> None:
        if name.startswith("_") and name[1:].isdigit():
            self._out[int(name[1:])] = value

    def prepare_builtins(self, fetch: Fetch, lazy: bool) -> None:
        """Functions take their builtins when they are made, so this comes before anything is decoded."""
        self.values["__builtins__"] = LazyBuiltins(fetch) if lazy else self._pristine["__builtins__"]

    def refresh_builtins(self) -> None:
        """Takes over what cells did to the builtins."""
        lazy = self.values["__builtins__"]
        if isinstance(lazy, LazyBuiltins):
            lazy.clear()
            lazy.update(builtins.__dict__)

    def fetched(self, name: str, value: Any) -> None:
        """Binds a value that was fetched while the cell runs, unless the cell has bound the name meanwhile."""
        if name.strip("_") == "" and self.values.get(name) == "":
            self.values[name] = value
        self.values.setdefault(name, value)
        self._bind_result(name, value)
        self._initial[name] = value

    def note_initial(self, name: str, value: Any) -> None:
        """What a name counts as bound to at the start."""
        self._initial[name] = value

    def _forget_visible(self) -> None:
        self.values.update(self._pristine)  # the shell has made its own names anew
        self._forgotten |= self._visible.keys()
        self._visible.clear()

    def end(self) -> None:
        UserModule.fetch = None
        self._out.fetch = None

    def user_names(self) -> list[str]:
        return [name for name in self.values if name not in self._system]

    def changes(self, count: int) -> tuple[list[str], list[str]]:
        """Names bound to something else than at the start, and names deleted; without `extras`."""
        initial = self._initial
        system = self._system
        generated = self._generated(count)
        writes = []
        for name, value in self.values.items():
            if type(name) is not str:
                continue
            # `exit = 3` is a variable of the user's like any other.
            untouched = name not in self._pristine or self._pristine[name] is value or name.startswith("_")
            if name in system and untouched:
                continue
            if initial.get(name, MISSING) is not value and name not in generated:
                writes.append(name)
        had = [*initial, *(name for name in sorted(self._forgotten) if name not in initial)]
        deletes = [name for name in had if name not in self.values and name not in system]
        return writes, deletes

    def extras(self, count: int) -> list[str]:
        """What the shell has bound of itself: the cell's result, the exit code of its last command."""
        names = (f"_{count}", EXIT_CODE)
        return [n for n in names if self.values.get(n, MISSING) is not self._initial.get(n, MISSING)]

    def _generated(self, count: int) -> set[str]:
        return {f"_{count}", f"_i{count}"}
