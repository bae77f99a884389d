// Poisson regression of 1,000,000 rows on 30 columns: the fused engine against statsmodels, scikit-learn and
// glum, on the same numbers, each in a process of its own, one after the other.
//   node test/bench/glm.mjs [--rows N] [--columns P] [--repeats R] [--python PATH]
// Python is QUETELET_PYTHON or .venv/bin/python; scikit-learn and glum are compared where it has them
// (`pip install scikit-learn glum`). Build the library first (`npm run build:lib`).
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const here = fileURLToPath(new URL(".", import.meta.url));
const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "1000000" },
    columns: { type: "string", default: "30" },
    repeats: { type: "string", default: "3" },
    python: { type: "string" },
  },
});
const rows = Number(values.rows);
const columns = Number(values.columns);
const inProject = fileURLToPath(new URL("../../.venv/bin/python", import.meta.url));
const python =
  values.python ?? process.env.QUETELET_PYTHON ?? (existsSync(inProject) ? inProject : "python3");

const folder = mkdtempSync(join(tmpdir(), "quetelet-bench-"));
try {
  const file = join(folder, "data.f64");
  await generate(file);
  console.log(
    `Poisson, ${rows} × ${columns} and an intercept, best of ${values.repeats}, ${cpus().length} × ${cpus()[0].model}`,
  );
  for (const peer of ["statsmodels", "sklearn", "sklearn-tight", "glum", "glum-tight"]) {
    // Ours again beside every peer, so that each ratio is of two neighbours on a machine that others may use.
    const ours = run("quetelet", process.execPath, [join(here, "glm-ours.mjs")]);
    const theirs = run(peer, python, [join(here, "glm.py"), peer]);
    if (!theirs) continue;
    const apart = Math.max(...theirs.coefficients.map((b, j) => Math.abs(b - ours.coefficients[j])));
    const times = (a, b) => `${(a / b).toFixed(2)} ×`;
    console.log(
      `  ${peer} takes ${times(theirs.seconds, ours.seconds)} the time and ${times(theirs.cpu, ours.cpu)} the processor time of ` +
        `our fit; ${times(theirs.seconds, ours.wholeSeconds)} the time of our whole call from a table ` +
        `(${ours.wholeSeconds.toFixed(2)} s: checks, design, fit, standard errors, statistics, diagnostics). ` +
        `Its coefficients are within ${apart.toExponential(0)} of ours.`,
    );
  }
  function run(name, command, args) {
    const { status, stdout, stderr } = spawnSync(
      command,
      [...args, file, rows, columns, values.repeats].map(String),
      {
        encoding: "utf8",
        maxBuffer: 2 ** 28,
      },
    );
    if (status === 3) return void console.log(`${name.padEnd(14)}not installed`);
    if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
    const result = JSON.parse(stdout);
    console.log(
      `${name.padEnd(14)}${result.seconds.toFixed(3)} s, processor ${result.cpu.toFixed(2)} s  (${result.what})`,
    );
    return result;
  }
} finally {
  rmSync(folder, { recursive: true });
}

/** The columns one after the other, then the counts, as little-endian Float64. */
async function generate(file) {
  const { randomKey, split, normal, poisson } = await import("../../kernel-lib/dist/compute/random/index.js");
  const [forColumns, forCounts] = split(randomKey(1), 2);
  const keys = split(forColumns, columns);
  const eta = new Float64Array(rows).fill(0.5);
  const all = new Float64Array(rows * (columns + 1));
  for (let j = 0; j < columns; j++) {
    const x = normal(keys[j], rows);
    const beta = 0.2 * Math.cos(j);
    for (let i = 0; i < rows; i++) eta[i] += beta * x[i];
    all.set(x, j * rows);
  }
  all.set(poisson(forCounts, eta.map(Math.exp), rows), columns * rows);
  writeFileSync(file, new Uint8Array(all.buffer));
}
