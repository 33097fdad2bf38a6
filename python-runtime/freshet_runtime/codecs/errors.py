"""Exceptions: with their causes, contexts and notes, and with tracebacks that name the places but not the variables."""

from __future__ import annotations

import ast
from types import CodeType, GetSetDescriptorType, MemberDescriptorType, TracebackType
from typing import Any

from . import functions

_COMMON = frozenset(BaseException.__dict__)
# (file name, function, its qualified name and first line, line, line that its frame came to, name of its module)
Place = tuple[str, str, str, int, int, int, str]


def reduce_error(pickler: Any, error: BaseException) -> Any:
    kind = type(error)
    links = (
        error.__cause__,
        error.__context__,
        error.__suppress_context__,
        _places(pickler, error.__traceback__),
    )
    if kind.__module__ == "builtins" or functions.is_by_value(kind):
        state = (_fields(error), dict(error.__dict__), *links)
        return make_error, (kind, error.args, _first_arguments(error)), state, None, None, set_error
    if not any(links):
        return NotImplemented
    reduced = error.__reduce_ex__(5)
    if isinstance(reduced, str):
        return reduced
    rest = reduced[2] if len(reduced) > 2 else None
    return *reduced[:2], (rest, *links), None, None, set_links


def _first_arguments(error: BaseException) -> tuple[Any, ...]:
    """What `__new__` needs beside what `args` says."""
    if hasattr(error, "exceptions") and hasattr(error, "message"):
        return error.message, list(error.exceptions)
    return error.args


def _fields(error: BaseException) -> dict[str, Any]:
    """What builtin exceptions keep outside of `__dict__`."""
    found = {}
    for base in type(error).__mro__:
        if base.__module__ != "builtins":
            continue
        for name, descriptor in base.__dict__.items():
            if name in _COMMON or type(descriptor) not in (MemberDescriptorType, GetSetDescriptorType):
                continue
            value = getattr(error, name, None)
            if value is not None and name not in ("exceptions", "message", "__dict__"):
                found[name] = value
    return found


def make_error(kind: Any, args: tuple[Any, ...], first: tuple[Any, ...]) -> BaseException:
    error: BaseException = kind.__new__(kind, *first) if _is_group(kind) else _new(kind)(kind, *first)
    error.args = args
    return error


def _is_group(kind: Any) -> bool:
    return any(base.__name__ == "BaseExceptionGroup" for base in kind.__mro__)


def _new(kind: Any) -> Any:
    """The builtin `__new__`: that of a class of the notebook may ask for other arguments."""
    return next(base for base in kind.__mro__ if base.__module__ == "builtins").__new__


def set_error(error: BaseException, state: tuple[Any, ...]) -> None:
    fields, attributes, *links = state
    for name, value in fields.items():
        try:
            setattr(error, name, value)
        except (AttributeError, TypeError):
            continue  # derived from the arguments
    if attributes:
        error.__dict__.update(attributes)
    _link(error, links)


def set_links(error: BaseException, state: tuple[Any, ...]) -> None:
    rest, *links = state
    if rest is not None:
        error.__setstate__(rest)
    _link(error, links)


def _link(error: BaseException, links: Any) -> None:
    cause, context, suppress, places = links
    error.__cause__ = cause
    error.__context__ = context
    error.__suppress_context__ = suppress
    error.__traceback__ = _traceback(places)


def _places(pickler: Any, trace: TracebackType | None) -> list[Place]:
    places: list[Place] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        pickler.note_source(code)
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        name = getattr(code, "co_qualname", code.co_name)
        last = trace.tb_frame.f_lineno or trace.tb_lineno
        places.append((code.co_filename, code.co_name, name, code.co_firstlineno, trace.tb_lineno, last, module))
        trace = trace.tb_next
    return places


def _traceback(places: list[Place]) -> TracebackType | None:
    trace: TracebackType | None = None
    for filename, name, qualname, first, line, last, module in reversed(places):
        tree = ast.increment_lineno(ast.parse("raise StopIteration"), last - first)
        code: CodeType = compile(tree, filename, "exec").replace(co_name=name, co_firstlineno=first)
        if hasattr(code, "co_qualname"):
            code = code.replace(co_qualname=qualname)  # type: ignore[call-arg,unused-ignore]
        try:
            exec(code, {"__name__": module})
        except StopIteration as error:
            assert error.__traceback__ is not None and error.__traceback__.tb_next is not None
            trace = TracebackType(trace, error.__traceback__.tb_next.tb_frame, -1, line)
    return trace
