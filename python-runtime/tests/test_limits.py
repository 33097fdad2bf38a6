"""What a cell may take, and what ends with it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import pytest

from freshet_runtime import descendants

from .monitor import Monitor, Session
from .test_zygote import _wait_until_gone

# A process that tries to get away: a session of its own, and its parent gone.
_RUNAWAY = """
import os, subprocess, sys
inner = "import subprocess as s; print(s.Popen(['sleep', '300'], start_new_session=True, stdout=s.DEVNULL, stderr=s.DEVNULL).pid)"
pid = int(subprocess.run([sys.executable, '-c', inner], capture_output=True, text=True).stdout)
print(pid)
"""


def test_a_cell_over_its_memory_fails_and_names_the_limit_and_the_worker_goes_on() -> None:
    with Monitor(limits={"memory": 200_000_000}) as monitor:
        session = Session(monitor)
        session.run("kept = bytearray(50_000_000)")
        result = session.run("big = bytearray(400_000_000)")
        assert result.status == "error"
        assert result.done["error"]["ename"] == "MemoryError"
        assert "limit of 200 MB" in result.done["error"]["evalue"]
        assert "--memory" in result.stream("stderr")
        assert session.run("len(kept)").value == "50000000"


def test_what_a_cell_is_given_does_not_count_as_its_memory() -> None:
    with Monitor(limits={"memory": 150_000_000}) as monitor:
        session = Session(monitor, fresh=True)
        for name in "abc":
            session.run(f"{name} = bytearray(60_000_000)")
        assert session.run("print(len(a) + len(b) + len(c)); d = bytearray(60_000_000)").text == "180000000\n"
        lazily = session.run("print(len(a) + len(b) + len(c))", load=[])
        assert lazily.text == "180000000\n"


def test_output_over_the_limit_is_cut_and_says_so() -> None:
    with Monitor(limits={"output": 1000}) as monitor:
        session = Session(monitor)
        flood = session.run("for i in range(200): print('x' * 99)")
        assert len(flood.text) == 1000
        assert "19,000 more characters were not kept (limit 1,000" in flood.stream("stderr")
        large = session.run("from IPython.display import HTML\nHTML('y' * 5000)")
        (shown,) = large.shown("execute_result")
        assert "text/html" not in shown["data"]
        assert session.run("from IPython.display import HTML, display\nprint('z')").text == "z\n"


def _end_worker(monitor: Monitor, worker: int) -> None:
    os.kill(worker, signal.SIGKILL)


def _end_zygote(monitor: Monitor, worker: int) -> None:
    os.kill(monitor.hello["pid"], signal.SIGKILL)


def _end_keeper(monitor: Monitor, worker: int) -> None:
    monitor.process.kill()


def _end_monitor(monitor: Monitor, worker: int) -> None:
    assert monitor.process.stdin is not None
    monitor.process.stdin.close()


@pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="Linux alone lets orphans be adopted")
@pytest.mark.parametrize("end", [_end_worker, _end_zygote, _end_keeper, _end_monitor])
def test_a_runaway_process_ends_with_its_worker(end: Callable[[Monitor, int], None]) -> None:
    monitor = Monitor()
    try:
        session = Session(monitor)
        result = session.run(_RUNAWAY)
        runaway = int(result.text)
        assert session.worker is not None
        assert any("keeps running" in change for change in result.done["process"])
        assert os.path.exists(f"/proc/{runaway}")
        end(monitor, session.worker.pid)
        assert _wait_until_gone(session.worker.pid)
        assert _wait_until_gone(runaway)
    finally:
        monitor.close()


def test_a_runaway_of_one_worker_does_not_end_with_another() -> None:
    with Monitor() as monitor:
        first, second = Session(monitor), Session(monitor)
        runaway = int(first.run(_RUNAWAY).text)
        second.run("x = 1")
        assert first.worker is not None and second.worker is not None
        second.worker.signal(signal.SIGKILL)
        assert _wait_until_gone(second.worker.pid)
        assert first.run("print('still here')").text == "still here\n"
        assert os.path.exists(f"/proc/{runaway}")


def test_finds_children_with_and_without_the_kernels_list() -> None:
    pid = os.fork()
    if pid == 0:
        signal.pause()
    try:
        assert pid in descendants.children()
        assert pid in descendants._by_parent(os.getpid())
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
