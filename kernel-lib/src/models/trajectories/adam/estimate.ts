import { cpuThreads } from "../../../compute/cpu-threads.js";
import type { Cell, ResultDocument, ResultTable, ResultWarning } from "../../../contract/index.js";
import type { Backend } from "../../../compute/backends/index.js";
import { type Key, randomKey, split } from "../../../compute/random/index.js";
import { quietly, type RunContext } from "../../../compute/run.js";
import type { Table } from "../../../data/table.js";
import type { Estimate } from "../../model.js";
import { designsAt } from "../curve/curve-component.js";
import type { TrajectoriesDetails } from "../details.js";
import { gridOf } from "../details-of.js";
import { fitMixture } from "../fit-mixture.js";
import type { MixtureFit } from "../mixture.js";
import { observedMeans } from "../observed-means.js";
import { assign } from "../posterior.js";
import { linkedDetails } from "../linked-details.js";
import { buildModel, type BuiltModel, type TrajectoriesOptions } from "../prepare.js";
import { finiteOnly, provenanceOf } from "../provenance.js";
import type { RegressionComponent } from "../regression-component.js";
import { curveMatrix } from "../reported.js";
import { finite, integer, number, share, text } from "../table-columns.js";
import { curvesTable, type GroupCurve, mostPeople, peopleTable } from "../tables.js";
import { checkAdam } from "./check.js";
import { comparisonTable } from "./compare.js";
import { fitHard } from "./hard.js";
import { searchSoft, type SoftSearch } from "./search.js";
import { curvesOf, type SoftFit, type SoftTask, softTask } from "./task.js";

/** Starts of the mixture that the fit is set beside. */
const mixtureStarts = 10;

/**
 * The seed's own model, kept for teaching: soft-assignment least squares by gradient descent (Wheeler), set beside the
 * mixture of the same curves. It has neither a likelihood nor standard errors.
 * @throws InputError for options that only a mixture has.
 */
export async function estimateSoft(
  table: Table,
  options: TrajectoriesOptions,
  run: RunContext,
): Promise<Estimate<TrajectoriesDetails>> {
  checkAdam(options);
  const startedAt = new Date();
  const clock = run.clock();
  const { groups = 2, time, level = 0.95, seed = 1, starts = 5 } = options;
  const { iterations = 30_000, learningRate = 1e-4, engine = "fused" } = options;
  const built = buildModel(table, { ...options, groups: [groups].flat()[0]! });
  const backend = engine === "tfjs" ? await loadTfjs(options) : null;
  run.runsOn(
    backend ? { backend: backend.name, device: backend.device } : { backend: "fused", device: cpuThreads(1) },
  );
  const component = built.model.components[0] as RegressionComponent;
  const task = taskOf(component, { steps: iterations, learningRate });
  const [key, mixtureKey] = split(randomKey(seed), 2) as [Key, Key];
  const found = await searchSoft(task, { starts, key, backend, run });
  const soft = byLevel(task, found.best);
  const hard = fitHard(task, soft.memberships);
  const mixture = run.cancelled
    ? null
    : await fitMixture(built.model, { starts: mixtureStarts, key: mixtureKey, run: quietly(run) });
  const curves = describe(task, soft, built);
  const assigned = assign(soft.memberships, task.groups);
  const { outcome } = options;

  const document: ResultDocument = {
    kind: "quetelet.result",
    version: 1,
    model: "trajectories",
    config: { ...options, model: "trajectories" },
    status: soft.status,
    warnings: [...built.warnings, ...warningsOf(soft, found)],
    provenance: provenanceOf(options, {
      rows: table.rows,
      startedAt,
      ...(backend && { backend: backend.name, device: backend.device, versions: backend.versions }),
    }),
    fit: finiteOnly({
      sse: soft.sse,
      hardSse: hard.sse,
      nPersons: task.persons,
      nObs: task.response.length,
      nParams:
        task.groupColumns.reduce((sum, { length }) => sum + length, 0) + task.persons * (task.groups - 1),
      iterations: soft.losses.at(-1)?.step ?? 0,
    }),
    tables: {
      coefficients: coefficientsTable(task, soft, built),
      groups: groupsTable(task, soft, assigned),
      ...(mixture && {
        besideMixture: comparisonTable(task, {
          soft,
          hard,
          mixture: mixtureCurves(task, mixture, component),
        }),
      }),
      curves: curvesTable(curves.table, { level, time, conditional: built.curves[0]!.covariates !== null }),
      people: peopleTable(built.people.ids, [
        { outcome, groups: task.groups, posteriors: soft.memberships, assigned },
      ]),
      ...(starts > 1 && { starts: startsTable(found) }),
    },
    charts: {},
    details: linkedDetails(curves.outcomes, {
      people: Math.min(built.people.ids.length, mostPeople),
      assigned,
    }),
  };
  document.provenance.seconds = (run.clock() - clock) / 1000;
  return {
    document,
    details: { time, outcomes: curves.outcomes, losses: soft.losses, flow: null },
  };
}

/** The tfjs engine, loaded only when asked for. */
async function loadTfjs({ backend = "auto" }: TrajectoriesOptions): Promise<Backend> {
  const { loadBackend } = await import("../../../compute/backends/index.js");
  return loadBackend(backend);
}

function taskOf(
  { rows, designs }: RegressionComponent,
  settings: { steps: number; learningRate: number },
): SoftTask {
  // Groups that share a design are known by it.
  const spread = new Map<Float64Array, { values: Float64Array; columns: number }>();
  const perRow = designs.groups.map(([design]) => {
    const { values, columns } = design!;
    let made = spread.get(values);
    if (!made) {
      const all = new Float64Array(rows.designOfRow.length * columns);
      rows.designOfRow.forEach((cell, row) =>
        all.set(values.subarray(cell * columns, (cell + 1) * columns), row * columns),
      );
      spread.set(values, (made = { values: all, columns }));
    }
    return made;
  });
  return softTask({ ...settings, designs: perRow, response: rows.response, personRows: rows.personRows });
}

/** Group 1 is the one whose curve is lowest on average, as in the mixture. */
function byLevel(task: SoftTask, fit: SoftFit): SoftFit {
  const { groups: G, columns: p, persons, groupColumns } = task;
  const curves = curvesOf(task, fit.coefficients);
  const level = Array.from({ length: G }, (_, g) => {
    let sum = 0;
    for (let at = g; at < curves.length; at += G) sum += curves[at]!;
    return sum;
  });
  const kind = (g: number) => groupColumns[g]!.join();
  const order = Array.from({ length: G }, (_, g) => g);
  // Groups whose curves are of another order keep to their own kind.
  for (const each of new Set(order.map(kind))) {
    const places = order.map((_, g) => g).filter((g) => kind(g) === each);
    const sorted = [...places].sort((a, b) => level[a]! - level[b]!);
    places.forEach((place, k) => (order[place] = sorted[k]!));
  }
  const pick = (values: Float64Array, rows: number) =>
    Float64Array.from({ length: rows * G }, (_, at) => values[at - (at % G) + order[at % G]!]!);
  const coefficients = new Float64Array(G * p);
  order.forEach((old, g) => coefficients.set(fit.coefficients.subarray(old * p, (old + 1) * p), g * p));
  return {
    ...fit,
    coefficients,
    weights: pick(fit.weights, persons),
    memberships: pick(fit.memberships, persons),
  };
}

function describe(task: SoftTask, soft: SoftFit, { curves, times, model }: BuiltModel) {
  const recipe = curves[0]!;
  const { groups, personRows, response } = task;
  const observed = observedMeans(
    { personRows, time: times[0]!, value: response, size: null },
    { posteriors: soft.memberships, groups, weights: model.weights },
  );
  const curveAt = (at: Float64Array, g: number) => {
    const { columns, values } = designsAt(recipe, at).groups[g]![0]!;
    const own = ownCoefficients(task, soft, g);
    return at.map((_, row) => own.reduce((sum, b, k) => sum + b * values[row * columns + k]!, 0));
  };
  const none = (at: Float64Array) => new Float64Array(at.length).fill(NaN);
  const grid = gridOf(times[0]!);
  const shares = meanMemberships(task, soft);
  const outcome: TrajectoriesDetails["outcomes"][number] = {
    outcome: recipe.outcome,
    family: "gaussian",
    personRows,
    time: times[0]!,
    value: response,
    posteriors: soft.memberships,
    groups: observed.map((means, g) => ({
      group: g + 1,
      share: shares[g]!,
      curve: { time: grid, mean: curveAt(grid, g), lower: none(grid), upper: none(grid) },
      observed: means,
    })),
  };
  const table = observed.map(({ time, mean, weight }, g): GroupCurve => ({
    outcome: recipe.outcome,
    group: g + 1,
    time,
    mean: curveAt(time, g),
    lower: none(time),
    upper: none(time),
    observed: mean,
    weight,
  }));
  return { outcomes: [outcome], table };
}

const ownCoefficients = ({ groupColumns, columns }: SoftTask, { coefficients }: SoftFit, g: number) =>
  Float64Array.from(groupColumns[g]!, (column) => coefficients[g * columns + column]!);

function meanMemberships({ groups, persons }: SoftTask, { memberships }: SoftFit): Float64Array {
  const sums = new Float64Array(groups);
  memberships.forEach((membership, at) => (sums[at % groups]! += membership / persons));
  return sums;
}

/** The mixture's curves in the columns of the task. */
function mixtureCurves(
  task: SoftTask,
  { parameters, posteriors, shares }: MixtureFit,
  { groupParameters }: RegressionComponent,
) {
  const coefficients = new Float64Array(task.groups * task.columns);
  task.groupColumns.forEach((own, g) =>
    own.forEach((column, k) => {
      coefficients[g * task.columns + column] = parameters.components[0]![groupParameters[g]![k]!]!;
    }),
  );
  return { coefficients, posteriors, shares };
}

function coefficientsTable(task: SoftTask, soft: SoftFit, { curves, model }: BuiltModel): ResultTable {
  const recipe = curves[0]!;
  const { parameters, groupParameters } = model.components[0]!;
  const rows = task.groupColumns.flatMap((own, g): Record<string, Cell>[] => {
    const matrix = curveMatrix(recipe, g);
    const scaled = ownCoefficients(task, soft, g);
    const n = own.length;
    return Array.from(scaled, (_, a) => ({
      group: g + 1,
      term: parameters[groupParameters[g]![a]!]!.term,
      estimate: finite(scaled.reduce((sum, b, k) => sum + matrix[a * n + k]! * b, 0)),
    }));
  });
  return {
    title: "Coefficients",
    columns: [integer("group", "Group"), text("term", "Term"), number("estimate", "Estimate")],
    rows,
    notes: [
      `Time is ${recipe.time} in its own units; intercepts hold where it is 0.`,
      "Least squares with a free membership for everybody has no likelihood, so there are neither standard errors nor tests.",
      "Curves drawn further apart, with everybody more of a blend of them, fit just as well. Of these equal fits, this is the one with the curves nearest together.",
    ],
  };
}

function groupsTable(task: SoftTask, soft: SoftFit, assigned: Int32Array): ResultTable {
  const { groups, persons } = task;
  const shares = meanMemberships(task, soft);
  return {
    title: "Groups",
    columns: [
      integer("group", "Group"),
      share("membership", "Mean membership"),
      integer("persons", "Persons assigned"),
      share("assignedShare", "Share assigned"),
      share("clarity", "Membership of those assigned"),
    ],
    rows: Array.from({ length: groups }, (_, g): Record<string, Cell> => {
      let [count, sum] = [0, 0];
      assigned.forEach((group, i) => {
        if (group !== g) return;
        count++;
        sum += soft.memberships[i * groups + g]!;
      });
      return {
        group: g + 1,
        membership: finite(shares[g]!),
        persons: count,
        assignedShare: count / persons,
        clarity: finite(sum / count),
      };
    }),
    notes: [
      "Memberships are weights by which a person's path is blended of the curves; they are not probabilities. Persons are assigned to the group of the largest.",
    ],
  };
}

const startsTable = ({ starts }: SoftSearch): ResultTable => ({
  title: "Starts",
  columns: [
    integer("start", "Start"),
    number("sse", "Squared error"),
    share("clarity", "Mean largest membership"),
    text("status", "Status"),
  ],
  rows: starts.map(({ sse, clarity, status }, i) => ({ start: i + 1, sse, clarity, status })),
});

function warningsOf(soft: SoftFit, { starts }: SoftSearch): ResultWarning[] {
  const warnings: ResultWarning[] = [
    {
      code: "not-a-mixture",
      message:
        "Soft-assignment least squares is no mixture: it lets everybody be a blend of the groups, and says nothing of how common they are, of errors of estimation, or of people it has not seen. The method 'em' does.",
    },
  ];
  if (soft.status === "stopped") {
    warnings.push({
      code: "not-converged",
      message: `The error was still falling, by ${(100 * soft.lastFall).toFixed(1)} % in the last twentieth of the steps; give more 'iterations'.`,
    });
  }
  if (soft.status === "interrupted") {
    warnings.push({
      code: "interrupted",
      message: `The run was stopped before it was done, in start ${starts.length}; this is the best it had found by then.`,
    });
  }
  return warnings;
}
