"""Big containers of values of one shape: looked over by tools that loop in C, and encoded by columns.

Values in columns lose their identity unless nothing else refers to them. Reference counts say which values cannot be
met anywhere else: the walk never hears of those. All others are *suspects*: the walk knows them, and those that it
meets a second time are *shared* and pickled one by one. So what is encoded depends on the objects of the group alone,
not on who else refers to them: a cell that only looks at a list leaves it as it was.
"""

from __future__ import annotations

import array
import weakref
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from itertools import chain, compress, cycle
from operator import is_
from pickle import PickleBuffer
from typing import TYPE_CHECKING, Any

from .atoms import all_atoms
from .codecs import columns, encoding, layouts, strings
from .codecs.columns import Column
from .sharing import INNER, KNOWN, OUTER, Sharing, held_otherwise

if TYPE_CHECKING:
    from .groups import Walk

# Shorter containers are pickled one by one, unless they hold nothing but atoms; shorter parts of containers always.
LEAST = 1000
LEAST_ATOMS = 64
_LEAST_PART = 64
_MOST_KINDS = 16
_DEEPEST = 8
_MOST_ATTRIBUTES = 200


@dataclass
class Block:
    """One container, by columns."""

    container: Any
    # What it is encoded as; None if only the walk was wanted.
    column: Column | None
    # Ids of values that are referred to from elsewhere, which of them counted as shared when it was encoded, and of
    # those to which weak references exist.
    suspects: set[int]
    known: set[int]
    weakly: set[int]
    # Whether it holds nothing but atoms.
    atomic: bool
    # Whether everything in it is in columns, or an atom: decoding and encoding it again gives the same bytes.
    whole: bool
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
    if not KNOWN:
        return None
    return _Survey(found, stops, encode).of(container)


def again(block: Block, shared: set[int]) -> Block | None:
    """The block, encoded with what is now known to be shared."""
    from .groups import Walk

    made = _Survey(Walk(shared=shared), {}, True, final=True).of(block.container)
    return None if made is None else made[0]


class _Survey:
    def __init__(self, found: Walk, stops: Mapping[int, Any], encode: bool, final: bool = False) -> None:
        self._found = found
        self._sharing = Sharing(found, stops, final)
        self._encode = encode
        self._rest: list[Any] = []
        self._atomic = self._whole = True

    def of(self, container: Any) -> tuple[Block, list[Any]] | None:
        if type(container) is dict:
            keys = list(container)
            if set(map(type, keys)) - {str, int} or not container:
                return None
            items = list(container.values())
            column = self._column(items, INNER, _DEEPEST)
            column = (self._column(keys, 0, 0), column) if column[0] != "values" else column
        else:
            column = self._column(container, OUTER, _DEEPEST)
        if column[0] == "values":
            return None
        suspects = self._sharing.suspects
        known = suspects & self._found.shared
        weakly = self._sharing.weakly
        encoded = column if self._encode else None
        return Block(container, encoded, suspects, known, weakly, self._atomic, self._whole), self._rest

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
        if kind in encoding.ATOMS:
            encode = encoding.ATOMS[kind]
            return (encode(items) if self._encode else (kind.__name__, 0)) or self._values(items)
        if len(items) < _LEAST_PART or depth <= 0:
            return self._values(items)
        if kind is tuple:
            return self._of_tuples(items, held, depth)
        if kind is list or kind is dict or layouts.is_named_tuple(kind):
            return self._of_objects(kind, items, held, depth)
        found = self._sharing.layout(kind)
        if found is None:
            return self._by_table(items)
        if found.weak and any(map(weakref.getweakrefcount, items)):
            self._sharing.note_weak(items)
        return self._of_objects(kind, items, held, depth)

    def _note_kind(self, kind: type) -> None:
        self._found.types.add(kind)
        self._found.has_user_code |= kind.__module__ == "__main__"
        self._rest.append(kind)

    def _values(self, items: list[Any], news: Set[int] = frozenset()) -> Column:
        """Values that are pickled one by one; `news` are those of which the walk heard when they were looked at."""
        if not all_atoms(items):
            self._atomic = self._whole = False
            self._rest.extend(items)
            if news:
                self._sharing.withdraw(items, news)
        return "values", len(items), items

    def _by_table(self, items: list[Any], news: Set[int] = frozenset()) -> Column:
        """As `_values`; if they are few objects over and over, each of them once."""
        distinct = dict(zip(map(id, items), items))  # noqa: B905
        if len(distinct) * 2 > len(items):
            return self._values(items, news)
        table = self._values(list(distinct.values()), news)
        return encoding.coded(
            table, map({key: n for n, key in enumerate(distinct)}.__getitem__, map(id, items)), len(items)
        )

    def _of_objects(self, kind: type, items: list[Any], held: int, depth: int) -> Column:
        """Values that have an identity."""
        self._atomic = False
        news: set[int] = set()
        shared = self._sharing.shared(items, held, news)
        found = self._sharing.layout(kind)
        if found is not None and found.space:
            others = self._sharing.shared(list(map(vars, items)), INNER, news)
            shared = bytes(map(max, shared, others)) if shared and others else shared or others
        if shared is None:
            return self._content(kind, items, depth, news)
        if 0 not in shared:
            return self._by_table(items, news)
        own = list(compress(items, map((0).__eq__, shared)))
        content = self._content(kind, own, depth, news) if len(own) >= _LEAST_PART else self._values(own, news)
        rest = self._by_table(list(compress(items, shared)), news)
        return "split", len(items), PickleBuffer(shared), content, rest

    def _of_tuples(self, items: list[Any], held: int, depth: int) -> Column:
        """Tuples have no identity; but what two of them hold has, so that nothing in one that is referred to from
        elsewhere can be known to be in it alone."""
        flat = columns.flattened(items)
        if all_atoms(flat):
            if strings.alike(list(map(id, strings.sampled(items)))):
                return self._by_table(items)
            return self._ragged("tuple", items, flat, depth)
        self._atomic = False
        for item in held_otherwise(items, held):
            self._sharing.force(item)
        return self._ragged("tuple", items, flat, depth)

    def _content(self, kind: type, items: list[Any], depth: int, news: Set[int]) -> Column:
        """What objects hold that nothing else refers to."""
        if kind is list:
            return self._ragged("list", items, columns.flattened(items), depth)
        if kind is dict:
            return self._by_shape(items, items, lambda keys, part: self._of_records(keys, part, depth), news)
        self._note_kind(kind)
        if issubclass(kind, tuple):
            width = len(kind._fields)  # type: ignore[attr-defined]
            flat = columns.flattened(items)
            if len(flat) != width * len(items):
                return self._values(items, news)
            return "namedtuple", len(items), kind, *self._apart(flat, width, depth)
        found = self._sharing.layout(kind)
        assert found is not None
        slots = found.slots
        spaces: list[dict[Any, Any]] = list(map(vars, items)) if found.space else [{}] * len(items)
        return self._by_shape(
            items,
            spaces,
            lambda keys, part, own=items: self._of_instances(kind, keys, slots, part, own, depth, news),
            news,
        )

    def _by_shape(
        self, items: list[Any], spaces: list[dict[Any, Any]], encode: Callable[..., Column], news: Set[int]
    ) -> Column:
        """Groups what has the same keys in the same order."""
        first = tuple(spaces[0])
        alike = len(first) <= _MOST_ATTRIBUTES and set(map(len, spaces)) == {len(first)}
        if alike and all(map(is_, chain.from_iterable(spaces), cycle(first))) and set(map(type, first)) <= {str}:
            return encode(first, spaces)
        shapes = list(map(tuple, spaces))
        numbers = {shape: number for number, shape in enumerate(dict.fromkeys(shapes))}
        if len(numbers) > _MOST_KINDS or any(set(map(type, shape)) - {str} for shape in shapes):
            return self._values(items, news)
        if len(numbers) == 1:
            return encode(first, spaces)
        codes = bytes(map(numbers.__getitem__, shapes))
        parts = []
        for shape, number in numbers.items():
            own = list(compress(items, map(number.__eq__, codes)))
            if len(own) < _LEAST_PART:
                parts.append(self._values(own, news))
            elif own and type(own[0]) is dict:
                parts.append(encode(shape, own))
            else:
                parts.append(encode(shape, list(map(vars, own)), own))
        return "split", len(items), PickleBuffer(codes), *parts

    def _of_records(self, keys: tuple[str, ...], spaces: list[dict[str, Any]], depth: int) -> Column:
        flat = columns.flattened(map(dict.values, spaces))
        return "dict", len(spaces), keys, *self._apart(flat, len(keys), depth)

    def _of_instances(
        self,
        kind: type,
        keys: tuple[str, ...],
        slots: tuple[str, ...],
        spaces: list[Any],
        own: list[Any],
        depth: int,
        news: Set[int],
    ) -> Column:
        try:
            held = [list(map(columns.slot(kind, name).__get__, own)) for name in slots]
        except AttributeError:
            return self._values(own, news)  # a slot that is not set
        flat = columns.flattened(map(dict.values, spaces)) if keys else []
        parts = self._apart(flat, len(keys), depth)
        parts += [self._column(column, INNER, depth - 1) for column in held]
        direct = not any(layouts.stands_before(kind, key) for key in keys)
        return "instance", len(own), kind, keys, direct, slots, *parts

    def _apart(self, flat: list[Any], width: int, depth: int) -> list[Column]:
        parts = [flat[start::width] for start in range(width)]
        flat.clear()
        found = []
        while parts:
            found.append(self._column(parts.pop(0), INNER, depth - 1))
        return found

    def _ragged(self, tag: str, items: list[Any], flat: list[Any], depth: int) -> Column:
        lengths = set(map(len, items))
        width = len(items[0])
        if len(lengths) == 1 and 0 < width <= _MOST_ATTRIBUTES:
            kinds = set(map(type, flat))
            if tag == "tuple":
                return "columns", len(items), *self._apart(flat, width, depth)
            if len(kinds) == 1 or width == 1:
                return tag, len(items), width, self._column(flat, INNER, depth - 1)
        each = PickleBuffer(array.array("q", map(len, items))) if len(lengths) > 1 else width
        return tag, len(items), each, self._column(flat, INNER, depth - 1)
