// @ts-check
// One thread of the forests: works tasks off until none is left.
import { parentPort } from "node:worker_threads";
import { createWork, transfers } from "./work.js";

parentPort?.on("message", ({ job, kind, data, next, count }) => {
  let error = null;
  try {
    const work = createWork(kind, data);
    for (;;) {
      const task = Atomics.add(next, 0, 1);
      if (task >= count) break;
      const result = work(task);
      parentPort?.postMessage({ job, task, result }, transfers(result));
    }
  } catch (reason) {
    error = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
  }
  parentPort?.postMessage({ job, done: true, error });
});
