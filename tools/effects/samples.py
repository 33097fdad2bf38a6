"""Objects to call methods on, and arguments to call them with."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import warnings
from collections.abc import Callable
from typing import Any


def makers(prefix: str = "") -> dict[str, Callable[[], Any]]:
    """By the type's name in the tables: what makes an object of it. Types that are not installed are left out."""
    found: dict[str, Callable[[], Any]] = {
        "list": lambda: [3, 1, 2],
        "dict": lambda: {"a": 1, "b": 2},
        "set": lambda: {1, 2, 3},
        "bytearray": lambda: bytearray(b"abc"),
        "collections.deque": lambda: _of("collections", "deque", [3, 1, 2]),
    }
    for module, more in _LIBRARIES.items():
        wanted = module.startswith(prefix) or prefix.startswith(module)
        if wanted and importlib.util.find_spec(module) is not None:
            found.update(more())
    return {name: make for name, make in found.items() if name.startswith(prefix)}


def _of(module: str, name: str, *args: Any, **kwargs: Any) -> Any:
    value: Any = importlib.import_module(module)
    for part in name.split("."):
        value = getattr(value, part)
    return value(*args, **kwargs)


def _numpy() -> dict[str, Callable[[], Any]]:
    import numpy as np

    return {
        "numpy.ndarray": lambda: np.array([[3.0, 1.0, 2.0], [6.0, 5.0, 4.0], [9.0, 8.0, 7.0]]),
        "numpy.random.Generator": lambda: np.random.default_rng(0),
    }


def _pandas() -> dict[str, Callable[[], Any]]:
    import pandas as pd

    frame = lambda: pd.DataFrame({"a": [3, 1, 2], "b": [1.0, None, 2.0], "c": list("xyx")})  # noqa: E731
    return {
        "pandas.DataFrame": frame,
        "pandas.Series": lambda: pd.Series([3.0, 1.0, None], index=list("xyz"), name="s"),
        "pandas.GroupBy": lambda: frame().groupby("c")[["a", "b"]],
    }


def _matplotlib() -> dict[str, Callable[[], Any]]:
    import matplotlib

    matplotlib.use("agg")
    from matplotlib.figure import Figure

    return {
        "matplotlib.figure.Figure": lambda: Figure(),
        "matplotlib.axes.Axes": lambda: Figure().add_subplot(),
    }


def _sklearn() -> dict[str, Callable[[], Any]]:
    from sklearn.utils import all_estimators

    found: dict[str, Callable[[], Any]] = {}
    for name, kind in all_estimators():
        module = ".".join(part for part in kind.__module__.split(".") if not part.startswith("_"))
        required = [
            p
            for p in list(inspect.signature(kind.__init__).parameters.values())[1:]
            if p.default is p.empty and p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)
        ]
        if not required:
            found[f"{module}.{name}"] = kind
    return found


def _statsmodels() -> dict[str, Callable[[], Any]]:
    import numpy as np

    x = np.column_stack([np.ones(40), np.random.default_rng(0).normal(size=40)])
    y = x[:, 1] * 2 + np.random.default_rng(1).normal(size=40)

    def model(name: str, target: Any = y, *args: Any, **kwargs: Any) -> Callable[[], Any]:
        return lambda: _of("statsmodels.api", name, target, x, *args, **kwargs)

    def fitted(make: Callable[[], Any], **kwargs: Any) -> Callable[[], Any]:
        return lambda: make().fit(**kwargs)

    arima = lambda: _of("statsmodels.tsa.arima.model", "ARIMA", y, order=(1, 0, 0))  # noqa: E731
    holt = lambda: _of("statsmodels.tsa.holtwinters", "SimpleExpSmoothing", y, initialization_method="estimated")  # noqa: E731
    return {
        "statsmodels.Model": model("OLS"),
        "statsmodels.Results": fitted(model("OLS")),
        "statsmodels.LikelihoodModel": model("Logit", (y > 0).astype(int)),
        "statsmodels.LikelihoodResults": fitted(model("Logit", (y > 0).astype(int)), disp=0),
        "statsmodels.StateModel": arima,
        "statsmodels.StateResults": fitted(arima),
        "statsmodels.SmoothingModel": holt,
        "statsmodels.SmoothingResults": fitted(holt),
    }


def _sympy() -> dict[str, Callable[[], Any]]:
    return {"sympy.Symbol": lambda: _of("sympy", "Symbol", "x")}


def _scipy() -> dict[str, Callable[[], Any]]:
    return {
        "scipy.sparse.matrix": lambda: _of("scipy.sparse", "csr_matrix", [[0, 2], [1, 0]]),
        "scipy.stats.norm": lambda: _of("scipy.stats", "norm"),
    }


def _networkx() -> dict[str, Callable[[], Any]]:
    return {"networkx.Graph": lambda: _of("networkx", "path_graph", 4)}


def _pil() -> dict[str, Callable[[], Any]]:
    return {"PIL.Image": lambda: _of("PIL.Image", "new", "RGB", (4, 4))}


_LIBRARIES: dict[str, Callable[[], dict[str, Callable[[], Any]]]] = {
    "numpy": _numpy,
    "pandas": _pandas,
    "matplotlib": _matplotlib,
    "sklearn": _sklearn,
    "statsmodels": _statsmodels,
    "sympy": _sympy,
    "scipy": _scipy,
    "networkx": _networkx,
    "PIL": _pil,
}


def arguments(kind: str, receiver: Any) -> list[tuple[tuple[Any, ...], dict[str, Any]]]:
    """Ways to call a method of which only the type is known: those that its signature refuses fail and do not count."""
    warnings.simplefilter("ignore")
    if kind.startswith("sklearn."):
        import numpy as np

        features = np.abs(np.random.default_rng(0).normal(size=(24, 3)))
        labels = np.arange(24) % 2
        return [((features, labels), {}), ((features,), {})]
    if kind.startswith("statsmodels."):
        return [((), {}), ((3,), {})]
    if kind.startswith("networkx."):
        return [((), {}), ((1,), {}), ((1, 2), {}), (([1, 2],), {}), (([(1, 9)],), {})]
    if kind.startswith("matplotlib."):
        return [((), {}), (([1, 2],), {}), (([1, 2], [3, 4]), {}), (("a",), {}), ((0.5,), {}), ((1, 2, "t"), {})]
    first = next(iter(receiver), None) if hasattr(receiver, "__iter__") else None
    tries: list[tuple[tuple[Any, ...], dict[str, Any]]] = [((), {}), ((1,), {}), ((0,), {}), ((0, 7), {}), (([5, 6],), {})]
    if first is not None:
        tries += [((first,), {}), ((first, 1), {})]
    if kind in ("pandas.DataFrame", "pandas.Series"):
        tries += [(("a",), {}), ((lambda v: v,), {}), ((receiver.copy() + receiver.copy(),), {}), ((0, "new", 1), {})]
    return tries
