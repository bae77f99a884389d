"""Logistic regressions by cohort that test/numbers/decoupled.test.ts compares with; writes decoupled_sklearn.json.

    pip install scikit-learn pandas
    python test/numbers/decoupled_sklearn.py ../shared/data/fairness/compas_model.csv
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

data = pd.read_csv(sys.argv[1])
features = [name for name in data.columns if name not in ("race", "two_year_recid")]
bins = pd.cut(data.priors, [-1, 0, 3, 100], labels=["none", "few", "many"]).to_numpy()
settings = {
    "ridge": dict(C=1.0),
    "strong ridge": dict(C=0.1),
    "none": dict(C=np.inf),
    "lasso": dict(C=0.05, l1_ratio=1, solver="saga"),
}


def fit(x, y, weights=None, solver="newton-cholesky", **options):
    model = LogisticRegression(tol=1e-12, max_iter=500_000, solver=solver, **options)
    model.fit(x, y, sample_weight=weights)
    return np.column_stack([model.intercept_, model.coef_]).tolist()


out = {"scikit-learn": sklearn.__version__, "features": features, "cohorts": {}}
for race in ("African-American", "Caucasian", "Hispanic", "Other"):
    own = (data.race == race).to_numpy()
    x = data.loc[own, features].to_numpy(float)
    y = data.two_year_recid[own].to_numpy()
    scaled = StandardScaler().fit_transform(x)
    weights = 1 + data.age[own].to_numpy() / 50
    few = [name for name in range(len(features)) if features[name] != "priors"]
    out["cohorts"][race] = {
        **{name: fit(scaled, y, **options)[0] for name, options in settings.items()},
        "unscaled": fit(x, y, C=1.0)[0],
        "weighted": fit(scaled, y, weights, C=1.0)[0],
        "multinomial": fit(scaled[:, few], bins[own], C=1.0, solver="newton-cg"),
    }
Path(__file__).with_suffix(".json").write_text(json.dumps(out, indent=1) + "\n")
