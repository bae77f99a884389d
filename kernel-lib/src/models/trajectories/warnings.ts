import type { ResultWarning } from "../../contract/index.js";
import type { GroupAdequacy } from "./adequacy.js";
import type { Comparison } from "./comparison/compare.js";
import type { MixtureFit } from "./mixture.js";
import type { PredictorParameter } from "./prediction/predictor.js";
import type { Undetermined } from "./report.js";

/** Ratio of standard errors (observed information over outer product) from which a reader must be told. */
const farApart = 1.3;
/** Average posterior probability and odds of correct classification that Nagin (2005) asks for. */
const [goodApp, goodOcc] = [0.7, 5];
const fewPeople = 0.05;

/** What a reader must know of a fit beside its numbers. */
export function fitWarnings({
  fit,
  complete,
  parameters,
  reasons,
  ratios,
  adequacy,
  people,
}: {
  fit: MixtureFit;
  /** False when the run was cancelled anywhere on the way. */
  complete: boolean;
  parameters: readonly PredictorParameter[];
  /** Why each parameter has no standard error; null where it has one. */
  reasons: readonly (Undetermined | null)[];
  /** Observed-information over outer-product standard errors, where both are there. */
  ratios: readonly number[];
  /** A list for each outcome that has groups of its own. */
  adequacy: readonly { outcome: string; groups: readonly GroupAdequacy[] }[];
  people: number;
}): ResultWarning[] {
  const warnings: ResultWarning[] = [];
  const add = (code: string, message: string) => warnings.push({ code, message });
  if (fit.status === "interrupted" || !complete) {
    add("interrupted", "The run was stopped before it was done; this is the best it had found by then.");
  }
  if (fit.status === "stopped") {
    add(
      "not-converged",
      "The search stopped before the likelihood was flat; try more starts, or fewer groups.",
    );
  }
  const whys = parameters.map((parameter, j) => whyUndetermined(parameter, reasons[j]!));
  for (const why of new Set(whys)) {
    if (why === null) continue;
    const names = parameters.filter((_, j) => whys[j] === why).map(({ name }) => name);
    add(...undetermined[why](listed(names)));
  }
  const { reachedBest, logLik } = fit.starts;
  if (logLik.length >= 10 && reachedBest < 2 && fit.status !== "interrupted") {
    add(
      "one-start",
      `Only one of ${logLik.length} starts found this solution, so there may be a better one: give more 'starts'.`,
    );
  }
  // The median: with few people for each parameter, single ratios are far from 1 by chance.
  const sorted = [...ratios].sort((a, b) => a - b);
  const typical = sorted[Math.floor(sorted.length / 2)] ?? 1;
  if (typical > farApart || typical < 1 / farApart) {
    add(
      "errors-disagree",
      `Standard errors from the observed information are typically ${twoDigits(typical)} times (${twoDigits(sorted[0]!)} to ${twoDigits(sorted.at(-1)!)} times) those from the outer product of the scores. Under the right model they agree, so the outcomes are not distributed as the family says (overdispersion, dependence between waves): read the sandwich's, in the table 'Standard errors of three kinds' or everywhere with errors: "sandwich".`,
    );
  }
  for (const { outcome, groups } of adequacy) {
    if (groups.length < 2) continue;
    const where = adequacy.length > 1 ? ` of ${outcome}` : "";
    for (const { group, share, assigned, app, occ } of groups) {
      if (assigned === 0) {
        add(
          "empty-group",
          `Nobody is assigned to group ${group}${where}; a model with fewer groups says as much.`,
        );
      } else if (share * people < 3 || (share * people < 10 && share < fewPeople)) {
        const size = twoDigits(share * people);
        add(
          "small-group",
          `Group ${group}${where} is of about ${size} person${size === "1" ? "" : "s"}; whether it would be found again in other data is doubtful.`,
        );
      }
      if (assigned > 0 && (app < goodApp || occ < goodOcc)) {
        add(
          "unsure-assignment",
          `People are not surely of group ${group}${where}: APP ${app.toFixed(2)} (Nagin asks for ${goodApp}), OCC ${twoDigits(occ)} (${goodOcc}).`,
        );
      }
    }
  }
  return warnings;
}

/** Which of several models were not to be had. */
export function comparisonWarnings({ models, complete }: Comparison): ResultWarning[] {
  if (!complete) return [];
  return models
    .filter(({ fit }) => fit === null)
    .map(({ candidate, reason }) => ({
      code: "not-fitted",
      message: `The model with 'groups' ${candidate.groups} could not be fitted: ${reason!.replace(/^trajectories: /, "")}.`,
    }));
}

/** Why a parameter has no error, as a reader can use it: a flat likelihood is often at the edge of a simpler family. */
type Why = Undetermined | "poisson" | "no-excess-zeros" | "constant-zeros";

function whyUndetermined({ part, estimate }: PredictorParameter, reason: Undetermined | null): Why | null {
  if (reason !== "flat") return reason;
  if (part === "dispersion" && estimate < 1e-3) return "poisson";
  if ((part === "zero" && estimate < -5) || (part === "tau" && estimate > 5)) return "no-excess-zeros";
  if (part === "tau" && estimate < 1e-3) return "constant-zeros";
  return reason;
}

/** An estimate with a huge standard error reads as a number; a flag does not. */
const undetermined: Record<Why, (names: string) => [code: string, message: string]> = {
  poisson: (names) => [
    "no-overdispersion",
    `${names} ran to 0: about the curves, counts vary no more than the Poisson's, so no standard error is given. The family 'poisson' says as much.`,
  ],
  "no-excess-zeros": (names) => [
    "no-excess-zeros",
    `${names} ran off to where a group has no more zeros than the Poisson's, so no standard error is given.`,
  ],
  "constant-zeros": (names) => [
    "constant-zeros",
    `${names} ran to 0: half of a group's counts are excess zeros whatever its rate, so no standard error is given. The family 'zip' lets that share be another.`,
  ],
  flat: (names) => [
    "separation",
    `The data do not determine ${names}: a group is separated (all its outcomes alike) or nearly empty, so the likelihood goes on rising, or never moves, as these run off. Their estimates are no numbers to quote, and no standard error is given.`,
  ],
  collinear: (names) => [
    "near-singular",
    `The data tell only combinations of ${names}, not each of them, so no standard error is given; use fewer terms or groups.`,
  ],
  empty: (names) => [
    "empty-group-errors",
    `${names} belong to a group that is nobody's most likely one, so no standard error is given.`,
  ],
};

const twoDigits = (value: number) => String(Number(value.toPrecision(2)));

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 8).map((name) => `'${name}'`);
  const more = names.length > 8 ? ` and ${names.length - 8} more` : "";
  return shown.join(", ") + more;
}
