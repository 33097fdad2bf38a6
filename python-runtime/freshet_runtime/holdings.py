"""Groups that this process holds as live objects: decoded, or exported and kept. Knows no cells and no monitor."""

from __future__ import annotations

import ctypes
import pickle
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

from . import collector, segments
from .codecs import context, files, texts
from .codecs.pickler import Pointer
from .codecs.texts import Text
from .codecs.unpickler import GroupUnpickler
from .fingerprint import digest
from .limits import memory

Descriptor = dict[str, Any]


class Undecodable(Exception):
    """A value that cannot be decoded here: a module that is missing, say."""


@dataclass
class Content:
    """The bytes of a group, as compared with later."""

    pickle: bytes
    # xxh3 of each out-of-band buffer.
    buffer_digests: list[str]
    # Where the private mapping lies, if the group was mapped.
    mapping: Any = None
    buffers: list[Any] = field(default_factory=list)


@dataclass
class LiveGroup:
    id: str
    members: dict[str, Any]
    descriptor: Descriptor
    content: Content | None  # None: resident
    refs: list[LiveGroup]
    lazy_builtins: bool = False
    # A dump of the live objects (and its buffers' digests) that is known to mean the same as `content`.
    accepted: tuple[bytes, list[str]] | None = None
    numbered: list[Any] | None = None
    # Position in `numbered` by id.
    numbers: dict[int, int] | None = None
    # Where values lie in big members, by id: the member's name and the index or key.
    places: dict[int, tuple[str, Any]] | None = None
    # Whether these numbers are known to hold in other processes.
    steady: bool | None = None
    # Objects of `refs` that this group points into, by id.
    pointers: dict[int, Pointer] = field(default_factory=dict)
    # Whether classes or functions of the notebook, or instances, are inside; whether arrays share memory inside.
    has_user_code: bool = False
    has_views: bool = False
    # Whether decoding it again runs no code of the notebook's (`dumping.Dump.whole`).
    is_whole: bool = False
    walked: Any = None
    submodules: Any = None
    inline: bytes | None = None
    # Whether there are weak references or finalizers inside, by which code sees when an object goes.
    mortal: bool = False
    # Paths of files open for writing, databases included: cells write there without opening anything.
    handles: set[str] = field(default_factory=set)
    # What its arrays of strings are encoded as, by address.
    texts: dict[int, Text] = field(default_factory=dict)

    def keep_inline(self, data: bytes | None) -> None:
        """Remembers the segment that travelled inside the message: the group may have to be decoded again."""
        self.inline = data

    def forget_places(self) -> None:
        """Where its objects are was told of objects that may have gone."""
        self.numbered = self.numbers = self.places = self.steady = None

    @property
    def resident(self) -> bool:
        return self.content is None


class Holdings:
    """All live groups of this worker."""

    def __init__(self) -> None:
        self._live: dict[str, LiveGroup] = {}
        self._descriptors: dict[str, tuple[Descriptor, bytes | None]] = {}
        # Groups of which only the bytes are held any more, though the monitor counts them as live.
        self._undone: set[str] = set()
        # How many groups were decoded so far.
        self.decoded = 0

    def get(self, group: str) -> LiveGroup | None:
        return self._live.get(group)

    def __iter__(self) -> Any:
        return iter(list(self._live.values()))

    def add(self, group: LiveGroup) -> None:
        self._live[group.id] = group

    def retain(self, kept: Sequence[str]) -> None:
        """Drops everything that is not in `kept`."""
        wanted = set(kept)
        self._live = {key: group for key, group in self._live.items() if key in wanted}
        self._descriptors = {key: found for key, found in self._descriptors.items() if key in self._undone & wanted}
        self._undone &= wanted

    def offer(self, descriptors: Sequence[Descriptor], payloads: Sequence[bytes]) -> None:
        """Notes how groups can be had, without decoding them."""
        for descriptor in descriptors:
            frame = descriptor.get("frame")
            self._descriptors[descriptor["id"]] = (descriptor, None if frame is None else payloads[frame])

    def refs_of(self, group: str) -> list[str]:
        refs: list[str] = self._descriptors[group][0].get("refs", [])
        return refs

    def make_decodable(self, group: str) -> None:
        """Forgets the live objects but not how to get them again."""
        live = self._live.pop(group, None)
        if live is not None and group not in self._descriptors:
            self._descriptors[group] = (live.descriptor, live.inline)
            self._undone.add(group)

    def offered(self) -> list[str]:
        return list(self._descriptors)

    def knows(self, group: str) -> bool:
        return group in self._live or group in self._descriptors

    def forget(self, group: str) -> None:
        self._live.pop(group, None)

    def load(self, group: str, lazy_builtins: bool) -> LiveGroup:
        """The live group, decoded with its refs if it is not live yet."""
        live = self._live.get(group)
        if live is not None:
            return live
        try:
            descriptor, data = self._descriptors[group]
        except KeyError:
            raise Undecodable(f"group {group} was not sent") from None
        refs = [self.load(ref, lazy_builtins) for ref in descriptor.get("refs", ())]
        self.decoded += 1
        with memory.giving():
            live = decode(descriptor, data, refs)
        live.inline = data
        live.lazy_builtins = lazy_builtins
        self._live[group] = live
        return live


def decode(descriptor: Descriptor, data: bytes | None, refs: list[LiveGroup]) -> LiveGroup:
    if data is not None:
        opened = segments.open_bytes(data)
    elif descriptor.get("segment"):
        opened = segments.open_file(descriptor["segment"]["path"])
    else:
        raise Undecodable(f"group {descriptor['id']} lives in another worker: {descriptor.get('resident')}")
    for filename, (source, number) in opened.header.get("sources", {}).items():
        context.register_source(filename, source, number)
    content = Content(bytes(opened.pickle), opened.header.get("digests", []), opened.mapping, opened.buffers)
    pointers: dict[int, Pointer] = {}
    files.handles.clear()
    found: dict[int, Text] = {}
    members = unpickle(content.pickle, opened.buffers, refs, pointers, found)
    return LiveGroup(
        descriptor["id"],
        members,
        descriptor,
        content,
        refs,
        pointers=pointers,
        has_user_code=bool(opened.header.get("code")),
        has_views=bool(opened.header.get("views")),
        is_whole=bool(opened.header.get("whole")),
        handles=set(files.handles),
        mortal=_WEAK in content.pickle,
        texts=found,
    )


def unpickle(
    data: bytes,
    buffers: Sequence[Any],
    refs: Sequence[LiveGroup],
    pointers: dict[int, Pointer] | None = None,
    encodings: dict[int, Text] | None = None,
) -> dict[str, Any]:
    """The members; into `pointers` goes what they point to, into `encodings` what arrays of strings were made from."""

    def resolve(pointer: Pointer) -> Any:
        found = member_of(refs[pointer[0]], *pointer[1:])
        if pointers is not None:
            pointers[id(found)] = pointer
        return found

    # From a frame of the notebook's: statsmodels evaluates formulas again, with the names of whoever loads its models.
    found = {"load": GroupUnpickler(data, buffers, resolve).load}
    with collector.paused():
        members: dict[str, Any] = eval(_LOAD, context.namespace, found) if context.namespace else found["load"]()
    if encodings is not None:
        encodings.update(texts.decoded)
    texts.decoded.clear()
    return members


# The module that `weakref.ref` names as its home, as pickles spell it.
_WEAK = b"weakref"
_LOAD = compile("load()", "<load>", "eval")


def member_of(group: LiveGroup, member: str | int | tuple[str, Any], kind: str = "") -> Any:
    if isinstance(member, str):
        return group.members[member]
    if isinstance(member, tuple):
        name, key = member
        found = group.members[name][key]
    else:
        found = objects_of(group)[member]
    if type(found).__qualname__ != kind:
        raise Undecodable(f"object {member} of group {group.id} is a {type(found).__qualname__}, not a {kind}")
    return found


def objects_of(group: LiveGroup) -> list[Any]:
    """The objects of a group by number: in the order in which pickling meets them, which decoding restores."""
    if group.numbered is None:
        from .dumping import numbered

        group.numbered = numbered(group)
    return group.numbered


def place_of(group: LiveGroup, value: Any) -> tuple[str, Any] | int | None:
    """How one of its objects is pointed to: by its place in a big member, or else by its number; None if pickling does
    not meet it. Numbers need a walk over everything in the group, here and wherever they are resolved."""
    if group.places is None:
        group.places = {}
        for name, member in reversed(group.members.items()):
            if type(member) in (list, dict) and len(member) >= _MANY:
                keys = list(member) if type(member) is dict else list(range(len(member)))
                if set(map(type, keys)) <= {str, int}:
                    held = list(member.values()) if type(member) is dict else member
                    places = zip(repeat(name), reversed(keys))
                    group.places.update(zip(map(id, reversed(held)), places))  # noqa: B905
    return group.places.get(id(value)) or number_of(group, value)


_MANY = 1000


def number_of(group: LiveGroup, value: Any) -> int | None:
    """The number of one of its objects; None if pickling does not meet it."""
    order = objects_of(group)
    if group.numbers is None:
        group.numbers = {id(found): number for number, found in reversed(list(enumerate(order)))}
    return group.numbers.get(id(value))


def fresh_copy(
    group: LiveGroup, pointers: dict[int, Pointer] | None = None, refs: Sequence[LiveGroup] | None = None
) -> dict[str, Any]:
    """Decodes the group once more, beside the live objects, with copies of its buffers; `refs`: in place of its own."""
    content = group.content
    assert content is not None
    descriptor = group.descriptor
    if content.mapping is not None and descriptor.get("segment"):
        opened = segments.open_file(descriptor["segment"]["path"])
        buffers: list[Any] = opened.buffers
    elif content.buffers and all(digest(b) == d for b, d in zip(content.buffers, content.buffer_digests, strict=True)):
        buffers = [segments.Memory(memoryview(b).cast("B")) for b in content.buffers]
    elif not content.buffers:
        buffers = []
    else:
        raise pickle.UnpicklingError("the buffers were written to")
    return unpickle(content.pickle, buffers, group.refs if refs is None else refs, pointers)


def mapped_range(group: LiveGroup) -> tuple[int, int] | None:
    """Addresses of the group's private mapping."""
    mapping = group.content.mapping if group.content else None
    if mapping is None:
        return None
    start = ctypes.addressof(ctypes.c_char.from_buffer(mapping))
    return start, start + len(mapping)
