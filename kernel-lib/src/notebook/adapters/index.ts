import { denoEnvironment } from "./deno.js";
import type { Environment } from "./environment.js";
import { nodeEnvironment } from "./node.js";
import { queteletEnvironment } from "./quetelet.js";
import { tslabEnvironment } from "./tslab.js";

export type { Environment };

/** Where this program runs. Our kernel comes first, because it is built on tslab and looks like it. */
export const environment = (): Environment =>
  queteletEnvironment() ?? tslabEnvironment() ?? denoEnvironment() ?? nodeEnvironment();
