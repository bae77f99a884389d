import type { JsonObject } from "../../../contract/index.js";
import type { FeatureRecipe } from "../../forest/index.js";
import { packTrees, unpackTrees } from "../../forest/pack.js";
import { areTrees, isRecipe } from "../../forest/predictor.js";
import type { Pipeline, PipelineColumn } from "../pipeline.js";
import type { LinearModel } from "./linear-model.js";
import type { Trained } from "./trained.js";
import type { TreesModel } from "./trees.js";

/** A trained model as JSON; an estimator of the analyst's own is left out, for it may be anything. */
export function trainedToJson({ model, classes, levels }: Trained): JsonObject {
  return { model: modelToJson(model), classes, levels } as JsonObject;
}

function modelToJson(model: Trained["model"]): JsonObject {
  switch (model.kind) {
    case "none":
    case "custom":
      return { kind: model.kind };
    case "linear":
      return { ...model } as unknown as JsonObject;
    case "trees": {
      const { trees, ...rest } = model;
      return { ...rest, trees: packTrees(trees) } as unknown as JsonObject;
    }
  }
}

/**
 * Reads what `trainedToJson` made, from a document that may come from a stranger; null where anything is amiss.
 * @throws InputError when the arrays of trees are damaged.
 */
export function trainedFromJson(json: unknown, count: number | null): Trained | null {
  const { model, classes, levels } = record(json);
  const isCode = (code: unknown) =>
    Number.isInteger(code) && (code as number) >= 0 && (code as number) < count!;
  if (count === null ? classes !== null : !list(classes) || classes.length === 0 || !classes.every(isCode))
    return null;
  const isLevels = (one: unknown) => list(one) && one.every((level) => typeof level === "string");
  if (!Object.values(record(levels)).every(isLevels)) return null;
  const known = count === null ? null : (classes as number[]).length;
  const read = modelFromJson(record(model), known);
  return (
    read && { model: read, classes: classes as number[] | null, levels: record(levels) as Trained["levels"] }
  );
}

function modelFromJson(json: Record<string, unknown>, classes: number | null): Trained["model"] | null {
  if (json["kind"] === "none") return classes === 1 ? { kind: "none" } : null;
  const outputs = classes !== null && classes > 2 ? classes : 1;
  if (json["kind"] === "linear") return linearFromJson(json, { classes, outputs });
  if (json["kind"] === "trees") return treesFromJson(json, { classes, outputs });
  return null;
}

function linearFromJson(
  json: Record<string, unknown>,
  { classes, outputs }: { classes: number | null; outputs: number },
): LinearModel | null {
  const { link, coefficients, pipeline } = json;
  if (link !== (classes === null ? "identity" : classes > 2 ? "softmax" : "logistic")) return null;
  const columns = record(pipeline)["columns"];
  if (!list(columns) || !columns.every(isPipelineColumn)) return null;
  const width = (columns as PipelineColumn[]).reduce(
    (sum, column) => sum + (column.kind === "number" ? 1 : column.levels.length),
    1,
  );
  const isBlock = (one: unknown) => list(one) && one.length === width && one.every(Number.isFinite);
  if (!list(coefficients) || coefficients.length !== outputs || !coefficients.every(isBlock)) return null;
  return {
    kind: "linear",
    link: link as LinearModel["link"],
    pipeline: { columns } as Pipeline,
    coefficients: coefficients as number[][],
    covariance: null,
    separated: json["separated"] === true,
    converged: json["converged"] === true,
  };
}

function isPipelineColumn(value: unknown): value is PipelineColumn {
  const { kind, name, fill, centre, scale, levels, scales } = record(value);
  if (typeof name !== "string") return false;
  const isScale = (one: unknown) => Number.isFinite(one) && (one as number) > 0;
  if (kind === "number") return Number.isFinite(fill) && Number.isFinite(centre) && isScale(scale);
  const isLevel = (level: unknown) => level === null || typeof level === "string";
  return (
    kind === "text" &&
    list(levels) &&
    levels.every(isLevel) &&
    list(scales) &&
    scales.length === levels.length &&
    scales.every(isScale)
  );
}

function treesFromJson(
  json: Record<string, unknown>,
  { classes, outputs }: { classes: number | null; outputs: number },
): TreesModel | null {
  const { join, start, recipe } = json;
  if (json["outputs"] !== outputs || json["classes"] !== (classes !== null)) return null;
  if (
    (join !== "mean" && join !== "sum") ||
    !list(start) ||
    start.length !== outputs ||
    !start.every(Number.isFinite)
  ) {
    return null;
  }
  if (!list(recipe) || !recipe.every(isRecipe)) return null;
  const trees = unpackTrees(json["trees"], "predict");
  const width = join === "sum" ? 1 : outputs;
  if (join === "sum" && (trees.nodeStart.length - 1) % outputs !== 0) return null;
  if (!areTrees({ trees, outputs: width, recipe: recipe as FeatureRecipe[] })) return null;
  return {
    kind: "trees",
    join,
    start: start as number[],
    outputs,
    classes: classes !== null,
    recipe: recipe as FeatureRecipe[],
    trees,
  };
}

const list = (value: unknown): value is unknown[] => Array.isArray(value);
const record = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
