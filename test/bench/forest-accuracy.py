"""Called by forest-accuracy.mjs: FILE. Prints scikit-learn's test error by seed."""

import json
import sys

import numpy as np
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor

spec = json.load(open(sys.argv[1]))
x, y = np.array(spec["x"]).T, np.array(spec["y"])
train, test = spec["train"], spec["test"]
errors = []
for seed in range(spec["seeds"]):
    kind = RandomForestClassifier if spec["classes"] else RandomForestRegressor
    model = kind(
        n_estimators=spec["trees"],
        min_samples_leaf=spec["minLeaf"],
        max_features=spec["tries"],
        random_state=seed,
        n_jobs=2,
    ).fit(x[train], y[train])
    found = model.predict(x[test])
    errors.append(float(np.mean(found != y[test]) if spec["classes"] else np.mean((found - y[test]) ** 2)))
print(json.dumps(errors))
