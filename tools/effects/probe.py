"""Calls what the effect tables speak of, and says where a call did other than its row tells.

    python tools/effects/probe.py [--type PREFIX] [--rows] [--json]

Runs in the environment whose libraries are to be examined. For each type of which samples.py can make an object, every
public method is called with several arguments, each time on a new object, which is fingerprinted before and after.
A contradiction is printed when
  - the object changed, and the row does not say that it may (`missed`);
  - the row says `mutates self`, and no call that succeeded changed it (`idle`);
  - NumPy's global generator moved, and the row does not say so (`draws`).
With --rows every row is listed with where it comes from: `probed` (calls agree), `source` or `documentation` (as the
comment above it says), else `written`. The exit status is 1 when there are contradictions that known.txt does not list.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import faulthandler
import fnmatch
import hashlib
import inspect
import io
import json
import os
import pathlib
import signal
import sys
import tempfile
import types
import warnings
from typing import Any

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import samples  # noqa: E402
from tables import Row, Tables  # noqa: E402

SECONDS = 5
WRITING = ("to_", "tofile", "dump", "save", "write")
# What is called of estimators: the rest needs more than features and labels.
ESTIMATING = {"fit", "fit_transform", "fit_predict", "partial_fit", "predict", "transform", "predict_proba", "score"}
KNOWN = pathlib.Path(__file__).with_name("known.txt")
# These wait, show windows, or end the process.
SKIPPED = {"show", "pause", "waitforbuttonpress", "ginput", "to_clipboard", "to_sql", "to_gbq", "plot_diagnostics"}


def fingerprint(value: Any) -> str:
    """A digest of what can be reached from a value by its attributes, elements and buffers."""
    digest = hashlib.blake2b(digest_size=16)
    seen: dict[int, int] = {}
    kept: list[Any] = []

    def put(*words: Any) -> None:
        digest.update(repr(words).encode("utf-8", "replace"))

    def walk(item: Any, depth: int) -> None:
        if id(item) in seen:
            put("again", seen[id(item)])
            return
        if item is None or isinstance(item, (bool, int, float, complex, str, bytes, type)):
            put(type(item).__name__, item if not isinstance(item, type) else item.__qualname__)
            return
        if isinstance(item, (types.ModuleType, types.FunctionType, types.BuiltinFunctionType)):
            put(getattr(item, "__qualname__", item.__class__.__name__))
            return
        seen[id(item)] = len(seen)
        kept.append(item)
        if depth > 40 or len(seen) > 20000:
            put("deep")
            return
        put(type(item).__qualname__)
        if type(item).__module__.startswith("numpy") and hasattr(item, "tobytes"):
            put(str(item.dtype), item.shape, item.tobytes() if item.dtype != object else "")
            if item.dtype == object:
                for each in item.ravel():
                    walk(each, depth + 1)
        elif type(item).__module__.startswith("numpy.random"):
            put(item.get_state() if hasattr(item, "get_state") else getattr(item, "bit_generator", item).state)
        elif type(item).__module__.startswith("pandas"):
            pandas(item, depth)
        elif isinstance(item, (list, tuple, set, frozenset, collections.deque)):
            elements = sorted(item, key=repr) if isinstance(item, (set, frozenset)) else list(item)
            for each in elements:
                walk(each, depth + 1)
        elif isinstance(item, (dict, types.MappingProxyType)):
            for key, each in list(item.items()):
                walk(key, depth + 1)
                walk(each, depth + 1)
        else:
            rest(item, depth)

    def pandas(item: Any, depth: int) -> None:
        if hasattr(item, "to_pickle"):
            for axis in getattr(item, "axes", ()):
                put(list(axis), axis.names)
            put(item.attrs, getattr(item, "name", None), str(getattr(item, "dtypes", "")))
            put(repr(item.to_dict()))
        else:
            put(repr(item)[:200] if not hasattr(item, "grouper") else "")

    def rest(item: Any, depth: int) -> None:
        fields = getattr(item, "__dict__", None)
        if fields is not None:
            for key in sorted(fields, key=str):
                if key not in ("stale_callback", "_callbacks", "_remove_method"):
                    put(key)
                    walk(fields[key], depth + 1)
        for kind in type(item).__mro__:
            for slot in getattr(kind, "__slots__", ()) or ():
                with contextlib.suppress(Exception):
                    walk(getattr(item, slot), depth + 1)
        if fields is None:
            with contextlib.suppress(Exception):
                put(bytes(item) if isinstance(item, bytearray) else "")

    walk(value, 0)
    return digest.hexdigest()


def generator_state() -> str:
    numpy = sys.modules.get("numpy")
    return fingerprint(numpy.random.get_state(legacy=False)) if numpy else ""


class TooLong(Exception):
    """A call took longer than a probe may."""


@contextlib.contextmanager
def quiet() -> Any:
    """Nothing is printed, files land in a folder that goes away, and a call that hangs is left."""

    def ring(*_: Any) -> None:
        raise TooLong

    before = os.getcwd()
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        os.chdir(folder)
        signal.signal(signal.SIGALRM, ring)
        signal.alarm(SECONDS)
        try:
            yield
        finally:
            signal.alarm(0)
            os.chdir(before)


class Outcome:
    """What the calls of one method showed."""

    def __init__(self) -> None:
        self.calls = 0
        self.changed = False
        self.drew = False


def call(kind: str, make: Any, name: str) -> Outcome:
    outcome = Outcome()
    try:
        tries = samples.arguments(kind, make())
    except Exception:
        return outcome
    for args, kwargs in tries:
        if name.startswith(WRITING) and args and isinstance(args[0], int):
            continue  # a number is a file that is open here
        try:
            receiver = make()
            if kind.startswith("sklearn.") and not name.startswith(("fit", "partial_fit", "set_")):
                receiver.fit(*tries[0][0])
            method = getattr(receiver, name)
            before, drawn = fingerprint(receiver), generator_state()
            with quiet():
                result = method(*args, **kwargs)
                if inspect.isgenerator(result):
                    next(result, None)
        except (Exception, TooLong):
            continue
        outcome.calls += 1
        outcome.changed |= fingerprint(receiver) != before
        outcome.drew |= generator_state() != drawn
    return outcome


def origin(row: Row, probed: set[str]) -> str:
    comment = row.source.lower()
    if row.pattern in probed:
        return "probed"
    if comment.startswith(("read in", "after the source")):
        return "source"
    if comment.startswith(("after the manual", "after", "universal functions")) or "documentation" in comment:
        return "documentation"
    return "probed" if comment.startswith("probed") else "written"


def main() -> int:
    faulthandler.enable()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--type", default="", help="only types whose name begins so")
    parser.add_argument("--rows", action="store_true", help="list every row with where it comes from")
    parser.add_argument("--json", action="store_true", help="contradictions as JSON")
    options = parser.parse_args()
    tables = Tables()
    known = {line.split("#")[0].strip() for line in KNOWN.read_text().splitlines() if line.split("#")[0].strip()}
    found: list[dict[str, str]] = []
    agree: collections.Counter[str] = collections.Counter()
    disagree: set[str] = set()
    for kind, make in sorted(samples.makers(options.type).items()):
        try:
            of = make()
            names = [n for n in dir(type(getattr(of, "_results", of))) if n[0] != "_" and n not in SKIPPED]
        except Exception as problem:
            print(f"{kind}: no object could be made: {problem}", file=sys.stderr)
            continue
        for name in names:
            if kind.startswith("sklearn.") and name not in ESTIMATING:
                continue
            if isinstance(getattr(type(getattr(of, "_results", of)), name, None), property):
                continue
            try:
                outcome = call(kind, make, name)
            except Exception as problem:
                print(f"{kind}.{name}: not probed: {problem!r}", file=sys.stderr)
                continue
            if not outcome.calls:
                continue
            row = tables.method(kind, name)
            says = row is not None and bool(row.mutates & {"self", "cache", "caches"})
            pattern = row.pattern if row else ""
            wrong = []
            if outcome.changed and not says:
                wrong.append("missed")
            if not outcome.changed and row is not None and "self" in row.mutates and not row.pattern.startswith("?."):
                wrong.append("idle")
            if outcome.drew and not (row is not None and row.draws):
                wrong.append("draws")
            for what in wrong:
                disagree.add(pattern)
                if not any(fnmatch.fnmatch(f"{what} {kind}.{name}", each) for each in known):
                    found.append({"what": what, "method": f"{kind}.{name}", "row": pattern})
            if not wrong:
                agree[pattern] += 1
    if options.json:
        print(json.dumps(found, indent=1))
    else:
        for each in found:
            print(f"{each['what']:7} {each['method']}   (row: {each['row'] or 'none'})")
    if options.rows:
        probed = {pattern for pattern in agree if pattern not in disagree}
        for row in tables.rows.values():
            print(f"{origin(row, probed):14} {row.table}:{row.line} {row.pattern}")
    print(f"{sum(agree.values())} methods agree with their rows, {len(found)} do not", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
