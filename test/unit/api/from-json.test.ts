import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromJSON } from "../../../kernel-lib/src/api/index.js";
import { coefficientChart } from "../../../kernel-lib/src/charts/coefficients.js";
import { InputError, type ResultDocument } from "../../../kernel-lib/src/contract/index.js";
import { bundleOf } from "../../../kernel-lib/src/notebook/display.js";
import { glmDocument } from "../charts/fixtures.js";

test("a saved document is a fit again, from its text or its object", () => {
  const document = glmDocument();
  for (const saved of [JSON.stringify(document), JSON.parse(JSON.stringify(document))]) {
    const fit = fromJSON(saved);
    expect(fit.toJSON()).toEqual(document);
    expect(fit.summary().text).toContain("Lrn[T.SL]");
  }
});

describe("is refused in one sentence", () => {
  const change = (changes: object) => ({ ...glmDocument(), ...changes });
  test.each<[unknown, string]>([
    ["{", "fromJSON: the text is not JSON"],
    [null, "fromJSON: this is not a result document; its 'kind' is not 'quetelet.result'"],
    [[1], "its 'kind' is not 'quetelet.result'"],
    [
      { kind: "quetelet.result" },
      "fromJSON: the document has version undefined; this library reads version 1",
    ],
    [change({ version: 2 }), "the document has version 2"],
    [change({ status: "done" }), "fromJSON: 'status' must be equal to one of the allowed values"],
    [change({ fit: { aic: "low" } }), "fromJSON: 'fit.aic' must be number,null"],
    [
      change({ tables: { a: { columns: [], rows: [{ x: { y: 1 } }] } } }),
      "fromJSON: 'tables.a.rows.0.x' must be string,number,boolean,null",
    ],
    [
      change({ config: { ...glmDocument().config, famly: "poisson" } }),
      "fromJSON: unknown field 'famly' (did you mean 'family'?)",
    ],
    [change({ model: "ols" }), "fromJSON: 'model' is 'ols' but its config says 'glm'"],
  ])("%j", (document, message) => {
    expect(() => fromJSON(document)).toThrow(InputError);
    expect(() => fromJSON(document)).toThrow(message);
  });
});

test("a document's own methods are never called and its prototype tricks do nothing", async () => {
  const text = JSON.stringify(glmDocument()).replace(
    '{"kind"',
    '{"__proto__":{"polluted":1},"toString":"x","summary":"x","toJSON":"x","then":"x","kind"',
  );
  const fit = fromJSON(text);
  expect(String(fit)).toContain("Poisson regression");
  expect(fit).not.toHaveProperty("polluted");
  expect({}).not.toHaveProperty("polluted");
  expect((await fit).summary().text).toBe(String(fit));
});

test("whatever it is given, it gives a fit that can be shown or throws InputError", async () => {
  // Good documents with one place, anywhere in them, replaced by anything.
  const good = glmDocument();
  good.charts = { coefficients: coefficientChart(good)! };
  const paths = [...pathsOf(good)];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), fc.jsonValue({ maxDepth: 3 }), async (path, value) => {
      await shownOrRefused(replaced(good, path, value));
    }),
    { numRuns: 300 },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.anything({ withBigInt: true, withMap: true, withNullPrototype: true }), fc.string()),
      shownOrRefused,
    ),
    { numRuns: 300 },
  );
});

async function shownOrRefused(document: unknown): Promise<void> {
  let fit;
  try {
    fit = fromJSON(document);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return;
  }
  expect(typeof fit.summary().text).toBe("string");
  expect(await bundleOf(fit)).toHaveProperty(["text/plain"]);
  expect(await bundleOf(fit.summary())).toHaveProperty(["text/html"]);
}

type Path = readonly string[];

function* pathsOf(value: unknown, path: Path = []): Generator<Path> {
  if (path.length > 0) yield path;
  if (typeof value === "object" && value !== null) {
    for (const [key, child] of Object.entries(value)) yield* pathsOf(child, [...path, key]);
  }
}

function replaced(document: ResultDocument, path: Path, value: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(document)) as Record<string, never>;
  let place: Record<string, unknown> = copy;
  for (const key of path.slice(0, -1)) place = place[key] as Record<string, unknown>;
  place[path.at(-1)!] = value;
  return copy;
}
