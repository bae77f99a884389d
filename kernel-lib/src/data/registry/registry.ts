import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { type ColumnTable, table } from "arquero";
import { didYouMean, InputError } from "../../contract/index.js";
import { catalogue, type DatasetEntry } from "./catalogue.js";
import { cachedFile, sha256Of } from "./download.js";

/** All that are known, by name. */
export const entries = new Map(catalogue.map((entry) => [entry.name, entry]));

/** All registered data sets as a table: name, title, licence, source, and whether each is to be had here and now. */
export function datasets(): ColumnTable {
  const all = [...entries.values()];
  const column = <T>(of: (entry: DatasetEntry) => T) => all.map(of);
  return table({
    name: column(({ name }) => name),
    title: column(({ title }) => title),
    licence: column(({ licence }) => licence),
    source: column(({ source }) => source),
    available: column((entry) => (localFile(entry) !== null ? "here" : entry.url ? "by download" : "no")),
  });
}

/**
 * What is known of one registered data set.
 * @throws InputError when there is none of that name, with the nearest that there is.
 */
export function dataset(name: string): DatasetEntry {
  const entry = entries.get(name);
  if (!entry) {
    if (typeof name !== "string") {
      throw new InputError(
        `dataset: give the name of a data set, not ${String(name)}; datasets() lists them`,
      );
    }
    throw new InputError(
      `dataset: there is no data set '${name}'${didYouMean(name, entries.keys())}; datasets() lists them`,
    );
  }
  return entry;
}

/** Names of the registered data sets. */
export const datasetNames = (): string[] => [...entries.keys()];

/**
 * Registers a data set of your own, so that `readTable` knows it by name and downloads it once.
 * @throws InputError when the name is taken or malformed, the checksum is none, the address is not `https`, or
 *   nothing says where the file is.
 */
export function registerDataset(entry: DatasetEntry): void {
  const { name, sha256, url, path, npm } = entry;
  const fail = (reason: string) => new InputError(`registerDataset: ${reason}`);
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
    throw fail(`'name' must be of small letters, digits and hyphens, got '${name}'`);
  }
  if (entries.has(name)) throw fail(`there is a data set '${name}' already`);
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw fail(`'sha256' must be 64 hexadecimal digits, got '${sha256}'`);
  if (!url && !path && !npm) throw fail(`'${name}' needs a 'url', a 'path' or an 'npm' package`);
  if (url !== undefined && !isSafe(url)) throw fail(`'url' must begin with https://, got '${url}'`);
  entries.set(name, entry);
}

/**
 * The file of a registered data set: from an npm package, from `QUETELET_DATA`, or from the cache, downloaded the
 * first time.
 * @throws InputError when it cannot be had, with what to do about it.
 */
export async function datasetFile(name: string): Promise<string> {
  const entry = dataset(name);
  const local = localFile(entry);
  if (local !== null) {
    const found = await sha256Of(local);
    if (found === entry.sha256) return local;
    throw new InputError(
      `readTable: '${local}' is not the file registered as '${name}' (its SHA-256 is ${found}); read it by its path if it is meant`,
    );
  }
  if (entry.url !== undefined) return await cachedFile({ ...entry, url: entry.url });
  throw new InputError(`readTable: the data set '${name}' is not on this machine; ${howToGet(entry)}`);
}

function howToGet({ npm, path, source, licence }: DatasetEntry): string {
  if (npm) return `install it with 'npm install ${npm.package}'`;
  const folder = process.env["QUETELET_DATA"];
  const place = folder
    ? `'${join(folder, path!)}'`
    : `'${path}' in a folder that the variable QUETELET_DATA names`;
  return `get it from its source (${source}; licence: ${licence}) and put it at ${place}`;
}

function localFile({ npm, path }: DatasetEntry): string | null {
  if (npm) {
    const file = packageFile(npm);
    if (file !== null) return file;
  }
  const folder = process.env["QUETELET_DATA"];
  if (path === undefined || !folder) return null;
  const file = resolve(folder, path);
  return existsSync(file) ? file : null;
}

/** A package is looked for from the current folder, as the notebook would import it, and beside this library. */
function packageFile({ package: name, file }: { package: string; file: string }): string | null {
  for (const from of [join(process.cwd(), "notebook.js"), import.meta.url]) {
    for (const folder of createRequire(from).resolve.paths(name) ?? []) {
      const path = join(folder, name, file);
      if (existsSync(path)) return path;
    }
  }
  return null;
}

function isSafe(address: string): boolean {
  try {
    const { protocol, hostname } = new URL(address);
    return (
      protocol === "https:" ||
      (protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(hostname))
    );
  } catch {
    return false;
  }
}
