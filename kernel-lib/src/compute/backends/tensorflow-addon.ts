import { lastJson, runScript } from "./child.js";
import type { AddonFacts } from "./tensorflow-home.js";

interface Addon {
  /** Makes the tfjs backend, for `tf.registerBackend`. */
  create: () => never;
  facts: AddonFacts;
}

/**
 * Opens tfjs-node-gpu without its index.js, which would load all of tfjs (layers, converters, WebGL) beside
 * our own tfjs-core. tfjs keeps its engine and kernels on `globalThis`, so the backend serves our copy as well.
 *
 * This function also runs, as text, in the child process that tries the addon: it must not use anything from
 * outside itself.
 */
export function openAddon(folder: string, require: NodeJS.Require): Addon {
  const fs = require("node:fs") as typeof import("node:fs");
  const util = require("node:util") as Record<string, unknown>;
  // Node 22 warns about these two and Node 23 has dropped them; tfjs-node calls both.
  util["isNullOrUndefined"] = (value: unknown) => value === null || value === undefined;
  util["isArray"] = Array.isArray;
  // TensorFlow prints its build flags and warnings on standard error unless told otherwise.
  process.env["TF_CPP_MIN_LOG_LEVEL"] ??= "2";
  process.env["TF_ENABLE_ONEDNN_OPTS"] ??= "0"; // its being on is announced at every start, whatever the level

  const folders = fs.readdirSync(`${folder}/lib`).filter((name) => /^napi-v\d+$/.test(name));
  const newest = folders.sort((a, b) => Number(a.slice(6)) - Number(b.slice(6))).pop();
  const binding = require(`${folder}/lib/${newest}/tfjs_binding.node`);
  require(`${folder}/dist/register_all_kernels.js`);
  const { NodeJSKernelBackend } = require(`${folder}/dist/nodejs_kernel_backend.js`);
  const create = () => new NodeJSKernelBackend(binding, "@tensorflow/tfjs-node-gpu") as never;
  const { version } = require(`${folder}/package.json`) as { version: string };
  const facts = {
    gpu: Boolean(binding.isUsingGpuDevice()),
    tensorflow: String(binding.TF_Version),
    tfjsNode: version,
  };
  return { create, facts };
}

/**
 * Loads the addon in a child process and multiplies two matrices with it.
 * Throws an Error whose message tells how it went wrong.
 */
export async function tryAddon(folder: string): Promise<AddonFacts> {
  const script = `
    import { createRequire } from "node:module";
    const openAddon = ${openAddon.toString()};
    const folder = process.argv[1];
    const require = createRequire(folder + "/package.json");
    const { create, facts } = openAddon(folder, require);
    const tf = require("@tensorflow/tfjs");
    tf.enableProdMode();
    tf.registerBackend("tensorflow", create);
    await tf.setBackend("tensorflow");
    const answer = tf.sum(tf.matMul(tf.fill([3, 4], 2), tf.ones([4, 5]))).dataSync()[0];
    console.log(JSON.stringify({ ...facts, answer }));
    process.exit(0);`;
  const child = await runScript(script, [folder], { timeout: 180_000 });
  const facts = lastJson<AddonFacts & { answer: number }>(child.stdout);
  if (!child.ok || !facts) {
    throw new Error(`TensorFlow ${child.ending}. ${errorLine(child.stderr)}`.trim());
  }
  if (facts.answer !== 120) {
    throw new Error(`TensorFlow computed ${facts.answer} where 120 is right.`);
  }
  return facts;
}

/** The line of a Node trace that names the error, or the first line there is. */
function errorLine(stderr: string): string {
  const lines = stderr.trim().split("\n");
  return (lines.find((line) => /^(\w*Error|Error):/.test(line)) ?? lines[0] ?? "").trim();
}
