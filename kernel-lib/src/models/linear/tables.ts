import type { Cell, ResultTable, TableColumn } from "../../contract/index.js";
import { infer } from "./inference.js";
import type { LinearProblem } from "./problem.js";

export interface CoefficientsOptions {
  coefficients: Float64Array;
  /** NaN where the data do not determine the coefficient. */
  stdErrors: Float64Array;
  /** Degrees of freedom of the tests; Infinity for the normal. */
  df: number;
  level: number;
}

const finite = (value: number): Cell => (Number.isFinite(value) ? value : null);

export function coefficientsTable(
  problem: LinearProblem,
  { coefficients, stdErrors, df, level }: CoefficientsOptions,
): ResultTable {
  const { names, family } = problem;
  const ratio = family === "gaussian" ? null : family === "binomial" ? "Odds ratio" : "Rate ratio";
  const percent = `${Number((100 * level).toPrecision(6))} %`;
  const number = (name: string, label: string): TableColumn => ({ name, label, type: "number" });
  const columns: TableColumn[] = [
    { name: "term", label: "Term", type: "text" },
    number("estimate", "Estimate"),
    number("stdError", "Std. error"),
    number("statistic", df === Infinity ? "z" : "t"),
    { name: "pValue", label: "P value", type: "p-value" },
    number("lower", `Lower ${percent}`),
    number("upper", `Upper ${percent}`),
  ];
  if (ratio) {
    columns.push(
      number("ratio", ratio),
      number("ratioLower", `${ratio}, lower`),
      number("ratioUpper", `${ratio}, upper`),
    );
  }
  const rows = names.map((term, j) => {
    const estimate = coefficients[j]!;
    const { statistic, pValue, lower, upper } = infer(estimate, stdErrors[j]!, { df, level });
    const row: Record<string, Cell> = {
      term,
      estimate: finite(estimate),
      stdError: finite(stdErrors[j]!),
      statistic: finite(statistic),
      pValue: finite(pValue),
      lower: finite(lower),
      upper: finite(upper),
    };
    if (ratio) {
      row.ratio = finite(Math.exp(estimate));
      row.ratioLower = finite(Math.exp(lower));
      row.ratioUpper = finite(Math.exp(upper));
    }
    return row;
  });
  return { title: "Coefficients", columns, rows, notes: notesOf(problem, df) };
}

function notesOf(problem: LinearProblem, df: number): string[] {
  const { family, errors, clusterCount, outcome, outcomeLevels, where } = problem;
  const notes = [
    {
      classical:
        family === "negative-binomial"
          ? "Standard errors from the joint observed information of the coefficients and theta."
          : "Classical standard errors.",
      HC0: "Standard errors robust to heteroscedasticity (HC0).",
      HC1: "Standard errors robust to heteroscedasticity (HC1).",
      HC2: "Standard errors robust to heteroscedasticity (HC2).",
      HC3: "Standard errors robust to heteroscedasticity (HC3).",
      cluster: `Standard errors robust to dependence within ${clusterCount} clusters.`,
    }[errors],
    df === Infinity
      ? "Tests and intervals use the normal distribution."
      : `Tests and intervals use Student's t with ${df} degrees of freedom.`,
  ];
  if (where === "ols" || family === "gaussian")
    notes.push("AIC and BIC count the residual variance as a parameter.");
  if (outcomeLevels)
    notes.unshift(`The model is of the probability that ${outcome} is '${outcomeLevels[1]}'.`);
  return [...notes, ...referenceNotes(problem.recipe)];
}

/** What `zone[T.inner]` is compared with, for each category that is coded against a level of its own. */
function referenceNotes({ factors, terms }: LinearProblem["recipe"]): string[] {
  const compared = new Set(
    terms.flatMap(({ subterms }) => subterms.flat().flatMap(({ factor, full }) => (full ? [] : [factor]))),
  );
  return factors.flatMap((factor, index) =>
    factor.kind === "category" && compared.has(index)
      ? [`${factor.label} is compared with '${factor.levels[factor.reference]}'.`]
      : [],
  );
}

/** θ and α = 1/θ with intervals that are symmetric in log θ. */
export function dispersionTable(alpha: number, alphaError: number, level: number): ResultTable {
  const relative = alphaError / alpha;
  const row = (term: string, estimate: number) => {
    const { lower, upper } = infer(Math.log(estimate), relative, { df: Infinity, level });
    return {
      term,
      estimate: finite(estimate),
      stdError: finite(estimate * relative),
      lower: finite(Math.exp(lower)),
      upper: finite(Math.exp(upper)),
    };
  };
  return {
    title: "Dispersion",
    columns: [
      { name: "term", label: "Parameter", type: "text" },
      { name: "estimate", label: "Estimate", type: "number" },
      { name: "stdError", label: "Std. error", type: "number" },
      { name: "lower", label: "Lower", type: "number" },
      { name: "upper", label: "Upper", type: "number" },
    ],
    rows: [row("theta", 1 / alpha), row("alpha", alpha)],
    notes: [
      "The variance is mean + mean²/theta = mean + alpha·mean².",
      `The ${Number((100 * level).toPrecision(6))} % intervals are symmetric in log theta.`,
    ],
  };
}
