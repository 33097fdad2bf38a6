from __future__ import annotations

from collections.abc import Iterator

import pytest

from .monitor import Monitor, Session


@pytest.fixture(scope="session")
def monitor() -> Iterator[Monitor]:
    with Monitor(preload=["numpy", "pandas", "matplotlib.pyplot"]) as running:
        yield running


@pytest.fixture
def session(monitor: Monitor) -> Iterator[Session]:
    """Cells that follow each other on one worker, as in a chain."""
    running = Session(monitor)
    yield running
    running.stop()


@pytest.fixture
def spread(monitor: Monitor) -> Iterator[Session]:
    """Every cell on a worker of its own: whatever a cell sees has travelled."""
    running = Session(monitor, fresh=True)
    yield running
    running.stop()
