"""Ambient state of the shell: its settings, and what cells registered with it."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from types import FunctionType, MethodType
from typing import Any

from ..atoms import is_atomic
from .item import Item

# Modules whose functions are part of every shell.
_SHELLS_OWN = ("IPython.", "matplotlib_inline.", "matplotlib.", "freshet_runtime.", "ipykernel.")


def items(shell: Any) -> tuple[Item, ...]:
    settings = Settings(shell)
    found: tuple[tuple[str, Callable[[Any], Any], Callable[[Any, Any], None]], ...] = (
        ("@ipython.extensions", _take_extensions, _put_extensions),
        ("@ipython.aliases", _take_aliases, _put_aliases),
        ("@magics", _take_magics, _put_magics),
        ("@display.formatters", _take_formatters, _put_formatters),
        ("@ipython.events", _take_events, _put_events),
        ("@ipython.transformers", _take_transformers, _put_transformers),
        ("@ipython.dhist", _take_history_of_directories, _put_history_of_directories),
    )
    return (
        Item("@ipython.config", settings.take, settings.put, copies=True),
        *(_item(name, take, put, shell) for name, take, put in found),
    )


def _item(name: str, take: Callable[[Any], Any], put: Callable[[Any, Any], None], shell: Any) -> Item:
    return Item(name, lambda: take(shell), lambda state: put(shell, state), copies=True)


# -- settings --------------------------------------------------------------------------------------------------------

# Not settings: what other items carry, and what belongs to a process.
_NO_SETTINGS = frozenset(
    {
        *("type_printers", "deferred_printers", "singleton_printers"),
        *("ast_transformers", "input_transformers_post", "ipython_dir", "profile_dir", "exit_now", "parent", "config"),
    }
)


class Settings:
    """Every configurable trait of the shell and its parts that holds plain data (`%config`)."""

    def __init__(self, shell: Any) -> None:
        self._shell = shell
        self._names: dict[type, tuple[str, ...]] = {}
        self._seen: dict[str, Seen] = {}
        self._state: dict[str, Any] = {}
        # The owners by kind, and what they were found by.
        self._owned: tuple[Any, Any, dict[str, Any], dict[str, Any]] = (None, None, {}, {})

    def _owners(self) -> dict[str, Any]:
        shell = self._shell
        formatter = shell.display_formatter
        formatters = formatter.formatters
        inline = sys.modules.get("matplotlib_inline.config")
        backend = inline.InlineBackend.instance() if inline and inline.InlineBackend.initialized() else None
        known = self._owned
        if known[0] is not formatter or known[1] is not backend or known[2] != formatters:
            found = {"InteractiveShell": shell, "DisplayFormatter": formatter}
            found.update((type(one).__name__, one) for one in formatters.values())
            if backend is not None:
                found["InlineBackend"] = backend
            known = self._owned = formatter, backend, dict(formatters), found
        return known[3]

    def take(self) -> dict[str, Any]:
        owners = self._owners()
        rest = {
            "tracebacks": getattr(self._shell.InteractiveTB, "mode", None),
            "figures": _take_figure_printers(self._shell),
        }
        state = self._state
        same = all(state.get(name, _UNSET) == value for name, value in rest.items())
        same = same and owners.keys() == self._seen.keys()
        for kind, owner in owners.items():
            seen = self._seen.get(kind)
            if seen is None or not seen.is_as(owner):
                same = False
                self._seen[kind] = Seen(kind, owner, self._traits(type(owner)))
        if not same:
            self._seen = {kind: self._seen[kind] for kind in owners}
            self._state = {name: value for seen in self._seen.values() for name, value in seen.state.items()}
            self._state.update(rest)
        return self._state

    def _traits(self, cls: type) -> tuple[str, ...]:
        names = self._names.get(cls)
        if names is None:
            names = tuple(name for name in cls.class_trait_names(config=True) if name not in _NO_SETTINGS)  # type: ignore[attr-defined]
            self._names[cls] = names
        return names

    def put(self, state: dict[str, Any]) -> None:
        if any(key.startswith("InlineBackend.") for key in state):
            from ..plots import integrate

            integrate(self._shell, force=True)
        owners = self._owners()
        now = self.take()
        for key, value in state.items():
            kind, _, name = key.partition(".")
            if kind in owners and now.get(key, _UNSET) != value:
                setattr(owners[kind], name, _copy(value))
        mode = state.get("tracebacks")
        if mode and mode != now["tracebacks"]:
            self._shell.InteractiveTB.set_mode(mode)
        if state.get("figures") is not None and state["figures"] != _take_figure_printers(self._shell):
            _put_figure_printers(self._shell, state["figures"])
        for key in now.keys() - state.keys():
            kind, _, name = key.partition(".")
            if kind in owners:  # at its default then
                owner = owners[kind]
                setattr(owner, name, owner.trait_defaults(name))


_UNSET = object()


class Seen:
    """One owner's settings as last seen: they hardly ever change, and comparing is cheaper than sifting."""

    def __init__(self, kind: str, owner: Any, names: tuple[str, ...]) -> None:
        held = owner._trait_values
        self._owner = owner
        self._names = names
        self._values = list(map(held.get, names))
        self._held = dict(held)
        self.state: dict[str, Any] = {}
        # What may change in place.
        self._copies: list[tuple[str, Any]] = []
        for name, value in zip(names, self._values, strict=True):
            if name in held and _is_plain(value):
                copy = value if is_atomic(type(value)) else _copy(value)
                self.state[f"{kind}.{name}"] = copy
                if copy is not value:
                    self._copies.append((name, copy))

    def is_as(self, owner: Any) -> bool:
        held = owner._trait_values
        if owner is not self._owner or len(held) != len(self._held):
            return False
        try:
            same = held == self._held or list(map(held.get, self._names)) == self._values
            return same and all(held[n] == c for n, c in self._copies)
        except Exception:  # something that cannot be compared
            return False


def _take_figure_printers(shell: Any) -> dict[str, Any] | None:
    """How figures are shown, by MIME type: `set_matplotlib_formats` sets that beside the settings."""
    figures = sys.modules.get("matplotlib.figure")
    if figures is None:
        return None
    found = {}
    for mime, formatter in shell.display_formatter.formatters.items():
        printer = formatter.type_printers.get(figures.Figure)
        if isinstance(printer, functools.partial) and printer.func.__module__ == _FIGURE_PRINTERS:
            found[mime] = (printer.func.__name__, dict(printer.keywords))
    # None yet: the backend joins the shell in its own time in each process, and says then how figures are shown.
    return found or None


_FIGURE_PRINTERS = "IPython.core.pylabtools"


def _put_figure_printers(shell: Any, wanted: dict[str, Any]) -> None:
    figure = sys.modules["matplotlib.figure"].Figure
    printers = sys.modules[_FIGURE_PRINTERS]
    for mime in _take_figure_printers(shell) or ():
        shell.display_formatter.formatters[mime].pop(figure)
    for mime, (name, keywords) in wanted.items():
        printer = functools.partial(getattr(printers, name), **keywords)
        shell.display_formatter.formatters[mime].for_type(figure, printer)


def _is_plain(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(_is_plain, value.values()))
    if isinstance(value, (list, tuple, set)):
        return all(map(_is_plain, value))
    return is_atomic(type(value)) or isinstance(value, (str, int))


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    return type(value)(value) if type(value) in (list, set) else value


# -- functions -------------------------------------------------------------------------------------------------------


def _own(function: Any) -> bool:
    """Whether a function was made by the notebook (or a module of the user's), not by IPython."""
    target = function.__func__ if isinstance(function, MethodType) else function
    module = getattr(target, "__module__", "") or ""
    return not module.startswith(_SHELLS_OWN)


# The tables as last seen and what was own in them: they hardly ever change, and comparing is cheaper than sifting.
_seen_magics: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {}


def _take_magics(shell: Any) -> dict[str, dict[str, Any]]:
    state = {}
    extensions = {name.partition(".")[0] for name in shell.extension_manager.loaded}
    for kind, table in shell.magics_manager.magics.items():
        seen = _seen_magics.get(kind)
        if seen is None or seen[0] != table:
            own = {
                name: function
                for name, function in table.items()
                if _own(function) and _module(function).partition(".")[0] not in extensions
            }
            seen = _seen_magics[kind] = (dict(table), own)
        if seen[1]:
            state[kind] = seen[1]
    return state


def _module(function: Any) -> str:
    target = function.__func__ if isinstance(function, MethodType) else function
    return getattr(target, "__module__", "") or ""


def _put_magics(shell: Any, state: dict[str, dict[str, Any]]) -> None:
    now = _take_magics(shell)
    for kind, table in shell.magics_manager.magics.items():
        wanted = state.get(kind, {})
        for name in now.get(kind, {}).keys() - wanted.keys():
            del table[name]
        table.update(wanted)


def _take_formatters(shell: Any) -> dict[str, Any]:
    state: dict[str, Any] = {}
    for mime, formatter in shell.display_formatter.formatters.items():
        seen = _seen_printers.get(mime)
        held = formatter._trait_values  # asking the traits takes ten times as long
        if seen is None or seen[0] != held.get("type_printers") or seen[1] != held.get("deferred_printers"):
            by_type: dict[Any, Any] = {
                cls: function
                for cls, function in formatter.type_printers.items()
                if isinstance(function, (FunctionType, MethodType)) and _own(function)
            }
            by_name = {key: function for key, function in formatter.deferred_printers.items() if _own(function)}
            seen = dict(formatter.type_printers), dict(formatter.deferred_printers), (by_type, by_name)
            _seen_printers[mime] = seen
        if any(seen[2]):
            state[mime] = seen[2]
    return state


# As `_seen_magics`.
_seen_printers: dict[str, tuple[dict[Any, Any], dict[Any, Any], tuple[dict[Any, Any], dict[Any, Any]]]] = {}


def _put_formatters(shell: Any, state: dict[str, Any]) -> None:
    now = _take_formatters(shell)
    for mime, formatter in shell.display_formatter.formatters.items():
        wanted = state.get(mime, ({}, {}))
        tables = (formatter.type_printers, formatter.deferred_printers)
        for table, old, new in zip(tables, now.get(mime, ({}, {})), wanted, strict=True):
            for key in old.keys() - new.keys():
                original = _pristine_printer(formatter, key) if table is tables[0] else None
                if original is None:
                    del table[key]
                else:
                    table[key] = original
            table.update(new)


def _pristine_printer(formatter: Any, cls: Any) -> Any:
    """What a fresh formatter of this kind shows a type with, if it has a way of its own."""
    fresh = type(formatter)(parent=formatter.parent)
    return fresh.type_printers.get(cls)


def _take_events(shell: Any) -> dict[str, list[Any]]:
    found = {}
    for event, callbacks in shell.events.callbacks.items():
        own = [callback for callback in callbacks if _own(callback)]
        if own:
            found[event] = own
    return found


def _put_events(shell: Any, state: dict[str, list[Any]]) -> None:
    now = _take_events(shell)
    for event in now.keys() | state.keys():
        callbacks = shell.events.callbacks[event]
        callbacks[:] = [c for c in callbacks if not _own(c)] + state.get(event, [])


# (object of the shell, its list of transformers)
_TRANSFORMERS = (
    ("input_transformer_manager", "cleanup_transforms"),
    ("input_transformer_manager", "line_transforms"),
    ("input_transformer_manager", "token_transformers"),
    ("", "input_transformers_post"),
    ("", "ast_transformers"),
)


def _transformers(shell: Any, owner: str, name: str) -> list[Any]:
    found: list[Any] = getattr(getattr(shell, owner) if owner else shell, name)
    return found


def _take_transformers(shell: Any) -> dict[str, list[Any]]:
    found = {}
    for owner, name in _TRANSFORMERS:
        present = _transformers(shell, owner, name)
        seen = _seen_transformers.get(name)
        if seen is None or seen[0] != present:
            # Each with its place: the order matters.
            own = [(i, t) for i, t in enumerate(present) if _own_transformer(t)]
            seen = _seen_transformers[name] = list(present), own
        if seen[1]:
            found[name] = seen[1]
    return found


# As `_seen_magics`.
_seen_transformers: dict[str, tuple[list[Any], list[tuple[int, Any]]]] = {}


def _own_transformer(transformer: Any) -> bool:
    module = getattr(transformer, "__module__", None) or type(transformer).__module__
    return not module.startswith(_SHELLS_OWN)


def _put_transformers(shell: Any, state: dict[str, list[Any]]) -> None:
    for owner, name in _TRANSFORMERS:
        present = _transformers(shell, owner, name)
        present[:] = [t for t in present if not _own_transformer(t)]
        for place, transformer in state.get(name, []):
            present.insert(place, transformer)


# -- by name ---------------------------------------------------------------------------------------------------------


def _take_extensions(shell: Any) -> tuple[str, ...]:
    return tuple(sorted(shell.extension_manager.loaded - {"storemagic"}))


def _put_extensions(shell: Any, wanted: tuple[str, ...]) -> None:
    manager = shell.extension_manager
    for name in set(_take_extensions(shell)) - set(wanted):
        manager.unload_extension(name)
    for name in wanted:
        manager.load_extension(name)


def _take_aliases(shell: Any) -> dict[str, str]:
    table = shell.magics_manager.magics["line"]
    seen = _seen_aliases.get(id(table))
    if seen is not None and seen[0] == table:
        return seen[1]
    now = {name: m.cmd for name, m in table.items() if type(m).__name__ == "Alias"}
    if not _DEFAULT_ALIASES:
        _DEFAULT_ALIASES.update(now)
    own = {name: command for name, command in now.items() if _DEFAULT_ALIASES.get(name) != command}
    _seen_aliases[id(table)] = (dict(table), own)
    return own


# As `_seen_magics`: an alias is never changed, only exchanged.
_seen_aliases: dict[int, tuple[dict[str, Any], dict[str, str]]] = {}


# Those of a shell that no cell has touched.
_DEFAULT_ALIASES: dict[str, str] = {}


def _put_aliases(shell: Any, wanted: dict[str, str]) -> None:
    for name in _take_aliases(shell).keys() - wanted.keys():
        shell.alias_manager.undefine_alias(name)
        if name in _DEFAULT_ALIASES:
            shell.alias_manager.define_alias(name, _DEFAULT_ALIASES[name])
    for name, command in wanted.items():
        shell.alias_manager.define_alias(name, command)


def _take_history_of_directories(shell: Any) -> tuple[Any, ...]:
    return tuple(shell.user_ns["_dh"]), tuple(shell.dir_stack)


def _put_history_of_directories(shell: Any, state: tuple[Any, ...]) -> None:
    shell.user_ns["_dh"][:], shell.dir_stack[:] = map(list, state)
