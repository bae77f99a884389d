import type { Cell, ResultTable, TableColumn } from "../../../contract/index.js";
import type { Compared, Comparison } from "./compare.js";

/**
 * The comparison as a table, a row for each model: information criteria (smaller is better), how well the groups
 * part, held-out likelihood (larger is better), the bootstrap test against one group fewer, and the start report.
 */
export function comparisonTable({ models, best }: Comparison): ResultTable {
  const orders = new Set(models.map(({ candidate }) => String(candidate.order ?? "")));
  const folds = models.find(({ crossValidation }) => crossValidation)?.crossValidation?.folds ?? null;
  const tested = models.some(({ bootstrap }) => bootstrap);
  const columns: TableColumn[] = [
    { name: "groups", label: "Groups", type: "integer" },
    ...(orders.size > 1 ? [{ name: "order", label: "Order", type: "text" } as const] : []),
    { name: "logLik", label: "Log-likelihood", type: "number" },
    { name: "parameters", label: "Parameters", type: "integer" },
    { name: "aic", label: "AIC", type: "number" },
    { name: "bic", label: "BIC (persons)", type: "number" },
    { name: "bicObservations", label: "BIC (observations)", type: "number" },
    { name: "adjustedBic", label: "BIC (adjusted)", type: "number" },
    { name: "icl", label: "ICL", type: "number" },
    { name: "relativeEntropy", label: "Relative entropy", type: "number" },
    { name: "smallestShare", label: "Smallest share", type: "percent" },
    { name: "smallestApp", label: "Smallest APP", type: "number" },
    ...(folds === null
      ? []
      : [{ name: "cvLogLik", label: "Held-out log-likelihood", type: "number" } as const]),
    ...(tested
      ? ([
          { name: "lrStatistic", label: "LR against one fewer", type: "number" },
          { name: "lrPValue", label: "Bootstrap P value", type: "p-value" },
        ] as const)
      : []),
    { name: "chosen", label: "Chosen", type: "boolean" },
    { name: "starts", label: "Starts", type: "integer" },
    { name: "reachedBest", label: "Reached the best", type: "integer" },
    { name: "status", label: "Status", type: "text" },
    ...(models.some((model) => noteOf(model) !== null)
      ? [{ name: "note", label: "Note", type: "text" } as const]
      : []),
  ];
  const all = models.map((model, index) => ({ ...rowOf(model), chosen: index === best }));
  const rows = all.map((row: Record<string, Cell>) =>
    Object.fromEntries(columns.map(({ name }) => [name, row[name] ?? null])),
  );
  const persons = models[best]!.fit!.model.persons;
  return {
    title: "Models compared",
    columns,
    rows,
    notes: [
      "BIC = −2 log L + parameters × log(persons, or observations); adjusted: log((persons + 2)/24). ICL = BIC over persons − 2 Σ log of each person's largest posterior probability. Smaller is better.",
      "Relative entropy: 1 when everybody is surely in one group. APP: average posterior probability of those assigned to a group.",
      ...(folds === null ? [] : [cvNote(folds, persons)]),
      ...(tested
        ? [
            "Bootstrap P value: how often data drawn from the model with one group fewer gain as much by one group more (McLachlan, 1987).",
          ]
        : []),
    ],
  };
}

const cvNote = (folds: number, persons: number): string =>
  `Held-out log L: of persons by the estimates from others, ${folds === persons ? "one left out at a time" : `${folds} folds`}; larger is better. Each search starts from the estimates of all.`;

function rowOf(model: Compared): Record<string, Cell> {
  const { candidate, fit, criteria, crossValidation, bootstrap } = model;
  return {
    groups: fit ? fit.model.components[0]!.groups : (candidate.groups ?? null),
    order: candidate.order === undefined ? null : [candidate.order].flat().join(", "),
    note: noteOf(model),
    status: fit ? fit.status : "failed",
    ...(fit &&
      criteria && {
        logLik: finite(fit.logLik),
        parameters: criteria.parameters,
        aic: finite(criteria.aic),
        bic: finite(criteria.bic),
        bicObservations: finite(criteria.bicObservations),
        adjustedBic: finite(criteria.adjustedBic),
        icl: finite(criteria.icl),
        relativeEntropy: finite(criteria.relativeEntropy),
        smallestShare: finite(model.smallestShare),
        smallestApp: finite(model.smallestApp),
        cvLogLik: crossValidation ? finite(crossValidation.logLik) : null,
        lrStatistic: bootstrap ? finite(bootstrap.statistic) : null,
        lrPValue: bootstrap ? finite(bootstrap.pValue) : null,
        starts: fit.starts.logLik.length,
        reachedBest: fit.starts.reachedBest,
      }),
  };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** What a reader should know of a row; null when all went well. */
function noteOf({ reason, fit, smallestApp, crossValidation, bootstrap, untested }: Compared): string | null {
  const notes: string[] = [];
  if (reason !== null) notes.push(reason);
  if (fit && Number.isNaN(smallestApp)) notes.push("Nobody is assigned to one of the groups.");
  if (crossValidation && crossValidation.failed > 0) {
    const { failed, folds } = crossValidation;
    notes.push(`${failed} of ${folds} folds could not be fitted (${crossValidation.reason}).`);
  } else if (crossValidation && !crossValidation.complete) {
    notes.push("The cross-validation was interrupted.");
  } else if (crossValidation && !Number.isFinite(crossValidation.logLik)) {
    notes.push("A person left out is impossible under the estimates from the others.");
  }
  if (bootstrap && bootstrap.failed > 0)
    notes.push(`${bootstrap.failed} bootstrap samples could not be fitted.`);
  if (untested !== null) notes.push(`There is no bootstrap test: ${untested}`);
  if (bootstrap && !bootstrap.complete) {
    notes.push(`The bootstrap was interrupted after ${bootstrap.replicates.length} samples.`);
  }
  return notes.length === 0 ? null : notes.join(" ");
}
