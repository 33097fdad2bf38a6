"""Sets iterate in the order of their hash tables, which depends on their history: how to make a table again.

Read once, when a set's order would not survive by itself: which key lies in which slot, and where deleted keys left
marks. A plan is then the keys in an order of insertion that fills the same slots of a table of the same size, with
stand-ins for the deleted ones, which are taken out again. CPython's insertion (Objects/setobject.c): ten neighbours of
`hash & mask` are tried, then `i * 5 + 1 + perturb`. A plan is tried before it is used.
"""

from __future__ import annotations

import ctypes
import graphlib
import itertools
import sys
from collections.abc import Iterator
from typing import Any

_NEIGHBOURS = 9
_BITS = 64
# Fewer keys that come at once do not make a new table larger.
_AT_ONCE = 5
# Plans that are tried for one set, at most.
_TRIALS = 64

# Keys in order of insertion, how many of them come at once, positions and slots of the stand-ins.
Plan = tuple[list[Any], int, list[int], list[int]]


class StandIn:
    __slots__ = ("slot",)

    def __init__(self, slot: int) -> None:
        self.slot = slot

    def __hash__(self) -> int:
        return self.slot


def is_ordinary(value: set[Any] | frozenset[Any]) -> bool:
    """Whether adding the elements in their order to an empty set gives the same order."""
    order = list(value)
    return list(map(id, set(order))) == list(map(id, order))


def plan(value: set[Any]) -> Plan | None:
    """How to make the set again so that it iterates in the same order; None if no way was found."""
    if sys.implementation.name != "cpython" or not getattr(sys, "_is_gil_enabled", lambda: True)():
        return None
    try:
        size, slots, gaps = _table(value)
        for found in itertools.islice(_plans(size, slots, gaps), _TRIALS):
            trial: set[Any] = set()
            fill(trial, found)
            if list(map(id, trial)) == list(map(id, value)):
                return found
    except (ValueError, StopIteration):
        pass
    return None


def fill(empty: set[Any], made: Plan) -> None:
    order, first, positions, slots = made
    keys = list(order)
    stand_ins = [StandIn(slot) for slot in slots]
    for position, stand_in in zip(positions, stand_ins, strict=True):
        keys.insert(position, stand_in)
    if first:
        empty.update(dict.fromkeys(keys[:first]))  # sized at once
    for key in keys[first:]:
        empty.add(key)
    for stand_in in stand_ins:
        empty.discard(stand_in)


def _table(value: set[Any]) -> tuple[int, dict[int, Any], list[int]]:
    """The table's size, keys by slot, and slots of deleted keys."""
    words = ctypes.c_ssize_t * 6
    head = words.from_address(id(value))
    _fill, used, mask, address = head[2], head[3], head[4], head[5]
    if used != len(value) or mask & (mask + 1) or mask < 7 or mask > 1 << 28:
        raise ValueError("not the layout that is known")
    entries = (ctypes.c_ssize_t * (2 * (mask + 1))).from_address(address)
    keys = iter(list(value))
    slots: dict[int, Any] = {}
    gaps: list[int] = []
    for slot in range(mask + 1):
        key, hashed = entries[2 * slot], entries[2 * slot + 1]
        if key and hashed == -1:
            gaps.append(slot)
        elif key:
            slots[slot] = next(keys)
            if id(slots[slot]) != key:
                raise ValueError("not the layout that is known")
    return mask + 1, slots, gaps


def _plans(size: int, slots: dict[int, Any], gaps: list[int]) -> Iterator[Plan]:
    full = {**slots, **{slot: StandIn(slot) for slot in gaps}}
    needed: dict[int, set[int]] = {}
    for slot, key in full.items():
        needed[slot] = _before(hash(key), slot, size - 1, len(full))
        if not needed[slot] <= full.keys():
            return
    order = list(graphlib.TopologicalSorter(needed).static_order())
    at_home = [slot for slot in order if not needed[slot]]
    if size <= 8:
        yield _by_slots(order, 0, slots)
    elif len(full) >= size // 4:
        first = max(size // 4, _AT_ONCE)
        if first <= min(len(full), size // 2 - 1):
            yield _by_slots(order, first, slots)
    else:
        # The table grew fourfold when a smaller one was full: filled by keys that are at home whatever comes first, and
        # where these are too few by some of the others, which the smaller table may have held in the right order.
        small = size // 4
        first = small // 4 if small > 8 else 0
        least = -(-3 * (small - 1) // 5)
        homeless = [slot for slot in order if needed[slot]]
        for others in itertools.combinations(homeless, max(least - len(at_home), 0)):
            early = [*at_home[: least - len(others)], *others]
            if len(early) == least:
                yield _by_slots([*early, *(slot for slot in order if slot not in early)], first, slots)


def _by_slots(order: list[int], first: int, slots: dict[int, Any]) -> Plan:
    positions = [at for at, slot in enumerate(order) if slot not in slots]
    return [slots[slot] for slot in order if slot in slots], first, positions, [order[at] for at in positions]


def _before(hashed: int, target: int, mask: int, limit: int) -> set[int]:
    """Slots that must be taken for a key with this hash to end in `target`."""
    taken: set[int] = set()
    perturb = hashed & ((1 << _BITS) - 1)
    at = hashed & mask
    while True:
        for neighbour in range(_NEIGHBOURS + 1 if at + _NEIGHBOURS <= mask else 1):
            if at + neighbour == target:
                return taken
            taken.add(at + neighbour)
        if len(taken) > limit + _NEIGHBOURS:
            raise ValueError("the slot is out of reach")
        perturb >>= 5
        at = (at * 5 + 1 + perturb) & mask
