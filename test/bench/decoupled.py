"""Times of the peers: raimitigations' greedy pass over thresholds, and fairlearn's bootstrapped MetricFrame.

Usage: decoupled.py pass|audit SCORES.csv. Prints JSON. raimitigations needs packages that no longer install together
(sdv 0.18, imbalanced-learn 0.9); its pass uses none of them, so what is not there is replaced by empty stand-ins:
    python -m venv peer && peer/bin/pip install fairlearn && peer/bin/pip install --no-deps raimitigations==1.1.1
"""

import importlib.abc
import importlib.machinery
import importlib.util
import json
import sys
import time
from unittest.mock import MagicMock

import numpy as np
import pandas as pd


class StandIns(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    names = {"imblearn", "sdv", "mlxtend", "researchpy", "catboost", "xgboost", "raiutils", "seaborn", "lightgbm", "statsmodels", "matplotlib"}

    def find_spec(self, fullname, path=None, target=None):
        if fullname.split(".")[0] in self.names:
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec):
        module = MagicMock(name=spec.name)
        module.__path__ = []
        module.__spec__ = spec
        return module

    def exec_module(self, module):
        pass


def passes(scores):
    sys.meta_path.append(StandIns())
    from raimitigations.cohort import DecoupledClass
    from raimitigations.utils import _MetricNames, get_metrics

    class Cohort:
        def __init__(self, name, rows):
            self.name, self.rows = name, rows
            both = np.column_stack([1 - rows["p"], rows["p"]])
            self.train_result = get_metrics(rows["y"].to_numpy(), both, False, False, return_th_list=True)
            self.both = both

        def get_size(self):
            return len(self.rows)

        def get_index_list(self):
            return list(self.rows.index)

    class Frame:
        def __init__(self, df):
            self.df, self.shape = df, df.shape

    answers = []
    for loss in ("balanced", "num_parity", "dem_parity"):
        for weight in (0.8, 0.5, 0.2):
            model = DecoupledClass.__new__(DecoupledClass)
            model.cohorts = [Cohort(name, rows) for name, rows in scores.groupby("cohort")]
            model.df_info, model.y_info = Frame(scores), Frame(scores["y"])
            model.fairness_loss, model.lambda_coef, model.max_joint_loss_time = loss, weight, 50
            model.predict_proba = lambda df, split_pred, of=model: {each.name: each.both for each in of.cohorts}
            start = time.perf_counter()
            model._optimize_joint_loss()
            seconds = time.perf_counter() - start
            end = model._compute_initial_joint_loss()[0]
            answers.append({"loss": loss, "lambda": weight, "seconds": seconds, "objective": end})
            assert _MetricNames.TH in model.cohorts[0].train_result
    return answers


def audit(scores):
    from fairlearn.metrics import MetricFrame, false_negative_rate, false_positive_rate, selection_rate
    from sklearn.metrics import precision_score, zero_one_loss

    start = time.perf_counter()
    MetricFrame(
        metrics={
            "selection": selection_rate,
            "error": zero_one_loss,
            "fpr": false_positive_rate,
            "fnr": false_negative_rate,
            "precision": precision_score,
        },
        y_true=scores["y"],
        y_pred=(scores["p"] >= 0.5).astype(int),
        sensitive_features=scores["cohort"],
        n_boot=200,
        ci_quantiles=[0.025, 0.975],
        random_state=1,
    )
    return {"seconds": time.perf_counter() - start}


print(json.dumps({"pass": passes, "audit": audit}[sys.argv[1]](pd.read_csv(sys.argv[2]))))
