# %%
import numpy as np
import pandas as pd

rng = np.random.default_rng(5)
rows = 200_000
orders = pd.DataFrame(
    {
        "customer": rng.integers(0, 5000, rows),
        "day": rng.integers(0, 365, rows),
        "amount": rng.gamma(2.0, 30.0, rows),
        "region": rng.choice(["north", "south", "east", "west"], rows),
    }
)
orders.head()
# %%
def per_customer(frame):
    return frame.groupby("customer")["amount"].agg(["sum", "mean", "count", "std"])
# %%
customers = per_customer(orders)
customers.describe()
# %%
dates = pd.Timestamp("2025-01-01") + pd.to_timedelta(orders["day"], unit="D")
dated = orders.assign(date=dates, month=dates.dt.month)
# %%
monthly = dated.pivot_table(index="month", columns="region", values="amount", aggfunc="sum")
monthly
# %%
joined = dated.merge(customers, left_on="customer", right_index=True)
joined = joined.assign(share=joined["amount"] / joined["sum"])
# %%
top = joined.sort_values("share", ascending=False).head(1000)
top["region"].value_counts()
# %%
words = [f"order {i % 977} of customer {c}" for i, c in enumerate(orders["customer"].head(100_000))]
counts = {}
for line in words:
    for word in line.split():
        counts[word] = counts.get(word, 0) + 1
len(counts)
# %%
np.random.seed(3)
noise = np.random.normal(size=2_000_000)
float(noise.mean())
# %%
spectrum = np.abs(np.fft.rfft(noise)) ** 2
spectrum[:5]
# %%
matrix = rng.random((700, 700))
eigenvalues = np.linalg.eigvalsh(matrix @ matrix.T)
eigenvalues[-3:]
# %%
ranks = {column + "_rank": joined.groupby("region")[column].rank() for column in ("amount", "share")}
ranked = joined.assign(**ranks)
ranked.shape
# %%
print(monthly.sum().round(2).to_string())
# %%
summary = {"customers": len(customers), "top": float(top["share"].max()), "words": len(counts)}
summary
