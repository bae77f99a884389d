// The thread that reads data files for the workspace, so that nobody's training waits for them.
import { parentPort } from "node:worker_threads";
import { measureFile } from "../../data/read/measure.js";
import { readColumns } from "../../data/read/file.js";
import { answerAbout, type TableQuestion } from "./answer.js";
import { sentenceOf } from "./sentence.js";

export interface FileTask {
  id: number;
  path: string;
  /** Tells one state of the file from another. */
  stamp: string;
  /** What is asked of its table; null for its size alone. */
  question: TableQuestion | null;
}

export type FileReply = { id: number } & ({ ok: true; answer: unknown } | { ok: false; message: string });

/** The tables read last: questions on one come one after the other. */
const tables = new Map<string, object>();
const mostTables = 2;

async function tableOf({ path, stamp }: FileTask): Promise<object> {
  const key = `${stamp} ${path}`;
  const known = tables.get(key);
  tables.delete(key);
  const table = known ?? Object.fromEntries(await readColumns(path, {}));
  tables.set(key, table);
  for (const old of tables.keys()) if (tables.size > mostTables) tables.delete(old);
  return table;
}

async function find(task: FileTask): Promise<unknown> {
  if (!task.question) return measureFile(task.path);
  // This thread has nothing else to do.
  return answerAbout(await tableOf(task), task.question, async () => {});
}

async function answer(task: FileTask): Promise<FileReply> {
  const { id } = task;
  try {
    return { id, ok: true, answer: await find(task) };
  } catch (error) {
    return { id, ok: false, message: sentenceOf(error) };
  }
}

// One after the other, in the order they came.
let last = Promise.resolve();
parentPort?.on("message", (task: FileTask) => {
  last = last.then(async () => parentPort?.postMessage(await answer(task)));
});
