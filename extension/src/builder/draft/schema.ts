import { configSchema, type ModelName } from "quetelet/contract";
import { isRecord } from "../../ui/is-record";

/** How a value is entered, as the schema has its type. */
export type Control =
  | { kind: "number"; whole: boolean; least?: number; above?: number; most?: number; below?: number }
  | { kind: "choice"; options: string[] }
  | { kind: "number-or-choice"; options: string[] }
  | { kind: "switch" }
  | { kind: "text" }
  | { kind: "numbers" }
  | { kind: "other" };

/** A field of a model's config. */
export interface Field {
  /** Path without numbers: `terms`, `costs.falsePositive`, `also[].outcome`. */
  path: string;
  title: string;
  /** One line of help, and what more there is to say. */
  help: string;
  more: string;
  unit: string | null;
  /** What the model takes when the field is absent; undefined when the schema does not say. */
  fallback: unknown;
  required: boolean;
  control: Control;
}

type Schema = Record<string, unknown>;
const definitions = configSchema.definitions as Record<string, Schema>;

const resolved = (schema: Schema): Schema => {
  const { $ref, ...own } = schema;
  return typeof $ref === "string" ? { ...definitions[$ref.replace("#/definitions/", "")], ...own } : schema;
};

const known = new Map<ModelName, Map<string, Field>>();

/** The fields of a model's config by path, in the order of the schema; those within objects one by one. */
export function fieldsOf(model: ModelName): Map<string, Field> {
  let fields = known.get(model);
  if (!fields) {
    const schema = Object.values(definitions).find(
      ({ properties }) =>
        isRecord(properties) && isRecord(properties.model) && properties.model.const === model,
    );
    fields = new Map(leaves(schema!, "").map((field) => [field.path, field]));
    known.set(model, fields);
  }
  return fields;
}

/** What the schema says of an object itself, such as `dropout` or one of `also`. */
export function helpOf(model: ModelName, name: string): string {
  const schema = Object.values(definitions).find(
    ({ properties }) =>
      isRecord(properties) && isRecord(properties.model) && properties.model.const === model,
  )!;
  return String((schema.properties as Record<string, Schema>)[name]?.description ?? "");
}

function leaves(schema: Schema, prefix: string): Field[] {
  const required = (schema.required as string[] | undefined) ?? [];
  return Object.entries((schema.properties ?? {}) as Record<string, Schema>).flatMap(([name, raw]) => {
    if (name === "model" || name === "data" || name === "dataKind") return [];
    const own = resolved(raw);
    const path = prefix + name;
    if (isRecord(own.properties)) return leaves(own, `${path}.`);
    const items = isRecord(own.items) ? resolved(own.items) : null;
    if (items && isRecord(items.properties)) return leaves(items, `${path}[].`);
    const { help, more } = parts(String(own.description ?? ""));
    return [
      {
        path,
        title: typeof own.title === "string" ? own.title : wordsOf(name),
        help,
        more,
        unit: typeof own.unit === "string" ? own.unit : null,
        fallback: own.default,
        required: required.includes(name),
        control: controlOf(own),
      },
    ];
  });
}

/** The first sentence, and the others. */
function parts(description: string): { help: string; more: string } {
  const text = description.replaceAll("`", "").replace(/\s+/g, " ").trim();
  const end = /[.:;](?=\s+[\p{Lu}\p{Ll}])/u.exec(text);
  const isLong = text.length > 90;
  const first = isLong && end ? end : /\.(?=\s+\p{Lu})/u.exec(text);
  if (!first) return { help: text, more: "" };
  const help = text.slice(0, first.index);
  return { help: `${help}.`, more: text.slice(first.index + 1).trim() };
}

/** `minCohortSize` as “Min cohort size”. */
function wordsOf(name: string): string {
  const words = name.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
  return words[0]!.toUpperCase() + words.slice(1);
}

function controlOf(schema: Schema): Control {
  if (Array.isArray(schema.enum)) return { kind: "choice", options: schema.enum.map(String) };
  switch (schema.type) {
    case "number":
    case "integer":
      return { kind: "number", whole: schema.type === "integer", ...limits(schema) };
    case "boolean":
      return { kind: "switch" };
    case "string":
      return { kind: "text" };
    case "array":
      return (schema.items as Schema).type === "number" ? { kind: "numbers" } : { kind: "other" };
  }
  const any = (schema.anyOf as Schema[] | undefined) ?? [];
  const names = any.flatMap((each) => (typeof each.const === "string" ? [each.const] : []));
  const isEither =
    names.length > 0 && any.length === names.length + 1 && any.some(({ type }) => type === "number");
  return isEither ? { kind: "number-or-choice", options: names } : { kind: "other" };
}

function limits(schema: Schema) {
  const limit = (name: string, as: string) =>
    typeof schema[name] === "number" ? { [as]: schema[name] } : {};
  return {
    ...limit("minimum", "least"),
    ...limit("exclusiveMinimum", "above"),
    ...limit("maximum", "most"),
    ...limit("exclusiveMaximum", "below"),
  };
}
