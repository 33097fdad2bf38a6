"""How a cell's use of files is written down (docs/wire.md)."""

from __future__ import annotations

import hashlib
import os
from typing import Any

import pytest

from .monitor import Session

# Stands for the digest of the notebook's directory.
LISTED = "listed"
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
    "a question whether it is there": (
        "import os, pathlib\nprint(os.path.exists('a'), pathlib.Path('b').exists())\n"
        "print(os.path.islink('c'), os.access('d', 4))",
        [("a", "exists", "absent"), ("b", "exists", "absent"), ("c", "exists", "absent"), ("d", "exists", "absent")],
    ),
    "its size": (
        "import os, pathlib\nprint(os.stat('there').st_size, pathlib.Path('there').stat().st_size)",
        [("there", "read", TEXT)],
    ),
    "a status in vain": (
        "import os\ntry: os.stat('no')\nexcept OSError: print(os.listdir('.') != [])",
        [("no", "exists", "absent"), (".", "list", LISTED)],
    ),
    "a pattern": (
        "import glob, pathlib\nprint(glob.glob('*.nothing'), glob.glob('plain'))",
        [(".", "list", LISTED), ("plain", "exists", "absent")],
    ),
    "a module that is not there": (
        "try: import not_beside\nexcept ImportError: pass",
        [("not_beside.py", "exists", "absent"), ("not_beside", "exists", "absent")],
    ),
    "a log": (
        "import logging\nlog = logging.getLogger('q'); log.addHandler(logging.FileHandler('q.log', delay=True))\n"
        "log.warning('x')",
        [("q.log", "write", hashlib.sha256(b"x\n").hexdigest())],
    ),
    "a directory gone to": (
        "import os\nos.mkdir('d')\nos.chdir('d'); os.chdir('..')",
        [("d", "write", None), (".", "exists", "present")],
    ),
    "a traceback's look for the cell": ("import traceback\ntry: 1 / 0\nexcept Exception: traceback.print_exc()", []),
}


@pytest.mark.parametrize("kind", FILES)
def test_files(session: Session, kind: str) -> None:
    source, expected = FILES[kind]
    session.run("open('there', 'w').write('x')")
    result = session.run(source)
    assert result.status == "ok", result.done["error"]
    listed = hashlib.sha256(
        "\n".join(sorted(os.listdir(session.monitor.cwd))).encode("utf-8", "surrogateescape")
    ).hexdigest()
    wanted = [(path, mode, listed if digest is LISTED else digest) for path, mode, digest in expected]
    assert [(f["path"], f["mode"], f["digest"] and f["digest"].split()[0]) for f in result.done["files"]] == wanted


# (library, cell that writes, cell that reads, the file)
NATIVE: dict[str, tuple[str, str, str, str]] = {
    "parquet": (
        "pyarrow",
        "import pyarrow as pa, pyarrow.parquet as pq\npq.write_table(pa.table({'a': [1]}), 'n.parquet')",
        "import pyarrow.parquet as pq\nprint(pq.read_table('n.parquet').num_rows)",
        "n.parquet",
    ),
    "feather": (
        "pyarrow",
        "import pyarrow as pa\nfrom pyarrow import feather\nfeather.write_feather(pa.table({'a': [1]}), 'n.feather')",
        "from pyarrow.feather import read_table\nprint(read_table('n.feather').num_rows)",
        "n.feather",
    ),
    "a dataset": (
        "pyarrow",
        "import pyarrow as pa, pyarrow.dataset as ds\n"
        "ds.write_dataset(pa.table({'a': [1]}), 'set', format='parquet', existing_data_behavior='overwrite_or_ignore')",
        "import pyarrow.dataset as ds\nprint(ds.dataset('set').count_rows())",
        "set/part-0.parquet",
    ),
    "pandas' parquet": (
        "pyarrow",
        "import pandas as pd\npd.DataFrame({'a': [1]}).to_parquet('p.parquet')",
        "import pandas as pd\nprint(len(pd.read_parquet('p.parquet')))",
        "p.parquet",
    ),
    "polars": (
        "polars",
        "import polars as pl\npl.DataFrame({'a': [1]}).write_parquet('l.parquet')",
        "import polars as pl\nprint(pl.read_parquet('l.parquet').height)",
        "l.parquet",
    ),
    "polars, lazily": (
        "polars",
        "import polars as pl\npl.LazyFrame({'a': [1]}).sink_csv('l.csv')",
        "import polars as pl\nprint(pl.scan_csv('l.csv').collect().height)",
        "l.csv",
    ),
    "h5py": (
        "h5py",
        "import h5py\nwith h5py.File('h.h5', 'w') as f: f['a'] = [1]",
        "import h5py\nwith h5py.File('h.h5') as f: print(len(f['a']))",
        "h.h5",
    ),
}


@pytest.mark.parametrize("kind", NATIVE)
def test_native_files(session: Session, kind: str) -> None:
    library, writes, reads, path = NATIVE[kind]
    pytest.importorskip(library)
    written = session.run(writes)
    assert (path, "write") in [(f["path"], f["mode"]) for f in written.done["files"]], written.done
    read = session.run(reads)
    assert read.text == "1\n", read.done["error"]
    digests = {f["path"]: f["digest"] for f in written.done["files"] if f["mode"] == "write"}
    assert {f["path"]: f["digest"] for f in read.done["files"] if f["mode"] == "read"}[path] == digests[path]


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
