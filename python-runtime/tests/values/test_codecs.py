"""The worked example of docs/codecs.md, installed and run."""

from __future__ import annotations

import re
from pathlib import Path

from ..monitor import PACKAGE, Monitor, Session

PAGE = PACKAGE.parent / "docs" / "codecs.md"


def block(name: str, page: str) -> str:
    found = re.search(rf"`{re.escape(name)}`\n```\w+\n(.*?)```", page, re.S)
    assert found, name
    return found[1]


def install(directory: Path, page: str) -> None:
    """What pip would put there: the module, and the metadata with its entry points."""
    (directory / "waves.py").write_text(block("waves.py", page))
    points = re.search(r'\[project\.entry-points\."(.*?)"\]\n(.*)', block("pyproject.toml", page), re.S)
    assert points
    metadata = directory / "waves-0.1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: waves\nVersion: 0.1\n")
    (metadata / "entry_points.txt").write_text(f"[{points[1]}]\n" + points[2].replace('"', ""))


def test_the_example_of_the_documentation(tmp_path: Path) -> None:
    page = PAGE.read_text()
    install(tmp_path, page)
    with Monitor(env={"PYTHONPATH": f"{PACKAGE}:{tmp_path}"}) as monitor:
        session = Session(monitor, fresh=True)
        made = session.run("import waves\nx = [1, 2]\nwave = waves.Wave(x)\nboth = [wave, waves.Wave(x)]")
        assert made.group("both")["resident"] is None
        result = session.run("both[0].samples is both[1].samples is x and wave is both[0] and wave.lock.acquire()")
        assert result.value == "True"
        held = session.run("wave = waves.Wave([])\nwave.lock.acquire()\nNone")
        assert "a wave that is being written" in held.group("wave")["resident"]["reason"]
        session.stop()


def test_a_codec_that_cannot_be_loaded_makes_the_value_stay(tmp_path: Path) -> None:
    install(tmp_path, PAGE.read_text().replace("waves:reduce_wave", "waves:nothing"))
    with Monitor(env={"PYTHONPATH": f"{PACKAGE}:{tmp_path}"}) as monitor:
        session = Session(monitor)
        made = session.run("import waves\nwave = waves.Wave([1])")
        assert "waves:nothing cannot be loaded" in made.group("wave")["resident"]["reason"]
        session.stop()
