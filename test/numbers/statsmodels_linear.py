"""Fits with statsmodels what linear-statsmodels.test.ts fits with ours: data as JSON in, estimates as JSON out."""

import json
import sys
import warnings

import numpy as np
import statsmodels.api as sm

warnings.simplefilter("ignore")
data = {name: np.array(values) for name, values in json.load(sys.stdin).items()}
x = sm.add_constant(np.column_stack([data["a"], data["b"], data["c"]]))
cluster = data["cluster"].astype(int)
out = {}


def keep(name, result, extra=()):
    row = {
        "estimate": result.params,
        "stdError": result.bse,
        "pValue": result.pvalues,
        "statistic": result.tvalues,
        "lower": result.conf_int()[:, 0],
        "upper": result.conf_int()[:, 1],
    }
    out[name] = {key: list(map(float, value)) for key, value in row.items()}
    out[name]["fit"] = {key: float(value) for key, value in {"logLik": result.llf, **dict(extra)}.items()}


kinds = {"classical": {}} | {f"HC{i}": {"cov_type": f"HC{i}"} for i in range(4)}
kinds["cluster"] = {"cov_type": "cluster", "cov_kwds": {"groups": cluster}}

for kind, options in kinds.items():
    for name, model in {
        "ols": sm.OLS(data["y"], x),
        "wls": sm.WLS(data["y"], x, weights=data["weight"]),
    }.items():
        result = model.fit(**options)
        extra = {
            "rSquared": result.rsquared,
            "adjustedRSquared": result.rsquared_adj,
            "fStatistic": result.fvalue,
            "fPValue": result.f_pvalue,
            "scale": result.scale,
        }
        keep(f"{name} {kind}", result, extra)
    if kind in ("HC1", "HC2", "HC3"):
        continue  # statsmodels' GLM gives HC0 under these names
    families = {
        "gaussian": (data["y"], sm.families.Gaussian(), {}),
        "poisson": (data["count"], sm.families.Poisson(), {"exposure": data["exposure"]}),
        "binomial": (data["event"], sm.families.Binomial(), {"offset": data["offset"]}),
    }
    for family, (y, make, given) in families.items():
        for label, weights in {"": {}, "weighted ": {"var_weights": data["weight"]}}.items():
            model = sm.GLM(y, x, family=make, **given, **weights)
            result = model.fit(tol=1e-14, maxiter=200, tol_criterion="params", **options)
            extra = {
                "deviance": result.deviance,
                "nullDeviance": result.null_deviance,
                "pearsonChi2": result.pearson_chi2,
            }
            keep(f"{label}{family} {kind}", result, extra if not label else {})
    model = sm.NegativeBinomial(data["count"], x, exposure=data["exposure"])
    start = model.fit(disp=0, maxiter=5000).params
    result = model.fit(start_params=start, method="newton", disp=0, maxiter=100, tol=1e-14, **options)
    keep(f"negative-binomial {kind}", result, {"nullLogLik": result.llnull})

print(json.dumps(out))
