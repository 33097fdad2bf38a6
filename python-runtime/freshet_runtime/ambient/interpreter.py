"""Ambient state of the interpreter and its standard library."""

from __future__ import annotations

import decimal
import locale
import logging
import os
import random
import sys
import warnings
from typing import Any

from .item import Item


def _take_cwd() -> str:
    try:
        return os.getcwd()
    except OSError:
        return ""


def _put_cwd(path: str) -> None:
    if path and path != _take_cwd():
        os.chdir(path)


def _take_environment() -> dict[Any, Any]:
    return dict(os.environ._data)  # type: ignore[attr-defined]  # encoded; decoding all of it would cost ten times as much


def _put_environment(wanted: dict[Any, Any]) -> None:
    now = _take_environment()
    for name in now.keys() - wanted.keys():
        del os.environ[os.fsdecode(name)]
    for name, value in wanted.items():
        if now.get(name) != value:
            os.environ[os.fsdecode(name)] = os.fsdecode(value)


def _put_path(entries: tuple[str, ...]) -> None:
    sys.path[:] = entries


def _put_warnings(filters: tuple[Any, ...]) -> None:
    warnings.filters[:] = filters  # type: ignore[index]
    changed = getattr(warnings, "_filters_mutated_lock_held", None) or getattr(warnings, "_filters_mutated", None)
    if changed is not None:
        try:
            changed()
        except RuntimeError:  # 3.14 wants its lock held
            lock = getattr(warnings, "_lock", None)
            if lock is not None:
                with lock:
                    changed()


def _take_decimal() -> tuple[Any, ...]:
    context = decimal.getcontext()
    traps = tuple(signal.__name__ for signal, on in context.traps.items() if on)
    return context.prec, context.rounding, context.Emin, context.Emax, context.capitals, context.clamp, traps


def _put_decimal(state: tuple[Any, ...]) -> None:
    prec, rounding, emin, emax, capitals, clamp, traps = state
    signals = [getattr(decimal, name) for name in traps]
    decimal.setcontext(
        decimal.Context(
            prec=prec, rounding=rounding, Emin=emin, Emax=emax, capitals=capitals, clamp=clamp, flags=[], traps=signals
        )
    )


def _take_logging() -> tuple[int, int, tuple[tuple[str, str | None], ...]]:
    root = logging.getLogger()
    handlers = []
    for handler in root.handlers:
        if type(handler) is logging.StreamHandler:
            formatter = handler.formatter
            handlers.append(("stream", formatter._fmt if formatter else None))
    return root.level, logging.root.manager.disable, tuple(handlers)


def _put_logging(state: tuple[int, int, tuple[tuple[str, str | None], ...]]) -> None:
    level, disable, handlers = state
    root = logging.getLogger()
    root.setLevel(level)
    logging.disable(disable)
    if _take_logging()[2] != handlers:
        for handler in [h for h in root.handlers if type(h) is logging.StreamHandler]:
            root.removeHandler(handler)
        for _, text in handlers:
            again = logging.StreamHandler()
            if text is not None:
                again.setFormatter(logging.Formatter(text))
            root.addHandler(again)


def _take_locale() -> str:
    return locale.setlocale(locale.LC_ALL)


def _put_locale(name: str) -> None:
    if name != _take_locale():
        locale.setlocale(locale.LC_ALL, name)


ITEMS = (
    Item("@random", random.getstate, random.setstate),
    Item("@cwd", _take_cwd, _put_cwd),
    Item("@env", _take_environment, _put_environment, words=("environ", "putenv", "%env", "%set_env", "load_dotenv")),
    Item("@sys.path", lambda: tuple(sys.path), _put_path),
    Item("@warnings", lambda: tuple(warnings.filters), _put_warnings, words=("warn",)),
    Item("@decimal", _take_decimal, _put_decimal),
    Item("@logging", _take_logging, _put_logging, words=("logging", "basicConfig", "Level(")),
    Item("@locale", _take_locale, _put_locale, words=("locale",)),
    Item("@recursionlimit", sys.getrecursionlimit, sys.setrecursionlimit),
)
