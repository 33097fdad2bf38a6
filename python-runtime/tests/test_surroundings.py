"""Strict machines: a home that cannot be written, a kernel that does not tell which pages changed."""

from __future__ import annotations

from pathlib import Path

from .monitor import PACKAGE, Monitor, Session


def test_without_pagemap_changes_in_place_are_noticed(tmp_path: Path) -> None:
    refuse = (
        "import os\n_open = os.open\n"
        "def open(path, *rest, **more):\n"
        "    if path == '/proc/self/pagemap': raise PermissionError(1, 'not permitted', path)\n"
        "    return _open(path, *rest, **more)\n"
        "os.open = open\n"
    )
    (tmp_path / "sitecustomize.py").write_text(refuse)
    with Monitor(env={"PYTHONPATH": f"{tmp_path}:{PACKAGE}"}) as monitor:
        session = Session(monitor)
        refused = session.run("import os\nos.open('/proc/self/pagemap', os.O_RDONLY)")
        assert refused.done["error"]["ename"] == "PermissionError"
        session.run("import array\na = array.array('q', range(100_000))\nb = bytearray(1_000_000)")
        looked = session.run("x = a[5] + len(b)", load=["a", "b"], worker=monitor.fork())
        assert (looked.status, looked.done["mutates"]) == ("ok", [])
        changed = session.run("a[7] = -1", load=["a", "b"], worker=monitor.fork())
        assert (changed.status, changed.done["mutates"]) == ("ok", ["a"])
        seen = session.run("print(a[7], a[8], len(b))", load=["a", "b"], worker=monitor.fork())
        assert seen.text == "-1 8 1000000\n"


def test_a_home_that_cannot_be_written_is_no_hindrance() -> None:
    with Monitor(env={"HOME": "/proc"}) as monitor:
        session = Session(monitor)
        result = session.run("import os\nprint(os.path.expanduser('~'))\n%alias hi echo hello\n%hi")
        assert (result.status, result.text.split()) == ("ok", ["/proc", "hello"]), result.done["error"]
