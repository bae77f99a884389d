import type { ResultWarning } from "../../contract/index.js";
import type { FitParts } from "./statistics.js";

/** What a reader must know of a fit before relying on it. */
export function fitWarnings({
  problem,
  options,
  details,
  trained,
  unseen,
  interrupted,
}: FitParts & { unseen: ReadonlyMap<string, number>; interrupted: boolean }): ResultWarning[] {
  const warnings: ResultWarning[] = [];
  const add = (code: string, message: string) => warnings.push({ code, message });
  const { cohorts, levels } = problem;
  const { thresholds, chosenOn, thetas } = details;
  if (interrupted) {
    add(
      "interrupted",
      "The run was interrupted: every cohort has its model, but some of the thresholds, the trade-off and the audit are missing or rest on less.",
    );
  }
  for (const { name, members } of cohorts) {
    if (members.length === 1) continue;
    add(
      "cohorts-merged",
      `Cohort '${name}' was joined by ${quoted(members.slice(1))}, because one of them was too small or had too few of a class.`,
    );
  }
  if (cohorts.length === 1) {
    add(
      "one-cohort",
      "There is one cohort only, so nothing is decoupled and no two cohorts can be treated unlike.",
    );
  }
  if (problem.score) {
    for (const { name, validity, rows, counts } of cohorts) {
      if (validity === "size")
        add("small-cohort", `Cohort '${name}' has ${rows.length} rows only, so its threshold is uncertain.`);
      if (validity === "distribution") {
        add(
          "rare-class",
          `Cohort '${name}' has ${Math.min(...counts!)} rows of its rarer class, so its threshold is uncertain.`,
        );
      }
    }
  }
  thetas.forEach((choice, k) => {
    if (choice?.how !== "default") return;
    add(
      "theta-default",
      `Cohort '${cohorts[k]!.name}' is too small to choose theta by cross-validation, so 'defaultTheta' ${choice.theta} was taken.`,
    );
  });
  trained?.forEach(({ model, classes }, k) => {
    const { name } = cohorts[k]!;
    if (model.kind === "none") {
      add(
        "one-class",
        `Cohort '${name}' has rows of ${label(levels, classes![0]!)} only, so its model always says so.`,
      );
    } else if (classes && levels && classes.length < levels.length) {
      const absent = levels.filter((_, code) => !classes.includes(code));
      add(
        "class-absent",
        `Cohort '${name}' has no row of ${quoted(absent.map(String))}, so its model never says so.`,
      );
    }
    if (model.kind !== "linear") return;
    if (model.separated) {
      add(
        "separation",
        `In cohort '${name}' the features tell the classes apart, so the coefficients grow without end and mean nothing; use the penalty "ridge".`,
      );
    } else if (!model.converged) {
      add("not-converged", `The model of cohort '${name}' did not reach its optimum.`);
    }
  });
  for (const [name, rows] of unseen) {
    add(
      "unseen-levels",
      `In ${rows} row${rows === 1 ? "" : "s"} the text of '${name}' was new to the model that judged ${rows === 1 ? "it" : "them"}, which went by the other features.`,
    );
  }
  if (chosenOn.kind === "training" && thresholds) {
    add(
      "training-scores",
      `The thresholds were chosen on scores of the rows that were trained on${options.select === "training" ? "" : ", because the run was interrupted"}; such scores are too good, so the thresholds may not hold for new rows.`,
    );
  }
  if (thresholds?.gap && thresholds.gap > 0) {
    add(
      "gap-open",
      `The search for thresholds ended before it was complete: the objective may be up to ${thresholds.gap.toPrecision(3)} above the optimum.`,
    );
  }
  if (options.fairnessLoss && thresholds) {
    for (const { name, rows, counts } of cohorts) {
      const counted = countedIn(options.fairnessLoss, { rows: rows.length, counts });
      // Where there are none, the loss leaves the cohort out.
      if (!counted || counted.rows === 0 || counted.rows >= fewRows) continue;
      add(
        "tiny-cohort",
        `'${options.fairnessLoss}' counts every cohort alike, and '${name}' has ${counted.rows} ${counted.of}, so everybody's thresholds hang on few of them; larger cohorts would be surer.`,
      );
    }
  }
  if (options.search === "one-pass" && options.fairnessLoss && thresholds) {
    add("one-pass", "The thresholds are those of a single greedy pass, which is seldom the optimum.");
  }
  if (thresholds) {
    cohorts.forEach(({ name, rows, counts }) => {
      const scores = Array.from(rows, (row) => chosenOn.scores[row]!).filter((score) => !Number.isNaN(score));
      if (scores.length > 1 && scores.every((score) => score === scores[0])) {
        add(
          "equal-scores",
          `All scores of cohort '${name}' are equal, so its threshold takes all of its rows or none.`,
        );
      }
      if (problem.score && counts && Math.min(...counts) === 0) {
        add("one-class", `Cohort '${name}' has rows of one class only.`);
      }
    });
  }
  return warnings;
}

/** Fewer rows say little of a rate: with 30 its standard error is up to 9 points. */
const fewRows = 30;

/** What of a cohort a fairness loss takes a rate of, whatever the cohort's size; null where size counts. */
function countedIn(
  loss: NonNullable<FitParts["options"]["fairnessLoss"]>,
  { rows, counts }: { rows: number; counts: ArrayLike<number> | null },
): { rows: number; of: string } | null {
  const [negatives, positives] = [counts?.[0] ?? rows, counts?.[1] ?? rows];
  switch (loss) {
    case "numerical-parity":
      return null;
    case "equal-opportunity":
      return { rows: positives, of: "positive rows" };
    case "equalised-odds":
      return positives > 0 && (positives <= negatives || negatives === 0)
        ? { rows: positives, of: "positive rows" }
        : { rows: negatives, of: "negative rows" };
    default:
      return { rows, of: "rows" };
  }
}

const quoted = (names: string[]): string => names.map((name) => `'${name}'`).join(", ");

const label = (levels: (string | number)[] | null, code: number): string => `'${String(levels?.[code])}'`;
