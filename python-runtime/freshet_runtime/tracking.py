"""Which loaded groups a cell changed in place."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from typing import Any

from . import collector, dirty, dumping, fingerprint, groups
from .atoms import is_atom
from .holdings import LiveGroup, fresh_copy, mapped_range


def changed_groups(touched: Iterable[LiveGroup]) -> list[LiveGroup]:
    """The groups whose values changed, and those that point into one that did."""
    groups = list(touched)
    with collector.paused():
        changed = [group for group in groups if _changed(group)]
    ids = {group.id for group in changed}
    grew = bool(changed)
    while grew:
        grew = False
        for group in groups:
            if group.id not in ids and any(ref.id in ids for ref in group.refs):
                ids.add(group.id)
                changed.append(group)
                grew = True
    return changed


def note_loaded(group: LiveGroup) -> None:
    """Dumps a group with user code right after it was decoded: decoding again later could run that code."""
    if group.has_user_code and not group.is_whole and group.accepted is None and group.content is not None:
        try:
            dumped = dumping.live_dump(group)
            group.accepted = (dumped.pickle, _digests(dumped))
        except Exception:
            group.accepted = None


def _changed(group: LiveGroup) -> bool:
    if all(is_atom(value) for value in group.members.values()):
        return False
    if group.resident:
        return True  # nobody can tell
    group.walked = None
    assert group.content is not None
    try:
        now = dumping.live_dump(group)
    except Exception:
        return True  # it has become something that cannot be pickled
    if now.pickle == group.content.pickle:
        return _buffers_changed(group, now)
    if group.accepted is not None and now.pickle == group.accepted[0]:
        return _digests(now) != group.accepted[1]
    return not _same_meaning(group, now)


def _same_meaning(group: LiveGroup, now: dumping.Dump) -> bool:
    """Whether a dump that differs in bytes says the same: compared with that of a fresh decode."""
    if group.has_user_code and not group.is_whole:
        return False  # judged by the dump that was taken when it was loaded
    try:
        fresh = fresh_copy(group)
        pointers = group.pointers
        again = dumping.dump(fresh, pointers, {} if not group.has_views else _roots(fresh, group), group.submodules)
    except Exception:
        return False
    digests = _digests(now)
    if again.pickle != now.pickle or _digests(again) != digests:
        return False
    group.accepted = (now.pickle, digests)
    return True


def _digests(dumped: dumping.Dump) -> list[str]:
    return [fingerprint.digest(buffer) for buffer in dumped.buffers]


def _roots(members: dict[str, Any], group: LiveGroup) -> dict[Any, Any]:
    stops = group.pointers
    found = groups.walk((value for value in members.values() if id(value) not in stops), stops)
    return dumping.roots_beside(found, group)


def _buffers_changed(group: LiveGroup, now: dumping.Dump) -> bool:
    content = group.content
    assert content is not None
    if len(now.buffers) != len(content.buffer_digests):
        return True
    span = mapped_range(group)
    for buffer, original, digest in zip(now.buffers, content.buffers, content.buffer_digests, strict=True):
        if span is not None and buffer.nbytes:
            start = _address(buffer)
            in_place = start is not None and start == _address(original)
            if in_place and start is not None and dirty.is_dirty(start, start + buffer.nbytes) is False:
                continue
        if fingerprint.digest(buffer) != digest:
            return True
    return False


def _address(buffer: Any) -> int | None:
    import sys

    numpy = sys.modules.get("numpy")
    if numpy is not None:
        address: int = numpy.frombuffer(buffer, dtype="u1").__array_interface__["data"][0]
        return address
    try:
        return ctypes.addressof(ctypes.c_char.from_buffer(buffer))
    except (TypeError, ValueError):
        return None
