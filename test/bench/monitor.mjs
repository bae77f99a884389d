// What it costs a training to be watched: the same trainings with nobody listening, and with a kernel to whose front
// end every report goes, in the cell's output and over a comm. Messages are made as the kernel makes them: JSON on the
// main thread, handed to a thread that signs them.
//   node test/bench/monitor.mjs [--repeats R] [--seconds S]
// Build the library first (`npm run build:lib`). The issue allows 5 %.
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { interruptible, riskTerrain, simulateRiskTerrain } from "../../kernel-lib/dist/index.js";

const { values } = parseArgs({
  options: { repeats: { type: "string", default: "7" }, seconds: { type: "string", default: "3" } },
});
const [repeats, seconds] = [Number(values.repeats), Number(values.seconds)];

const signer = new Worker(
  `const { createHmac } = require("node:crypto");
   require("node:worker_threads").parentPort.on("message", (text) => createHmac("sha256", "key").update(text).digest("hex"));`,
  { eval: true },
);
const sent = { messages: 0, bytes: 0 };
function post(content) {
  const text = JSON.stringify(content);
  sent.messages++;
  sent.bytes += text.length;
  signer.postMessage(text);
}
const comm = { closed: false, onMessage() {}, send: post, close: post };
const bridge = {
  display: (data, options) => post({ data, ...options }),
  openComm(_, data) {
    post(data);
    return comm;
  },
};
const kernel = Symbol.for("quetelet.kernel");

/** A step of about a millisecond, which a thousand a second have. */
function calibrated() {
  const work = (rounds) => {
    let x = 0.5;
    for (let i = 0; i < rounds; i++) x = 3.9 * x * (1 - x);
    return x;
  };
  let rounds = 1000;
  let best = 0;
  for (let tries = 0; tries < 40; tries++) {
    const start = performance.now();
    work(rounds);
    const taken = performance.now() - start;
    if (taken < 0.98 || tries < 20) rounds = Math.ceil(rounds * Math.min(4, 0.98 / Math.max(taken, 0.01)));
    best = Math.max(best, rounds);
  }
  return () => work(best);
}
const step = calibrated();
const thousand = () =>
  interruptible("steps", async (run) => {
    const steps = 1000 * seconds;
    for (let i = 1; i <= steps; i++) {
      run.report({ phase: "training", step: i, steps, loss: 1 / i + step() * 1e-3 });
      await run.breathe();
    }
  });

const ladder = { distances: [100, 200, 400], densities: [200, 400] };
const { table, sets } = simulateRiskTerrain({
  units: 3000,
  seed: 4,
  generators: ["bars", "metro", "schools", "parks"].map((name) => ({
    ...{ name, points: 30, ...ladder, variable: "kde_200", coefficient: 1 },
  })),
});
const dropout = () =>
  riskTerrain(table, {
    outcome: "crimes",
    sets,
    method: "dropout",
    iterations: { burnIn: 2500 * seconds, pruned: 2500 * seconds },
  });

async function timed(work, listening) {
  if (listening) globalThis[kernel] = bridge;
  else delete globalThis[kernel];
  const start = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wall: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 };
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
console.log(`${cpus().length} × ${cpus()[0].model}, Node ${process.version}`);
for (const [name, work] of [
  ["1,000 steps a second", thousand],
  ["dropout", dropout],
]) {
  await timed(work, true);
  const alone = [];
  const watched = [];
  Object.assign(sent, { messages: 0, bytes: 0 });
  for (let r = 0; r < repeats; r++) {
    alone.push(await timed(work, false));
    watched.push(await timed(work, true));
  }
  const ratio = (what) => median(watched.map((each, r) => each[what] / alone[r][what]));
  const least = (all, what) => Math.min(...all.map((each) => each[what]));
  console.log(
    `${name}: alone ${least(alone, "wall").toFixed(2)} s (${least(alone, "cpu").toFixed(2)} s of processor), ` +
      `watched ${least(watched, "wall").toFixed(2)} s (${least(watched, "cpu").toFixed(2)}); ` +
      `median ratio ${ratio("wall").toFixed(3)} (processor ${ratio("cpu").toFixed(3)}), ` +
      `least ${(least(watched, "cpu") / least(alone, "cpu")).toFixed(3)}; ` +
      `${(sent.messages / repeats).toFixed(0)} messages, ${(sent.bytes / repeats / 1000).toFixed(0)} kB a run`,
  );
}
await signer.terminate();
