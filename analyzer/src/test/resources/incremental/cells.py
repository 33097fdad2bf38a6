# %%
import helpers
from helpers import add
# %%
add(1)
print(helpers.items)
# %%
helpers.limit = 7
add(2)
# %%
def make():
    kept = []
    def inner(x):
        kept.append(x)
        return kept
    return inner
collect = make()
# %%
collect(df)
collect(rows)
# %%
g = (f(x) for x in rows)
next(g)
list(g)
# %%
def gen(n):
    local = [n]
    while n:
        yield local
it = gen(rows)
first = next(it)
second = next(it)
first.append(1)
# %%
import pandas as pd
df = pd.read_csv('a.csv')
df2 = df.dropna()
df2['x'] = 1
# %%
rows = [1, 2]
alias = rows
# %%
alias.append(3)
len(rows)
# %%
from __future__ import annotations
def f(x: Later): return x
class Later: pass
# %%
class Table:
    def __init__(self):
        self.rows = []
    @property
    def size(self): return len(self.rows)
    @staticmethod
    def load(): return Table()
t = Table()
# %%
t.rows.append(rows)
t.size
Table.load()
# %%
def counter():
    n = []
    def up():
        nonlocal n
        n = [n]
        return n
    def down():
        n.pop()
    return up, down
up, down = counter()
# %%
x = up()
down()
x.append(rows)
# %%
%reset -f
# %%
del rows
# %%
raise ValueError
x = 1
# %%
_
Out[1]
# %%
import numpy as np
np.random.seed(1)
np.random.rand()
# %%
%%bash
ls > out.txt
# %%
from nowhere import *
f(1)
# %%
import functools
@functools.lru_cache
def f(x): return g
f(1);
# %%
def logged(work):
    calls = []
    def wrapper(*args):
        calls.append(args)
        return work(*args)
    return wrapper
# %%
@logged
def f(x):
    rows.append(x)
    return rows
# %%
y = f(df)
y.append(2)
# %%
def outer():
    global rows
    rows = []
outer()
# %%
for row in rows:
    df[row] = 1
    total = row
# %%
plt.rcParams['a'] = 1
import warnings
warnings.filterwarnings('ignore')
# %%
m = map(lambda r: rows.append(r), rows)
list(m)
# %%
from IPython.core.magic import register_line_magic
@register_line_magic
def shout(line): return rows
# %%
%shout x
# %%
if rows:
    z = rows
else:
    z = df
z.clear()
# %%
with open('a.csv', 'w') as out:
    out.write('x')
# %%
!cat a.csv
