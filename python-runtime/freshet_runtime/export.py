"""What a cell leaves behind: groups of names that share objects, as payloads, references or residents."""

from __future__ import annotations

import graphlib
import os
import pickle
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import FunctionType
from typing import Any

from . import collector, describe, dumping, fingerprint, groups, patience, residents, segments
from .atoms import is_atom, is_atomic
from .codecs import files, functions, overlaps
from .codecs.pickler import Pointer
from .holdings import Content, Descriptor, LiveGroup, place_of


@dataclass
class Exported:
    """One new group, live, with the bytes that travel in the message if it is small."""

    live: LiveGroup
    inline: bytes | None = None


@dataclass
class _Member:
    name: str
    value: Any
    walk: groups.Walk
    # Named functions and classes of this export that it points to.
    nodes: set[str] = field(default_factory=set)


class Export:
    """Exports the values of one cell. `clean` are the loaded groups that did not change."""

    def __init__(
        self,
        run: str,
        directory: str,
        clean: Iterable[LiveGroup],
        submodules: Mapping[str, Sequence[str]],
        lazy_builtins: bool,
    ) -> None:
        self._run = run
        self._directory = directory
        self._clean = list(clean)
        self._submodules = submodules
        self._lazy = lazy_builtins
        self._count = 0
        self._stops: dict[int, Any] = {}
        self._foreign: dict[int, tuple[LiveGroup, str | None, Any]] = {}
        self._named: dict[int, tuple[str, Any]] = {}
        self._new: dict[str, LiveGroup] = {}
        self._foreign_arrays: dict[int, tuple[LiveGroup, Any]] = {}
        # Arrays with memory of a clean group: with the array that has all of it, or none that has.
        self._borrowed: dict[int, tuple[LiveGroup, Any]] = {}
        self._torn: dict[int, LiveGroup] = {}
        self.done: list[Exported] = []

    def run(self, values: Mapping[str, Any]) -> list[Exported]:
        rest: dict[str, Any] = {}
        for name, value in values.items():
            if is_atom(value):
                self._emit([_Member(name, value, groups.Walk())])
            else:
                rest[name] = value
        if rest:
            with collector.paused():
                self._run_objects(rest)
        return self.done

    # -- grouping ------------------------------------------------------------------------------------------------

    def _run_objects(self, values: Mapping[str, Any]) -> None:
        self._note_foreign()
        for name, value in values.items():
            if (issubclass(type(value), type) or functions.code_of(value) is not None) and not _is_importable(value):
                self._named.setdefault(id(value), (name, value))
        stops = self._stops = {**self._foreign, **self._named}
        members: dict[str, _Member] = {}
        partition = groups.Partition(values)
        owners: dict[int, str] = {}
        # What a walk without blocks has visited need not be visited again: all that it leads to is known as well.
        known: dict[int, str] = {}
        for name, value in values.items():
            member = members[name] = self._walk(name, value, stops, known)
            for key in member.walk.objects:
                other = owners.setdefault(key, name)
                if other is not name:
                    partition.union(other, name)
            for other in member.walk.met:
                partition.union(other, name)
            if not member.walk.blocks:
                known.update(dict.fromkeys(member.walk.objects, name))
        self._join_views(members, partition)
        parts = self._in_order(self._joined_cycles(partition, members), members)
        try:
            for part in parts:
                self._emit([members[name] for name in part])
        except segments.NotWritten:
            for exported in self.done:
                if exported.live.descriptor.get("segment"):
                    os.unlink(exported.live.descriptor["segment"]["path"])
            raise

    def _walk(self, name: str, value: Any, stops: Mapping[int, Any], known: Mapping[int, str]) -> _Member:
        key = id(value)
        if key in self._foreign or (key in self._named and self._named[key][0] != name):
            member = _Member(name, value, groups.Walk(edges={key: value}))
        else:
            member = _Member(name, value, groups.walk([value], stops, known=known))
        member.nodes = {self._named[edge][0] for edge in member.walk.edges if edge in self._named} - {name}
        return member

    def _note_foreign(self) -> None:
        """Every object of the clean groups by id: top-level members by key, the rest to be numbered if met."""
        for group in self._clean:
            found = dumping.walked(group, encode=False)
            for key, value in found.objects.items():
                self._foreign[key] = (group, None, value)
            for name, value in group.members.items():
                if not is_atomic(type(value)) and id(value) not in group.pointers and not _is_importable(value):
                    self._foreign[id(value)] = (group, name, value)
            for array in found.arrays.values():
                self._foreign_arrays[id(array)] = (group, array)

    def _join_views(self, members: Mapping[str, _Member], partition: groups.Partition) -> None:
        """Names whose arrays share memory go together; those that share it with a clean group borrow from it."""
        owner = {id(a): name for name, m in members.items() for a in m.walk.arrays.values()}
        everything = {id(a): a for m in members.values() for a in m.walk.arrays.values()}
        lenders = {key: array for key, (_, array) in self._foreign_arrays.items()}
        for together in groups.overlapping({**everything, **lenders}):
            ours = [a for a in together if id(a) in owner]
            theirs = [a for a in together if id(a) not in owner]
            for array in ours:
                lender = next((b for b in theirs if overlaps.covers(b, array)), None)
                if lender is not None:
                    self._borrowed[id(array)] = (self._foreign_arrays[id(lender)][0], lender)
                elif owners := [b for b in theirs if overlaps.share(b, array)]:
                    self._torn[id(array)] = self._foreign_arrays[id(owners[0])][0]
            alone = [a for a in ours if id(a) not in self._borrowed]
            for array in alone[1:]:
                partition.union(owner[id(alone[0])], owner[id(array)])

    def _joined_cycles(self, partition: groups.Partition, members: Mapping[str, _Member]) -> list[list[str]]:
        """Merges parts that point to each other (a class that holds its instances, functions that hold each other)."""
        while True:
            parts = partition.parts()
            sorter = graphlib.TopologicalSorter(
                {
                    partition.root(part[0]): {partition.root(node) for name in part for node in members[name].nodes}
                    - {partition.root(part[0])}
                    for part in parts
                }
            )
            try:
                sorter.prepare()
                return parts
            except graphlib.CycleError as error:
                cycle = error.args[1]
                for other in cycle[1:]:
                    partition.union(cycle[0], other)

    def _in_order(self, parts: list[list[str]], members: Mapping[str, _Member]) -> list[list[str]]:
        home = {name: index for index, part in enumerate(parts) for name in part}
        graph = {
            index: {home[node] for name in part for node in members[name].nodes} - {index}
            for index, part in enumerate(parts)
        }
        return [parts[index] for index in graphlib.TopologicalSorter(graph).static_order()]

    def _merged(self, part: list[_Member]) -> groups.Walk:
        """What is reachable from the names of a group, together."""
        if len(part) == 1:
            return part[0].walk
        blocks = [member.walk for member in part if member.walk.blocks]
        edges = {id(member.value): member.value for member in part if id(member.value) in member.walk.edges}
        if len(blocks) > 1:
            # Which of them holds a value only together they know.
            merged = groups.walk((m.value for m in part if id(m.value) not in edges), self._stops)
            merged.edges.update(edges)
            return merged
        merged = groups.Walk()
        for member in part:
            walk = member.walk
            if blocks and walk is not blocks[0]:
                merged.shared |= walk.objects.keys() & blocks[0].suspects.keys()
                merged.inner |= walk.objects.keys() & blocks[0].blocks.keys()
            merged.join(walk)
        return merged

    # -- one group -----------------------------------------------------------------------------------------------

    def _emit(self, part: list[_Member]) -> None:
        group_id = f"{self._run}.{self._count}"
        self._count += 1
        names = [member.name for member in part]
        values = {member.name: member.value for member in part}
        found = self._merged(part)
        reason = residents.of_finalizer(found.finalizer, values) if found.finalizer else None
        live = LiveGroup(group_id, values, {"id": group_id, "names": names}, None, [], self._lazy)
        live.walked = None if found.blocks else found
        exported = Exported(live)
        files.handles.clear()
        if reason is None:
            try:
                if len(part) == 1 and type(part[0].value) in dumping.PLAIN:
                    self._encode(exported, found, [], set(), {}, {})
                else:
                    patience.check(values.values())
                    with patience.limited():
                        refs, inner, pointers, roots = self._pointers(part, found)
                        self._encode(exported, found, refs, inner, pointers, roots)
            except segments.NotWritten:
                raise
            except Exception as error:
                if isinstance(error, patience.TooLong):
                    patience.give_up(values.values())
                reason = residents.why(error, values)
        if reason is not None:
            live.content = None
            live.refs = []
            live.pointers = {}
            live.descriptor = residents.descriptor(group_id, names, reason, values, found)
        live.handles = set(files.handles)
        live.mortal = _is_mortal(live, found)
        for name in names:
            self._new[name] = live
        self.done.append(exported)

    def _pointers(
        self, part: list[_Member], found: groups.Walk
    ) -> tuple[list[LiveGroup], set[str], dict[int, Pointer], dict[int, Any]]:
        refs: list[LiveGroup] = []
        inner: set[str] = set()
        pointers: dict[int, Pointer] = {}
        own = {member.name for member in part}

        def position(group: LiveGroup) -> int:
            if group not in refs:
                refs.append(group)
            return refs.index(group)

        def point(key: int) -> None:
            group, member, value = self._foreign[key]
            if group.resident and member is None:
                raise pickle.PicklingError(f"part of a value that stays in its worker ({group.id})")
            if member is not None:
                pointers[key] = (position(group), member)
                return
            place = place_of(group, value)
            if place is None:
                # What the walk met but no pickle names: globals of libraries, and what libraries make anew when they
                # are decoded. Only the notebook's own objects, and memory, have an identity that would be missed.
                if type(value).__module__ == "__main__" or key in self._foreign_arrays:
                    raise pickle.PicklingError(
                        f"it shares a {type(value).__qualname__} with {group.descriptor['names']}"
                    )
            elif type(place) is int and not dumping.is_steady(group):
                raise pickle.PicklingError(
                    f"it shares a {type(value).__qualname__} with {group.descriptor['names']}, which pickle otherwise"
                    " once they have been decoded"
                )
            else:
                inner.add(group.id)
                pointers[key] = (position(group), place, type(value).__qualname__)

        for key in found.edges:
            if key in self._foreign:
                point(key)
            elif self._named[key][0] not in own:
                name = self._named[key][0]
                pointers[key] = (position(self._new[name]), name)
        roots = dumping.view_roots(
            replace(found, arrays={k: a for k, a in found.arrays.items() if k not in self._borrowed})
        )
        for key in found.arrays:
            if key in self._torn:
                raise pickle.PicklingError(f"it has only some of the memory of {self._torn[key].descriptor['names']}")
            if key in self._borrowed:
                _, lender = self._borrowed[key]
                point(id(lender)) if id(lender) in self._foreign else None
                roots[key] = lender
        return refs, inner, pointers, roots

    def _encode(
        self,
        exported: Exported,
        found: groups.Walk,
        refs: list[LiveGroup],
        inner: set[str],
        pointers: dict[int, Pointer],
        roots: dict[int, Any],
    ) -> None:
        live = exported.live
        names = live.descriptor["names"]
        dumped = dumping.dump(live.members, pointers, roots, self._submodules)
        payload = dumped.pickle
        digests = [fingerprint.digest(buffer) for buffer in dumped.buffers]
        normal = dumping.normalised(dumped, refs, found)
        if normal is not None and normal != payload:
            live.accepted = (payload, digests)
            payload = normal
        judged = payload
        if dumping.is_judged_apart(dumped, found):
            judged = dumping.normal_dump(live.members, pointers, roots, dumped.texts).pickle
        mark = dumping.group_fingerprint(judged, digests, refs)
        places: dict[str, list[describe.Column]] = {}

        def header(buffers: list[tuple[int, int]]) -> dict[str, Any]:
            places.clear()
            if buffers:
                located = describe.located(dumped.buffers, buffers)
                places.update({name: describe.columns(value, located) for name, value in live.members.items()})
            return {
                "names": names,
                "refs": [ref.id for ref in refs],
                "columns": {name: found for name, found in places.items() if found},
                "digests": digests,
                "sources": dumped.sources,
                "code": found.has_user_code or bool(dumped.needs),
                "views": bool(roots),
                "whole": dumped.whole,
            }

        layout = segments.lay_out(len(payload), [buffer.nbytes for buffer in dumped.buffers], header)
        descriptor: Descriptor = {
            "id": live.id,
            "names": names,
            "segment": None,
            "frame": None,
            "resident": None,
            "refs": [ref.id for ref in refs],
            "needs": sorted(dumped.needs),
            "fingerprint": mark,
            "variables": {
                name: describe.variable(value, mark if len(names) == 1 else f"{mark}/{name}", layout.size)
                for name, value in live.members.items()
            },
        }
        for name, variable in descriptor["variables"].items():
            variable["columns"] = places.get(name, [])
            if len(names) > 1:
                variable["fingerprint"] = fingerprint.combined([mark, name])
        if inner:
            descriptor["inner"] = sorted(inner)
        if layout.size <= segments.INLINE_LIMIT:
            exported.inline = segments.join(layout, payload, dumped.buffers)
        else:
            path = os.path.join(self._directory, f"{live.id}.seg")
            path = segments.write(path, layout, payload, dumped.buffers)
            descriptor["segment"] = {"path": path, "size": layout.size}
        live.descriptor = descriptor
        live.content = Content(payload, digests, None, dumped.buffers)
        live.refs = refs
        live.pointers = pointers
        live.submodules = self._submodules
        live.texts = dumped.texts
        live.has_user_code = found.has_user_code or bool(dumped.needs)
        live.has_views = bool(roots)
        live.is_whole = dumped.whole


def _is_importable(value: Any) -> bool:
    """Whether it is a class or function of a library, which is the same object wherever it is imported."""
    kind = type(value)
    return (kind is FunctionType or issubclass(kind, type)) and not functions.is_by_value(value)


def _is_mortal(live: LiveGroup, found: groups.Walk) -> bool:
    """Whether code may see when something inside goes: by a finalizer, or by a weak reference."""
    if live.content is None:
        return found.finalizer is not None or found.weak
    return b"weakref" in live.content.pickle
