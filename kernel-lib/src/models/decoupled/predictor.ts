import { InputError, type Json, type JsonObject, type ResultDocument } from "../../contract/index.js";
import { KEPT_BYTES } from "../forest/predictor.js";
import { checkDefinition } from "./cohorts/definition.js";
import type { CohortRecipe, Level } from "./cohorts/recipe.js";
import { trainedFromJson, trainedToJson } from "./estimators/model-json.js";
import type { Trained } from "./estimators/trained.js";
import type { DecoupledOptions, DecoupledProblem } from "./prepare.js";

const where = "predict";

/** What prediction needs of a fit. */
export interface Predictor {
  label: string;
  levels: (string | number)[] | null;
  recipe: CohortRecipe;
  /** Column of ready-made scores; null where models predict. */
  score: string | null;
  /** By cohort. */
  trained: Trained[] | null;
  /** By cohort; null but for two classes. */
  thresholds: number[] | null;
}

/** Models of this process by the `predictor` of their documents: those of the analyst's own are in no document. */
const live = new WeakMap<object, Trained[]>();

/** The predictor as the document keeps it. */
export function keepPredictor(
  { label, levels, recipe }: DecoupledProblem,
  { score }: DecoupledOptions,
  { trained, thresholds }: { trained: Trained[] | null; thresholds: number[] | null },
): JsonObject {
  const json = {
    kind: "decoupled",
    label,
    levels,
    recipe: recipe as unknown as Json,
    score: score ?? null,
    thresholds,
    trained: trained && (bytesOf(trained) > KEPT_BYTES ? "too large" : trained.map(trainedToJson)),
  } as JsonObject;
  if (trained) live.set(json, trained);
  return json;
}

function bytesOf(trained: readonly Trained[]): number {
  const trees = trained.flatMap(({ model }) => (model.kind === "trees" ? [model.trees] : []));
  const arrays = trees.flatMap((one) => Object.values(one) as ArrayBufferView[]);
  return arrays.reduce((sum, array) => sum + array.byteLength, 0);
}

/** Reads the predictor of a document that may come from a stranger: every field is checked. */
export function readPredictor(document: ResultDocument): Predictor {
  const json = document.predictor as Record<string, unknown> | undefined;
  const broken = (what: string) =>
    new InputError(`predict: the result document cannot predict: its 'predictor' ${what}`);
  if (typeof json !== "object" || json === null) throw broken("is missing");
  if (json["kind"] !== "decoupled") throw broken("is not of decoupled models");
  const { label, levels, score, thresholds } = json;
  if (typeof label !== "string") throw broken("does not name its label");
  const isLevel = (level: unknown) => typeof level === "string" || typeof level === "number";
  if (levels !== null && !(Array.isArray(levels) && levels.length >= 2 && levels.every(isLevel))) {
    throw broken("does not name its classes");
  }
  const count = levels === null ? null : (levels as unknown[]).length;
  const recipe = readRecipe(json["recipe"]);
  if (!recipe) throw broken("does not define its cohorts");
  if (score !== null && typeof score !== "string") throw broken("names its score wrongly");
  const isThreshold = (value: unknown) => Number.isFinite(value);
  const cut =
    Array.isArray(thresholds) && thresholds.length === recipe.cohorts.length && thresholds.every(isThreshold);
  if (count === 2 ? !cut : thresholds !== null)
    throw broken("needs one threshold for each cohort of two classes");
  const trained = score === null ? readTrained(json, recipe, count) : null;
  return {
    label,
    levels: levels as Predictor["levels"],
    recipe,
    score: score as string | null,
    trained,
    thresholds: thresholds as number[] | null,
  };
}

function readTrained(json: Record<string, unknown>, recipe: CohortRecipe, count: number | null): Trained[] {
  const kept = live.get(json);
  if (kept) return kept;
  const given = json["trained"];
  if (given === "too large") {
    throw new InputError(
      "predict: the models were too large to be saved; only the session that trained them can predict from them (fewer trees, or a larger 'minLeaf', make them small enough)",
    );
  }
  const models = Array.isArray(given) && given.length === recipe.cohorts.length ? (given as unknown[]) : [];
  if (
    models.some((one) => ((one as JsonObject | null)?.["model"] as JsonObject | null)?.["kind"] === "custom")
  ) {
    throw new InputError(
      "predict: the models are of an estimator of the analyst's own, which a saved result does not hold; train again",
    );
  }
  const trained = models.map((one) => trainedFromJson(one, count));
  if (trained.length === 0 || trained.includes(null)) {
    throw new InputError(
      "predict: the result document cannot predict: its 'predictor' needs a model for each cohort",
    );
  }
  return trained as Trained[];
}

function readRecipe(json: unknown): CohortRecipe | null {
  const { kind, columns, cohorts } = (json ?? {}) as Record<string, unknown>;
  if (!Array.isArray(cohorts) || cohorts.length === 0) return null;
  const named = cohorts.every((one: unknown) => typeof (one as { name?: unknown } | null)?.name === "string");
  if (!named) return null;
  if (kind === "columns") {
    if (!Array.isArray(columns) || !columns.every((name) => typeof name === "string")) return null;
    const isLevel = (level: unknown): level is Level =>
      level === null || typeof level === "string" || typeof level === "number";
    const isCombination = (levels: unknown) =>
      Array.isArray(levels) && levels.length === columns.length && levels.every(isLevel);
    const isCohort = ({ combinations }: { combinations?: unknown }) =>
      Array.isArray(combinations) && combinations.every(isCombination);
    return (cohorts as { combinations?: unknown }[]).every(isCohort) ? (json as CohortRecipe) : null;
  }
  if (kind !== "definitions") return null;
  for (const { name, definition } of cohorts as { name: string; definition: unknown }[]) {
    if (definition !== null) checkDefinition(definition, { where, field: `cohorts.definitions.${name}` });
  }
  return json as CohortRecipe;
}
