import { denoEnvironment } from "./deno.js";
import type { Environment } from "./environment.js";
import { nodeEnvironment } from "./node.js";
import { queteletEnvironment } from "./quetelet.js";
import { tslabEnvironment } from "./tslab.js";

export type { Environment };

let found: Environment | undefined;

/** Where this program runs. Our kernel comes first, because it is built on tslab and looks like it. */
export function environment(): Environment {
  // Plain Node is not kept: tslab becomes recognisable only with its first cell.
  if (found) return found;
  const kernel = queteletEnvironment() ?? tslabEnvironment() ?? denoEnvironment();
  if (kernel) found = kernel;
  return kernel ?? nodeEnvironment();
}
