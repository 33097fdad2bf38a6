"""Ambient state of `logging`: levels, handlers and filters of all loggers that are not as they were made."""

from __future__ import annotations

import logging
import os
import sys
from typing import Any

from .item import Item

_STREAMS = ("stdout", "stderr")
# Attributes of a handler that belong to this process.
_OWN = ("lock", "stream", "_closed", "baseFilename")


def _take() -> dict[str, Any]:
    loggers = {"": _of(logging.root)}
    for name, logger in logging.root.manager.loggerDict.items():
        if isinstance(logger, logging.Logger):
            untouched = not (logger.level or logger.handlers or logger.disabled or logger.filters)
            if not untouched or not logger.propagate:
                loggers[name] = _of(logger)
    return {
        "loggers": loggers,
        "disabled": logging.root.manager.disable,
        "names": dict(logging._levelToName),
        "captured": getattr(logging, "_warnings_showwarning", None) is not None,
        "raise": logging.raiseExceptions,
    }


def _of(logger: logging.Logger) -> tuple[Any, ...]:
    handlers = tuple(_described(handler) for handler in logger.handlers)
    return logger.level, logger.propagate, logger.disabled, tuple(logger.filters), handlers


class Described:
    """A handler as data: its class, where it writes to, and the rest of its attributes."""

    def __init__(self, kind: type, target: Any, attributes: dict[str, Any]) -> None:
        self.kind = kind
        self.target = target
        self.attributes = attributes

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Described)
            and self.kind is other.kind
            and _same(self.target, other.target)
            and self.attributes.keys() == other.attributes.keys()
            and all(_same(value, other.attributes[name]) for name, value in self.attributes.items())
        )

    __hash__ = None  # type: ignore[assignment]


def _same(one: Any, other: Any) -> bool:
    if one is other:
        return True
    if type(one) is type(other) and isinstance(one, logging.Formatter):
        return vars(one).keys() == vars(other).keys() and all(
            vars(one)[n] == vars(other)[n] or vars(vars(one)[n]) == vars(vars(other)[n]) for n in vars(one)
        )
    return bool(one == other)


def _described(handler: logging.Handler) -> Any:
    attributes = {name: value for name, value in vars(handler).items() if name not in _OWN}
    if isinstance(handler, logging.FileHandler):
        mode = "a" if os.path.exists(handler.baseFilename) else handler.mode
        return Described(type(handler), handler.baseFilename, {**attributes, "mode": mode})
    if isinstance(handler, logging.StreamHandler):
        stream = handler.stream
        for name in _STREAMS:
            if stream is getattr(sys, name) or stream is getattr(sys, f"__{name}__"):
                return Described(type(handler), name, attributes)
        if type(handler).__name__ == "_StderrHandler":
            return Described(type(handler), "stderr", attributes)
        return Described(type(handler), _Pinned(stream), attributes)
    return Described(type(handler), None, attributes)


class _Pinned:
    """A stream of the notebook's own: it cannot leave this process without becoming another one."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Pinned) and self.stream is other.stream

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> Any:
        raise TypeError(f"a log handler writes to a {type(self.stream).__name__}")


def _revived(described: Described) -> Any:
    kind: Any = described.kind
    handler: Any = kind.__new__(kind)
    handler.__dict__.update(described.attributes)
    handler._closed = False
    handler.createLock()
    if issubclass(described.kind, logging.FileHandler):
        handler.baseFilename = described.target
        handler.stream = None  # opened when something is written
        handler.delay = True
        if not hasattr(handler, "_builtin_open"):
            handler._builtin_open = open
    elif described.target in _STREAMS and described.kind.__name__ != "_StderrHandler":
        handler.stream = getattr(sys, described.target)
    return handler


def _put(state: dict[str, Any]) -> None:
    now = _take()
    wanted = state["loggers"]
    for name in now["loggers"].keys() - wanted.keys():
        _set(logging.getLogger(name), (0, True, False, (), ()))
    for name, found in wanted.items():
        if now["loggers"].get(name) != found:
            _set(logging.getLogger(name) if name else logging.root, found)
    logging.disable(state["disabled"])
    for level, name in state["names"].items():
        logging.addLevelName(level, name)
    for level in now["names"].keys() - state["names"].keys():
        logging._nameToLevel.pop(logging._levelToName.pop(level), None)
    if state["captured"] != now["captured"]:
        logging.captureWarnings(state["captured"])
    logging.raiseExceptions = state["raise"]


def _set(logger: logging.Logger, state: tuple[Any, ...]) -> None:
    level, logger.propagate, logger.disabled, filters, handlers = state
    logger.setLevel(level)
    logger.filters[:] = filters
    if tuple(_described(handler) for handler in logger.handlers) != handlers:
        logger.handlers[:] = [_revived(described) for described in handlers]


ITEM = Item("@logging", _take, _put, words=("logging", "logger", "Logger", "set_verbosity"), copies=True)
