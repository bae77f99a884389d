import { table as arqueroTable, type ColumnTable } from "arquero";
import { InputError, type JsonObject, type ResultDocument } from "../../../contract/index.js";
import type { Table } from "../../../data/table.js";
import { applyFeatures, type Features } from "../features.js";
import { forestColumns, type PredictForestOptions } from "../predict.js";
import { type ForestPredictor, predictorJson, readPredictor } from "../predictor.js";
import { linkNames, withEstimates } from "./link.js";

const where = "predict";

/** The `predictor` of a document: both forests, and what stands between them. */
export function hierarchicalPredictorJson(
  bottom: ForestPredictor,
  top: ForestPredictor | null,
  { name, link }: { name: string; link: "probability" | "class" },
): JsonObject {
  return {
    kind: "hierarchical-forest",
    name,
    link,
    bottom: predictorJson(bottom),
    top: top && predictorJson(top),
  };
}

/**
 * Predictions of a hierarchical forest for new rows, which need the proxies and the covariates, and no protected class.
 *
 * Of the outcome the columns of a random forest's prediction (`fitted`, `predictionLower`, `conformalLower` …, or
 * `predicted` and `probability:level`); and of the protected class `estimated:race`, with `P(race = level)` for each
 * class.
 * @throws InputError when the document is not a hierarchical forest's, or the table lacks a column of it or holds a
 *   level that it does not know.
 */
export function predictHierarchicalForest(
  document: Pick<ResultDocument, "predictor">,
  table: Table,
  { level }: PredictForestOptions = {},
): ColumnTable {
  const { name, link, bottom, top } = readHierarchical(document, where);
  const probability = level ?? top?.interval ?? 0.9;
  if (!(probability > 0 && probability < 1)) {
    throw new InputError(`${where}: 'level' must be between 0 and 1, got ${probability}`);
  }
  const { columns, features } = estimated({ name, link, bottom, top }, table, where);
  if (!top) return arqueroTable(columns);
  // Without the column of groups a row's interval is that of all rows.
  const groups = top.groups !== null && table.columnNames.includes(top.groups) ? top.groups : null;
  const outcome = forestColumns({ ...top, groups }, features, { table, level: probability });
  return arqueroTable({ ...outcome, ...columns });
}

/**
 * The forest of the outcome, and what it reads of rows that have the proxies and the covariates.
 * @throws InputError when the document has none, because its run was stopped, or as `predictHierarchicalForest`.
 */
export function outcomeForest(
  document: Pick<ResultDocument, "predictor">,
  table: Table,
  from: string,
): { top: ForestPredictor; features: Features } {
  const read = readHierarchical(document, from);
  if (!read.top)
    throw new InputError(`${from}: the run was stopped before the forest of the outcome was grown`);
  return { top: read.top, features: estimated(read, table, from).features };
}

interface ReadHierarchical {
  name: string;
  link: "probability" | "class";
  bottom: ForestPredictor;
  top: ForestPredictor | null;
}

/** Estimates of the protected class by its proxies, and the covariates with these beside them. */
function estimated(
  { name, link, bottom, top }: ReadHierarchical,
  table: Table,
  from: string,
): { columns: Record<string, Float64Array | string[]>; features: Features } {
  const proxies = applyFeatures(bottom.forest.recipe, table, { where: from, field: "proxies" });
  const links = bottom.forest.levels;
  const recipe = top?.forest.recipe.slice(0, -linkNames(name, links, link).length) ?? [];
  const covariates = applyFeatures(recipe, table, { where: from, field: "covariates" });
  // A number is estimated by its mean alone.
  const found = forestColumns({ ...bottom, training: null }, proxies, { table, level: bottom.interval });
  const classes = links?.length ?? 1;
  const estimates = new Float64Array(table.rows * classes);
  const columns: Record<string, Float64Array | string[]> = {};
  if (links === null) {
    estimates.set(found.fitted as Float64Array);
    columns[`estimated:${name}`] = found.fitted!;
  } else {
    columns[`estimated:${name}`] = found.predicted!;
    links.forEach((each, k) => {
      const values = found[`probability:${each}`] as Float64Array;
      for (let row = 0; row < table.rows; row++) estimates[row * classes + k] = values[row]!;
      columns[`P(${name} = ${each})`] = values;
    });
  }
  const features = withEstimates({ ...covariates, rows: table.rows }, estimates, {
    kind: link,
    name,
    levels: links,
  });
  return { columns, features };
}

/** A document may come from a stranger: every field is checked. */
function readHierarchical({ predictor }: Pick<ResultDocument, "predictor">, from: string): ReadHierarchical {
  const json = predictor as Record<string, unknown> | undefined;
  const broken = (what: string) =>
    new InputError(`${from}: the result document cannot predict: its 'predictor' ${what}`);
  if (typeof json !== "object" || json === null)
    throw broken("is missing; a notebook's output leaves a large one out, JSON.stringify(fit) keeps it");
  if (json.kind !== "hierarchical-forest") throw broken("is not of a hierarchical forest");
  const { name, link } = json;
  if (typeof name !== "string") throw broken("does not name the protected class");
  if (link !== "probability" && link !== "class") throw broken("names an unknown link");
  const read = (part: unknown) => readPredictor({ predictor: part as JsonObject }, from);
  const bottom = read(json.bottom);
  const top = json.top === null ? null : read(json.top);
  if (top) {
    const names = linkNames(name, bottom.forest.levels, link);
    const last = top.forest.recipe.slice(-names.length);
    const kind = bottom.forest.levels !== null && link === "class" ? "category" : "number";
    if (last.length < names.length || last.some((each, k) => each.name !== names[k] || each.kind !== kind))
      throw broken("has forests that do not fit together");
    const levels = last[0]!.kind === "category" ? last[0]!.levels : null;
    if (levels && !sameTexts(levels, bottom.forest.levels!))
      throw broken("has forests that do not fit together");
  }
  return { name, link, bottom, top };
}

const sameTexts = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((each, index) => each === b[index]);
