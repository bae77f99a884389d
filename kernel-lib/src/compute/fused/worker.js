// @ts-check
// One thread of the fused engine: holds the data sets it was told of and works chunks off until none is left.
import { parentPort, workerData } from "node:worker_threads";
import { createKernel } from "./kernel.js";

/** @typedef {import("./kernel.js").FusedData} FusedData */
/** @typedef {import("./kernel.js").Pass} Pass */
/** @type {Map<number, { data: FusedData, work: (pass: Pass, chunk: number) => void }>} */
const jobs = new Map();

parentPort?.on("message", (message) => {
  if (message.kind === "open") {
    jobs.set(message.job, { data: message.data, work: createKernel(workerData.module, message.data) });
  } else if (message.kind === "close") {
    jobs.delete(message.job);
  } else {
    let error = null;
    try {
      const job = jobs.get(message.job);
      if (!job) throw new Error("the worker does not hold this data set");
      const chunks = Math.ceil(job.data.rows / job.data.chunkRows);
      for (;;) {
        const chunk = Atomics.add(job.data.next, 0, 1);
        if (chunk >= chunks) break;
        job.work(message.pass, chunk);
      }
    } catch (reason) {
      error = String(reason);
    }
    parentPort?.postMessage({ job: message.job, error });
  }
});
