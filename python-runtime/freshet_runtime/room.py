"""Room for segments: whether memory has any, files that may be written again, and where to go otherwise."""

from __future__ import annotations

import fcntl
import os

# What must stay free beside a segment, as a share of it: other workers write at the same time.
_MARGIN = 1.1
# Smaller segments are written without asking; if there is no room after all, writing says so.
_ASK_FROM = 1 << 18
# Pages beyond the segment are given back, so a file much larger is better kept for a larger segment.
_MOST_WASTE = 4


class Room:
    """Where segments of this process may lie."""

    def __init__(self) -> None:
        self.overflow: str | None = None
        # Path of the file that `recycled` took last.
        self.taken = ""

    def fits(self, directory: str, size: int) -> bool:
        """Whether a segment can be written there without driving the machine out of memory."""
        if size < _ASK_FROM or self.overflow is None:
            return True
        try:
            status = os.statvfs(directory)
            if status.f_bavail * status.f_frsize < size * _MARGIN:
                return self._has_recycled(directory, size)
            return _available() > size * _MARGIN
        except OSError:
            return True

    def recycled(self, directory: str, size: int) -> int | None:
        """A file that nobody needs or has mapped any more, open for writing; None if there is none that fits."""
        for name, _ in self._candidates(directory, size):
            path = os.path.join(directory, "free", name)
            taken = os.path.join(directory, f"{name}.{os.getpid()}.tmp")
            try:
                os.rename(path, taken)  # whoever comes first has it
                fd = os.open(taken, os.O_RDWR | os.O_CLOEXEC)
            except OSError:
                continue
            if _unmapped(fd):
                self.taken = taken
                return fd
            os.close(fd)
            os.unlink(taken)  # its last mapper keeps it as long as it needs it
        return None

    def _has_recycled(self, directory: str, size: int) -> bool:
        return any(have >= size for _, have in self._candidates(directory, size))

    def _candidates(self, directory: str, size: int) -> list[tuple[str, int]]:
        """Names and sizes of files that may be written again, best fit first."""
        if size < _ASK_FROM:
            return []
        found = []
        try:
            names = os.listdir(os.path.join(directory, "free"))
        except OSError:
            return []
        for name in names:
            have = int(name.partition(".")[0])
            if size // 2 <= have <= size * _MOST_WASTE:
                found.append((name, have))
        return sorted(found, key=lambda item: (item[1] < size, abs(item[1] - size)))


room = Room()


def _unmapped(fd: int) -> bool:
    """Whether nobody else has the file open or mapped: only then does Linux give a write lease on it."""
    try:
        fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_WRLCK)
        fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_UNLCK)
        return True
    except (OSError, AttributeError):
        return False


def _available() -> int:
    """Bytes of memory that can be had without swapping, as this process's group may use them."""
    with open("/proc/meminfo") as file:
        free = next(int(line.split()[1]) * 1024 for line in file if line.startswith("MemAvailable:"))
    for limit, usage in (
        ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"),
        ("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes"),
    ):
        try:
            with open(limit) as most, open(usage) as used:
                return min(free, int(most.read()) - int(used.read()))
        except (OSError, ValueError):
            continue
    return free
