"""Big containers of values of one shape: looked over by tools that loop in C, and encoded by columns.

Values in columns lose their identity unless nothing else refers to them. Reference counts say which values cannot be
met anywhere else: the walk never hears of those. All others are *suspects*: the walk knows them, and those that it
meets a second time are *shared* and pickled one by one. So what is encoded depends on the objects of the group alone,
not on who else refers to them: a cell that only looks at a list leaves it as it was.
"""

from __future__ import annotations

import array
import copyreg
import enum
import sys
import weakref
from collections import namedtuple
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import chain, compress, cycle
from operator import is_
from pickle import PickleBuffer
from typing import TYPE_CHECKING, Any

from .codecs import classes, columns, functions, reducers, strings
from .codecs.columns import Column
from .atoms import all_atoms

if TYPE_CHECKING:
    from .groups import Walk

# Shorter containers are pickled one by one, unless they hold nothing but atoms; shorter parts of containers always.
LEAST = 1000
LEAST_ATOMS = 64
_LEAST_PART = 64
_MOST_KINDS = 16
_DEEPEST = 8
_MOST_ATTRIBUTES = 200

_count = getattr(sys, "getrefcount", None)
# What is counted for a value that only its container refers to, asked through the container or through a list beside it.
_OUTER = max(map(_count, [object()])) if _count else 0
_INNER = _OUTER + 1
_EXACT = _count is not None and getattr(sys, "_is_gil_enabled", lambda: True)()


@dataclass
class Block:
    """One container, by columns."""

    container: Any
    # What it is encoded as; None if only the walk was wanted.
    column: Column | None
    # Ids of values that are referred to from elsewhere, which of them counted as shared when it was encoded, and of
    # those to which weak references exist.
    suspects: set[int] = field(default_factory=set)
    known: set[int] = field(default_factory=set)
    weakly: set[int] = field(default_factory=set)
    # Whether it holds nothing but atoms.
    atomic: bool = False
    # Whether something else than a name refers to it.
    inner: bool = False

    @property
    def mapping(self) -> bool:
        return type(self.container) is dict

    def stand_in(self) -> columns.StandIn:
        assert self.column is not None
        return columns.StandIn(self.mapping, self.column)


def is_big(container: Any, root: bool) -> bool:
    """Whether a list or dict is worth a block. One of atoms alone is pickled well enough if it lies in something."""
    if len(container) >= LEAST and not root:
        return not all_atoms(container.values() if type(container) is dict else container)
    return root and (len(container) >= LEAST or all_atoms(container.values() if type(container) is dict else container))


def survey(container: Any, found: Walk, stops: Mapping[int, Any], encode: bool) -> tuple[Block, list[Any]] | None:
    """A block for a big list or dict and what else is to be walked; None if it must be walked value by value.

    Suspects are noted in `found`.
    """
    if not _EXACT:
        return None
    return _Survey(found, stops, encode).of(container)


def again(block: Block, shared: set[int]) -> Block | None:
    """The block, encoded with what is now known to be shared."""
    from .groups import Walk

    made = _Survey(Walk(shared=shared), {}, True, final=True).of(block.container)
    return None if made is None else made[0]


class _Unfit(Exception):
    """The container cannot be encoded by columns."""


class _Survey:
    def __init__(self, found: Walk, stops: Mapping[int, Any], encode: bool, final: bool = False) -> None:
        self._found = found
        self._stops = stops
        self._encode = encode
        self._final = final
        self._forced: set[int] = set()
        self._rest: list[Any] = []
        self._block = Block(None, None)
        self._layouts: dict[type, Layout | None] = {}
        self._atomic = True

    def of(self, container: Any) -> tuple[Block, list[Any]] | None:
        block = self._block
        block.container = container
        if type(container) is dict:
            keys = list(container)
            if set(map(type, keys)) - {str, int} or not container:
                return None
            items = list(container.values())
            column = self._column(items, _INNER, _DEEPEST)
            column = (self._column(keys, 0, 0), column) if column[0] != "values" else column
        else:
            column = self._column(container, _OUTER, _DEEPEST)
        if column[0] == "values":
            return None
        block.atomic = self._atomic
        block.known = block.suspects & self._found.shared
        if self._encode:
            block.column = column
        return block, self._rest

    # -- columns: `held` is what is counted for a value that nothing else refers to ------------------------------------

    def _column(self, items: list[Any], held: int, depth: int) -> Column:
        kinds = set(map(type, items))
        if len(kinds) == 1:
            return self._of_kind(kinds.pop(), items, held, depth)
        if not kinds or len(kinds) > _MOST_KINDS:
            return self._values(items)
        numbers = {kind: number for number, kind in enumerate(dict.fromkeys(map(type, items)))}
        codes = bytes(map(numbers.__getitem__, map(type, items)))
        parts = [
            self._of_kind(kind, list(compress(items, map(number.__eq__, codes))), held + 1, depth)
            for kind, number in numbers.items()
        ]
        if all(part[0] == "values" for part in parts):
            return "values", len(items), items
        return "split", len(items), PickleBuffer(codes), *parts

    def _of_kind(self, kind: type, items: list[Any], held: int, depth: int) -> Column:
        if kind in _ATOMS:
            encode = _ATOMS[kind]
            return (encode(items) if self._encode else (kind.__name__, 0)) or self._values(items)
        if len(items) < _LEAST_PART or depth <= 0:
            return self._values(items)
        if kind is tuple:
            return self._of_tuples(items, held, depth)
        if kind is list or kind is dict or is_named_tuple(kind):
            return self._of_objects(kind, items, held, depth)
        found = self._layout(kind)
        if found is None:
            return self._by_table(items)
        if found.weak and any(map(weakref.getweakrefcount, items)):
            self._note_weak(items)
        return self._of_objects(kind, items, held, depth)

    def _note_kind(self, kind: type) -> None:
        self._found.types.add(kind)
        self._found.has_user_code |= kind.__module__ == "__main__"
        self._rest.append(kind)

    def _layout(self, kind: type) -> Layout | None:
        if kind not in self._layouts:
            self._layouts[kind] = layout_of(kind)
        return self._layouts[kind]

    def _values(self, items: list[Any]) -> Column:
        """Values that are pickled one by one."""
        if not all_atoms(items):
            self._atomic = False
            self._rest.extend(items)
        return "values", len(items), items

    def _by_table(self, items: list[Any]) -> Column:
        """As `_values`; if they are few objects over and over, each of them once."""
        distinct = dict(zip(map(id, items), items))  # noqa: B905
        if len(distinct) * 2 > len(items):
            return self._values(items)
        table = self._values(list(distinct.values()))
        return coded(table, map({key: n for n, key in enumerate(distinct)}.__getitem__, map(id, items)), len(items))

    def _of_objects(self, kind: type, items: list[Any], held: int, depth: int) -> Column:
        """Values that have an identity."""
        self._atomic = False
        shared = self._shared(items, held)
        found = self._layout(kind)
        if found is not None and found.space:
            others = self._shared(list(map(vars, items)), _INNER)
            shared = bytes(map(max, shared, others)) if shared and others else shared or others
        if shared is None:
            return self._content(kind, items, depth)
        if 0 not in shared:
            return self._by_table(items)
        own = list(compress(items, map((0).__eq__, shared)))
        content = self._content(kind, own, depth) if len(own) >= _LEAST_PART else self._values(own)
        rest = self._by_table(list(compress(items, shared)))
        return "split", len(items), PickleBuffer(shared), content, rest

    def _shared(self, items: list[Any], held: int) -> bytes | None:
        """Which of them are shared, by ones; None if none are."""
        counts = list(map(_count, items))  # type: ignore[arg-type]
        if counts.count(held) == len(items) and not self._forced:
            return None
        wanted = map(held.__ne__, counts)
        if self._forced:
            wanted = map(max, wanted, map(self._forced.__contains__, map(id, items)))
        suspects = list(compress(items, wanted))
        if not suspects:
            return None
        ids = list(map(id, suspects))
        distinct = dict(zip(ids, suspects, strict=True))
        self._block.suspects.update(distinct)
        found = self._found
        if not self._final:
            found.shared |= distinct.keys() & found.objects.keys()
            if len(distinct) < len(ids):
                met: set[int] = set()
                found.shared.update(key for key in ids if key in met or met.add(key))  # type: ignore[func-returns-value]
            if self._stops:
                for key in distinct.keys() & self._stops.keys():  # edges
                    found.shared.add(key)
                    del distinct[key]
            found.suspects.update({key: item for key, item in distinct.items() if key not in found.objects})
            found.objects.update(distinct)
        if found.shared.isdisjoint(ids):
            return None
        return bytes(map(found.shared.__contains__, map(id, items)))

    def _note_weak(self, items: list[Any]) -> None:
        weak = {id(item): item for item in items if weakref.getweakrefcount(item)}
        self._block.weakly |= weak.keys()
        self._forced |= weak.keys()

    def _of_tuples(self, items: list[Any], held: int, depth: int) -> Column:
        """Tuples have no identity; but what two of them hold has, so that nothing in one that is referred to from
        elsewhere can be known to be in it alone."""
        flat = columns.flattened(items)
        if all_atoms(flat):
            if strings.alike(list(map(id, strings.sampled(items)))):
                return self._by_table(items)
            return self._ragged("tuple", items, flat, depth)
        self._atomic = False
        counts = list(map(_count, items))  # type: ignore[arg-type]
        if counts.count(held) != len(items):
            for item in compress(items, map(held.__ne__, counts)):
                self._force(item)
        return self._ragged("tuple", items, flat, depth)

    def _force(self, item: tuple[Any, ...]) -> None:
        for part in item:
            if type(part) is tuple:
                self._force(part)
            else:
                self._forced.add(id(part))

    def _content(self, kind: type, items: list[Any], depth: int) -> Column:
        """What objects hold that nothing else refers to."""
        if kind is list:
            return self._ragged("list", items, columns.flattened(items), depth)
        if kind is dict:
            return self._by_shape(items, items, lambda keys, part: self._of_records(keys, part, depth))
        self._note_kind(kind)
        if issubclass(kind, tuple):
            width = len(kind._fields)  # type: ignore[attr-defined]
            flat = columns.flattened(items)
            if len(flat) != width * len(items):
                return self._values(items)
            return "namedtuple", len(items), kind, *self._apart(flat, width, depth)
        found = self._layout(kind)
        assert found is not None
        slots = found.slots
        spaces = list(map(vars, items)) if found.space else [{}] * len(items)
        return self._by_shape(
            items, spaces, lambda keys, part, own=items: self._of_instances(kind, keys, slots, part, own, depth)
        )

    def _by_shape(self, items: list[Any], spaces: list[dict[Any, Any]], encode: Callable[..., Column]) -> Column:
        """Groups what has the same keys in the same order."""
        first = tuple(spaces[0])
        if len(first) <= _MOST_ATTRIBUTES and set(map(len, spaces)) == {len(first)}:
            if all(map(is_, chain.from_iterable(spaces), cycle(first))) and set(map(type, first)) <= {str}:
                return encode(first, spaces)
        shapes = list(map(tuple, spaces))
        numbers = {shape: number for number, shape in enumerate(dict.fromkeys(shapes))}
        if len(numbers) > _MOST_KINDS or any(set(map(type, shape)) - {str} for shape in shapes):
            return self._values(items)
        if len(numbers) == 1:
            return encode(first, spaces)
        codes = bytes(map(numbers.__getitem__, shapes))
        parts = []
        for shape, number in numbers.items():
            own = list(compress(items, map(number.__eq__, codes)))
            if len(own) < _LEAST_PART:
                parts.append(self._values(own))
            elif own and type(own[0]) is dict:
                parts.append(encode(shape, own))
            else:
                parts.append(encode(shape, list(map(vars, own)), own))
        return "split", len(items), PickleBuffer(codes), *parts

    def _of_records(self, keys: tuple[str, ...], spaces: list[dict[str, Any]], depth: int) -> Column:
        flat = columns.flattened(map(dict.values, spaces))
        return "dict", len(spaces), keys, *self._apart(flat, len(keys), depth)

    def _of_instances(
        self, kind: type, keys: tuple[str, ...], slots: tuple[str, ...], spaces: list[Any], own: list[Any], depth: int
    ) -> Column:
        try:
            held = [list(map(columns.slot(kind, name).__get__, own)) for name in slots]
        except AttributeError:
            return self._values(own)  # a slot that is not set
        flat = columns.flattened(map(dict.values, spaces)) if keys else []
        parts = self._apart(flat, len(keys), depth)
        parts += [self._column(column, _INNER, depth - 1) for column in held]
        direct = not any(_stands_before(kind, key) for key in keys)
        return "instance", len(own), kind, keys, direct, slots, *parts

    def _apart(self, flat: list[Any], width: int, depth: int) -> list[Column]:
        parts = [flat[start::width] for start in range(width)]
        flat.clear()
        found = []
        while parts:
            found.append(self._column(parts.pop(0), _INNER, depth - 1))
        return found

    def _ragged(self, tag: str, items: list[Any], flat: list[Any], depth: int) -> Column:
        lengths = set(map(len, items))
        width = len(items[0])
        if len(lengths) == 1 and 0 < width <= _MOST_ATTRIBUTES:
            kinds = set(map(type, flat))
            if tag == "tuple":
                return "columns", len(items), *self._apart(flat, width, depth)
            if len(kinds) == 1 or width == 1:
                return tag, len(items), width, self._column(flat, _INNER, depth - 1)
        each = PickleBuffer(array.array("q", map(len, items))) if len(lengths) > 1 else width
        return tag, len(items), each, self._column(flat, _INNER, depth - 1)


# -- atoms ------------------------------------------------------------------------------------------------------------


def coded(table: Column, codes: Any, count: int) -> Column:
    form = "B" if table[1] <= 1 << 8 else "H" if table[1] <= 1 << 16 else "I"
    return "coded", count, table, form, PickleBuffer(array.array(form, codes))


def _integers(items: list[int]) -> Column | None:
    try:
        return "int", len(items), PickleBuffer(array.array("q", items))
    except OverflowError:
        return None


def _text(items: list[str]) -> Column | None:
    """One text; if many are equal, each of them once (whether equal ones are one object is nobody's business)."""
    if strings.alike(strings.sampled(items)):
        table = dict.fromkeys(items)
        if len(table) * 2 < len(items):
            for number, item in enumerate(table):
                table[item] = number  # type: ignore[assignment]
            own = list(table)
            return coded(_text_of(own) or ("values", len(own), own), map(table.__getitem__, items), len(items))
    return _text_of(items)


def _text_of(items: list[str]) -> Column | None:
    text = strings.joined(items)
    return None if text is None else ("text", len(items), *text)


_ATOMS: dict[type, Callable[[list[Any]], Column | None]] = {
    type(None): lambda items: ("none", len(items)),
    bool: lambda items: ("bool", len(items), PickleBuffer(bytes(items))),
    int: _integers,
    float: lambda items: ("float", len(items), PickleBuffer(array.array("d", items))),
    str: _text,
}

# -- classes ----------------------------------------------------------------------------------------------------------

_NamedTuple = namedtuple("_NamedTuple", "x")
_HEAP = 1 << 9  # Py_TPFLAGS_HEAPTYPE


@dataclass(frozen=True)
class Layout:
    """What instances of a class consist of."""

    # Whether they have a `__dict__`, names of their slots, whether weak references to them are possible.
    space: bool
    slots: tuple[str, ...]
    weak: bool


def layout_of(kind: Any) -> Layout | None:
    """The layout of a class whose instances are nothing but their attributes, and that are pickled as that."""
    if kind.__flags__ & _HEAP == 0 or issubclass(kind, (type, enum.Enum, BaseException)):
        return None
    for base in kind.__mro__[:-1]:
        theirs = vars(base)
        if any(name in theirs for name in ("__getattribute__", "__del__", "__class__")):
            return None
        ours = base.__module__ != "builtins" and functions.is_by_value(base)
        if not ours and any(hook in theirs for hook in classes.HOOKS):
            return None
    if kind in copyreg.dispatch_table or reducers.reducer_for(kind) not in (reducers.nothing, classes.reduce_instance):
        return None
    slots = tuple(copyreg._slotnames(kind))  # type: ignore[attr-defined]
    has_dict, has_weak = kind.__dictoffset__ != 0, kind.__weakrefoffset__ != 0
    extra = (*(("__dict__",) if has_dict else ()), *(("__weakref__",) if has_weak else ()))
    like = type("Like", (), {"__slots__": (*(f"s{number}" for number in range(len(slots))), *extra)})
    if _sizes(like) != _sizes(kind) or len(set(slots)) != len(slots):
        return None
    if slots and hasattr(kind, "__getattr__"):
        return None
    try:
        for name in slots:
            columns.slot(kind, name)
    except AttributeError:
        return None
    return Layout(has_dict, slots, has_weak)


def _sizes(kind: type) -> tuple[int, int]:
    return kind.__basicsize__, kind.__itemsize__


def is_named_tuple(kind: Any) -> bool:
    """Whether it is what `collections.namedtuple` makes, or a subclass that adds nothing to its instances."""
    if not (issubclass(kind, tuple) and kind.__dictoffset__ == 0 and isinstance(getattr(kind, "_fields", None), tuple)):
        return False
    hooks = ("__reduce__", "__reduce_ex__", "__getstate__", "__setstate__", "__getnewargs_ex__", "__del__")
    if any(hook in vars(base) for base in kind.__mro__[:-1] for hook in hooks if base is not tuple):
        return False
    ask = getattr(kind.__getnewargs__, "__code__", None)
    return ask is _NamedTuple.__getnewargs__.__code__ and kind not in copyreg.dispatch_table


def _stands_before(kind: type, name: str) -> bool:
    """Whether a descriptor of the class takes what is assigned to this attribute."""
    found = next((vars(base)[name] for base in kind.__mro__ if name in vars(base)), None)
    return hasattr(type(found), "__set__") or hasattr(type(found), "__delete__")
