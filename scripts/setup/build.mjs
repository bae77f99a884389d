// The library (kernel-lib/dist) and the prebuilt JupyterLab extension.
import { must, say } from "./shell.mjs";
import { hashOf, once } from "./stamp.mjs";

const lock = ["package-lock.json", "package.json"];
const steps = [
  {
    name: "lib",
    what: "the library",
    sources: [
      ...lock,
      "kernel-lib/package.json",
      "kernel-lib/tsconfig.json",
      "kernel-lib/src",
      ...["schema", "wasm", "gradients"].map((name) => `scripts/build-${name}.mjs`),
    ],
    outputs: ["kernel-lib/dist/index.js"],
  },
  {
    name: "extension",
    what: "the JupyterLab extension",
    sources: [...lock, "extension/tsconfig.json", "extension/src", "style", "kernel-lib/src/contract"],
    outputs: ["extension/jupyterlab_quetelet/labextension/package.json"],
  },
];

/** Builds what has changed since it was last built. */
export async function build() {
  for (const { name, what, sources, outputs } of steps) {
    await once({ stamp: `.cache/built-${name}`, hash: hashOf(sources), outputs }, async () => {
      say(`building ${what}`);
      await must(`npm run build:${name}`, "npm", ["run", "--silent", `build:${name}`], { quiet: true });
    });
  }
}
