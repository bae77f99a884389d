import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { InputError } from "../../contract/index.js";
import { queteletHome } from "../../home.js";
import type { DatasetEntry } from "./catalogue.js";

/**
 * The cached file of a data set, downloaded the first time. The file appears in the cache whole and checked or
 * not at all: it is written beside its place and renamed once its SHA-256 is right.
 * @throws InputError when it cannot be had, or is not the file that was registered.
 */
export async function cachedFile(entry: DatasetEntry & { url: string }): Promise<string> {
  const folder = join(queteletHome(), "datasets");
  const path = join(
    folder,
    `${entry.name}-${entry.sha256.slice(0, 12)}-${basename(new URL(entry.url).pathname)}`,
  );
  if ((await sha256Of(path)) === entry.sha256) return path;
  const bytes = await fetchBytes(entry);
  const found = createHash("sha256").update(bytes).digest("hex");
  if (found !== entry.sha256) {
    throw new InputError(
      `readTable: what ${entry.url} sent for the data set '${entry.name}' is not the file that was registered (its SHA-256 is ${found})`,
    );
  }
  await mkdir(folder, { recursive: true });
  const temporary = `${path}.${randomUUID()}`;
  try {
    await writeFile(temporary, bytes);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
  // A person who takes somebody's data has to know whose they are and on what terms.
  // eslint-disable-next-line no-console
  console.info(
    `${entry.title} (${entry.name}). Source: ${entry.source}. Licence: ${entry.licence}. Kept in ${path}`,
  );
  return path;
}

/** SHA-256 of a file as hexadecimal, or null when there is none. */
export async function sha256Of(path: string): Promise<string | null> {
  try {
    return createHash("sha256")
      .update(await readFile(path))
      .digest("hex");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

async function fetchBytes({ name, url }: { name: string; url: string }): Promise<Uint8Array> {
  const fail = (reason: string) =>
    new InputError(`readTable: cannot download the data set '${name}' from ${url}: ${reason}`);
  let response: Response;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(120_000) });
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
    throw fail(`${cause?.code ?? cause?.message ?? message} (are you offline?)`);
  }
  throw fail(`the server answered ${response.status}`);
}
