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
  const ours = run("quetelet", process.execPath, [join(here, "glm-ours.mjs")]);
  console.log(
    `${"".padEnd(14)}${ours.wholeSeconds.toFixed(3)} s from a table: checks, design, fit, standard errors, statistics, diagnostics`,
  );
  for (const peer of ["statsmodels", "sklearn", "sklearn-tight", "glum", "glum-tight"]) {
    const theirs = run(peer, python, [join(here, "glm.py"), peer]);
    if (!theirs) continue;
    const apart = Math.max(...theirs.coefficients.map((b, j) => Math.abs(b - ours.coefficients[j])));
    console.log(
      `${"".padEnd(14)}takes ${(theirs.seconds / ours.seconds).toFixed(1)} times as long as our fit, ` +
        `${(theirs.seconds / ours.wholeSeconds).toFixed(1)} times as long as our whole call; its coefficients are within ` +
        `${apart.toExponential(0)} of ours, its log-likelihood ${(ours.logLik - theirs.logLik).toExponential(0)} lower`,
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
    console.log(`${name.padEnd(14)}${result.seconds.toFixed(3)} s  (${result.what})`);
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
