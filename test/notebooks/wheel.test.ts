// The Python package: what is in it, and that what pip installs works without this checkout.
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { kernelSpec } from "../../kernel-lib/src/kernel/install.js";
import { python } from "../../scripts/setup/python.mjs";
import { root } from "../../scripts/setup/shell.mjs";

const place = mkdtempSync(join(tmpdir(), "quetelet wheel ")); // a space in the path, as people have them
const wheels = join(place, "wheels");
const scratch = join(place, "venv");
const scratchPython = join(scratch, "bin/python");
const env = { ...process.env, QUETELET_HOME: join(place, "home"), PYTHONPATH: "", JUPYTER_PATH: "" };
let wheel: string;

const run = async (program: string, ...args: string[]) => {
  const { stdout, stderr } = await promisify(execFile)(program, args, { cwd: place, env });
  return stdout + stderr;
};

beforeAll(async () => {
  await run(python, "-m", "build", "--wheel", "--no-isolation", "--outdir", wheels, root);
  wheel = join(wheels, readdirSync(wheels)[0]!);
  // An environment of its own that sees the Jupyter of .venv but none of what our scripts have put there.
  await run(python, "-m", "venv", "--without-pip", scratch);
  const [packages, own] = await Promise.all(
    [scratchPython, python].map((one) =>
      run(one, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"),
    ),
  );
  writeFileSync(join(packages!.trim(), "jupyter.pth"), own!);
  await run(python, "-m", "pip", "--python", scratchPython, "install", "--no-deps", "--no-index", wheel);
});

afterAll(() => rmSync(place, { recursive: true, force: true }));

it("holds the extension, the kernelspec, the built library and its lock file, and no source", async () => {
  const names = (await run(python, "-m", "zipfile", "--list", wheel))
    .split("\n")
    .map((line) => line.split(" ")[0]!);
  const shared = /\.data\/data\/share\/jupyter\//;
  const has = (name: string | RegExp) =>
    names.some((each) => (name instanceof RegExp ? name.test(each) : each === name));
  for (const name of [
    "jupyterlab_quetelet/kernel.py",
    "jupyterlab_quetelet/library/package-lock.json",
    "jupyterlab_quetelet/library/kernel-lib/bin/quetelet",
    "jupyterlab_quetelet/library/kernel-lib/dist/index.js",
    "jupyterlab_quetelet/library/kernel-lib/dist/index.d.ts",
    "jupyterlab_quetelet/library/kernel-lib/dist/kernel/main.js",
    new RegExp(`${shared.source}labextensions/jupyterlab-quetelet/package.json$`),
    new RegExp(`${shared.source}labextensions/jupyterlab-quetelet/install.json$`),
    new RegExp(`${shared.source}labextensions/jupyterlab-quetelet/static/remoteEntry`),
    new RegExp(`${shared.source}kernels/quetelet/kernel.json$`),
    /licenses\/LICENSE$/,
  ]) {
    expect(has(name), String(name)).toBe(true);
  }
  expect(names.filter((name) => /node_modules|\/src\/|(?<!\.d)\.tsx?$/.test(name))).toEqual([]);
});

it("describes the same kernel as `quetelet kernel install`, but for how it is started", () => {
  const folder = join(scratch, "share/jupyter/kernels/quetelet");
  const installed = JSON.parse(readFileSync(join(folder, "kernel.json"), "utf8"));
  const { argv: _ours, ...rest } = kernelSpec("TypeScript (Quetelet)") as { argv: string[] };
  const { argv, ...others } = installed;
  expect(others).toEqual(rest);
  expect(argv).toEqual(["python", "-m", "jupyterlab_quetelet.kernel", "{connection_file}"]);
});

it("is seen by JupyterLab", async () => {
  expect(await run(scratchPython, "-m", "jupyterlab.labextensions", "list")).toMatch(
    /jupyterlab-quetelet v[\d.]+.*enabled.*OK.*jupyterlab-quetelet/,
  );
});

it("runs a notebook in a folder without node_modules", async () => {
  const source = 'import { ols } from "quetelet";\nconsole.log(typeof ols);\n1 + 1';
  const cell = { cell_type: "code", id: "a", metadata: {}, execution_count: null, outputs: [], source };
  const metadata = { kernelspec: { name: "quetelet", display_name: "TypeScript (Quetelet)" } };
  writeFileSync(
    join(place, "sum.ipynb"),
    JSON.stringify({ cells: [cell], metadata, nbformat: 4, nbformat_minor: 5 }),
  );
  // The first start installs the npm packages; people can do it beforehand, and so do we.
  await run(scratchPython, "-m", "jupyterlab_quetelet.kernel", "--install");
  await run(scratchPython, "-m", "nbconvert", "--to", "notebook", "--execute", "--inplace", "sum.ipynb");
  const { cells } = JSON.parse(readFileSync(join(place, "sum.ipynb"), "utf8"));
  expect(cells[0].outputs).toMatchObject([
    { output_type: "stream", name: "stdout", text: ["function\n"] },
    { output_type: "execute_result", data: { "text/plain": ["2"] } },
  ]);
});
