"""What stays in the process that made it (docs/values.md), with the reason that is given."""

from .kind import kind

KINDS = [
    kind("generator", "v = (i for i in range(3)); next(v)", stays="generator"),
    kind("generator inside a list", "v = [1, (i for i in range(3))]", stays="generator"),
    kind("coroutine", "async def f(): pass\nv = f()", stays="coroutine", names="v f"),
    kind("async generator", "async def f():\n    yield 1\nv = f()", stays="async_generator", names="v f"),
    kind("lock", "import threading\nv = threading.Lock()", stays="lock"),
    kind("condition, event and semaphore", "import threading\nv = [threading.Condition(), threading.Event(), threading.Semaphore(2)]", stays="Lock"),
    kind("thread-local", "import threading\nv = threading.local(); v.x = 1", stays="local"),
    kind("queue", "import queue\nv = queue.Queue(); v.put(1)", stays="lock"),
    kind("socket", "import socket\nv = socket.socket()", stays="socket"),
    kind("database in memory", "import sqlite3\nv = sqlite3.connect(':memory:')", stays="Connection"),
    kind("database cursor", "import sqlite3\nd = sqlite3.connect('cursor.db')\nv = d.execute('select 1')", stays="Cursor", names="v d"),
    kind("thread pool", "from concurrent.futures import ThreadPoolExecutor\nv = ThreadPoolExecutor(1)", stays="ThreadPoolExecutor"),
    kind("process pool", "from concurrent.futures import ProcessPoolExecutor\nv = ProcessPoolExecutor(1)", stays="ProcessPoolExecutor"),
    kind("thread", "import threading\nv = threading.Thread(target=print)", stays="Thread"),
    kind("subprocess", "import subprocess\nv = subprocess.Popen(['true'], stdout=subprocess.PIPE); v.wait()", stays="Popen"),
    kind("pipe", "import os\nr, w = os.pipe()\nv = os.fdopen(r)\nq = os.fdopen(w, 'w')", stays="without a path", names="v q"),
    kind("temporary directory", "import tempfile\nv = tempfile.TemporaryDirectory()", stays="finalizer"),
    kind("temporary file", "import tempfile\nv = tempfile.NamedTemporaryFile()", stays="TemporaryFile"),
    kind("finalizer", "class F:\n    def __del__(self): print('gone')\nv = F()", stays="finalizer", names="v F"),
    kind("finalizer of weakref", "import weakref\nclass F: pass\nv = F()\nw = weakref.finalize(v, print, 'gone')", stays="finalizer", names="v w F"),
    kind("mapped file", "import mmap\nopen('mapped', 'wb').write(b'x' * 10)\nf = open('mapped', 'r+b')\nv = mmap.mmap(f.fileno(), 0)", stays="mmap"),
    kind("event loop", "import asyncio\nv = asyncio.new_event_loop()", stays="EventLoop"),
    kind("directory scan", "import os\nv = os.scandir('.')", stays="ScandirIterator"),
    kind("library in C", "import ctypes\nv = ctypes.CDLL(None)", stays="ctypes"),
    kind("frame of the stack", "import sys\nv = sys._getframe()", stays="frame"),
    kind("traceback", "try: 1 / 0\nexcept ZeroDivisionError as e: v = e.__traceback__", stays="traceback"),
]  # fmt: skip
