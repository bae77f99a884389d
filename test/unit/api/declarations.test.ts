import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type ts from "typescript";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const built = existsSync(join(root, "kernel-lib/dist/index.d.ts"));
// The compiler inside tslab: TypeScript 5.0.4, whatever the project itself is built with.
const tslabs = createRequire(import.meta.url)("@tslab/typescript-for-tslab") as typeof ts;

const program = `
import { display, type Fit, fromJSON, glm, InputError, lastRun, ols, readTable } from "quetelet";
import { configProblems, type ResultDocument, type RunReport, type TableSource } from "quetelet/contract";

export async function cell(): Promise<number> {
  const streets = await readTable("streets.csv");
  const fit: Fit = await glm(streets, { outcome: "y", terms: ["a", "b"], family: "negative-binomial", errors: "HC1" });
  const run = ols.start([{ y: 1, a: 2 }], { outcome: "y", terms: ["a"] });
  run.cancel();
  await display(fit.summary());
  await display(fit.chart("coefficients"), { displayId: "x", update: true });
  const saved: ResultDocument = fit.toJSON();
  const predictions = fromJSON(saved).predict(streets, { level: 0.9 });
  if (lastRun() === null) throw new InputError("nothing ran");
  run.pause();
  const waited: number = run.paused ? run.seconds : 0;
  const source: TableSource = { kind: "variable", name: "streets" };
  if (configProblems({ model: "ols" }).length > waited) throw new InputError(source.name);
  const states: RunReport["state"][] = ["paused"];
  const aic: number | null | undefined = fit.fit.aic;
  return predictions.numRows() + (aic ?? 0) + states.length;
}
`;

describe.skipIf(!built)(
  `published declarations${built ? "" : " (skipped: the library is not built; npm run build:lib)"}`,
  () => {
    test.each([
      [
        "stock tslab",
        { module: tslabs.ModuleKind.CommonJS, moduleResolution: tslabs.ModuleResolutionKind.Node10 },
      ],
      [
        "our kernel",
        { module: tslabs.ModuleKind.ESNext, moduleResolution: tslabs.ModuleResolutionKind.Bundler },
      ],
    ])("parse and check with TypeScript 5.0 as %s reads them", (_, resolution) => {
      expect(tslabs.version).toMatch(/^5\.0\./);
      expect(check(program, resolution)).toEqual([]);
    });

    test("refuse what the library would refuse", () => {
      const wrong = program
        .replace('family: "negative-binomial"', 'family: "negbin"')
        .replace('outcome: "y", terms: ["a"] }', 'outcome: "y" }');
      const resolution = {
        module: tslabs.ModuleKind.ESNext,
        moduleResolution: tslabs.ModuleResolutionKind.Bundler,
      };
      expect(check(wrong, resolution)).toEqual([
        expect.stringContaining(`'"negbin"' is not assignable`),
        expect.stringContaining("'terms' is missing"),
      ]);
    });
  },
);

/** The complaints about a program that stands in the repository's root, and about our own declarations. */
function check(source: string, resolution: ts.CompilerOptions): string[] {
  const options: ts.CompilerOptions = {
    target: tslabs.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
    strict: true,
    noEmit: true,
    esModuleInterop: true,
    skipLibCheck: false,
    types: ["node"],
    ...resolution,
  };
  const file = join(root, "user-program.ts");
  const host = tslabs.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) =>
    name === file ? tslabs.createSourceFile(name, source, tslabs.ScriptTarget.ES2022) : read(name, ...rest);
  const compiled = tslabs.createProgram([file], options, host);
  // Other packages are asked for nothing. In ours, what only a newer compiler knows would be `any` without a word.
  const ours = compiled.getSourceFiles().filter(({ fileName }) => fileName.includes("kernel-lib/dist/"));
  expect(ours.length).toBeGreaterThan(5);
  const diagnostics = [
    ...ours.flatMap((own) => [
      ...compiled.getSyntacticDiagnostics(own),
      ...compiled.getSemanticDiagnostics(own),
    ]),
    ...compiled.getSemanticDiagnostics(compiled.getSourceFile(file)),
    ...compiled.getSyntacticDiagnostics(compiled.getSourceFile(file)),
  ];
  return diagnostics.map(({ messageText }) => tslabs.flattenDiagnosticMessageText(messageText, " "));
}
