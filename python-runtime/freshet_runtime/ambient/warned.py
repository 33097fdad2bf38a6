"""Which warnings were shown: by default a warning is shown once per place, also when its cells run in many processes.

Registries (`__warningregistry__`) change only when a warning is shown, so they are looked for only then.
"""

from __future__ import annotations

import sys
import warnings
from typing import Any

from ..codecs import context
from .item import Item

_NAME = "__warningregistry__"
_IN_NOTEBOOK = "__main__"


class Registries:
    """All registries of this process as one value: module name → {(text, category, line): True}."""

    def __init__(self) -> None:
        self._stale = True
        self._found: dict[str, Any] = {}
        # What modules that are not loaded yet must find once they are.
        self._waiting: dict[str, Any] = {}
        original = warnings._showwarnmsg  # type: ignore[attr-defined]

        def shown(message: Any) -> None:
            self._stale = True
            original(message)

        warnings._showwarnmsg = shown  # type: ignore[attr-defined]

    def outdated(self) -> dict[str, Any]:
        """What is left once the filters have changed: registries made before do not count, so none is looked for."""
        self._stale = False
        once = getattr(warnings, "onceregistry", None)
        self._found = {"": dict(once)} if once else {}
        return self._found

    def item(self) -> Item:
        return Item("@warnings.shown", self.take, self.put)

    def take(self) -> dict[str, Any]:
        if self._stale:
            self._stale = False
            version = _version()
            found = {}
            for name, module in list(sys.modules.items()):
                registry = getattr(module, "__dict__", {}).get(_NAME) if name != _IN_NOTEBOOK else None
                if registry:
                    found[name] = _entries(registry, version)
            registry = context.namespace.get(_NAME)
            if registry:
                found[_IN_NOTEBOOK] = _entries(registry, version)
            once = getattr(warnings, "onceregistry", None)
            if once:
                found[""] = dict(once)
            self._found = {name: entries for name, entries in found.items() if entries}
        return self._found

    def put(self, wanted: dict[str, Any]) -> None:
        version = _version()
        for name in self.take().keys() | wanted.keys():
            entries = wanted.get(name, {})
            if name == "":
                warnings.onceregistry.clear()  # type: ignore[attr-defined]
                warnings.onceregistry.update(entries)  # type: ignore[attr-defined]
            elif name == _IN_NOTEBOOK:
                context.namespace.pop(_NAME, None)
                if entries:
                    context.namespace[_NAME] = {**entries, "version": version}
            elif name in sys.modules:
                registry = sys.modules[name].__dict__.setdefault(_NAME, {})
                registry.clear()
                registry.update({**entries, "version": version} if entries else {})
        self._found = dict(wanted)
        self._stale = False


def _entries(registry: dict[Any, Any], version: Any) -> dict[Any, Any]:
    if registry.get("version", 0) != version:
        return {}  # made before the filters changed: the interpreter would empty it
    return {key: value for key, value in registry.items() if key != "version"}


def _version() -> Any:
    """The number that the interpreter compares a registry's with; it tells it only by writing it into one."""
    probe: dict[Any, Any] = {}
    shown = warnings._showwarnmsg  # type: ignore[attr-defined]
    warnings._showwarnmsg = lambda message: None  # type: ignore[attr-defined]
    try:
        warnings.warn_explicit("probe", PendingDeprecationWarning, "<freshet>", 1, "freshet_runtime", probe)
    except PendingDeprecationWarning:
        pass
    finally:
        warnings._showwarnmsg = shown  # type: ignore[attr-defined]
    warnings.onceregistry.pop(("probe", PendingDeprecationWarning), None)  # type: ignore[attr-defined]
    return probe.get("version", 0)
