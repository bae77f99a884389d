// How long the kernel takes to tell what a table of 100,000 rows and 30 columns holds, by kind of table: the
// processor's part of it, and the longest time that it keeps a running cell waiting.
//   node test/bench/workspace.mjs [--rows N] [--columns N]
// Build the library first (`npm run build:lib`). The issue allows 1 s.
import { writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { table as arquero } from "arquero";
import { createAnswerer } from "../../kernel-lib/dist/kernel/workspace/answerer.js";

const { values } = parseArgs({
  options: { rows: { type: "string", default: "100000" }, columns: { type: "string", default: "30" } },
});
const [rows, count] = [Number(values.rows), Number(values.columns)];
const names = Array.from({ length: count }, (_, j) => `column${j}`);
const kinds = [
  () => Math.random(),
  (i) => i % 12,
  (i) => `district ${i % 40}`,
  (i) => (i % 17 === 0 ? null : `case ${i}`),
  (i) => i % 3 === 0,
];
const columns = Object.fromEntries(
  names.map((name, j) => [name, Array.from({ length: rows }, (_, i) => kinds[j % kinds.length](i))]),
);
const list = Array.from({ length: rows }, (_, i) =>
  Object.fromEntries(names.map((name) => [name, columns[name][i]])),
);
const folder = mkdtempSync(join(tmpdir(), "quetelet-bench-"));
const lines = list.map((row) => names.map((name) => row[name] ?? "").join(","));
writeFileSync(join(folder, "data.csv"), [names.join(","), ...lines].join("\n"));
process.chdir(folder);

const held = { columns, rows: list, arquero: arquero(columns) };
const { answer } = createAnswerer({ names: () => Object.keys(held), variable: (name) => held[name] });

async function timed(name, question, ask) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const start = performance.now();
  const before = process.cpuUsage();
  await answer({ id: 1, question, ask }, () => {});
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  await new Promise((resolve) => setTimeout(resolve, 5));
  delay.disable();
  console.log(
    `${name.padEnd(28)} ${seconds.toFixed(3)} s, ${((user + system) / 1e6).toFixed(3)} s of processor, ` +
      `event loop held at most ${(delay.max / 1e6).toFixed(0)} ms`,
  );
}

console.log(`${cpus().length} × ${cpus()[0].model}, Node ${process.version}; ${rows} rows, ${count} columns`);
try {
  await timed("list of tables", "tables", {});
  await timed("list of tables, again", "tables", {});
  for (const name of Object.keys(held)) {
    await timed(`describe ${name}`, "describe", { table: { kind: "variable", name } });
  }
  await timed("describe arquero, again", "describe", { table: { kind: "variable", name: "arquero" } });
  const file = { kind: "file", name: "data.csv" };
  await timed("describe a CSV", "describe", { table: file });
  await timed("describe a CSV, again", "describe", { table: file });
  const cohorts = { definitions: { a: ["column1", "<", 6], b: ["column2", "==", "district 3"], rest: null } };
  await timed("cohorts of a CSV", "cohorts", { table: file, cohorts });
  await timed("varying in a CSV", "varying", { table: file, id: "column1", columns: names.slice(2) });
} finally {
  process.chdir(tmpdir());
  rmSync(folder, { recursive: true });
}
process.exit(0);
