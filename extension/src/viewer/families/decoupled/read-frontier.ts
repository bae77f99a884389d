import type { ResultDocument, ResultTable } from "quetelet/contract";
import { mergedCohorts } from "../../shown-table";
import { configField, numberIn, numbersOf, textIn } from "../cells";

/** What thresholds do to a cohort's rows, in counts (with weights, in their sums). */
export interface Counts {
  rows: number;
  positives: number;
  selected: number;
  /** Of those selected, how many are positive. */
  hits: number;
}

export interface ThresholdSet {
  /** Row of the table of the trade-off; −1 for thresholds in use that stand in none. */
  index: number;
  /** What it is called where it stands beside the curve; null for a point of the curve. */
  name: string | null;
  lambdaLow: number;
  lambdaHigh: number;
  error: number | null;
  fairness: number | null;
  heldOutError: number | null;
  heldOutFairness: number | null;
  /** By cohort; null where the document does not say. */
  thresholds: (number | null)[];
  /** By cohort, on the rows that thresholds were chosen on, and on rows that had no part in it. */
  chosenOn: (Counts | null)[];
  heldOut: (Counts | null)[];
}

export interface FrontierView {
  cohorts: string[];
  /** All that a cohort was merged from, by its name. */
  merged: ReadonlyMap<string, string>;
  /** Best for some λ, from the fairest to the one of least error; empty without a trade-off. */
  points: ThresholdSet[];
  /** Others, to compare with. */
  beside: ThresholdSet[];
  inUse: ThresholdSet;
  /** The λ in use; null where none was. */
  lambda: number | null;
  loss: string | null;
}

/** More cohorts or sets than any fit has would only stop the page. */
const most = { cohorts: 200, sets: 2000 };

/** Thresholds of a decoupled fit and their trade-off; null where there are none, as in a regression. */
export function readFrontier(result: ResultDocument): FrontierView | null {
  const { tables, config } = result;
  const thresholds = (tables.thresholds?.rows ?? []).slice(0, most.cohorts);
  if (thresholds.length === 0) return null;
  const cohorts = thresholds.map((row) => textIn(row, "cohort") ?? "");
  const sets = setsOf(result, cohorts.length);
  const points = sets.filter(({ name }) => name === null).sort((a, b) => a.lambdaLow - b.lambdaLow);
  const loss = configField(config, "fairnessLoss");
  const lambda = configField(config, "lambda");
  const own = thresholds.map((row) => numberIn(row, "threshold"));
  const used = points.length === 0 ? null : typeof lambda === "number" ? lambda : 0.8;
  const candidate = used === null ? undefined : points[pointAt(points, used)];
  // A search that was cut short, or greedy, may have ended off the curve.
  const isCandidate = candidate?.thresholds.every((value, k) => nearly(value, own[k] ?? null)) ?? false;
  return {
    cohorts,
    merged: mergedCohorts(result),
    points,
    beside: sets.filter(({ name }) => name !== null),
    inUse: isCandidate ? candidate! : setInUse(result, { rows: thresholds, thresholds: own }),
    lambda: used,
    loss: typeof loss === "string" ? loss : null,
  };
}

/** The point that is best at λ: where two meet, the one of less error. */
export function pointAt(points: readonly ThresholdSet[], lambda: number): number {
  let found = 0;
  points.forEach(({ lambdaLow }, i) => {
    if (lambdaLow <= lambda) found = i;
  });
  return found;
}

function setsOf({ tables, details }: ResultDocument, cohorts: number): ThresholdSet[] {
  const chosenOn = countsOf(details?.frontierCohorts, details?.frontierRows, "");
  const heldOut = countsOf(details?.frontierCohorts, details?.frontierRows, "heldOut");
  const none = (): (Counts | null)[] => Array.from({ length: cohorts }, () => null);
  return (tables.frontier?.rows ?? []).slice(0, most.sets).flatMap((row, index): ThresholdSet[] => {
    const name = textIn(row, "set");
    const [low, high] = [numberIn(row, "lambdaLow"), numberIn(row, "lambdaHigh")];
    const isPoint = low !== null && high !== null;
    if (!isPoint && name === null) return [];
    return [
      {
        index,
        name: isPoint ? null : name,
        lambdaLow: low ?? 0,
        lambdaHigh: high ?? 0,
        error: numberIn(row, "error"),
        fairness: numberIn(row, "fairness"),
        heldOutError: numberIn(row, "heldOutError"),
        heldOutFairness: numberIn(row, "heldOutFairness"),
        thresholds: none().map((_, k) => numberIn(row, `threshold${k + 1}`)),
        chosenOn: none().map((_, k) => chosenOn.get(`${index} ${k}`) ?? null),
        heldOut: none().map((_, k) => heldOut.get(`${index} ${k}`) ?? null),
      },
    ];
  });
}

type Details = NonNullable<ResultDocument["details"]>[string] | undefined;

/** Counts by set and cohort; `prefix` is of the rows that they are counted on. */
function countsOf(counts: Details, totals: Details, prefix: "" | "heldOut"): Map<string, Counts> {
  const name = (plain: string) => (prefix === "" ? plain : prefix + plain[0]!.toUpperCase() + plain.slice(1));
  const [rows, positives] = [numbersOf(totals, name("rows")), numbersOf(totals, name("positives"))];
  const [selected, hits] = [numbersOf(counts, name("selected")), numbersOf(counts, name("hits"))];
  const cohort = numbersOf(counts, "cohort");
  const found = new Map<string, Counts>();
  numbersOf(counts, "set").forEach((set, i) => {
    const k = cohort[i] ?? -1;
    const own = {
      rows: rows[k] ?? null,
      positives: positives[k] ?? null,
      selected: selected[i] ?? null,
      hits: hits[i] ?? null,
    };
    if (set === null || Object.values(own).some((value) => value === null || value < 0)) return;
    found.set(`${set} ${k}`, own as Counts);
  });
  return found;
}

/** The thresholds in use, as their own table tells of them. */
function setInUse(
  { fit }: ResultDocument,
  { rows, thresholds }: { rows: ResultTable["rows"]; thresholds: (number | null)[] },
): ThresholdSet {
  return {
    index: -1,
    name: null,
    lambdaLow: 0,
    lambdaHigh: 0,
    error: fit.error ?? null,
    fairness: fit.fairness ?? null,
    heldOutError: fit.heldOutError ?? null,
    heldOutFairness: fit.heldOutFairness ?? null,
    thresholds,
    chosenOn: rows.map((row) => {
      const [all, positives] = [numberIn(row, "rows"), numberIn(row, "positives")];
      const selectionRate = numberIn(row, "selectionRate");
      if (all === null || positives === null || selectionRate === null) return null;
      const hits = (numberIn(row, "truePositiveRate") ?? 0) * positives;
      return { rows: all, positives, selected: tidy(selectionRate * all), hits: tidy(hits) };
    }),
    heldOut: rows.map(() => null),
  };
}

const tidy = (value: number): number => Number(value.toPrecision(9));

const nearly = (a: number | null, b: number | null): boolean =>
  a === b || (a !== null && b !== null && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a)));
