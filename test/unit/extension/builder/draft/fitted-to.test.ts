import { expect, it } from "vitest";
import { columnsNamed, tableFittedTo } from "../../../../../extension/src/builder/draft/fitted-to";
import { isFilled } from "../../../../../extension/src/builder/draft";
import { column, draft, FakeWorkspace, streets } from "../support";

const glm = { model: "glm", outcome: "crimes", terms: ["density", "log(length)"] } as const;

class Tables extends FakeWorkspace {
  override describe({ table }: { table: { name: string } } = { table: { name: "" } }) {
    if (table.name === "broken.csv") return Promise.reject(new Error("No such file."));
    return Promise.resolve(table.name === "people" ? { rows: 3, columns: [column("age")] } : streets);
  }
}

it("is the first table with all columns, a variable before a file", async () => {
  const workspace = new Tables();
  workspace.entries.unshift({ kind: "file", name: "broken.csv", rows: null, columns: null });
  expect(await tableFittedTo({ ...glm }, workspace)).toEqual({ kind: "file", name: "streets.csv" });
  workspace.entries.push({ kind: "variable", name: "units", rows: 1000, columns: 14 });
  expect(await tableFittedTo({ ...glm }, workspace)).toEqual({ kind: "variable", name: "units" });
});

it("is none where a column is missing, or none is named", async () => {
  expect(await tableFittedTo({ ...glm, exposure: "area" }, new Tables())).toBeNull();
  expect(await tableFittedTo({ model: "glm" }, new Tables())).toBeNull();
});

it("has the columns of sets and cohorts too", () => {
  expect(columnsNamed({ model: "risk-terrain", outcome: "a", sets: { x: ["b", "c"] } })).toEqual([
    "a",
    "b",
    "c",
  ]);
  const definitions = { old: [["age", ">", 3], "and", ["sex", "==", "f"]], rest: null };
  expect(columnsNamed({ model: "decoupled", label: "y", features: ["f"], cohorts: { definitions } })).toEqual(
    ["y", "f", "age", "sex"],
  );
});

it("tells a draft that somebody began from a new one", () => {
  expect(isFilled(draft({ model: "glm", engine: "tfjs", level: 0.9 }))).toBe(false);
  expect(isFilled(draft({ model: "glm", outcome: "crimes" }))).toBe(true);
});
