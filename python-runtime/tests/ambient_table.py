"""State that lives in no variable: (cell that changes it, cell that shows it).

Each is run as plain IPython runs it, in one process, and with every cell in a process of its own.
"""

from __future__ import annotations

STATES: dict[str, tuple[str, ...]] = {
    # -- random generators
    "random": ("import random\nrandom.seed(3); random.random()", "import random\nrandom.random(), random.gauss(0, 1)"),
    "random gauss": ("import random\nrandom.seed(3); random.gauss(0, 1)", "import random\nrandom.gauss(0, 1)"),
    "numpy.random": (
        "import numpy as np\nnp.random.seed(0); np.random.randn()",
        "import numpy as np\nnp.random.randn(), np.random.rand()",
    ),
    "numpy generator": (
        "import numpy as np\nrng = np.random.default_rng(1); rng.random()",
        "rng.random(), rng.normal()",
    ),
    "numpy RandomState": ("import numpy as np\nrng = np.random.RandomState(1); rng.rand()", "rng.rand(), rng.randn()"),
    "numpy bit generator exchanged": (
        "import numpy as np\nnp.random.set_bit_generator(np.random.PCG64(5))",
        "import numpy as np\nnp.random.rand()",
    ),
    "random instance": ("import random\nr = random.Random(3); r.random()", "r.random()"),
    "scipy rvs": ("import numpy as np\nnp.random.seed(4)", "import scipy.stats\nfloat(scipy.stats.norm.rvs())"),
    "pandas sample": (
        "import numpy as np\nnp.random.seed(4)",
        "import pandas as pd\npd.Series(range(100)).sample(3).tolist()",
    ),
    # -- the process
    "cwd": (
        "import os\nos.makedirs('deep', exist_ok=True)\nos.chdir('deep')",
        "import os\nos.path.basename(os.getcwd())",
    ),
    "cwd by magic": (
        "import os\nos.makedirs('deep', exist_ok=True)\n%cd -q deep",
        "import os\nos.path.basename(os.getcwd())",
    ),
    "cwd back by magic": (
        "import os\nos.makedirs('deep', exist_ok=True)\n%cd -q deep",
        "%cd -q -\nimport os\nos.path.basename(os.getcwd()) == 'deep'",
    ),
    "env": (
        "import os\nos.environ['FRESHET_T'] = 'v'",
        "import os\nos.environ.get('FRESHET_T'), os.getenv('FRESHET_T')",
    ),
    "env by magic": ("%env FRESHET_T=v", "!echo $FRESHET_T"),
    "env removed": ("import os\ndel os.environ['HOME']", "import os\n'HOME' in os.environ"),
    "env of subprocess": (
        "import os\nos.environ['FRESHET_T'] = 'w'",
        "import subprocess\nsubprocess.run('echo $FRESHET_T', shell=True, capture_output=True).stdout",
    ),
    "umask": ("import os\nos.umask(0o077);", "import os\nold = os.umask(0); os.umask(old); oct(old)"),
    "sys.path": ("import sys\nsys.path.append('/nowhere')", "import sys\nsys.path[-1]"),
    "sys.path replaced": ("import sys\nsys.path = ['/nowhere', *sys.path]", "import sys\nsys.path[0]"),
    "sys.argv": ("import sys\nsys.argv = ['prog', '-x']", "import sys\nsys.argv"),
    "sys.modules": (
        "import sys, types\nsys.modules['made_up'] = types.ModuleType('made_up'); sys.modules['made_up'].x = 5",
        "import made_up\nmade_up.x",
    ),
    "sys.modules blocked": (
        "import sys\nsys.modules['xml.dom'] = None",
        "try:\n    import xml.dom\nexcept ImportError: print('blocked')",
    ),
    "sys.meta_path": (
        "import sys, types\nfrom importlib.machinery import ModuleSpec\nclass Finder:\n    def find_spec(self, name, path=None, target=None):\n        return ModuleSpec(name, self) if name == 'conjured' else None\n    def create_module(self, spec): return None\n    def exec_module(self, module): module.x = 7\nsys.meta_path.append(Finder())",
        "import conjured\nconjured.x",
    ),
    "recursion limit": ("import sys\nsys.setrecursionlimit(4000)", "import sys\nsys.getrecursionlimit()"),
    "int digits": (
        "import sys\nsys.set_int_max_str_digits(0) if hasattr(sys, 'set_int_max_str_digits') else None",
        "len(str(10**6000)) if hasattr(__import__('sys'), 'set_int_max_str_digits') else 6001",
    ),
    "switch interval": ("import sys\nsys.setswitchinterval(0.5)", "import sys\nsys.getswitchinterval()"),
    "excepthook": (
        "import sys\ndef mine(*a): pass\nsys.excepthook = mine",
        "import sys\nsys.excepthook is mine, sys.excepthook.__name__",
    ),
    "stdout replaced": (
        "import sys\nclass Loud:\n    def __init__(self, to): self.to = to\n    def write(self, text): return self.to.write(text.upper())\n    def flush(self): pass\nsys.stdout = Loud(sys.stdout)",
        "print('quiet')",
    ),
    "stdout to a buffer": (
        "import sys, io\nbuffer = io.StringIO(); kept = sys.stdout; sys.stdout = buffer\nprint('one')",
        "print('two')\nsys.stdout = kept\nprint(repr(buffer.getvalue()))",
    ),
    "signal handler": (
        "import signal\ndef ring(*a): print('ring')\nsignal.signal(signal.SIGUSR1, ring);",
        "import signal, os\nos.kill(os.getpid(), signal.SIGUSR1)\nimport time; time.sleep(.01)",
    ),
    "gc": ("import gc\ngc.disable(); gc.set_threshold(123)", "import gc\ngc.isenabled(), gc.get_threshold()[0]"),
    "builtins": ("import builtins\nbuiltins.shout = lambda x: x.upper()", "shout('a')"),
    "builtins print": (
        "import builtins\nold_print = print\ndef loud(*a, **k): old_print('>', *a, **k)\nbuiltins.print = loud",
        "print('a')",
    ),
    "socket timeout": ("import socket\nsocket.setdefaulttimeout(7)", "import socket\nsocket.getdefaulttimeout()"),
    "csv": (
        "import csv\ncsv.field_size_limit(999); csv.register_dialect('bar', delimiter='|')",
        "import csv, io\ncsv.field_size_limit(), list(csv.reader(io.StringIO('a|b'), 'bar'))",
    ),
    "codecs": (
        "import codecs\ndef find(name):\n    return codecs.lookup('rot13') if name == 'shifted' else None\ncodecs.register(find)",
        "import codecs\ncodecs.encode('abc', 'shifted')",
    ),
    "mimetypes": (
        "import mimetypes\nmimetypes.add_type('x/y', '.zzz')",
        "import mimetypes\nmimetypes.guess_type('a.zzz')",
    ),
    "copyreg": (
        "import copyreg, copy\nclass P:\n    x = 0\ndef red(p): return (P, ())\ncopyreg.pickle(P, red)",
        "import copyreg\ncopyreg.dispatch_table[P] is red",
    ),
    "abc registration": (
        "import collections.abc\nclass Mine: pass\ncollections.abc.Sequence.register(Mine)",
        "import collections.abc\nisinstance(Mine(), collections.abc.Sequence)",
    ),
    "singledispatch of a library": (
        "import pprint, pkgutil, functools\n@functools.singledispatch\ndef show(x): return 'any'\n@show.register\ndef _(x: int): return 'int'",
        "show(1), show('a')",
    ),
    "locale": (
        "import locale\nlocale.setlocale(locale.LC_ALL, 'C.UTF-8');",
        "import locale\nlocale.setlocale(locale.LC_NUMERIC)",
    ),
    "timezone": (
        "import os, time\nos.environ['TZ'] = 'Asia/Tokyo'; time.tzset()",
        "import time\ntime.strftime('%H:%M', time.localtime(0))",
    ),
    "decimal": ("import decimal\ndecimal.getcontext().prec = 5", "import decimal\ndecimal.Decimal(1) / 3"),
    "decimal traps": (
        "import decimal\ndecimal.getcontext().traps[decimal.Inexact] = True",
        "import decimal\ntry: decimal.Decimal(1) / 3\nexcept decimal.Inexact: print('inexact')",
    ),
    "default encoding of json": (
        "import json\njson.JSONEncoder.default = lambda self, o: 'odd'",
        "import json\njson.dumps({'a': object()})",
    ),
    "fractions patched by setattr": ("import math\nsetattr(math, 'tau2', 12.5)", "import math\nmath.tau2"),
    "patched in a function": (
        "import math\ndef patch(): math.twice = lambda x: 2 * x\npatch()",
        "import math\nmath.twice(4)",
    ),
    "patched through vars": ("import math\nvars(math)['thrice'] = 3", "import math\nmath.thrice"),
    "patched deeper": ("import os\nos.path.joined = lambda *p: '/'.join(p)", "import os\nos.path.joined('a', 'b')"),
    "attribute deleted": ("import math\ndel math.tau", "import math\nhasattr(math, 'tau')"),
    "class of a library": (
        "import pandas as pd\npd.DataFrame.shape2 = property(lambda self: self.shape * 2)",
        "import pandas as pd\npd.DataFrame({'a': [1]}).shape2",
    ),
    "class of the standard library": (
        "import pathlib\npathlib.Path.loud = lambda self: str(self).upper()",
        "from pathlib import Path\nPath('a').loud()",
    ),
    "cache of a library function": (
        "import functools, math\ncached = functools.lru_cache(math.factorial); cached(5)",
        "cached(5)",
    ),
    "atexit": ("import atexit\natexit.register(lambda: None);", "1 + 1"),
    "resource limit": (
        "import resource\nresource.setrlimit(resource.RLIMIT_CORE, (0, 0))",
        "import resource\nresource.getrlimit(resource.RLIMIT_CORE)",
    ),
    "thread stack size": (
        "import threading\nthreading.stack_size(1 << 20);",
        "import threading\nthreading.stack_size()",
    ),
    "a method of a library given back": (
        "import pandas as pd\norig = pd.DataFrame.head\ndef head(self, n=1): return orig(self, n)\npd.DataFrame.head = head",
        "pd.DataFrame.head = orig",
        "len(pd.DataFrame({'a': [1, 2, 3]}).head())",
    ),
    "thread local": ("import threading\nlocal = threading.local(); local.x = 4", "local.x"),
    "context variable": (
        "import contextvars\nvar = contextvars.ContextVar('var', default=0); var.set(5);",
        "var.get()",
    ),
    "nest_asyncio like": ("import asyncio\nasyncio.made_up = 3", "import asyncio\nasyncio.made_up"),
    # -- warnings and logging
    "warnings filter": (
        "import warnings\nwarnings.simplefilter('error')",
        "import warnings\ntry: warnings.warn('x')\nexcept UserWarning: print('raised')",
    ),
    "warnings ignored": ("import warnings\nwarnings.filterwarnings('ignore')", "import warnings\nwarnings.warn('x')"),
    "warnings format": (
        "import warnings\nwarnings.formatwarning = lambda m, *a, **k: f'W: {m}\\n'",
        "import warnings\nwarnings.warn('x')",
    ),
    "warnings show": (
        "import warnings\ndef show(m, *a, **k): print('shown', m)\nwarnings.showwarning = show",
        "import warnings\nwarnings.warn('x')",
    ),
    "warned once per place": ("import warnings\ndef odd(): warnings.warn('strange')\nodd()", "odd()"),
    "warned once": (
        "import warnings\nwarnings.simplefilter('once')\nwarnings.warn('o')",
        "import warnings\n1\n2\nwarnings.warn('o')",
    ),
    "logging level": ("import logging\nlogging.getLogger().setLevel(10)", "import logging\nlogging.getLogger().level"),
    "logging basicConfig": (
        "import logging, sys\nlogging.basicConfig(format='%(levelname)s|%(message)s', level=logging.INFO, stream=sys.stdout)",
        "import logging\nlogging.info('told')",
    ),
    "logging to stderr": (
        "import logging\nlogging.basicConfig(format='%(levelname)s:%(message)s', level=logging.INFO)",
        "import logging\nlogging.getLogger('a.b').info('told')",
    ),
    "named logger": (
        "import logging, sys\nlog = logging.getLogger('mine'); log.setLevel('DEBUG'); h = logging.StreamHandler(sys.stdout); h.setFormatter(logging.Formatter('%(name)s-%(message)s')); log.addHandler(h); log.propagate = False",
        "import logging\nlogging.getLogger('mine').debug('d')\nlog.debug('e')",
    ),
    "log file": (
        "import logging\nf = logging.FileHandler('x.log'); logging.getLogger('to.file').addHandler(f)\nlogging.getLogger('to.file').warning('first')",
        "import logging\nlogging.getLogger('to.file').error('second')\nprint(open('x.log').read())",
    ),
    "log level names": (
        "import logging\nlogging.addLevelName(25, 'NOTICE')",
        "import logging\nlogging.getLevelName(25)",
    ),
    "log disabled": ("import logging\nlogging.disable(logging.CRITICAL)", "import logging\nlogging.error('x')"),
    "own log handler": (
        "import logging\nclass Keep(logging.Handler):\n    def emit(self, record): print('kept', record.getMessage())\nlogging.getLogger('k').addHandler(Keep())",
        "import logging\nlogging.getLogger('k').error('x')",
    ),
    "log filter": (
        "import logging\nclass No(logging.Filter):\n    def filter(self, r): return 'x' not in r.getMessage()\nlogging.getLogger('flt').addFilter(No())",
        "import logging\nlogging.getLogger('flt').error('xx'); logging.getLogger('flt').error('y')",
    ),
    "captured warnings": (
        "import logging, sys\nlogging.basicConfig(stream=sys.stdout, format='%(name)s'); logging.captureWarnings(True)",
        "import warnings\nwarnings.warn('x')",
    ),
    # -- numpy, pandas, matplotlib
    "numpy print options": (
        "import numpy as np\nnp.set_printoptions(precision=2, suppress=True)",
        "import numpy as np\nnp.array([1/3, 1e-9])",
    ),
    "numpy print formatter": (
        "import numpy as np\nnp.set_printoptions(formatter={'float': lambda x: f'<{x:.1f}>'})",
        "import numpy as np\nnp.array([1/3])",
    ),
    "numpy errors": (
        "import numpy as np\nnp.seterr(divide='raise');",
        "import numpy as np\ntry: np.array([1.]) / 0\nexcept FloatingPointError: print('raised')",
    ),
    "numpy error call": (
        "import numpy as np\nnp.seterrcall(lambda kind, flag: print('called', kind)); np.seterr(divide='call');",
        "import numpy as np\nnp.array([1.]) / 0",
    ),
    "numpy buffer size": ("import numpy as np\nnp.setbufsize(16 * 1024);", "import numpy as np\nnp.getbufsize()"),
    "pandas option": (
        "import pandas as pd\npd.set_option('display.max_rows', 4)",
        "import pandas as pd\npd.DataFrame({'a': range(9)})",
    ),
    "pandas options attribute": (
        "import pandas as pd\npd.options.display.precision = 2",
        "import pandas as pd\npd.DataFrame({'a': [1/3]})",
    ),
    "pandas float format": (
        "import pandas as pd\npd.options.display.float_format = '{:,.1f}'.format",
        "import pandas as pd\npd.Series([1234.56])",
    ),
    "pandas accessor": (
        "import pandas as pd\n@pd.api.extensions.register_dataframe_accessor('mine')\nclass Mine:\n    def __init__(self, df): self.df = df\n    def rows(self): return len(self.df)",
        "import pandas as pd\npd.DataFrame({'a': [1, 2]}).mine.rows()",
    ),
    "pandas series accessor": (
        "import pandas as pd\n@pd.api.extensions.register_series_accessor('sacc')\nclass S:\n    def __init__(self, s): self.s = s\n    def n(self): return len(self.s)",
        "import pandas as pd\npd.Series([1, 2]).sacc.n()",
    ),
    "rcParams": (
        "import matplotlib.pyplot as plt\nplt.rcParams['lines.linewidth'] = 7",
        "import matplotlib\nmatplotlib.rcParams['lines.linewidth']",
    ),
    "style": (
        "import matplotlib.pyplot as plt\nplt.style.use('ggplot')",
        "import matplotlib.pyplot as plt\nplt.rcParams['axes.facecolor'], plt.rcParams['axes.prop_cycle'].by_key()['color'][0]",
    ),
    "xkcd": (
        "import matplotlib.pyplot as plt\nplt.xkcd();",
        "import matplotlib.pyplot as plt\nplt.rcParams['path.sketch']",
    ),
    "colormap": (
        "import matplotlib\nfrom matplotlib.colors import ListedColormap\nmatplotlib.colormaps.register(ListedColormap(['r', 'g'], name='duo'))",
        "import matplotlib.pyplot as plt\nplt.get_cmap('duo').N",
    ),
    "figures kept open": (
        "%config InlineBackend.close_figures = False\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.title('kept');",
        "import matplotlib.pyplot as plt\nplt.gca().get_title(), len(plt.get_fignums())",
    ),
    "figure format": (
        "%config InlineBackend.figure_formats = ['svg']",
        "import matplotlib.pyplot as plt\nplt.plot([1, 2]);",
    ),
    "figure format by function": (
        "import matplotlib_inline.backend_inline as bi\nbi.set_matplotlib_formats('svg')",
        "import matplotlib.pyplot as plt\nplt.plot([1, 2]);",
    ),
    "interactive off": (
        "import matplotlib.pyplot as plt\nplt.ioff();",
        "import matplotlib.pyplot as plt\nplt.isinteractive()",
    ),
    "units": (
        "import matplotlib.units as mu\nclass U: pass\nclass C(mu.ConversionInterface):\n    @staticmethod\n    def convert(v, u, a): return 0\nmu.registry[U] = C()",
        "import matplotlib.units as mu\ntype(mu.registry[U]).__name__",
    ),
    # -- scientific libraries
    "sklearn config": (
        "import sklearn\nsklearn.set_config(display='text', transform_output='pandas')",
        "import sklearn\nsklearn.get_config()['display'], sklearn.get_config()['transform_output']",
    ),
    "sympy printing": ("import sympy\nsympy.init_printing(use_latex='mathjax')", "import sympy\nsympy.Symbol('x')**2"),
    "sympy printing of plain text": (
        "import sympy\nsympy.init_printing(use_unicode=False, pretty_print=True, use_latex=False)",
        "import sympy\nprint(1)\nsympy.sqrt(sympy.Symbol('x'))",
    ),
    "polars config": (
        "import polars as pl\npl.Config.set_tbl_rows(3);",
        "import polars as pl\npl.DataFrame({'a': range(9)})",
    ),
    "seaborn theme": (
        "import seaborn as sns\nsns.set_theme(style='dark', palette='pastel')",
        "import matplotlib.pyplot as plt\nplt.rcParams['axes.facecolor'], [str(c) for c in plt.rcParams['axes.prop_cycle'].by_key()['color']][0]",
    ),
    "seaborn palette": (
        "import seaborn as sns\nsns.set_palette('Set2', 3)",
        "import seaborn as sns\nlen(sns.color_palette())",
    ),
    "tqdm attributes": (
        "from tqdm import tqdm\ntqdm.pandas(desc='x')",
        "import pandas as pd\nhasattr(pd.Series, 'progress_apply')",
    ),
    "tqdm attributes, set by a cell that imports": (
        "import wave\nfrom tqdm import tqdm\ntqdm.pandas(disable=True)",
        "import pandas as pd\npd.Series([1, 2]).progress_map(lambda v: v + 1).tolist()",
    ),
    # -- IPython
    "config": ("%config InteractiveShell.ast_node_interactivity = 'all'", "1\n2"),
    "config by attribute": (
        "from IPython.core.interactiveshell import InteractiveShell\nInteractiveShell.ast_node_interactivity = 'all'",
        "1\n2",
    ),
    "config of the shell": ("get_ipython().ast_node_interactivity = 'none'", "1\n2"),
    "precision": ("%precision 2", "1/3"),
    "pprint": ("%pprint", "print(get_ipython().display_formatter.formatters['text/plain'].pprint)"),
    "xmode": ("%xmode Minimal", "print(get_ipython().InteractiveTB.mode)"),
    "automagic": ("%automagic 0", "print(get_ipython().automagic)"),
    "line magic": (
        "from IPython.core.magic import register_line_magic\n@register_line_magic\ndef twice(line): return line * 2",
        "%twice ab",
    ),
    "cell magic": (
        "from IPython.core.magic import register_cell_magic\n@register_cell_magic\ndef upper(line, cell): print(cell.upper())",
        "%%upper\nabc",
    ),
    "magics class": (
        "from IPython.core.magic import Magics, magics_class, line_magic\n@magics_class\nclass Mine(Magics):\n    @line_magic\n    def hello(self, line): print('hello', line)\nget_ipython().register_magics(Mine)",
        "%hello you",
    ),
    "magics class with state": (
        "from IPython.core.magic import Magics, magics_class, line_magic\n@magics_class\nclass Count(Magics):\n    n = 0\n    @line_magic\n    def count(self, line):\n        self.n += 1\n        print(self.n)\nget_ipython().register_magics(Count)\n%count",
        "%count",
    ),
    "alias": ("%alias greet echo hello %s", "%greet you"),
    "macro": ("get_ipython().define_macro('again', 'print(41 + 1)')", "again"),
    "extension": (
        "%load_ext autoreload\n%autoreload 2",
        "%autoreload 1\nprint('autoreload' in get_ipython().magics_manager.magics['line'])",
    ),
    "own extension": (
        "%%writefile ownext.py\ndef load_ipython_extension(ip):\n    ip.register_magic_function(lambda line: print('ext', line), 'line', 'extmagic')",
        "%load_ext ownext\n%extmagic x",
    ),
    "formatter": (
        "class T: pass\nget_ipython().display_formatter.formatters['text/html'].for_type(T, lambda t: '<b>T</b>');",
        "T()",
    ),
    "formatter by name": (
        "get_ipython().display_formatter.formatters['text/plain'].for_type_by_name('fractions', 'Fraction', lambda f, p, c: p.text('frac'));",
        "from fractions import Fraction\nFraction(1, 2)",
    ),
    "formatter for float": (
        "get_ipython().display_formatter.formatters['text/plain'].for_type(float, lambda n, p, cycle: p.text(f'{n:.3f}'));",
        "1/3",
    ),
    "formatter with closure": (
        "def make(mark):\n    seen = []\n    def show(t):\n        seen.append(1)\n        return f'<b>{mark}{len(seen)}</b>'\n    return show\nclass T: pass\nget_ipython().display_formatter.formatters['text/html'].for_type(T, make('!'));",
        "T()",
    ),
    "event": (
        "def after(result): print('after')\nget_ipython().events.register('post_run_cell', after)",
        "print('cell')",
    ),
    "event with state": (
        "class Timer:\n    n = 0\n    def stop(self, result):\n        self.n += 1\nt = Timer()\nget_ipython().events.register('post_run_cell', t.stop)",
        "t.n",
    ),
    "input transformer": (
        "def shout(lines): return [l.replace('quiet', 'LOUD') for l in lines]\nget_ipython().input_transformers_cleanup.append(shout)",
        "print('quiet')",
    ),
    "ast transformer": (
        "import ast\nclass Inc(ast.NodeTransformer):\n    def visit_Constant(self, node):\n        return ast.Constant(node.value + 1) if type(node.value) is int else node\nget_ipython().ast_transformers.append(Inc())",
        "print(1)",
    ),
    "custom exception handler": (
        "def handle(shell, etype, value, tb, tb_offset=None): print('handled', value)\nget_ipython().set_custom_exc((ZeroDivisionError,), handle)",
        "1/0",
    ),
    "shell attribute": ("get_ipython().freshet_mark = 5", "get_ipython().freshet_mark"),
    "display id": ("from IPython.display import display\nh = display('one', display_id='x')", "h.update('two')"),
    "directory stack": (
        "import os; os.makedirs('a', exist_ok=True)\nfirst = os.getcwd()\n%cd -q a\n%pushd -q .\nNone",
        "import os\nhere = os.getcwd()\n%cd -q -\nos.getcwd() == here, os.path.basename(here), len(get_ipython().dir_stack)",
    ),
}
