import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import type { Config } from "./config/index.js";
import { InputError } from "./errors.js";
import { didYouMean } from "./nearest.js";
import type { JsonObject } from "./result.js";
import { configSchema } from "./schema.generated.js";

const definitions = configSchema.definitions as Record<string, JsonObject>;

/** Schema of each model's config by model name, e.g. `glm`. */
const schemas = new Map<string, JsonObject>(
  Object.values(definitions).flatMap((definition) => {
    const model = (definition.properties as Record<string, JsonObject> | undefined)?.model?.const;
    return typeof model === "string" ? [[model, definition] as const] : [];
  }),
);

/** Names of the models a config may ask for. */
export const modelNames: readonly string[] = [...schemas.keys()];

/** Field names of a model's config, in the order of the schema. */
export function fieldNames(model: string): string[] {
  return Object.keys((schemas.get(model)?.properties ?? {}) as object);
}

const validators = new Map<string, ValidateFunction>();

function validatorOf(model: string): ValidateFunction {
  let validator = validators.get(model);
  if (!validator) {
    // The schema is our own: to check it would take longer than to compile it.
    const ajv = new Ajv({
      allErrors: true,
      strict: false,
      verbose: true,
      meta: false,
      validateSchema: false,
    });
    validator = ajv.compile({ ...schemas.get(model), definitions });
    validators.set(model, validator);
  }
  return validator;
}

/** One thing wrong with a config. */
export interface ConfigProblem {
  /** Path of the field, such as `sets.metro` or `also[0].outcome`; empty when it is the document as a whole. */
  field: string;
  /** One sentence. */
  message: string;
  /** Whether a field is not there, is there without being known, or holds what it must not. */
  kind: "missing" | "unknown" | "wrong";
}

/**
 * Everything that is wrong with a config document by its model's schema, the most telling first: a misspelt field
 * explains the missing one beside it. Empty for a good one.
 */
export function configProblems(config: unknown): ConfigProblem[] {
  if (typeof config !== "object" || config === null || Array.isArray(config)) {
    return [{ field: "", kind: "wrong", message: `a config is a JSON object, got ${kindOf(config)}` }];
  }
  const { model } = config as { model?: unknown };
  if (typeof model !== "string" || !schemas.has(model)) {
    const known = modelNames.map((name) => `'${name}'`).join(", ");
    const got = model === undefined ? "is missing" : `is ${show(model)}`;
    const hint = typeof model === "string" ? didYouMean(model, modelNames) : "";
    const kind = model === undefined ? "missing" : "wrong";
    return [{ field: "model", kind, message: `'model' ${got}${hint}; known models are ${known}` }];
  }
  const validate = validatorOf(model);
  if (validate(config)) return [];
  const found = new Map<string, ConfigProblem>();
  for (const error of oneAnAlternative([...(validate.errors ?? [])].sort(byTelling))) {
    const field = fieldOf(error);
    const kind =
      error.keyword === "additionalProperties"
        ? "unknown"
        : error.keyword === "required"
          ? "missing"
          : "wrong";
    if (!found.has(field)) found.set(field, { field, kind, message: sentence(error, model) });
  }
  return [...found.values()];
}

/**
 * Checks a config document against its model's schema and returns it, typed and unchanged.
 * @param where Name the message begins with; the model's own when absent.
 * @throws InputError with one sentence on the first thing wrong, and the nearest known name for a misspelt field.
 */
export function validateConfig(config: unknown, { where }: { where?: string } = {}): Config {
  const [problem] = configProblems(config);
  if (problem) {
    const own =
      problem.field === "" || problem.field === "model"
        ? "config"
        : functionName((config as { model: string }).model);
    throw new InputError(`${where ?? own}: ${problem.message}`);
  }
  return config as Config;
}

const rank = ({ keyword }: ErrorObject) =>
  keyword === "additionalProperties" ? 0 : keyword === "required" ? 1 : keyword === "anyOf" ? 3 : 2;
const byTelling = (a: ErrorObject, b: ErrorObject) => rank(a) - rank(b);

/** What meets none of several alternatives fails each of them; one of these failures is told. */
function oneAnAlternative(errors: ErrorObject[]): ErrorObject[] {
  const places = new Set(
    errors.filter(({ keyword }) => keyword === "anyOf").map(({ instancePath }) => instancePath),
  );
  const outermost = (path: string) => {
    for (let end = path.indexOf("/", 1); end > 0; end = path.indexOf("/", end + 1))
      if (places.has(path.slice(0, end))) return path.slice(0, end);
    return places.has(path) ? path : undefined;
  };
  const told = new Set<string>();
  return errors.filter(({ instancePath }) => {
    const place = outermost(instancePath);
    if (place === undefined) return true;
    if (told.has(place)) return false;
    told.add(place);
    return true;
  });
}

/** Path of the field that an error is about. */
function fieldOf({ instancePath, keyword, params }: ErrorObject): string {
  const path = instancePath
    .slice(1)
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .join(".")
    .replace(/\.(\d+)(?=\.|$)/g, "[$1]");
  const { additionalProperty, missingProperty } = params as Record<string, unknown>;
  const last =
    keyword === "additionalProperties" ? additionalProperty : keyword === "required" ? missingProperty : null;
  if (last === null) return path;
  return path ? `${path}.${String(last)}` : String(last);
}

function sentence(error: ErrorObject, model: string): string {
  const field = fieldOf(error);
  const params = error.params as Record<string, unknown>;
  // Only where it is said: of thousands of unknown fields, each has the whole config for its data.
  const got = () => `got ${show(error.data)}`;
  switch (error.keyword) {
    case "additionalProperties": {
      const unknown = String(params.additionalProperty);
      const known = Object.keys((error.parentSchema?.properties ?? {}) as object);
      return `unknown field '${field}'${didYouMean(unknown, known)}; known fields are ${known.join(", ")}`;
    }
    case "required":
      return `'${field}' is missing; a ${model} config needs it`;
    case "enum":
    case "const": {
      const allowed = (params.allowedValues as unknown[] | undefined) ?? [params.allowedValue];
      const names = allowed.map(String);
      const hint = typeof error.data === "string" ? didYouMean(error.data, names) : "";
      return `'${field}' must be one of ${names.map((name) => `'${name}'`).join(", ")}, ${got()}${hint}`;
    }
    case "type":
      return `'${field}' must be ${article(String(params.type))}, ${got()}`;
    case "minItems":
    case "minProperties":
      return `'${field}' must hold at least ${String(params.limit)} entr${params.limit === 1 ? "y" : "ies"}, ${got()}`;
    case "minimum":
    case "exclusiveMinimum":
    case "maximum":
    case "exclusiveMaximum":
      return `'${field}' must be ${String(params.comparison)} ${String(params.limit)}, ${got()}`;
    default:
      return `'${field}' ${error.message ?? "is not valid"}, ${got()}`;
  }
}

const article = (type: string) => (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`);
/** The name of a model's function: `risk-terrain` as `riskTerrain`. */
export const functionName = (model: string) =>
  model.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

function kindOf(value: unknown): string {
  return value === null ? "null" : Array.isArray(value) ? "a list" : typeof value;
}

/** A value as messages quote it: text in single quotes, the rest as JSON, cut at 60 signs. */
export function show(value: unknown): string {
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  const text = JSON.stringify(value) ?? kindOf(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text.replace(/^"(.*)"$/s, "'$1'");
}
