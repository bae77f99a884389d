import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = process.env.QUETELET_DATA ?? fileURLToPath(new URL("../../../shared/data", import.meta.url));

/** Path of a file of the shared test data; see `dataLacks`. */
export const dataFile = (name: string): string => join(folder, name);

/** Why tests on real data cannot run here, or null. */
export const dataLacks: string | null = existsSync(folder)
  ? null
  : `no data folder at ${folder} (set QUETELET_DATA to where it is)`;
