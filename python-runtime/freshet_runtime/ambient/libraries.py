"""Ambient state of libraries. None is imported here: an item exists once the notebook has imported its library."""

from __future__ import annotations

import sys
from typing import Any

from .item import Item


def _take_numpy_random() -> tuple[Any, ...]:
    state = sys.modules["numpy.random"].get_state()
    return state[0], state[1].tobytes(), *state[2:]


def _put_numpy_random(state: tuple[Any, ...]) -> None:
    numpy = sys.modules["numpy"]
    keys = numpy.frombuffer(state[1], dtype=numpy.uint32)
    numpy.random.set_state((state[0], keys, *state[2:]))


def _take_print_options() -> dict[str, Any]:
    options: dict[str, Any] = sys.modules["numpy"].get_printoptions()
    return options


def _put_print_options(options: dict[str, Any]) -> None:
    numpy = sys.modules["numpy"]
    known = numpy.get_printoptions()
    numpy.set_printoptions(
        **{name: value for name, value in options.items() if name in known and name != "override_repr"}
    )


def _take_error_state() -> dict[str, str]:
    state: dict[str, str] = sys.modules["numpy"].geterr()
    return state


def _put_error_state(state: dict[str, str]) -> None:
    sys.modules["numpy"].seterr(**state)


# What the letters b, g, r, c, m, y, k mean: seaborn's themes change that together with the parameters.
_COLOR_CODES = "freshet.color_codes"


def _take_rc_params() -> dict[str, Any]:
    # dict's own items: reading the backend parameter the polite way would resolve the backend.
    return {**dict(dict.items(sys.modules["matplotlib"].rcParams)), _COLOR_CODES: _color_codes()}


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


def backend_parameters(params: dict[str, Any]) -> dict[str, Any]:
    names = ["backend", "backend_fallback"]
    if "matplotlib_inline.backend_inline" in sys.modules:
        names.append("interactive")
    return {name: params[name] for name in names if name in params}


def _default_options() -> dict[str, Any]:
    return {name: option.defval for name, option in _pandas_config()._registered_options.items()}


def _put_rc_params(params: dict[str, Any]) -> None:
    params = dict(params)
    _put_color_codes(params.pop(_COLOR_CODES, {}))
    dict.clear(sys.modules["matplotlib"].rcParams)
    dict.update(sys.modules["matplotlib"].rcParams, params)


def _pandas_config() -> Any:
    import importlib

    return importlib.import_module("pandas._config.config")


def _flat(tree: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in tree.items():
        if isinstance(value, dict):
            found.update(_flat(value, f"{prefix}{key}."))
        else:
            found[prefix + key] = value
    return found


def _take_pandas() -> dict[str, Any]:
    return _flat(_pandas_config()._global_config)


def _put_pandas(options: dict[str, Any]) -> None:
    pandas = sys.modules["pandas"]
    for name, value in _take_pandas().items():
        if name in options and options[name] is not value and options[name] != value:
            pandas.set_option(name, options[name])


ITEMS = (
    Item("@numpy.random", _take_numpy_random, _put_numpy_random, "numpy.random", words=("random",)),
    Item("@numpy.printoptions", _take_print_options, _put_print_options, "numpy", words=("printoptions",)),
    Item("@numpy.errstate", _take_error_state, _put_error_state, "numpy", words=("seterr", "errstate")),
    Item("@rcParams", _take_rc_params, _put_rc_params, "matplotlib", _original_rc_params),
    Item("@pandas.options", _take_pandas, _put_pandas, "pandas", _default_options),
)
