# %% [markdown]
# # Did the new checkout page sell more?
# Two groups of visitors, a permutation test, and only the standard library.
# %% imports
import random
import statistics

# %% visitors
random.seed(11)
baskets = {
    "old": [round(random.lognormvariate(3.30, 0.5), 2) for _ in range(400)],
    "new": [round(random.lognormvariate(3.40, 0.5), 2) for _ in range(380)],
}
len(baskets["old"]), len(baskets["new"])

# %% effect
observed = statistics.mean(baskets["new"]) - statistics.mean(baskets["old"])
print(f"difference of the means: {observed:.2f}")

# %% permutations
def permuted_difference(pooled, size):
    shuffled = random.sample(pooled, len(pooled))
    return statistics.fmean(shuffled[:size]) - statistics.fmean(shuffled[size:])


pooled = baskets["new"] + baskets["old"]
differences = [permuted_difference(pooled, len(baskets["new"])) for _ in range(2_000)]

# %% p-value
p_value = sum(abs(d) >= abs(observed) for d in differences) / len(differences)
print(f"p = {p_value:.3f}")

# %% medians
{group: statistics.median(values) for group, values in baskets.items()}
