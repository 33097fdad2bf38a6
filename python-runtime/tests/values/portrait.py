# mypy: ignore-errors
"""An exact picture of values as text: two values with one picture cannot be told apart by a program.

It runs inside cells, so it imports nothing but the standard library and only reads. Mutable objects are numbered where
they are first met and named by their number afterwards, so aliases show; arrays that share memory are told at the end.
Atoms and tuples have no number: their identity is nobody's business.
"""

import collections
import enum
import functools
import hashlib
import io
import itertools
import re
import sys
import types
import weakref

_ATOMS = (bool, int, str, bytes, complex, type(None), type(Ellipsis), type(NotImplemented), range, slice)
_LONG = 2000


def of(values):
    """The picture of a dict of values by name."""
    painter = Painter()
    lines = [f"{name} = {painter.draw(value)}" for name, value in values.items()]
    return "\n".join([*lines, *painter.shared_memory()])


class Painter:
    def __init__(self):
        self.numbers = {}
        self.kept = []  # ids stay unique
        self.arrays = []  # (number, first address, one past the last)
        self.tensors = {}
        self.depth = 0
        self.copy_on_write = 0  # inside a frame of pandas 3: nobody can tell what it shares

    def draw(self, value):
        kind = type(value)
        if kind in _ATOMS:
            return f"{kind.__name__}:{value!r}"
        if kind is float:
            return value.hex() if value == value else f"nan:{value!r}"
        if kind is tuple:
            return f"({', '.join(map(self.draw, value))})"
        number = self.numbers.get(id(value))
        if number is not None:
            return f"#{number}"
        self.kept.append(value)
        number = self.numbers[id(value)] = len(self.numbers)
        if self.depth > 60:
            return f"#{number}…"
        self.depth += 1
        try:
            return f"#{number}:{name_of(kind)}{self.content(value, kind, number)}"
        finally:
            self.depth -= 1

    def content(self, value, kind, number):
        if kind.__name__ in ("builtin_function_or_method", "method", "cython_function_or_method"):
            for home in ("random", "numpy.random"):
                if getattr(sys.modules.get(home), value.__name__, None) == value:
                    return f" {home}.{value.__name__}"
        for test, draw in _BY_CLASS:
            if isinstance(value, test):
                return draw(self, value)
        home = (kind.__module__ or "").partition(".")[0]
        for base in kind.__mro__:
            found = _BY_NAME.get(f"{(base.__module__ or '').partition('.')[0]}.{base.__qualname__}")
            if found is not None:
                drawn = found(self, value)
                plain = kind is base or home != "__main__" or (base.__module__ or "").startswith("pandas")
                return drawn if plain else drawn + self.attributes(value)
        return self.instance(value)

    # -- parts -----------------------------------------------------------------------------------------------------

    def items(self, values):
        return f"[{', '.join([self.draw(item) for item in values])}]"

    def pairs(self, values):
        return "{" + ", ".join([f"{self.draw(k)}: {self.draw(v)}" for k, v in values]) + "}"

    def attributes(self, value, without=()):
        if (type(value).__module__ or "").startswith("pandas."):
            without = (*without, "_cache")  # what it found out when it was looked at
        elif (type(value).__module__ or "").startswith("sympy."):
            without = (*without, "_assumptions")  # facts that it deduces as they are asked for
        found = getattr(value, "__dict__", None)
        text = ""
        if found:
            text += "{" + ", ".join([f"{k}={self.draw(v)}" for k, v in found.items() if k not in without]) + "}"
        for base in type(value).__mro__:
            slots = base.__dict__.get("__slots__", ())
            for slot in (slots,) if isinstance(slots, str) else slots:
                if slot in ("__dict__", "__weakref__") or slot in without:
                    continue
                name = f"_{base.__name__.lstrip('_')}{slot}" if slot.startswith("__") else slot
                if hasattr(value, name):
                    text += f".{name}={self.draw(getattr(value, name))}"
        return text

    def instance(self, value):
        text = self.attributes(value)
        if isinstance(value, dict):
            text += self.pairs(value.items())
        elif isinstance(value, (list, tuple, set, frozenset)):
            text += self.items(value)
        elif isinstance(value, (int, str, bytes)):
            text += self.draw(value.real if isinstance(value, int) else value[:])
        elif isinstance(value, float):
            text += float(value).hex()
        if not text and type(value).__module__ != "__main__":
            text = self.reduced(value)
        return text

    def reduced(self, value):
        """What pickle or copy would keep of a value of a C type."""
        try:
            parts = value.__reduce_ex__(4)
        except Exception:
            return "?"
        if isinstance(parts, str):
            return parts
        return "(" + ", ".join(self.draw(p if i < 3 or p is None else list(p)) for i, p in enumerate(parts)) + ")"

    def shared_memory(self):
        lines = []
        spans = sorted(self.arrays, key=lambda span: (span[1], -span[2], span[0]))
        for at, (number, low, high) in enumerate(spans):
            for other, start, _end in spans[at + 1 :]:
                if start >= high:
                    break
                lines.append(f"#{other} lies in #{number} at {start - low}")
        return sorted(lines)


def name_of(kind):
    module = kind.__module__
    return kind.__qualname__ if module in ("builtins",) else f"{module}.{kind.__qualname__}"


def digest(data):
    return hashlib.sha256(bytes(data)).hexdigest()[:24]


# -- language ----------------------------------------------------------------------------------------------------------


def _class(painter, cls):
    if cls.__module__ not in ("__main__",) and _found(cls):
        return f" {cls.__module__}.{cls.__qualname__}"
    left_out = {
        "__dict__", "__weakref__", "__slotnames__", "_abc_impl", "__annotations_cache__", "__static_attributes__",
        "__annotate_func__", "__annotate__", "__parameters__", "_special_generic_alias_base_cls",
    }  # fmt: skip
    attributes = sorted(cls.__dict__.items()) if issubclass(cls, enum.Enum) else cls.__dict__.items()
    parts = [f"{k}={painter.draw(v)}" for k, v in attributes if k not in left_out]
    bases = ", ".join(map(painter.draw, cls.__bases__))
    mro = [c.__qualname__ for c in cls.__mro__]
    return f" {cls.__module__}.{cls.__qualname__}({bases}; {painter.draw(type(cls))}; {mro}){{{', '.join(parts)}}}"


def _found(thing):
    found = sys.modules.get(thing.__module__)
    for part in thing.__qualname__.split("."):
        found = getattr(found, part, None)
    return found is thing


def _function(painter, function):
    if function.__globals__ is functools.__dict__ and "registry" in function.__dict__:
        own = {
            k: v for k, v in function.__dict__.items() if k not in ("register", "dispatch", "registry", "_clear_cache")
        }
        return f"({painter.pairs(function.registry.items())} {painter.draw(own)})"
    if function.__module__ != "__main__" and function.__module__ is not None and _found(function):
        return f" {function.__module__}.{function.__qualname__}"
    parts = [
        function.__module__, function.__name__, function.__qualname__, painter.draw(function.__doc__),
        code(function.__code__), painter.draw(function.__defaults__), painter.draw(function.__kwdefaults__),
        painter.items(function.__closure__ or ()), painter.draw(function.__annotations__ or None),
        painter.draw(function.__dict__ or None), painter.draw(tuple(getattr(function, "__type_params__", ()))),
        "globals" if function.__globals__ is sys.modules["__main__"].__dict__ else "elsewhere",
    ]  # fmt: skip
    return f"({'; '.join(map(str, parts))})"


def code(value):
    constants = [code(c) if isinstance(c, types.CodeType) else _constant(c) for c in value.co_consts]
    return digest(repr((value.co_code, value.co_names, value.co_varnames, value.co_freevars, value.co_cellvars,
                        value.co_flags, value.co_firstlineno, constants)).encode())  # fmt: skip


def _constant(value):
    return sorted(map(repr, value)) if isinstance(value, frozenset) else repr(value)


def _cell(painter, cell):
    try:
        return f"({painter.draw(cell.cell_contents)})"
    except ValueError:
        return "(empty)"


def _method(painter, method):
    if getattr(sys.modules.get("random"), method.__name__, None) == method:
        return f" random.{method.__name__}"
    return f"({painter.draw(method.__func__)}, {painter.draw(method.__self__)})"


def _builtin(painter, function):
    owner = function.__self__
    if owner is None or isinstance(owner, types.ModuleType):
        return f" {function.__module__}.{function.__qualname__}"
    for home in ("random", "numpy.random"):
        if getattr(sys.modules.get(home), function.__name__, None) == function:
            return f" {home}.{function.__name__}"
    return f" {function.__qualname__} of {painter.draw(owner)}"


def _module(painter, module):
    same = sys.modules.get(module.__name__) is module
    return f" {module.__name__}" + ("" if same else painter.attributes(module, ("__builtins__", "__spec__")))


def _enum(painter, member):
    same = type(member).__members__.get(member.name) is member
    return f".{member.name}({painter.draw(member.value)}, {same}, {painter.draw(type(member))})"


def _exception(painter, error):
    text = f"({painter.draw(error.args)}{painter.attributes(error)}; {painter.draw(error.__cause__)}; "
    text += f"{painter.draw(error.__context__)}; {error.__suppress_context__}; {error!s}"
    for name in (
        "name",
        "path",
        "obj",
        "errno",
        "strerror",
        "filename",
        "msg",
        "lineno",
        "text",
        "value",
        "exceptions",
    ):
        if hasattr(error, name):
            text += f"; {name}={painter.draw(getattr(error, name))}"
    return text + ")"


def _proxy(painter, value):
    return painter.pairs(value.items())


def _property(painter, value):
    return f"({painter.draw(value.fget)}, {painter.draw(value.fset)}, {painter.draw(value.fdel)}, {value.__doc__!r})"


def _wrapped(painter, value):
    return f"({painter.draw(value.__func__)})"


def _partial(painter, value):
    parts = painter.draw(value.func), painter.draw(value.args), painter.draw(value.keywords)
    return f"({'; '.join(parts)}){painter.attributes(value)}"


def _text_io(painter, value):
    if value.closed:
        return "(closed)"
    return f"({value.getvalue()!r} at {value.tell()}){painter.attributes(value)}"


def _file(painter, file):
    if file.closed:
        return "(closed)"
    position = file.tell()
    with open(file.name, "rb") as again:
        content = digest(again.read())
    encoding = (file.encoding, file.errors) if isinstance(file, io.TextIOWrapper) else ()
    return f"({file.name!r} {file.readable()} {file.writable()} at {position} of {content} {encoding})"


def _memoryview(painter, value):
    text = f"({value.format} {value.shape} {value.strides} {value.readonly} {digest(value.tobytes())}"
    return f"{text} of {painter.draw(value.obj)})"


def _iterator(painter, value):
    import copy

    try:
        return painter.reduced(copy.copy(value))
    except Exception:
        return "?"


def _reference(painter, value):
    return f"({painter.draw(value())})"


def _deque(painter, value):
    return f"{value.maxlen}{painter.items(value)}{painter.attributes(value)}"


def _defaultdict(painter, value):
    return f"({painter.draw(value.default_factory)}){painter.pairs(value.items())}"


def _mapping(painter, value):
    return painter.pairs(value.items()) + painter.attributes(value)


def _sequence(painter, value):
    return painter.items(value) + painter.attributes(value)


def _pattern(painter, value):
    return f"({value.pattern!r}, {value.flags})"


def _cached(painter, value):
    return f"({painter.draw(value.__wrapped__)}; {value.cache_parameters()}){painter.attributes(value, ('__wrapped__', '__annotations__'))}"


def _repr(painter, value):
    return f"({value!r})"


_BY_CLASS = (
    (enum.Enum, _enum),
    (type, _class),
    (types.FunctionType, _function),
    (types.CellType, _cell),
    (types.MethodType, _method),
    (types.BuiltinFunctionType, _builtin),
    (types.ModuleType, _module),
    (types.CodeType, lambda painter, value: code(value)),
    (BaseException, _exception),
    (types.MappingProxyType, _proxy),
    (property, _property),
    ((classmethod, staticmethod), _wrapped),
    (functools.partial, _partial),
    ((io.StringIO, io.BytesIO), _text_io),
    ((io.TextIOWrapper, io.BufferedIOBase, io.RawIOBase), _file),
    (memoryview, _memoryview),
    (weakref.ReferenceType, _reference),
    (collections.deque, _deque),
    (collections.defaultdict, _defaultdict),
    (functools._lru_cache_wrapper, _cached),
    (re.Pattern, _pattern),
    ((bytearray,), lambda painter, value: f"({digest(value)}, {len(value)})"),
    (
        (types.WrapperDescriptorType, types.MethodDescriptorType, types.GetSetDescriptorType,
         types.MemberDescriptorType, types.ClassMethodDescriptorType, types.MethodWrapperType),
        _repr,
    ),
    ((type(iter([])), type(iter(())), type(iter("")), type(iter(range(0))), type(iter({})), type(reversed([])),
      enumerate, zip, map, filter, itertools.count, itertools.chain, itertools.cycle, itertools.islice,
      itertools.repeat, itertools.accumulate, itertools.product, itertools.permutations), _iterator),
)  # fmt: skip


# -- libraries: by name, so that none is imported ------------------------------------------------------------------------


def _array(painter, array, number=None):
    number = painter.numbers[id(array)] if number is None else number
    low, high = array.__array_interface__["data"][0], 0
    if array.size and not painter.copy_on_write:
        start = end = low
        for length, stride in zip(array.shape, array.strides):
            if stride > 0:
                end += (length - 1) * stride
            else:
                start += (length - 1) * stride
        low, high = start, end + array.itemsize
        painter.arrays.append((number, low, high))
    flags = array.flags
    text = f"({array.dtype!r} {array.dtype.metadata} {array.shape} {[s for n, s in zip(array.shape, array.strides) if n > 1] if array.size else ''} "
    text += f"{'C' if flags.c_contiguous else ''}{'F' if flags.f_contiguous else ''} {flags.writeable} "
    if array.dtype.hasobject:
        text += painter.items(array.ravel().tolist() if array.dtype.names is None else [repr(array.tolist())])
    elif type(array.dtype).__name__ == "StringDType":
        text += repr(array.tolist())
    else:
        text += digest(array.tobytes()) + (f" {array.tolist()}" if array.size < 20 else "")
    return text + ")"


def _masked(painter, array):
    if array is sys.modules["numpy"].ma.masked:
        return " constant"
    hard, fill = array.hardmask, array.fill_value
    return f"({_array(painter, array.data, painter.numbers[id(array)])}; {painter.draw(array._mask)}; {hard}; {fill!r}){painter.attributes(array, ('_mask', '_data', '_basedict', '_optinfo', '_fill_value'))}"


def _record_array(painter, array):
    return _array(painter, array) + painter.attributes(array)


def _number(painter, value):
    return f"({value.dtype!r}, {value!r}, {digest(value.tobytes()) if value.dtype.kind != 'O' else ''})"


def _random(painter, value):
    state = value.get_state() if hasattr(value, "get_state") else value.bit_generator.state
    return f"({painter.draw(state)})" + ("" if hasattr(value, "get_state") else painter.draw(value.bit_generator))


# `_item_cache` and `_cacher` are how pandas 2 finds a column's frame again.
_OF_PANDAS = (
    "_mgr", "_item_cache", "_cacher", "_attrs", "_flags", "_name", "_index", "_typ", "_metadata", "_is_copy",
)  # fmt: skip


def _frame(painter, frame):
    painter.copy_on_write += (modern := not sys.modules["pandas"].__version__.startswith("2."))
    blocks = [f"{b.mgr_locs.as_array.tolist()}: {painter.draw(b.values)}" for b in frame._mgr.blocks]
    painter.copy_on_write -= modern
    axes = [painter.draw(axis) for axis in frame.axes]
    own = {k: v for k, v in vars(frame).items() if k not in _OF_PANDAS}
    metadata = {name: getattr(frame, name, None) for name in frame._metadata}
    flags = frame.flags.allows_duplicate_labels
    return f"({axes}; {blocks}; {painter.draw(frame.attrs)}; {flags}; {painter.draw(own)}; {painter.draw(metadata)})"


def _index(painter, index):
    text = f"({painter.draw(tuple(index.names))}; {index.dtype!r}; {getattr(index, 'freq', None)!r}; "
    if hasattr(index, "levels"):
        text += f"{[painter.draw(level) for level in index.levels]} {[c.tolist() for c in index.codes]}"
        return text + f" {index.sortorder})"
    if type(index).__name__ == "RangeIndex":
        return text + f"{index.start} {index.stop} {index.step})"
    if type(index).__name__ == "IntervalIndex":
        return text + f"{painter.draw(index.array)})"
    data = index._data
    return (
        text
        + (painter.draw(data) if not hasattr(data, "dtype") or data.dtype.kind != "O" else painter.items(list(data)))
        + ")"
    )


def _extension(painter, array):
    text = f"({array.dtype!r}"
    for name in ("_ndarray", "_data", "_mask", "_pa_array", "_left", "_right", "_sparse_values", "_codes"):
        if hasattr(array, name):
            text += f" {name}={painter.draw(getattr(array, name))}"
    for name in ("categories", "ordered", "freq", "tz", "closed", "fill_value", "sp_index"):
        if hasattr(array, name):
            text += (
                f" {name}={painter.draw(getattr(array, name)) if name == 'categories' else repr(getattr(array, name))}"
            )
    return text + ")"


def _arrow(painter, value):
    text = f"({getattr(value, 'type', None) or getattr(value, 'schema', '')!s}"
    schema = getattr(value, "schema", None)
    text += f" {schema.metadata} {schema.pandas_metadata and 'pandas'}" if schema is not None else ""
    if hasattr(value, "chunks"):
        text += f" {[len(chunk) for chunk in value.chunks]}"
    for name in ("to_pylist", "to_pydict", "as_py", "to_pybytes"):
        if hasattr(value, name):
            found = getattr(value, name)()
            return text + f" {found if len(str(found)) < _LONG else digest(repr(found).encode())})"
    return text + f" {value!r})"


def _polars_frame(painter, frame):
    columns = [painter.draw(column) for column in frame.get_columns()]
    return f"({frame.schema} {columns})"


def _polars_series(painter, series):
    content = repr(series.to_list())
    text = f"({series.name} {series.dtype!r} {series.flags} {series.n_chunks()} "
    return text + f"{content if len(content) < _LONG else digest(content.encode())})"


def _lazy(painter, frame):
    return f"({frame.explain(optimized=False)})"


def _sparse(painter, matrix):
    names = ("data", "indices", "indptr", "row", "col", "coords", "offsets", "rows", "_dict")
    parts = [f"{n}={painter.draw(getattr(matrix, n))}" for n in names if getattr(matrix, n, None) is not None]
    flags = [getattr(matrix, n, None) for n in ("has_sorted_indices", "has_canonical_format")]
    return f"({matrix.shape} {matrix.dtype!r} {', '.join(parts)} {flags})"


def _tensor(painter, tensor):
    if tensor.layout != sys.modules["torch"].strided:
        return f"({tensor.dtype} {tensor.layout} {tensor.shape} {tensor.coalesce() if tensor.layout == sys.modules['torch'].sparse_coo else tensor})"
    storage = tensor.untyped_storage()
    number = painter.tensors.setdefault(storage.data_ptr(), len(painter.tensors)) if storage.nbytes() else -1
    data = tensor.detach()
    text = f"({tensor.dtype} {tensor.device} {tuple(tensor.shape)} {tensor.stride()} {tensor.storage_offset()} "
    text += f"storage {number} of {storage.nbytes()}; {tensor.requires_grad} {tensor.is_leaf} {tensor.is_conj()} "
    text += (
        digest(repr(data.reshape(-1).tolist()).encode())
        + f" grad={painter.draw(tensor.grad) if tensor.is_leaf else ''}"
    )
    return text + f"){painter.attributes(tensor)}"


def _generator(painter, generator):
    return f"({generator.device} {generator.get_state().tolist()[:20]} {generator.initial_seed()})"


def _image(painter, image):
    return f"({image.mode} {image.size} {image.format} {painter.draw(image.info)} {digest(image.tobytes())} {image.getpalette()})"


def _symbolic(painter, value):
    return f"({sys.modules['sympy'].srepr(value)})"


def _figure(painter, figure):
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=40, metadata={"Software": None})
    axes = [f"{a.get_title()!r} {len(a.lines)} {len(a.patches)} {a.get_xlim()}" for a in figure.axes]
    return f"({figure.get_size_inches().tolist()} {axes} {digest(buffer.getvalue())} {getattr(figure, 'number', None)})"


def _axes(painter, axes):
    return f"({axes.get_title()!r} {axes.get_xlim()} {axes.get_ylim()} of {painter.draw(axes.figure)} at {axes.figure.axes.index(axes)})"


def _element(painter, element):
    children = [painter.draw(child) for child in element]
    return f"({element.tag} {element.text!r} {element.tail!r} {painter.draw(dict(element.attrib))} {children})"


def _graph(painter, graph):
    return painter.attributes(graph, ("nodes", "edges", "adj", "degree"))


def _unit(painter, unit):
    return f"({unit!s} {painter.draw(unit._REGISTRY)})"


def _quantity(painter, quantity):
    return f"({painter.draw(quantity.magnitude)} {quantity.units!s} of {painter.draw(quantity._REGISTRY)})"


def _registry(painter, registry):
    return f"({len(registry._units)} units)"


_BY_NAME = {
    "numpy.ndarray": _record_array,
    "numpy.MaskedArray": _masked,
    "numpy.generic": _number,
    "numpy.dtype": lambda painter, value: f"({value!r} {value.metadata} {value.isalignedstruct})",
    "numpy.ufunc": _repr,
    "numpy.RandomState": _random,
    "numpy.Generator": _random,
    "numpy.poly1d": lambda painter, value: f"({painter.draw(value.coeffs)} {value.variable})",
    "pandas.DataFrame": _frame,
    "pandas.Series": _frame,
    "pandas.Index": _index,
    "pandas.ExtensionArray": _extension,
    "pandas.NDArrayBacked": _extension,
    "pandas.ExtensionDtype": _repr,
    "pandas.BaseOffset": _repr,
    "pandas.Timestamp": lambda painter, value: f"({value!r} {value.unit} {value.fold} {value.tz!r})",
    "pandas.Timedelta": lambda painter, value: f"({value!r} {value.unit})",
    "pandas.Period": _repr,
    "pandas.Interval": _repr,
    "pyarrow._Weakrefable": _arrow,
    "polars.DataFrame": _polars_frame,
    "polars.Series": _polars_series,
    "polars.LazyFrame": _lazy,
    "polars.Expr": lambda painter, value: f"({value!s})",
    "scipy._spbase": _sparse,
    "scipy.spmatrix": _sparse,
    "torch.Tensor": _tensor,
    "torch.Generator": _generator,
    "PIL.Image": _image,
    "sympy.Basic": _symbolic,
    "sympy.DenseMatrix": lambda painter, value: _symbolic(painter, value) + str(value.shape),
    "matplotlib.Figure": _figure,
    "matplotlib._AxesBase": _axes,
    "xml.Element": _element,
    "networkx.Graph": _graph,
    "pint.PlainUnit": _unit,
    "pint.PlainQuantity": _quantity,
    "pint.GenericPlainRegistry": _registry,
    "decimal.Decimal": lambda painter, value: f"({value.as_tuple()})",
    "fractions.Fraction": _repr,
    "datetime.date": lambda painter, value: (
        f"({value.isoformat()} {getattr(value, 'fold', 0)} {painter.draw(getattr(value, 'tzinfo', None))})"
    ),
    "datetime.time": lambda painter, value: f"({value!r} {value.fold})",
    "datetime.timedelta": _repr,
    "datetime.timezone": _repr,
    "zoneinfo.ZoneInfo": lambda painter, value: f"({value.key} {type(value)(value.key) is value})",
    "uuid.UUID": _repr,
    "pathlib.PurePath": _repr,
    "array.array": lambda painter, value: f"({value.typecode} {value.tolist()})",
    "types.SimpleNamespace": lambda painter, value: painter.attributes(value),
    "types.GenericAlias": lambda painter, value: (
        f"({value!r}){painter.draw(value.__origin__)}{painter.draw(value.__args__)}"
    ),
    "types.UnionType": lambda painter, value: f"({value!r})",
    "random.SystemRandom": lambda painter, value: "",
    "random.Random": lambda painter, value: f"({value.getstate()!r}){painter.attributes(value)}",
    "collections.OrderedDict": _mapping,
    "collections.Counter": _mapping,
    "sqlite3.Connection": lambda painter, value: (
        f"({list(value.iterdump())} {painter.draw(value.row_factory)} {value.isolation_level} {value.in_transaction})"
    ),
    "logging.Logger": lambda painter, value: f"({value.name} {value.level})",
    "_contextvars.ContextVar": lambda painter, value: f"({value.name} {painter.draw(value.get(None))})",
    "lxml._Element": _element,
}
