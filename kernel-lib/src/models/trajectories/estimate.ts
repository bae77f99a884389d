import { cpuThreads } from "../../compute/cpu-threads.js";
import type { ResultDocument } from "../../contract/index.js";
import type { RunContext } from "../../compute/run.js";
import type { Table } from "../../data/table.js";
import type { Estimate } from "../model.js";
import { adequacyOf, type Adequacy } from "./adequacy.js";
import { estimateSoft } from "./adam/estimate.js";
import { checkOptions } from "./check-options.js";
import { compareModels } from "./comparison/compare.js";
import { comparisonTable } from "./comparison/comparison-table.js";
import type { TrajectoriesDetails } from "./details.js";
import { describeOutcomes } from "./details-of.js";
import { groupShares } from "./group-shares.js";
import { furtherTables } from "./further-tables.js";
import { linkedDetails } from "./linked-details.js";
import { priorProbabilities } from "./membership.js";
import { personLogDensity } from "./person-density.js";
import type { MixtureFit } from "./mixture.js";
import { modelRecipe } from "./prediction/model-recipe.js";
import { unflatten } from "./mixture-vector.js";
import { assign, groupPosteriors } from "./posterior.js";
import { predictorJson } from "./prediction/predictor.js";
import type { BuiltModel, TrajectoriesOptions } from "./prepare.js";
import { finiteOnly, provenanceOf } from "./provenance.js";
import { type Report, reportFit } from "./report.js";
import {
  type Assignment,
  coefficientsTable,
  curvesTable,
  errorsTable,
  groupsTable,
  membershipTable,
  mostPeople,
  peopleTable,
  startsTable,
} from "./tables.js";
import { type GroupShare, trajTable } from "./traj-table.js";
import { comparisonWarnings, fitWarnings } from "./warnings.js";

/**
 * Group-based trajectories (Nagin, 2005): a finite mixture of curves, by maximum likelihood from many starts, or for
 * teaching by soft-assignment least squares. Of several numbers of groups the best by BIC over persons is reported.
 * @throws InputError before any training, in one sentence.
 */
export async function estimateTrajectories(
  table: Table,
  options: TrajectoriesOptions,
  run: RunContext,
): Promise<Estimate<TrajectoriesDetails>> {
  checkOptions(options);
  if (options.method === "adam") return estimateSoft(table, options, run);
  const startedAt = new Date();
  const clock = run.clock();
  run.runsOn({ backend: "fused", device: cpuThreads(1) });
  const { groups = 2, level = 0.95, errors = "observed", time } = options;
  const candidates = [groups].flat().map((each) => ({ groups: each }));
  const comparison = await compareModels(table, options, { candidates, run });
  const best = comparison.models[comparison.best]!;
  const [fit, built, criteria] = [best.fit!, best.built!, best.criteria!];
  const classes = fit.model.classes;
  const reference =
    options.reference !== undefined && options.reference <= classes ? options.reference : undefined;
  run.report({ phase: "standard errors", step: 0 });
  await run.breathe();
  const report = reportFit(fit, built, { errors, reference });
  await run.breathe();

  run.report({ phase: "judging the groups", step: 0 });
  const judged: Judged[] = [];
  for (const grouping of groupings(built)) judged.push(await judge(fit, report, grouping, { level, run }));
  await run.breathe();
  const { covariance, parameters } = report;
  const described = describeOutcomes(fit, built, { covariance, level });
  const shares = judged.flatMap((each) => each.shares);
  const adequacy = judged.flatMap((each) => each.adequacy.groups);
  const membership = membershipTable(parameters, { level, reference: report.reference + 1 });
  const conditional = built.curves.some(
    ({ covariates, exposure, offset }) => covariates !== null || exposure !== null || offset !== null,
  );
  const further = furtherTables(fit, built, { covariance, level });

  const statistics: Record<string, number> = {
    logLik: criteria.logLik,
    aic: criteria.aic,
    bic: criteria.bic,
    bicObservations: criteria.bicObservations,
    adjustedBic: criteria.adjustedBic,
    icl: criteria.icl,
    ...(classes > 1 && { relativeEntropy: criteria.relativeEntropy }),
    nPersons: fit.model.persons,
    nObs: built.observations,
    nParams: criteria.parameters,
    iterations: fit.iterations,
  };
  const document: ResultDocument = {
    kind: "quetelet.result",
    version: 1,
    model: "trajectories",
    config: { ...options, model: "trajectories" },
    status: comparison.complete ? fit.status : "interrupted",
    warnings: [
      ...built.warnings,
      ...comparisonWarnings(comparison),
      ...fitWarnings({
        fit,
        complete: comparison.complete,
        parameters,
        reasons: report.reasons,
        ratios: ratiosOf(report),
        adequacy: judged.map((each) => ({ outcome: each.assignment.outcome, groups: each.adequacy.groups })),
        people: fit.model.persons,
      }),
    ],
    provenance: provenanceOf(options, { rows: table.rows, startedAt }),
    fit: finiteOnly(statistics),
    tables: {
      coefficients: coefficientsTable(parameters, { level, errors, time }),
      groups: groupsTable(shares, adequacy, { level }),
      ...(membership && { membership }),
      ...further.tables,
      ...((comparison.models.length > 1 || options.folds || options.bootstrap) && {
        comparison: comparisonTable(comparison),
      }),
      traj: trajTable({ parameters, shares, criteria }),
      curves: curvesTable(described.table, { level, time, conditional }),
      people: peopleTable(
        built.people.ids,
        judged.map(({ assignment }) => assignment),
      ),
      errors: errorsTable(parameters, report.errors),
      starts: startsTable(fit.starts),
    },
    charts: {},
    details: linkedDetails(described.outcomes, {
      people: Math.min(built.people.ids.length, mostPeople),
      assigned: judged[0]!.assignment.assigned,
    }),
    predictor: predictorJson({
      kind: "trajectories",
      level,
      errors,
      recipe: modelRecipe(built, options),
      theta: Array.from(report.theta),
      covariance: squareRows(covariance),
      parameters,
      jacobian: squareRows(report.jacobian) as number[][],
    }),
  };
  document.provenance.seconds = (run.clock() - clock) / 1000;
  const details: TrajectoriesDetails = {
    time,
    outcomes: described.outcomes,
    losses: fit.trace.map((logLik, i) => ({ step: i + 1, loss: -logLik })),
    flow: further.flow,
  };
  return { document, details };
}

/** Outcomes that have groups of their own: the main one, and the second of a dual model. */
interface Grouping {
  outcome: string;
  classGroup: Int32Array;
  groups: number;
}

function groupings({ curves, model, dualGroups }: BuiltModel): Grouping[] {
  const of = (curve: number): Grouping => ({
    outcome: curves[curve]!.outcome,
    classGroup: model.classGroup[curve]!,
    groups: model.components[curve]!.groups,
  });
  return dualGroups === null ? [of(0)] : [of(0), of(curves.length - 1)];
}

interface Judged {
  assignment: Assignment;
  shares: GroupShare[];
  adequacy: Adequacy;
}

/** How large the groups of an outcome are, who belongs to them, and how surely. */
async function judge(
  fit: MixtureFit,
  report: Report,
  { outcome, classGroup, groups }: Grouping,
  { level, run }: { level: number; run: RunContext },
): Promise<Judged> {
  const { model, parameters } = fit;
  const posteriors = groupPosteriors(fit.posteriors, classGroup, groups);
  const priors = groupPosteriors(priorProbabilities(model, parameters.membership), classGroup, groups);
  const { share, stdError } = groupShares(model, parameters, {
    classGroup,
    groups,
    covariance: report.covariance,
  });
  const adequacy = await adequacyOf(
    { posteriors, priors },
    {
      groups,
      weights: model.weights,
      level,
      run,
      uncertainty: {
        estimates: report.theta,
        covariance: report.observed,
        scores: report.derivatives.scores,
        at(estimates) {
          const moved = personLogDensity(model, unflatten(model, estimates));
          return {
            posteriors: groupPosteriors(moved.posteriors, classGroup, groups),
            priors: groupPosteriors(moved.logPrior.map(Math.exp), classGroup, groups),
          };
        },
      },
    },
  );
  return {
    assignment: { outcome, groups, posteriors, assigned: assign(posteriors, groups) },
    shares: Array.from(share, (each, g) => ({ outcome, group: g + 1, share: each, stdError: stdError[g]! })),
    adequacy,
  };
}

function ratiosOf({ errors }: Report): number[] {
  return Array.from(errors.observed, (error, j) => error / errors["outer-product"][j]!).filter(
    Number.isFinite,
  );
}

function squareRows(matrix: Float64Array): (number | null)[][] {
  const p = Math.sqrt(matrix.length);
  return Array.from({ length: p }, (_, row) =>
    Array.from(matrix.subarray(row * p, (row + 1) * p), (value) => (Number.isFinite(value) ? value : null)),
  );
}
