"""Kinds of values that travel from one process to another, with what must still hold there."""

from __future__ import annotations

import pytest

from .monitor import Session

# (how the value is made, what must hold in another process)
KINDS = {
    "int": ("v = 3", "v == 3 and type(v) is int"),
    "big int": ("v = 10**400", "v == 10**400"),
    "float nan": ("v = float('nan')", "v != v"),
    "complex": ("v = 1+2j", "v == 1+2j"),
    "str with surrogate": ("v = 'a\\ud800'", "len(v) == 2"),
    "bytes": ("v = b'x' * 100000", "v == b'x' * 100000"),
    "bytearray": ("v = bytearray(100000)", "v == bytearray(100000) and not v.append(1)"),
    "None": ("v = None", "v is None"),
    "Ellipsis": ("v = ...", "v is ..."),
    "list in itself": ("v = [1]; v.append(v)", "v[1] is v"),
    "dict order": ("v = {'b': 1, 'a': 2}", "list(v) == ['b', 'a']"),
    "set": ("v = {3, 1, 2}", "v == {1, 2, 3}"),
    "namedtuple": ("from collections import namedtuple\nP = namedtuple('P', 'x y')\nv = P(1, 2)", "v.y == 2 and isinstance(v, P)"),
    "deque": ("from collections import deque\nv = deque([1, 2], maxlen=2)", "v.maxlen == 2 and list(v) == [1, 2]"),
    "Counter": ("from collections import Counter\nv = Counter('aab')", "v['a'] == 2 and v['z'] == 0"),
    "defaultdict lambda": ("from collections import defaultdict\nv = defaultdict(lambda: 7)", "v['q'] == 7"),
    "datetime": ("import datetime\nv = datetime.datetime(2020, 1, 2, tzinfo=datetime.timezone.utc)", "v.year == 2020 and v.utcoffset().seconds == 0"),
    "Decimal": ("from decimal import Decimal\nv = Decimal('1.10')", "str(v) == '1.10'"),
    "Fraction": ("from fractions import Fraction\nv = Fraction(1, 3)", "v.denominator == 3"),
    "Path": ("from pathlib import Path\nv = Path('a/b')", "v.name == 'b'"),
    "regular expression": ("import re\nv = re.compile('a+')", "v.match('aa')"),
    "function": ("k = 2\ndef v(x, y=1, *, z=3): return x + y + z + k", "v(1) == 7"),
    "recursive function": ("def v(n): return 1 if n < 2 else n * v(n - 1)", "v(5) == 120"),
    "lambda": ("v = lambda x: x * 2", "v(4) == 8"),
    "closure": ("def outer():\n    n = 0\n    def inc():\n        nonlocal n\n        n += 1\n        return n\n    return inc\nv = outer(); v()", "v() == 2"),
    "decorated": ("import functools\ndef d(f):\n    @functools.wraps(f)\n    def w(*a): return f(*a) + 1\n    return w\n@d\ndef v(x): return x", "v(1) == 2 and v.__name__ == 'v'"),
    "partial": ("import functools\nv = functools.partial(int, base=2)", "v('11') == 3"),
    "bound method": ("class K:\n    def __init__(self): self.n = 5\n    def get(self): return self.n\nv = K().get", "v() == 5"),
    "class": ("class V:\n    count = 1\n    def m(self): return self.count\nv = V", "v().m() == 1 and v is V"),
    "instance": ("class K:\n    def __init__(self): self.n = 5\nv = K()", "isinstance(v, K) and v.n == 5"),
    "slots": ("class K:\n    __slots__ = ('a',)\nv = K(); v.a = 1", "v.a == 1 and not hasattr(v, '__dict__')"),
    "inheritance": ("class A:\n    def f(self): return 'A'\nclass B(A):\n    def f(self): return super().f() + 'B'\nv = B()", "v.f() == 'AB' and isinstance(v, A)"),
    "dataclass": ("from dataclasses import dataclass, field\n@dataclass\nclass D:\n    a: int\n    b: list = field(default_factory=list)\nv = D(1)", "v == D(1) and v.b == []"),
    "enum": ("import enum\nclass E(enum.Enum):\n    A = 1\nv = E.A", "v is E.A"),
    "abstract class": ("import abc\nclass A(abc.ABC):\n    @abc.abstractmethod\n    def f(self): ...\nclass B(A):\n    def f(self): return 3\nv = B()", "v.f() == 3 and isinstance(v, A)"),
    "property": ("class K:\n    @property\n    def p(self): return 9\n    @staticmethod\n    def s(): return 1\n    @classmethod\n    def c(cls): return cls\nv = K()", "v.p == 9 and v.s() == 1 and v.c() is K"),
    "exception": ("class Err(Exception): pass\nv = Err('a', 1)", "v.args == ('a', 1) and isinstance(v, Err)"),
    "module": ("import os.path as v", "v.join('a', 'b') == 'a/b'"),
    "package with submodule": ("import xml.dom.minidom\nv = xml", "v.dom.minidom.parseString"),
    "builtin": ("v = len", "v is len"),
    "list iterator": ("v = iter([1, 2, 3]); next(v)", "next(v) == 2"),
    "random.Random": ("import random\nv = random.Random(3); a = v.random()", "v.random() != a and 0 <= v.random() < 1"),
    "array": ("import numpy as np\nv = np.arange(100000)", "v.sum() == 4999950000 and v.flags.writeable and not v.__setitem__(0, 1)"),
    "small array": ("import numpy as np\nv = np.arange(3)", "list(v) == [0, 1, 2] and v.flags.writeable"),
    "read-only array": ("import numpy as np\nv = np.arange(1000); v.flags.writeable = False", "not v.flags.writeable"),
    "Fortran array": ("import numpy as np\nv = np.asfortranarray(np.arange(10000).reshape(100, 100))", "v.flags.f_contiguous and v[1, 2] == 102"),
    "strided array": ("import numpy as np\nv = np.arange(10000)[::3]", "v[1] == 3"),
    "structured array": ("import numpy as np\nv = np.zeros(100, dtype=[('a', 'i4'), ('b', 'f8')])", "v.dtype.names == ('a', 'b')"),
    "object array": ("import numpy as np\nv = np.array([[1], 'a', None], dtype=object)", "v[0] == [1] and v[2] is None"),
    "string object array": ("import numpy as np\nv = np.array(['é%d' % i for i in range(1000)], dtype=object)", "v[7] == 'é7' and v.dtype == object"),
    "datetime array": ("import numpy as np\nv = np.arange('2020-01', '2023-01', dtype='M8[D]')", "str(v[1]) == '2020-01-02' and v.flags.writeable"),
    "numpy scalar": ("import numpy as np\nv = np.float32(1.5)", "type(v).__name__ == 'float32'"),
    "numpy generator": ("import numpy as np\nv = np.random.default_rng(1); a = v.random()", "v.random() != a"),
    "masked array": ("import numpy as np\nv = np.ma.masked_equal([1, 2], 2)", "v.sum() == 1"),
    "frame": ("import pandas as pd, numpy as np\nv = pd.DataFrame({'a': np.arange(10000), 's': ['x%d' % (i % 7) for i in range(10000)]})", "v.a.sum() == 49995000 and v.s[8] == 'x1' and str(v.dtypes['a']) == 'int64'"),
    "frame attrs": ("import pandas as pd\nv = pd.DataFrame({'a': [1]}); v.attrs['k'] = 'w'", "v.attrs == {'k': 'w'}"),
    "time index": ("import pandas as pd\nv = pd.DataFrame({'a': range(100)}, index=pd.date_range('2020', periods=100, freq='D', tz='Europe/Berlin'))", "v.index.freqstr == 'D' and str(v.index.tz) == 'Europe/Berlin'"),
    "categorical": ("import pandas as pd\nv = pd.Series(['a', 'b', 'a'], dtype='category')", "list(v.cat.categories) == ['a', 'b']"),
    "multi index": ("import pandas as pd\nv = pd.DataFrame({'a': [1, 2]}, index=pd.MultiIndex.from_tuples([(1, 'x'), (2, 'y')]))", "v.loc[(2, 'y'), 'a'] == 2"),
    "nullable": ("import pandas as pd\nv = pd.array([1, None], dtype='Int64')", "v[1] is pd.NA if 'pd' in globals() else True"),
    "group by": ("import pandas as pd\nv = pd.DataFrame({'a': [1, 1, 2], 'b': [1, 2, 3]}).groupby('a')", "list(v.b.sum()) == [3, 3]"),
    "figure": ("import matplotlib.pyplot as plt\nv, ax = plt.subplots(); ax.plot([1, 2])", "len(v.axes) == 1 and v.axes[0] is ax"),
    "open file": ("f = open('open-file.txt', 'w+'); f.write('abc'); v = f", "v.write('d') == 1 and not v.flush() and open('open-file.txt').read() == 'abcd'"),
    "generic alias": ("v = dict[str, list[int]]", "v == dict[str, list[int]]"),
    "type variable": ("import typing\nT = typing.TypeVar('T')\nclass G(typing.Generic[T]): pass\nv = G", "v[int].__origin__ is G"),
    "protocol numbers": ("class V:\n    def __reduce__(self): return (list, ((1, 2),))\nv = [V()]", "v == [[1, 2]]"),
    "mapping proxy": ("import types\nv = types.MappingProxyType({'a': 1})", "v['a'] == 1"),
    "simple namespace": ("import types\nv = types.SimpleNamespace(a=[1])", "v.a == [1]"),
    "string io": ("import io\nv = io.StringIO('ab'); v.read(1)", "v.read() == 'b'"),
    "lru cache": ("import functools\n@functools.lru_cache\ndef v(n): return n + 1\nv(3)", "v(3) == 4"),
    "np.random.rand": ("import numpy as np\nv = np.random.rand", "v == __import__('numpy').random.rand"),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_travels(spread: Session, kind: str) -> None:
    made, holds = KINDS[kind]
    first = spread.run(made)
    assert first.status == "ok", first.done["error"]
    group = first.group("v")
    if group["resident"]:
        assert kind in ("generator", "lru cache"), group["resident"]
        return
    second = spread.run(f"bool({holds})", load=list(spread.scope))
    assert second.status == "ok", second.done["error"]
    assert second.value == "True"


# Looking at these changes them (drawing state of a figure, a position that moves).
UNSTABLE = (
    "list iterator",
    "random.Random",
    "numpy generator",
    "string io",
    "open file",
    "defaultdict lambda",
    "figure",
)


@pytest.mark.parametrize("kind", KINDS)
def test_is_not_changed_by_being_looked_at(spread: Session, kind: str) -> None:
    """Loading a value and printing it is no mutation, in the process that made it or elsewhere."""
    if kind in UNSTABLE:
        return
    first = spread.run(KINDS[kind][0])
    if first.group("v")["resident"]:
        return
    for worker in (spread.worker, None):
        result = spread.run("str(v); type(v); None", load=list(spread.scope), worker=worker)
        assert result.done["mutates"] == []
        assert result.done["writes"] == []


@pytest.mark.parametrize("kind", KINDS)
def test_has_one_fingerprint_wherever_it_is_made(spread: Session, kind: str) -> None:
    if kind in ("open file", "figure", "lru cache", "exception"):
        return
    one = spread.run(KINDS[kind][0])
    if one.group("v")["resident"]:
        return
    other = spread.run(KINDS[kind][0], load=[])
    assert one.group("v")["fingerprint"] == other.group("v")["fingerprint"]


RESIDENT = {
    "generator": ("v = (i for i in range(3)); next(v)", "next(v) == 1"),
    "lock": ("import threading\nv = threading.Lock()", "v.acquire()"),
    "socket": ("import socket\nv = socket.socket()", "v.fileno() > 0"),
    "database": ("import sqlite3\nv = sqlite3.connect(':memory:')", "v.execute('select 1').fetchone() == (1,)"),
    "temporary directory": ("import tempfile, os\nv = tempfile.TemporaryDirectory()", "__import__('os').path.isdir(v.name)"),
    "finalizer": ("class F:\n    def __del__(self): print('gone')\nv = F()", "v is not None"),
    "reduce that raises": ("class R:\n    def __reduce__(self): raise OSError('no')\nv = R()", "v is not None"),
}  # fmt: skip


@pytest.mark.parametrize("kind", RESIDENT)
def test_stays_where_it_is(session: Session, kind: str) -> None:
    made, holds = RESIDENT[kind]
    first = session.run(made)
    assert first.status == "ok", first.done["error"]
    assert first.group("v")["resident"]["reason"]
    assert session.run(f"bool({holds})").value == "True"
    assert "gone" not in session.run("1").text
