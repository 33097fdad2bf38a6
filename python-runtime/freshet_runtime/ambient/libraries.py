"""Ambient state of libraries. None is imported here: an item exists once the notebook has imported its library."""

from __future__ import annotations

import ctypes
import json
import os
import sys
from typing import Any

from . import interpreter, plotting
from .item import Item


def _take_numpy_random() -> Any:
    random = sys.modules["numpy.random"]
    legacy = random.mtrand._rand
    generator = getattr(legacy, "_bit_generator", None)
    if generator is not None and type(generator).__name__ != "MT19937":
        return type(generator).__name__, dict(generator.state)  # `np.random.set_bit_generator`
    if generator is None:
        return _legacy_state()
    return _numpy_random.unless_changed(_held_by_numpy(legacy, generator), _legacy_state)


def _held_by_numpy(legacy: Any, generator: Any) -> tuple[bytes, bytes]:
    # The words of the generator and its position; what the legacy functions keep of a pair lies in the object itself.
    return interpreter.raw(legacy), ctypes.string_at(generator.ctypes.state_address, _MT19937)


_WORDS = 624
_MT19937 = (_WORDS + 1) * 4
_numpy_random = interpreter.Memory()


def _legacy_state() -> Any:
    state = sys.modules["numpy.random"].get_state()
    return state[0], state[1].tobytes(), *state[2:]


def reseed_numpy() -> None:
    """Gives the legacy generator a state of its own. Its words are drawn from the system, as its own `seed()` does with
    fewer; that would copy 130 pages of a process that was just forked."""
    generator: Any = getattr(sys.modules["numpy.random"].mtrand._rand, "_bit_generator", None)
    if type(generator).__name__ != "MT19937":
        sys.modules["numpy.random"].seed()
        return
    position = (_WORDS).to_bytes(4, sys.byteorder)  # all of them are used up: the next are made of these
    ctypes.memmove(generator.ctypes.state_address, os.urandom(4 * _WORDS) + position, _MT19937)


def seeded_numpy(unseeded: Any) -> Any:
    """As `interpreter.seeded_random`."""
    legacy = sys.modules["numpy.random"].mtrand._rand
    generator = getattr(legacy, "_bit_generator", None)
    if type(generator).__name__ != "MT19937" or len(unseeded) != 5:
        return _take_numpy_random()
    held = _held_by_numpy(legacy, generator)

    def decoded() -> tuple[Any, ...]:
        words = held[1]
        return unseeded[0], words[:-4], int.from_bytes(words[-4:], sys.byteorder), *unseeded[3:]

    return _numpy_random.expect(held, interpreter.Later(decoded))


def _put_numpy_random(state: Any) -> None:
    state = interpreter.known(state)
    numpy = sys.modules["numpy"]
    kind = state[0] if state[0] != "MT19937" else None
    random = numpy.random
    if kind or type(getattr(random.mtrand._rand, "_bit_generator", None)).__name__ not in ("MT19937", "NoneType"):
        random.set_bit_generator(getattr(random, kind or "MT19937")())
    if kind:
        random.mtrand._rand._bit_generator.state = state[1]
    else:
        keys = numpy.frombuffer(state[1], dtype=numpy.uint32)
        random.set_state((state[0], keys, *state[2:]))


def _take_print_options() -> dict[str, Any]:
    options: dict[str, Any] = sys.modules["numpy"].get_printoptions()
    return options


def _put_print_options(options: dict[str, Any]) -> None:
    numpy = sys.modules["numpy"]
    known = numpy.get_printoptions()
    numpy.set_printoptions(
        **{name: value for name, value in options.items() if name in known and name != "override_repr"}
    )


def _take_error_state() -> tuple[Any, ...]:
    numpy = sys.modules["numpy"]
    return numpy.geterr(), numpy.geterrcall(), numpy.getbufsize()


def _put_error_state(state: tuple[Any, ...]) -> None:
    numpy = sys.modules["numpy"]
    errors, call, size = state
    numpy.seterr(**errors)
    numpy.seterrcall(call)
    if size != numpy.getbufsize():
        numpy.setbufsize(size)


# What the letters b, g, r, c, m, y, k mean: seaborn's themes change that together with the parameters.
def _default_options() -> dict[str, Any]:
    return {name: option.defval for name, option in _pandas_config()._registered_options.items()}


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
    config = _pandas_config()._global_config
    if not _nested_options or _nested_options[0] != config:
        _nested_options[:] = _nested(config), _flat(config)
    options: dict[str, Any] = _nested_options[1]
    return options


def _nested(tree: dict[str, Any]) -> dict[str, Any]:
    return {key: _nested(value) if isinstance(value, dict) else value for key, value in tree.items()}


# The options as last seen, as pandas has them and flat: comparing is cheaper than flattening.
_nested_options: list[dict[str, Any]] = []


def _put_pandas(options: dict[str, Any]) -> None:
    pandas = sys.modules["pandas"]
    for name, value in _take_pandas().items():
        if name in options and options[name] is not value and options[name] != value:
            pandas.set_option(name, options[name])


def _accessors() -> Any:
    """Accessors that the notebook registered (`pandas.api.extensions`): (class, name) → the accessor's class."""
    pandas = sys.modules["pandas"]
    found = {}
    for owner in ("DataFrame", "Series", "Index"):
        cls = getattr(pandas, owner, None)
        if cls is not None:
            for name in _own_accessors(cls):
                found[owner, name] = vars(cls)[name]._accessor
    return found


def _own_accessors(cls: Any) -> list[str]:
    count = len(cls._accessors)
    seen = _seen_accessors.get(cls)
    if seen is None or seen[0] != count:
        own = [
            n
            for n in cls._accessors
            if getattr(getattr(vars(cls).get(n), "_accessor", None), "__module__", "") == "__main__"
        ]
        seen = _seen_accessors[cls] = (count, own)
    return seen[1]


_seen_accessors: dict[Any, tuple[int, list[str]]] = {}


def _put_accessors(wanted: dict[tuple[str, str], Any]) -> None:
    pandas = sys.modules["pandas"]
    for owner, name in _accessors():
        if (owner, name) not in wanted:
            cls = getattr(pandas, owner)
            delattr(cls, name)
            cls._accessors.discard(name)
    for (owner, name), accessor in wanted.items():
        register = getattr(pandas.api.extensions, f"register_{_KINDS[owner]}_accessor")
        cls = getattr(pandas, owner)
        if name in vars(cls):
            delattr(cls, name)
        register(name)(accessor)


_KINDS = {"DataFrame": "dataframe", "Series": "series", "Index": "index"}


def _put_sklearn(config: dict[str, Any]) -> None:
    sys.modules["sklearn"].set_config(**config)


def _put_polars(state: tuple[Any, ...]) -> None:
    polars = sys.modules["polars"]
    variables, direct = state
    for name in _polars_variables().keys() - variables.keys():
        del os.environ[name]
    os.environ.update(variables)
    polars.Config.load(json.dumps({"environment": {}, "direct": direct}))


def _polars_variables() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.startswith("POLARS_FMT_")}


def _take_polars() -> tuple[Any, ...]:
    """polars keeps most of its settings in the environment, and some inside."""
    direct = getattr(sys.modules["polars.config"], "_POLARS_CFG_DIRECT_VARS", {})
    return _polars_variables(), {name: get() for name, get in direct.items()}


def _take_torch() -> tuple[Any, ...]:
    torch = sys.modules["torch"]
    return (
        str(torch.get_default_dtype()).removeprefix("torch."),
        torch.get_num_threads(),
        torch.is_grad_enabled(),
        torch.are_deterministic_algorithms_enabled(),
        dict(vars(torch._tensor_str.PRINT_OPTS)),
    )


def _put_torch(state: tuple[Any, ...]) -> None:
    torch = sys.modules["torch"]
    dtype, threads, gradients, deterministic, options = state
    torch.set_default_dtype(getattr(torch, dtype))
    if threads != torch.get_num_threads():
        torch.set_num_threads(threads)
    torch.set_grad_enabled(gradients)
    torch.use_deterministic_algorithms(deterministic)
    vars(torch._tensor_str.PRINT_OPTS).update(options)


def _put_torch_random(state: bytes) -> None:
    torch = sys.modules["torch"]
    torch.set_rng_state(torch.frombuffer(bytearray(state), dtype=torch.uint8))


def _take_sympy() -> dict[str, Any]:
    """How expressions are printed: `init_printing` sets that on sympy's own classes."""
    state = {name: vars(_printable()).get(name) for name in _SYMPY_SHOWS}
    state["settings"] = dict(sys.modules["sympy.printing.printer"].Printer._global_settings)
    state["unicode"] = sys.modules["sympy.printing.pretty.pretty_symbology"]._use_unicode
    return state


def _put_sympy(state: dict[str, Any]) -> None:
    for name in _SYMPY_SHOWS:
        setattr(_printable(), name, state[name])
    sys.modules["sympy.printing.printer"].Printer._global_settings = dict(state["settings"])
    symbols: Any = sys.modules["sympy.printing.pretty.pretty_symbology"]
    symbols._use_unicode = state["unicode"]


_SYMPY_SHOWS = ("_repr_latex_", "_repr_png_", "_repr_svg_")


def _printable() -> Any:
    return sys.modules["sympy.core._print_helpers"].Printable


ITEMS = (
    Item("@numpy.random", _take_numpy_random, _put_numpy_random, "numpy.random", words=("random",)),
    Item("@numpy.printoptions", _take_print_options, _put_print_options, "numpy", words=("printoptions",), copies=True),
    Item("@numpy.errstate", _take_error_state, _put_error_state, "numpy", words=("seterr", "errstate"), copies=True),
    *plotting.ITEMS,
    Item("@pandas.options", _take_pandas, _put_pandas, "pandas", _default_options, copies=True),
    Item("@pandas.accessors", _accessors, _put_accessors, "pandas", dict, copies=True),
    Item("@sklearn.config", lambda: sys.modules["sklearn"].get_config(), _put_sklearn, "sklearn", words=("config",)),
    Item("@sympy.printing", _take_sympy, _put_sympy, "sympy.printing.pretty", words=("init_", "pretty"), copies=True),
    Item("@polars.config", _take_polars, _put_polars, "polars", words=("Config",)),
    Item("@torch.settings", _take_torch, _put_torch, "torch", words=("torch.",)),
    Item(
        "@torch",
        lambda: sys.modules["torch"].get_rng_state().numpy().tobytes(),
        _put_torch_random,
        "torch",
        words=("torch.", "seed"),
    ),
)
