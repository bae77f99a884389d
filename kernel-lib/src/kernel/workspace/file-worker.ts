// The thread that reads data files for the workspace, so that nobody's training waits for them.
import { parentPort } from "node:worker_threads";
import { measureFile } from "../../data/read/measure.js";
import { type OpenFile, openFile } from "../../data/read/file.js";
import { answerAbout, type TableQuestion } from "./answer.js";
import { describeTable } from "./describe.js";
import { sentenceOf } from "./sentence.js";
import { textTable } from "./text-table.js";

export interface FileTask {
  id: number;
  path: string;
  /** Tells one state of the file from another. */
  stamp: string;
  /** What is asked of its table; null for its size alone. */
  question: TableQuestion | null;
}

export type FileReply = { id: number } & ({ ok: true; answer: unknown } | { ok: false; message: string });

/** The files read last: questions on one come one after the other. */
const files = new Map<string, OpenFile>();
const mostFiles = 2;

async function open({ path, stamp }: FileTask): Promise<OpenFile> {
  const key = `${stamp} ${path}`;
  const known = files.get(key);
  files.delete(key);
  const file = known ?? (await openFile(path));
  files.set(key, file);
  for (const old of files.keys()) if (files.size > mostFiles) files.delete(old);
  return file;
}

/** This thread has nothing else to do. */
const breathe = async () => {};

async function find(task: FileTask): Promise<unknown> {
  if (!task.question) return measureFile(task.path);
  const { fields, table } = await open(task);
  if (fields && task.question.question === "describe") return describeTable(textTable(fields), breathe);
  return answerAbout(table(), task.question, breathe);
}

async function answer(task: FileTask): Promise<FileReply> {
  const { id } = task;
  try {
    return { id, ok: true, answer: await find(task) };
  } catch (error) {
    return { id, ok: false, message: sentenceOf(error) };
  }
}

const waiting: FileTask[] = [];
let isWorking = false;

/** One after the other; what a person asked goes before sizes that nobody waits for. */
async function work(): Promise<void> {
  if (isWorking) return;
  isWorking = true;
  for (;;) {
    const asked = waiting.findIndex(({ question }) => question !== null);
    const [task] = waiting.splice(Math.max(0, asked), 1);
    if (!task) break;
    parentPort?.postMessage(await answer(task));
    // Lets questions in that came meanwhile.
    await new Promise((resolve) => setImmediate(resolve));
  }
  isWorking = false;
}

parentPort?.on("message", (task: FileTask) => {
  waiting.push(task);
  void work();
});
