# %%
import numpy as np
import pandas as pd

rng = np.random.default_rng(7)
points = pd.DataFrame(rng.integers(0, 1000, size=(100_000, 2)), columns=["x", "y"])
points.shape
# %%
BINS = np.linspace(0, 1500, 151)


def distance_histogram(part, block=100):
    """Counts of all ordered pairs' distances; `block` rows at a time keep the temporaries in the cache."""
    x = part[:, 0].astype(float)
    y = part[:, 1].astype(float)
    counts = np.zeros(BINS.size - 1, dtype=np.int64)
    width = BINS[1] - BINS[0]
    for start in range(0, len(part), block):
        dx = x[start : start + block, None] - x[None, :]
        dy = y[start : start + block, None] - y[None, :]
        bins = (np.sqrt(dx * dx + dy * dy) / width).astype(np.int64)
        counts += np.bincount(bins.ravel(), minlength=counts.size)
    return counts
# %%
part = points.iloc[0:10000].to_numpy()
histogram_0 = distance_histogram(part)
histogram_0.sum()
# %%
part = points.iloc[10000:20000].to_numpy()
histogram_1 = distance_histogram(part)
histogram_1.sum()
# %%
part = points.iloc[20000:30000].to_numpy()
histogram_2 = distance_histogram(part)
histogram_2.sum()
# %%
part = points.iloc[30000:40000].to_numpy()
histogram_3 = distance_histogram(part)
histogram_3.sum()
# %%
part = points.iloc[40000:50000].to_numpy()
histogram_4 = distance_histogram(part)
histogram_4.sum()
# %%
part = points.iloc[50000:60000].to_numpy()
histogram_5 = distance_histogram(part)
histogram_5.sum()
# %%
part = points.iloc[60000:70000].to_numpy()
histogram_6 = distance_histogram(part)
histogram_6.sum()
# %%
part = points.iloc[70000:80000].to_numpy()
histogram_7 = distance_histogram(part)
histogram_7.sum()
# %%
part = points.iloc[80000:90000].to_numpy()
histogram_8 = distance_histogram(part)
histogram_8.sum()
# %%
part = points.iloc[90000:100000].to_numpy()
histogram_9 = distance_histogram(part)
histogram_9.sum()
# %%
total = histogram_0 + histogram_1 + histogram_2 + histogram_3 + histogram_4 + histogram_5 + histogram_6 + histogram_7 + histogram_8 + histogram_9
print(int(total.sum()), "distances, most common:", BINS[total.argmax()])
