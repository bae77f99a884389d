import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CohortDefinition } from "../../../../kernel-lib/src/contract/index.js";
import { countCohorts } from "../../../../kernel-lib/src/kernel/workspace/cohorts.js";
import { dataFiles } from "../../../../kernel-lib/src/kernel/workspace/data-files.js";
import { rawTable } from "../../../../kernel-lib/src/kernel/workspace/raw-table.js";
import { variableTables } from "../../../../kernel-lib/src/kernel/workspace/variables.js";
import { varyingColumns } from "../../../../kernel-lib/src/kernel/workspace/varying.js";

const breathe = async () => {};

describe("varyingColumns", () => {
  test("agrees with a naive look at every pair of rows", async () => {
    const cell = fc.constantFrom(1, 2, "a", null, undefined, NaN, new Date(0), new Date(0));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ id: fc.constantFrom(1, 2, null), x: cell, y: cell }), { minLength: 1 }),
        async (rows) => {
          const plain = (value: unknown) => (value instanceof Date ? `date ${value.getTime()}` : value);
          const isThere = (value: unknown) => value !== null && value !== undefined && value === value;
          const wanted = (["x", "y"] as const).filter((name) =>
            rows.some((a) =>
              rows.some(
                (b) =>
                  isThere(a.id) &&
                  a.id === b.id &&
                  isThere(a[name]) &&
                  isThere(b[name]) &&
                  plain(a[name]) !== plain(b[name]),
              ),
            ),
          );
          const table = rawTable(rows)!;
          expect(await varyingColumns(table, { id: "id", columns: ["x", "y"] }, breathe)).toEqual(wanted);
        },
      ),
    );
  });
});

describe("countCohorts", () => {
  const people = { age: [20, 30, 40, NaN], sex: ["F", "M", null, "F"] };
  const count = (definitions: Record<string, unknown>) =>
    countCohorts(people, { definitions: definitions as Record<string, CohortDefinition | null> }, breathe);

  test("counts each cohort, rows in none and rows in several", async () => {
    expect(await count({ young: ["age", "<", 35], women: ["sex", "==", "F"] })).toEqual({
      rows: { young: 2, women: 2 },
      none: 1,
      several: 1,
    });
    expect((await count({ young: ["age", "<", 35], rest: null })).rows).toEqual({ young: 2, rest: 2 });
  });

  test("a definition that cannot be read has a sentence, and the others are counted", async () => {
    const { rows } = await count({ a: ["sex", "==", "F"], b: [], c: ["sex", ">", 1], d: null, e: null });
    expect(rows.a).toBe(2);
    expect(rows.b).toMatch(/^'b' needs conditions such as/);
    expect(rows.c).toMatch(/needs numbers or dates, but column 'sex' holds text/);
    expect(rows.d).toBe("'d' stands for all the rest, so it must be the last cohort");
    expect(rows.e).toBe(2);
  });
});

test("a variable that throws when it is looked at is left out", () => {
  const held: Record<string, unknown> = { rows: [{ a: 1 }], text: "x" };
  const variables = {
    names: () => ["rows", "bad", "text"],
    variable(name: string) {
      if (name === "bad") throw new Error("not yet");
      return held[name];
    },
  };
  expect(variableTables(variables)).toEqual([{ kind: "variable", name: "rows", rows: 1, columns: 1 }]);
});

describe("dataFiles", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "quetelet-files-"));
    for (const name of ["sub", "sub/deep", "node_modules", ".git", "folder.csv"])
      mkdirSync(join(folder, name));
    for (const name of [
      "a.CSV",
      "b.txt",
      "sub/c.tsv",
      "sub/deep/d.csv",
      "node_modules/e.csv",
      ".git/f.csv",
      ".g.csv",
    ])
      writeFileSync(join(folder, name), "a,b\n1,2\n");
    writeFileSync(join(folder, "rows.json"), '[{"a": 1}]');
    writeFileSync(join(folder, "object.json"), '{"a": 1}');
    writeFileSync(join(folder, "empty.json"), "");
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("are those of the folder and the next below, without hidden ones and packages", async () => {
    expect((await dataFiles(folder)).map(({ name }) => name)).toEqual(["a.CSV", "rows.json", "sub/c.tsv"]);
    expect(await dataFiles(join(folder, "gone"))).toEqual([]);
  });
});
