// The three simulations of "Unaware Fairness: Hierarchical Random Forest for Protected Classes" beside the paper's
// tables, and why they differ.
//   node test/bench/unaware.mjs [--B 100] [--n 500] [--noise 1] [--trees 100] [--seed 1] [--estimates out-of-fold]
// Build the library first (`npm run build:lib`).
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { unawareStudy } from "../../kernel-lib/dist/api/index.js";

if (!isMainThread) {
  const started = performance.now();
  const { measures } = await unawareStudy({ ...workerData, threads: 1 });
  parentPort.postMessage({ measures, seconds: (performance.now() - started) / 1000 });
  process.exit();
}

const { values } = parseArgs({
  options: {
    B: { type: "string", default: "100" },
    n: { type: "string", default: "500" },
    noise: { type: "string", default: "1" },
    trees: { type: "string", default: "100" },
    seed: { type: "string", default: "1" },
    estimates: { type: "string", default: "out-of-fold" },
  },
});
const options = {
  replicates: Number(values.B),
  n: Number(values.n),
  noise: Number(values.noise),
  trees: Number(values.trees),
  seed: Number(values.seed),
  estimates: values.estimates,
};

const studies = [
  ["Linear: Y = 3x₁ + 3x₂ + 2x₃ + ε", { scenario: "linear" }],
  ["Non-linear: Y = 100(x₁ − .5)²(x₂ − .25)₊ + cos(x₃) + ε", { scenario: "nonlinear" }],
  [
    "The same with 10 for 100, a quarter as often",
    { scenario: "nonlinear", coefficient: 10, replicates: Math.ceil(options.replicates / 4) },
  ],
  ["Classification: P(Y = 1) = Φ(10(x₁ − 1) + 10|x₂ − .5| + 10x₃)", { scenario: "classification" }],
];
const labels = {
  bias: "Bias",
  sd: "SD of the predictions",
  mse: "MSE",
  mseOfAnother: "MSE against another sample's Y",
  coverage: "Coverage of the raw 90 % intervals",
  width: "Their mean width",
  sensitivity: "Sensitivity",
  specificity: "Specificity",
};
/** The measure whose number the paper prints under another's name. */
const paperOf = { mseOfAnother: "mse" };

/** One study in a thread of its own; a sample is too small for the threads of its forests to pay. */
const inThread = (workerData) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData });
    worker.once("message", resolve);
    worker.once("error", reject);
  });

console.log(`${cpus().length} × ${cpus()[0].model}, Node ${process.version}`);
console.log(
  `B = ${options.replicates}, N = ${options.n}, noise ${options.noise}, ${options.trees} trees, ${options.estimates} estimates of x₃`,
);
const before = performance.now();
const answers = [];
let next = 0;
const takeStudies = async () => {
  while (next < studies.length) {
    const at = next++;
    answers[at] = await inThread({ ...options, ...studies[at][1] });
  }
};
await Promise.all(Array.from({ length: Math.min(cpus().length, studies.length) }, takeStudies));

studies.forEach(([title], at) => {
  const { measures, seconds } = answers[at];
  const cell = (model, name) => measures.find((each) => each.model === model && each.measure === name);
  console.log(`\n${title} (${seconds.toFixed(1)} s)`);
  console.log(
    `${"".padEnd(36)}${"with proxy".padStart(20)}${"without".padStart(20)}${"paper: with".padStart(13)}${"without".padStart(10)}`,
  );
  for (const name of [...new Set(measures.map(({ measure }) => measure))]) {
    const both = ["with proxy", "without proxy"];
    const ours = both.map((model) => {
      const { mean, stdError } = cell(model, name);
      return `${mean.toFixed(4)} ± ${stdError.toFixed(4)}`.padStart(20);
    });
    const paper = both.map((model, m) => {
      const value = cell(model, paperOf[name] ?? name)?.published;
      return (value === null || value === undefined ? "" : value.toFixed(4)).padStart(m === 0 ? 13 : 10);
    });
    console.log(`${labels[name].padEnd(36)}${ours.join("")}${paper.join("")}`.trimEnd());
  }
});
console.log(`\n${((performance.now() - before) / 1000).toFixed(1)} s in all`);
