import { inspect } from "node:util";
import type { Environment } from "./environment.js";

/** Plain Node: text on standard output, progress on a terminal only. */
export function nodeEnvironment(): Environment {
  return {
    name: "node",
    progress: process.stderr.isTTY && !process.env.CI ? "line" : "none",
    display(bundle) {
      const text = bundle["text/plain"] ?? bundle["text/markdown"];
      console.log(typeof text === "string" ? text : inspect(bundle));
    },
  };
}
