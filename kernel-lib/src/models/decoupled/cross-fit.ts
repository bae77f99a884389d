import type { RunContext } from "../../compute/run.js";
import { type TradeOff, tradeOff, type TradeOffPoint, type TradeOffSet } from "./frontier/index.js";
import { chooseThresholds, type CohortChoice, type ScoredCohort } from "./thresholds/index.js";
import { describeCut } from "./thresholds/choose.js";
import { cutAt, cutsOf, type Cuts } from "./thresholds/cuts.js";
import { lossesAt, lossProblem } from "./thresholds/losses.js";
import type { ThresholdSettings } from "./threshold-settings.js";

/** What thresholds do to rows that had no part in choosing them. */
export interface Judged {
  error: number;
  /** Null without a fairness loss. */
  fairness: number | null;
  /** Their thresholds are those of the first fold. */
  byCohort: CohortChoice[];
}

/**
 * Rows in folds, each fold judged by thresholds chosen on the other folds: an honest account of how thresholds chosen
 * this way do, which spares no row.
 */
export interface CrossFit {
  /** Thresholds by fold, then cohort. */
  thresholds: number[][];
  judged: Judged;
}

/** Scored rows of each cohort beside their folds. */
export interface FoldedCohort extends ScoredCohort {
  fold: Int32Array;
}

export interface JudgeOptions {
  folds: number;
  settings: ThresholdSettings;
  run: RunContext;
}

/** Chooses thresholds anew without each fold, and judges them on it. */
export async function crossFit(
  cohorts: readonly FoldedCohort[],
  { folds, settings, run }: JudgeOptions,
): Promise<CrossFit> {
  const thresholds: number[][] = [];
  for (let f = 0; f < folds; f++) {
    const parts = { name: "folds", done: f, total: folds };
    run.report({ phase: "judging thresholds", step: f + 1, steps: folds, parts });
    await run.breathe();
    thresholds.push((await chooseThresholds(withoutFold(cohorts, f), { ...settings, run })).thresholds);
  }
  const judge = await judgeOf(cohorts, { folds, settings, run });
  return { thresholds, judged: judge(thresholds) };
}

/** How the same thresholds do on rows that they were not chosen on. */
export async function judgeAsTheyAre(
  cohorts: readonly FoldedCohort[],
  { thresholds, ...options }: JudgeOptions & { thresholds: number[] },
): Promise<CrossFit> {
  const byFold = Array.from({ length: options.folds }, () => thresholds);
  return { thresholds: byFold, judged: (await judgeOf(cohorts, options))(byFold) };
}

/** Another way to choose thresholds, to place beside the curve. */
export interface Rival {
  name: string;
  choose(cohorts: readonly ScoredCohort[]): Promise<number[]>;
}

/**
 * The whole trade-off, with what each of its points does to rows that had no part in choosing it. With `anew`, each
 * fold is judged by the point that is optimal without it for the middle of the range of λ; else, where the cohorts to
 * judge on are not those chosen on, by the point itself.
 */
export async function judgedTradeOff(
  cohorts: readonly FoldedCohort[],
  {
    judged,
    anew,
    folds,
    settings,
    rivals,
    run,
  }: JudgeOptions & { judged: readonly FoldedCohort[]; anew: boolean; rivals: readonly Rival[] },
): Promise<TradeOff> {
  const { costs, scaling } = settings;
  const options = { loss: settings.loss!, costs, scaling, run };
  const chosen = async (from: readonly ScoredCohort[]) =>
    Promise.all(rivals.map(async ({ name, choose }) => ({ name, thresholds: await choose(from) })));
  const curve = await tradeOff(cohorts, { ...options, candidates: await chosen(cohorts) });
  const curves: TradeOff[] = [];
  for (let f = 0; f < (anew ? folds : 0) && !run.cancelled; f++) {
    const rest = withoutFold(cohorts, f);
    curves.push(await tradeOff(rest, { ...options, candidates: await chosen(rest) }));
  }
  if (run.cancelled) return { ...curve, certified: false };
  const judge = await judgeOf(judged, { folds, settings, run });
  const heldOut = (thresholdsOf: (curve: TradeOff) => number[]) => {
    const byFold = Array.from({ length: folds }, (_, f) => thresholdsOf(anew ? curves[f]! : curve));
    const { error, fairness, byCohort } = judge(byFold);
    return { error, fairness: fairness!, byCohort };
  };
  const points = curve.points.map((point) => {
    const middle = (point.lambdaLow + point.lambdaHigh) / 2;
    return { ...point, heldOut: heldOut((own) => (own === curve ? point : pointAt(own, middle)).thresholds) };
  });
  const candidates = curve.candidates.map((candidate, i) => ({
    ...candidate,
    heldOut: heldOut((own) => own.candidates[i]!.thresholds),
  }));
  const all: TradeOffSet[] = [...points, ...candidates];
  for (const set of all) set.dominated = all.some((other) => beats(other, set));
  return { ...curve, points, candidates };
}

const ROUNDING = 1e-12;

/** Whether a point is as good as another in both losses and better in one, on the rows that it was not chosen on. */
function beats({ heldOut: a }: TradeOffSet, { heldOut: b }: TradeOffSet): boolean {
  const [error, fairness] = [a!.error - b!.error, a!.fairness - b!.fairness];
  return error <= ROUNDING && fairness <= ROUNDING && (error < -ROUNDING || fairness < -ROUNDING);
}

function pointAt({ points }: TradeOff, lambda: number): TradeOffPoint {
  return points.find(({ lambdaHigh }) => lambda <= lambdaHigh) ?? points.at(-1)!;
}

/** Adds up over the folds what their thresholds do. */
async function judgeOf(
  cohorts: readonly FoldedCohort[],
  { folds, settings, run }: JudgeOptions,
): Promise<(thresholds: number[][]) => Judged> {
  const { loss, costs, scaling } = settings;
  const cuts: (Cuts | null)[][] = [];
  for (let f = 0; f < folds; f++) {
    await run.breathe();
    cuts.push(
      cohorts.map((cohort) => {
        const own = subset(cohort, (fold) => fold === f);
        return own.scores.length > 0 ? cutsOf(own) : null;
      }),
    );
  }
  return (thresholds) => {
    const all = cohorts.map(({ name }, k): Cuts => {
      const sums = { truePositives: 0, falsePositives: 0, positives: 0, negatives: 0 };
      cuts.forEach((own, f) => {
        const each = own[k];
        if (!each) return;
        const cut = cutAt(each, thresholds[f]![k]!);
        sums.truePositives += each.truePositives[cut]!;
        sums.falsePositives += each.falsePositives[cut]!;
        sums.positives += each.positives;
        sums.negatives += each.negatives;
      });
      return {
        name,
        values: Float64Array.of(0),
        truePositives: Float64Array.of(sums.truePositives),
        falsePositives: Float64Array.of(sums.falsePositives),
        positives: sums.positives,
        negatives: sums.negatives,
      };
    });
    const choice = new Int32Array(all.length);
    const { error, fairness } = lossesAt(
      lossProblem(all, { loss: loss ?? "balanced", costs, scaling }),
      choice,
    );
    const byCohort = all.map((each, k) => ({ ...describeCut(each, 0), threshold: thresholds[0]![k]! }));
    return { error, fairness: loss ? fairness : null, byCohort };
  };
}

/** Rows outside a fold; a cohort that has no others keeps all. */
export function withoutFold(cohorts: readonly FoldedCohort[], f: number): ScoredCohort[] {
  return cohorts.map((cohort) => {
    const rest = subset(cohort, (fold) => fold !== f);
    return rest.scores.length > 0 ? rest : cohort;
  });
}

function subset(cohort: FoldedCohort, keep: (fold: number) => boolean): ScoredCohort {
  const { name, scores, labels, weights, fold } = cohort;
  const isKept = (_: number, i: number) => keep(fold[i]!);
  return {
    name,
    scores: scores.filter(isKept),
    labels: labels.filter(isKept),
    ...(weights && { weights: weights.filter(isKept) }),
  };
}
