# %% read a table and clean it
import numpy as np
import pandas as pd

raw = pd.read_csv("data/stations.csv", sep=";", parse_dates=["when"], na_values=["-", "n/a"])
raw.columns = [c.strip().lower().replace(" ", "_") for c in raw.columns]
print(raw.shape, raw["when"].min(), raw["when"].max())

readings = raw.dropna(subset=["station", "value"]).copy()
readings["value"] = readings["value"].astype(float)
readings = readings[(readings["value"] > -60) & (readings["value"] < 60)]
readings["month"] = readings["when"].dt.month
readings["season"] = readings["month"].map(
    {12: "winter", 1: "winter", 2: "winter", 3: "spring", 4: "spring", 5: "spring"}
)

dropped = len(raw) - len(readings)
print(f"dropped {dropped} of {len(raw)} rows ({100 * dropped / len(raw):.1f} %)")
readings.head()
# %% monthly means
monthly = (
    readings.groupby(["station", "month"], as_index=False)
    .agg(mean=("value", "mean"), std=("value", "std"), n=("value", "size"))
    .sort_values(["station", "month"])
)
wide = monthly.pivot(index="month", columns="station", values="mean")
wide = wide.interpolate(limit_direction="both")

warmest = wide.max().sort_values(ascending=False)
coldest = wide.min().sort_values()
for name in warmest.index[:5]:
    hot, cold = warmest[name], coldest[name]
    span = hot - cold
    if span > 30:
        print(f"{name:<20} {cold:6.1f} {hot:6.1f}  continental")
    elif span < 12:
        print(f"{name:<20} {cold:6.1f} {hot:6.1f}  oceanic")
    else:
        print(f"{name:<20} {cold:6.1f} {hot:6.1f}")
wide.round(1)
# %% plot every station
import matplotlib.pyplot as plt

fig, axes = plt.subplots(2, 3, figsize=(12, 6), sharex=True, sharey=True)
for ax, name in zip(axes.flat, wide.columns):
    ax.plot(wide.index, wide[name], marker="o", color="tab:blue", label="mean")
    spread = monthly.loc[monthly["station"] == name, "std"].to_numpy()
    ax.fill_between(wide.index, wide[name] - spread, wide[name] + spread, alpha=0.2)
    ax.axhline(0, color="grey", lw=0.5)
    ax.set_title(name)
    ax.grid(True, alpha=0.3)

for ax in axes[-1, :]:
    ax.set_xlabel("month")
for ax in axes[:, 0]:
    ax.set_ylabel("temperature [°C]")

axes[0, 0].legend(loc="upper left", frameon=False)
fig.suptitle("Mean temperature by month")
fig.tight_layout()
plt.show()
# %% a class for running statistics
class Running:
    """Mean and variance in one pass (Welford)."""

    def __init__(self):
        self.n = 0
        self.mean = 0.0
        self._m2 = 0.0

    def push(self, x):
        self.n += 1
        delta = x - self.mean
        self.mean += delta / self.n
        self._m2 += delta * (x - self.mean)

    @property
    def variance(self):
        return self._m2 / (self.n - 1) if self.n > 1 else float("nan")

stats = Running()
for value in readings["value"].head(1000):
    stats.push(value)
assert abs(stats.mean - readings["value"].head(1000).mean()) < 1e-9
# %% split, scale, fit
from sklearn.linear_model import Ridge
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

features = ["lat", "lon", "altitude", "month"]
X = readings[features].to_numpy()
y = readings["value"].to_numpy()
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=42)

scores = {}
for alpha in [0.01, 0.1, 1.0, 10.0]:
    model = make_pipeline(StandardScaler(), Ridge(alpha=alpha))
    model.fit(X_train, y_train)
    scores[alpha] = model.score(X_test, y_test)

best = max(scores, key=scores.get)
model = make_pipeline(StandardScaler(), Ridge(alpha=best)).fit(X_train, y_train)
residuals = y_test - model.predict(X_test)
print("best alpha", best, "R2", round(scores[best], 3), "rmse", np.sqrt(np.mean(residuals**2)))
# %% bootstrap
rng = np.random.default_rng(2024)

def bootstrap(sample, statistic=np.mean, *, rounds=2_000, level=0.95):
    sample = np.asarray(sample)
    draws = rng.integers(0, len(sample), size=(rounds, len(sample)))
    values = np.apply_along_axis(statistic, 1, sample[draws])
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
    return {"estimate": statistic(sample), "low": low, "high": high}

groups = {name: part["value"].values for name, part in readings.groupby("season")}
table = pd.DataFrame({name: bootstrap(values[:200]) for name, values in groups.items()}).T
table["width"] = table["high"] - table["low"]
table = table.sort_values("width", ascending=False)

significant = [
    (a, b)
    for i, a in enumerate(table.index)
    for b in table.index[i + 1 :]
    if table.loc[a, "low"] > table.loc[b, "high"] or table.loc[b, "low"] > table.loc[a, "high"]
]
table, significant
# %% read many files
from pathlib import Path
import json

def load(path):
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        print("missing", path)
    except json.JSONDecodeError as error:
        print(f"{path}: line {error.lineno}: {error.msg}")
    return None

folder = Path("logs") / "2023"
records = []
for path in sorted(folder.glob("*.json")):
    content = load(path)
    if content is None or not content.get("events"):
        continue
    for event in content["events"]:
        records.append({"file": path.name, **event, "size": path.stat().st_size})

events = pd.DataFrame.from_records(records)
events["day"] = pd.to_datetime(events["timestamp"], unit="s").dt.floor("D")
# %% a simulation of a queue
import heapq
import random

random.seed(7)

def simulate(arrival, service, servers=2, until=1000.0):
    queue, waiting, busy, clock = [], [], 0, 0.0
    heapq.heappush(queue, (random.expovariate(arrival), "arrive"))
    total = served = 0
    while queue and clock < until:
        clock, kind = heapq.heappop(queue)
        if kind == "arrive":
            waiting.append(clock)
            heapq.heappush(queue, (clock + random.expovariate(arrival), "arrive"))
        else:
            busy -= 1
        while waiting and busy < servers:
            total += clock - waiting.pop(0)
            served += 1
            busy += 1
            heapq.heappush(queue, (clock + random.expovariate(service), "leave"))
    return total / max(served, 1)

print([round(simulate(1.5, mu), 3) for mu in (0.8, 1.0, 1.5, 2.0)])
# %% parse text
import re
from collections import Counter, defaultdict

text = Path("book.txt").read_text(encoding="utf-8")
chapters = re.split(r"^CHAPTER [IVXLC]+\.?\s*$", text, flags=re.MULTILINE)[1:]
word = re.compile(r"[a-z]+(?:'[a-z]+)?")

counts = Counter()
by_chapter = defaultdict(Counter)
for number, chapter in enumerate(chapters, start=1):
    words = word.findall(chapter.lower())
    counts.update(words)
    by_chapter[number].update(words)

stop = {"the", "and", "of", "to", "a", "in", "that", "it", "was", "i"}
common = [(w, n) for w, n in counts.most_common(60) if w not in stop][:20]
longest = sorted(counts, key=lambda w: (-len(w), w))[:10]
rare = sum(1 for n in counts.values() if n == 1) / len(counts)
print(common)
print(longest, f"{rare:.0%} of the words occur once")
# %% gradient descent by hand
def loss(w, b):
    error = X_train @ w + b - y_train
    return 0.5 * np.mean(error**2)

def gradient(w, b):
    error = X_train @ w + b - y_train
    return X_train.T @ error / len(y_train), error.mean()

w = np.zeros(X_train.shape[1])
b = 0.0
rate, history = 1e-4, []
for step in range(500):
    dw, db = gradient(w, b)
    w -= rate * dw
    b -= rate * db
    history.append(loss(w, b))
    if step > 10 and abs(history[-2] - history[-1]) < 1e-8:
        break

plt.semilogy(history)
plt.xlabel("step"); plt.ylabel("loss");
# %% join two tables
sales = pd.DataFrame(
    {
        "order": [1, 2, 3, 4, 5],
        "customer": ["ann", "bob", "ann", "cyd", None],
        "amount": [12.5, 99.0, 3.2, 47.1, 8.0],
        "when": pd.date_range("2023-01-01", periods=5, freq="W"),
    }
)
customers = pd.DataFrame({"customer": ["ann", "bob", "dan"], "country": ["NO", "SE", "FI"]})

merged = sales.merge(customers, on="customer", how="left", indicator=True)
unknown = merged[merged["_merge"] != "both"]
merged["country"] = merged["country"].fillna("??")
merged.loc[merged["amount"] > 50, "large"] = True
total = merged.groupby("country")["amount"].sum()
share = (total / total.sum()).round(3)
merged = merged.drop(columns=["_merge"]).set_index("order")

print(unknown[["order", "customer"]])
share.plot.bar(title="share of sales", rot=0)
# %% an iterator over windows
from itertools import islice, tee

def windows(iterable, size):
    iterators = tee(iterable, size)
    for offset, iterator in enumerate(iterators):
        next(islice(iterator, offset, offset), None)
    yield from zip(*iterators)

def changes(values, threshold=0.5):
    for index, (a, b, c) in enumerate(windows(values, 3), start=1):
        if abs(a - 2 * b + c) > threshold:
            yield index, b

signal = np.sin(np.linspace(0, 20, 400)) + 0.05 * rng.standard_normal(400)
found = dict(changes(signal, threshold=0.2))
print(len(found), list(found)[:5])
smooth = np.convolve(signal, np.ones(9) / 9, mode="same")
plt.plot(signal, ".", smooth, "-")
plt.vlines(list(found), -1.5, 1.5, colors="red", alpha=0.3)
# %% shapes as data classes
from dataclasses import dataclass, field
from math import pi, sqrt

@dataclass(frozen=True)
class Circle:
    radius: float

@dataclass(frozen=True)
class Polygon:
    points: list[tuple[float, float]] = field(default_factory=list)

def area(shape) -> float:
    match shape:
        case Circle(radius=r) if r >= 0:
            return pi * r**2
        case Polygon(points=[]):
            return 0.0
        case Polygon(points=[first, *rest]):
            pairs = zip([first, *rest], [*rest, first])
            return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2
        case _:
            raise TypeError(f"no area for {shape!r}")

area(Circle(1.0)), area(Polygon([(0, 0), (1, 0), (1, 1), (0, 1)]))
# %% power iteration
A = rng.normal(size=(50, 50))
A = A @ A.T + 0.1 * np.eye(50)

def dominant(matrix, tolerance=1e-10, limit=1000):
    v = np.ones(matrix.shape[0]) / np.sqrt(matrix.shape[0])
    value = 0.0
    for iteration in range(limit):
        u = matrix @ v
        v, previous, value = u / np.linalg.norm(u), value, v @ u
        if abs(value - previous) < tolerance * abs(value):
            return value, v, iteration
    raise RuntimeError(f"no convergence after {limit} steps")

value, vector, steps = dominant(A)
exact = np.linalg.eigvalsh(A)[-1]
np.testing.assert_allclose(value, exact, rtol=1e-6)
print(f"{value:.6f} in {steps} steps; largest entries at {np.argsort(-abs(vector))[:3]}")
deflated = A - value * np.outer(vector, vector)
second, *_ = dominant(deflated)
# %% memoised recursion and timing
import time
from functools import lru_cache, wraps

def timed(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        begin = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            elapsed = (time.perf_counter() - begin) * 1000
            print(f"{function.__name__} took {elapsed:.2f} ms")
    return wrapper

@lru_cache(maxsize=None)
def partitions(n, largest):
    if n == 0:
        return 1
    return sum(partitions(n - k, k) for k in range(1, min(n, largest) + 1))

@timed
def table_of(limit):
    return {n: partitions(n, n) for n in range(limit)}

assert table_of(60)[10] == 42
# %% settings from several places
import os

defaults = {"host": "localhost", "port": 5432, "debug": False, "tags": ()}
overrides = {k[4:].lower(): v for k, v in os.environ.items() if k.startswith("APP_")}
settings = {**defaults, **overrides}
settings["port"] = int(settings["port"])
if isinstance(settings["debug"], str):
    settings["debug"] = settings["debug"].lower() in ("1", "true", "yes")

url = "postgresql://{host}:{port}/db".format(**settings)
unknown = set(settings) - set(defaults)
if unknown and not settings["debug"]:
    raise KeyError(", ".join(sorted(unknown)))

for key, value in sorted(settings.items()):
    shown = "***" if "password" in key else value
    print(f"{key:>12} = {shown!r}")

del overrides
first, *others = settings.get("tags") or ("none",)
assert first is not None, "there is always a tag"
# %% a small neural network
import torch
from torch import nn

class Net(nn.Module):
    def __init__(self, inputs, hidden=32, outputs=1, dropout=0.1):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(inputs, hidden), nn.ReLU(), nn.Dropout(dropout), nn.Linear(hidden, outputs)
        )

    def forward(self, x):
        return self.layers(x).squeeze(-1)

net = Net(len(features))
optimizer = torch.optim.Adam(net.parameters(), lr=3e-3, weight_decay=1e-5)
criterion = nn.MSELoss()
inputs = torch.tensor(X_train, dtype=torch.float32)
target = torch.tensor(y_train, dtype=torch.float32)
for epoch in range(200):
    optimizer.zero_grad()
    output = criterion(net(inputs), target)
    output.backward()
    optimizer.step()
# %% walk a graph
graph = {
    "a": {"b": 7, "c": 9, "f": 14},
    "b": {"a": 7, "c": 10, "d": 15},
    "c": {"a": 9, "b": 10, "d": 11, "f": 2},
    "d": {"b": 15, "c": 11, "e": 6},
    "e": {"d": 6, "f": 9},
    "f": {"a": 14, "c": 2, "e": 9},
}

def shortest(start, goal):
    distance, previous, open_nodes = {start: 0}, {}, {start}
    while open_nodes:
        node = min(open_nodes, key=distance.__getitem__)
        open_nodes.discard(node)
        if node == goal:
            break
        for other, cost in graph[node].items():
            if distance[node] + cost < distance.get(other, float("inf")):
                distance[other], previous[other] = distance[node] + cost, node
                open_nodes.add(other)
    path = [goal]
    while path[-1] in previous:
        path.append(previous[path[-1]])
    return distance[goal], path[::-1]

shortest("a", "e")
# %% images as arrays
image = np.zeros((64, 64, 3), dtype=np.uint8)
yy, xx = np.mgrid[0:64, 0:64]
inside = (xx - 32) ** 2 + (yy - 32) ** 2 < 20**2
image[inside] = [255, 128, 0]
image[::8, :, 2] = 255
image[:, ::8, 2] |= 0x7F

kernel = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16
blurred = np.empty_like(image, dtype=float)
padded = np.pad(image.astype(float), ((1, 1), (1, 1), (0, 0)), mode="edge")
for channel in range(image.shape[-1]):
    for dy in range(3):
        for dx in range(3):
            part = padded[dy : dy + 64, dx : dx + 64, channel]
            blurred[..., channel] = blurred[..., channel] + kernel[dy, dx] * part

fig, (left, right) = plt.subplots(1, 2)
left.imshow(image)
right.imshow(blurred.clip(0, 255).astype(np.uint8))
for axis in (left, right): axis.axis("off")
# %% dates
from datetime import date, datetime, timedelta, timezone

start, end = date(2023, 1, 1), date(2023, 12, 31)
days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
workdays = [d for d in days if d.weekday() < 5]
by_month = {m: sum(d.month == m for d in workdays) for m in range(1, 13)}

def ago(moment, now=None):
    now = now or datetime.now(timezone.utc)
    seconds = int((now - moment).total_seconds())
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            count = seconds // size
            return f"{count} {unit}{'s' if count != 1 else ''} ago"
    return "just now"

moment = datetime(2023, 6, 1, 12, 30, tzinfo=timezone.utc)
print(ago(moment, moment + timedelta(hours=5)))
print(f"{moment:%Y-%m-%d %H:%M}", moment.isoformat(), sep=" | ")
quarters = {q: [m for m in by_month if (m - 1) // 3 == q] for q in range(4)}
# %% a tokenizer
TOKENS = [
    ("number", r"\d+(\.\d*)?"),
    ("name", r"[A-Za-z_]\w*"),
    ("op", r"[-+*/()=]"),
    ("skip", r"[ \t]+"),
    ("error", r"."),
]
pattern = re.compile("|".join(f"(?P<{name}>{regex})" for name, regex in TOKENS))

def tokenize(line):
    for match in pattern.finditer(line):
        kind = match.lastgroup
        value = match.group()
        if kind == "skip":
            continue
        if kind == "error":
            raise SyntaxError(f"unexpected {value!r} at {match.start()}")
        yield kind, float(value) if kind == "number" else value

print(list(tokenize("total = 3 * (price + 4.5)")))
# %% several plots in one function
def compare(frame, column, by, *, bins=30, ax=None, **style):
    if ax is None:
        _, ax = plt.subplots(figsize=(6, 4))
    low, high = frame[column].quantile([0.01, 0.99])
    edges = np.linspace(low, high, bins + 1)
    for label, part in frame.groupby(by):
        values = part[column].clip(low, high)
        ax.hist(values, bins=edges, histtype="step", label=f"{label} (n={len(part)})", **style)
    ax.set(xlabel=column, ylabel="count", title=f"{column} by {by}")
    ax.legend()
    return ax

fig, axes = plt.subplots(1, 2, figsize=(12, 4))
compare(readings, "value", "season", ax=axes[0], lw=2)
compare(readings, "value", "station", ax=axes[1], bins=15)
axes[1].set_yscale("log")
axes[1].annotate("tail", xy=(30, 10), xytext=(35, 100), arrowprops=dict(arrowstyle="->"))
fig.savefig("compare.png", dpi=150, bbox_inches="tight")
# %% database
import sqlite3

connection = sqlite3.connect(":memory:")
connection.executescript(
    """
    create table person (id integer primary key, name text not null, born integer);
    create table visit (person integer references person(id), place text, day text);
    """
)
people = [(1, "Ada", 1815), (2, "Alan", 1912), (3, "Grace", 1906)]
with connection:
    connection.executemany("insert into person values (?, ?, ?)", people)
    connection.execute("insert into visit values (?, ?, ?)", (1, "London", "2023-05-01"))

query = """
select name, count(place) as visits
from person left join visit on visit.person = person.id
group by person.id having born < :year order by name
"""
for name, visits in connection.execute(query, {"year": 1910}):
    print(f"{name}: {visits}")
connection.close()
# %% monte carlo
def walk(steps, *, p=0.5, start=0):
    position = start
    path = [position]
    for _ in range(steps):
        position += 1 if random.random() < p else -1
        path.append(position)
    return path

paths = np.array([walk(200) for _ in range(500)])
final = paths[:, -1]
returned = (paths[:, 1:] == 0).any(axis=1).mean()
print(f"mean {final.mean():+.2f}, sd {final.std():.2f}, returned {returned:.1%}")

quantiles = np.percentile(paths, [5, 25, 50, 75, 95], axis=0)
plt.plot(paths[:20].T, color="0.7", lw=0.5)
for row, label in zip(quantiles, ["5 %", "25 %", "median", "75 %", "95 %"]):
    plt.plot(row, label=label)
plt.legend(); plt.xlabel("step")
estimate = 4 * np.mean(rng.random(10_000) ** 2 + rng.random(10_000) ** 2 < 1)
print(estimate, abs(estimate - np.pi) < 0.1)
# %% text report
def report(frame, title="report", width=60):
    lines = [title.center(width), "=" * width]
    for column in frame.select_dtypes("number"):
        values = frame[column].dropna()
        if values.empty:
            lines.append(f"{column:<20}{'no data':>40}")
            continue
        summary = " ".join(f"{v:>9.2f}" for v in (values.min(), values.median(), values.max()))
        lines.append(f"{column:<20}{summary:>40}")
    missing = frame.isna().sum()
    for column, count in missing[missing > 0].items():
        lines.append(f"! {column}: {count} missing")
    return "\n".join(lines)

print(report(readings, title="readings"))
numbers = readings.select_dtypes(include=[np.number])
correlation = numbers.corr().abs()
upper = correlation.where(np.triu(np.ones(correlation.shape, dtype=bool), k=1))
pairs = upper.stack().sort_values(ascending=False)
pairs[pairs > 0.5]
# %% download with retries
import urllib.request
from urllib.error import HTTPError, URLError

class Gone(Exception):
    pass

def fetch(url, attempts=3, pause=0.5):
    for attempt in range(attempts):
        try:
            with urllib.request.urlopen(url, timeout=10) as response:
                return response.read()
        except HTTPError as error:
            if error.code in (404, 410):
                raise Gone(url) from error
        except URLError as error:
            print("attempt", attempt + 1, "failed:", error.reason)
        time.sleep(pause * 2**attempt)
    else:
        raise TimeoutError(f"gave up on {url}")

cache = {}
def cached(url):
    return cache[url] if url in cache else cache.setdefault(url, fetch(url))
# %% sparse matrices
from scipy import sparse
from scipy.sparse.linalg import spsolve

n = 40
h = 1 / (n + 1)
main = 4 * np.ones(n * n)
side = -np.ones(n * n - 1)
side[np.arange(1, n * n) % n == 0] = 0
upper = -np.ones(n * n - n)
laplace = sparse.diags([main, side, side, upper, upper], [0, 1, -1, n, -n], format="csr") / h**2

x, y = np.meshgrid(*(np.linspace(h, 1 - h, n),) * 2)
source = np.exp(-50 * ((x - 0.3) ** 2 + (y - 0.6) ** 2))
u = spsolve(laplace, source.ravel()).reshape(n, n)
residual = np.abs(laplace @ u.ravel() - source.ravel()).max()
assert residual < 1e-8, residual

plt.contourf(x, y, u, levels=20, cmap="viridis")
plt.colorbar(label="u")
plt.gca().set_aspect("equal")
# %% widgets and callbacks
state = {"count": 0, "log": []}

def on_change(change, *, limit=10):
    global last
    last = change
    state["count"] += 1
    state["log"].append((change["old"], change["new"]))
    if state["count"] >= limit:
        state["log"] = state["log"][-limit:]

def counter(start=0):
    value = start
    def step(by=1):
        nonlocal value
        value += by
        return value
    return step

tick, tock = counter(), counter(100)
results = [tick(), tick(5), tock(-1)]
handlers = {"change": on_change, "reset": lambda *_: state.update(count=0, log=[])}
handlers["change"]({"old": 1, "new": 2})
handlers.get("missing", print)("nothing to do")
# %% asynchronous tasks
import asyncio

async def worker(name, queue, results):
    while True:
        item = await queue.get()
        try:
            await asyncio.sleep(item / 100)
            results.append((name, item))
        finally:
            queue.task_done()

async def main(items, workers=3):
    queue, results = asyncio.Queue(), []
    for item in items:
        queue.put_nowait(item)
    tasks = [asyncio.create_task(worker(f"w{i}", queue, results)) for i in range(workers)]
    await queue.join()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return results

done = asyncio.run(main([3, 1, 4, 1, 5, 9, 2, 6]))
sorted(done, key=lambda pair: pair[1])
# %% cross-validation by hand
def folds(n, k=5, seed=0):
    order = np.random.RandomState(seed).permutation(n)
    for part in np.array_split(order, k):
        mask = np.ones(n, dtype=bool)
        mask[part] = False
        yield np.flatnonzero(mask), part

errors = []
for degree in range(1, 8):
    fold_errors = []
    for train, test in folds(len(x_data := np.linspace(-1, 1, 80)), k=4):
        y_data = np.sin(3 * x_data) + 0.1 * rng.standard_normal(x_data.size)
        coefficients = np.polyfit(x_data[train], y_data[train], degree)
        prediction = np.polyval(coefficients, x_data[test])
        fold_errors.append(np.mean((prediction - y_data[test]) ** 2))
    errors.append((degree, np.mean(fold_errors), np.std(fold_errors) / 2))

errors = pd.DataFrame(errors, columns=["degree", "mse", "se"]).set_index("degree")
chosen = errors["mse"].idxmin()
errors.plot(y="mse", yerr="se", logy=True, marker="s", title=f"chosen: {chosen}")
# %% sets, bits and small algorithms
primes = [n for n in range(2, 200) if all(n % p for p in range(2, int(n**0.5) + 1))]
twins = [(p, q) for p, q in zip(primes, primes[1:]) if q - p == 2]
perfect = {n for n in range(2, 1000) if sum(d for d in range(1, n) if n % d == 0) == n}

def gray(bits):
    return [i ^ (i >> 1) for i in range(1 << bits)]

def collatz(n):
    length = 1
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        length += 1
    return length

codes = [format(code, "04b") for code in gray(4)]
longest = max(range(1, 10_000), key=collatz)
flags = 0b1010 | 0x01 & ~0o2
print(len(primes), twins[:3], perfect, codes[:4], longest, bin(flags))
words = "the quick brown fox jumps over the lazy dog".split()
letters = set().union(*map(set, words)); assert len(letters) == 26
# %% time series
index = pd.date_range("2020-01-01", "2022-12-31", freq="D")
trend = np.linspace(10, 14, len(index))
season = 3 * np.sin(2 * np.pi * index.dayofyear / 365.25)
series = pd.Series(trend + season + rng.normal(0, 0.8, len(index)), index=index, name="load")

weekly = series.resample("W").mean()
smooth = series.rolling(window=30, center=True, min_periods=10).mean()
change = weekly.pct_change().dropna().mul(100)
outliers = series[(series - smooth).abs() > 2.5 * series.std()]

last_year = series["2022"]
previous = series["2021"].set_axis(last_year.index)
ratio = (last_year / previous - 1).resample("MS").mean()

ax = series.plot(alpha=0.3, figsize=(10, 3))
smooth.plot(ax=ax, color="k")
ax.scatter(outliers.index, outliers, color="r", zorder=3)
ax.set_ylim(bottom=0)
print(ratio.map("{:+.1%}".format).to_string())
# %% properties and operators
class Vector:
    __slots__ = ("x", "y")

    def __init__(self, x=0.0, y=0.0):
        self.x, self.y = x, y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __mul__(self, scalar):
        return Vector(self.x * scalar, self.y * scalar)

    __rmul__ = __mul__

    def __abs__(self):
        return (self.x**2 + self.y**2) ** 0.5

    def __repr__(self):
        return f"Vector({self.x:g}, {self.y:g})"

v = 2 * Vector(1, 2) + Vector(y=-1)
print(v, abs(v), v.x if v.x > 0 else -v.x)
# %% clean up strings
names = ["  Ann Lee", "BOB  stone", "cyd-ray ", "", None, "Dan O'Neil"]

def tidy(name):
    if not name or not name.strip():
        return None
    parts = re.split(r"[\s\-]+", name.strip())
    return " ".join(part[:1].upper() + part[1:].lower() for part in parts)

tidied = [tidy(n) for n in names]
valid = [n for n in tidied if n is not None]
initials = {n: "".join(p[0] for p in n.split()) for n in valid}
longest = max(valid, key=len, default="")
table = str.maketrans({"'": "", "-": " ", "é": "e"})
keys = [n.translate(table).replace(" ", "_").lower() for n in valid]
email = [f"{key}@example.org" for key in keys]
print(*(f"{n:<12}|{m:>24}" for n, m in zip(valid, email)), sep="\n")
assert len(set(keys)) == len(keys), "keys are not unique: " + ", ".join(keys)
print("%d of %d names, longest %r" % (len(valid), len(names), longest))
# %% compare sorting algorithms
def bubble(items):
    items = list(items)
    for end in range(len(items) - 1, 0, -1):
        swapped = False
        for i in range(end):
            if items[i] > items[i + 1]:
                items[i], items[i + 1] = items[i + 1], items[i]
                swapped = True
        if not swapped:
            break
    return items

def quick(items):
    if len(items) <= 1:
        return items
    pivot, *rest = items
    return quick([i for i in rest if i < pivot]) + [pivot] + quick([i for i in rest if i >= pivot])

sample = [random.randrange(1000) for _ in range(300)]
for sort in (bubble, quick, sorted):
    begin = time.perf_counter()
    assert sort(sample) == sorted(sample)
    print(f"{sort.__name__:>8} {1e3 * (time.perf_counter() - begin):8.3f} ms")
# %% interval arithmetic and typing
from __future__ import annotations
from typing import Iterable, NamedTuple, Optional

class Interval(NamedTuple):
    low: float
    high: float

    def overlaps(self, other: Interval) -> bool:
        return self.low <= other.high and other.low <= self.high

def merge(intervals: Iterable[Interval]) -> list[Interval]:
    merged: list[Interval] = []
    current: Optional[Interval] = None
    for interval in sorted(intervals):
        if current is not None and current.overlaps(interval):
            current = Interval(current.low, max(current.high, interval.high))
            merged[-1] = current
        else:
            current = interval
            merged.append(current)
    return merged

merge([Interval(1, 3), Interval(2, 5), Interval(8, 9), Interval(9, 12)])
# %% k-means
points = np.vstack([rng.normal(c, 0.6, size=(60, 2)) for c in ((0, 0), (3, 3), (0, 4))])

def kmeans(points, k, rounds=50):
    centres = points[rng.choice(len(points), k, replace=False)]
    for _ in range(rounds):
        distances = ((points[:, None, :] - centres[None]) ** 2).sum(-1)
        labels = distances.argmin(1)
        updated = np.array([points[labels == i].mean(0) if (labels == i).any() else centres[i]
                            for i in range(k)])
        if np.allclose(updated, centres):
            break
        centres = updated
    return labels, centres, distances.min(1).sum()

inertia = {k: min(kmeans(points, k)[2] for _ in range(5)) for k in range(1, 7)}
labels, centres, _ = kmeans(points, 3)
plt.scatter(*points.T, c=labels, s=12)
plt.scatter(*centres.T, marker="x", c="k", s=80)
plt.title(f"inertia {inertia[3]:.1f}")
