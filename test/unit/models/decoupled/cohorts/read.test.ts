import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCohorts } from "../../../../../kernel-lib/src/models/decoupled/index.js";

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), "quetelet-cohorts-"))));
afterAll(() => rm(folder, { recursive: true }));

const write = async (name: string, content: unknown) => {
  const path = join(folder, name);
  await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
};

describe("readCohorts", () => {
  it("reads definitions by name, from one file or several", async () => {
    const young = await write("young.json", { young: ["age", "<", 25] });
    const rest = await write("rest.json", { others: null });
    expect(await readCohorts(young, rest)).toEqual({
      definitions: { young: ["age", "<", 25], others: null },
    });
  });

  it("reads a cohort as raimitigations saves it", async () => {
    const path = await write("saved.json", {
      name: "cohort_0",
      cohort_filter_list: [
        {
          compositeFilters: [
            { column: "sex", method: "includes", arg: ["F"] },
            { column: "age", method: "in the range of", arg: [18, 30] },
          ],
          operation: "or",
        },
        { column: "priors", method: "greater and equal", arg: [2] },
      ],
    });
    expect(await readCohorts(path)).toEqual({
      definitions: {
        cohort_0: [[["sex", "==", ["F"]], "or", ["age", "range", [18, 30]]], "and", ["priors", ">=", 2]],
      },
    });
  });

  it("refuses what it cannot read, in a sentence", async () => {
    await expect(readCohorts()).rejects.toThrow("readCohorts: give the path");
    await expect(readCohorts(join(folder, "none.json"))).rejects.toThrow("there is no such file");
    await expect(readCohorts(await write("text.json", "{"))).rejects.toThrow("'text.json' is not JSON");
    await expect(readCohorts(await write("list.json", [1]))).rejects.toThrow(
      "must hold an object of definitions by name",
    );
    await expect(readCohorts(await write("bad.json", { a: ["x", "~", 1] }))).rejects.toThrow(
      "unknown operator '~'",
    );
    const filter = { name: "a", cohort_filter_list: [{ column: "x", method: "like", arg: ["y"] }] };
    await expect(readCohorts(await write("method.json", filter))).rejects.toThrow(
      "a filter that cannot be read",
    );
    const nameless = { cohort_filter_list: [] };
    await expect(readCohorts(await write("nameless.json", nameless))).rejects.toThrow("no 'name'");
    const twice = await write("twice.json", { a: ["x", ">", 1] });
    await expect(readCohorts(twice, twice)).rejects.toThrow("two files define cohort 'a'");
  });
});
