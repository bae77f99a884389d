// Milliseconds per Adam step of a Poisson regression on each tfjs backend that works here, beside one pass of
// the fused engine (loss, gradient and information matrix in Float64) on the same numbers.
//   node test/bench/backends.mjs [--rows N] [--columns P] [--repeats R] [--software]
// --software includes a GPU imitated in software, which takes minutes. Build the library first
// (`npm run build:lib`); QUETELET_HOME tells where TensorFlow is set up.
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { backends, loadBackend } from "../../kernel-lib/dist/compute/backends/index.js";
import { openFusedEngine } from "../../kernel-lib/dist/compute/fused/index.js";
import { normal, poisson, randomKey, split } from "../../kernel-lib/dist/compute/random/index.js";
import { startRun } from "../../kernel-lib/dist/compute/run.js";
import { trainGlmTfjs } from "../../kernel-lib/dist/models/linear/train-tfjs.js";

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "20000" },
    columns: { type: "string", default: "36" },
    repeats: { type: "string", default: "3" },
    software: { type: "boolean", default: false },
  },
});
const rows = Number(values.rows);
const columns = Number(values.columns);
const repeats = Number(values.repeats);

const [forColumns, forCounts] = split(randomKey(1), 2);
const design = new Float64Array(rows * columns);
const draws = normal(forColumns, rows * columns);
const eta = new Float64Array(rows);
for (let i = 0; i < rows; i++) {
  for (let j = 0; j < columns; j++) {
    design[i * columns + j] = j === 0 ? 1 : draws[i * columns + j];
    eta[i] += design[i * columns + j] * (j % 3 === 0 ? 0.1 : -0.05);
  }
}
const response = poisson(forCounts, eta.map(Math.exp), rows);

console.log(
  `Poisson, ${rows} × ${columns}, best of ${repeats}, ${cpus().length} × ${cpus()[0].model.trim()}`,
);
const fused = await best(async () => {
  const engine = openFusedEngine({ rows, columns, design, response });
  const at = new Float64Array(columns);
  const pass = () => engine.evaluate("poisson", at);
  await pass();
  const milliseconds = await time(async () => {
    for (let i = 0; i < 50; i++) await pass();
  });
  engine.close();
  return milliseconds / 50;
});
const results = [{ name: "fused", device: "one pass, Float64", milliseconds: fused }];
print(results[0]);

for (const { name, available, hardware, device, reason } of await backends()) {
  if (!available || (hardware === "software" && !values.software)) {
    console.log(`${name.padEnd(12)}left out: ${reason}`);
    continue;
  }
  const backend = await loadBackend(name);
  const train = (maxSteps) =>
    time(() =>
      startRun("bench", (run) =>
        trainGlmTfjs({ design, rows, columns, response, family: "poisson", backend, run, maxSteps }),
      ),
    );
  // The difference of a long and a short training leaves out the start: standardising, sending, compiling.
  const steps = hardware === "software" ? 5 : 100;
  await train(5);
  const milliseconds = await best(async () => ((await train(steps + 10)) - (await train(10))) / steps);
  results.push({ name, device, milliseconds });
  print(results.at(-1));
  backend.dispose();
}
console.log(JSON.stringify({ bench: "backends", rows, columns, results }));

function print({ name, device, milliseconds }) {
  const ratio = `${(milliseconds / fused).toFixed(1)} times the fused pass`;
  console.log(`${name.padEnd(12)}${milliseconds.toFixed(2).padStart(8)} ms  ${ratio.padEnd(28)}${device}`);
}

async function time(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function best(measure) {
  let least = Infinity;
  for (let i = 0; i < repeats; i++) least = Math.min(least, await measure());
  return least;
}
