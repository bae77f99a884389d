import { foldIn, normal, randomKey, uniform } from "../../../../kernel-lib/src/compute/random/index.js";
import { startRun } from "../../../../kernel-lib/src/compute/run.js";
import type { ResultDocument } from "../../../../kernel-lib/src/contract/index.js";
import { asTable, type TableLike } from "../../../../kernel-lib/src/data/as-table.js";
import {
  type DecoupledDetails,
  type DecoupledOptions,
  estimateDecoupled,
} from "../../../../kernel-lib/src/models/decoupled/index.js";

export interface Fitted {
  document: ResultDocument;
  details: DecoupledDetails;
}

export const estimate = async (data: TableLike, options: DecoupledOptions): Promise<Fitted> =>
  await startRun("decoupled", (run) => estimateDecoupled(asTable(data, "decoupled"), options, run));

/** Applicants of two sexes and three regions, whose skill counts for more among women; region C is small. */
export function applicants(rows = 500, { small = 0.12, seed = 1 } = {}) {
  const key = randomKey(seed);
  const [u, v, w] = [0, 1, 2].map((k) => uniform(foldIn(key, k), rows)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const [skill, noise] = [normal(foldIn(key, 3), rows), normal(foldIn(key, 4), rows)];
  const sex = Array.from(u, (value) => (value < 0.5 ? "F" : "M"));
  const region = Array.from(v, (value) => (value < small ? "C" : value < 0.6 ? "A" : "B"));
  const school = Array.from(w, (value) => (value < 0.5 ? "north" : "south"));
  const merit = skill.map((s, i) => (sex[i] === "F" ? 1.5 : 0.7) * s + (school[i] === "north" ? 0.4 : -0.4));
  const hired = Array.from(merit, (m, i) => (m + noise[i]! > 0 ? "yes" : "no"));
  const level = Array.from(merit, (m, i) =>
    m + noise[i]! > 0.8 ? "high" : m + noise[i]! > -0.8 ? "middle" : "low",
  );
  const wage = merit.map((m, i) => 20 + 5 * m + 2 * noise[i]!);
  return { sex, region, school, skill: Array.from(skill), hired, level, wage: Array.from(wage) };
}

export const features = ["skill", "school"];
export const bySex = { columns: ["sex"] };
export const byRegion = { columns: ["region"] };
/** Small cohorts for transfer learning: region C is too small for the default size. */
export const rowsOf = (document: ResultDocument, table: string) => document.tables[table]!.rows;
export const codes = ({ warnings }: ResultDocument) => warnings.map(({ code }) => code);
