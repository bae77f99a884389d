import { readFileSync } from "node:fs";
import type { ScoredCohort } from "../../kernel-lib/src/models/decoupled/thresholds/index.js";
import { dataFile } from "./data-folder.js";

/** Rows of `compas_probabilities_by_cohort.csv`. */
export function compasScores(): { cohort: string; label: number; score: number }[] {
  const [, ...lines] = readFileSync(dataFile("fairness/compas_probabilities_by_cohort.csv"), "utf8")
    .trim()
    .split(/\r?\n/);
  return lines.map((line) => {
    const [, cohort, label, score] = line.split(",");
    return { cohort: cohort!, label: Number(label), score: Number(score) };
  });
}

/** Its cohorts in alphabetical order, as the published numbers have them: the one pass depends on it. */
export function compasCohorts(): ScoredCohort[] {
  const rows = compasScores();
  return [...new Set(rows.map(({ cohort }) => cohort))].sort().map((name) => {
    const own = rows.filter(({ cohort }) => cohort === name);
    return {
      name,
      scores: Float64Array.from(own, ({ score }) => score),
      labels: Uint8Array.from(own, ({ label }) => label),
    };
  });
}
