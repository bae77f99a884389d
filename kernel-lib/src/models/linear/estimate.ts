import { cpuThreads } from "../../compute/cpu-threads.js";
import type { GlmConfig, OlsConfig, OptionsOf, ResultDocument } from "../../contract/index.js";
import { sandwich } from "../../compute/linalg/index.js";
import type { RunContext } from "../../compute/run.js";
import type { Table } from "../../data/table.js";
import type { Estimate } from "../model.js";
import { covarianceOf } from "./covariance.js";
import { detailsOf, type LinearDetails } from "./details.js";
import { countTerm } from "./dispersion.js";
import { estimateCoefficients, type Trained } from "./estimate-coefficients.js";
import { familyOf } from "./families.js";
import { inverseRoot, invertInformation } from "./inverse.js";
import { leverageOne } from "./leverage-one.js";
import { nullModel } from "./null-model.js";
import { notFinite } from "./not-finite.js";
import { prepare, type LinearOptions } from "./prepare.js";
import { predictorJson } from "./predictor.js";
import { originalMap, toOriginal, type LinearProblem } from "./problem.js";
import { rowTerms } from "./rows.js";
import { isSeparated } from "./separation.js";
import { conditionOf, statisticsOf } from "./statistics.js";
import { coefficientsTable, dispersionTable } from "./tables.js";
import {
  coefficientsFromUnits,
  detailsFromUnits,
  fitFromUnits,
  fromUnits,
  inUnits,
  unitsOf,
} from "./units.js";
import { warningsOf } from "./warnings.js";

/**
 * Ordinary or weighted least squares.
 *
 * Tests use Student's t with n − p degrees of freedom for classical errors and the normal distribution for robust
 * ones; the F test is Wald's where errors are robust, with G − 1 denominator degrees of freedom for G clusters, as
 * in statsmodels. Without an intercept, R² and F compare with a model of nothing, as R does even where a factor's
 * columns add up to a constant (statsmodels sees that constant). AIC counts the residual variance as a parameter, as
 * R does; statsmodels does not.
 * @throws InputError before any training, in one sentence.
 */
export function estimateOls(
  table: Table,
  options: OptionsOf<OlsConfig>,
  run: RunContext,
): Promise<Estimate<LinearDetails>> {
  return estimate(table, options, run, "ols");
}

/**
 * Generalised linear model by maximum likelihood, found by Newton's method in Float64; the negative binomial's θ
 * (variance = mean + mean²/θ) is estimated with the coefficients.
 *
 * Tests use the normal distribution. Log-likelihoods hold every constant. HC1–HC3 follow R's sandwich; statsmodels
 * gives GLMs HC0 under all four names.
 * @throws InputError before any training, in one sentence.
 */
export function estimateGlm(
  table: Table,
  options: OptionsOf<GlmConfig>,
  run: RunContext,
): Promise<Estimate<LinearDetails>> {
  return estimate(table, options, run, "glm");
}

async function estimate(
  table: Table,
  options: LinearOptions,
  run: RunContext,
  model: "ols" | "glm",
): Promise<Estimate<LinearDetails>> {
  const startedAt = new Date();
  const clock = run.clock();
  const { threads = 0, level = 0.95, maxIterations = 100, engine: engineName = "fused", seed = 1 } = options;
  const given = prepare(table, options, model);
  // Each of what stands between the breaths here takes a part of a second where there are a million rows.
  await run.breathe();
  const units = unitsOf(given);
  const { unit } = units;
  const problem = inUnits(given, units);
  await run.breathe();
  const { family, columns, rows, names, response, weights } = problem;

  const trainer = engineName === "tfjs" ? await tfjsTrainer(problem, options, run) : null;
  const estimated = await estimateCoefficients(problem, {
    run,
    threads,
    maxIterations,
    train: trainer?.train,
  });
  const { engine, coordinates, alpha, status, iterations } = estimated;
  try {
    const functions = familyOf(family, alpha);
    const inUnit = toOriginal(estimated.coefficients, coordinates);
    const eta = await engine.linearPredictor(estimated.coefficients);
    const term = family === "negative-binomial" && alpha > 0 ? countTerm(response, weights) : null;
    const fitted = eta.map(functions.mean);
    await run.breathe();
    const terms = rowTerms(problem, fitted, { alpha, term });
    const size = columns + (terms.alphaScore ? 1 : 0);
    await run.breathe();

    const separated = await isSeparated(problem, estimated);
    const inverse = invertInformation(estimated.information, { coordinates, separated });
    // The hat matrix is of the expected information; the observed one differs for the negative binomial only.
    // HC2 and HC3 divide by 1 − leverage, so they want it at the estimates and not a last small step before.
    const inflated = problem.errors === "HC2" || problem.errors === "HC3";
    const exact = term !== null || (inflated && family !== "gaussian");
    const gram = exact ? await engine.gram(terms.root) : estimated.information.coefficients;
    const root = inverseRoot(gram, columns);
    const leverage = await engine.quadratic(root);
    for (let i = 0; i < rows; i++) leverage[i]! *= terms.root[i]! ** 2;
    const coefficients = coefficientsFromUnits(inUnit, units);
    await run.breathe();
    const details = detailsOf(problem, { eta, fitted, functions, leverage, alpha });
    await run.breathe();

    const scaled = await covarianceOf(problem, {
      engine,
      coordinates,
      inverse: inverse.matrix,
      terms,
      leverage,
      scale: details.scale,
    });
    await run.breathe();
    const full = sandwich(originalMap(coordinates, size - columns), scaled, size, size);
    // A saturated model leaves no residuals to tell a scale or a robust error from.
    const saturated = rows <= columns && (family === "gaussian" || problem.errors !== "classical");
    const alone = inflated && !saturated ? leverageOne(problem, { leverage, root, coordinates }) : null;
    const unknown = inverse.undetermined.map((flat, j) => flat || saturated || (alone?.terms[j] ?? false));
    const stdErrors = Float64Array.from({ length: size }, (_, j) => {
      if (unknown[j]) return NaN;
      // Of a slope it is the scaled one's times the scale, and that does not overflow where its square would.
      const slope = j > 0 && j < columns;
      const error = slope
        ? coordinates.scale[j]! * Math.sqrt(scaled[j * size + j]!)
        : Math.sqrt(full[j * size + j]!);
      return fromUnits(error, unit);
    });
    const covariance = new Float64Array(columns * columns);
    for (let i = 0; i < columns; i++) {
      for (let j = 0; j < columns; j++) {
        const known = !unknown[i] && !unknown[j];
        covariance[i * columns + j] = known ? full[i * size + j]! : NaN;
      }
    }

    const alphaError = alpha > 0 ? alpha * stdErrors[columns]! : NaN; // from log α, by the delta method
    // XᵀX over all rows; for unweighted least squares it is the information.
    const unweighted =
      family === "gaussian" && !weights
        ? estimated.information.coefficients
        : await engine.gram(new Float64Array(rows).fill(1));
    const fitInUnit = statisticsOf(problem, {
      details,
      functions,
      alpha,
      alphaError,
      nullModel: status === "interrupted" ? null : await nullModel(problem, { alpha, run, threads }),
      iterations,
      conditionNumber: conditionOf(unweighted, coordinates),
      coefficients: inUnit,
      covariance,
    });
    await run.breathe();
    const fit = fitFromUnits(fitInUnit, unit);
    const df = model === "ols" && problem.errors === "classical" ? rows - columns : Infinity;
    const warnings = [
      ...problem.warnings,
      ...warningsOf(problem, {
        status,
        fit: fitInUnit,
        separated,
        undetermined: inverse.undetermined,
        alone,
        alpha,
      }),
    ];
    const tables = {
      coefficients: coefficientsTable(problem, { coefficients, stdErrors, df, level }),
      ...(alpha > 0 && { dispersion: dispersionTable(alpha, alphaError, level) }),
    };
    const empty = notFinite({ fit, tables, warnings });
    if (empty) warnings.push(empty);
    const finite = (value: number) => (Number.isFinite(value) ? value : null);
    const document: ResultDocument = {
      kind: "quetelet.result",
      version: 1,
      model,
      config: { ...options, model } as ResultDocument["config"],
      status,
      warnings,
      provenance: {
        seed,
        backend: trainer?.backend ?? "fused",
        device: trainer?.device ?? cpuThreads(engine.threads),
        versions: trainer?.versions ?? {},
        dataSha256: null,
        rows: table.rows,
        startedAt: startedAt.toISOString(),
        seconds: (run.clock() - clock) / 1000,
      },
      fit,
      tables,
      charts: {},
      predictor: predictorJson({
        kind: "linear",
        family,
        recipe: problem.recipe,
        names,
        coefficients: Array.from(coefficients),
        covariance: names.map((_, i) =>
          names.map((_, j) => finite(fromUnits(covariance[i * columns + j]!, unit, 2))),
        ),
        offset: problem.offsetExpression,
        exposure: problem.exposureColumn,
        scale: finite(fromUnits(details.scale, unit, 2)),
        theta: details.theta,
        df: Number.isFinite(df) && df > 0 ? df : null,
        level,
      }),
    };
    return { document, details: detailsFromUnits(details, given, units) };
  } finally {
    engine.close();
  }
}

interface Trainer {
  train(): Promise<Trained>;
  backend: string;
  device: string;
  versions: Record<string, string>;
}

/** The tfjs engine, loaded only when asked for. */
async function tfjsTrainer(
  problem: LinearProblem,
  options: LinearOptions,
  run: RunContext,
): Promise<Trainer> {
  const { loadBackend } = await import("../../compute/backends/index.js");
  const { trainGlmTfjs } = await import("./train-tfjs.js");
  const backend = await loadBackend(options.backend ?? "auto");
  run.runsOn({ backend: backend.name, device: backend.device });
  return {
    backend: backend.name,
    device: backend.device,
    versions: backend.versions,
    train: () => trainGlmTfjs({ ...problem, backend, run }),
  };
}
