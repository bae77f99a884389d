import type { FitStatistics, ResultWarning } from "../../contract/index.js";
import type { Polished } from "./polish.js";
import type { RiskTerrainProblem } from "./prepare.js";

/** What the data alone say of the candidates and the outcomes. */
export function candidateWarnings({ candidates, outcome, nextOutcome }: RiskTerrainProblem): ResultWarning[] {
  const warnings: ResultWarning[] = [];
  if (nextOutcome?.every((count) => count === 0)) {
    warnings.push({
      code: "next-outcome-empty",
      message: "The next period's counts are all 0, so the predictions cannot be judged by them.",
    });
  }
  let total = 0;
  for (const count of outcome) total += count;
  const without: string[] = [];
  const all: string[] = [];
  const first = new Map<string, string>();
  const same: string[] = [];
  for (const { name, values } of candidates) {
    let crimes = 0;
    let present = 0;
    let sign = 2166136261;
    for (let i = 0; i < values.length; i++) {
      if (values[i] !== 0) {
        crimes += outcome[i]!;
        present++;
        sign = Math.imul(sign ^ i ^ Math.round(1e6 * values[i]!), 16777619);
      }
    }
    if (crimes === 0) without.push(name);
    if (crimes === total && present < values.length) all.push(name);
    const twin = first.get(String(sign));
    if (twin === undefined) first.set(String(sign), name);
    else {
      const other = candidates.find((candidate) => candidate.name === twin)!;
      if (other.values.every((value, i) => value === values[i])) same.push(`'${name}' = '${twin}'`);
    }
  }
  const list = (names: string[]) => names.map((name) => `'${name}'`).join(", ");
  if (without.length > 0) {
    warnings.push({
      code: "no-crime",
      message: `There is no crime where ${list(without)} is present, so it cannot be chosen.`,
    });
  }
  if (all.length > 0) {
    warnings.push({
      code: "separation",
      message: `Every crime is where ${list(all)} is present: its rate ratio has no upper end, and a model with it cannot be told apart from one of certainty.`,
    });
  }
  if (same.length > 0) {
    warnings.push({
      code: "duplicate-columns",
      message: `Some candidates are the same in every row, and the data cannot tell which of them to choose: ${same.join(", ")}.`,
    });
  }
  return warnings;
}

export function fitWarnings(
  { sets, candidates, family }: RiskTerrainProblem,
  {
    polished,
    fit,
    interrupted,
    checked,
    replicates,
    chosenIn,
  }: {
    polished: Polished;
    fit: FitStatistics;
    interrupted: boolean;
    /** Whether the choice was compared with the optimum, or needs no comparing. */
    checked: boolean;
    /** How many were asked for and made. */
    replicates: { wanted: number; made: number };
    /** Share of resamples in which each set's choice was made again; empty where there are too few to tell. */
    chosenIn: readonly number[];
  },
): ResultWarning[] {
  const warnings: ResultWarning[] = [];
  const add = (code: string, message: string) => warnings.push({ code, message });
  const { choice, dropped } = polished;
  if (interrupted) {
    add("interrupted", "The run was stopped before it was done; this is the best it had found by then.");
  }
  if (replicates.made < replicates.wanted) {
    add(
      "fewer-replicates",
      `${replicates.made} of ${replicates.wanted} replicates were made before the run was stopped.`,
    );
  }
  if (polished.fit.status === "separated") {
    add(
      "separation",
      "The likelihood rises for ever along some coefficient, so estimates without a standard error have no meaning as numbers.",
    );
  }
  for (const candidate of dropped) {
    const { name, set } = candidates[candidate]!;
    add(
      "dropped-at-zero",
      `'${name}' of the set '${sets[set]!.name}' was chosen, but its best rate ratio beside the others is not above 1, so it was dropped.`,
    );
  }
  const seldom = sets.flatMap(({ name }, set) => {
    const candidate = choice[set]!;
    const share = chosenIn[set] ?? 1;
    if (candidate < 0 || share >= 0.5) return [];
    return [`'${candidates[candidate]!.name}' of the set '${name}' in ${Math.round(100 * share)} %`];
  });
  if (seldom.length > 0) {
    add(
      "unstable-selection",
      `Other data like these might well choose otherwise: of the resamples, ${seldom.join(", ")} chose the same variable. The stability table tells what the others chose.`,
    );
  }
  const out = sets.filter((_, set) => choice[set]! < 0).map(({ name }) => `'${name}'`);
  if (out.length > 0) {
    add(
      "set-dropped",
      `No variable was kept of ${out.length === 1 ? "the set" : "the sets"} ${out.join(", ")}.`,
    );
  }
  if (family === "poisson" && (fit.dispersion ?? 0) > 1.5) {
    add(
      "overdispersion",
      `The counts vary ${fit.dispersion!.toFixed(1)} times as much as Poisson counts would, so the standard errors are too small and too many variables may be chosen; family "negative-binomial" allows for it.`,
    );
  }
  if (family === "negative-binomial" && polished.fit.alpha === 0) {
    add(
      "theta-infinite",
      "The counts vary no more than Poisson counts, so theta is infinite and the fit is the Poisson's.",
    );
  }
  if (!checked) {
    add(
      "unchecked",
      "There are too many models to search them all, so this selection could not be compared with the best one.",
    );
  }
  return warnings;
}
