import type { ResultTable } from "../../../contract/index.js";
import type { Estimate } from "../../../metrics/fairness/index.js";
import type { FitParts } from "../statistics.js";
import { number, percent, type Row, text } from "./columns.js";
import { judgedNotes } from "./judged-notes.js";

const ends = (value: Estimate | undefined | null, name: string): Row => ({
  [name]: value?.estimate ?? null,
  [`${name}Lower`]: value?.lower ?? null,
  [`${name}Upper`]: value?.upper ?? null,
});

const resampledNote =
  "Percentile intervals of bootstrap resamples of the judged rows, with models and thresholds as they are: what other rows to train on would have changed is not in them.";

export function comparisonTable({ details, performance, level }: FitParts): ResultTable | null {
  const { comparison } = details;
  const cells = (value: Estimate | undefined, difference: Estimate | null | undefined): Row => ({
    estimate: value?.estimate ?? null,
    lower: value?.lower ?? null,
    upper: value?.upper ?? null,
    ...ends(difference, "difference"),
  });
  const rows: Row[] = comparison
    ? comparison.cohorts.flatMap(({ cohort, models }) =>
        models.flatMap(({ name, metrics, difference }) =>
          comparison.measures.map((measure) => ({
            cohort,
            model: name,
            measure,
            ...cells(metrics[measure], difference?.[measure]),
          })),
        ),
      )
    : (performance ?? []).map(({ cohort, model, measure, value, difference }) => ({
        cohort,
        model,
        measure,
        ...cells(value, difference),
      }));
  if (rows.length === 0) return null;
  const resampled = rows.some(({ lower }) => lower !== null);
  return {
    title: "What decoupling bought",
    columns: [
      text("cohort", "Cohort"),
      text("model", "Model"),
      text("measure", "Measure"),
      number("estimate", "Estimate"),
      number("lower", `Lower ${percent(level)}`),
      number("upper", `Upper ${percent(level)}`),
      number("difference", "Against pooled"),
      number("differenceLower", `Lower ${percent(level)}`),
      number("differenceUpper", `Upper ${percent(level)}`),
    ],
    rows,
    notes: [
      `Pooled is one model for everybody${details.thresholds ? ", with one threshold chosen by the same rule" : ""}; the differences are paired, row by row.`,
      ...judgedNotes(details),
      ...(resampled ? [resampledNote] : []),
    ],
  };
}
