"""Many values of one shape as columns: one buffer of numbers, one text, instead of a million small pickles.

A column is a tuple `(tag, number of values, …)`. It is made of plain values and buffers, so that pickle writes it in no
time, and is turned into its values again by tools that loop in C. Which values may be put into columns, and what of
them, is decided by `freshet_runtime.survey`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice, repeat
from types import MemberDescriptorType
from typing import Any

from . import strings

Column = tuple[Any, ...]


class StandIn:
    """Stands for a container while it is pickled."""

    def __init__(self, mapping: bool, column: Column) -> None:
        self._content = mapping, column

    def __reduce__(self) -> Any:
        return made, self._content


def empty(mapping: bool) -> Any:
    return {} if mapping else []


def made(mapping: bool, column: Column) -> Any:
    return fill(empty(mapping), column)


def fill(container: Any, column: Column) -> Any:
    """Puts the values of a column into an empty list, or its pairs into an empty dict."""
    if type(container) is dict:
        container.update(zip(*map(values, column), strict=True))
    else:
        container.extend(values(column))
    return container


def values(column: Column) -> list[Any]:
    """The values, newly made."""
    tag, count, *content = column
    found: list[Any] = _MAKERS[tag](count, *content)
    return found


def _numbers(form: str) -> Callable[..., list[Any]]:
    def numbers(count: int, data: Any) -> list[Any]:
        return _cast(data, form).tolist()

    return numbers


def _cast(data: Any, form: Any) -> memoryview:
    return memoryview(data).cast("B").cast(form)


def _coded(count: int, table: Column, form: str, codes: Any) -> list[Any]:
    return list(map(values(table).__getitem__, _cast(codes, form)))


def _split(count: int, codes: Any, *parts: Column) -> list[Any]:
    """Values of several columns in the order in which `codes` names these."""
    sources = [iter(values(part)) for part in parts]
    return list(map(next, map(sources.__getitem__, memoryview(codes))))


def _parted(kind: type, count: int, lengths: Any, flat: Column) -> list[Any]:
    """Lists or tuples, of one length or each of its own."""
    items = values(flat)
    if isinstance(lengths, int):
        if not lengths:
            return [kind() for _ in range(count)]
        return list(map(kind, _rows(items, lengths)))
    source = iter(items)
    return list(map(kind, map(islice, repeat(source), _cast(lengths, "q"))))


def _rows(flat: list[Any], width: int) -> Iterator[tuple[Any, ...]]:
    return zip(*[iter(flat)] * width, strict=True)


def _records(count: int, keys: tuple[str, ...], *columns: Column) -> list[Any]:
    return list(map(dict, map(zip, repeat(keys, count), _transposed(count, columns))))


def _transposed(count: int, columns: Iterable[Column]) -> Iterator[tuple[Any, ...]]:
    found = list(map(values, columns))
    return zip(*found, strict=True) if found else repeat((), count)


def _named_tuples(count: int, kind: Any, *columns: Column) -> list[Any]:
    return list(map(tuple.__new__, repeat(kind, count), _transposed(count, columns)))


def _instances(
    count: int, kind: Any, keys: tuple[str, ...], direct: bool, slots: tuple[str, ...], *columns: Column
) -> list[Any]:
    """`direct`: no attribute of the class stands before those of its instances."""
    objects = list(map(object.__new__, repeat(kind, count)))
    named = columns[: len(keys)]
    if direct:
        for key, column in zip(keys, named, strict=True):
            _run(map(object.__setattr__, objects, repeat(key), values(column)))
    elif keys:
        spaces = map(object.__getattribute__, objects, repeat("__dict__"))
        _run(map(dict.update, spaces, map(zip, repeat(keys), _transposed(count, named))))
    for name, column in zip(slots, columns[len(keys) :], strict=True):
        _run(map(slot(kind, name).__set__, objects, values(column)))
    return objects


def _run(calls: Iterable[Any]) -> None:
    deque(calls, 0)


def slot(kind: type, name: str) -> Any:
    """The descriptor of a slot; raises AttributeError if something else has its name."""
    found = next((vars(base)[name] for base in kind.__mro__ if name in vars(base)), None)
    if type(found) is not MemberDescriptorType:
        raise AttributeError(name)
    return found


_MAKERS: dict[str, Callable[..., list[Any]]] = {
    "values": lambda count, items: items,
    "none": lambda count: [None] * count,
    "bool": lambda count, data: list(map((False, True).__getitem__, memoryview(data))),
    "int": _numbers("q"),
    "float": _numbers("d"),
    "text": lambda count, text, parting: strings.parted(text, parting),
    "coded": _coded,
    "split": _split,
    "list": lambda count, lengths, flat: _parted(list, count, lengths, flat),
    "tuple": lambda count, lengths, flat: _parted(tuple, count, lengths, flat),
    "columns": lambda count, *columns: list(_transposed(count, columns)),
    "dict": _records,
    "namedtuple": _named_tuples,
    "instance": _instances,
}


def flattened(items: Iterable[Any]) -> list[Any]:
    return list(chain.from_iterable(items))
