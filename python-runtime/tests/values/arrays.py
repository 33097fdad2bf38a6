"""numpy, scipy.sparse and torch."""

from .kind import Kind, kind


def numpy(name: str, make: str, *changes: str, names: str = "v", same: bool = True, stays: str | None = None) -> Kind:
    return kind(name, f"import numpy as np\n{make}", *changes, names=names, needs="numpy", same=same, stays=stays)


def sparse(name: str, make: str, *changes: str) -> Kind:
    code = f"import numpy as np, scipy.sparse as sp\n{make}"
    return kind(f"scipy {name}", code, *changes, needs="numpy scipy")


def torch(name: str, make: str, *changes: str, names: str = "v", same: bool = True) -> Kind:
    return kind(
        f"torch {name}", f"import torch\ntorch.manual_seed(1)\n{make}", *changes, names=names, needs="torch", same=same
    )


KINDS = [
    numpy("plain array", "v = np.arange(100_000)", "v[99_999] = 0", "v.shape = (10, 10_000)"),
    numpy("small array", "v = np.arange(3)", "v[0] = 9", "v.flags.writeable = False"),
    numpy("empty arrays", "v = [np.empty((0,)), np.empty((3, 0), 'i4'), np.zeros((0, 2), order='F')]", "v.pop()"),
    numpy("0-d array", "v = np.array(1.5)", "v[...] = 2"),
    numpy("0-d object array", "v = np.array({'a': 1}, dtype=object)", "v[()]['a'] = 2"),
    *(numpy(f"array of {dtype}", f"v = np.arange(400).astype('{dtype}')", "v[3] = 0")
      for dtype in ("?", "i1", "u2", "i4", "u8", "f2", "f4", "c8", "c16", ">i4", ">f8", "S3", "U5", ">U2")),
    numpy("array of long doubles", "v = np.arange(400).astype('g')", "v[3] = 0", same=False),  # gaps between numbers hold anything
    numpy("read-only array", "v = np.arange(10_000); v.flags.writeable = False", "v.flags.writeable = True"),
    numpy("Fortran array", "v = np.asfortranarray(np.arange(10_000.).reshape(100, 100))", "v[1, 2] = 0"),
    numpy("transposed 3-d array", "v = np.arange(2_400.).reshape(2, 30, 40).transpose(1, 0, 2)", "v[1, 1, 1] = -1"),
    numpy("strided view alone", "v = np.arange(10_000)[::3]", "v[1] = 0"),
    numpy("reversed view alone", "v = np.arange(1_000)[::-1]", "v[1] = 0"),
    numpy("column of a table", "v = np.arange(10_000.).reshape(1000, 10)[:, 3]", "v[1] = 0"),
    numpy("broadcast array", "v = np.broadcast_to(np.arange(3), (1000, 3))"),
    numpy("overlapping windows", "v = np.lib.stride_tricks.sliding_window_view(np.arange(1000), 5)"),
    numpy("structured array", "v = np.zeros(100, dtype=[('a', 'i4'), ('b', 'f8', (2,))])", "v['a'][3] = 1", "v[2]['b'][1] = 5"),
    numpy("aligned structured array with titles", "v = np.zeros(10, dtype=np.dtype([(('Title', 'a'), 'i1'), ('b', 'f8')], align=True))", "v['a'] = 1"),
    numpy("record array", "v = np.rec.fromrecords([(1, 'a'), (2, 'b')], names='x,y')", "v.x[0] = 5", "v[1].y = 'c'"),
    numpy("object array", "v = np.array([[1], 'a', None, 2.5], dtype=object)", "v[0].append(2)", "v[3] = 1"),
    numpy("object array of strings", "v = np.array(['é%d' % i for i in range(1000)], dtype=object)", "v[7] = 'x'", "v[7] = None"),
    *(numpy(f"object array of strings and {missing}", f"v = np.array(['é%d' % i if i % 7 else {missing} for i in range(1000)], dtype=object)", "v[0] = 'x'", "v[8] = v[0]", "v[7] = 2.5")
      for missing in ("None", "np.nan")),
    numpy("object array of repeated strings, in Fortran order, and None", "w = ['a%d' % i for i in range(5)] + [None]\nv = np.asfortranarray(np.array([w[i % 6] for i in range(1200)], dtype=object).reshape(40, 30))", "v[1, 7] = 'x'", names="v"),
    numpy("object array of repeated strings", "w = ['a%d' % i for i in range(5)]\nv = np.array([w[i % 5] for i in range(1000)], dtype=object)", "v[7] = 'x'", names="v"),
    numpy("object array, Fortran order", "v = np.asfortranarray(np.array([['a', 1], ['b', None]] * 50, dtype=object))", "v[0, 0] = 'c'"),
    numpy("ragged object array", "v = np.empty(3, dtype=object)\nfor i in range(3): v[i] = np.arange(i * 100)", "v[2][0] = 9"),
    numpy("object array that holds itself", "v = np.empty(2, dtype=object)\nv[0] = v\nv[1] = 'x'", "v[1] = 'y'"),
    numpy("strings of variable width", "v = np.array(['a', 'long ' * 20, ''], dtype=np.dtypes.StringDType())", "v[0] = 'b'"),
    numpy("array of datetimes", "v = np.arange('2020-01', '2023-01', dtype='M8[D]')", "v[1] = 'NaT'"),
    numpy("big-endian datetimes", "v = np.arange('2020-01', '2021-01', dtype='M8[D]').astype('>M8[s]')", "v[1] = 'NaT'"),
    numpy("timedeltas, 2-d Fortran", "v = np.asfortranarray(np.arange(600, dtype='m8[ms]').reshape(20, 30))", "v[1, 1] = 0"),
    numpy("strided datetimes", "v = np.arange('2020-01', '2023-01', dtype='M8[D]')[::2]", "v[1] = 'NaT'"),
    numpy("scalars", "v = [np.float32(1.5), np.int8(-1), np.bool_(True), np.str_('a'), np.datetime64('2020-01-01', 'D'), np.complex64(1j), np.void(b'ab'), np.longdouble('1.1')]", "v.pop()"),
    numpy("structured scalar", "v = np.zeros(2, dtype='i4,f8')[0].copy()"),
    numpy("dtypes", "v = [np.dtype('i4'), np.dtype('>f8'), np.dtype('M8[ns]'), np.dtype([('a', 'i1')]), np.dtype('i4', metadata={'k': 1})]", "v.pop()"),
    numpy("array with metadata in its dtype", "v = np.zeros(100, np.dtype('i4', metadata={'unit': 'm'}))", "v[0] = 1"),
    numpy("masked array", "v = np.ma.masked_equal([1, 2, 3, 2], 2)", "v[0] = np.ma.masked", "v.fill_value = 7", "v.harden_mask()"),
    numpy("masked array without mask", "v = np.ma.array([1., 2.])", "v[0] = 5"),
    numpy("masked array in Fortran order", "v = np.ma.array(np.asfortranarray(np.arange(6.).reshape(2, 3)), mask=[[0, 1, 0], [0, 0, 1]])", "v[0, 0] = 9"),
    numpy("masked view with gaps", "v = np.ma.array(np.arange(12.).reshape(3, 4)[::-1, ::2], copy=False)", "v[0, 1] = np.ma.masked"),
    numpy("masked part of an array that is kept", "w = np.arange(12.).reshape(3, 4)\nv = np.ma.array(w[:, 1:3], copy=False)", "v[0, 1] = 7"),
    numpy("masked structured array", "v = np.ma.array([(1, 2.), (3, 4.)], mask=[(0, 1), (0, 0)], dtype='i4,f8')", "v['f0'][0] = 9"),
    numpy("the masked constant", "v = np.ma.masked"),
    numpy("matrix", "v = np.matrix([[1, 2], [3, 4]])", "v[0, 0] = 9"),
    numpy("memmap", "m = np.lib.format.open_memmap('m.npy', 'w+', 'i8', (5000,))\nm[:] = 7\nm.flush()\nv = np.load('m.npy', mmap_mode='r')", names="v", same=False),
    numpy("array subclass", "class A(np.ndarray):\n    def __new__(cls, d, info=None):\n        o = np.asarray(d).view(cls); o.info = info; return o\n    def __array_finalize__(self, o): self.info = getattr(o, 'info', None)\n"
          "    def __reduce__(self):\n        r = super().__reduce__(); return (r[0], r[1], (r[2], self.info))\n    def __setstate__(self, s): super().__setstate__(s[0]); self.info = s[1]\nv = A(np.arange(1000), info=[1])",
          "v.info.append(2)", "v[0] = 5", names="v A"),
    numpy("array subclass that forgets", "class A(np.ndarray): pass\nv = np.arange(1000).view(A)\nv.tag = 'x'", "v.tag = 'y'", "v[0] = 3", names="v A"),
    numpy("array and views of it", "a = np.arange(1000.)\nv = a[10:500]\nw = a.reshape(10, 100)\nr = a[::-2]", "v[0] = -1", "w[9, 99] = -1", names="v a w r"),
    numpy("views inside one list", "a = np.arange(1000.)\nv = [a[:500], a[250:], a]", "v[0][300] = -1", names="v"),
    numpy("views of what nobody names", "def two():\n    a = np.arange(1000.)\n    return a[:600], a[400:]\nv, w = two()", "v[500] = -1", names="v w"),
    numpy("reinterpreted view", "a = np.arange(500.)\nv = a.view('u8')\nw = a.view('u1')[3:]", "v[0] = 5", "w[0] = 1", names="v a w"),
    numpy("fields as views", "a = np.zeros(100, dtype='i4,f8')\nv = a['f1']", "v[3] = 4", names="v a"),
    numpy("real part as view", "a = np.arange(100) + 1j\nv = a.imag", "v[0] = 4", names="v a"),
    numpy("diagonal and transposed as views", "a = np.arange(10_000.).reshape(100, 100)\nv = a.T\nd = np.einsum('ii->i', a)", "d[3] = -1", names="v a d"),
    numpy("two masks over one array", "a = np.arange(100.)\nv = np.ma.array(a, mask=a > 5, copy=False)", "v[0] = -1", names="v a"),
    numpy("matrix as a view", "a = np.arange(100.).reshape(10, 10)\nv = np.asmatrix(a)", "v[0, 0] = -1", names="v a"),
    numpy("array over bytearray and memoryview", "b = bytearray(1000)\nv = np.frombuffer(b, dtype='u1')", "v[0] = 7", names="v b"),
    numpy("array over array.array", "import array\nb = array.array('d', [0.0] * 100)\nv = np.frombuffer(b)", "v[0] = 7", names="v b"),
    numpy("memoryview of an array", "a = np.arange(1000)\nv = memoryview(a)", "v[0] = 7", names="v a"),
    numpy("Generator", "v = np.random.default_rng(1); v.random()", "v.random()", "v.shuffle([1, 2])"),
    numpy("generators over one bit generator", "b = np.random.PCG64(1)\nv, w = np.random.Generator(b), np.random.Generator(b)", "v.random()", names="v w b"),
    numpy("bit generators and seeds", "s = np.random.SeedSequence(5)\nv = [np.random.Philox(s), np.random.SFC64(2), np.random.MT19937(1), *s.spawn(2)]", "v[0].random_raw()", names="v"),
    numpy("RandomState", "v = np.random.RandomState(3); v.randn()", "v.randn()"),
    numpy("methods of its shared generator", "v = [np.random.rand, np.random.seed, np.random.shuffle]"),
    numpy("ufuncs and vectorize", "v = [np.add, np.vectorize(lambda x: x + 1)]", "v.pop()"),
    numpy("iterators and poly1d", "v = [np.poly1d([1, 2, 3])]", "v[0].coeffs[0] = 5"),
    numpy("flat iterator", "v = np.arange(5).flat; next(v)", stays="flatiter"),
    numpy("finfo and iinfo", "v = [np.finfo('f4').eps, np.iinfo('i4').max]"),
    numpy("npz on disk", "np.savez('z.npz', a=np.arange(3))\nv = np.load('z.npz')", stays="NpzFile", same=False),
    *(sparse(f"{form}_{what}", f"v = sp.random(50, 40, 0.1, '{form}', random_state=1)" if what == "matrix" else f"v = sp.{form}_array(sp.random(50, 40, 0.1, 'csr', random_state=1))",
             "v.data[0] = 9." if form != "dok" else "v[0, 0] = 9.") for form in ("csr", "csc", "coo", "bsr", "dia", "lil", "dok") for what in ("matrix", "array") if form != "lil"),
    sparse("lil_matrix", "v = sp.lil_matrix((5, 5)); v[0, 1] = 3.", "v[2, 2] = 1"),
    sparse("csr with unsorted indices", "v = sp.csr_matrix((np.arange(3.), np.array([2, 0, 1]), np.array([0, 3])), shape=(1, 3))", "v.sort_indices()"),
    sparse("csr over arrays with names", "d = np.arange(300.)\nv = sp.csr_matrix((d, np.arange(300), np.array([0, 300])), copy=False)", "v.data[0] = 5"),
    sparse("linear operator", "v = sp.linalg.aslinearoperator(sp.eye(4).tocsr())", "v.x = 1") ,
    torch("tensor", "v = torch.arange(10_000.)", "v[3] = -1", "v.requires_grad_()"),
    *(torch(f"tensor of {dtype}", f"v = torch.arange(300).to(torch.{dtype})", "v[3] = 0") for dtype in ("bool", "uint8", "int64", "float16", "bfloat16", "complex64")),
    torch("0-d and empty tensors", "v = [torch.tensor(1.5), torch.empty(0, 3)]", "v[0].fill_(2)"),
    torch("strided tensor", "v = torch.arange(1000.).reshape(10, 100).T", "v[0, 1] = 5"),
    torch("views sharing storage", "a = torch.arange(1000.)\nv = a[10:500]\nw = a.view(10, 100).t()", "v[0] = -1", names="v a w"),
    torch("tensor over an array", "import numpy as np\na = np.arange(1000.)\nv = torch.from_numpy(a)", "v[0] = -1", names="v a"),
    torch("array over a tensor", "v = torch.arange(1000.)\na = v.numpy()", "v[0] = -1", names="v a"),
    torch("leaf with gradient", "v = torch.ones(300, requires_grad=True)\n(v * 2).sum().backward()", "v.grad.zero_()", "v.data[0] = 5"),
    torch("detached result", "v = (torch.ones(300, requires_grad=True) * 2).detach()", "v[0] = 5"),
    torch("sparse tensor", "v = torch.eye(5).to_sparse()", "v.mul_(2)"),
    torch("Parameter", "v = torch.nn.Parameter(torch.ones(300))", "v.data[0] = 5", "v.requires_grad_(False)"),
    torch("Module", "class N(torch.nn.Module):\n    def __init__(self):\n        super().__init__(); self.a = torch.nn.Linear(20, 30); self.b = torch.nn.Linear(20, 30); self.b.weight = self.a.weight; self.register_buffer('c', torch.ones(3))\n"
          "    def forward(self, x): return self.a(x)\nv = N()", "v.eval()", "v.a.weight.data[0, 0] = 5", "v.b.bias.requires_grad_(False)", names="v N"),
    torch("Module and its optimizer", "m = torch.nn.Linear(20, 30)\nv = torch.optim.Adam(m.parameters(), lr=0.1)\nm(torch.ones(20)).sum().backward(); v.step()", "v.step()", "v.param_groups[0]['lr'] = 1", names="v m"),
    torch("Sequential and scheduler", "v = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.ReLU())\no = torch.optim.SGD(v.parameters(), lr=1.)\ns = torch.optim.lr_scheduler.StepLR(o, 2)", "v.append(torch.nn.ReLU())", names="v o s"),
    torch("Dataset and DataLoader", "v = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(torch.arange(10.)), batch_size=2)", "v.dataset.tensors[0][0] = 5"),
    torch("state_dict", "m = torch.nn.Linear(20, 30)\nv = m.state_dict()", "v['bias'][0] = 5", names="v m"),
    torch("Generator", "v = torch.Generator().manual_seed(3)", "torch.rand(1, generator=v)"),
    torch("dtype, device and Size", "v = [torch.float32, torch.device('cpu'), torch.Size([1, 2])]", "v.pop()"),
    torch("quiet function", "v = torch.nn.functional.relu"),
    kind("torch result inside a graph", "import torch\na = torch.ones(3, requires_grad=True)\nv = a * 2", names="v a", needs="torch", stays="graph"),
]  # fmt: skip
