"""Ambient state of the interpreter and its standard library."""

from __future__ import annotations

import ctypes
import decimal
import gc
import locale
import os
import random
import struct
import sys
import threading
import time
import warnings
from collections.abc import Callable
from typing import Any

from ..foreseen import put_warnings
from .item import Item


class Memory:
    """The bytes of an object and of what it points to, as lie in memory: a cheap way to see that nothing changed."""

    def __init__(self) -> None:
        self._seen: Any = None
        self._state: Any = None

    def unless_changed(self, now: Any, take: Callable[[], Any]) -> Any:
        """The state taken last if it was taken of the same bytes."""
        if now != self._seen:
            self._state = take()
            self._seen = now
        return self._state

    def expect(self, now: Any, state: Any) -> Any:
        """The state of such bytes, which need not be taken."""
        self._seen, self._state = now, state
        return state


class Later:
    """A state that is worked out when somebody needs it: most processes never look at that of their generators."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make

    def __eq__(self, other: object) -> bool:
        return bool(self._make() == known(other))

    __hash__ = None  # type: ignore[assignment]


def known(state: Any) -> Any:
    """The state itself."""
    return state._make() if isinstance(state, Later) else state


def raw(value: Any) -> bytes:
    """An object's own memory, without its reference count and type."""
    return ctypes.string_at(id(value) + _HEAD, type(value).__basicsize__ - _HEAD)


_HEAD = object.__basicsize__
_random = Memory()
_decimal = Memory()
_dialects = Memory()


def _take_random() -> Any:
    held = _held_by_random()
    return random.getstate() if held is None else _random.unless_changed(held, random.getstate)


def _held_by_random() -> tuple[bytes, Any] | None:
    # The generator behind the module's functions: a counter and the words of its state, in the object itself.
    inst: Any = random._inst
    if sys.implementation.name != "cpython" or type(inst) is not random.Random:
        return None
    return raw(inst), vars(inst).get("gauss_next")


def seeded_random(unseeded: Any) -> Any:
    """The state of the generator, which was seeded just now; `unseeded`: a state before that."""
    held = _held_by_random()
    if held is None or len(unseeded[1]) != _WORDS + 1:
        return _take_random()

    def decoded() -> tuple[Any, ...]:
        index, *words = struct.unpack_from(f"=i{_WORDS}I", held[0])
        return unseeded[0], (*words, index), held[1]

    return _random.expect(held, Later(decoded))


_WORDS = 624


def _put_random(state: Any) -> None:
    random.setstate(known(state))


def _take_cwd() -> str:
    try:
        return os.getcwd()
    except OSError:
        return ""


def _put_cwd(path: str) -> None:
    if path and path != _take_cwd():
        os.chdir(path)


def _take_environment() -> dict[Any, Any]:
    # Encoded: decoding all of it would cost ten times as much.
    found: dict[Any, Any] = dict(os.environ._data)  # type: ignore[attr-defined]
    if "polars" in sys.modules:  # keeps settings there, which are an item of their own
        found = {name: value for name, value in found.items() if not name.startswith(b"POLARS_FMT_")}
    return found


def _put_environment(wanted: dict[Any, Any]) -> None:
    now = _take_environment()
    for name in now.keys() - wanted.keys():
        del os.environ[os.fsdecode(name)]
    for name, value in wanted.items():
        if now.get(name) != value:
            os.environ[os.fsdecode(name)] = os.fsdecode(value)


def _take_umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _put_umask(mask: int) -> None:
    os.umask(mask)


def _put_path(entries: tuple[str, ...]) -> None:
    sys.path[:] = entries


def _put_arguments(arguments: tuple[str, ...]) -> None:
    sys.argv[:] = arguments


def _take_warning_functions() -> tuple[Any, ...]:
    return warnings.showwarning, warnings.formatwarning


def _put_warning_functions(found: tuple[Any, ...]) -> None:
    warnings.showwarning, warnings.formatwarning = found


def _take_decimal() -> tuple[Any, ...]:
    context = decimal.getcontext()

    def take() -> tuple[Any, ...]:
        # Not its flags: every inexact result sets them, and almost nobody looks.
        traps = tuple(signal.__name__ for signal, on in context.traps.items() if on)
        return context.prec, context.rounding, context.Emin, context.Emax, context.capitals, context.clamp, traps

    in_c = hasattr(context, "_traps")  # all of it lies in the object then
    state: tuple[Any, ...] = _decimal.unless_changed((id(context), raw(context)), take) if in_c else take()
    return state


def _put_decimal(state: tuple[Any, ...]) -> None:
    prec, rounding, emin, emax, capitals, clamp, traps = state
    decimal.setcontext(
        decimal.Context(
            prec=prec,
            rounding=rounding,
            Emin=emin,
            Emax=emax,
            capitals=capitals,
            clamp=clamp,
            flags=[],
            traps=[getattr(decimal, name) for name in traps],
        )
    )


def _take_locale() -> str:
    return locale.setlocale(locale.LC_ALL)


def _put_locale(name: str) -> None:
    if name != _take_locale():
        locale.setlocale(locale.LC_ALL, name)


def _take_timezone() -> tuple[Any, ...]:
    return time.tzname, time.timezone, time.altzone


def _put_timezone(zone: tuple[Any, ...]) -> None:
    if zone != _take_timezone():
        time.tzset()  # from the environment, which was restored before


def _take_gc() -> tuple[Any, ...]:
    return gc.isenabled(), gc.get_threshold(), gc.get_debug()


def _put_gc(state: tuple[Any, ...]) -> None:
    enabled, threshold, debug = state
    (gc.enable if enabled else gc.disable)()
    gc.set_threshold(*threshold)
    gc.set_debug(debug)


def _take_digits() -> int:
    return sys.get_int_max_str_digits() if hasattr(sys, "get_int_max_str_digits") else 0


def _put_digits(limit: int) -> None:
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(limit)


def _take_stack_size() -> int:
    size = threading.stack_size()  # asking sets it back
    threading.stack_size(size)
    return size


def _put_stack_size(size: int) -> None:
    threading.stack_size(size)


def _take_csv() -> tuple[Any, ...]:
    csv = sys.modules["csv"]
    found = [(name, csv.get_dialect(name)) for name in csv.list_dialects()]  # a dialect is exchanged, never changed

    def take() -> dict[str, Any]:
        return {name: {key: getattr(dialect, key) for key in _DIALECT} for name, dialect in found}

    return csv.field_size_limit(), _dialects.unless_changed(found, take)


def _put_csv(state: tuple[Any, ...]) -> None:
    csv = sys.modules["csv"]
    limit, dialects = state
    csv.field_size_limit(limit)
    for name in csv.list_dialects():
        if name not in dialects:
            csv.unregister_dialect(name)
    for name, settings in dialects.items():
        csv.register_dialect(name, **settings)


_DIALECT = (
    "delimiter",
    "doublequote",
    "escapechar",
    "lineterminator",
    "quotechar",
    "quoting",
    "skipinitialspace",
    "strict",
)


def _plain_csv() -> tuple[Any, ...]:
    _, dialects = _take_csv()
    return 128 * 1024, {name: dialects[name] for name in dialects if name in ("excel", "excel-tab", "unix")}


def _take_mime_types() -> Any:
    found = sys.modules["mimetypes"]._db
    return None if found is None else (dict(found.types_map[True]), dict(found.types_map[False]))


def _put_mime_types(state: Any) -> None:
    mimetypes = sys.modules["mimetypes"]
    if state is not None and state != _take_mime_types():
        mimetypes.init()
        for strict, types in zip((True, False), state, strict=True):
            mimetypes._db.types_map[strict].clear()
            for extension, kind in types.items():
                mimetypes._db.add_type(kind, extension, strict)


ITEMS = (
    Item("@random", _take_random, _put_random),
    Item("@cwd", _take_cwd, _put_cwd),
    Item("@env", _take_environment, _put_environment, words=("environ", "putenv", "%env", "%set_env", "load_dotenv")),
    Item("@timezone", _take_timezone, _put_timezone),
    Item("@umask", _take_umask, _put_umask),
    Item("@sys.path", lambda: tuple(sys.path), _put_path),
    Item("@sys.argv", lambda: tuple(sys.argv), _put_arguments),
    Item("@warnings", lambda: tuple(warnings.filters), put_warnings, words=("warn",)),
    Item("@warnings.show", _take_warning_functions, _put_warning_functions, words=("warning",)),
    Item("@decimal", _take_decimal, _put_decimal),
    Item("@locale", _take_locale, _put_locale, words=("locale",)),
    Item("@recursionlimit", sys.getrecursionlimit, sys.setrecursionlimit),
    Item("@int.digits", _take_digits, _put_digits),
    Item("@switchinterval", sys.getswitchinterval, sys.setswitchinterval),
    Item("@gc", _take_gc, _put_gc, words=("gc",)),
    Item("@thread.stack", _take_stack_size, _put_stack_size, words=("stack_size",)),
    Item(
        "@socket.timeout",
        lambda: sys.modules["socket"].getdefaulttimeout(),
        lambda limit: sys.modules["socket"].setdefaulttimeout(limit),
        "socket",
        lambda: None,
    ),
    Item("@csv", _take_csv, _put_csv, "csv", _plain_csv),
    Item("@mimetypes", _take_mime_types, _put_mime_types, "mimetypes", lambda: None, words=("add_type",)),
)
