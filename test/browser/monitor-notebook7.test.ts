import { expect, it } from "vitest";
import { notNotebook7, openNotebook7 } from "./builder-page.js";
import { describeLab, seen } from "./lab-page.js";

const path = "trained.ipynb";
const cell = `import { interruptible } from "quetelet";
const got = await interruptible("Counting", async (run) => {
  let step = 0;
  for (; step < 60_000 && !run.cancelled; step++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    run.report({ phase: "steps", step: step + 1, steps: 60_000, loss: 1 / (step + 1) });
    await run.breathe();
  }
  return { status: run.cancelled ? "interrupted" : "converged" };
});
got.status`;

describeLab("the training monitor in Notebook 7", (lab) => {
  const open = () => openNotebook7(lab().page, lab().address(`/notebooks/${path}`));
  const run = () => lab().page.getByRole("group", { name: "Training: Counting" }).first();
  // What only a kernel that knows of the monitor offers; any other has but its interrupt.
  const pause = () => run().getByRole("button", { name: "Pause" });

  it("shows a run in its cell, and pauses it", async () => {
    const { page } = lab();
    page.setDefaultTimeout(60_000);
    lab().write(path, [cell]);
    await open();
    await page.evaluate(async () => {
      const { sessionContext } = window.jupyterapp.shell.currentWidget;
      await sessionContext.ready;
      await sessionContext.session.kernel.info;
    });
    await lab().begin(0);
    await seen(pause());
    await pause().click();
    await seen(run().getByText("Paused"));
    await lab().screenshot("monitor-notebook7");
    await run().getByRole("button", { name: "Resume" }).click();
    await seen(pause());
  });

  it("finds it again after the page was loaded anew, and stops it", async () => {
    await lab().command("docmanager:save");
    await open();
    await seen(pause());
    await run().getByRole("button", { name: "Stop" }).click();
    await seen(run().getByText("It was stopped by hand"));
    await lab().screenshot("monitor-notebook7-stopped");
  });

  it("leaves no error in the browser's console", () => {
    expect(notNotebook7(lab().errors)).toEqual([]);
  });
});
