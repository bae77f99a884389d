import type { Cell, ResultTable } from "../../contract/index.js";
import { infer } from "../linear/inference.js";
import type { GroupAdequacy } from "./adequacy.js";
import type { StartReport } from "./mixture.js";
import type { PredictorParameter } from "./prediction/predictor.js";
import { finite, integer, number, percent, pValue, share, text } from "./table-columns.js";
import type { GroupShare } from "./traj-table.js";

/** People whose groups the document holds; `predict` gives those of any number. */
export const mostPeople = 2000;

export type ErrorKind = "observed" | "sandwich" | "outer-product";

const errorWords = {
  observed: "Standard errors from the observed information.",
  sandwich:
    "Sandwich standard errors: right for what is estimated also where the outcomes are not distributed as the family says.",
  "outer-product": "Standard errors from the outer product of the scores.",
};

/** Parameters that are above 0, and whose intervals are made on the logarithmic scale. */
const positive: ReadonlySet<string> = new Set(["sigma", "dispersion", "precision", "tau"]);

/** Every parameter of the curves and of what hangs on them; the membership has a table of its own. */
export function coefficientsTable(
  parameters: readonly PredictorParameter[],
  { level, errors, time }: { level: number; errors: ErrorKind; time: string },
): ResultTable {
  const own = parameters.filter(({ part }) => part !== "membership");
  const components = new Set(own.map(({ component }) => component));
  const parts = new Set(own.map(({ part }) => part));
  const undetermined = own.some(({ stdError }) => stdError === null);
  return {
    title: "Coefficients",
    columns: [
      ...(components.size > 1 ? [text("outcome", "Equation")] : []),
      integer("group", "Group"),
      ...(parts.size > 1 ? [text("part", "Part")] : []),
      text("term", "Term"),
      number("estimate", "Estimate"),
      number("stdError", "Std. error"),
      number("statistic", "z"),
      pValue("pValue", "P value"),
      number("lower", `Lower ${percent(level)}`),
      number("upper", `Upper ${percent(level)}`),
    ],
    rows: own.map((parameter): Record<string, Cell> => ({
      ...(components.size > 1 && { outcome: parameter.component }),
      group: parameter.group,
      ...(parts.size > 1 && { part: parameter.part }),
      term: parameter.term,
      ...inference(parameter, level),
    })),
    notes: [
      errorWords[errors],
      `Time is ${time} in its own units; intercepts hold where it is 0.`,
      ...(undetermined
        ? ["An estimate without a standard error is not determined by the data: see the warnings."]
        : []),
    ],
  };
}

function inference({ part, estimate, stdError }: PredictorParameter, level: number): Record<string, Cell> {
  if (positive.has(part)) {
    const { lower, upper } = infer(Math.log(estimate), (stdError ?? NaN) / estimate, { df: Infinity, level });
    return {
      estimate: finite(estimate),
      stdError: finite(stdError),
      // That it is 0 is not a hypothesis.
      statistic: null,
      pValue: null,
      lower: finite(Math.exp(lower)),
      upper: finite(Math.exp(upper)),
    };
  }
  const { statistic, pValue: p, lower, upper } = infer(estimate, stdError ?? NaN, { df: Infinity, level });
  return {
    estimate: finite(estimate),
    stdError: finite(stdError),
    statistic: finite(statistic),
    pValue: finite(p),
    lower: finite(lower),
    upper: finite(upper),
  };
}

/** The groups of each outcome that has its own: how large they are, and how surely people belong to them. */
export function groupsTable(
  shares: readonly GroupShare[],
  adequacy: readonly GroupAdequacy[],
  { level }: { level: number },
): ResultTable {
  const several = new Set(shares.map(({ outcome }) => outcome)).size > 1;
  const rows = shares.map((own, i): Record<string, Cell> => {
    const of = adequacy[i]!;
    const { lower, upper } = shareInterval(own, level);
    return {
      ...(several && { outcome: own.outcome }),
      group: own.group,
      share: finite(own.share),
      stdError: finite(own.stdError),
      lower: finite(lower),
      upper: finite(upper),
      persons: finite(of.assigned),
      assignedShare: finite(of.assignedShare),
      mismatch: finite(of.mismatch),
      app: finite(of.app),
      appLower: finite(of.appLower),
      appUpper: finite(of.appUpper),
      occ: finite(of.occ),
      occLower: finite(of.occLower),
      occUpper: finite(of.occUpper),
    };
  });
  return {
    title: "Groups",
    columns: [
      ...(several ? [text("outcome", "Outcome")] : []),
      integer("group", "Group"),
      share("share", "Share"),
      share("stdError", "Std. error"),
      share("lower", `Lower ${percent(level)}`),
      share("upper", `Upper ${percent(level)}`),
      // Weighted persons need not be whole.
      (rows.every(({ persons }) => Number.isInteger(persons)) ? integer : number)(
        "persons",
        "Persons assigned",
      ),
      share("assignedShare", "Share assigned"),
      share("mismatch", "Mismatch"),
      number("app", "APP"),
      number("appLower", "APP, lower"),
      number("appUpper", "APP, upper"),
      number("occ", "OCC"),
      number("occLower", "OCC, lower"),
      number("occUpper", "OCC, upper"),
    ],
    rows,
    notes: [
      "Share: of the population, estimated; persons are assigned to the group of their largest posterior probability. Mismatch: share less share assigned.",
      "APP: average posterior probability of those assigned; Nagin (2005) asks for more than 0.7. OCC: odds of correct classification against the odds of the share; he asks for more than 5. Look at the lower ends.",
      ...(rows.some(({ app, occ }) => app !== null && occ === null)
        ? ["OCC is infinite, and left empty, where everybody assigned is certain to belong."]
        : []),
    ],
  };
}

/** Symmetric on the logit scale, so that it stays between 0 and 1. */
export function shareInterval(
  { share: p, stdError }: GroupShare,
  level: number,
): { lower: number; upper: number } {
  const onLogit = infer(Math.log(p / (1 - p)), stdError / (p * (1 - p)), { df: Infinity, level });
  const back = (logit: number) => 1 / (1 + Math.exp(-logit));
  return { lower: back(onLogit.lower), upper: back(onLogit.upper) };
}

/** The membership logit with odds ratios; null when the shares are free. */
export function membershipTable(
  parameters: readonly PredictorParameter[],
  { level, reference }: { level: number; reference: number },
): ResultTable | null {
  const own = parameters.filter(({ part }) => part === "membership");
  if (!own.some(({ term }) => term !== "Intercept")) return null;
  return {
    title: "Membership",
    columns: [
      integer("group", "Group"),
      integer("reference", "Against"),
      text("term", "Term"),
      number("estimate", "Estimate"),
      number("stdError", "Std. error"),
      number("statistic", "z"),
      pValue("pValue", "P value"),
      number("lower", `Lower ${percent(level)}`),
      number("upper", `Upper ${percent(level)}`),
      number("ratio", "Odds ratio"),
      number("ratioLower", "Odds ratio, lower"),
      number("ratioUpper", "Odds ratio, upper"),
    ],
    rows: own.map((parameter): Record<string, Cell> => {
      const row = inference(parameter, level);
      const exp = (cell: Cell | undefined) => (typeof cell === "number" ? finite(Math.exp(cell)) : null);
      return {
        group: parameter.group,
        reference,
        term: parameter.term,
        ...row,
        ratio: exp(row.estimate),
        ratioLower: exp(row.lower),
        ratioUpper: exp(row.upper),
      };
    }),
    notes: [
      `Multinomial logit of belonging to the group rather than to group ${reference}, estimated together with the curves.`,
    ],
  };
}

/** Where each start of the search ended, best first. */
export function startsTable({ logLik, origin, reachedBest, followed, spurious }: StartReport): ResultTable {
  const left = followed.filter((each) => !each).length;
  return {
    title: "Starts",
    columns: [
      integer("start", "Rank"),
      text("origin", "Start from"),
      number("logLik", "Log-likelihood"),
      number("below", "Below the best"),
      { name: "followed", label: "Followed to the end", type: "boolean" },
    ],
    rows: logLik.map((value, i) => ({
      start: i + 1,
      origin: origin[i]!,
      logLik: finite(value),
      // Less is rounding.
      below: finite(Number((logLik[0]! - value).toFixed(6))),
      followed: followed[i]!,
    })),
    notes: [
      `${reachedBest} of ${logLik.length} starts ended within 0.001 of the best log-likelihood. The more do, the surer it is that there is no better one.`,
      ...(left > 0 ? [`${left} were left on the way, because they had fallen behind.`] : []),
      ...(spurious > 0
        ? [
            `${spurious} more ended where a group holds hardly more than one person and its spread goes to nothing, which is no maximum that means anything.`,
          ]
        : []),
    ],
  };
}

/** The three kinds of standard error side by side; NaN where the data do not determine one. */
export function errorsTable(
  parameters: readonly PredictorParameter[],
  errors: Record<ErrorKind, ArrayLike<number>>,
): ResultTable {
  const components = new Set(parameters.flatMap(({ component }) => component ?? []));
  return {
    title: "Standard errors of three kinds",
    columns: [
      ...(components.size > 1 ? [text("outcome", "Equation")] : []),
      text("name", "Parameter"),
      number("estimate", "Estimate"),
      number("observed", "Observed information"),
      number("sandwich", "Sandwich"),
      number("outerProduct", "Outer product"),
      number("ratio", "Observed / outer product"),
    ],
    rows: parameters.map(({ component, name, estimate }, j): Record<string, Cell> => ({
      ...(components.size > 1 && { outcome: component ?? "membership" }),
      name,
      estimate: finite(estimate),
      observed: finite(errors.observed[j]),
      sandwich: finite(errors.sandwich[j]),
      outerProduct: finite(errors["outer-product"][j]),
      ratio: finite(errors.observed[j]! / errors["outer-product"][j]!),
    })),
    notes: [
      "The three agree where the outcomes are distributed as the family says. A ratio far from 1 is a sign that they are not: read the sandwich's.",
    ],
  };
}

/** Who is in which group of an outcome that has groups of its own. */
export interface Assignment {
  outcome: string;
  groups: number;
  /** persons × groups, row-major. */
  posteriors: Float64Array;
  /** From 0. */
  assigned: Int32Array;
}

/** Each person's group and posterior probabilities, of one outcome or of two; the first of very many people. */
export function peopleTable(ids: readonly string[], assignments: readonly Assignment[]): ResultTable {
  const shown = ids.slice(0, mostPeople);
  const named = assignments.map((each, a) => ({
    ...each,
    label: assignments.length > 1 ? `${each.outcome}: ` : "",
    name: (name: string) => (a === 0 ? name : `dual_${name}`),
  }));
  return {
    title: "People",
    columns: [
      text("id", "Person"),
      ...named.flatMap(({ groups, label, name }) => [
        integer(name("group"), `${label}Group`),
        number(name("probability"), "Its probability"),
        ...Array.from({ length: groups }, (_, g) => number(name(`p${g + 1}`), `${label}${g + 1}`)),
      ]),
    ],
    rows: shown.map((id, i): Record<string, Cell> => {
      const row: Record<string, Cell> = { id };
      for (const { groups, posteriors, assigned, name } of named) {
        row[name("group")] = assigned[i]! + 1;
        row[name("probability")] = round(posteriors[i * groups + assigned[i]!]!);
        for (let g = 0; g < groups; g++) row[name(`p${g + 1}`)] = round(posteriors[i * groups + g]!);
      }
      return row;
    }),
    notes: [
      "Posterior probabilities of the groups, given all of the person's data.",
      ...(shown.length < ids.length
        ? [`The first ${shown.length} of ${ids.length} people; predict() gives those of any.`]
        : []),
    ],
  };
}

/** One group's curve at the times of the data, and the mean observed there. */
export interface GroupCurve {
  outcome: string;
  group: number;
  time: ArrayLike<number>;
  mean: ArrayLike<number>;
  lower: ArrayLike<number>;
  upper: ArrayLike<number>;
  observed: ArrayLike<number>;
  /** Sum of the posterior probabilities behind the observed mean. */
  weight: ArrayLike<number>;
}

export function curvesTable(
  curves: readonly GroupCurve[],
  { level, time, conditional }: { level: number; time: string; conditional: boolean },
): ResultTable {
  const several = new Set(curves.map(({ outcome }) => outcome)).size > 1;
  return {
    title: "Curves of the groups",
    columns: [
      ...(several ? [text("outcome", "Outcome")] : []),
      integer("group", "Group"),
      number("time", time),
      number("mean", "Mean"),
      number("lower", `Lower ${percent(level)}`),
      number("upper", `Upper ${percent(level)}`),
      number("observed", "Observed mean"),
      number("people", "People behind it"),
    ],
    rows: curves.flatMap((curve) =>
      Array.from(curve.time, (at, t): Record<string, Cell> => ({
        ...(several && { outcome: curve.outcome }),
        group: curve.group,
        time: at,
        mean: finite(curve.mean[t]),
        lower: finite(curve.lower[t]),
        upper: finite(curve.upper[t]),
        observed: finite(curve.observed[t]),
        people: finite(curve.weight[t]),
      })),
    ),
    notes: [
      "Observed means count everybody by the posterior probability of the group.",
      ...(conditional
        ? [
            "Curves are for covariates at their means, an exposure of 1 and no offset; rates are for an exposure of 1.",
          ]
        : []),
    ],
  };
}

/** Six digits: what more there were, no one could use, and the document would be twice as large. */
const round = (value: number): Cell => (Number.isFinite(value) ? Number(value.toPrecision(6)) : null);
