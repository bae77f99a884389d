import type { FitStatistics, ResultWarning } from "../../contract/index.js";
import type { Conformal } from "./conformal.js";
import type { RandomForestOptions } from "./prepare.js";

/** What a reader must know before believing the numbers. */
export function forestWarnings(
  { trees = 500, replace = true, sampleShare = 1 }: RandomForestOptions,
  {
    grown,
    interrupted,
    unjudged,
    rows,
    coverage,
    interval,
    conformal,
    kept,
    megabytes,
    fit,
  }: {
    grown: number;
    interrupted: boolean;
    /** Rows that every tree saw. */
    unjudged: number;
    rows: number;
    /** Of the raw intervals; null without. */
    coverage: number | null;
    interval: number;
    conformal: Conformal | null;
    kept: boolean;
    megabytes: number;
    fit: FitStatistics;
  },
): ResultWarning[] {
  const warnings: ResultWarning[] = [];
  const add = (code: string, message: string) => warnings.push({ code, message });
  if (interrupted) {
    add(
      "interrupted",
      grown < trees
        ? `The run was stopped after ${grown} of ${trees} trees; what follows is of those.`
        : "The run was stopped after the last tree, before everything was measured on the forest.",
    );
  }
  if (unjudged === rows && !replace && sampleShare === 1) {
    add(
      "no-out-of-bag",
      "Every tree grew on every row, so there is no out-of-bag error; give a 'sampleShare' below 1 or draw with replacement.",
    );
  } else if (unjudged > 0) {
    add(
      "few-trees",
      `${unjudged} of ${rows} rows were seen by every tree and have no out-of-bag prediction; grow more trees.`,
    );
  }
  if (coverage !== null && coverage < interval - 0.05) {
    add(
      "under-coverage",
      `The raw intervals hold ${(100 * coverage).toFixed(1)} % of the outcomes of rows the trees did not see, where ${(100 * interval).toFixed(0)} % was asked for${conformal ? "; use the calibrated ones" : ""}.`,
    );
  }
  const few = [
    ...(conformal && conformal.offset === null ? ["all rows together"] : []),
    ...(conformal?.groups ?? []).filter(({ offset }) => offset === null).map(({ name }) => `'${name}'`),
  ];
  if (few.length > 0) {
    add(
      "too-few-to-calibrate",
      `There are too few rows to calibrate an interval of ${(100 * interval).toFixed(0)} % for ${few.join(", ")}; such intervals have no ends.`,
    );
  }
  if ((fit.oobRSquared ?? 1) < 0) {
    add(
      "worse-than-mean",
      "The forest predicts rows it did not see worse than their mean would: the features say next to nothing about the outcome.",
    );
  }
  if (!kept) {
    add(
      "forest-not-kept",
      `The forest takes ${megabytes.toFixed(0)} MB, too much for the document, so only this session can predict from it; fewer trees or a larger 'minLeaf' make it small enough.`,
    );
  }
  return warnings;
}
