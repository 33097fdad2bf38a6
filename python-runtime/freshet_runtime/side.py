"""The side directory: libraries of the runtime's own that user code must not see.

Modules that come from it are importable only while the runtime's own imports happen. What the runtime keeps for itself
(cloudpickle, xxhash) then leaves `sys.modules`; IPython and what it needs stay, found by a finder of their own.
"""

from __future__ import annotations

import builtins
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
from collections.abc import Callable, Sequence
from importlib import metadata
from types import ModuleType
from typing import Any

PRIVATE = ("cloudpickle", "xxhash")
_LEAST = {"cloudpickle": (3, 0), "xxhash": (3, 0)}

_hidden: dict[str, ModuleType] = {}


class SideFinder(importlib.abc.MetaPathFinder):
    """Finds IPython and its dependencies in the side directory, after everything else was asked."""

    def __init__(self, directory: str) -> None:
        self._directory = directory
        self._names = {
            entry.partition(".")[0]
            for entry in os.listdir(directory)
            if not entry.endswith((".dist-info", ".libs", ".pth")) and entry not in ("bin", "__pycache__")
        } - set(PRIVATE)

    def find_distributions(self, context: metadata.DistributionFinder.Context | None = None) -> Any:
        """Versions of what `find_spec` finds, which IPython's dependencies ask for; nothing else is shown.

        Who lists all distributions (name None) is shown the one whose entry point matplotlib looks for.
        """
        name = "matplotlib-inline" if context is None or context.name is None else context.name
        if name.replace("-", "_") not in self._names:
            return iter(())
        there = metadata.DistributionFinder.Context(name=name, path=[self._directory])
        return metadata.MetadataPathFinder.find_distributions(there)

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        if path is not None or fullname not in self._names:
            return None
        return importlib.machinery.PathFinder.find_spec(fullname, [self._directory])


class _PrivateFinder(importlib.abc.MetaPathFinder):
    """Loads the private libraries so that their own late imports still find them when they are hidden."""

    def __init__(self, directory: str) -> None:
        self._directory = directory

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        if fullname.partition(".")[0] not in PRIVATE:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path or [self._directory])
        if spec is not None and type(spec.loader) is importlib.machinery.SourceFileLoader:
            spec.loader = _PrivateLoader(spec.loader.name, spec.loader.path)
        return spec


class _PrivateLoader(importlib.machinery.SourceFileLoader):
    def exec_module(self, module: ModuleType) -> None:
        # Functions keep the builtins of the module that they are made in, and `import` is one of them.
        module.__dict__["__builtins__"] = {**builtins.__dict__, "__import__": _private_import}
        super().exec_module(module)


def _private_import(
    name: str, globals: Any = None, locals: Any = None, fromlist: Sequence[str] = (), level: int = 0
) -> ModuleType:
    # The user may meanwhile have imported a copy of their own.
    theirs = {key: sys.modules[key] for key in _hidden if key in sys.modules}
    sys.modules.update(_hidden)
    try:
        return builtins.__import__(name, globals, locals, fromlist, level)
    finally:
        for key in _hidden:
            del sys.modules[key]
        sys.modules.update(theirs)


def load(directory: str | None) -> None:
    """Imports the runtime's private libraries, from the environment if fit, else from the side directory."""
    if directory and not os.path.isdir(directory):
        directory = None
    for name in PRIVATE:
        if _fit(name) or not directory:
            importlib.import_module(name)
            continue
        finder = _PrivateFinder(directory)
        sys.meta_path.insert(0, finder)
        try:
            importlib.import_module(name)
            for more in _submodules(name):
                importlib.import_module(more)
        finally:
            sys.meta_path.remove(finder)
    if directory:
        sys.meta_path.append(SideFinder(directory))


def hide(directory: str | None) -> None:
    """Takes the private libraries that came from the side directory out of `sys.modules`."""
    if not directory:
        return
    below = os.path.join(os.path.abspath(directory), "")
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if name.partition(".")[0] in PRIVATE and file and os.path.abspath(file).startswith(below):
            _hidden[name] = module
    for name in _hidden:
        del sys.modules[name]


def is_hidden(module: str) -> bool:
    return module in _hidden


def hidden(module: str, qualname: str) -> Any:
    """An object of a hidden module: the form in which pickles name it."""
    found: Any = _hidden.get(module) or importlib.import_module(module)
    for part in qualname.split("."):
        found = getattr(found, part)
    return found


def reduce_hidden(obj: Any) -> tuple[Callable[..., Any], tuple[str, str]]:
    return hidden, (obj.__module__, obj.__qualname__)


def _submodules(name: str) -> list[str]:
    # Loaded now because they could not be found any more once hidden.
    return {"cloudpickle": ["cloudpickle.cloudpickle"]}.get(name, [])


def _fit(name: str) -> bool:
    """Whether the environment offers the library in a version that will do, judged without importing it."""
    if importlib.util.find_spec(name) is None:
        return False
    try:
        version = metadata.version(name)
        return tuple(int(part) for part in version.split(".")[:2]) >= _LEAST[name]
    except (metadata.PackageNotFoundError, ValueError):
        return False
