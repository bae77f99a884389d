import { InputError, type ResultWarning } from "../../contract/index.js";
import type { Table } from "../../data/table.js";
import { featureColumn } from "./pipeline.js";
import type { DecoupledOptions } from "./prepare.js";

const where = "decoupled";
const refuse = (text: string) => new InputError(`${where}: ${text}`);

/** Texts that can each have a coefficient. */
const MOST_LEVELS = 1000;

export interface FeatureNames {
  features: string[];
  warnings: ResultWarning[];
}

/**
 * The columns that models may use: those asked for, or all that have no other part in the fit.
 * @throws InputError when there is none, one is named twice, absent, a date, or text without end.
 */
export function readFeatures(
  table: Table,
  { label, features, weights, estimator }: DecoupledOptions,
  byCohort: string[],
): FeatureNames {
  const warnings: ResultWarning[] = [];
  let names: string[];
  if (features) {
    names = [...features];
    const twice = names.find((name, index) => names.indexOf(name) < index);
    if (twice !== undefined) throw refuse(`'features' names column '${twice}' twice`);
    if (names.includes(label))
      throw refuse(`'features' holds the label '${label}', which cannot explain itself`);
    if (weights !== undefined && names.includes(weights))
      throw refuse(`'features' holds the weights '${weights}'`);
  } else {
    const taken = new Set([label, weights, ...byCohort]);
    const rest = table.columnNames.filter((name) => !taken.has(name));
    const dates = rest.filter((name) => table.column(name)!.kind === "date");
    if (dates.length > 0) {
      const named = dates.map((name) => `'${name}'`).join(", ");
      warnings.push({
        code: "dates-left-out",
        message: `${named} ${dates.length === 1 ? "holds" : "hold"} dates and ${dates.length === 1 ? "is" : "are"} not among the features; make numbers of them to use them.`,
      });
    }
    names = rest.filter((name) => !dates.includes(name));
  }
  if (names.length === 0) throw refuse("'features' is empty; a model needs at least one column");
  const many = !["tree", "forest", "boosted"].includes(estimator as string);
  for (const name of names) {
    const column = featureColumn(table, name, where);
    if (many && column.kind === "text" && column.levels.length > MOST_LEVELS) {
      throw refuse(
        `'features' has column '${name}' with ${column.levels.length} different texts, more than the ${MOST_LEVELS} that can each have a coefficient; leave it out or group it`,
      );
    }
  }
  return { features: names, warnings };
}

/** No features where ready-made scores are given; options for training are then refused. */
export function noFeatures({ features, theta, estimator }: DecoupledOptions): FeatureNames {
  const idle = features
    ? "features"
    : theta !== undefined && theta !== false
      ? "theta"
      : estimator
        ? "estimator"
        : null;
  if (idle)
    throw refuse(`'${idle}' is for training, but with 'score' no model is trained; give one or the other`);
  return { features: [], warnings: [] };
}
