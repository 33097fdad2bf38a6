"""What a cell shows and does, run in a real worker."""

from __future__ import annotations

import os
import re
import signal

import pytest

from .monitor import Monitor, Session

ANSI = re.compile(r"\x1b\[[0-9;]*m")

# (cell, text on stdout)
SHOWS = {
    "print": ("print('a', 1)", "a 1\n"),
    "line magic": ("%time x = 1\nprint(x)", None),
    "shell": ("!echo hello", "hello\r\n|hello\n"),
    "shell output kept": ("out = !echo one; echo two\nprint(list(out))", "['one', 'two']\n"),
    "bash cell": ("%%bash\necho from bash", "from bash\n"),
    "write to descriptor": ("import os\nos.write(1, b'low\\n');", "low\n"),
    "child process": ("import subprocess\nsubprocess.run(['echo', 'child']);", "child\n"),
    "original stdout": ("import sys\nprint('orig', file=sys.__stdout__)", "orig\n"),
    "await": ("import asyncio\nawait asyncio.sleep(0)\nprint('awaited')", "awaited\n"),
    "capture": ("%%capture kept\nprint('inside')", ""),
    "input": ("print(input('how many? '))", "42\n"),
    "main attribute": ("q = 5\nimport __main__\nprint(__main__.q)", "5\n"),
    "class body": ("a = 1\nclass K:\n    b = a + 1\nprint(K.b)", "2\n"),
    "json line": ('print(\'{"type": "done"}\')', '{"type": "done"}\n'),
}


@pytest.mark.parametrize("kind", SHOWS)
def test_shows(session: Session, kind: str) -> None:
    source, text = SHOWS[kind]
    result = session.run(source)
    assert result.status == "ok", result.done["error"]
    if text is not None:
        assert result.text in text.split("|")


def test_streams_keep_their_order(session: Session) -> None:
    source = "import sys, os\nprint('1')\nprint('2', file=sys.stderr)\nos.system('echo 3')\nprint('4')"
    result = session.run(source)
    parts = [(o["output"]["name"], o["output"]["text"]) for o in result.outputs]
    # One block per stream, as in Jupyter; what the child wrote stands between what was printed before and after it.
    assert parts == [("stdout", "1\n3\n4\n"), ("stderr", "2\n")]


def test_result_display_and_updates(session: Session) -> None:
    result = session.run(
        "from IPython.display import display, HTML, clear_output\n"
        "h = display(HTML('<b>x</b>'), display_id='d')\n"
        "h.update(HTML('<i>y</i>'))\nclear_output(wait=True)\n'end'"
    )
    actions = [(o["action"], o["displayId"], o["wait"]) for o in result.outputs]
    assert actions == [
        ("append", "d", False),
        ("updateDisplay", "d", False),
        ("clear", None, True),
        ("append", None, False),
    ]
    assert result.shown("display_data")[0]["data"]["text/html"] == "<b>x</b>"
    assert result.value == "'end'"


def test_result_is_kept_by_number(spread: Session) -> None:
    spread.run("40 + 2")
    assert spread.run("_1 + 1", load=[]).value == "43"
    assert spread.run("Out[1] + 2", load=[]).value == "44"


def test_figure_is_shown_before_values_leave(spread: Session) -> None:
    first = spread.run("import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nax.plot([1, 2]);")
    assert "image/png" in first.shown("display_data")[0]["data"]
    second = spread.run("ax.set_title('t')\nfig")
    assert second.shown("display_data") == []
    assert "image/png" in second.shown("execute_result")[0]["data"]
    assert sorted(second.done["mutates"]) == ["ax", "fig"]


def test_traceback_shows_only_the_users_code(spread: Session) -> None:
    spread.run("def broken(n):\n    # why\n    return 1 / n")
    result = spread.run("broken(0)")
    error = result.done["error"]
    assert (result.status, error["ename"], error["evalue"]) == ("error", "ZeroDivisionError", "division by zero")
    text = ANSI.sub("", "\n".join(error["traceback"]))
    assert "freshet" not in text
    assert "Cell In[2], line 1" in text
    assert "Cell In[1], line 3" in text
    assert "return 1 / n" in text
    assert result.outputs[-1]["output"]["output_type"] == "error"
    assert result.done["groups"] == []


FAILS = {
    "syntax": ("x = (", "SyntaxError|_IncompleteInputError"),
    "name": ("nowhere", "NameError"),
    "exit": ("import sys\nsys.exit(3)", "SystemExit"),
    "import": ("import no_such_module", "ModuleNotFoundError"),
    "keyboard": ("raise KeyboardInterrupt", "KeyboardInterrupt"),
    "str of the exception fails": (
        "class E(Exception):\n    def __str__(self): raise ValueError\nraise E",
        "ValueError",
    ),
}


@pytest.mark.parametrize("kind", FAILS)
def test_fails(session: Session, kind: str) -> None:
    source, name = FAILS[kind]
    result = session.run("kept = 1\n" + source if kind != "syntax" else source)
    assert result.status in ("error", "interrupted")
    assert result.done["error"]["ename"] in name.split("|")
    assert result.done["groups"] == []
    assert session.run("1 + 1").value == "2"


def test_absent_name_is_reported(session: Session) -> None:
    assert session.run("try:\n    foo\nexcept NameError:\n    print('none')").done["absent"] == ["foo"]
    assert session.run("bar").done["absent"] == ["bar"]


def test_a_name_that_the_cell_itself_deleted_was_not_absent(session: Session) -> None:
    session.run("gone = 5")
    for source in ("del gone; gone", "gone = 1\ndel gone\ngone"):
        done = session.run(source).done
        assert (done["error"]["ename"], done["absent"]) == ("NameError", []), source
        session.run("gone = 5")


def test_allowed_error_exports_what_was_bound_before(session: Session) -> None:
    result = session.run("a = 1\n1 / 0\nb = 2", allowErrors=True)
    assert (result.status, result.done["writes"]) == ("error", ["a"])


def test_endless_loop_is_interrupted(session: Session) -> None:
    result = session.run("print('go')\nx = 1\nwhile True: pass", interrupt_on="go")
    assert result.status == "interrupted"
    assert result.done["writes"] == []
    assert session.run("2").value == "2"


def test_hundred_megabytes_of_output_are_bounded(session: Session) -> None:
    result = session.run("for _ in range(100): print('x' * 1_000_000)")
    assert result.status == "ok"
    assert len(result.text) <= 9_000_000
    assert "were not kept" in result.stream("stderr")


def test_death_of_a_worker_is_reported(monitor: Monitor) -> None:
    worker = monitor.fork()
    header = {"type": "execute", "run": "r", "source": "import os; os._exit(7)", "executionCount": 1, "final": True}
    worker.send(header)
    assert monitor.answer() == {"type": "exited", "worker": worker.name, "code": 7, "signal": None}
    worker = monitor.fork()
    worker.signal(signal.SIGKILL)
    assert monitor.answer() == {"type": "exited", "worker": worker.name, "code": None, "signal": 9}


# -- reads, writes, mutations ------------------------------------------------------------------------------------------


def test_lazy_reads(spread: Session) -> None:
    spread.run("a = [1]; b = a; c = 3; list = [7]")
    result = spread.run("def f(): return c\nprint(a, f())", load=[])
    assert result.text == "[1] 3\n"
    assert sorted(result.needs) == ["a", "c"]
    assert {r["name"] for r in result.done["reads"]} == {"a", "c"}  # `b` is another name for `a`, and nobody used it
    shadow = spread.run("list", load=[])
    assert (shadow.needs, shadow.value) == (["list"], "[7]")


def test_function_reads_what_it_needs_when_called(spread: Session) -> None:
    spread.run("factor = 2\ndef scale(x): return x * factor")
    spread.run("factor = 10")
    result = spread.run("scale(3)", load=["scale"])
    assert (result.value, result.needs) == ("30", ["factor"])


@pytest.mark.parametrize("kept", [True, False])
def test_mutation_through_an_alias(monitor: Monitor, kept: bool) -> None:
    session = Session(monitor, fresh=not kept)
    session.run("a = [1]\nb = a\nother = [2]")
    result = session.run("b.append(2)")
    assert (result.done["writes"], sorted(result.done["mutates"])) == ([], ["a", "b"])
    assert session.run("print(a, other)").text == "[1, 2] [2]\n"
    session.stop()


def test_an_object_that_changed_and_has_no_name_any_more_is_not_held(monitor: Monitor) -> None:
    session = Session(monitor)
    group = session.run("a = [1]").done["moved"]["a"]
    result = session.run("a.append(1); a = None")
    assert (result.done["mutates"], result.done["spoiled"]) == ([], [group])
    assert "spoiled" not in session.run("b = [2]\nb.append(3)").done
    assert "spoiled" not in session.run("b.append(4)").done
    session.stop()


@pytest.mark.parametrize("kept", [True, False])
def test_alias_made_in_another_cell_stays_an_alias(monitor: Monitor, kept: bool) -> None:
    session = Session(monitor, fresh=not kept)
    session.run("a = {'in': [1]}")
    session.run("b = a")
    session.run("c = a['in']")
    result = session.run("c.append(2)")
    assert sorted(result.done["mutates"]) == ["a", "b", "c"]
    assert (
        session.run("print(a, b, c, a is b, c is b['in'])").text == "{'in': [1, 2]} {'in': [1, 2]} [1, 2] True True\n"
    )
    session.stop()


@pytest.mark.parametrize(
    "before",
    [
        "import numpy as np\nsmall = np.arange(4.0)",
        "import numpy as np\nsmall = np.array(['2020-01-01'], 'M8[D]')",
        "import numpy as np\nsmall = np.zeros(3, [('a', 'i4'), ('b', 'f8')])",
        "import numpy as np\nsmall = np.arange(100.0)",
        "import numpy as np\nsmall = np.frombuffer(bytearray(64))",
        "import caching\nsmall = caching.Caching()",
    ],
)
def test_a_part_of_a_value_is_the_same_for_whoever_decodes_both(monitor: Monitor, before: str) -> None:
    with open(os.path.join(monitor.cwd, "caching.py"), "w") as file:
        # Pickled otherwise once it has been decoded, as instances of many libraries are once they have been used.
        file.write("class Caching:\n    def __getstate__(self): return {'parts': [[], []] if vars(self) else None}\n")
    session = Session(monitor)
    session.run(f"{before}\nclass P: pass\nwhole = [small, {{'x': P()}}, [P()]]")
    session.run("part = whole[1]['x'], whole[2]")
    elsewhere = None if session.groups[session.scope["part"][0]][0]["resident"] else monitor.fork()
    result = session.run("print(part[0] is whole[1]['x'], part[1] is whole[2])", worker=elsewhere)
    assert result.text == "True True\n", result.done["error"]


@pytest.mark.parametrize("kept", [True, False])
def test_view_of_an_array(monitor: Monitor, kept: bool) -> None:
    session = Session(monitor, fresh=not kept)
    session.run("import numpy as np\na = np.zeros((100, 100))\nw = a[2:4]")
    session.run("v = a[:2, :2]")
    result = session.run("v[0, 0] = 99; w[0, 0] = 1")
    assert sorted(result.done["mutates"]) == ["a", "v", "w"]
    assert session.run("print(a[0, 0], a[2, 0], v.base is not None)").text == "99.0 1.0 True\n"
    session.stop()


@pytest.mark.parametrize("kept", [True, False])
def test_who_uses_one_name_neither_reads_nor_changes_those_that_share_its_object(monitor: Monitor, kept: bool) -> None:
    """Slices, holders of slices, slices of what another cell sliced: only names that are used count as read."""
    session = Session(monitor, fresh=not kept)
    session.run("import numpy as np\na = np.arange(10_000)")
    session.run("part = a[10:5000]")
    session.run("hold = {'p': part, 'q': [a[7000:]], 'copy': part[5:9].copy()}")
    session.run("few = part[3:4000]")
    for source, reads in {
        "print(a[0])": {"a"}, "print(few[0])": {"few"}, "print(hold['p'][0])": {"hold"}, "part = a[5000:]": {"a"},
        "print(hold['q'][0][0], part[0])": {"hold", "part"},
    }.items():  # fmt: skip
        done = session.run(source, load=sorted(reads & session.scope.keys())).done
        assert ({read["name"] for read in done["reads"]} - {"np"}, done["mutates"]) == (reads, []), source
    done = session.run("few[0] = -1").done
    assert sorted(done["mutates"]) == sorted(read["name"] for read in done["reads"]) == ["a", "few", "hold", "part"]
    assert session.run("print(a[13], hold['p'][3], few[0], hold['copy'][0], part[0])").text == "-1 -1 -1 15 5000\n"
    session.stop()


@pytest.mark.parametrize("kept", [True, False])
def test_a_name_that_shares_an_object_is_bound_when_code_asks_for_it(monitor: Monitor, kept: bool) -> None:
    session = Session(monitor, fresh=not kept)
    session.run("a = [1]\nb = a\nh = {'a': a}\ndef f(): return b is a, h['a'] is a")
    assert session.run("f()", load=["f"]).value == "(True, True)"
    result = session.run("print(globals()['b'] is a)\ndel h", load=["a"])
    assert (result.text, result.done["deletes"]) == ("True\n", ["h"])
    result = session.run("b = a.append(2)", load=["a"])
    assert (result.done["writes"], result.done["mutates"]) == (["b"], ["a"])
    assert session.run("print(a, b)").text == "[1, 2] None\n"
    session.stop()


def test_classes_of_libraries_do_not_connect_what_is_made_of_them(session: Session) -> None:
    session.run("from collections import OrderedDict as Kind, namedtuple as make")
    session.run("one = Kind(a=[1]); other = Kind(b=[2])")
    result = session.run("one['a'].append(2)\nprint(type(one) is Kind, make is make)")
    assert (result.text, result.done["mutates"]) == ("True True\n", ["one"])
    assert result.group("one")["refs"] == []


@pytest.mark.parametrize("kept", [True, False])
def test_frame_changed_in_place(monitor: Monitor, kept: bool) -> None:
    session = Session(monitor, fresh=not kept)
    session.run("import pandas as pd, numpy as np\ndf = pd.DataFrame({'x': np.arange(50000)})")
    assert session.run("df.x.sum()").done["mutates"] == []
    assert session.run("df.loc[0, 'x'] = 5").done["mutates"] == ["df"]
    assert session.run("df['y'] = 1").done["mutates"] == ["df"]
    assert session.run("print(df.x[0], list(df.columns))").text == "5 ['x', 'y']\n"
    session.stop()


@pytest.mark.parametrize("kept", [True, False])
def test_strings_that_come_to_lie_where_others_lay(monitor: Monitor, kept: bool) -> None:
    session = Session(monitor, fresh=not kept)
    session.run("import numpy as np\nv = np.array([f'text {i}' for i in range(3000)], dtype=object)")
    assert session.run("len(set(v))").done["mutates"] == []
    renew = "for i in range(3000):\n    v[i] = None\n    v[i] = f'TEXT {i}'"
    assert session.run(renew).done["mutates"] == ["v"]
    assert session.run("print(v[0], v[2999], len(set(v)))").text == "TEXT 0 TEXT 2999 3000\n"
    assert session.run("v[:] = v.copy()").done["mutates"] == []
    assert session.run("v[1], v[2] = v[2], v[1]").done["mutates"] == ["v"]
    assert session.run("print(v[1], v[2])").text == "TEXT 2 TEXT 1\n"
    session.stop()


@pytest.mark.parametrize("kept", [True, False])
def test_copy_on_write_frames_stay_apart(monitor: Monitor, kept: bool) -> None:
    session = Session(monitor, fresh=not kept)
    session.run("import pandas as pd\ndf = pd.DataFrame({'x': range(10000)})\nshallow = df.copy(deep=False)")
    session.run("col = df['x']")
    session.run("df.loc[0, 'x'] = 5")
    assert session.run("print(df.x[0], shallow.x[0], col[0])").text == "5 0 0\n"
    session.stop()


def test_shared_nonlocal(spread: Session) -> None:
    spread.run(
        "def make():\n    n = 0\n    def inc():\n        nonlocal n\n        n += 1\n    def get(): return n\n"
        "    return inc, get\ninc, get = make()"
    )
    assert sorted(spread.run("inc()").done["mutates"]) == ["get", "inc"]
    assert spread.run("get()").value == "1"


def test_mutable_default(spread: Session) -> None:
    spread.run("def add(x, seen=[]):\n    seen.append(x)\n    return seen")
    assert spread.run("add(1)").done["mutates"] == ["add"]
    assert spread.run("add(2)").value == "[1, 2]"


def test_class_attribute_and_instances(spread: Session) -> None:
    spread.run("class C:\n    count = 0\n    def __init__(self): type(self).count += 1")
    first = spread.run("c = C()")
    assert (first.done["writes"], first.done["mutates"]) == (["c"], ["C"])
    assert spread.run("d = C()\nprint(C.count, isinstance(c, C), type(c) is type(d))").text == "2 True True\n"


def test_global_counter(spread: Session) -> None:
    spread.run("n = 0\ndef count():\n    global n\n    n += 1")
    assert spread.run("count()", load=["count"]).done["writes"] == ["n"]
    assert spread.run("n").value == "1"


def test_delete(spread: Session) -> None:
    spread.run("a = 1; b = 2")
    result = spread.run("del a", load=[])
    assert result.done["deletes"] == ["a"]
    assert spread.run("a", load=[]).done["error"]["ename"] == "NameError"


def test_rebinding_one_alias(spread: Session) -> None:
    spread.run("a = [1]; b = a")
    assert spread.run("b = [0]\na.append(2)").done["mutates"] == ["a"]
    assert spread.run("print(a, b)").text == "[1, 2] [0]\n"


def test_iterator_moves_on(spread: Session) -> None:
    spread.run("it = iter([1, 2, 3])")
    assert spread.run("next(it)").done["mutates"] == ["it"]
    assert spread.run("next(it)").value == "2"


def test_wipe_leaves_nothing_behind(session: Session) -> None:
    session.run("secret = 1")
    assert session.run("'secret' in globals()", load=[], visible={}).value == "False"


def test_failed_cell_leaves_no_mutation(session: Session) -> None:
    session.run("a = [1]")
    assert session.run("a.append(2)\n1 / 0").status == "error"
    assert session.run("a").value == "[1]"


def test_fingerprint_ignores_comments_but_not_code(session: Session) -> None:
    def mark(source: str) -> str:
        return str(session.run(source).group("f")["fingerprint"])

    one = mark("def f(x):\n    return x + 1")
    assert mark("# a comment\n\ndef f(x):\n    # inside\n    return x + 1") == one
    assert mark("def f(x):\n    return x + 2") != one


def test_fingerprint_follows_references(session: Session) -> None:
    session.run("a = [1]")
    session.run("b = a")
    one = session.groups[session.scope["b"][0]][0]["variables"]["b"]["fingerprint"]
    session.run("a.append(3)")
    assert session.groups[session.scope["b"][0]][0]["variables"]["b"]["fingerprint"] != one


def test_columns_lie_where_they_are_said_to(session: Session) -> None:
    result = session.run(
        "import pandas as pd, numpy as np\ndf = pd.DataFrame({'i': np.arange(9000), 'f': np.arange(9000) * .5, 's': ['a'] * 9000})"
    )
    group = result.group("df")
    columns = {c["name"]: c for c in group["variables"]["df"]["columns"]}
    assert columns["s"]["arrow"] is None
    with open(group["segment"]["path"], "rb") as file:
        file.seek(columns["i"]["offset"] + 8 * 4321)
        assert int.from_bytes(file.read(8), "little") == 4321


# -- ambient state, files, processes -----------------------------------------------------------------------------------

AMBIENT = {
    "@random": ("import random\nrandom.seed(3)", "import random\nprint(random.random())", "0.23796462709189137\n"),
    "@numpy.random": ("import numpy as np\nnp.random.seed(0)", "import numpy as np\nprint(np.random.rand())", "0.5488135039273248\n"),
    "@cwd": ("import os\nos.makedirs('deep', exist_ok=True)\n%cd -q deep", "import os\nprint(os.path.basename(os.getcwd()))", "deep\n"),
    "@env": ("import os\nos.environ['FRESHET_T'] = 'v'", "import os\nprint(os.environ.get('FRESHET_T'))", "v\n"),
    "@sys.path": ("import sys\nsys.path.append('/nowhere')", "import sys\nprint(sys.path[-1])", "/nowhere\n"),
    "@warnings": ("import warnings\nwarnings.simplefilter('error')", "import warnings\ntry: warnings.warn('x')\nexcept UserWarning: print('raised')", "raised\n"),
    "@rcParams": ("import matplotlib.pyplot as plt\nplt.rcParams['lines.linewidth'] = 7", "import matplotlib\nprint(matplotlib.rcParams['lines.linewidth'])", "7.0\n"),
    "@pandas.options": ("import pandas as pd\npd.set_option('display.max_rows', 5)", "import pandas as pd\nprint(pd.get_option('display.max_rows'))", "5\n"),
    "@numpy.printoptions": ("import numpy as np\nnp.set_printoptions(precision=2)", "import numpy as np\nprint(np.array([1/3]))", "[0.33]\n"),
    "@numpy.errstate": ("import numpy as np\nnp.seterr(divide='raise')", "import numpy as np\nprint(np.geterr()['divide'])", "raise\n"),
    "@decimal": ("import decimal\ndecimal.getcontext().prec = 5", "import decimal\nprint(decimal.Decimal(1) / 3)", "0.33333\n"),
    "@logging": ("import logging\nlogging.getLogger().setLevel(10)", "import logging\nprint(logging.getLogger().level)", "10\n"),
    "@recursionlimit": ("import sys\nsys.setrecursionlimit(4000)", "import sys\nprint(sys.getrecursionlimit())", "4000\n"),
    "@ipython.config": ("%config InteractiveShell.ast_node_interactivity = 'all'", "print(get_ipython().ast_node_interactivity)", "all\n"),
    "@magics": ("from IPython.core.magic import register_line_magic\n@register_line_magic\ndef twice(line): print(line * 2)", "%twice ab", "abab\n"),
    "@numpy.freshet": ("import numpy as np\nnp.freshet = 5", "import numpy as np\nprint(getattr(np, 'freshet', None))", "5\n"),
}  # fmt: skip


@pytest.mark.parametrize("item", AMBIENT)
def test_ambient_state_travels_and_goes_away(monitor: Monitor, item: str) -> None:
    change, look, seen = AMBIENT[item]
    session = Session(monitor, fresh=True)
    first = session.run(change)
    assert item in [change["name"] for change in first.done["ambient"]], first.done["error"]
    looked = session.run(look)
    assert looked.text == seen
    worker = session.worker
    # Without the item, the same worker is pristine again.
    session.ambient.clear()
    again = session.run(look, worker=worker)
    assert again.text != seen
    session.stop()


QUIET = [
    "x = 1",
    "import numpy as np\nnp.arange(3)",
    "import pandas as pd\npd.DataFrame({'a': [1]})",
    "import json, decimal",
    "print('x')",
    "1 / 3",
]


@pytest.mark.parametrize("source", QUIET)
def test_ordinary_cells_change_nothing_else(session: Session, source: str) -> None:
    done = session.run(source).done
    for key in ("ambient", "ambientReads", "files", "external", "process", "modules"):
        assert not done[key], (key, done[key])


def test_imports_of_what_was_not_preloaded_are_no_change() -> None:
    with Monitor() as bare:
        session = Session(bare)
        done = session.run("import numpy as np, pandas as pd\nimport matplotlib.pyplot as plt").done
        assert [item["name"] for item in done["ambient"]] == []
        assert done["files"] == []
        session.stop()


def test_files(session: Session) -> None:
    done = session.run("open('new.txt', 'w').write('abc')\nopen('new.txt').read()").done
    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert done["files"] == [{"path": "new.txt", "mode": "write", "digest": digest}]
    done = session.run("import os\nopen('new.txt').read(); os.path.exists('none.txt'); os.listdir('.')").done
    modes = {(f["path"], f["mode"]): f["digest"] for f in done["files"]}
    assert modes["new.txt", "read"] == digest
    assert modes["none.txt", "exists"] == "absent"
    assert (".", "list") in modes
    assert done["ambientReads"] == ["@cwd"]


def test_gate_holds_back_effects_until_earlier_cells_are_final(session: Session) -> None:
    result = session.run("open('gated.txt', 'w').write('x')\nimport os\nos.system('true')", final=False)
    assert result.gates == ["open gated.txt"]
    assert result.done["external"] == ["subprocess"]
    assert session.run("print(open('gated.txt').read())", final=False).gates == []


def test_modules_beside_the_notebook(monitor: Monitor, spread: Session) -> None:
    with open(os.path.join(monitor.cwd, "beside.py"), "w") as file:
        file.write("count = 0\ndef bump():\n    global count\n    count += 1\n    return count\n")
    first = spread.run("import beside")
    assert list(first.done["modules"]) == ["beside"]
    assert first.done["files"] == []
    second = spread.run("beside.bump()")
    assert list(second.done["modules"]) == ["beside"]
    assert second.done["process"] == ["globals of module beside changed"]


def test_a_watched_value_that_ends_beside_a_module_of_the_users(monitor: Monitor, spread: Session) -> None:
    with open(os.path.join(monitor.cwd, "beside_too.py"), "w") as file:
        file.write("")
    spread.run("import weakref\nclass A: pass\na = A(); w = weakref.ref(a)")
    result = spread.run("import beside_too\na = 1\nprint(w())")
    assert result.text == "None\n", result.done["error"]


def test_module_changed_by_the_cell_that_imports_it(monitor: Monitor, spread: Session) -> None:
    with open(os.path.join(monitor.cwd, "fresh_beside.py"), "w") as file:
        file.write("count = 0\ndef bump():\n    global count\n    count += 1\n")
    assert spread.run("import fresh_beside\nfresh_beside.count").done["process"] == []
    first = spread.run("import fresh_beside\nfresh_beside.bump()")
    assert first.done["process"] == ["globals of module fresh_beside changed"]
    assert spread.run("fresh_beside.count").value == "1"


def test_traceback_of_an_import_shows_no_frames_of_the_runtime(monitor: Monitor, spread: Session) -> None:
    with open(os.path.join(monitor.cwd, "broken_beside.py"), "w") as file:
        file.write("1 / 0\n")
    shown = ANSI.sub("", "\n".join(spread.run("import broken_beside").done["error"]["traceback"]))
    assert "broken_beside.py" in shown
    assert "freshet" not in shown.replace("freshet-test", "")
    assert "importlib" not in shown


def test_what_outlives_its_cell(session: Session) -> None:
    result = session.run(
        "import threading, time\nt = threading.Thread(target=time.sleep, args=(30,), daemon=True, name='late')\nt.start()"
    )
    assert result.done["process"] == ["thread late keeps running"]
    result = session.run("import subprocess\np = subprocess.Popen(['sleep', '30'])")
    assert any(entry.startswith("process ") for entry in result.done["process"])


def test_full_disk_is_an_error_of_the_cell(monitor: Monitor, session: Session) -> None:
    os.chmod(monitor.segments, 0o500)
    moved = monitor.segments + ".away"
    os.rename(monitor.segments, moved)
    os.rename(monitor.overflow, monitor.overflow + ".away")
    try:
        result = session.run("kept = [1]\nbig = b'x' * 100_000")
        assert result.done["error"]["ename"] == "NotWritten"
        assert result.done["groups"] == []
    finally:
        os.rename(moved, monitor.segments)
        os.rename(monitor.overflow + ".away", monitor.overflow)
        os.chmod(monitor.segments, 0o700)
    assert session.run("big = b'x' * 100_000").status == "ok"


def test_library_found_by_what_a_cell_did_to_the_path(monitor: Monitor, spread: Session) -> None:
    os.makedirs(os.path.join(monitor.cwd, "lib"), exist_ok=True)
    with open(os.path.join(monitor.cwd, "lib", "aside.py"), "w") as file:
        file.write("class A:\n    n = 4\n")
    spread.run("import sys\nsys.path.insert(0, 'lib')")
    spread.run("import aside\na = aside.A()")
    assert spread.run("a.n").value == "4"


def test_a_question_can_be_interrupted_and_withdrawn(monitor: Monitor) -> None:
    worker = monitor.fork()
    header = {"type": "execute", "run": "r1", "source": "x", "executionCount": 1, "final": True, "visible": {"x": None}}
    worker.send(header)
    assert worker.receive()[0]["type"] == "need"
    worker.signal(signal.SIGINT)
    messages = [worker.receive()[0]]
    while messages[-1]["type"] != "done":
        messages.append(worker.receive()[0])
    assert messages[-1]["status"] == "interrupted"
    worker.send({**header, "run": "r2"})
    need = worker.receive()[0]
    worker.send({"type": "value", "request": need["request"], "status": "aborted", "binding": None, "groups": []})
    messages = [worker.receive()[0]]
    while messages[-1]["type"] != "done":
        messages.append(worker.receive()[0])
    assert messages[-1]["status"] == "error"
    worker.send({"type": "stop"})
    assert monitor.answer()["code"] == 0


def test_functions_work_beside_residents(session: Session) -> None:
    session.run("k = 3\ndef f(): return k\ng = (f() for _ in range(3))")
    assert session.run("next(g), f()", load=["g", "f"]).value == "(3, 3)"


# (cells; impure in the last one)
IMPURE = {
    "time": (["import time\nt = time.time()"], ["clock"]),
    "imported clock": (["from time import perf_counter as p\np()"], ["clock"]),
    "datetime": (["import datetime as dt\ndt.datetime.now()"], ["clock"]),
    "class of another cell": (["from datetime import date", "date.today()"], ["clock"]),
    "function of another cell": (["import time\ndef took():\n    return time.monotonic()", "took()"], ["clock"]),
    "timing magic": (["%time 1"], ["clock"]),
    "sleeping is no reading": (["import time\ntime.sleep(0)"], []),
    "a name like a clock": (["now = 3\ntime = now\ntime + now"], []),
    "uuid4": (["import uuid\nuuid.uuid4()"], ["randomness"]),
    "secrets": (["import secrets\nsecrets.token_hex(4)"], ["randomness"]),
    "system random": (["import random\nrandom.SystemRandom().random()"], ["randomness"]),
    "seeded": (["import random\nrandom.seed(1)\nrandom.random()"], []),
    "display ids": (["display('x', display_id=True)"], []),
    "temporary names": (["import tempfile\ntempfile.TemporaryDirectory().cleanup()"], []),
}


@pytest.mark.parametrize("kind", IMPURE)
def test_says_what_differs_from_run_to_run(session: Session, kind: str) -> None:
    cells, impure = IMPURE[kind]
    results = [session.run(cell) for cell in cells]
    assert [r.status for r in results] == ["ok"] * len(cells)
    assert results[-1].done["impure"] == impure


def test_an_answer_of_the_user_is_an_external_effect(session: Session) -> None:
    assert session.run("input('how many? ')").done["external"] == ["input"]


# Cells that find an event loop running, as in Jupyter: (cells, what the last one prints)
ASYNC = {
    "a task awaited in the next cell": (
        [
            "import asyncio\nasync def f():\n    await asyncio.sleep(0.01)\n    return 'done'\nt = asyncio.create_task(f())",
            "1",
            "print(await t)",
        ],
        "done\n",
    ),
    "the loop runs": (["import asyncio\nprint(asyncio.get_event_loop().is_running())"], "True\n"),
    "a thread wakes the loop": (["import asyncio\nprint(await asyncio.to_thread(lambda: 42))"], "42\n"),
    "no second loop": (
        ["import asyncio\nc = asyncio.sleep(0)\ntry: asyncio.run(c)\nexcept RuntimeError: print('refused')\nc.close()"],
        "refused\n",
    ),
    # A cell that awaits is a task: what it sets in its context (numpy's print options are there) ends with it.
    "options set while awaiting": (
        [
            "import numpy as np, asyncio\nawait asyncio.sleep(0)\nnp.set_printoptions(precision=2)",
            "print(np.array([1/3]))",
        ],
        "[0.33333333]\n",
    ),
    "results by number": (["5", "7", "print(Out[1], _2, __, sorted(Out))"], "5 7 5 [1, 2]\n"),
}


@pytest.mark.parametrize("kind", ASYNC)
def test_event_loop_and_results(session: Session, kind: str) -> None:
    cells, text = ASYNC[kind]
    for cell in cells[:-1]:
        assert session.run(cell).status == "ok"
    load = ["_1", "_2", "__"] if "Out" in cells[-1] else None
    if load:
        session.scope["__"] = session.scope["_1"]
    result = session.run(cells[-1], load=load)
    assert result.text == text, result.done["error"]


def test_earlier_inputs_are_given_on_request(session: Session) -> None:
    result = session.run("print(In[1], repr(_i), _ii, len(In))", inputs=["a = 1", "b = 2"], executionCount=3)
    assert result.text == "a = 1 'b = 2' a = 1 4\n"
    assert session.run("%history", inputs=["a = 1", "b = 2"], executionCount=3).text.startswith("a = 1\nb = 2\n")


def test_an_await_is_interrupted(session: Session) -> None:
    result = session.run("import asyncio\nprint('go')\nawait asyncio.sleep(60)", interrupt_on="go")
    assert result.status == "interrupted"
    assert session.run("2").value == "2"


def test_instances_that_a_library_keeps_for_itself_do_not_give_others_their_numbers(spread: Session) -> None:
    """sympy hands out what it made before for an equal class: decoded again, it is of the class of the time before."""
    pytest.importorskip("sympy")
    spread.run("import sympy as sp\nfrom sympy.abc import x, y")
    assert spread.run("f = sp.Function('f'); e = f(x); eq = sp.Eq(e.diff(x, 2) + e, 0)").status == "ok"
    spread.run("M = sp.Matrix([[1, x], [y, 2]]); N = M")
    spread.run("M[0, 0] = 9; N")
    assert spread.run("sp.lambdify([x, y], M.det())(1, 2)").value == "16"
