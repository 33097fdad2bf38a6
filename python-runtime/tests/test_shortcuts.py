"""What takes the short way must come out as it would the long way."""

from __future__ import annotations

import io
import os
import random
from typing import Any

import numpy as np
import numpy.random  # loaded when it is first used, otherwise
import pytest

from freshet_runtime import dumping
from freshet_runtime.ambient import interpreter, libraries
from freshet_runtime.codecs.pickler import GroupPickler
from freshet_runtime.loop import CellLoop

PLAIN = [7, -1, 2**70, 1.5, float("nan"), True, None, "x", "naïve \U0001f600", "a" * 100_000, b"", b"y" * 100_000]


@pytest.mark.parametrize("value", PLAIN, ids=lambda value: repr(value)[:20])
def test_plain_values_are_pickled_as_by_the_pickler_of_groups(value: Any) -> None:
    file = io.BytesIO()
    GroupPickler(file, lambda buffer: True, {}, {}).dump({"name": value})
    assert dumping.dump({"name": value}, {}, {}).pickle == file.getvalue()


def test_generators_that_were_seeded_in_passing() -> None:
    before, before_numpy = interpreter._take_random(), libraries._take_numpy_random()
    random.seed()
    libraries.reseed_numpy()
    state, state_numpy = interpreter.seeded_random(before), libraries.seeded_numpy(before_numpy)
    assert interpreter._take_random() is state  # nothing was drawn
    assert libraries._take_numpy_random() is state_numpy
    assert interpreter.known(state) == random.getstate() != before
    assert libraries._legacy_state() == state_numpy != before_numpy
    drawn = random.random(), np.random.standard_normal(3).tolist()
    assert interpreter._take_random() != state
    assert libraries._take_numpy_random() != state_numpy
    interpreter._put_random(state)
    libraries._put_numpy_random(state_numpy)
    assert (random.random(), np.random.standard_normal(3).tolist()) == drawn


def test_a_loop_made_before_a_fork_has_descriptors_of_its_own_after_it() -> None:
    loops = CellLoop()
    before = set(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else set()
    loops.leave_to_children()
    assert not before or len(os.listdir("/proc/self/fd")) <= len(before)
    loop = loops.loop
    assert loops.pending() == set()

    async def woken() -> int:
        return await loop.run_in_executor(None, lambda: 42)  # which needs the pipe that wakes the loop

    assert loop.run_until_complete(woken()) == 42
    loop.close()
    assert loops.loop is not loop  # as after any loop that a cell closes
    loops.loop.close()
