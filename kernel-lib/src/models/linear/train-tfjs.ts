import type { Tensor, Tensor2D, Variable } from "@tensorflow/tfjs-core";
import { trainAdam } from "../../compute/adam.js";
import type { Backend, Tensorflow } from "../../compute/backends/index.js";
import type { RunContext } from "../../compute/run.js";
import type { GlmFamily } from "../../contract/index.js";
import { countTail } from "./count-tail.js";

export interface TrainGlmOptions {
  /** Design matrix, row-major, rows × columns. */
  design: Float64Array;
  rows: number;
  columns: number;
  /** Outcome of each row: any number, a count, or a proportion in [0, 1], by the family. */
  response: Float64Array;
  family: GlmFamily;
  /** Enters the linear predictor with coefficient 1. */
  offset?: Float64Array | null;
  /** Weight of each row; 1 when absent. */
  weights?: Float64Array | null;
  backend: Backend;
  run: RunContext;
  /** @default 5000 */
  maxSteps?: number;
}

export interface TrainedGlm {
  /** One for each column of the design, in its units. */
  coefficients: Float64Array;
  /** Negative-binomial shape; variance = mean + mean²/theta. */
  theta?: number;
  /** Mean loss (negative log-likelihood without constants) every 25 steps. */
  losses: number[];
  status: "converged" | "stopped" | "interrupted";
  steps: number;
}

/**
 * Trains a generalised linear model by Adam on the mean negative log-likelihood, in float32 on any tfjs
 * backend. The columns are standardised first, so that one learning rate suits them all. The answer is a
 * start for the Float64 polish, near enough for Newton's method to finish in a few steps.
 *
 * Full batch from a fixed start: no randomness, the same answer every time on the same backend.
 */
export async function trainGlmTfjs(options: TrainGlmOptions): Promise<TrainedGlm> {
  const { columns, family, backend, run, maxSteps } = options;
  const { tf } = backend;
  const scaling = scaleColumns(options);
  const outcome = scaleOutcome(options);
  const start = startValues(options, scaling, outcome);

  backend.activate();
  const data = tf.tidy(() => ({
    design: padded(tf, scaling.values, columns),
    response: padded(tf, outcome.values, 1),
    offset: options.offset ? padded(tf, outcome.offset, 1) : tf.zeros([1, 1]),
    weights: padded(tf, meanWeights(options), 1),
  }));
  const [beta, logTheta] = tf.tidy(() => [
    tf.variable(tf.tensor2d(start.beta, [columns, 1])),
    tf.variable(tf.tensor2d([start.logTheta], [1, 1])),
  ]);
  const pointwise = lossOf(tf, family, options.response, logTheta);
  const counts = family === "negative-binomial" ? countTerm(tf, options, logTheta) : null;

  try {
    const { losses, status, steps } = await trainAdam({
      backend,
      run,
      phase: `training (${backend.name})`,
      variables: counts ? [beta, logTheta] : [beta],
      loss: () => {
        const eta = tf.add(tf.matMul(data.design, beta), data.offset);
        const mean = sumRows(tf, tf.mul(data.weights, pointwise(eta, data.response)));
        return counts ? tf.sub(mean, counts.value()) : mean;
      },
      maxSteps,
    });
    const [scaled, theta] = await Promise.all([beta.data(), logTheta.data()]);
    return {
      coefficients: unscale(scaled, scaling, outcome),
      ...(counts && { theta: Math.exp(theta[0] as number) }),
      losses,
      status,
      steps,
    };
  } finally {
    backend.activate();
    counts?.dispose();
    tf.dispose([data, beta, logTheta]);
  }
}

/** Rows whose losses are added first. */
const blockRows = 256;

/** A matrix of whole blocks of rows; the rows that fill up the last one are zero, as are their weights. */
function padded(tf: Tensorflow, values: Float32Array, columns: number): Tensor2D {
  const rows = Math.ceil(values.length / columns / blockRows) * blockRows;
  const filled = new Float32Array(rows * columns);
  filled.set(values);
  return tf.tensor2d(filled, [rows, columns]);
}

/**
 * Sums each column of rows × replicates: first within blocks, then over the blocks. Added one after the other,
 * as tfjs's wasm does, a million numbers in float32 come out right to three digits only.
 */
function sumRows(tf: Tensorflow, values: Tensor): Tensor {
  const [rows = 0, replicates = 1] = values.shape;
  return tf.sum(tf.sum(tf.reshape(values, [rows / blockRows, blockRows, replicates]), 1), 0);
}

type Pointwise = (eta: Tensor, y: Tensor) => Tensor;

/** Negative log-likelihood of each row, without what depends on neither the coefficients nor theta. */
function lossOf(tf: Tensorflow, family: GlmFamily, response: Float64Array, logTheta: Variable): Pointwise {
  switch (family) {
    case "gaussian":
      return (eta, y) => tf.mul(0.5, tf.squaredDifference(y, eta));
    case "binomial":
      return (eta, y) => tf.sub(tf.softplus(eta), tf.mul(y, eta));
    case "poisson": {
      // Means far beyond the largest count occur only on the way. There exp(eta) goes on as a straight line,
      // so that it cannot overflow and its slope cannot throw the other coefficients off.
      const largest = Math.log(1 + response.reduce((a, b) => Math.max(a, b), 0)) + 5;
      return (eta, y) => {
        const beyond = tf.relu(tf.sub(eta, largest));
        return tf.sub(tf.mul(tf.exp(tf.sub(eta, beyond)), tf.add(beyond, 1)), tf.mul(y, eta));
      };
    }
    case "negative-binomial":
      // (y + θ) log(1 + μ/θ) − y η; the rest of the likelihood is in countTerm.
      return (eta, y) => {
        const odds = tf.softplus(tf.sub(eta, logTheta));
        return tf.sub(tf.mul(tf.add(y, tf.exp(logTheta)), odds), tf.mul(y, eta));
      };
  }
}

/**
 * The mean over the rows of log Γ(y + θ) − log Γ(θ) − y log θ, which for counts is Σ_{k<y} log(1 + k/θ).
 * As a sum over k it needs no log Γ, which tfjs lacks, and nothing in it cancels in float32.
 */
function countTerm(tf: Tensorflow, { response, weights }: TrainGlmOptions, logTheta: Variable) {
  const tail = countTail(response, weights ?? null);
  const positions = tf.tensor2d(tail.positions, [tail.positions.length, 1]);
  const shares = tf.tensor2d(tail.weights, [tail.weights.length, 1]);
  return {
    value: () => tf.sum(tf.mul(shares, tf.log1p(tf.mul(positions, tf.exp(tf.neg(logTheta))))), 0),
    dispose: () => tf.dispose([positions, shares]),
  };
}

interface Scaling {
  values: Float32Array;
  center: Float64Array;
  scale: Float64Array;
  /** The column that is one constant, by which the others are centred; -1 when there is none. */
  constant: number;
}

/** Standard deviation 1 in each column; mean 0 too when a constant column can take the means up. */
function scaleColumns({ design, rows, columns }: TrainGlmOptions): Scaling {
  const center = new Float64Array(columns);
  const scale = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) center[j]! += design[i * columns + j]! / rows;
  }
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) scale[j]! += (design[i * columns + j]! - center[j]!) ** 2 / rows;
  }
  const constant = center.findIndex((_, j) => isConstant(j));
  for (let j = 0; j < columns; j++) {
    const mean = center[j]!;
    const meanSquare = scale[j]! + mean ** 2;
    if (j === constant) {
      scale[j] = design[j]!;
      center[j] = 0;
    } else {
      scale[j] = Math.sqrt(constant < 0 ? meanSquare : scale[j]!) || 1;
      if (constant < 0) center[j] = 0;
    }
  }
  const values = new Float32Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const at = i * columns + j;
      values[at] = (design[at]! - center[j]!) / scale[j]!;
    }
  }
  return { values, center, scale, constant };

  function isConstant(j: number): boolean {
    for (let i = 1; i < rows; i++) if (design[i * columns + j] !== design[j]) return false;
    return design[j] !== 0;
  }
}

interface Outcome {
  values: Float32Array;
  offset: Float32Array;
  /** What a Gaussian outcome was divided by; 1 for the other families. */
  scale: number;
}

function scaleOutcome({ response, offset, family }: TrainGlmOptions): Outcome {
  let scale = 1;
  if (family === "gaussian") {
    const net = response.map((y, i) => y - (offset?.[i] ?? 0));
    const mean = net.reduce((a, b) => a + b, 0) / net.length;
    scale = Math.sqrt(net.reduce((sum, y) => sum + (y - mean) ** 2, 0) / net.length) || 1;
  }
  return {
    values: Float32Array.from(response, (y) => y / scale),
    offset: Float32Array.from(offset ?? [], (value) => value / scale),
    scale,
  };
}

/** Weights that sum to one, so that a weighted sum is a mean. */
function meanWeights({ rows, weights }: TrainGlmOptions): Float32Array {
  if (!weights) return new Float32Array(rows).fill(1 / rows);
  const total = weights.reduce((a, b) => a + b, 0);
  return Float32Array.from(weights, (weight) => weight / total);
}

/** The null model: its intercept where there is one, and theta by moments. */
function startValues(options: TrainGlmOptions, { constant }: Scaling, outcome: Outcome) {
  const { response, family, offset, weights, rows, columns } = options;
  let total = 0;
  let sum = 0;
  let exposure = 0;
  let squares = 0;
  for (let i = 0; i < rows; i++) {
    const weight = weights?.[i] ?? 1;
    total += weight;
    sum += weight * (response[i]! - (family === "gaussian" ? (offset?.[i] ?? 0) : 0));
    squares += weight * response[i]! ** 2;
    exposure += weight * Math.exp(offset?.[i] ?? 0);
  }
  const mean = sum / total;
  const share = Math.min(Math.max(mean, 1e-6), 1 - 1e-6);
  const intercept = {
    gaussian: mean / outcome.scale,
    binomial: Math.log(share / (1 - share)),
    poisson: Math.log(Math.max(sum, 0.5) / exposure),
    "negative-binomial": Math.log(Math.max(sum, 0.5) / exposure),
  }[family];
  const beta = new Float32Array(columns);
  if (constant >= 0) beta[constant] = intercept;
  const excess = squares / total - mean ** 2 - mean;
  const theta = excess > 0 ? Math.min(Math.max(mean ** 2 / excess, 0.05), 100) : 100;
  return { beta, logTheta: Math.log(theta) };
}

function unscale(
  beta: ArrayLike<number>,
  { center, scale, constant }: Scaling,
  outcome: Outcome,
): Float64Array {
  const result = Float64Array.from(beta, (b, j) => (b * outcome.scale) / scale[j]!);
  if (constant >= 0) {
    let shift = 0;
    for (let j = 0; j < result.length; j++) if (j !== constant) shift += result[j]! * center[j]!;
    result[constant]! -= shift / scale[constant]!;
  }
  return result;
}
