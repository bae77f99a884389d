import { cpuThreads } from "../../compute/cpu-threads.js";
import type { FitStatus } from "../../contract/index.js";
import { openFusedEngine, type FusedEngine } from "../../compute/fused/index.js";
import { scaledCholesky } from "../../compute/linalg/index.js";
import type { NewtonOutcome, StopReason } from "../../compute/optimise/index.js";
import type { RunContext } from "../../compute/run.js";
import { refuseCollinear } from "./collinear.js";
import { coordinatesOf } from "./coordinates.js";
import { countTerm } from "./dispersion.js";
import type { Information } from "./inverse.js";
import { likelihood, maximise, negativeBinomialLikelihood } from "./maximise.js";
import { toScaled, type Coordinates, type LinearProblem } from "./problem.js";
import { sampleOf, type Sample } from "./sample.js";
import { countStart, nullStart } from "./start.js";

/** log α below which the negative binomial is the Poisson to every digit that matters. */
const POISSON_LIMIT = -25;

export interface Estimated {
  engine: FusedEngine;
  coordinates: Coordinates;
  /** Of the scaled columns. */
  coefficients: Float64Array;
  /** 1/θ; 0 for the other families, and for a negative binomial whose best α is 0. */
  alpha: number;
  information: Information;
  /** The last step of Newton's method, in the scaled columns' coefficients. */
  lastStep: Float64Array;
  iterations: number;
  status: FitStatus;
}

/** Coefficients of the original columns, and θ. */
export interface Trained {
  coefficients: Float64Array;
  theta?: number;
}

export interface EstimateOptions {
  run: RunContext;
  threads: number;
  maxIterations: number;
  /** Trains with another engine, once the design is known to be sound; the fit starts from what it finds. */
  train?: () => Promise<Trained>;
}

/**
 * Finds the maximum of the likelihood by Newton's method: first on a sample of a big problem,
 * which costs little and leaves two or three passes over all its rows.
 * The caller closes the engine.
 * @throws InputError when columns depend on each other.
 */
export async function estimateCoefficients(
  problem: LinearProblem,
  { run, threads, maxIterations, train }: EstimateOptions,
): Promise<Estimated> {
  const { rows, columns, response, offset, weights, design } = problem;
  const sample = sampleOf(problem);
  const coordinates = coordinatesOf(problem, sample);
  const breathe = () => run.breathe();
  const open = (data: Pick<Sample, "rows" | "design" | "response" | "offset" | "weights">) =>
    openFusedEngine({ ...data, columns, ...coordinates, threads, breathe });
  const sampled = open(sample);
  if (!train) run.runsOn({ backend: "fused", device: cpuThreads(sampled.threads) });
  let engine: FusedEngine | null = null;
  try {
    const sampleGram = await sampled.gram(new Float64Array(sample.rows).fill(1));
    const fullRank = (gram: Float64Array) => scaledCholesky(gram, columns, 1e-8).factor.ok;
    // Full rank in the sample is full rank; a rare category may be missing there, so all rows are asked next,
    // and anything near the limit gets the exact look.
    if (!fullRank(sampleGram)) {
      if (!sample.whole) engine = open({ rows, design, response, offset, weights });
      if (!engine || !fullRank(await engine.gram(new Float64Array(rows).fill(1)))) {
        refuseCollinear(problem, coordinates);
      }
    }

    const trained = train ? await train() : null;
    const begin = trained?.coefficients.every(Number.isFinite)
      ? toScaled(trained.coefficients, coordinates)
      : await bestStart(problem, sample, sampled, coordinates);
    const alphaStart = trained?.theta ? 1 / trained.theta : null;
    const settings = { run, maxIterations };
    const whole = { ...settings, phase: "fitting", trustLastStepBelow: rows > 2e5 ? 1e-4 : 0 };
    const rough = { ...settings, phase: "fitting a sample", tolerance: 1e-3 };

    let start = begin;
    let startAlpha = alphaStart;
    if (!sample.whole && !trained) {
      const first = await fitOnce(problem, sampled, sample, { ...rough, start, startAlpha: null });
      if (first.outcome.reason === "converged") [start, startAlpha] = [first.coefficients, first.alpha];
    }
    engine ??= sample.whole ? sampled : open({ rows, design, response, offset, weights });
    const all: Sample = { rows, design, response, offset, weights, whole: true };
    let final = await fitOnce(problem, engine, all, { ...whole, start, startAlpha });
    // A start from elsewhere may overflow on rows it has not seen.
    if (final.outcome.reason === "not-finite") {
      final = await fitOnce(problem, engine, all, {
        ...whole,
        start: nullStart(problem, sample),
        startAlpha: null,
      });
    }
    const { outcome, coefficients, alpha } = final;
    if (!sample.whole) sampled.close();
    return {
      engine,
      coordinates,
      coefficients,
      alpha,
      information: informationOf(problem, outcome, alpha),
      lastStep: outcome.step.slice(0, columns),
      iterations: outcome.iterations,
      status: statusOf(outcome.reason),
    };
  } catch (error) {
    sampled.close();
    engine?.close();
    throw error;
  }
}

async function bestStart(
  problem: LinearProblem,
  sample: Sample,
  engine: FusedEngine,
  coordinates: Coordinates,
): Promise<Float64Array> {
  const start = nullStart(problem, sample);
  if (problem.family === "gaussian" || problem.family === "binomial") return start;
  const other = await countStart(problem, sample, coordinates);
  return other ? lower(problem, engine, start, other) : start;
}

/** Of two starts the one of lower loss; a negative binomial is compared as a Poisson. */
async function lower({ family }: LinearProblem, engine: FusedEngine, a: Float64Array, b: Float64Array) {
  const compared = family === "negative-binomial" ? "poisson" : family;
  const [first, second] = [await engine.loss(compared, a), await engine.loss(compared, b)];
  return second < first || !Number.isFinite(first) ? b : a;
}

interface Once {
  outcome: NewtonOutcome;
  coefficients: Float64Array;
  alpha: number;
}

async function fitOnce(
  problem: LinearProblem,
  engine: FusedEngine,
  data: Sample,
  options: Parameters<typeof maximise>[1] & { startAlpha: number | null },
): Promise<Once> {
  const { family, columns } = problem;
  if (family !== "negative-binomial") {
    const outcome = await maximise(likelihood(engine, family), options);
    return { outcome, coefficients: outcome.x, alpha: 0 };
  }
  const term = countTerm(data.response, data.weights);
  const joint = negativeBinomialLikelihood(engine, term, columns);
  const from = async (coefficients: Float64Array, alpha: number): Promise<Once> => {
    const start = new Float64Array(columns + 1);
    start.set(coefficients);
    start[columns] = Math.log(alpha);
    const outcome = await maximise(joint, { ...options, start });
    return { outcome, coefficients: outcome.x.slice(0, columns), alpha: Math.exp(outcome.x[columns]!) };
  };
  const settled = ({ outcome }: Once) =>
    outcome.reason !== "not-finite" && outcome.reason !== "stalled" && outcome.x[columns]! > POISSON_LIMIT;

  if (options.startAlpha !== null && options.startAlpha > 0) {
    const once = await from(options.start, options.startAlpha);
    if (settled(once)) return once;
  }
  // The Poisson fit, and from it the score for α at 0: when it does not point upward, θ is infinite.
  const poisson = await maximise(likelihood(engine, "poisson"), options);
  const asPoisson: Once = { outcome: poisson, coefficients: poisson.x, alpha: 0 };
  if (poisson.reason === "interrupted") return asPoisson;
  const { excess, squares } = await overdispersion(engine, data, poisson.x);
  if (excess <= 0) return asPoisson;
  const moment = excess / squares;
  for (const alpha of [Number.isFinite(moment) ? Math.min(Math.max(moment, 1e-4), 100) : 1, 1, 0.01, 100]) {
    const once = await from(poisson.x, alpha);
    if (settled(once)) return once;
  }
  return { ...asPoisson, outcome: { ...poisson, reason: "stalled" } };
}

/** Σ w[(y − μ)² − y], twice the score for α at 0 (Cameron and Trivedi 1998, §3.4), and Σ wμ²; their ratio estimates α. */
async function overdispersion(
  engine: FusedEngine,
  { response, weights }: Sample,
  coefficients: Float64Array,
): Promise<{ excess: number; squares: number }> {
  const eta = await engine.linearPredictor(coefficients);
  let excess = 0;
  let squares = 0;
  for (let i = 0; i < eta.length; i++) {
    const w = weights ? weights[i]! : 1;
    const mean = Math.exp(eta[i]!);
    excess += w * ((response[i]! - mean) ** 2 - response[i]!);
    squares += w * mean * mean;
  }
  return { excess, squares };
}

function informationOf(
  { family, rows, columns, response, weights }: LinearProblem,
  { hessian, gradient }: NewtonOutcome,
  alpha: number,
): Information {
  let events = 0;
  let total = 0;
  for (let i = 0; i < rows; i++) {
    const w = weights ? weights[i]! : 1;
    events += w * response[i]!;
    total += w;
  }
  // Counts bring as much information as there are events, and those who have events cannot be separated.
  const expected = family === "binomial" ? events * (1 - events / total) : 0;
  if (alpha === 0) return { coefficients: hessian, joint: hessian, size: columns, expected };
  const size = columns + 1;
  const joint = Float64Array.from(hessian);
  // In log α the second derivative holds the first, which is 0 at the maximum: leave it out, as α's own has none.
  joint[size * size - 1]! -= gradient[columns]!;
  const coefficients = new Float64Array(columns * columns);
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < columns; j++) coefficients[i * columns + j] = joint[i * size + j]!;
  }
  return { coefficients, joint, size, expected };
}

function statusOf(reason: StopReason): FitStatus {
  if (reason === "interrupted") return "interrupted";
  return reason === "converged" ? "converged" : "stopped";
}
