"""An end to reducers that never return: a value whose pickling hangs stays in its process."""

from __future__ import annotations

import pickle
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

# Seconds that one co-variable may take to be pickled.
LIMIT = 10.0


class TooLong(pickle.PicklingError):
    """It was given up; tried once more it would take as long."""


# Values that were given up, by id: they stay in this process as long as it lives.
_hopeless: dict[int, Any] = {}


def give_up(values: Iterable[Any]) -> None:
    _hopeless.update((id(value), value) for value in values)


def check(values: Iterable[Any]) -> None:
    """Raises for values that were given up before."""
    if any(id(value) in _hopeless for value in values):
        raise TooLong(_WORDS)


_WORDS = f"pickling it takes more than {LIMIT:g} s"


@contextmanager
def limited() -> Iterator[None]:
    """Raises TooLong in what runs too long. The notebook's own alarm, if it has set one, goes on afterwards."""

    def stop(number: int, frame: Any) -> None:
        raise TooLong(_WORDS)

    handler = signal.signal(signal.SIGALRM, stop)
    left, interval = signal.setitimer(signal.ITIMER_REAL, LIMIT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, left, interval)
        signal.signal(signal.SIGALRM, handler)
