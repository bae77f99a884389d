import { resolve } from "node:path";
import { InputError, type TableEntry } from "../../contract/index.js";
import { datasetFile, datasets } from "../../data/registry/registry.js";
import type { TableQuestion } from "./answer.js";
import { type DataFile, dataFiles, lookAt } from "./data-files.js";
import { createFileThread } from "./file-thread.js";

/** Tables that are no variables: files of a folder, and registered data sets. */
export interface FileTables {
  /**
   * What there is, with the sizes known by now. `onMeasured` is called when others have become known since.
   * @throws never
   */
  list(folder: string, onMeasured: () => void): Promise<TableEntry[]>;
  answer(folder: string, question: TableQuestion): Promise<unknown>;
}

/** Larger files are not read for their size alone. */
const mostBytes = 20 * 2 ** 20;
/** Milliseconds that a list waits for sizes. */
const patience = 600;

type Size = { rows: number | null; columns: number | null };
const unknown: Size = { rows: null, columns: null };

export function createFileTables(): FileTables {
  const thread = createFileThread();
  /** By path and state of the file; answers are small, the tables themselves stay in the thread. */
  const sizes = new Map<string, Size | Promise<unknown>>();
  const answers = new Map<string, unknown>();
  const keyOf = ({ path, stamp }: DataFile) => `${stamp} ${path}`;

  function measure(file: DataFile): Promise<unknown> | null {
    const key = keyOf(file);
    const known = sizes.get(key);
    if (known) return known instanceof Promise ? known : null;
    const measuring = thread.ask({ path: file.path, stamp: file.stamp, question: null }).then(
      (size) => sizes.set(key, size as Size),
      // A file that cannot be read is listed all the same, and says why when it is picked.
      () => sizes.set(key, unknown),
    );
    keep(sizes, key, measuring);
    return measuring;
  }

  const sizeOf = (file: DataFile): Size => {
    const known = sizes.get(keyOf(file));
    return known && !(known instanceof Promise) ? known : unknown;
  };

  async function fileOf({ kind, name }: TableQuestion["ask"]["table"], folder: string): Promise<DataFile> {
    const path = kind === "dataset" ? await datasetFile(name) : resolve(folder, name);
    const file = await lookAt("", path);
    if (!file) throw new InputError(`there is no data file '${name}'`);
    return file;
  }

  return {
    async list(folder, onMeasured) {
      const files = await dataFiles(folder);
      if (files.length > 0) thread.start();
      const measuring = files.flatMap((file) => (file.bytes <= mostBytes ? (measure(file) ?? []) : []));
      if (measuring.length > 0 && !(await within(Promise.all(measuring), patience))) {
        void Promise.all(measuring).then(onMeasured);
      }
      return [
        ...files.map((file): TableEntry => ({ kind: "file", name: file.name, ...sizeOf(file) })),
        ...datasetEntries(),
      ];
    },
    async answer(folder, question) {
      const file = await fileOf(question.ask.table, folder);
      const asked = JSON.stringify([question.question, { ...question.ask, table: null }]);
      const key = `${keyOf(file)} ${asked}`;
      if (answers.has(key)) return answers.get(key);
      const answer = await thread.ask({ path: file.path, stamp: file.stamp, question });
      keep(answers, key, answer);
      if (question.question === "describe") {
        const { rows, columns } = answer as { rows: number; columns: unknown[] };
        keep(sizes, keyOf(file), { rows, columns: columns.length });
      }
      return answer;
    },
  };
}

/** Data sets that can be had here; their files are not looked for until one is picked. */
function datasetEntries(): TableEntry[] {
  const known = datasets().objects() as { name: string; available: string }[];
  return known
    .filter(({ available }) => available !== "no")
    .map(({ name }) => ({ kind: "dataset", name, ...unknown }));
}

/** Remembers the latest few hundred. */
function keep<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  for (const old of map.keys()) {
    if (map.size <= 300) break;
    map.delete(old);
  }
}

/** Whether the promise settles in that time. */
function within(promise: Promise<unknown>, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms);
    void promise.finally(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
