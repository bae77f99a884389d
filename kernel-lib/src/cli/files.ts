import { readFile, writeFile } from "node:fs/promises";
import { InputError } from "../contract/index.js";

/** Reads and parses a JSON file. */
export async function readJson(where: string, file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw new InputError(`${where}: cannot read '${file}' (${reason(error)})`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(`${where}: '${file}' is not JSON (${(error as Error).message})`);
  }
}

/** Writes text to a file, or to standard output for `-`. */
export async function writeText(where: string, file: string, text: string): Promise<void> {
  if (file === "-") {
    await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
    return;
  }
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new InputError(`${where}: cannot write '${file}' (${reason(error)})`);
  }
}

function reason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOENT") return "no such file or folder";
  if (code === "EISDIR") return "it is a folder";
  if (code === "EACCES") return "permission denied";
  return (error as Error).message;
}
