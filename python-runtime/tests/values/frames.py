"""pandas, polars and pyarrow."""

from .kind import Kind, kind


def pandas(
    name: str, make: str, *changes: str, names: str = "v", needs: str = "", same: bool = True, stays: str | None = None
) -> Kind:
    return kind(
        f"pandas {name}",
        f"import pandas as pd, numpy as np\n{make}",
        *changes,
        names=names,
        needs=f"numpy pandas {needs}",
        same=same,
        stays=stays,
    )


def polars(name: str, make: str, *changes: str, names: str = "v") -> Kind:
    return kind(f"polars {name}", f"import polars as pl, datetime as dt\n{make}", *changes, names=names, needs="polars")


def arrow(name: str, make: str, *changes: str, names: str = "v", stays: str | None = None) -> Kind:
    return kind(f"pyarrow {name}", f"import pyarrow as pa\n{make}", *changes, names=names, needs="pyarrow", stays=stays)


_DTYPES = {
    "bool": "[True, False] * 50", "Int64": "[1, None] * 50", "Float64": "[1.5, None] * 50", "boolean": "[True, None] * 50",
    "float32": "[1.5] * 99", "uint8": "range(99)", "string": "['a', None] * 50", "string[python]": "['a', None] * 50", "category": "list('abca') * 20",
    "object": "['a', 1, None, [2]] * 20", "complex128": "[1j] * 99", "Sparse[float]": "[0.0, 1.5] * 50", "datetime64[ns]": "['2020-01-01', None] * 50",
    "datetime64[s]": "['2020-01-01', None] * 50", "datetime64[ns, Europe/Berlin]": "pd.to_datetime(['2020-01-01'] * 50).tz_localize('UTC')", "timedelta64[ns]": "pd.to_timedelta(range(99), unit='s')", "period[M]": "pd.period_range('2020', periods=50, freq='M')",
    "interval": "pd.interval_range(0, 50)",
}  # fmt: skip
_ARROW_DTYPES = {
    "string[pyarrow]": "['a', None, 'long string'] * 30", "int64[pyarrow]": "[1, None] * 50", "bool[pyarrow]": "[True, None] * 50",
    "timestamp[ns, tz=UTC][pyarrow]": "pd.to_datetime(['2020-01-01'] * 50).tz_localize('UTC')", "date32[day][pyarrow]": "[__import__('datetime').date(2020, 1, 1)] * 50",
}  # fmt: skip

KINDS = [
    pandas("frame", "v = pd.DataFrame({'a': np.arange(10_000), 'b': np.arange(10_000.), 's': ['x%d' % (i % 7) for i in range(10_000)]})",
           "v.iloc[3, 0] = -1", "v.loc[5, 's'] = 'y'", "v['c'] = 1", "v.drop(columns='a', inplace=True)", "v.sort_values('b', ascending=False, inplace=True)", "v.index.name = 'i'", "v.columns = ['x', 'y', 'z']"),
    pandas("small frame", "v = pd.DataFrame({'a': [1, 2], 'b': ['x', None]})", "v.at[0, 'a'] = 5", "v.attrs['k'] = 1", "v.flags.allows_duplicate_labels = False"),
    pandas("empty frames", "v = [pd.DataFrame(), pd.DataFrame(columns=['a']), pd.DataFrame(index=[1, 2]), pd.Series(dtype='f8')]", "v[0]['a'] = [1]"),
    *(pandas(f"series of {dtype}", f"v = pd.Series({data}, dtype='{dtype}', name='n')", "v.iloc[0] = v.iloc[1]" if dtype in ("object", "category", "Int64", "string") else "v.name = 'm'") for dtype, data in _DTYPES.items()),
    *(pandas(f"frame with {dtype}", f"v = pd.DataFrame({{'a': pd.Series({data}, dtype='{dtype}'), 'b': 1}})", "v.iloc[0, 1] = 5") for dtype, data in _DTYPES.items()),
    *(pandas(f"series of {dtype}", f"v = pd.Series({data}, dtype='{dtype}', name='n')", "v.name = 'm'", needs="pyarrow") for dtype, data in _ARROW_DTYPES.items()),
    pandas("series of lists in Arrow", "import pyarrow as pa\nv = pd.Series([[1], None, [2, 3]], dtype=pd.ArrowDtype(pa.list_(pa.int64())))", needs="pyarrow"),
    pandas("str of pandas 3", "v = pd.Series(['a', None, 'b'] * 40)\nassert str(v.dtype) == 'str'", "v.iloc[0] = 'z'", needs="pandas>=3"),
    pandas("array of each extension", "v = [pd.array([1, None]), pd.array(['a', None], dtype='string'), pd.array([True, False]), pd.Categorical(list('ab')), pd.arrays.SparseArray([0, 1]), pd.arrays.IntervalArray.from_breaks([0, 1, 2]), pd.array(pd.date_range('2020', periods=3)), pd.array(pd.period_range('2020', periods=2, freq='D'))]",
           "v[0][0] = 5", "v[3][0] = 'b'"),
    pandas("categories, ordered and unused", "v = pd.Series(pd.Categorical(['b', 'a', None], categories=['c', 'b', 'a'], ordered=True))", "v.iloc[0] = 'c'"),
    pandas("categories of intervals and dates", "v = [pd.cut(pd.Series(range(10)), 3), pd.Series(pd.date_range('2020', periods=3)).astype('category')]", "v.pop()"),
    pandas("date index with freq", "v = pd.DataFrame({'a': range(100)}, index=pd.date_range('2020', periods=100, freq='D', tz='Europe/Berlin', name='t'))", "v.index = v.index.tz_convert('UTC')", "v.index.freq = None"),
    pandas("indexes", "v = [pd.RangeIndex(3, 30, 3), pd.Index([1, 2]), pd.Index(['a', 'b'], name=('x', 1)), pd.Index([1.5]), pd.date_range('2020', periods=3, freq='MS'), pd.timedelta_range('1D', periods=3, freq='h'), pd.period_range('2020', periods=3, freq='M'), pd.CategoricalIndex(list('aab')), pd.IntervalIndex.from_tuples([(0, 1), (2, 3)], closed='both'), pd.Index([1, 'a', None]), pd.Index([True, False])]",
           "v[1].name = 'q'", "v.pop()"),
    pandas("multi index", "v = pd.DataFrame({'a': [1, 2, 3]}, index=pd.MultiIndex.from_tuples([(1, 'x'), (2, 'y'), (1, 'z')], names=['n', None]))", "v.index.names = ['p', 'q']", "v.loc[(2, 'y'), 'a'] = 9"),
    pandas("multi index with unused levels", "v = pd.MultiIndex.from_product([['a', 'b', 'c'], pd.date_range('2020', periods=2)])[2:4]"),
    pandas("multi index columns", "v = pd.DataFrame(np.arange(12.).reshape(3, 4), columns=pd.MultiIndex.from_product([['a', 'b'], [1, 2]], names=['l', 'm']))", "v[('a', 1)] = 0"),
    pandas("columns that are no strings", "v = pd.DataFrame([[1, 2, 3, 4]], columns=[0, ('a', 1), None, pd.Timestamp('2020')])", "v[0] = 5"),
    pandas("columns of categories and intervals", "v = pd.DataFrame([[1, 2]], columns=pd.CategoricalIndex(['a', 'b'], name='c'))\nw = pd.DataFrame([[1, 2]], columns=pd.interval_range(0, 2))", "v.iloc[0, 0] = 7", names="v w"),
    pandas("duplicate columns", "v = pd.DataFrame([[1, 'a', 2.5], [2, 'b', 3.5]], columns=['x', 'x', 'y'])", "v.iloc[0, 1] = 'c'"),
    pandas("duplicate index", "v = pd.DataFrame({'a': [1, 2]}, index=['r', 'r'])", "v.loc['r', 'a'] = 0"),
    pandas("attrs", "v = pd.DataFrame({'a': [1]}); v.attrs['k'] = ['w']", "v.attrs['k'].append(1)"),
    pandas("flags", "v = pd.DataFrame({'a': [1]}).set_flags(allows_duplicate_labels=False)", "v.flags.allows_duplicate_labels = True"),
    pandas("mixed blocks not consolidated", "v = pd.DataFrame({'a': range(100)})\nfor c in 'bcd': v[c] = np.arange(100) * 1.5", "v['b'] *= 2"),
    pandas("2-d block in Fortran order", "v = pd.DataFrame(np.arange(2_000.).reshape(100, 20))", "v.iloc[3, 3] = -1", "v += 1"),
    pandas("frame of a sliced frame", "v = pd.DataFrame(np.arange(2_000.).reshape(100, 20)).iloc[::2, 3:9]"),
    pandas("row as series", "v = pd.DataFrame({'a': [1, 2], 'b': ['x', 'y']}).loc[1]", "v['a'] = 5"),
    pandas("objects in cells", "v = pd.DataFrame({'o': [[1], {'a': 1}, (1, 2), {3}, None, np.arange(3), pd.Timestamp('2020')]})", "v['o'][0].append(2)", "v['o'][5][0] = 9"),
    pandas("None and nan and NA and NaT", "v = pd.DataFrame({'o': np.array([None, np.nan, pd.NA, pd.NaT, float('nan')], dtype=object)})"),
    pandas("big ints and decimals", "from decimal import Decimal\nv = pd.Series([10**30, Decimal('1.5'), 3], dtype=object)", "v.iloc[0] = 1"),
    pandas("scalars", "v = [pd.Timestamp('2020-01-01 12:00', tz='Europe/Berlin'), pd.Timestamp(1, unit='s'), pd.Timedelta('1D'), pd.Period('2020-01', 'M'), pd.Interval(0, 1, closed='left'), pd.NA, pd.NaT, pd.offsets.BDay(3), pd.offsets.MonthEnd()]", "v.pop()"),
    pandas("dtypes", "v = [pd.CategoricalDtype(['b', 'a'], ordered=True), pd.DatetimeTZDtype(tz='UTC'), pd.PeriodDtype('D'), pd.IntervalDtype('i8', 'left'), pd.Int8Dtype(), pd.SparseDtype('f4', 0), pd.StringDtype()]", "v.pop()"),
    pandas("frame subclass", "class F(pd.DataFrame):\n    _metadata = ['tag']\n    @property\n    def _constructor(self): return F\n    def hi(self): return self.tag\nv = F({'a': [1, 2]}); v.tag = ['t']", "v.tag.append(1)", "v['b'] = 1", names="v F"),
    pandas("series subclass", "class S(pd.Series):\n    @property\n    def _constructor(self): return S\nv = S([1, 2], name='n')", "v[0] = 5", names="v S"),
    pandas("group by", "v = pd.DataFrame({'a': [1, 1, 2], 'b': [1, 2, 3]}).groupby('a')"),
    pandas("group by used", "d = pd.DataFrame({'a': [1, 1, 2], 'b': [1, 2, 3]})\nv = d.groupby('a')\nv.sum(); len(v)", names="v d"),
    pandas("rolling and resampler", "d = pd.DataFrame({'b': range(4)}, index=pd.date_range('2020', periods=4))\nv = [d.rolling(2), d.expanding()]", names="v d"),
    pandas("styler", "v = pd.DataFrame({'a': [1, 2]}).style.format('{:.1f}').set_caption('c')", "v.set_caption('d')", needs="jinja2", same=False),
    pandas("grouper and accessors", "v = [pd.Grouper(key='a', freq='D'), pd.Series(list('ab')).str, pd.IndexSlice]", needs="pandas>=3"),
    pandas("two names for one frame", "v = pd.DataFrame({'a': np.arange(1000)})\nw = v", "v.loc[0, 'a'] = 5", names="v w"),
    pandas("series of a frame, 2", "w = pd.DataFrame({'a': np.arange(1000), 'b': 1.5})\nv = w['a']", "v.iloc[0] = 5", names="v w", needs="pandas<3"),
    pandas("column that changes its type, 2", "w = pd.DataFrame({'a': np.arange(1000), 'b': 1.5})\nv = w['a']", "v.iloc[0] = 2.5", names="v w", needs="pandas<3"),
    pandas("views of a frame, 2", "w = pd.DataFrame(np.arange(2000.).reshape(100, 20))\nv = w.iloc[:50]\nn = w.to_numpy()", "n[0, 0] = 5", names="v w n", needs="pandas<3"),
    pandas("series of a frame, 3", "w = pd.DataFrame({'a': np.arange(1000), 'b': 1.5})\nv = w['a']", "v.iloc[0] = 5", names="v w", needs="pandas>=3"),
    pandas("shallow copy, 3", "w = pd.DataFrame({'a': np.arange(1000)})\nv = w.copy(deep=False)", "v.loc[0, 'a'] = 5", names="v w", needs="pandas>=3"),
    pandas("frame over an array", "n = np.arange(2000.).reshape(100, 20)\nv = pd.DataFrame(n, copy=False)", "v.iloc[0, 0] = 5", names="v n", needs="pandas<3"),
    pandas("frame with a cached series, 2", "v = pd.DataFrame({'a': [1, 2, 3]})\nv['a']; v.index.is_unique; v.index.get_loc(1)", "v.loc[0, 'a'] = 5"),
    polars("frame", "v = pl.DataFrame({'a': range(1000), 's': ['x%d' % (i % 7) for i in range(1000)], 'd': [dt.date(2020, 1, 1), None] * 500})", "v.insert_column(0, pl.Series('n', range(1000)))", "v[0, 'a'] = 9", "v.columns = ['p', 'q', 'r']"),
    polars("dtypes", "v = pl.DataFrame({'l': [[1], None], 'st': [{'a': 1}, {'a': None}], 'c': pl.Series(['a', 'b'], dtype=pl.Categorical), 'e': pl.Series(['a', 'b'], dtype=pl.Enum(['a', 'b'])), 't': pl.Series([dt.datetime(2020, 1, 1)] * 2, dtype=pl.Datetime('ms', 'Europe/Berlin')), 'du': [dt.timedelta(1)] * 2, 'b': [b'x', None], 'n': [None, None], 'u': pl.Series([1, 2], dtype=pl.UInt8), 'x': [True, None], 'arr': pl.Series([[1, 2], [3, 4]], dtype=pl.Array(pl.Int64, 2)), 'dec': pl.Series(['1.1', '2.2']).str.to_decimal(scale=1)})"),
    polars("series, sorted", "v = pl.Series('s', [1, 2, 3]).sort()", "v.rename('t', in_place=True) if 'in_place' in pl.Series.rename.__code__.co_varnames else v.append(pl.Series([1]))"),
    polars("frame of several chunks", "v = pl.concat([pl.DataFrame({'a': [1, 2]}), pl.DataFrame({'a': [3]})], rechunk=False)", "v.extend(pl.DataFrame({'a': [1]}))"),
    polars("object column", "v = pl.DataFrame({'o': pl.Series([object, {'a': 1}], dtype=pl.Object)})"),
    polars("empty frame", "v = pl.DataFrame(schema={'a': pl.Int8, 'b': pl.String})"),
    polars("lazy frame", "v = pl.DataFrame({'a': [1, 2]}).lazy().filter(pl.col('a') > 1)"),
    polars("expression and dtype", "v = [pl.col('a') + 1, pl.Int64, pl.List(pl.String), pl.Schema({'a': pl.Int8})]", "v.pop()"),
    polars("two names for one frame", "v = pl.DataFrame({'a': [1, 2]})\nw = v", "v[0, 'a'] = 9", names="v w"),
    polars("frame and its clone", "w = pl.DataFrame({'a': [1, 2]})\nv = w.clone()", "v[0, 'a'] = 9", names="v w"),
    arrow("table", "v = pa.table({'a': range(1000), 's': ['x', None] * 500}).replace_schema_metadata({'k': 'v'})"),
    arrow("table of several chunks, sliced", "v = pa.concat_tables([pa.table({'a': [1, 2]}), pa.table({'a': [3]})]).slice(1)"),
    arrow("arrays", "v = [pa.array([1, None]), pa.array(['a']).dictionary_encode(), pa.array([[1], None]), pa.array([{'a': 1}]), pa.nulls(3), pa.chunked_array([[1], [2]]), pa.array(range(1000))[500:]]", "v.pop()"),
    arrow("schema, field, type and scalar", "v = [pa.schema([('a', pa.int8())], metadata={'k': 'v'}), pa.field('f', pa.list_(pa.utf8()), nullable=False), pa.timestamp('ns', 'UTC'), pa.scalar(3)]", "v.pop()"),
    arrow("record batch and buffer", "v = [pa.record_batch({'a': [1]}), pa.py_buffer(b'abc')]", "v.pop()"),
    arrow("table and array over numpy", "import numpy as np\nn = np.arange(1000)\nv = pa.array(n)", names="v n"),
]  # fmt: skip
