import { open, readdir, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { looksLikeRecords } from "../../data/read/json.js";

/** A data file of the notebook's folder. */
export interface DataFile {
  /** From the notebook's folder, parted by `/`. */
  name: string;
  path: string;
  bytes: number;
  /** Differs when the file has changed. */
  stamp: string;
}

const endings = new Set([".csv", ".tsv", ".parquet", ".arrow", ".feather", ".json"]);
/** A folder of more is no place to pick a file from. */
const mostFiles = 200;

/**
 * Data files in a folder and the folders in it, by name. JSON counts where it is a list of objects. Hidden ones and
 * packages are left out, and so is what cannot be looked at.
 */
export async function dataFiles(folder: string): Promise<DataFile[]> {
  const names = await namesIn(folder, "", true);
  const found: DataFile[] = [];
  for (const name of names) {
    if (found.length >= mostFiles) break;
    const file = await lookAt(folder, name);
    if (file) found.push(file);
  }
  return found;
}

async function namesIn(folder: string, prefix: string, deeper: boolean): Promise<string[]> {
  const entries = await readdir(join(folder, prefix), { withFileTypes: true }).catch(() => []);
  const files: string[] = [];
  const folders: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const { name } = entry;
    if (name.startsWith(".") || name === "node_modules") continue;
    const isData = endings.has(extname(name).toLowerCase());
    if (isData && !entry.isDirectory()) files.push(prefix + name);
    else if (deeper && (entry.isDirectory() || entry.isSymbolicLink())) folders.push(`${prefix}${name}/`);
  }
  for (const one of deeper ? folders.slice(0, mostFiles) : []) {
    files.push(...(await namesIn(folder, one, false)));
  }
  return files;
}

/** What is known of one data file without reading it; null when it is none. */
export async function lookAt(folder: string, name: string): Promise<DataFile | null> {
  const path = join(folder, name);
  try {
    const found = await stat(path);
    if (!found.isFile()) return null;
    if (extname(name).toLowerCase() === ".json" && !(await holdsRecords(path))) return null;
    return { name, path, bytes: found.size, stamp: `${found.mtimeMs} ${found.size}` };
  } catch {
    return null;
  }
}

async function holdsRecords(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(new Uint8Array(256), 0, 256, 0);
    return looksLikeRecords(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}
