import fc from "fast-check";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { codeFor } from "../../../../../extension/src/builder/code";
import { literal } from "../../../../../extension/src/builder/code/literal";
import { nameOfFile } from "../../../../../extension/src/builder/code/names";
import type { Draft } from "../../../../../extension/src/builder/draft";
import { optionsOf } from "../../../../../extension/src/builder/draft/options";
import { models } from "../support";

/** Runs a cell with stand-ins, and gives what the model was asked. */
async function run(code: string): Promise<{ asked: unknown; read: string | null; shown: unknown }> {
  const { outputText } = ts.transpileModule(
    code.replace(/^import .*\n/, "").replace(/\n(\w+)$/, "\nreturn $1;"),
    {
      compilerOptions: { target: ts.ScriptTarget.ES2022 },
    },
  );
  const log: { asked: unknown; read: string | null; shown: unknown } = {
    asked: null,
    read: null,
    shown: null,
  };
  const model = (_table: unknown, options: unknown) => Promise.resolve((log.asked = options) && "the fit");
  const names = [
    "ols",
    "glm",
    "riskTerrain",
    "trajectories",
    "decoupled",
    "randomForest",
    "hierarchicalForest",
  ];
  const AsyncFunction = (async () => {}).constructor as new (
    ...parts: string[]
  ) => (...args: unknown[]) => Promise<unknown>;
  const cell = new AsyncFunction("readTable", "streets", ...names, outputText);
  const readTable = (path: string) => Promise.resolve((log.read = path));
  log.shown = await cell(readTable, "variable", ...names.map(() => model));
  return log;
}

const glm: Draft = {
  config: { model: "glm", terms: ["bars", "`calls 311`"], outcome: "crimes", family: "poisson", level: 0.95 },
  source: { kind: "file", name: "data/dc_street_units.csv" },
};

describe("codeFor", () => {
  it("writes a cell that reads well", () => {
    expect(codeFor(glm, { names: [] })).toBe(
      [
        'import { glm, readTable } from "quetelet";',
        'const dcStreetUnits = await readTable("data/dc_street_units.csv");',
        "const fit = await glm(dcStreetUnits, {",
        '  outcome: "crimes",',
        '  terms: ["bars", "`calls 311`"],',
        '  family: "poisson",',
        "  seed: 1,",
        "});",
        "fit",
      ].join("\n"),
    );
  });

  it("uses a variable as it is, and takes no name that is taken", () => {
    const variable = codeFor(
      { ...glm, source: { kind: "variable", name: "streets" } },
      { names: ["streets", "fit", "fit2"] },
    );
    expect(variable).toMatch(/^import \{ glm \} from "quetelet";\nconst fit3 = await glm\(streets, /);
    expect(variable).toMatch(/\nfit3$/);
    expect(codeFor(glm, { names: ["dcStreetUnits"] })).toContain("const dcStreetUnits2 = await readTable");
    const own = codeFor({ ...glm, source: { kind: "file", name: "fit.csv" } }, { names: [] });
    expect(own).toContain("const fit = await readTable");
    expect(own).toMatch(/const fit2 = await glm\(fit, [^]*\nfit2$/);
    expect(codeFor({ ...glm, source: { kind: "file", name: "glm.csv" } }, { names: [] })).toContain(
      "const glm2 = await readTable",
    );
  });

  it("reads a data set as one, whatever files there are of its name", () => {
    const code = codeFor({ ...glm, source: { kind: "dataset", name: "boston-housing" } }, { names: [] });
    expect(code).toMatch(
      /^import \{ glm, readDataset \} from "quetelet";\nconst bostonHousing = await readDataset\("boston-housing"\);\n/,
    );
  });

  it("fills long lists to lines of about 100", () => {
    const members = Array.from({ length: 18 }, (_, k) => `alc_dis_${k * 50}`);
    const code = codeFor(
      { ...glm, config: { model: "risk-terrain", outcome: "y", sets: { alc: members } } },
      { names: [] },
    );
    const lines = code.split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(lines.length).toBeLessThan(16);
  });

  it("asks for the very config, whatever names hold", async () => {
    const sign = fc.constantFrom('"', "'", "`", "${", "\\", "\n", "\r", "\u2028", "</script>", "*/", "//", "__proto__", "a", " ", "\ud800", "\u202e"); // prettier-ignore
    const name = fc.oneof(
      fc.string(),
      fc.array(sign, { minLength: 1, maxLength: 6 }).map((parts) => parts.join("")),
    );
    const value = fc.letrec((tie) => ({
      value: fc.oneof(name, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null), fc.array(tie("value"), { maxLength: 4 }), fc.dictionary(name, tie("value"), { maxKeys: 4 })), // prettier-ignore
    })).value;
    const draft = fc.record({
      config: fc
        .tuple(
          fc.constantFrom(...models),
          fc.dictionary(fc.constantFrom("outcome", "terms", "sets", "label", "cohorts", "odd"), value),
        ) // prettier-ignore
        .map(([model, fields]) => ({ ...fields, model })),
      source: fc.constantFrom(
        { kind: "variable", name: "streets" } as const,
        { kind: "file", name: 'a"b${c}.csv' } as const,
      ),
    });
    await fc.assert(
      fc.asyncProperty(draft, async (each) => {
        const { asked, read, shown } = await run(codeFor(each, { names: [] }));
        expect(asked).toEqual(optionsOf(each));
        expect(read).toBe(each.source.kind === "file" ? each.source.name : null);
        expect(shown).toBe("the fit");
      }),
    );
  });
});

describe("literal", () => {
  it("keeps every sign on its line and in its string", () => {
    expect(literal("a\nb\u2028\u202e")).toBe('"a\\nb\\u2028\\u202e"');
    expect(literal(JSON.parse('{"__proto__": 1}'))).toBe('{ ["__proto__"]: 1 }');
    expect(literal({ "two words": -0 })).toBe('{ "two words": -0 }');
  });
});

describe("nameOfFile", () => {
  it("makes a variable's name of any file's", () => {
    expect(nameOfFile("data/dc_street_units.csv")).toBe("dcStreetUnits");
    expect(nameOfFile("2017 crimes.csv.gz")).toBe("table2017Crimes");
    expect(nameOfFile("COMPAS.parquet")).toBe("compas");
    expect(nameOfFile("стрит.csv")).toBe("table");
  });
});

it("makes no code of a variable's name that is none", () => {
  const draft = (name: string): Draft => ({
    config: { model: "ols", outcome: "y", terms: ["x"] },
    source: { kind: "variable", name },
  });
  expect(codeFor(draft("größe_2"), { names: [] })).toContain("ols(größe_2, ");
  for (const name of ["x; process.exit()", "(await import('fs'), x)", "a.b", "", "x\ny"])
    expect(() => codeFor(draft(name), { names: [] })).toThrow(/no name of a variable/);
});
