import { expect, it } from "vitest";
import { describeLab, seen } from "./lab-page.js";

const many = 200_000;
const cells = [
  `import { glm } from "quetelet";
const columns: Record<string, Float64Array> = {};
for (let j = 0; j < 30; j++) columns["x" + j] = Float64Array.from({ length: ${many} }, (_, i) => Math.sin(i * (j + 1) + j));
columns.count = Float64Array.from({ length: ${many} }, (_, i) => i % 7);
const terms = Object.keys(columns).filter((name) => name !== "count");
terms.length`,
  // Hundreds of steps of a quarter of a second and more: it would go on for minutes.
  `const endless = await glm(columns, { outcome: "count", terms, family: "poisson", engine: "tfjs", backend: "cpu" });
endless.summary()`,
  "[terms.length, endless.toJSON().status]",
  `const few = await glm({ count: [1, 2, 4, 9, 14], hour: [1, 2, 3, 4, 5] }, { outcome: "count", terms: ["hour"], family: "poisson" });
few`,
  `await glm({ count: [1, 2, 4, 9, 14], hour: [1, 2, 3, 4, 5] }, { outcome: "count", terms: ["hours"], family: "poisson" })`,
];

describeLab("the TypeScript kernel", (lab) => {
  it("is offered by the launcher", async () => {
    await lab().command("launcher:create");
    await seen(lab().page.locator('.jp-LauncherCard[title="TypeScript (Quetelet)"]').first());
    await lab().screenshot("launcher");
  });

  it("goes on after a long fit was interrupted, with its variables", async () => {
    lab().write("long.ipynb", cells);
    await lab().openNotebook("long.ipynb");
    expect((await lab().run(0)).at(-1)?.data?.["text/plain"]).toBe("30");
    await lab().begin(1);
    await new Promise((resolve) => setTimeout(resolve, 4000));
    await lab().screenshot("long-fit");
    expect(await lab().kernelStatus()).toBe("busy");
    const begin = performance.now();
    await lab().command("notebook:interrupt-kernel");
    const outputs = await lab().finishes(1);
    expect(performance.now() - begin).toBeLessThan(15_000);
    await lab().screenshot("long-fit-interrupted");
    expect(outputs.filter((output) => output.output_type === "error")).toEqual([]);
    expect(outputs[0]?.data?.["text/plain"]).toMatch(/^glm: interrupted after/);
    expect((await lab().run(2)).at(-1)?.data?.["text/plain"]).toBe("[ 30, 'interrupted' ]");
  });

  it("still fits, and shows the fit in the viewer", async () => {
    const outputs = await lab().run(3);
    expect(outputs.filter((output) => output.output_type === "error")).toEqual([]);
    const viewer = (await lab().cell(3)).getByRole("article");
    await seen(viewer);
    await lab().screenshot("fit-in-viewer");
  });

  it("refuses a missing column in one sentence", async () => {
    const error = (await lab().run(4)).find((output) => output.output_type === "error");
    expect(error?.evalue).toMatch(/'hours'.*did you mean '?hour'?/);
    await lab().screenshot("refused");
  });
});
