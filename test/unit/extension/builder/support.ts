import { Signal } from "@lumino/signaling";
import type { ColumnDescription, ModelName, TableDescription, TableEntry } from "quetelet/contract";
import { problemsOf } from "../../../../extension/src/builder/draft/problems";
import type { Draft, Problem } from "../../../../extension/src/builder/draft/types";
import type { IWorkspace } from "../../../../extension/src/tokens";
import { trans } from "../support";

export const models: ModelName[] = [
  "ols",
  "glm",
  "risk-terrain",
  "trajectories",
  "decoupled",
  "random-forest",
  "hierarchical-forest",
];

type About = Partial<ColumnDescription>;

export const column = (name: string, about: About = {}): ColumnDescription => ({
  name,
  kind: "number",
  missing: 0,
  distinct: 40,
  min: 0,
  max: 39,
  whole: true,
  levels: [],
  ...about,
});
export const dummy = (name: string) => column(name, { distinct: 2, max: 1, levels: ["0", "1"] });
export const text = (name: string, levels: string[]) =>
  column(name, { kind: "text", distinct: levels.length, min: null, max: null, whole: false, levels });

/** Street units with a bit of everything. */
export const streets: TableDescription = {
  rows: 1000,
  columns: [
    column("crimes", { distinct: 12, max: 11 }),
    column("calls 311", { missing: 7 }),
    column("length", { min: 5.5, max: 800, whole: false, distinct: 900 }),
    column("density", { min: -2, max: 3, whole: false }),
    dummy("alc_dis_100"),
    dummy("alc_dis_50"),
    dummy("alc_kde_50"),
    dummy("bars_near_200"),
    text("district", ["north", "south", "west"]),
    text("kind", ["corner", "segment"]),
    column("opened", { kind: "date", min: null, max: null, whole: false, distinct: 300 }),
    column("unit", { distinct: null, min: 1, max: 1000 }),
    column("year", { distinct: 5, min: 2010, max: 2014 }),
    column("one", { distinct: 1, min: 1, max: 1 }),
  ],
};

export const draft = (config: Draft["config"]): Draft => ({
  config,
  source: { kind: "file", name: "streets.csv" },
});

/** What is wrong with a config over the street units, a line each. */
export const told = (config: Draft["config"], kinds: Problem["kind"][] = ["wrong", "empty"]): string[] =>
  problemsOf(draft(config), streets, trans)
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ field, message }) => `${field}: ${message}`);

export class FakeWorkspace implements IWorkspace {
  state: IWorkspace["state"] = "ready";
  readonly folder = "";
  readonly changed = new Signal<this, void>(this);
  readonly busy = false;
  readonly busyChanged = new Signal<this, void>(this);
  isDisposed = false;
  entries: TableEntry[] = [
    { kind: "file", name: "streets.csv", rows: 1000, columns: 14 },
    { kind: "variable", name: "people", rows: 30, columns: 3 },
    { kind: "dataset", name: "boston-housing", rows: null, columns: null },
  ];
  description = streets;
  varies: string[] = [];
  asked: unknown[] = [];

  refresh() {
    this.changed.emit();
  }
  tables() {
    return Promise.resolve(this.entries);
  }
  describe() {
    return Promise.resolve(this.description);
  }
  varying({ columns }: { columns: string[] }) {
    return Promise.resolve(columns.filter((name) => this.varies.includes(name)));
  }
  cohorts({ cohorts }: Parameters<IWorkspace["cohorts"]>[0]) {
    this.asked.push(cohorts);
    const names = "columns" in cohorts ? ["north", "south"] : Object.keys(cohorts.definitions);
    const rows = Object.fromEntries(names.map((name, index) => [name, 1200 + index]));
    return Promise.resolve({ rows, none: "columns" in cohorts ? 0 : 3, several: 0 });
  }
  names(): Promise<string[]> {
    return Promise.resolve([]);
  }
  doctor() {
    return Promise.resolve({ text: "", report: {} });
  }
  dispose() {
    this.isDisposed = true;
  }
}
