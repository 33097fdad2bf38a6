"""Ambient state of the shell: configuration, magics and formatters that cells registered."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FunctionType, MethodType
from typing import Any

from ..codecs import functions
from .item import Item

_SETTINGS = (
    ("InteractiveShell", ("ast_node_interactivity", "autocall", "pdb", "autoindent", "cache_size")),
    ("InlineBackend", ("figure_formats", "close_figures", "print_figure_kwargs", "rc")),
    ("PlainTextFormatter", ("max_width", "max_seq_length", "pprint", "verbose", "newline")),
)


def items(shell: Any) -> tuple[Item, ...]:
    return (
        Item("@ipython.config", lambda: _take_config(shell), lambda state: _put_config(shell, state)),
        Item("@magics", lambda: _take_magics(shell), lambda state: _put_magics(shell, state)),
        Item("@display.formatters", lambda: _take_formatters(shell), lambda state: _put_formatters(shell, state)),
    )


def _owners(shell: Any) -> dict[str, Any]:
    found = {"InteractiveShell": shell, "PlainTextFormatter": shell.display_formatter.formatters["text/plain"]}
    inline = sys.modules.get("matplotlib_inline.config")
    if inline is not None and inline.InlineBackend.initialized():
        found["InlineBackend"] = inline.InlineBackend.instance()
    return found


def _take_config(shell: Any) -> dict[str, Any]:
    owners = _owners(shell)
    state = {}
    for kind, names in _SETTINGS:
        owner = owners.get(kind)
        if owner is not None:
            for name in names:
                value = getattr(owner, name, None)
                state[f"{kind}.{name}"] = dict(value) if isinstance(value, dict) else value
    return {key: sorted(value) if isinstance(value, set) else value for key, value in state.items()}


def _put_config(shell: Any, state: dict[str, Any]) -> None:
    if any(key.startswith("InlineBackend.") for key in state):
        from ..plots import integrate

        integrate(shell, force=True)
    owners = _owners(shell)
    now = _take_config(shell)
    for key, value in state.items():
        kind, _, name = key.partition(".")
        if kind in owners and now.get(key) != value:
            setattr(owners[kind], name, set(value) if name == "figure_formats" else value)


def _own(function: Any) -> bool:
    """Whether a magic or formatter was made by the notebook (or a module of the user's), not by IPython."""
    target = function.__func__ if isinstance(function, MethodType) else function
    module = getattr(target, "__module__", "") or ""
    return not module.startswith(("IPython.", "matplotlib_inline.", "freshet_runtime."))


# The tables as last seen and what was own in them: they hardly ever change, and comparing is cheaper than sifting.
_seen_magics: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {}


def _take_magics(shell: Any) -> dict[str, dict[str, Any]]:
    state = {}
    for kind, table in shell.magics_manager.magics.items():
        seen = _seen_magics.get(kind)
        if seen is None or seen[0] != table:
            own = {name: function for name, function in table.items() if _own(function)}
            seen = _seen_magics[kind] = (dict(table), own)
        state[kind] = seen[1]
    return state


def _put_magics(shell: Any, state: dict[str, dict[str, Any]]) -> None:
    for kind, table in shell.magics_manager.magics.items():
        wanted = state.get(kind, {})
        for name in [name for name, function in table.items() if _own(function) and name not in wanted]:
            del table[name]
        table.update(wanted)


def unmovable(functions_by_key: dict[str, dict[Any, Any]]) -> str | None:
    """A magic or formatter that a library made on the fly: moved, it would lose what it shares with its library."""
    for table in functions_by_key.values():
        for function in table.values():
            target = function.__func__ if isinstance(function, MethodType) else function
            if isinstance(function, MethodType) and type(function.__self__).__module__ == "__main__":
                continue
            of_library = isinstance(target, FunctionType) and not functions.is_notebook_function(target)
            if of_library and (functions.is_by_value(target) or isinstance(function, MethodType)):
                return f"{target.__module__}.{target.__qualname__}"
    return None


def _take_formatters(shell: Any) -> dict[str, dict[Any, Callable[..., Any]]]:
    state: dict[str, dict[Any, Callable[..., Any]]] = {}
    for mime, formatter in shell.display_formatter.formatters.items():
        own: dict[Any, Callable[..., Any]] = {
            cls: function
            for cls, function in formatter.type_printers.items()
            if isinstance(function, FunctionType) and _own(function)
        }
        if own:
            state[mime] = own
    return state


def _put_formatters(shell: Any, state: dict[str, dict[Any, Callable[..., Any]]]) -> None:
    for mime, formatter in shell.display_formatter.formatters.items():
        wanted = state.get(mime, {})
        printers = formatter.type_printers
        for cls in [c for c, f in printers.items() if isinstance(f, FunctionType) and _own(f) and c not in wanted]:
            del printers[cls]
        printers.update(wanted)
