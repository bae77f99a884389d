// Distance to the nearest point and kernel density (Gaussian of 800 metres, cut at 4 bandwidths, weighted) over a
// simulated city's street units: ours against SciPy, on the same numbers, one after the other, one thread each.
//   node test/bench/features.mjs [--units N] [--repeats R] [--python PATH]
// Python is QUETELET_PYTHON or .venv/bin/python, with SciPy. Build the library first (`npm run build:lib`).
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import {
  distanceToNearest,
  kernelDensity,
  simulateRiskTerrain,
} from "../../kernel-lib/dist/features/index.js";

const { values } = parseArgs({
  options: {
    units: { type: "string", default: "20000" },
    repeats: { type: "string", default: "3" },
    python: { type: "string" },
  },
});
const units = Number(values.units);
const inProject = fileURLToPath(new URL("../../.venv/bin/python", import.meta.url));
const python =
  values.python ?? process.env.QUETELET_PYTHON ?? (existsSync(inProject) ? inProject : "python3");

// As many points as units for the nearest, each on its unit's street but elsewhere: another seed's city.
const generators = [{ name: "calls", points: "units", densities: [200], variable: null }];
const [city, other] = [1, 2].map((seed) => simulateRiskTerrain({ units, seed, generators }).streets);
const column = (table, name) => table.array(name, Float64Array);
const [x, y] = [column(city, "x"), column(city, "y")];
const weights = column(city, "calls").map((calls) => calls + 1); // every unit weighs something
const points = { x: column(other, "x"), y: column(other, "y") };

function best(work) {
  let [seconds, total] = [Infinity, 0];
  for (let repeat = 0; repeat < Number(values.repeats); repeat++) {
    const start = performance.now();
    const result = work();
    seconds = Math.min(seconds, (performance.now() - start) / 1000);
    total = result.reduce((sum, value) => sum + value, 0);
  }
  return [seconds, total];
}

console.log(`${units} units, best of ${values.repeats}, ${cpus().length} × ${cpus()[0].model}`);
const ours = {
  nearest: best(() => distanceToNearest({ x, y }, points)),
  density: best(() => kernelDensity({ x, y }, { x, y }, { bandwidth: 800, weights })),
};
for (const [task, [seconds]] of Object.entries(ours))
  console.log(`quetelet  ${task.padEnd(20)}${seconds.toFixed(3)} s`);

const folder = mkdtempSync(join(tmpdir(), "quetelet-bench-"));
try {
  const file = join(folder, "places.f64");
  writeFileSync(
    file,
    Buffer.concat([x, y, weights, points.x, points.y].map(({ buffer }) => Buffer.from(buffer))),
  );
  const script = fileURLToPath(new URL("features.py", import.meta.url));
  const { status, stdout, stderr } = spawnSync(python, [script, file, units, values.repeats].map(String), {
    encoding: "utf8",
    env: { ...process.env, OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1" },
  });
  if (status === 3) console.log("scipy     not installed");
  else if (status !== 0) throw new Error(`features.py failed: ${stderr}`);
  else {
    for (const [task, [seconds, total]] of Object.entries(JSON.parse(stdout))) {
      const [mine, sum] = ours[task.split(",")[0]];
      console.log(
        `scipy     ${task.padEnd(20)}${seconds.toFixed(3)} s: ${(seconds / mine).toFixed(1)} times as long; ` +
          `the totals differ by ${Math.abs(total / sum - 1).toExponential(0)} of theirs`,
      );
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
