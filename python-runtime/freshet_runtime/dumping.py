"""Pickling a group's members: to bytes and buffers, to a fingerprint, to a numbering of its objects."""

from __future__ import annotations

import io
import pickle
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from . import fingerprint, groups, survey
from .atoms import is_atomic
from .codecs import arrays, overlaps, sets
from .codecs.pickler import PLANNED, GroupPickler, NormalPickler, Pointer, with_references
from .codecs.texts import Text, Texts
from .holdings import LiveGroup, fresh_copy, member_of, objects_of, unpickle
from .survey import Block

# Larger pickles are not decoded only to find their normal form, or to see whether numbers hold.
_LARGEST_NORMALISED = 64 * 1024
_LARGEST_TRIED = 16 * 1024 * 1024
# Beyond it, telling equal strings from the same string is not worth a second pickle.
_LARGEST_JUDGED = 1024 * 1024
# Libraries whose objects may be decoded without anyone noticing.
_HARMLESS = frozenset(
    {"builtins", "numpy", "pandas", "datetime", "collections", "decimal", "fractions", "pathlib", "_io"}
)


# Values that pickle writes by itself, whatever reducers there are.
PLAIN = frozenset({int, float, bool, str, bytes, type(None)})


@dataclass
class Dump:
    pickle: bytes
    buffers: list[Any]
    needs: set[str]
    sources: dict[str, tuple[str, int]]
    # Whether decoding it runs no code of the notebook's, and dumping that again gives the same bytes.
    whole: bool = False
    # What its arrays of strings are encoded as.
    texts: dict[int, Text] = field(default_factory=dict)


def dump(
    members: Mapping[str, Any],
    pointers: Mapping[int, Pointer],
    roots: Mapping[Any, Any],
    submodules: Mapping[str, Sequence[str]] | None = None,
    kind: type[GroupPickler] = GroupPickler,
    texts: Mapping[int, Text] | None = None,
) -> Dump:
    """`texts`: what arrays of strings were encoded as before. Raises whatever the members' own reducers raise."""
    if kind is GroupPickler and not pointers and not roots and set(map(type, members.values())) <= PLAIN:
        return Dump(pickle.dumps(_apart(members), 5), [], set(), {})  # the same bytes, without what nothing asks for
    file = io.BytesIO()
    buffers: list[Any] = []

    def out_of_band(buffer: pickle.PickleBuffer) -> bool:
        raw = buffer.raw()
        if raw.nbytes < arrays.LEAST_BUFFER:
            return True
        buffers.append(raw)
        return False

    if pointers or any(type(plan) is tuple or (type(plan) is Block and plan.inner) for plan in roots.values()):
        kind = with_references(kind, pointers)
    pickler = kind(file, out_of_band, roots, submodules or {})
    pickler.held_by_members = lambda: _held(members, pointers)
    pickler.texts = Texts(texts)
    pickler.dump(_with_blocks(_apart(members), roots))
    blocks = [roots.get(id(value)) for value in members.values()]
    whole = all(isinstance(block, Block) and block.whole and not block.inner for block in blocks)
    return Dump(file.getvalue(), buffers, pickler.needs, pickler.sources, whole, pickler.texts.used)


def _held(members: Mapping[str, Any], pointers: Mapping[int, Pointer]) -> set[int]:
    found = groups.walk(members.values(), dict.fromkeys(pointers), encode=False)
    return {*found.objects, *found.edges}


def _apart(members: Mapping[str, Any]) -> dict[str, Any]:
    """The members under keys that are no other string's object: interning must not change a pickle."""
    return {
        key.encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass"): value for key, value in members.items()
    }


def _with_blocks(members: dict[str, Any], roots: Mapping[Any, Any]) -> dict[str, Any]:
    """The members, with stand-ins for the blocks that nothing but names refers to."""
    made: dict[int, Any] = {}
    for name, value in members.items():
        block = roots.get(id(value))
        if isinstance(block, Block) and not block.inner:
            members[name] = made.setdefault(id(value), block.stand_in())
    return members


def view_roots(found: groups.Walk, blocks: bool = True) -> dict[Any, Any]:
    """What cannot be pickled by itself, or better otherwise, by id.

    For each array that shares memory with another one: the array that has it all, also by its address. For each set
    whose order needs one: itself and a plan. For each big container of values of one shape: its block.
    """
    roots: dict[Any, Any] = _blocks(found) if blocks else {}
    for group in groups.overlapping(found.arrays):
        for item in group:
            root = arrays.root_of(item)
            if root.flags.c_contiguous or root.flags.f_contiguous:
                roots[id(item)] = root
                roots[("memory", arrays.byte_range(item)[0])] = root
    for key, value in found.sets.items():
        plan = sets.plan(value if type(value) is set else set(value))
        if plan is not None:
            roots[key] = value, plan
    return roots


def _blocks(found: groups.Walk) -> dict[Any, Any]:
    """The blocks, by the container's id, encoded with all that is known to be shared."""
    blocks: dict[Any, Any] = {}
    weak = any(issubclass(kind, _WEAK) for kind in found.types)
    shared = found.shared.union(*(block.weakly for block in found.blocks.values())) if weak else found.shared
    for key, block in found.blocks.items():
        inner = key in found.inner
        if block.atomic and inner:
            continue
        if block.column is None or block.suspects & shared != block.known:
            encoded = survey.again(block, shared)
            if encoded is None:
                continue
            block = encoded
        block.inner = inner
        blocks[key] = block
    return blocks


_WEAK: Any = (weakref.ReferenceType, *weakref.ProxyTypes)


def normalised(dumped: Dump, refs: Sequence[LiveGroup], found: groups.Walk) -> bytes | None:
    """The pickle that decoding and pickling again gives: what readers will compare with. None where not worth it."""
    if (
        not found.objects
        or found.has_user_code
        or found.arrays
        or found.sets
        or found.blocks
        or dumped.buffers
        or len(dumped.pickle) > _LARGEST_NORMALISED
        or dumped.needs
    ):
        return None
    if any(kind.__module__.partition(".")[0] not in _HARMLESS for kind in found.types):
        return None
    pointers: dict[int, Pointer] = {}
    copies = unpickle(dumped.pickle, dumped.buffers, refs, pointers)
    again = dump(copies, pointers, {})
    if len(again.buffers) != len(dumped.buffers):
        return None
    return again.pickle


def is_judged_apart(dumped: Dump, found: groups.Walk) -> bool:
    """Whether a fingerprint needs a pickle of its own.

    Code has places that do not count. Objects of libraries hold strings of which some are one object, as it happens.
    """
    if found.has_user_code:
        return True
    if len(dumped.pickle) > _LARGEST_JUDGED:
        return False
    return any(kind.__module__.partition(".")[0] not in _HARMLESS for kind in found.types)


def live_roots(group: LiveGroup) -> dict[Any, Any]:
    return roots_beside(walked(group), group) if group.has_views else {}


def roots_beside(found: groups.Walk, group: LiveGroup) -> dict[Any, Any]:
    """As `view_roots`, of a walk over members of the group; views of arrays that it points to borrow from these."""
    lenders = [member_of(group.refs[pointer[0]], *pointer[1:]) for pointer in group.pointers.values()]
    lenders = sorted(filter(_is_array, lenders), key=overlaps.place)
    borrowed = {}
    for key, array in found.arrays.items() if lenders else ():
        lender = next((other for other in lenders if overlaps.covers(other, array)), None)
        if lender is not None:
            borrowed[key] = lender
    own = {key: array for key, array in found.arrays.items() if key not in borrowed}
    return {**view_roots(replace(found, arrays=own)), **borrowed}


def _is_array(value: Any) -> bool:
    numpy = arrays.numpy()
    return numpy is not None and issubclass(type(value), numpy.ndarray)


def walked(group: LiveGroup, encode: bool = True) -> groups.Walk:
    """The walk over a group's members. It is kept until the group changes, unless it has blocks: what these know of
    references from elsewhere is true for a moment only."""
    if group.walked is None:
        stops = group.pointers
        found = groups.walk((v for v in group.members.values() if id(v) not in stops), stops, encode)
        found.edges.update((id(v), v) for v in group.members.values() if id(v) in stops)
        if found.blocks:
            return found
        group.walked = found
    found = group.walked
    assert isinstance(found, groups.Walk)
    return found


def live_dump(group: LiveGroup) -> Dump:
    """Of the members as they are now."""
    dumped = dump(group.members, group.pointers, live_roots(group), group.submodules, texts=group.texts)
    group.texts = dumped.texts
    return dumped


def normal_dump(
    members: Mapping[str, Any], pointers: Mapping[int, Pointer], roots: Mapping[Any, Any], texts: Mapping[int, Text]
) -> Dump:
    return dump(members, pointers, roots, kind=NormalPickler, texts=texts)


def group_fingerprint(payload: bytes, buffer_digests: Sequence[str], refs: Sequence[LiveGroup]) -> str:
    return fingerprint.combined([payload, *buffer_digests, *(ref.descriptor.get("fingerprint", "") for ref in refs)])


def numbered(group: LiveGroup) -> list[Any]:
    """All objects that are not atoms, in the order in which pickling meets them."""
    order: list[Any] = []
    atomic = is_atomic
    pointers = group.pointers
    roots = view_roots(walked(group, encode=False), blocks=False) if group.has_views else {}

    class Numbering(GroupPickler):
        def persistent_id(self, obj: Any) -> Pointer | None:
            if not atomic(type(obj)):
                order.append(obj)
            found = pointers.get(id(obj))
            if found is None and type(obj) in PLANNED:
                return self.planned(obj)
            return found

    pickler = Numbering(io.BytesIO(), lambda buffer: buffer.raw().nbytes < arrays.LEAST_BUFFER, roots, {})
    pickler.held_by_members = lambda: _held(group.members, pointers)
    pickler.dump(_apart(group.members))
    return order


def is_steady(group: LiveGroup) -> bool:
    """Whether the numbers of its objects hold for whoever decodes the group. Classes may pickle their instances
    otherwise once these have been decoded, or have been looked at."""
    if group.steady is None:
        assert group.content is not None
        group.steady = group.is_whole or len(group.content.pickle) > _LARGEST_TRIED or _numbers_hold(group)
    return group.steady


def _numbers_hold(group: LiveGroup) -> bool:
    try:
        fresh = _made_anew(group, {}, always=True)
        return list(map(_kind, objects_of(group))) == list(map(_kind, numbered(fresh)))
    except Exception:
        return False  # it cannot be decoded


def _made_anew(group: LiveGroup, made: dict[str, LiveGroup], always: bool = False) -> LiveGroup:
    """The group as another process has it: classes of the notebook that it refers to are others there."""
    if group.id not in made:
        refs = [_made_anew(ref, made) for ref in group.refs]
        made[group.id] = group
        moved = any(ref is not own for ref, own in zip(refs, group.refs, strict=True))
        classes = group.has_user_code or any(isinstance(member, type) for member in group.members.values())
        if always or (group.content is not None and (classes or moved)):
            pointers: dict[int, Pointer] = {}
            members = fresh_copy(group, pointers, refs)
            made[group.id] = LiveGroup(
                group.id, members, group.descriptor, None, refs, pointers=pointers, has_views=group.has_views
            )
    return made[group.id]


def _kind(value: Any) -> tuple[Any, str]:
    return type(value).__module__, type(value).__qualname__
