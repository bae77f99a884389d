"""Called by data.mjs: TASK REPEATS …; prints the best seconds. Exit code 3: a package is not installed."""

import json
import sys
import time

try:
    import numpy as np
    import pandas as pd
    import patsy
except ImportError:
    sys.exit(3)

task, repeats, *rest = sys.argv[1:]


def best(work):
    seconds = []
    for _ in range(int(repeats)):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


if task == "csv":
    print(json.dumps(best(lambda: pd.read_csv(rest[0]))))
else:
    rows, columns = int(rest[0]), int(rest[1])
    random = np.random.default_rng(1)
    data = {f"x{column}": random.standard_normal(rows) for column in range(columns)}
    print(json.dumps(best(lambda: patsy.dmatrix(rest[2], data))))
