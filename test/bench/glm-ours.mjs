// Called by glm.mjs: FILE ROWS COLUMNS REPEATS. Times the fit from a matrix in memory, as the peers have it, and
// the whole of `glm`'s estimator from a table of columns: checks, design, fit, standard errors, statistics,
// diagnostics.
import { readFileSync } from "node:fs";
import { startRun } from "../../kernel-lib/dist/compute/run.js";
import { estimateCoefficients } from "../../kernel-lib/dist/models/linear/estimate-coefficients.js";
import { estimateGlm } from "../../kernel-lib/dist/models/linear/index.js";
import { invertInformation } from "../../kernel-lib/dist/models/linear/inverse.js";
import { prepare } from "../../kernel-lib/dist/models/linear/prepare.js";

const [file, rowsText, columnsText, repeats] = process.argv.slice(2);
const rows = Number(rowsText);
const columns = Number(columnsText);
const bytes = readFileSync(file);
const all = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8);
const names = [...Array.from({ length: columns }, (_, j) => `x${j}`), "y"];
const table = {
  rows,
  columnNames: names,
  column(name) {
    const j = names.indexOf(name);
    return j < 0 ? undefined : { kind: "number", values: all.subarray(j * rows, (j + 1) * rows) };
  },
};

const options = { outcome: "y", terms: ["."], family: "poisson" };
const quiet = {
  cancelled: false,
  report() {},
  runsOn() {},
  async breathe() {},
  onPause: () => () => {},
  clock: () => performance.now(),
};

/** The best wall-clock and processor times of several, in seconds, and the last answer. */
async function best(work) {
  let seconds = Infinity;
  let cpu = Infinity;
  let answer;
  for (let r = 0; r < Number(repeats); r++) {
    const start = performance.now();
    const before = process.cpuUsage();
    answer = await work();
    const used = process.cpuUsage(before);
    seconds = Math.min(seconds, (performance.now() - start) / 1000);
    cpu = Math.min(cpu, (used.user + used.system) / 1e6);
  }
  return { seconds, cpu, answer };
}

const whole = await best(() => startRun("glm", (run) => estimateGlm(table, options, run)));
const problem = prepare(table, options, "glm");
const alone = await best(async () => {
  const found = await estimateCoefficients(problem, { run: quiet, threads: 0, maxIterations: 100 });
  const { coordinates, information } = found;
  const { matrix } = invertInformation(information, { coordinates, separated: false });
  found.engine.close();
  return matrix;
});
const { document } = whole.answer;
console.log(
  JSON.stringify({
    seconds: alone.seconds,
    cpu: alone.cpu,
    wholeSeconds: whole.seconds,
    wholeCpu: whole.cpu,
    what: `${document.provenance.device}: coefficients and their covariance, from a matrix in memory`,
    logLik: document.fit.logLik,
    coefficients: document.tables.coefficients.rows.map((row) => row.estimate),
  }),
);
