import { describe, expect, test } from "vitest";
import { displays, runCells, kernels, text, unavailable } from "./run-cells.js";

describe.skipIf(unavailable)(`the kernels${unavailable ? ` (skipped: ${unavailable})` : ""}`, () => {
  test.each(kernels)(
    "%s shows bundles, updates, progress, and survives an interrupt",
    async (_, argv) => {
      const [load, bundle, update, fitted, slow, interrupted, after] = await runCells(argv, [
        { code: `import { display, glm, interruptible, lastRun } from "quetelet";` },
        { code: `const id = await display({ "text/plain": "one", "text/markdown": "*one*" });` },
        {
          code: `await display({ "text/plain": "two" }, { displayId: id, update: true }); console.log("shown");`,
        },
        {
          code: `const rows = Array.from({ length: 60 }, (_, i) => ({ y: i % 4, x: i / 10, z: i % 7 }));
const fit = await glm(rows, { outcome: "y", terms: ["x", "z"], family: "poisson" });
await display(fit); console.log(fit.status, fit.predict(rows).numRows());`,
        },
        {
          code: `const sum = await interruptible("adding", async (run) => {
  for (let step = 1; step <= 120; step++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    run.report({ phase: "counting", step, steps: 120 });
  }
  return 42;
}); console.log("sum", sum);`,
          settle: 1,
        },
        {
          code: `await interruptible("endless", async (run) => {
  let steps = 0;
  while (!run.cancelled) { await new Promise((resolve) => setTimeout(resolve, 10)); steps++; }
  return { status: "interrupted", steps };
});`,
          interruptAfter: 1.5,
          settle: 1,
        },
        { code: `console.log("alive", sum, ((await lastRun()) as any).status);` },
      ]);
      expect(load!.reply).toMatchObject({ status: "ok" });
      expect(displays(bundle!)).toEqual([
        { update: false, data: { "text/plain": "one", "text/markdown": "*one*" }, id: expect.any(String) },
      ]);
      expect(displays(update!)).toEqual([
        { update: true, data: { "text/plain": "two" }, id: displays(bundle!)[0]!.id },
      ]);
      expect(text(update!)).toContain("shown");

      expect(text(fitted!)).toContain("converged 60");
      expect(Object.keys(displays(fitted!)[0]!.data)).toEqual([
        "application/vnd.quetelet.result+json",
        "image/svg+xml",
        "text/plain",
      ]);

      const progress = displays(slow!);
      expect(progress[0]).toMatchObject({
        update: false,
        data: { "text/plain": expect.stringMatching(/^adding: counting \[#/) },
      });
      expect(progress.length).toBeGreaterThan(2);
      expect(progress.slice(1).every(({ update, id }) => update && id === progress[0]!.id)).toBe(true);
      expect(progress.at(-1)!.data["application/vnd.quetelet.run+json"]).toMatchObject({
        kind: "quetelet.run",
        state: "done",
        step: 120,
        commands: [],
      });
      expect(progress.at(-1)!.data["text/plain"]).toMatch(/^adding: done in \d\.\d s$/);
      expect(text(slow!)).toContain("sum 42");

      expect(displays(interrupted!).at(-1)!.data["text/plain"]).toMatch(/^endless: interrupted after/);
      expect(interrupted!.alive).toBe(true);
      expect(text(after!)).toContain("alive 42 interrupted");
    },
    120_000,
  );
});
