"""How a cell's use of files is written down (docs/wire.md)."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from .monitor import Session

TEXT = hashlib.sha256(b"x").hexdigest()

# (cell, what stands of files)
FILES: dict[str, tuple[str, list[tuple[str, str, Any]]]] = {
    "written": ("open('w.txt', 'w').write('x')", [("w.txt", "write", TEXT)]),
    "read": ("open('w.txt', 'w').write('x')\nopen('w.txt').read()", [("w.txt", "write", TEXT)]),
    "in vain": ("try: open('no.txt')\nexcept OSError: pass", [("no.txt", "read", "absent")]),
    "a name that is no UTF-8": (
        "open(b'caf\\xe9.txt', 'w').write('x')",
        [("caf\\udce9.txt", "write", "unnameable")],  # and a time
    ),
    "a pipe is not read away": (
        "import os\nos.mkfifo('pipe')\nfd = os.open('pipe', os.O_RDWR | os.O_NONBLOCK)\n"
        "os.write(fd, b'line\\n')\nprint(open('pipe').readline())\nos.remove('pipe')",
        [("pipe", "write", "absent")],
    ),
    "a traceback's look for the cell": ("import traceback\ntry: 1 / 0\nexcept Exception: traceback.print_exc()", []),
}


@pytest.mark.parametrize("kind", FILES)
def test_files(session: Session, kind: str) -> None:
    source, expected = FILES[kind]
    result = session.run(source)
    assert result.status == "ok", result.done["error"]
    assert [(f["path"], f["mode"], f["digest"].split()[0]) for f in result.done["files"]] == expected


def test_what_a_traceback_looks_for_is_no_file_of_the_cell(session: Session) -> None:
    result = session.run("1 / 0")
    assert result.status == "error"
    assert result.done["files"] == []


def test_a_very_large_file_is_known_by_size_and_time(session: Session) -> None:
    size = 256 * 1024 * 1024 + 1
    source = (
        f"import os\nwith open('big', 'wb') as f: f.truncate({size})\nos.utime('big', ns=(0, 1234567891234567000))\n"
    )
    result = session.run(source)
    digest = hashlib.sha256(f"{size}:1234567891234567000".encode()).hexdigest()
    assert ("big", "write", digest) in [(f["path"], f["mode"], f["digest"]) for f in result.done["files"]]
