"""Called by features.mjs: FILE ROWS REPEATS. FILE holds x, y and weights of the units as little-endian Float64.

Prints the best seconds of the nearest other unit and of a Gaussian density cut at 4 bandwidths of 800 metres, in
SciPy: a k-d tree for the first; for the second both a k-d tree and all pairs in blocks. Exit code 3: not installed.
"""

import json
import sys
import time

try:
    import numpy as np
    from scipy.spatial import cKDTree
    from scipy.spatial.distance import cdist
except ImportError:
    sys.exit(3)

file, rows, repeats = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
x, y, weights, px, py = np.fromfile(file, dtype="<f8").reshape(5, rows)
units = np.column_stack([x, y])
points = np.column_stack([px, py])
bandwidth, radius = 800.0, 3200.0


def best(work):
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - start)
    return min(seconds), float(np.sum(result))


def kernel(square):
    return np.where(square <= radius**2, np.exp(-0.5 / bandwidth**2 * square), 0) / (2 * np.pi * bandwidth**2)


def pairs():
    blocks = range(0, rows, 500)
    return np.concatenate([kernel(cdist(units[i : i + 500], units, "sqeuclidean")) @ weights for i in blocks])


def tree():
    index = cKDTree(units)
    result = np.empty(rows)
    for i, near in enumerate(index.query_ball_point(units, radius)):
        square = ((units[near] - units[i]) ** 2).sum(axis=1)
        result[i] = kernel(square) @ weights[near]
    return result


print(
    json.dumps(
        {
            "nearest": best(lambda: cKDTree(points).query(units)[0]),
            "density, all pairs": best(pairs),
            "density, k-d tree": best(tree),
        }
    )
)
