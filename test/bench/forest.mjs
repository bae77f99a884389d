// Forests against scikit-learn's and quantile-forest's, on the same numbers, each in a process of its own.
//   node test/bench/forest.mjs [speed] [quantiles] [accuracy] [--rows N] [--columns P] [--trees T] [--tries M]
//     [--threads C] [--python PATH]
// `speed`: time and peak memory of a regression forest with at least 5 rows a leaf. `quantiles`: three quantiles for
// 10,000 rows by all leaf observations. `accuracy`: error on 20 data sets. Default: all three.
// Python is QUETELET_PYTHON or .venv/bin/python; it needs scikit-learn and quantile-forest.
// Build the library first (`npm run build:lib`).
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const here = fileURLToPath(new URL(".", import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: "string", default: "100000" },
    columns: { type: "string", default: "20" },
    trees: { type: "string", default: "200" },
    tries: { type: "string" },
    threads: { type: "string", default: String(availableParallelism()) },
    python: { type: "string" },
  },
});
const parts = positionals.length > 0 ? positionals : ["speed", "quantiles", "accuracy"];
const rows = Number(values.rows);
const columns = Number(values.columns);
const inProject = fileURLToPath(new URL("../../.venv/bin/python", import.meta.url));
const python =
  values.python ?? process.env.QUETELET_PYTHON ?? (existsSync(inProject) ? inProject : "python3");
console.log(`${values.threads} threads of ${cpus().length} × ${cpus()[0].model}`);

if (parts.includes("speed")) {
  for (const tries of values.tries ? [Number(values.tries)] : [Math.floor(columns / 3), columns]) {
    console.log(
      `\nRegression, ${rows} × ${columns}, ${values.trees} trees, at least 5 rows a leaf, ${tries} variables a split`,
    );
    const spec = { trees: Number(values.trees), minLeaf: 5, variablesPerSplit: tries, predict: 0 };
    compare("sklearn", rows, { ...spec, threads: Number(values.threads) });
  }
}
if (parts.includes("quantiles")) {
  const [train, predict] = [10_000, 10_000];
  console.log(
    `\nQuantiles of ${predict} rows by all leaf observations of ${values.trees} trees on ${train} rows`,
  );
  const spec = {
    trees: Number(values.trees),
    minLeaf: 5,
    variablesPerSplit: Math.floor(columns / 3),
    predict,
  };
  const { ours, theirs } = compare("quantile-forest", train + predict, {
    ...spec,
    probabilities: [0.05, 0.5, 0.95],
    threads: Number(values.threads),
  });
  if (theirs) {
    const apart = ours.quantiles.reduce((sum, q, i) => sum + Math.abs(q - theirs.quantiles[i]), 0);
    console.log(
      `  quantiles: quetelet ${ours.quantileSeconds.toFixed(2)} s, quantile-forest ${theirs.quantileSeconds.toFixed(2)} s: ` +
        `${(theirs.quantileSeconds / ours.quantileSeconds).toFixed(1)} × the time; processor ${ours.quantileCpu.toFixed(2)} s and ${theirs.quantileCpu.toFixed(2)} s; mean difference ${(apart / ours.quantiles.length).toFixed(3)}`,
    );
  }
}
if (parts.includes("accuracy")) {
  const { compareAccuracy } = await import("./forest-accuracy.mjs");
  await compareAccuracy({ python, threads: Number(values.threads) });
}

function compare(peer, count, spec) {
  const folder = mkdtempSync(join(tmpdir(), "quetelet-bench-"));
  try {
    const file = join(folder, "data.f64");
    generate(file, count);
    const ours = run("quetelet", process.execPath, [join(here, "forest-ours.mjs")]);
    const theirs = run(peer, python, [join(here, "forest.py"), peer]);
    if (theirs) {
      console.log(
        `  ${peer} takes ${(theirs.seconds / ours.seconds).toFixed(2)} × the time, ${(theirs.cpu / ours.cpu).toFixed(2)} × the processor time and ` +
          `${(theirs.megabytes / ours.megabytes).toFixed(2)} × the peak memory of ours.`,
      );
    }
    return { ours, theirs };

    function run(name, command, args) {
      const all = [...args, file, count, columns, JSON.stringify(spec)].map(String);
      const { status, stdout, stderr } = spawnSync(command, all, { encoding: "utf8", maxBuffer: 2 ** 28 });
      if (status === 3) return void console.log(`${name.padEnd(16)}not installed`);
      if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
      const result = JSON.parse(stdout);
      console.log(
        `${name.padEnd(16)}${result.seconds.toFixed(2)} s, processor ${result.cpu.toFixed(2)} s, peak ${result.megabytes.toFixed(0)} MB, ${result.leaves.toFixed(0)} leaves a tree`,
      );
      return result;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Friedman's first function of ten uniform columns, more columns of noise, and normal errors; little-endian Float64. */
function generate(file, count) {
  const all = new Float64Array(count * (columns + 1));
  let state = 1;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  for (let i = 0; i < count * columns; i++) all[i] = uniform();
  const x = (j, i) => all[Math.min(j, columns - 1) * count + i];
  for (let i = 0; i < count; i++) {
    const noise = Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    const signal =
      10 * Math.sin(Math.PI * x(0, i) * x(1, i)) + 20 * (x(2, i) - 0.5) ** 2 + 10 * x(3, i) + 5 * x(4, i);
    all[columns * count + i] = signal + noise;
  }
  writeFileSync(file, new Uint8Array(all.buffer));
}
