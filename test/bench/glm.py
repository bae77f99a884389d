"""Called by glm.mjs: PEER FILE ROWS COLUMNS REPEATS. Prints the best times of fitting, from a matrix in memory."""

import json
import sys
import time

import numpy as np

peer, file, rows, columns, repeats = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6])
data = np.fromfile(file).reshape(columns + 1, rows)
x, y = data[:columns].T, data[columns]


def statsmodels():
    import statsmodels.api as sm

    def fit():
        result = sm.GLM(y, sm.add_constant(x), family=sm.families.Poisson()).fit()
        result.bse  # ours has them too
        return result.params

    return fit, f"statsmodels {__import__('statsmodels').__version__} GLM, IRLS, with standard errors"


def sklearn(tol=1e-4):
    from sklearn.linear_model import PoissonRegressor

    def solver(name):
        def fit():
            model = PoissonRegressor(alpha=0, solver=name, tol=tol, max_iter=1000).fit(x, y)
            return np.r_[model.intercept_, model.coef_]

        return fit

    best = fastest([solver("newton-cholesky"), solver("lbfgs")])
    return best, f"scikit-learn {__import__('sklearn').__version__} PoissonRegressor, its faster solver, tol={tol}, no standard errors"


def glum(tol=1e-4):
    from glum import GeneralizedLinearRegressor

    def order(matrix):
        def fit():
            model = GeneralizedLinearRegressor(family="poisson", alpha=0, gradient_tol=tol).fit(matrix, y)
            return np.r_[model.intercept_, model.coef_]

        return fit

    best = fastest([order(x), order(np.ascontiguousarray(x))])
    return best, f"glum {__import__('glum').__version__}, its faster memory order, gradient_tol={tol}, no standard errors"


def seconds(fit):
    start = time.perf_counter()
    fit()
    return time.perf_counter() - start


def fastest(fits):
    return min(fits, key=seconds)


try:
    peers = {"statsmodels": statsmodels, "sklearn": sklearn, "glum": glum}
    fit, what = peers[peer.removesuffix("-tight")](*([1e-8] if peer.endswith("-tight") else []))
except ImportError:
    sys.exit(3)
best = cpu = float("inf")
for _ in range(repeats):
    before = time.process_time()
    best = min(best, seconds(fit))
    cpu = min(cpu, time.process_time() - before)
beta = fit()
from scipy.special import gammaln  # noqa: E402

eta = beta[0] + x @ beta[1:]
log_lik = float(np.sum(y * eta - np.exp(eta) - gammaln(y + 1)))
print(json.dumps({"seconds": best, "cpu": cpu, "what": what, "logLik": log_lik, "coefficients": beta.tolist()}))
