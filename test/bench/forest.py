"""Called by forest.mjs: PEER FILE ROWS COLUMNS SPEC. Prints the time of fitting, from a matrix in memory, and peak memory."""

import json
import resource
import sys
import time

import numpy as np

peer, file, rows, columns, spec = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:5]), json.loads(sys.argv[5])
data = np.fromfile(file).reshape(columns + 1, rows)
train = rows - spec["predict"]
x, y = np.ascontiguousarray(data[:columns, :train].T), data[columns, :train]
options = dict(
    n_estimators=spec["trees"],
    min_samples_leaf=spec["minLeaf"],
    max_features=spec["variablesPerSplit"],
    n_jobs=spec["threads"],
    random_state=1,
)
try:
    if peer == "sklearn":
        from sklearn.ensemble import RandomForestRegressor

        model = RandomForestRegressor(**options)
        version = __import__("sklearn").__version__
    else:
        from quantile_forest import RandomForestQuantileRegressor

        model = RandomForestQuantileRegressor(**options, max_samples_leaf=None)
        version = __import__("quantile_forest").__version__
except ImportError:
    sys.exit(3)
start, cpu = time.perf_counter(), time.process_time()
model.fit(x, y)
result = {"seconds": time.perf_counter() - start, "cpu": time.process_time() - cpu, "version": version}
result["leaves"] = float(np.mean([tree.get_n_leaves() for tree in model.estimators_]))
if spec["predict"] > 0:
    new = np.ascontiguousarray(data[:columns, train:].T)
    start, cpu = time.perf_counter(), time.process_time()
    found = model.predict(new, quantiles=spec["probabilities"], weighted_leaves=True)
    result["quantileSeconds"] = time.perf_counter() - start
    result["quantileCpu"] = time.process_time() - cpu
    result["quantiles"] = found.ravel().tolist()
result["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(result))
