"""The zygote: what it says, what it hides, and that it leaves nothing behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from freshet_runtime.zygote import Zygote

from .monitor import Monitor, Session


def _gone(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:
            return ") Z " in file.read()
    except OSError:
        return True


def _wait_until_gone(pid: int) -> bool:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if _gone(pid):
            return True
        time.sleep(0.01)
    return False


def test_starts_in_a_python_that_has_no_packages() -> None:
    # What the runtime needs lies in a directory of its own, which the zygote is told of only once it has started.
    code = (
        "import sys; import freshet_runtime.zygote; print(sorted(m for m in ('xxhash', 'IPython') if m in sys.modules))"
    )
    here = Path(__file__).parents[1]
    run = subprocess.run([sys.executable, "-S", "-c", code], cwd=here, capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == ("[]\n", "")


def test_says_what_it_is_and_what_it_could_not_import() -> None:
    with Monitor(preload=["json", "no_such_module"]) as monitor:
        hello = monitor.hello
        assert hello["type"] == "zygote"
        assert hello["preloaded"] == ["json"]
        assert hello["notPreloaded"] == {"no_such_module": "ModuleNotFoundError: No module named 'no_such_module'"}
        assert len(hello["environment"]) == 32


def test_never_preloads_what_lies_beside_the_notebook_or_prints(tmp_path: Path) -> None:
    (tmp_path / "beside.py").write_text("x = 1")
    site = tmp_path / "site"
    site.mkdir()
    (site / "noisy.py").write_text("print('noise')")
    (site / "calm.py").write_text("y = 2")
    environment = {"PYTHONPATH": f"{Path(__file__).resolve().parents[1]}{os.pathsep}{site}"}
    with Monitor(preload=["beside", "calm", "noisy"], cwd=str(tmp_path), env=environment) as monitor:
        assert monitor.hello["preloaded"] == ["calm"]
        assert set(monitor.hello["notPreloaded"]) == {"beside", "noisy"}
        session = Session(monitor)
        assert session.run("import noisy").text == "noise\n"
        assert session.run("import beside; beside.x").value == "1"


def test_workers_and_their_children_end_with_the_monitor() -> None:
    monitor = Monitor()
    session = Session(monitor)
    result = session.run("import subprocess\np = subprocess.Popen(['sleep', '100'])\nprint(p.pid)")
    child = int(result.text)
    assert session.worker is not None
    worker = session.worker.pid
    monitor.close()
    assert _wait_until_gone(worker)
    assert _wait_until_gone(child)


def test_a_fork_that_fails_is_told_as_the_end_of_its_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_memory() -> int:
        raise OSError(12, "Cannot allocate memory")

    reader, writer = os.pipe()
    zygote = Zygote(reader, writer)
    monkeypatch.setattr(os, "fork", no_memory)
    zygote._fork("w1")
    fault, exited = map(json.loads, os.read(reader, 65536).splitlines())
    os.close(reader)
    os.close(writer)
    assert "Cannot allocate memory" in fault["message"]
    assert exited == {"type": "exited", "worker": "w1", "code": 70, "signal": None}


def test_a_zygote_that_is_killed_takes_its_workers_along() -> None:
    monitor = Monitor()
    worker = monitor.fork()
    monitor.process.kill()
    assert _wait_until_gone(worker.pid)
    monitor.close()


def test_bad_control_lines_are_faults() -> None:
    with Monitor() as monitor:
        assert monitor.process.stdin is not None
        for line in (b"not json\n", b'{"type":"dance"}\n', b'{"worker":"w1"}\n'):
            monitor.process.stdin.write(line)
            monitor.process.stdin.flush()
            assert monitor.answer()["type"] == "fault"


def test_a_wrong_start_is_a_fault() -> None:
    root = str(Path(__file__).resolve().parents[1])
    run = subprocess.run(
        [sys.executable, "-m", "freshet_runtime"],
        input=b'{"type":"start","version":99}\n',
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": root},
        check=False,
    )
    assert run.returncode == 2
    assert b'"fault"' in run.stdout


def test_no_trace_of_the_runtime_in_a_cells_world(session: Session) -> None:
    source = (
        "import os, sys\n"
        "print('PYTHONPATH' in os.environ and 'python-runtime' in os.environ['PYTHONPATH'],\n"
        "      any('python-runtime' in p for p in sys.path), sys.path[0] == '', sys.argv)"
    )
    assert session.run(source).text == "False False True ['']\n"


BARE = os.environ.get("FRESHET_TEST_BARE_PYTHONS", "").split(os.pathsep)
SIDES = os.environ.get("FRESHET_TEST_SIDES", "").split(os.pathsep)


@pytest.mark.parametrize(("python", "side"), [pair for pair in zip(BARE, SIDES, strict=False) if all(pair)])
def test_side_directory_is_invisible(python: str, side: str) -> None:
    """Interpreters without any library, each with its side directory (`FRESHET_TEST_BARE_PYTHONS`, `FRESHET_TEST_SIDES`)."""
    with Monitor(python=python, side=side) as monitor:
        session = Session(monitor, fresh=True)
        for name in ("cloudpickle", "xxhash"):
            assert session.run(f"import {name}").done["error"]["ename"] == "ModuleNotFoundError", name
        assert session.run("import IPython\nfrom IPython.display import HTML\nHTML('x')").status == "ok"
        assert session.run("import sys\n[p for p in sys.path if 'side' in p]").value == "[]"
        session.run(
            "class C:\n    def __init__(self): self.n = [1]\nc = C()\nk = 3\ndef f(x, y=[]):\n    y.append(x + k)\n    return y"
        )
        assert sorted(session.run("c.n.append(2)\nf(1)").done["mutates"]) == ["c", "f"]
        assert session.run("print(c.n, f(2), isinstance(c, C))").text == "[1, 2] [4, 5] True\n"
        assert session.run("%timeit -n1 -r1 1\n!echo sh").text.endswith("sh\r\n")
        assert session.run("1/0").done["error"]["ename"] == "ZeroDivisionError"
