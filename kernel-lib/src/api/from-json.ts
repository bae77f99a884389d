import { Ajv, type ValidateFunction } from "ajv";
import { InputError, type ResultDocument, validateConfig } from "../contract/index.js";
import { createFit, type Fit } from "../notebook/fit.js";
import { predictFromDocument } from "./predict.js";

/**
 * Restores a fit from its saved document: the text of a `.quetelet.json` file, or what `JSON.parse` makes of it.
 * The document is read as data; nothing in it runs.
 * @throws InputError when it is not a result document of a version and a model this library knows.
 */
export function fromJSON(document: unknown): Fit {
  const parsed = typeof document === "string" ? parse(document) : document;
  return createFit(checked(parsed), { predict: predictFromDocument });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(`fromJSON: the text is not JSON (${(error as Error).message})`);
  }
}

function checked(value: unknown): ResultDocument {
  const { kind, version } = (
    typeof value === "object" && value !== null ? value : {}
  ) as Partial<ResultDocument>;
  if (kind !== "quetelet.result") {
    throw new InputError("fromJSON: this is not a result document; its 'kind' is not 'quetelet.result'");
  }
  if (version !== 1) {
    throw new InputError(
      `fromJSON: the document has version ${String(version)}; this library reads version 1`,
    );
  }
  const validate = validator();
  if (!validate(value)) {
    const { instancePath, message } = validate.errors![0]!;
    const field = instancePath.slice(1).replaceAll("/", ".") || "the document";
    throw new InputError(`fromJSON: '${field}' ${message}`);
  }
  const document = value as ResultDocument;
  validateConfig(document.config, { where: "fromJSON" });
  if (document.config.model !== document.model) {
    throw new InputError(
      `fromJSON: 'model' is '${document.model}' but its config says '${document.config.model}'`,
    );
  }
  return document;
}

let compiled: ValidateFunction | undefined;
const validator = (): ValidateFunction => (compiled ??= new Ajv({ allowUnionTypes: true }).compile(schema));

const text = { type: "string" };
const number = { type: ["number", "null"] };
const list = (items: object) => ({ type: "array", items });
const record = (additionalProperties: object) => ({ type: "object", additionalProperties });
const object = (properties: Record<string, object>, optional: string[] = []) => ({
  type: "object",
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});

/** The shape of a result document (contract/result.ts) as far as reading one relies on it. */
const schema = object(
  {
    model: text,
    config: { type: "object" },
    status: { enum: ["converged", "stopped", "interrupted"] },
    warnings: list(object({ code: text, message: text })),
    provenance: object({
      seed: number,
      backend: text,
      device: text,
      versions: record(text),
      dataSha256: { type: ["string", "null"] },
      rows: { type: "number" },
      startedAt: text,
      seconds: { type: "number" },
    }),
    fit: record(number),
    tables: record(
      object(
        {
          title: text,
          columns: list(
            object(
              {
                name: text,
                label: text,
                type: { enum: ["text", "number", "integer", "p-value", "percent", "boolean"] },
              },
              ["label"],
            ),
          ),
          rows: list(record({ type: ["string", "number", "boolean", "null"] })),
          notes: list(text),
        },
        ["title", "notes"],
      ),
    ),
    charts: record(object({ $schema: text, description: text })),
    details: record(record(list({ type: ["string", "number", "null"] }))),
    predictor: { type: "object" },
  },
  ["details", "predictor"],
);
