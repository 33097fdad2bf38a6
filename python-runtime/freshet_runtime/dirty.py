"""Which pages of a private mapping this process has written to, asked of the kernel."""

from __future__ import annotations

import array
import mmap
import os

_PAGE = mmap.PAGESIZE
_PRESENT = 1 << 63
_SWAPPED = 1 << 62
_FILE = 1 << 61


def is_dirty(start: int, end: int) -> bool | None:
    """Whether [start, end) was written to; None where the kernel does not say."""
    first = start // _PAGE
    count = -(-end // _PAGE) - first
    try:
        fd = os.open("/proc/self/pagemap", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        while count > 0:
            take = min(count, 65536)
            raw = os.pread(fd, take * 8, first * 8)
            if len(raw) != take * 8:
                return None
            for entry in set(array.array("Q", raw)):
                # A written page of a private mapping is anonymous: present and no page of the file, or swapped out.
                if (entry & _SWAPPED and not entry & _FILE) or (entry & _PRESENT and not entry & _FILE):
                    return True
            first += take
            count -= take
    except OSError:
        return None
    finally:
        os.close(fd)
    return False
