// Small tables for the model builder, the same in every run: what each model needs, and no more.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { normal, poisson, randomKey, split, uniform } from "../../kernel-lib/src/compute/random/index.js";

type Columns = Record<string, ArrayLike<number | string>>;

/** Writes a table as CSV. */
export function writeCsv(folder: string, name: string, columns: Columns): void {
  const names = Object.keys(columns);
  const rows = Object.values(columns)[0]!.length;
  const lines = Array.from({ length: rows }, (_, row) => names.map((each) => columns[each]![row]).join(","));
  writeFileSync(join(folder, name), `${names.join(",")}\n${lines.join("\n")}\n`);
}

/** Streets with counts of crime, places near them, and a made-up wage. */
export function streets(rows: number): Columns {
  const [a, b, c, d] = split(randomKey(3), 4);
  const bars = poisson(a!, 2, rows);
  const near = Array.from(uniform(b!, rows), (value) => (value < 0.4 ? 1 : 0));
  const noise = normal(c!, rows);
  const rates = near.map((each, row) => Math.exp(-0.2 + 0.15 * bars[row]! + 0.7 * each));
  return {
    crimes: poisson(d!, rates, rows),
    bars,
    bar_dis_100: near,
    bar_dis_200: near.map((each, row) => (each || row % 3 === 0 ? 1 : 0)),
    metro_dis_100: near.map((_, row) => (row % 5 === 0 ? 1 : 0)),
    metro_dis_200: near.map((_, row) => (row % 2 === 0 ? 1 : 0)),
    rent: near.map((each, row) => 10 + 2 * each - 0.5 * bars[row]! + noise[row]!),
  };
}

/** Two kinds of people, counted in six years. */
export function careers(people: number): Columns {
  const rows = people * 6;
  const each = Array.from({ length: rows }, (_, row) => Math.floor(row / 6));
  const age = each.map((_, row) => 18 + (row % 6));
  const rates = each.map((person, row) => (person % 2 ? Math.exp(1.2 - 0.3 * (row % 6)) : 0.4));
  return { person: each, age, offences: poisson(randomKey(5), rates, rows) };
}

/** Applicants of two groups, with a protected class that their neighbourhood tells much of. */
export function applicants(rows: number): Columns {
  const [a, b, c] = split(randomKey(7), 3);
  const skill = normal(a!, rows);
  const share = uniform(b!, rows);
  const chance = uniform(c!, rows);
  const group = Array.from(share, (value) => (value > 0.5 ? "a" : "b"));
  return {
    skill,
    share,
    group,
    hired: group.map((name, row) => (skill[row]! + (name === "a" ? 0.4 : 0) > 2 * chance[row]! - 1 ? 1 : 0)),
    wage: group.map((name, row) => 20 + 3 * skill[row]! + (name === "a" ? 2 : 0) + chance[row]!),
  };
}
