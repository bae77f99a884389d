import type { ReadonlyJSONObject } from "@lumino/coreutils";

/** Arguments of the command that opens the builder. */
export const builderArgs: ReadonlyJSONObject = {
  type: "object",
  properties: {
    model: {
      type: "string",
      description: "The model to build, such as 'glm'; the one at hand, or 'glm', when absent.",
      oneOf: [
        { const: "ols" },
        { const: "glm" },
        { const: "risk-terrain" },
        { const: "trajectories" },
        { const: "decoupled" },
        { const: "random-forest" },
        { const: "hierarchical-forest" },
      ],
    },
    notebook: { type: "string", description: "Path of an open notebook; the one in use when absent." },
    config: { type: "object", description: "A config document to begin with." },
    isLauncher: { type: "boolean", description: "Whether a launcher, which is then closed, asks for it." },
    cwd: { type: "string", description: "Folder for a new notebook, where none is open." },
    kept: { type: "object", description: "A builder as it was before the page was reloaded." },
  },
};
