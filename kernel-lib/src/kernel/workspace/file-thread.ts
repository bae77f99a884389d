import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { InputError } from "../../contract/index.js";
import type { FileReply, FileTask } from "./file-worker.js";

/** A thread that is started when a file is to be read, and ends when none was for a while. */
export interface FileThread {
  /** Starts it, for a question that is sure to come. */
  start(): void;
  /** Rejects with one sentence when the file cannot be read, or the thread does not survive it. */
  ask(task: Omit<FileTask, "id">): Promise<unknown>;
}

/** Milliseconds after which an idle thread is ended, and its memory is free. */
const patience = 60_000;

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

export function createFileThread(): FileThread {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let lastId = 0;

  function start(): Worker {
    const made = new Worker(workerFile(), { execArgv: [], stdout: true, stderr: true });
    made.unref();
    // Nobody's cell printed what a library may say there.
    made.stdout.resume();
    made.stderr.resume();
    made.on("message", (reply: FileReply) => {
      const one = waiting.get(reply.id);
      waiting.delete(reply.id);
      if (waiting.size === 0) rest();
      if (reply.ok) one?.resolve(reply.answer);
      else one?.reject(new InputError(reply.message));
    });
    const end = (reason: string) => {
      if (worker === made) worker = null;
      for (const one of waiting.values()) one.reject(new InputError(`the file could not be read: ${reason}`));
      waiting.clear();
    };
    made.on("error", (error: Error) => end(error.message));
    made.on("exit", () => worker === made && end("reading it ended early"));
    return made;
  }

  function rest(): void {
    idle = setTimeout(() => {
      const done = worker;
      worker = null;
      void done?.terminate();
    }, patience);
    idle.unref();
  }

  function ready(): void {
    clearTimeout(idle);
    worker ??= start();
    if (waiting.size === 0) rest();
  }

  return {
    start: ready,
    ask(task) {
      ready();
      clearTimeout(idle);
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker!.postMessage({ ...task, id } satisfies FileTask);
      });
    },
  };
}

/** The compiled thread, also when this module itself runs from its TypeScript source, as it does in tests. */
function workerFile(): string {
  const file = fileURLToPath(new URL("./file-worker.js", import.meta.url));
  return existsSync(file) ? file : file.replace(/([/\\])src([/\\]kernel[/\\])/, "$1dist$2");
}
