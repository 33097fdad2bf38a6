"""The golden messages of `protocol/`, which both sides decode; and what must not be decoded."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from freshet_runtime.wire import BadMessage, Codec

GOLDEN = sorted((Path(__file__).resolve().parents[2] / "protocol").glob("*.json"))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_message(path: Path) -> None:
    golden = json.loads(path.read_text())
    frames = [bytes.fromhex(frame) for frame in golden["frames"]]
    key = bytes.fromhex(golden["key"])
    header, payloads = Codec(key, golden["worker"]).decode(frames)
    assert header == golden["header"]
    assert payloads == [bytes.fromhex(payload) for payload in golden["payloads"]]
    again = Codec(key, golden["worker"])
    for _ in range(header["seq"] - 1):
        again.encode({})
    mine = again.encode({k: v for k, v in header.items() if k != "seq"}, payloads)
    assert Codec(key, golden["worker"]).decode(mine) == (header, payloads)


def test_there_are_golden_messages() -> None:
    assert len(GOLDEN) >= 12 or os.environ.get("UPDATE_EXPECT")


def test_what_does_not_verify_is_dropped() -> None:
    key = bytes(32)
    frames = Codec(key, "w1").encode({"type": "ready"}, [b"payload"])
    receiver = Codec(key, "w1")
    for at in range(len(frames)):
        changed = list(frames)
        changed[at] = changed[at] + b"x"
        with pytest.raises(BadMessage):
            receiver.decode(changed)
    with pytest.raises(BadMessage):
        Codec(key, "w2").decode(frames)  # another worker's name
    receiver.decode(frames)
    with pytest.raises(BadMessage):
        receiver.decode(frames)  # a replay
    assert receiver.dropped == len(frames) + 1


def test_lone_surrogates_travel() -> None:
    frames = Codec(bytes(32), "w1").encode({"type": "output", "text": "a\ud800"})
    assert Codec(bytes(32), "w1").decode(frames)[0]["text"] == "a\ud800"
