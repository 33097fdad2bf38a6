"""Files that libraries open in native code, where no audit event tells: their functions say so themselves.

The table names what takes a path; each entry is wrapped when its module has been imported, by whomever.
"""

from __future__ import annotations

import functools
import importlib.abc
import importlib.machinery
import os
import sys
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

# Told before a path is used: (path, whether it is written); and after it was written.
Tell = Callable[[Any, bool], None]

# By module: each function, or `Class.method`, with the name and place of the argument that is a path, and whether it
# writes there. A method's place counts `self`.
_READS: dict[str, tuple[str, ...]] = {
    "pandas": (
        "read_parquet path 0", "read_feather path 0", "read_orc path 0", "read_hdf path_or_buf 0", "read_spss path 0",
    ),
    "pyarrow.parquet": (
        "read_table source 0", "read_pandas source 0", "read_schema where 0", "read_metadata where 0",
        "ParquetFile.__init__ source 1", "ParquetDataset.__init__ path_or_paths 1",
    ),
    "pyarrow.feather": ("read_feather source 0", "read_table source 0"),
    "pyarrow.csv": ("read_csv input_file 0", "open_csv input_file 0"),
    "pyarrow.json": ("read_json input_file 0", "open_json input_file 0"),
    "pyarrow.orc": ("read_table source 0", "ORCFile.__init__ source 1"),
    "pyarrow.dataset": ("dataset source 0", "parquet_dataset metadata_path 0"),
    "pyarrow.ipc": ("open_file source 0", "open_stream source 0"),
    "pyarrow": ("input_stream source 0",),
    "polars": tuple(
        f"{way} source 0"
        for way in (
            "read_csv", "read_csv_batched", "read_parquet", "read_parquet_schema", "read_parquet_metadata", "read_ipc",
            "read_ipc_schema", "read_ipc_stream", "read_json", "read_ndjson", "read_avro", "read_excel", "read_ods",
            "read_delta", "scan_csv", "scan_parquet", "scan_ipc", "scan_ndjson", "scan_delta", "scan_iceberg",
        )
    ),
    "cv2": ("imread filename 0", "imreadmulti filename 0", "imcount filename 0"),
    "safetensors.torch": ("load_file filename 0",),
    "safetensors.numpy": ("load_file filename 0",),
    "soundfile": ("read file 0", "info file 0"),
    "pyogrio": ("read_dataframe path_or_buffer 0", "read_info path_or_buffer 0"),
    "rasterio": ("open fp 0",),
    "lightgbm.basic": ("Booster.__init__ model_file 3", "Dataset.__init__ data 1"),
    "xgboost.core": ("Booster.load_model fname 1",),
}  # fmt: skip
_WRITES: dict[str, tuple[str, ...]] = {
    "pandas": (
        "DataFrame.to_parquet path 1", "DataFrame.to_feather path 1", "DataFrame.to_orc path 1",
        "DataFrame.to_hdf path_or_buf 1", "Series.to_hdf path_or_buf 1",
    ),
    "pyarrow.parquet": (
        "write_table where 1", "write_to_dataset root_path 1", "write_metadata where 1",
        "ParquetWriter.__init__ where 1",
    ),
    "pyarrow.feather": ("write_feather dest 1",),
    "pyarrow.csv": ("write_csv output_file 1",),
    "pyarrow.orc": ("write_table where 1", "ORCWriter.__init__ where 1"),
    "pyarrow.dataset": ("write_dataset base_dir 1",),
    "pyarrow.ipc": ("new_file sink 0", "new_stream sink 0"),
    "pyarrow": ("output_stream source 0",),
    "polars": tuple(
        f"{owner}.{way} {name} 1"
        for owner, ways in {
            "DataFrame": ("write_csv file", "write_parquet file", "write_ipc file", "write_ipc_stream file",
                          "write_json file", "write_ndjson file", "write_avro file", "write_excel workbook",
                          "write_delta target"),
            "LazyFrame": ("sink_csv path", "sink_parquet path", "sink_ipc path", "sink_ndjson path"),
        }.items()
        for way, name in (each.split() for each in ways)
    ),
    "cv2": ("imwrite filename 0", "imwritemulti filename 0", "VideoWriter filename 0"),
    "safetensors.torch": ("save_file filename 1",),
    "safetensors.numpy": ("save_file filename 1",),
    "torch": ("save f 1",),
    "soundfile": ("write file 0",),
    "pyogrio": ("write_dataframe path 1",),
    "lightgbm.basic": ("Booster.save_model filename 1", "Dataset.save_binary filename 1"),
    "xgboost.core": ("Booster.save_model fname 1", "DMatrix.save_binary fname 1"),
}  # fmt: skip
# By mode, as `open` has it: (mode's name and place, what it is when left out).
_BY_MODE: dict[str, tuple[str, ...]] = {
    "h5py": ("File.__init__ name 1 mode 2 r",),
    "tables": ("open_file filename 0 mode 1 r",),
    "pyarrow": ("memory_map path 0 mode 1 r", "OSFile path 0 mode 1 r"),
}


class Watcher(importlib.abc.MetaPathFinder):
    """Wraps what the tables name as soon as its module is there."""

    def __init__(self, before: Tell, after: Tell) -> None:
        self._before = before
        self._after = after
        self._names = _READS.keys() | _WRITES.keys() | _BY_MODE.keys()
        self._looking: set[str] = set()

    def install(self) -> None:
        sys.meta_path.insert(0, self)
        for name in self._names & sys.modules.keys():
            self.wrap(sys.modules[name])

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname not in self._names or fullname in self._looking:
            return None
        self._looking.add(fullname)
        try:
            for finder in sys.meta_path:
                spec = finder.find_spec(fullname, path, target) if finder is not self else None
                if spec is not None:
                    if spec.loader is not None:
                        self._wrap_when_loaded(spec.loader)
                    return spec
        finally:
            self._looking.discard(fullname)
        return None

    def _wrap_when_loaded(self, loader: Any) -> None:
        load = loader.exec_module

        def exec_module(module: ModuleType) -> None:
            load(module)
            self.wrap(module)

        try:
            loader.exec_module = exec_module
        except AttributeError:
            return  # a loader of its own kind: its module stays unseen

    def wrap(self, module: ModuleType) -> None:
        for table, writes in ((_READS, False), (_WRITES, True)):
            for entry in table.get(module.__name__, ()):
                target, name, place = entry.split()
                self._replace(module, target, name, int(place), _always if writes else _never)
        for entry in _BY_MODE.get(module.__name__, ()):
            target, name, place, mode, mode_place, usual = entry.split()
            self._replace(module, target, name, int(place), _writing(mode, int(mode_place), usual))

    def _replace(
        self, module: ModuleType, target: str, name: str, place: int, writes: Callable[[Any, Any], bool]
    ) -> None:
        owner: Any = module
        *outer, last = target.split(".")
        for part in outer:
            owner = getattr(owner, part, None)
        original = getattr(owner, last, None)
        if not callable(original) or isinstance(original, type) or hasattr(original, _MARK):
            return
        wrapper = self._telling(original, name, place, writes)
        try:
            setattr(owner, last, wrapper)
        except (AttributeError, TypeError):
            return  # a class of native code: it cannot be wrapped
        if owner is module:
            # Also where it says that it is from, so that it is still pickled by reference.
            home = sys.modules.get(original.__module__ or "")
            if getattr(home, last, None) is original:
                setattr(home, last, wrapper)
            else:
                wrapper.__module__, wrapper.__qualname__ = module.__name__, target

    def _telling(
        self, original: Callable[..., Any], name: str, place: int, writes: Callable[[Any, Any], bool]
    ) -> Callable[..., Any]:
        before, after = self._before, self._after

        def call(*args: Any, **kwargs: Any) -> Any:
            path = kwargs[name] if name in kwargs else args[place] if len(args) > place else None
            writing = writes(args, kwargs)
            before(path, writing)
            result = original(*args, **kwargs)
            if writing:
                after(path, True)
            return result

        functools.update_wrapper(call, original)
        setattr(call, _MARK, True)
        return call


_MARK = "_freshet_tells"


def _always(args: Any, kwargs: Any) -> bool:
    return True


def _never(args: Any, kwargs: Any) -> bool:
    return False


def _writing(name: str, place: int, usual: str) -> Callable[[Any, Any], bool]:
    def writes(args: Any, kwargs: Any) -> bool:
        mode = kwargs[name] if name in kwargs else args[place] if len(args) > place else usual
        return any(letter in str(mode or usual) for letter in "wax+")

    return writes


def paths_of(value: Any) -> list[str]:
    """The local paths that an argument means: one, or a list of them; none for open files, buffers and addresses."""
    if isinstance(value, (list, tuple)):
        return [path for item in value for path in paths_of(item)]
    if isinstance(value, (str, os.PathLike)):
        path = os.fspath(value)
        if isinstance(path, str) and "://" not in path:
            return [path]
        if isinstance(path, str) and path.startswith("file://"):
            return [path.removeprefix("file://")]
    return []
