// `npm test`: does all set-up that is still missing, then runs every check and test.
//   npm test                 everything
//   npm test -- unit         one part: lint, unit, kernel, numbers, notebooks or browser
//   npm test -- unit glm     only the files of that part whose path contains "glm" (kernel: tests by name)
// The last line sums all parts: N passed, N failed, N skipped. The exit code is 0 only if nothing failed.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { countJunit } from "./report/junit.mjs";
import { build } from "./setup/build.mjs";
import { jupyterEnvironment, registerWithJupyter } from "./setup/jupyter.mjs";
import { installNodePackages, needNode } from "./setup/node-packages.mjs";
import { installPython, python } from "./setup/python.mjs";
import { SetupError, root, run, say, start } from "./setup/shell.mjs";
import { hasCompiler, installSystemPackages } from "./setup/system-packages.mjs";

const results = join(root, "test-results");
const bin = (name) => join(root, "node_modules", name);
const parts = {
  lint: (_, env) =>
    Promise.all([
      check("eslint", [bin("eslint/bin/eslint.js"), "--max-warnings=0", "."], env),
      check("prettier", [bin("prettier/bin/prettier.cjs"), "--check", "--log-level=warn", "."], env),
      check("types of the tests", [bin("typescript/bin/tsc"), "-p", "test"], env),
    ]),
  unit: async (filters, env) => [await vitest("unit*", filters, env)],
  kernel: async (filters, env) => [await pytest(filters, env)],
  numbers: async (filters, env) => [await vitest("numbers", filters, env)],
  notebooks: async (filters, env) => [await vitest("notebooks", filters, env)],
  browser: async (filters, env) => [await vitest("browser", filters, env)],
};

await start(async ([part, ...filters]) => {
  const known = Object.keys(parts);
  if (part !== undefined && !known.includes(part)) {
    throw new SetupError(`there is no part '${part}' of the tests; the parts are ${known.join(", ")}.`);
  }
  const stages = [await timed("set-up", setUp)];
  for (const name of part ? [part] : known) {
    console.log(`\n── ${name} ──`);
    stages.push(await timed(name, () => parts[name](filters, testEnvironment())));
  }
  return report(stages);
});

async function setUp() {
  needNode();
  // Each waits for a network of its own most of the time.
  await Promise.all([
    installNodePackages().then(build),
    installPython({ tests: true }),
    installSystemPackages(),
  ]);
  await registerWithJupyter();
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  return [await setUpTensorflow()];
}

/** The tests of the tensorflow backend need TensorFlow, which is no npm package; `gpu install` compiles its addon. */
async function setUpTensorflow() {
  if (process.platform === "linux" && process.arch === "x64" && hasCompiler()) {
    return check(
      "tensorflow set-up",
      ["kernel-lib/bin/quetelet", "gpu", "install", "--cpu"],
      testEnvironment(),
    );
  }
  const reason = "it needs Linux on x86-64 and g++";
  return { passed: 0, failed: 0, skipped: [{ name: "tensorflow set-up", reason }] };
}

/** The person's own Jupyter settings and Quetelet downloads stay out of the tests, and the tests out of them. */
function testEnvironment() {
  const cache = join(root, ".cache");
  return {
    ...jupyterEnvironment(),
    QUETELET_HOME: process.env.QUETELET_HOME ?? join(cache, "quetelet"),
    JUPYTER_CONFIG_DIR: join(cache, "jupyter/config"),
    JUPYTER_DATA_DIR: join(cache, "jupyter/data"),
    IPYTHONDIR: join(cache, "ipython"),
  };
}

async function timed(name, work) {
  const begin = performance.now();
  const counts = await work();
  return { name, counts, seconds: (performance.now() - begin) / 1000 };
}

/** One program that passes or fails as a whole. */
async function check(name, args, env) {
  const passed = (await run(process.execPath, args, { env })) === 0;
  if (passed) say(`${name} is content`);
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: [] };
}

/** Runs the projects of test/vitest.config.mts that a name or a pattern means. */
function vitest(project, filters, env) {
  const counts = join(results, `${project.replace("*", "")}.json`);
  const reporters = ["--reporter=default", "--reporter=./scripts/report/vitest-reporter.mjs"];
  const args = ["run", "--config", "test/vitest.config.mts", "--project", project, ...reporters, ...filters];
  return counted(process.execPath, [bin("vitest/vitest.mjs"), ...args], {
    env: { ...env, QUETELET_COUNTS: counts },
    file: counts,
    read: JSON.parse,
  });
}

function pytest(filters, env) {
  const file = join(results, "kernel.xml");
  const chosen = filters.length > 0 ? ["-k", filters.join(" or ")] : [];
  // Two files at a time: a kernel's tests wait more than they work.
  const together = ["--numprocesses=2", "--dist=loadfile"];
  const args = [
    "-m",
    "pytest",
    "test/unit",
    "-p",
    "no:cacheprovider",
    ...together,
    `--junitxml=${file}`,
    ...chosen,
  ];
  return counted(python, args, { env, file, read: countJunit });
}

/** Runs a test runner and reads its counts. One that crashes, or runs no test, has failed whatever it counted. */
async function counted(program, args, { env, file, read }) {
  const code = await run(program, args, { env });
  const counts = existsSync(file) ? read(readFileSync(file, "utf8")) : { passed: 0, failed: 0, skipped: [] };
  const none = counts.passed + counts.failed + counts.skipped.length === 0;
  if (none) say("no test ran, which counts as a failure");
  if ((code !== 0 || none) && counts.failed === 0) counts.failed = 1;
  return counts;
}

function report(stages) {
  const all = stages.flatMap((stage) => stage.counts);
  const total = (key) => all.reduce((sum, counts) => sum + counts[key], 0);
  const skipped = all.flatMap((counts) => counts.skipped);

  console.log("\n── summary ──");
  for (const { name, counts, seconds } of stages) {
    const sum = (key) => counts.reduce((n, each) => n + each[key], 0);
    const numbers = counts.length ? `${sum("passed")} passed, ${sum("failed")} failed` : "";
    console.log(`${name.padEnd(10)} ${seconds.toFixed(0).padStart(5)} s  ${numbers}`);
  }
  for (const { name, reason } of skipped) console.log(`skipped: ${name} (${reason})`);
  const failed = total("failed");
  console.log(`${total("passed")} passed, ${failed} failed, ${skipped.length} skipped`);
  return failed === 0 ? 0 : 1;
}
