import type { ResultTable } from "../../../contract/index.js";
import type { FitParts } from "../statistics.js";
import { finite, flag, integer, number, text } from "./columns.js";

export function outsideTable({ problem: { helped, cohorts } }: FitParts): ResultTable | null {
  if (helped.length === 0) return null;
  return {
    title: "Outside data",
    columns: [
      text("cohort", "Cohort"),
      text("other", "Other cohort"),
      number("distance", "Distance"),
      flag("helps", "Helps"),
      integer("rows", "Rows"),
    ],
    rows: helped.flatMap(({ cohort, others }) =>
      others.map(({ cohort: other, distance, helps }) => ({
        cohort: cohorts[cohort]!.name,
        other: cohorts[other]!.name,
        distance,
        helps,
        rows: cohorts[other]!.rows.length,
      })),
    ),
    notes: ["Jensen–Shannon distance (base 2) of the labels' distributions, from 0 (equal) to 1."],
  };
}

export function thetaTable({ problem, details }: FitParts): ResultTable | null {
  const { cohorts, target } = problem;
  const rows = details.thetas.flatMap((choice, k) =>
    (choice?.scores ?? []).map(({ theta, score, byFold }) => ({
      cohort: cohorts[k]!.name,
      theta,
      score: finite(score),
      lowest: finite(Math.min(...byFold)),
      highest: finite(Math.max(...byFold)),
      folds: byFold.length,
      chosen: theta === choice!.theta,
    })),
  );
  if (rows.length === 0) return null;
  return {
    title: "Weight of outside rows",
    columns: [
      text("cohort", "Cohort"),
      number("theta", "Theta"),
      number("score", target.kind === "numbers" ? "Mean squared error" : "Mean AUC"),
      number("lowest", "Lowest fold"),
      number("highest", "Highest fold"),
      integer("folds", "Folds"),
      flag("chosen", "Chosen"),
    ],
    rows,
    notes: ["By unshuffled folds of the cohort's own rows; of equally good weights the first is taken."],
  };
}
