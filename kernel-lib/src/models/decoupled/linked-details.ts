import type { DetailColumns } from "../../contract/index.js";
import type { DecoupledDetails } from "./details.js";
import type { CohortChoice } from "./thresholds/index.js";

/** Sets × cohorts that a document holds; beyond it the sets are thinned, evenly. */
const mostRows = 1200;

/**
 * What a viewer follows the trade-off by, as λ moves:
 * - `frontierCohorts`: set (row of the table `frontier`, from 0), cohort (row of the table `thresholds`, from 0), how many
 *   rows are `selected` and how many of these are `hits` (positive), on the rows chosen on; and on rows that had no part
 *   in the choice `heldOutSelected` and `heldOutHits`, null where there are none. With weights, their sums.
 * - `frontierRows`: by cohort, what the counts are out of: rows, positives, heldOutRows, heldOutPositives.
 *
 * Every set has its thresholds in the table; the counts make its rates without repeating them.
 */
export function linkedDetails({
  tradeOff,
  cohorts,
}: Pick<DecoupledDetails, "tradeOff" | "cohorts">): Record<string, DetailColumns> | null {
  if (!tradeOff) return null;
  const sets = [...tradeOff.points, ...tradeOff.candidates];
  const judged = sets.find(({ heldOut }) => heldOut !== null)?.heldOut?.byCohort ?? null;
  const chosenOn = sets[0]!.byCohort;
  const counts: DetailColumns = {
    set: [],
    cohort: [],
    selected: [],
    hits: [],
    heldOutSelected: [],
    heldOutHits: [],
  };
  for (const index of thinned(tradeOff.points.length, sets.length, Math.floor(mostRows / cohorts.length))) {
    const { byCohort, heldOut } = sets[index]!;
    cohorts.forEach((_, k) => {
      counts.set!.push(index);
      counts.cohort!.push(k);
      counts.selected!.push(selectedOf(byCohort[k]));
      counts.hits!.push(hitsOf(byCohort[k]));
      counts.heldOutSelected!.push(selectedOf(heldOut?.byCohort[k]));
      counts.heldOutHits!.push(hitsOf(heldOut?.byCohort[k]));
    });
  }
  return {
    frontierCohorts: counts,
    frontierRows: {
      cohort: [...cohorts],
      rows: chosenOn.map(({ weight }) => digits(weight)),
      positives: chosenOn.map(({ positives }) => digits(positives)),
      heldOutRows: cohorts.map((_, k) => digits(judged?.[k]?.weight)),
      heldOutPositives: cohorts.map((_, k) => digits(judged?.[k]?.positives)),
    },
  };
}

/** The sets of the curve, evenly where there are too many, and all that stand beside it. */
function thinned(points: number, all: number, most: number): number[] {
  const kept = new Set<number>();
  const room = Math.max(2, most - (all - points));
  const wanted = Math.min(points, room);
  for (let i = 0; i < wanted; i++) {
    kept.add(wanted === 1 ? 0 : Math.round((i * (points - 1)) / (wanted - 1)));
  }
  for (let index = points; index < all; index++) kept.add(index);
  return [...kept];
}

const selectedOf = (choice: CohortChoice | undefined): number | null =>
  choice ? digits(choice.selectionRate * choice.weight) : null;

const hitsOf = (choice: CohortChoice | undefined): number | null =>
  choice ? digits((choice.truePositiveRate ?? 0) * choice.positives) : null;

/** Counts are whole again after rounding; sums of weights keep what anybody can use. */
const digits = (value: number | undefined): number | null =>
  value === undefined || !Number.isFinite(value) ? null : Number(value.toPrecision(9));
