import { cpuThreads } from "../../compute/cpu-threads.js";
import { randomKey } from "../../compute/random/index.js";
import { quietly, type RunContext } from "../../compute/run.js";
import type { Backend } from "../../compute/backends/index.js";
import type { ResultDocument } from "../../contract/index.js";
import type { Table } from "../../data/table.js";
import { dispersionTable } from "../linear/tables.js";
import type { Estimate } from "../model.js";
import { accuracyOf } from "./accuracy.js";
import { createCellMaker } from "./cells.js";
import {
  canCheck,
  dropoutTask,
  dropoutTrainer,
  exactOf,
  fitKey,
  fixedParameters,
  lassoOf,
  type LassoChoice,
  type Sample,
  sampleOf,
  type Terrain,
} from "./choose.js";
import { conjunctiveTable } from "./conjunctive.js";
import type { RiskTerrainDetails } from "./details.js";
import type { DropoutResult } from "./dropout-plan.js";
import { criterionOf, type ExactSearch } from "./exact.js";
import { findPatterns } from "./patterns.js";
import { placesOf } from "./places.js";
import { covarianceOf, polish } from "./polish.js";
import { predictorJson } from "./predict.js";
import { prepare, type RiskTerrainOptions } from "./prepare.js";
import { type Replicates, replicate } from "./replicates.js";
import { criterionConstant, rowFit, statisticsOf } from "./statistics.js";
import {
  agreementTable,
  coefficientsTable,
  pathTable,
  selectionTable,
  stabilityTable,
  trainedTable,
} from "./tables.js";
import { candidateWarnings, fitWarnings } from "./warnings.js";

/**
 * A risk terrain model: a count regression with a log link that keeps at most one candidate of each set, with a
 * rate ratio above 1 (Caplan, Kennedy and Miller 2011; the gradient-descent form is Wheeler's).
 *
 * However the variables were chosen, the estimates are the maximum-likelihood fit of the choice, in Float64, and
 * `fit` holds its `objective` (the criterion), the `bound` below which no model of the space lies, where that is
 * known, and the `gap` between the two.
 * @throws InputError before any training, in one sentence.
 */
export async function estimateRiskTerrain(
  table: Table,
  options: RiskTerrainOptions,
  run: RunContext,
): Promise<Estimate<RiskTerrainDetails>> {
  const startedAt = new Date();
  const clock = run.clock();
  const { method = "exact", criterion = "bic", replicates: wanted = 0, level = 0.95, seed = 1 } = options;
  const problem = prepare(table, options);
  const patterns = findPatterns(problem);
  const price = { bic: Math.log(problem.rows), aic: 2, deviance: 0 }[criterion];
  const terrain: Terrain = { problem, patterns, cellsOf: createCellMaker(patterns), options, price };
  const whole = sampleOf(terrain);
  const key = randomKey(seed);
  const constant = criterionConstant(problem, criterion);
  const backend = options.engine === "tfjs" && method === "dropout" ? await loadTfjs(options) : null;
  run.runsOn(
    backend ? { backend: backend.name, device: backend.device } : { backend: "fused", device: cpuThreads(1) },
  );

  const chosen = await choose(terrain, whole, { run, constant, backend, key: fitKey(key) });
  const polished = polish({
    choice: chosen.choice,
    ...whole,
    cellsOf: terrain.cellsOf,
    alwaysCount: patterns.alwaysCount,
    intercept: problem.intercept,
  });
  const { choice, fit: cellFit } = polished;
  const small = canCheck(terrain);
  const optimum =
    chosen.exact ?? (small && !run.cancelled ? await exactOf(terrain, whole, quietly(run), constant) : null);
  const replicates: Replicates | null =
    wanted > 0 && !run.cancelled
      ? await replicate(terrain, {
          method,
          count: wanted,
          key,
          whole,
          optimum: optimum?.complete ? optimum.choice : null,
          backend,
          run,
        })
      : null;

  const rows = rowFit(problem, polished);
  const covariance = covarianceOf(cellFit);
  const size = Math.sqrt(covariance.length);
  const { alpha, coefficients } = cellFit;
  const alphaError =
    alpha > 0 && size > coefficients.length ? alpha * Math.sqrt(covariance[size * size - 1]!) : NaN;
  const criteria = { price: criterion === "deviance" ? 0 : price, constant, fixed: fixedParameters(terrain) };
  const objective = criterionOf(criteria, cellFit.loss, coefficients.length - patterns.alwaysCount);
  const bound = optimum ? Math.min(optimum.bound, objective) : null;
  const gap = bound === null ? null : objective - bound;
  const statistics = {
    ...statisticsOf(problem, { fit: cellFit, rows, ...whole, cellsOf: terrain.cellsOf, alphaError }),
    objective,
    bound,
    // A hundred-thousandth of a point is rounding.
    gap: gap !== null && gap < 1e-5 ? 0 : gap,
    ...(optimum && { models: optimum.models, modelsExamined: optimum.examined }),
    patterns: patterns.count,
  };
  const fit = Object.fromEntries(
    Object.entries(statistics).map(([name, value]) => [name, Number.isFinite(value) ? value : null]),
  ) as ResultDocument["fit"];
  const interrupted = chosen.interrupted;
  const made = replicates ? replicates.resamples.length : 0;
  const accuracy = accuracyOf(problem, {
    fitted: rows.fitted,
    shares: options.shares,
    nextName: options.nextOutcome,
  });
  const conjunctive = conjunctiveTable(problem, polished, rows);
  const places = placesOf(problem, polished, rows, conjunctive);
  const trained = chosen.dropout?.burnedIn ?? chosen.lasso?.path.coefficients[chosen.lasso.path.best] ?? null;
  const names = { method, choice };

  const document: ResultDocument = {
    kind: "quetelet.result",
    version: 1,
    model: "risk-terrain",
    config: { ...options, model: "risk-terrain" },
    status: interrupted || made < wanted ? "interrupted" : "converged",
    warnings: [
      ...problem.warnings,
      ...candidateWarnings(problem),
      ...fitWarnings(problem, {
        polished,
        fit,
        interrupted,
        checked: method === "exact" || small,
        replicates: { wanted, made },
        chosenIn:
          made >= fewest
            ? problem.sets.map((_, set) =>
                shareOf(replicates!.resamples, (each) => each.choice[set] === choice[set]),
              )
            : [],
      }),
    ],
    provenance: {
      seed,
      backend: backend?.name ?? "fused",
      device: backend?.device ?? cpuThreads(1),
      versions: backend?.versions ?? {},
      dataSha256: null,
      rows: table.rows,
      startedAt: startedAt.toISOString(),
      seconds: 0,
    },
    fit,
    tables: {
      coefficients: coefficientsTable(problem, { polished, covariance, level, replicates }),
      selection: selectionTable(problem, { ...names, optimum, trained }),
      ...(made > 0 && {
        stability: stabilityTable(problem, { choice, replicates: replicates!, level }),
        agreement: agreementTable(method, replicates!),
      }),
      ...(conjunctive && { conjunctive: conjunctive.table }),
      accuracy: accuracy.table,
      ...(chosen.dropout && { trained: trainedTable(problem, chosen.dropout) }),
      ...(chosen.lasso && { path: pathTable(chosen.lasso.path) }),
      ...(alpha > 0 && { dispersion: dispersionTable(alpha, alphaError, level) }),
    },
    charts: {},
    ...(places && { details: { places } }),
    predictor: predictorJson({
      kind: "risk-terrain",
      family: problem.family,
      always: problem.always.map(({ name }, j) => (problem.interceptAdded && j === 0 ? null : name)),
      chosen: chosenOf(terrain, choice, coefficients).map(({ set, variable }) => ({ set, variable })),
      coefficients: Array.from(coefficients),
      covariance: Array.from(coefficients, (_, i) =>
        Array.from(coefficients, (_, j) => {
          const value = covariance[i * size + j]!;
          return Number.isFinite(value) ? value : null;
        }),
      ),
      exposure: problem.exposureName,
      theta: alpha > 0 ? 1 / alpha : null,
      level,
    }),
  };
  document.provenance.seconds = (run.clock() - clock) / 1000;
  const details: RiskTerrainDetails = {
    family: problem.family,
    method,
    kept: problem.kept,
    outcome: problem.outcome,
    nextOutcome: problem.nextOutcome,
    area: problem.area,
    coordinates: problem.coordinates,
    exposure: problem.exposure,
    fitted: rows.fitted,
    relativeRisk: rows.relativeRisk,
    theta: alpha > 0 ? 1 / alpha : null,
    chosen: chosenOf(terrain, choice, coefficients),
    losses: chosen.dropout?.losses ?? [],
    accuracyCurves: accuracy.curves,
  };
  return { document, details };
}

/** Resamples with fewer than which shares mean little. */
const fewest = 20;

const shareOf = <T>(list: readonly T[], is: (item: T) => boolean) => list.filter(is).length / list.length;

interface Chosen {
  choice: Int32Array;
  interrupted: boolean;
  exact: ExactSearch | null;
  lasso: LassoChoice | null;
  dropout: DropoutResult | null;
}

async function choose(
  terrain: Terrain,
  whole: Sample,
  {
    run,
    constant,
    backend,
    key,
  }: {
    run: RunContext;
    constant: number;
    backend: Backend | null;
    key: ReturnType<typeof fitKey>;
  },
): Promise<Chosen> {
  const nothing = { exact: null, lasso: null, dropout: null };
  switch (terrain.options.method ?? "exact") {
    case "exact": {
      const exact = await exactOf(terrain, whole, run, constant);
      return { ...nothing, exact, choice: exact.choice, interrupted: !exact.complete };
    }
    case "lasso": {
      const lasso = await lassoOf(terrain, whole, key, run);
      return { ...nothing, lasso, choice: lasso.choice, interrupted: !lasso.path.complete };
    }
    case "dropout": {
      const dropout = backend ? await onTfjs() : await dropoutTrainer(terrain, whole)(key, run);
      return { ...nothing, dropout, choice: dropout.choice, interrupted: dropout.status === "interrupted" };
    }
  }

  async function onTfjs(): Promise<DropoutResult> {
    const { trainDropoutTfjs } = await import("./dropout-tfjs.js");
    const replicates = [{ key, sums: whole.sums }];
    const [result] = await trainDropoutTfjs(dropoutTask(terrain, whole), replicates, {
      backend: backend!,
      run,
    });
    return result!;
  }
}

/** The tfjs engine, loaded only when asked for. */
async function loadTfjs({ backend = "auto" }: RiskTerrainOptions): Promise<Backend> {
  const { loadBackend } = await import("../../compute/backends/index.js");
  return loadBackend(backend);
}

function chosenOf({ problem }: Terrain, choice: Int32Array, coefficients: Float64Array) {
  let next = problem.always.length;
  return problem.sets.flatMap(({ name }, set) => {
    const candidate = choice[set]!;
    if (candidate < 0) return [];
    return [{ set: name, variable: problem.candidates[candidate]!.name, estimate: coefficients[next++]! }];
  });
}
