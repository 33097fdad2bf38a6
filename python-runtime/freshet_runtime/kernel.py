"""What the zygote makes once for all workers: the shell, its namespace, and warm code paths."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

from . import describe, dumping, groups, plots
from .ambient import Ambient
from .codecs import context
from .holdings import unpickle
from .namespace import Namespace, UserModule
from .observation import Observer
from .outputs import Outputs
from .shell import ZMQInteractiveShell, make_shell

_WARM_UP = """
import sys as _s
[n for n in range(3)]
def _f(x):
    return x + 1
_f(1)
"""


@dataclass
class Kernel:
    """The zygote's shell and namespace, inherited by every worker."""

    shell: ZMQInteractiveShell
    namespace: Namespace
    ambient: Ambient
    observer: Observer

    def warm(self) -> None:
        """Runs harmless code of the runtime's own, so that imports and caches happen once and not per worker."""
        shell = self.shell
        stdout, stderr = sys.stdout, sys.stderr
        shell.outputs = Outputs(lambda header: None)
        for source in (_WARM_UP, "1", "raise ValueError('warm')", "display('warm')"):
            shell.run_cell(source, store_history=False)
        sys.stdout, sys.stderr = stdout, stderr
        shell.last_error = None
        for name in ("last_type", "last_value", "last_traceback", "last_exc"):
            vars(sys).pop(name, None)  # the warm-up's own exception is nobody's
        plots.integrate(shell)
        context.bind(shell.user_ns, shell)
        self.ambient.remember_pristine()
        self._warm_values()
        self.namespace.wipe()

    def _warm_values(self) -> None:
        """Takes values of the notebook's libraries through the pickler once: what that imports lazily is then there."""
        values: dict[str, Any] = {"a": [1, {"b": (2.5, "c")}]}
        numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
        if numpy is not None:
            values["n"] = numpy.arange(1000)
        if pandas is not None:
            values["p"] = pandas.DataFrame({"x": [1.5] * 100, "s": ["a"] * 100})
            repr(values["p"])
            values["p"]._repr_html_()
        for name, value in values.items():
            dumped = dumping.dump({name: value}, {}, {})
            describe.variable(value, None, 0)
            groups.walk([value], {})
            unpickle(dumped.pickle, dumped.buffers, ())


def prepare(segments: str) -> Kernel:
    user_module: Any = UserModule("__main__", "Automatically created module for IPython interactive environment")
    shell = make_shell(user_module)
    return Kernel(shell, Namespace(shell), Ambient(shell), Observer(segments))
