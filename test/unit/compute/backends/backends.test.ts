import { createRequire } from "node:module";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Scalar, Tensor } from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Backend,
  backendNames,
  backends,
  loadBackend,
} from "../../../../kernel-lib/src/compute/backends/index.js";
import { everyBackend } from "./machine.js";

test("reporting loads no code of tfjs or Dawn", async () => {
  await backends();
  const files = Object.keys(createRequire(import.meta.url).cache ?? {});
  expect(files.filter((file) => /tfjs-.*\.js$|\.node$/.test(file))).toEqual([]);
});

describe("backends()", () => {
  test("reports each backend once, with a device or a reason", async () => {
    const reports = await backends();
    expect(reports.map((report) => report.name).sort()).toEqual([...backendNames].sort());
    for (const { available, device, hardware, reason, versions } of reports) {
      expect(device !== null).toBe(available);
      expect(hardware !== null).toBe(available);
      if (available) expect(Object.values(versions).join(" ")).toMatch(/\d+\.\d+/);
      else expect(reason).toMatch(/^[A-Z`].{20,}[.`)]$/s);
    }
  });

  test("puts GPUs first, then CPUs, then software that imitates a GPU, then what does not work", async () => {
    const order = ["gpu", "cpu", "software", null];
    const places = (await backends()).map((report) => order.indexOf(report.hardware));
    expect(places).toEqual([...places].sort());
  });
});

describe("loadBackend()", () => {
  test("refuses an unknown name", async () => {
    await expect(loadBackend("cuda" as "cpu")).rejects.toThrow(
      "'backend' is 'cuda'; it must be auto, tensorflow, webgpu, wasm, cpu.",
    );
  });

  test("auto takes the first backend and never a GPU imitated in software", async () => {
    const [first] = await backends();
    const backend = await loadBackend("auto");
    expect(backend.name).toBe(first!.name);
    expect(backend.hardware).not.toBe("software");
    backend.dispose();
  });

  test("gives two callers the same backend, and a new one after dispose", async () => {
    const [one, two] = await Promise.all([loadBackend("cpu"), loadBackend("cpu")]);
    expect(one).toBe(two);
    one.dispose();
    const three = await loadBackend("cpu");
    expect(three).not.toBe(one);
    expect([...three.tf.square([1, 2, 3]).dataSync()]).toEqual([1, 4, 9]);
    three.dispose();
  });

  test("two backends in one process keep to themselves", async () => {
    const cpu = await loadBackend("cpu");
    const wasm = await loadBackend("wasm");
    expect(wasm.tf.getBackend()).toBe("wasm");
    cpu.activate();
    const x = cpu.tf.tensor1d([1, 2, 3]);
    expect(cpu.tf.getBackend()).toBe("cpu");
    wasm.activate();
    const y = wasm.tf.mul(x, 2); // tfjs moves what lies on the other backend
    expect([...y.dataSync()]).toEqual([2, 4, 6]);
    wasm.dispose();
    cpu.activate();
    expect([...cpu.tf.add([1], [2]).dataSync()]).toEqual([3]);
    cpu.dispose();
  });
});

for (const report of await everyBackend()) {
  describe(`backend ${report.name}`, () => {
    if (!report.available) {
      test("computes", (context) => context.skip(report.reason ?? ""));
      return;
    }
    let backend: Backend;
    beforeAll(async () => {
      backend = await loadBackend(report.name);
      // By default tfjs computes small tensors on the CPU that have not yet been sent to the GPU.
      if (report.name === "webgpu") backend.tf.env().set("WEBGPU_CPU_FORWARD", false);
    });
    afterAll(() => backend.dispose());

    // Float32 keeps 24 bits, so one rounding is 6e-8 of the value. WGSL lets exp(x) be 3 + 2|x| such units off,
    // which at x = 20 is 2.6e-6 of the value; 1 + x loses what is smaller than 6e-8.
    function close(actual: ArrayLike<number>, expected: number[], what = "") {
      expect(actual.length).toBe(expected.length);
      expected.forEach((value, i) => {
        const error = Math.abs(actual[i]! - value);
        expect(error, `${what}[${i}]: ${actual[i]} for ${value}`).toBeLessThan(3e-6 * Math.abs(value) + 2e-7);
      });
    }

    test(`names its device (${report.device})`, () => {
      expect(backend.device).toBe(report.device);
      if (report.hardware === "software") expect(backend.device).toMatch(/software/);
    });

    test("multiplies matrices, either transposed", async () => {
      const { tf } = backend;
      backend.activate();
      const a = tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]);
      const b = tf.tensor2d([1, 0, 2, -1, 3, 1], [3, 2]);
      close(await tf.matMul(a, b).data(), [14, 1, 32, 1]);
      backend.activate();
      close(await tf.matMul(a, a, true).data(), [17, 22, 27, 22, 29, 36, 27, 36, 45]);
      backend.activate();
      close(await tf.matMul(a, a, false, true).data(), [14, 32, 32, 77]);
    });

    test("computes the functions that likelihoods are made of", async () => {
      const { tf } = backend;
      const x = [-30, -5, -1, -0.01, 0, 0.01, 1, 5, 20];
      const functions: [string, () => Tensor, (x: number) => number][] = [
        ["exp", () => tf.exp(x), Math.exp],
        ["log", () => tf.log(tf.add(tf.abs(x), 1)), (v) => Math.log(1 + Math.abs(v))],
        ["log1p", () => tf.log1p(tf.square(x)), (v) => Math.log1p(v ** 2)],
        ["sigmoid", () => tf.sigmoid(x), (v) => 1 / (1 + Math.exp(-v))],
        ["softplus", () => tf.softplus(x), (v) => Math.log1p(Math.exp(v))],
        ["relu", () => tf.relu(x), (v) => Math.max(0, v)],
      ];
      for (const [name, tensor, exact] of functions) {
        backend.activate();
        close(await tensor().data(), x.map(exact), name);
      }
    });

    test("differentiates, through sums, matrices and broadcasts", async () => {
      const { tf } = backend;
      backend.activate();
      const x = tf.tensor2d([1, 0.5, 1, -0.25, 1, 2], [3, 2]);
      const y = tf.tensor2d([1, 0, 4], [3, 1]);
      const beta = tf.variable(tf.tensor2d([0.2, -0.3], [2, 1]));
      const { value, grads } = tf.variableGrads(() => {
        const eta = tf.matMul(x, beta);
        return tf.mean(tf.sub(tf.exp(eta), tf.mul(y, eta))) as Scalar;
      }, [beta]);
      // The same by hand: the mean of (exp(eta) − y) x, and the loss.
      const rows = [
        { x: [1, 0.5], y: 1 },
        { x: [1, -0.25], y: 0 },
        { x: [1, 2], y: 4 },
      ].map((row) => ({ ...row, eta: 0.2 * row.x[0]! - 0.3 * row.x[1]! }));
      const mean = (f: (row: (typeof rows)[0]) => number) => rows.reduce((sum, row) => sum + f(row), 0) / 3;
      const gradient = [0, 1].map((j) => mean(({ x, y, eta }) => (Math.exp(eta) - y) * x[j]!));
      close(await grads[beta.name]!.data(), gradient);
      close(await value.data(), [mean(({ y, eta }) => Math.exp(eta) - y * eta)]);
      backend.activate();
      beta.dispose();
    });

    test("starts again after it was disposed, and survives the garbage collector", async () => {
      backend.dispose();
      backend = await loadBackend(report.name);
      for (let i = 0; i < 3; i++) {
        collectGarbage();
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      backend.activate();
      expect([...(await backend.tf.matMul([[1, 2]], [[3], [4]]).data())]).toEqual([11]);
    });
  });
}

function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
}
