"""Where segments go: memory, files that are written again, the disk."""

from __future__ import annotations

import mmap
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from freshet_runtime import segments
from freshet_runtime.room import Room, room

from .monitor import Monitor, Session

SIZE = 1 << 20


@pytest.fixture
def places(tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    memory, disk = tmp_path / "memory", tmp_path / "disk"
    (memory / "free").mkdir(parents=True)
    disk.mkdir()
    room.overflow = str(disk)
    yield memory, disk
    room.overflow = None


def _write(path: Path, byte: bytes) -> str:
    layout = segments.lay_out(4, [SIZE], lambda places: {})
    return segments.write(str(path), layout, b"pick", [memoryview(byte * SIZE)])


def _read(path: str) -> bytes:
    return bytes(segments.open_file(path).buffers[0])


def test_a_file_that_nobody_maps_is_written_again(places: tuple[Path, Path]) -> None:
    memory, _ = places
    first = _write(memory / "a.seg", b"a")
    inode = os.stat(first).st_ino
    os.rename(first, memory / "free" / f"{os.path.getsize(first)}.x")
    second = _write(memory / "b.seg", b"b")
    assert os.stat(second).st_ino == inode
    assert _read(second) == b"b" * SIZE
    assert sorted(os.listdir(memory)) == ["b.seg", "free"]
    assert os.listdir(memory / "free") == []


def test_a_file_that_somebody_maps_keeps_its_bytes(places: tuple[Path, Path]) -> None:
    memory, _ = places
    first = _write(memory / "a.seg", b"a")
    with open(first, "rb") as file:
        mapping = mmap.mmap(file.fileno(), 0, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ | mmap.PROT_WRITE)
    os.rename(first, memory / "free" / f"{os.path.getsize(first)}.x")
    second = _write(memory / "b.seg", b"b")
    assert mapping[-SIZE:] == b"a" * SIZE
    assert _read(second) == b"b" * SIZE
    mapping.close()


def test_a_file_of_another_size_is_cut_or_grows(places: tuple[Path, Path]) -> None:
    memory, _ = places
    for size in (SIZE * 2, SIZE * 3 // 4):
        (memory / "free" / f"{size}.x").write_bytes(b"?" * size)
        path = _write(memory / f"{size}.seg", b"c")
        assert _read(path) == b"c" * SIZE
        assert os.path.getsize(path) < SIZE + 4096


def test_what_does_not_fit_goes_to_the_disk(places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    memory, disk = places
    monkeypatch.setattr(Room, "fits", lambda self, directory, size: False)
    path = _write(memory / "a.seg", b"d")
    assert path == str(disk / "a.seg")
    assert _read(path) == b"d" * SIZE
    room.overflow = None
    with pytest.raises(segments.NotWritten):
        _write(memory / "b.seg", b"d")


@pytest.fixture
def tiny_memory(tmp_path: Path) -> Iterator[Path]:
    """A memory file system of 4 MB, as containers have one of 64."""
    mount = tmp_path / "shm"
    mount.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(mount)], capture_output=True, text=True
    )
    if made.returncode:
        pytest.skip(f"mounting is not allowed here: {made.stderr.strip()}")
    yield mount
    subprocess.run(["umount", "-l", str(mount)], check=True)


def test_values_larger_than_a_tiny_shared_memory_travel_all_the_same(tiny_memory: Path) -> None:
    with Monitor(preload=["numpy"], segments=str(tiny_memory / "s")) as monitor:
        session = Session(monitor, fresh=True)
        session.run("import numpy as np\nsmall = np.arange(250_000)\nlarge = np.arange(2_500_000)")
        assert session.run("print(int(small.sum()), int(large.sum()))").text == "31249875000 3124998750000\n"
        assert os.listdir(monitor.overflow) != []
        for i in range(4):
            session.run(f"more{i} = np.arange(250_000)")
        assert session.run("print(int((more0 + more1 + more2 + more3).sum()))").text == "124999500000\n"
