// Called by forest.mjs: FILE ROWS COLUMNS SPEC. Grows a forest from columns in memory, as the peers have them.
import { readFileSync } from "node:fs";
import { randomKey } from "../../kernel-lib/dist/compute/random/index.js";
import { startRun } from "../../kernel-lib/dist/compute/run.js";
import {
  conditionalQuantiles,
  featureMatrix,
  growForest,
  leafObservations,
} from "../../kernel-lib/dist/models/forest/index.js";

const [file, rowsText, columnsText, specText] = process.argv.slice(2);
const rows = Number(rowsText);
const columns = Number(columnsText);
const { trees, minLeaf, variablesPerSplit, threads, predict, probabilities } = JSON.parse(specText);
const bytes = readFileSync(file);
const all = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8);
const names = Array.from({ length: columns }, (_, j) => `x${j}`);
const tableOf = (from, count) => ({
  rows: count,
  columnNames: names,
  column: (name) => {
    const j = names.indexOf(name);
    return { kind: "number", values: all.slice(j * rows + from, j * rows + from + count) };
  },
});
const train = rows - predict;
const features = featureMatrix(tableOf(0, train), names, { where: "bench" });
const y = all.slice(columns * rows, columns * rows + train);

await startRun("bench", async (run) => {
  const clock = performance.now();
  const before = process.cpuUsage();
  const forest = await growForest(
    features,
    { kind: "regression", y },
    { trees, minLeaf, minNode: 1, variablesPerSplit, threads, keepRows: true, key: randomKey(1), run },
  );
  const seconds = (performance.now() - clock) / 1000;
  const result = {
    seconds,
    cpu: processor(before),
    threads: forest.threads,
    leaves: forest.trees.leafStart.at(-1) / trees,
  };
  if (predict > 0) {
    const next = featureMatrix(tableOf(train, predict), names, { where: "bench" });
    const start = performance.now();
    const cpu = process.cpuUsage();
    const leaves = leafObservations(forest, y);
    const found = await conditionalQuantiles(forest, next, { leaves, probabilities, threads, run });
    result.quantileSeconds = (performance.now() - start) / 1000;
    result.quantileCpu = processor(cpu);
    result.quantiles = Array.from(found);
  }
  result.megabytes = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify(result));
});

/** Processor time of all threads since then, in seconds. */
function processor(since) {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}
