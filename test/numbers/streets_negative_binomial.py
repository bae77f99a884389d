"""Maximises a negative-binomial likelihood with SciPy, from several starts: columns as JSON in, the best fit out."""

import json
import sys

import numpy as np
from scipy.optimize import minimize
from scipy.special import digamma, gammaln

data = {name: np.array(values) for name, values in json.load(sys.stdin).items()}
y, offset = data["y"], data["offset"]
x = np.column_stack([np.ones(len(y)), data["a"], data["b"], data["c"]])
scale = np.r_[1, x[:, 1:].std(axis=0)]
z = x / scale


def loss(parameters):
    """Mean negative log-likelihood and its gradient in the scaled coefficients and log theta."""
    eta = z @ parameters[:4] + offset
    theta = np.exp(parameters[4])
    mu = np.exp(eta)
    log_lik = (
        gammaln(y + theta) - gammaln(theta) - gammaln(y + 1)
        + theta * np.log(theta / (theta + mu)) + y * (eta - np.log(theta + mu))
    )
    slope = theta * (y - mu) / (theta + mu)
    in_theta = digamma(y + theta) - digamma(theta) + np.log(theta / (theta + mu)) + 1 - (y + theta) / (theta + mu)
    gradient = np.r_[z.T @ slope, theta * in_theta.sum()] / len(y)
    return -log_lik.mean(), -gradient


best = []
rng = np.random.default_rng(1)
centre = np.r_[np.log(y.mean()) - offset.mean(), 0, 0, 0, 0]
for _ in range(4):
    start = centre + rng.normal(scale=[1, 0.2, 0.2, 0.2, 0.5])
    found = minimize(loss, start, jac=True, method="BFGS", options={"gtol": 1e-9, "maxiter": 2000})
    best.append((float(found.fun), found.x))
value, at = min(best, key=lambda pair: pair[0])
print(
    json.dumps(
        {
            "logLik": -value * len(y),
            "coefficients": (at[:4] / scale).tolist(),
            "theta": float(np.exp(at[4])),
            "spread": (max(b[0] for b in best) - value) * len(y),
        }
    )
)
