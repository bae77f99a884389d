// Reading a CSV file and building a design matrix: ours against pandas, Papa Parse and patsy, on the same data, one
// after the other.
//   node test/bench/data.mjs [--rows N] [--repeats R] [--csv FILE] [--python PATH]
// Without --csv the file is a simulated city of N street units. Python is QUETELET_PYTHON or .venv/bin/python, with
// pandas and patsy. Build the library first (`npm run build:lib`).
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { normal, foldIn, randomKey } from "../../kernel-lib/dist/compute/random/index.js";
import { asTable, buildDesign, readTable, simulateCounts } from "../../kernel-lib/dist/data/index.js";

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "100000" },
    repeats: { type: "string", default: "3" },
    csv: { type: "string" },
    python: { type: "string" },
  },
});
const inProject = fileURLToPath(new URL("../../.venv/bin/python", import.meta.url));
const python =
  values.python ?? process.env.QUETELET_PYTHON ?? (existsSync(inProject) ? inProject : "python3");
const peer = fileURLToPath(new URL("data.py", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "quetelet-bench-"));

/** The best time of several, in seconds. */
async function best(work) {
  let seconds = Infinity;
  for (let repeat = 0; repeat < Number(values.repeats); repeat++) {
    const start = performance.now();
    await work();
    seconds = Math.min(seconds, (performance.now() - start) / 1000);
  }
  return seconds;
}

function theirs(task, ...args) {
  const { status, stdout, stderr } = spawnSync(python, [peer, task, values.repeats, ...args].map(String), {
    encoding: "utf8",
  });
  if (status === 3) return null;
  if (status !== 0) throw new Error(`${task} failed: ${stderr}`);
  return JSON.parse(stdout);
}

function compare(name, ours, seconds) {
  console.log(
    seconds === null
      ? `  ${name}: not installed`
      : `  ${name}: ${seconds.toFixed(3)} s, ${(seconds / ours).toFixed(1)} times as long as ours`,
  );
}

try {
  console.log(`best of ${values.repeats}, ${cpus().length} × ${cpus()[0].model}`);
  const file = values.csv ?? join(folder, "city.csv");
  if (!values.csv) writeFileSync(file, simulateCounts({ rows: Number(values.rows) }).table.toCSV());
  const reading = await best(() => readTable(file));
  console.log(`reading ${(statSync(file).size / 1e6).toFixed(1)} MB of CSV, typed: ${reading.toFixed(3)} s`);
  compare("pandas (C engine)", reading, theirs("csv", file));
  const papa = await import("papaparse").then(
    (module) => module.default,
    () => null,
  );
  const parse = () => papa.parse(readFileSync(file, "utf8"), { header: false, dynamicTyping: true });
  compare("Papa Parse, dynamicTyping", reading, papa && (await best(parse)));

  const rows = 1_000_000;
  const columns = Object.fromEntries(
    Array.from({ length: 30 }, (_, column) => [`x${column}`, normal(foldIn(randomKey(1), column), rows)]),
  );
  for (const [what, terms] of [
    ["30 numbers", ["."]],
    ["splines", ["bs(x0, 6)", "x1", "x2"]],
  ]) {
    const ours = await best(() => buildDesign(asTable(columns, "bench"), { terms, where: "bench" }));
    console.log(`design of 1,000,000 rows, ${what}: ${ours.toFixed(3)} s`);
    const formula = terms[0] === "." ? Object.keys(columns).join(" + ") : "bs(x0, df=6) + x1 + x2";
    compare("patsy", ours, theirs("design", rows, 30, formula));
  }
} finally {
  rmSync(folder, { recursive: true });
}
