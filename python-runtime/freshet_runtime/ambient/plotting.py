"""matplotlib's state: parameters and the backend that draws, colormaps, fonts, units and scales."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from .item import Item

_COLOR_CODES = "freshet.color_codes"


def _take_rc_params() -> dict[str, Any]:
    # dict's own items: reading the backend parameter the polite way would resolve the backend.
    params = dict(dict.items(sys.modules["matplotlib"].rcParams))
    if _awaits_backend(params):
        params["interactive"] = True  # whatever it is now: joining sets it
    return {**params, _COLOR_CODES: _color_codes()}


def _awaits_backend(params: dict[str, Any]) -> bool:
    """Whether the inline backend will draw, but has not joined yet: it does with the first figure."""
    return not draws_inline() and "matplotlib_inline" in str(params.get("backend"))


def _color_codes() -> dict[str, Any]:
    colors = sys.modules.get("matplotlib.colors")
    if colors is None:
        return {}
    return {code: colors.colorConverter.colors.get(code) for code in "bgrcmykw"}


def _put_color_codes(codes: dict[str, Any]) -> None:
    colors = sys.modules.get("matplotlib.colors")
    if colors is not None and codes and codes != _color_codes():
        for code, value in codes.items():
            colors.colorConverter.colors[code] = value
        colors.colorConverter.cache.clear()


def _original_rc_params() -> dict[str, Any]:
    matplotlib = sys.modules["matplotlib"]
    # Which backend is chosen, and that the inline one draws by itself, is no doing of the cell's.
    # The letters' meaning is taken as found: no import changes it.
    now = _take_rc_params()
    return {**dict(dict.items(matplotlib.rcParamsOrig)), **backend_parameters(now), _COLOR_CODES: now[_COLOR_CODES]}


def draws_inline() -> bool:
    return "matplotlib_inline.backend_inline" in sys.modules


def backend_parameters(params: dict[str, Any]) -> dict[str, Any]:
    names = ["backend", "backend_fallback"]
    if draws_inline() or _awaits_backend(params):
        names.append("interactive")
    return {name: params[name] for name in names if name in params}


def _put_rc_params(params: dict[str, Any]) -> None:
    params = dict(params)
    _put_color_codes(params.pop(_COLOR_CODES, {}))
    if not params.get("interactive") and _awaits_backend(params):
        import matplotlib_inline.backend_inline  # noqa: F401  # else it would set that anew when it joins
    dict.clear(sys.modules["matplotlib"].rcParams)
    dict.update(sys.modules["matplotlib"].rcParams, params)


def _take_colormaps() -> dict[str, Any]:
    registry = sys.modules["matplotlib"].colormaps
    return {name: registry._cmaps[name] for name in registry._cmaps.keys() - set(registry._builtin_cmaps)}


def _put_colormaps(wanted: dict[str, Any]) -> None:
    registry = sys.modules["matplotlib"].colormaps
    for name in _take_colormaps().keys() - wanted.keys():
        registry.unregister(name)
    now = _take_colormaps()
    for name, colormap in wanted.items():
        if name in now and now[name] == colormap:
            continue
        registry._cmaps.pop(name, None)
        registry.register(colormap, name=name)


def _take_fonts() -> tuple[str, ...]:
    """Files of fonts that were added after matplotlib had made its list."""
    fonts = sys.modules["matplotlib.font_manager"].fontManager.ttflist
    known = _seen_fonts.setdefault("count", len(fonts))
    return tuple(entry.fname for entry in fonts[known:])


_seen_fonts: dict[str, int] = {}


def _put_fonts(wanted: tuple[str, ...]) -> None:
    manager = sys.modules["matplotlib.font_manager"].fontManager
    del manager.ttflist[_seen_fonts["count"] :]
    for path in wanted:
        manager.addfont(path)


def _registry(module: str, table: str) -> tuple[Callable[[], Any], Callable[[Any], None]]:
    """What the notebook put into a table of matplotlib's: entries about classes of its own."""

    def entries() -> dict[Any, Any]:
        found: dict[Any, Any] = getattr(sys.modules[module], table)
        return found

    def take() -> dict[Any, Any]:
        return {k: v for k, v in entries().items() if "__main__" in (_home(k), _home(v))}

    def put(wanted: dict[Any, Any]) -> None:
        for key in take().keys() - wanted.keys():
            del entries()[key]
        entries().update(wanted)

    return take, put


def _home(value: Any) -> str:
    return getattr(value, "__module__", None) or type(value).__module__


_UNITS = _registry("matplotlib.units", "registry")
_SCALES = _registry("matplotlib.scale", "_scale_mapping")


ITEMS = (
    Item("@rcParams", _take_rc_params, _put_rc_params, "matplotlib", _original_rc_params),
    Item("@matplotlib.colormaps", _take_colormaps, _put_colormaps, "matplotlib.cm", words=("register",)),
    Item("@matplotlib.fonts", _take_fonts, _put_fonts, "matplotlib.font_manager", lambda: ()),
    Item("@matplotlib.units", _UNITS[0], _UNITS[1], "matplotlib.units", dict, copies=True),
    Item("@matplotlib.scales", _SCALES[0], _SCALES[1], "matplotlib.scale", dict, copies=True),
)
