"""What fairlearn's MetricFrame says of the COMPAS scores; fairlearn_groups.json is what it printed.

python -m venv /tmp/fairlearn && /tmp/fairlearn/bin/pip install fairlearn==0.15.0
/tmp/fairlearn/bin/python test/numbers/fairlearn_groups.py ../shared/data/fairness > test/numbers/fairlearn_groups.json
"""

import json
import sys

import numpy as np
import pandas as pd
from fairlearn.metrics import (
    MetricFrame,
    false_negative_rate,
    false_positive_rate,
    selection_rate,
    true_positive_rate,
)
from sklearn.metrics import brier_score_loss, precision_score, roc_auc_score, zero_one_loss

scored = pd.read_csv(f"{sys.argv[1]}/compas_probabilities_by_cohort.csv")
people = pd.read_csv(f"{sys.argv[1]}/compas_model.csv")
sex = people["male"].map({0: "female", 1: "male"})
hard = {
    "selectionRate": selection_rate,
    "errorRate": zero_one_loss,
    "falsePositiveRate": false_positive_rate,
    "falseNegativeRate": false_negative_rate,
    "truePositiveRate": true_positive_rate,
    "precision": precision_score,
}
soft = {"auc": roc_auc_score, "brier": brier_score_loss}
predicted = (scored["p"] >= 0.5).astype(int)
weights = 1 + np.arange(len(scored)) % 3


def frame(metrics, values, groups, weighted=False):
    parameters = {name: {"sample_weight": weights} for name in metrics} if weighted else None
    return MetricFrame(
        metrics=metrics, y_true=scored["y"], y_pred=values, sensitive_features=groups, sample_params=parameters
    )


def answers(groups, weighted=False):
    answer = {}
    for metrics, values in ((hard, predicted), (soft, scored["p"])):
        made = frame(metrics, values, groups, weighted)
        for name in metrics:
            levels = made.by_group[name]
            answer[name] = {
                "overall": made.overall[name],
                "groups": [levels[key] for key in sorted(levels.index)],
                "minimum": made.group_min()[name],
                "maximum": made.group_max()[name],
                "difference": made.difference()[name],
                "ratio": made.ratio()[name],
                "differenceToOverall": made.difference(method="to_overall")[name],
                "ratioToOverall": made.ratio(method="to_overall")[name],
            }
    return answer


cohort = scored["cohort"].rename("cohort")
both = pd.DataFrame({"cohort": cohort, "sex": sex})
print(json.dumps({"cohort": answers(cohort), "both": answers(both), "weighted": answers(cohort, True)}))
