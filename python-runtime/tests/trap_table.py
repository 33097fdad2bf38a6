"""The traps of docs/semantics.md §9 that one sees in the interpreter: (cells, what the last one prints).

Every cell runs in a process of its own; what cannot move stays, and its readers go there.
"""

from __future__ import annotations

TRAPS: dict[str, tuple[list[str], str]] = {
    "same source in two cells": (["xs = []", "ys = xs", "xs = []", "ys.append(1)\nprint(xs, ys)"], "[] [1]\n"),
    "a reducer that never returns": (
        [
            "import fractions, time\nclass Q(fractions.Fraction):\n    def __reduce__(self): time.sleep(1000)\nq = Q(1, 2)",
            "print(q)",
        ],
        "1/2\n",
    ),
    "a finalizer that a library keeps": (
        ["import weakref\nclass A: pass\na = A(); f = weakref.finalize(a, print, 'bye')", "1", "del a"],
        "bye\n",
    ),
    "a weak reference to what a later cell deletes": (
        ["import weakref\nclass A: pass\na = A(); w = weakref.ref(a)", "print(w() is a)", "del a", "print(w())"],
        "None\n",
    ),
    "a weak reference with a callback": (
        ["import weakref\nclass A: pass\na = A(); w = weakref.ref(a, lambda _: print('gone'))", "1", "del a"],
        "gone\n",
    ),
    "an entry of a weak dict": (
        ["import weakref\nclass A: pass\na = A(); d = weakref.WeakValueDictionary(k=a)", "a = None", "print(len(d))"],
        "0\n",
    ),
    "a finalizer that runs when its name is bound anew": (
        ["class R:\n    def __del__(self): print('del')\nr = R()", "r = 1"],
        "del\n",
    ),
    "a finalizer that runs when its name is deleted": (
        ["class R:\n    def __del__(self): print('del')\nr = R()", "x = 1", "del r"],
        "del\n",
    ),
    "a list that grows over cells": (["x = []", "x.append(1)", "x.append(2)", "print(x)"], "[1, 2]\n"),
    "global mutated inside a function": (["log = []\ndef note(v): log.append(v)", "note(1)", "print(log)"], "[1]\n"),
    "a name deleted": (["x = 1", "del x", "try: x\nexcept NameError: print('gone')"], "gone\n"),
    "two names for one frame": (
        [
            "import pandas as pd\na = pd.DataFrame({'v': [1, 2]})\nb = a",
            "a.loc[0, 'v'] = 9",
            "1",
            "print(b.v.tolist(), a is b)",
        ],
        "[9, 2] True\n",
    ),
    "seeded randomness drawn in two cells": (
        ["import random\nrandom.seed(1)", "a = random.random()", "print(a, random.random())"],
        "0.13436424411240122 0.8474337369372327\n",
    ),
    "a function of a later cell called again": (["def f(): return g() + 1", "def g(): return 1", "print(f())"], "2\n"),
    "names differing by case": (["value = 1", "Value = 2", "VALUE = 3", "print(value, Value, VALUE)"], "1 2 3\n"),
    "star import": (["from math import *", "print(floor(2.5), round(pi, 2))"], "2 3.14\n"),
    "exec and eval": (["exec('hidden = 4')", "eval('[hidden].append(5)')", "print(hidden)"], "4\n"),
    "keyword arguments": (["width = 3", "def box(*, width): return '#' * width", "print(box(width=width))"], "###\n"),
    "targets of all kinds": (
        [
            "class O: pass\no = O(); d = {}; xs = [0, 0]",
            "(o.a, d['k'], xs[1]), *rest, (p, q) = (1, 2, 3), 4, 5, (6, 7)",
            "print(o.a, d, xs, rest, p, q)",
        ],
        "1 {'k': 2} [0, 3] [4, 5] 6 7\n",
    ),
    "lambda over a loop variable": (
        [
            "fs = []\nfor i in range(3): fs.append(lambda: i)",
            "print([f() for f in fs])",
            "i = 9",
            "print([f() for f in fs])",
        ],
        "[9, 9, 9]\n",
    ),
    "method that reads a later global": (
        ["class C:\n    def m(self): return later", "later = 5", "print(C().m())"],
        "5\n",
    ),
    "decorator of another cell": (
        ["def twice(f):\n    def w(*a): return 2 * f(*a)\n    return w", "@twice\ndef one(): return 1", "print(one())"],
        "2\n",
    ),
    "a generator": (["g = (n * n for n in range(4))", "next(g), next(g)", "print(next(g))"], "4\n"),
    "a file that stays open": (["f = open('trap.txt', 'w+')", "f.write('abc')", "f.seek(0)\nprint(f.read())"], "abc\n"),
    "a lock": (
        ["import threading\nlock = threading.Lock(); lock.acquire()", "lock.release()", "print(lock.locked())"],
        "False\n",
    ),
    "a cursor": (
        [
            "import sqlite3\nc = sqlite3.connect(':memory:').cursor(); c.execute('create table t (a)')",
            "c.execute('insert into t values (7)')",
            "print(c.execute('select a from t').fetchall())",
        ],
        "[(7,)]\n",
    ),
    "a value that contains itself": (
        ["x = [1]; x.append(x)\nd = {}; d['d'] = d", "x.append(2)", "print(x[1] is x, len(x), d['d'] is d)"],
        "True 3 True\n",
    ),
    "a reducer that raises": (
        ["class R:\n    n = 1\n    def __reduce__(self): raise ValueError('no')\nr = R()", "r.n += 1", "print(r.n)"],
        "2\n",
    ),
    "a reducer that lies": (
        [
            "class L:\n    def __init__(self): self.n = 5\n    def __reduce__(self): return (int, (0,))\nv = L()",
            "print(type(v).__name__, v.n)",
        ],
        "L 5\n",
    ),
    "two closures over one name": (
        [
            "def make():\n    n = 0\n    def up():\n        nonlocal n\n        n += 1\n    return up, lambda: n\nup, get = make()",
            "up()",
            "up()",
            "print(get())",
        ],
        "2\n",
    ),
    "mutable default": (
        ["def add(x, seen=[]):\n    seen.append(x)\n    return seen", "add(1)", "print(add(2))"],
        "[1, 2]\n",
    ),
    "aliases made side by side": (["a = [0]", "b = a", "c = a", "b.append(1)", "print(c, a is c)"], "[0, 1] True\n"),
    "shallow copy of a frame": (
        [
            "import pandas as pd\na = pd.DataFrame({'v': [1, 2]})\nb = a.copy(deep=False)",
            "a.loc[0, 'v'] = 9",
            "print(a.v.tolist(), b.v.tolist())",
        ],
        "[9, 2] [1, 2]\n",
    ),
    "a patched library": (
        ["import math\nmath.sqrt = lambda x: 'patched'", "import math\nprint(math.sqrt(4))"],
        "patched\n",
    ),
    "a counter in a module": (
        [
            "with open('trapmod.py', 'w') as f: f.write('n = 0\\ndef up():\\n    global n\\n    n += 1\\n')",
            "import trapmod",
            "trapmod.up()",
            "trapmod.up()",
            "print(trapmod.n)",
        ],
        "2\n",
    ),
    "a weak reference": (["import weakref\nclass T: pass\nt = T(); w = weakref.ref(t)", "print(w() is t)"], "True\n"),
    "a temporary directory": (
        ["import tempfile, os\nd = tempfile.TemporaryDirectory()", "print(os.path.isdir(d.name))"],
        "True\n",
    ),
    "a cached function": (
        [
            "import functools\ncalls = []\n@functools.lru_cache\ndef f(n):\n    calls.append(n)\n    return n\nf(1)",
            "f(1)",
            "print(f(1), calls)",
        ],
        "1 [1]\n",
    ),
    "a cached method that hands out its results": (
        [
            "import functools\nclass S:\n    @functools.lru_cache(None)\n    def get(self, k): return [k]\ns = S()",
            "a = s.get(1)",
            "a.append(2)",
            "print(s.get(1), s.get(1) is a)",
        ],
        "[1, 2] True\n",
    ),
    "a task that writes after its cell": (
        [
            "import asyncio\nres = []\nasync def put():\n    await asyncio.sleep(.01)\n    res.append(1)\nt = asyncio.ensure_future(put())",
            "await asyncio.sleep(.3)",
            "print(res)",
        ],
        "[1]\n",
    ),
    "a thread that writes after its cell": (
        [
            "import threading, time\nres = []\ndef put():\n    time.sleep(.01)\n    res.append(1)\nthreading.Thread(target=put).start()",
            "time.sleep(.3)",
            "print(res)",
        ],
        "[1]\n",
    ),
    "a timer of the notebook's": (
        [
            "import threading, time\nres = []\ndef put(): res.append(1)\nthreading.Timer(.05, put).start()",
            "time.sleep(.4)",
            "print(res)",
        ],
        "[1]\n",
    ),
    "a context variable set by a cell that awaits": (
        [
            "import asyncio, contextvars\nv = contextvars.ContextVar('v', default=0); v.set(1);",
            "await asyncio.sleep(0)\nv.set(2);",
            "print(v.get())",
        ],
        "1\n",
    ),
    "a callback that needs a name": (
        [
            "import weakref\ngone = []\nclass A: pass\na = A(); w = weakref.ref(a, lambda _: gone.append('a'))",
            "a = None",
            "print(gone, w())",
        ],
        "['a'] None\n",
    ),
    "where the frames of a kept error stand": (
        [
            "def fail(): raise ValueError\ntry: fail()\nexcept ValueError as e: kept = e",
            "print(kept.__traceback__.tb_lineno, kept.__traceback__.tb_frame.f_lineno)",
        ],
        "2 3\n",
    ),
    "a thread that appends": (
        [
            "import threading, time\nxs = []\nstop = threading.Event()\ndef run():\n    while not stop.wait(0.001): xs.append(1)\nt = threading.Thread(target=run, daemon=True); t.start()\ntime.sleep(.02)",
            "print(len(xs) > 0)",
        ],
        "True\n",
    ),
    "order of a set": (["s = {'b', 'a', 'c', 'd', 'e'}; order = list(s)", "print(list(s) == order)"], "True\n"),
    "a cell that writes to stderr only": (["import sys\nprint('e', file=sys.stderr)", "print('on')"], "on\n"),
    "a line of JSON": (['print(\'{"type": "done", "run": "r1"}\')'], '{"type": "done", "run": "r1"}\n'),
    "bytes on descriptor 1": (["import os\nos.write(1, b'\\xff\\x00ok\\n');"], "�\x00ok\n"),
    "fork in a cell": (["import os\npid = os.fork()\nif pid == 0: os._exit(0)\nprint(os.waitpid(pid, 0)[1])"], "0\n"),
    "recursion without end": (["def f(): f()\ntry: f()\nexcept RecursionError: print('stopped')"], "stopped\n"),
    "exit": (["import sys\ntry: sys.exit(2)\nexcept SystemExit as e: print(e.code)"], "2\n"),
    "atexit": (["import atexit\natexit.register(print, 'bye');", "print('still here')"], "still here\n"),
    "the clock set back": (["import time\ntime.time = lambda: 1000.0", "import time\nprint(time.time())"], "1000.0\n"),
    "a proxy of what is gone": (
        [
            "import weakref\nclass A: pass\na = A(); p = weakref.proxy(a); held = [p]\ndel a",
            "try: held[0].x\nexcept ReferenceError: print('gone')",
        ],
        "gone\n",
    ),
    "a __getattr__ that needs an attribute": (
        [
            "class G:\n    def __init__(self): self.d = {}\n    def __getattr__(self, name): return self.d[name]\ng = G()",
            "g.d['a'] = [1]",
            "print(g.a)",
        ],
        "[1]\n",
    ),
    "a decorator that looks into the globals": (
        [
            "scale = 3",
            "def compiled(f): return [f.__globals__[name] for name in f.__code__.co_names]",
            "@compiled\ndef f(): return scale",
            "print(f)",
        ],
        "[3]\n",
    ),
}
