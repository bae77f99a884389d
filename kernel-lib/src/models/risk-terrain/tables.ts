import type { Cell, ResultTable, TableColumn } from "../../contract/index.js";
import { infer } from "../linear/inference.js";
import type { DropoutResult } from "./dropout-plan.js";
import type { ExactSearch } from "./exact.js";
import type { LassoPath } from "./lasso.js";
import type { Polished } from "./polish.js";
import type { RiskTerrainProblem } from "./prepare.js";
import type { Replicates, Resampled } from "./replicates.js";

const finite = (value: number): Cell => (Number.isFinite(value) ? value : null);
const number = (name: string, label: string): TableColumn => ({ name, label, type: "number" });
const text = (name: string, label: string): TableColumn => ({ name, label, type: "text" });
const share = (name: string, label: string): TableColumn => ({ name, label, type: "percent" });
const flag = (name: string, label: string): TableColumn => ({ name, label, type: "boolean" });
const percent = (level: number) => `${Number((100 * level).toPrecision(6))} %`;

/** Row that stands for a set without a chosen variable. */
export const NONE = "(none)";

export function coefficientsTable(
  { always, sets, candidates, family }: RiskTerrainProblem,
  {
    polished: { choice, fit },
    covariance,
    level,
    replicates,
  }: { polished: Polished; covariance: Float64Array; level: number; replicates: Replicates | null },
): ResultTable {
  const size = Math.sqrt(covariance.length);
  const resamples = replicates && replicates.resamples.length > 1 ? replicates.resamples : null;
  const terms = [
    ...always.map(({ name }, index) => ({ term: name, set: -1, draw: (r: Resampled) => r.always[index]! })),
    ...Array.from(choice.keys())
      .filter((set) => choice[set]! >= 0)
      .map((set) => ({ term: candidates[choice[set]!]!.name, set, draw: (r: Resampled) => r.slopes[set]! })),
  ];
  // What the title promises comes first; the logarithms that it is made of follow.
  const columns: TableColumn[] = [
    text("term", "Term"),
    text("set", "Set"),
    number("ratio", "Rate ratio"),
    number("ratioLower", `Lower ${percent(level)}`),
    number("ratioUpper", `Upper ${percent(level)}`),
    ...(resamples
      ? [number("bootstrapLower", "Bootstrap, lower"), number("bootstrapUpper", "Bootstrap, upper")]
      : []),
    number("estimate", "Estimate"),
    number("stdError", "Std. error"),
    number("statistic", "z"),
    { name: "pValue", label: "P value", type: "p-value" },
    number("lower", "Estimate, lower"),
    number("upper", "Estimate, upper"),
  ];
  const rows = terms.map(({ term, set, draw }, j) => {
    const estimate = fit.coefficients[j]!;
    const stdError = Math.sqrt(covariance[j * size + j]!);
    const { statistic, pValue, lower, upper } = infer(estimate, stdError, { df: Infinity, level });
    const row: Record<string, Cell> = {
      term,
      set: set < 0 ? null : sets[set]!.name,
      estimate,
      stdError: finite(stdError),
      statistic: finite(statistic),
      pValue: finite(pValue),
      lower: finite(lower),
      upper: finite(upper),
      ratio: finite(Math.exp(estimate)),
      ratioLower: finite(Math.exp(lower)),
      ratioUpper: finite(Math.exp(upper)),
    };
    if (resamples) {
      const ratios = resamples.map((resample) => Math.exp(draw(resample))).sort((a, b) => a - b);
      row.bootstrapLower = finite(quantile(ratios, (1 - level) / 2));
      row.bootstrapUpper = finite(quantile(ratios, (1 + level) / 2));
    }
    return row;
  });
  const notes = [
    "Standard errors, tests and intervals are conditional on the selection: they hold had these variables been chosen before seeing the data, and are too good where the data chose them.",
    family === "negative-binomial"
      ? "Maximum likelihood; standard errors from the joint observed information of the coefficients and theta."
      : "Maximum likelihood; standard errors from the observed information.",
  ];
  if (resamples) {
    notes.push(
      `Bootstrap intervals are ${percent(level)} percentiles of the rate ratio over ${resamples.length} resamples of the units, each with a selection of its own: the ratio of whichever variable the set was given there, 1 where it was given none.`,
    );
  }
  return { title: "Rate ratios", columns, rows, notes };
}

export function selectionTable(
  { sets, candidates, rows: units }: RiskTerrainProblem,
  {
    method,
    choice,
    optimum,
    trained,
  }: {
    method: "exact" | "lasso" | "dropout";
    choice: Int32Array;
    /** The exact search, where it was made. */
    optimum: ExactSearch | null;
    /** Coefficients of `dropout` at the end of burn-in, or of `lasso` at the λ chosen. */
    trained: Float64Array | null;
  },
): ResultTable {
  const best = optimum?.complete ? optimum : null;
  const label = method === "lasso" ? "Coefficient on the path" : "Coefficient after burn-in";
  const difference = (value: number | undefined): Cell => finite((value ?? NaN) - (best?.value ?? NaN));
  const rows = sets.flatMap(({ name, members }, set): Record<string, Cell>[] => [
    ...members.map((candidate) => {
      let present = 0;
      for (const value of candidates[candidate]!.values) if (value !== 0) present++;
      return {
        set: name,
        variable: candidates[candidate]!.name,
        units: present,
        chosen: choice[set] === candidate,
        trained: trained ? finite(trained[candidate]!) : null,
        difference: difference(best?.bestWith?.[candidate]),
        optimal: best ? best.choice[set] === candidate : null,
      };
    }),
    {
      set: name,
      variable: NONE,
      units,
      chosen: choice[set]! < 0,
      trained: null,
      difference: difference(best?.bestWithout?.[set]),
      optimal: best ? best.choice[set]! < 0 : null,
    },
  ]);
  const columns: TableColumn[] = [
    text("set", "Set"),
    text("variable", "Variable"),
    { name: "units", label: "Units with it", type: "integer" },
    flag("chosen", "Chosen"),
  ];
  if (trained) columns.push(number("trained", label));
  columns.push(number("difference", "Criterion, less the optimum"), flag("optimal", "In the optimum"));
  return {
    title: "Selection",
    columns,
    rows,
    notes: [
      "The difference is the criterion of the best model with this variable less that of the best model of all; it is blank where no model with the variable has all its rate ratios above 1, or where the models are too many to compare them all.",
    ],
  };
}

export function stabilityTable(
  { sets, candidates }: RiskTerrainProblem,
  {
    choice,
    replicates: { seeds, resamples },
    level,
  }: { choice: Int32Array; replicates: Replicates; level: number },
): ResultTable {
  const rows = sets.flatMap(({ name, members }, set) =>
    [...members, -1].map((candidate) => {
      const chose = resamples.filter((each) => each.choice[set] === candidate);
      const ratios =
        candidate < 0 ? [] : chose.map(({ slopes }) => Math.exp(slopes[set]!)).sort((a, b) => a - b);
      return {
        set: name,
        variable: candidate < 0 ? NONE : candidates[candidate]!.name,
        chosen: choice[set] === candidate,
        seeds: seeds.length
          ? seeds.filter((each) => each.choice[set] === candidate).length / seeds.length
          : null,
        resamples: resamples.length ? chose.length / resamples.length : null,
        ratio: finite(quantile(ratios, 0.5)),
        ratioLower: finite(quantile(ratios, (1 - level) / 2)),
        ratioUpper: finite(quantile(ratios, (1 + level) / 2)),
      };
    }),
  );
  return {
    title: "Stability of the selection",
    columns: [
      text("set", "Set"),
      text("variable", "Variable"),
      flag("chosen", "Chosen"),
      share("seeds", "Seeds that chose it"),
      share("resamples", "Resamples that chose it"),
      number("ratio", "Rate ratio, median"),
      number("ratioLower", "Rate ratio, lower"),
      number("ratioUpper", "Rate ratio, upper"),
    ],
    rows,
    notes: [
      seeds.length
        ? `${seeds.length} seeds on the units as they are, and ${resamples.length} bootstrap resamples of them.`
        : `${resamples.length} bootstrap resamples of the units; an exact search does not depend on a seed.`,
      `Rate ratios are over the resamples that chose the variable: their median and ${percent(level)} percentiles.`,
    ],
  };
}

export function agreementTable(method: string, { seeds, resamples }: Replicates): ResultTable {
  const part = (list: { optimal: boolean | null }[]): Cell => {
    const judged = list.filter(({ optimal }) => optimal !== null);
    return judged.length ? judged.filter(({ optimal }) => optimal).length / judged.length : null;
  };
  const distinct = (list: { choice: Int32Array }[]) =>
    new Set(list.map(({ choice }) => choice.join(" "))).size;
  return {
    title: "How often the exact optimum was found",
    columns: [
      text("method", "Method"),
      { name: "seeds", label: "Seeds", type: "integer" },
      share("seedsOptimal", "Seeds that found it"),
      { name: "seedsDistinct", label: "Different selections", type: "integer" },
      { name: "resamples", label: "Resamples", type: "integer" },
      share("resamplesOptimal", "Resamples that found theirs"),
      { name: "resamplesDistinct", label: "Different selections", type: "integer" },
    ],
    rows: [
      {
        method,
        seeds: seeds.length,
        seedsOptimal: part(seeds),
        seedsDistinct: distinct(seeds),
        resamples: resamples.length,
        resamplesOptimal: part(resamples),
        resamplesDistinct: distinct(resamples),
      },
    ],
    notes: ["Each resample has an optimum of its own, with which its selection is compared."],
  };
}

export function pathTable({ lambda, coefficients, loss, stdError, best }: LassoPath): ResultTable {
  return {
    title: "Lasso path",
    columns: [
      number("lambda", "λ"),
      { name: "nonzero", label: "Variables kept", type: "integer" },
      number("loss", "Cross-validated loss"),
      number("stdError", "Std. error"),
      flag("chosen", "Chosen"),
    ],
    rows: Array.from(lambda, (value, k) => ({
      lambda: value,
      nonzero: coefficients[k]!.filter((each) => each > 0).length,
      loss: finite(loss[k] ?? NaN),
      stdError: finite(stdError[k] ?? NaN),
      chosen: k === best,
    })),
    notes: [
      "The loss is the mean Poisson deviance of units left out, less a constant of the data; λ is of the penalty on the mean log-likelihood.",
    ],
  };
}

/** What `dropout` trained, before the polish. */
export function trainedTable(
  problem: RiskTerrainProblem,
  { always, weights, gates, choice }: DropoutResult,
): ResultTable {
  const rows = [
    ...problem.always.map(({ name }, j) => ({ term: name, set: null, trained: always[j]! })),
    ...problem.sets.flatMap(({ name }, set) =>
      choice[set]! < 0
        ? []
        : [
            {
              term: problem.candidates[choice[set]!]!.name,
              set: name,
              trained: weights[choice[set]!]! * gates[set]!,
            },
          ],
    ),
  ];
  return {
    title: "Trained coefficients",
    columns: [text("term", "Term"), text("set", "Set"), number("trained", "Trained")],
    rows,
    notes: [
      "As gradient descent left them; the rate ratios are of the maximum-likelihood fit of the same variables.",
    ],
  };
}

/** Linear interpolation between order statistics (R's type 7); NaN for none. */
function quantile(sorted: number[], p: number): number {
  if (sorted.length === 0) return NaN;
  const at = p * (sorted.length - 1);
  const low = Math.floor(at);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low]! + (at - low) * (sorted[high]! - sorted[low]!);
}
