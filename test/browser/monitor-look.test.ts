import { expect, it } from "vitest";
import { describeLab, seen } from "./lab-page.js";

const fake = `
const bridge = (globalThis as any)[Symbol.for("quetelet.kernel")];
const sleep = (ms: number) => new Promise((r) => setTimeout(r, ms));
async function train(id: string, name: string, o: any = {}) {
  let paused = false, stop = false, comm: any = null, i = 0;
  const losses: any[] = []; const begin = Date.now();
  const report = (state = paused ? "paused" : "running", reason: any = null) => ({ kind: "quetelet.run", version: 1, id, name, state, reason,
    phase: "fitting 50 starts", step: i, steps: o.unknown ? null : o.steps ?? 100, seconds: (Date.now() - begin) / 1000, secondsLeft: o.unknown ? null : ((o.steps ?? 100) - i) * 0.1,
    losses: losses.slice(), best: losses.length ? Math.min(...losses.map((l) => l.loss)) : null, parts: o.unknown ? null : { name: "starts", done: Math.floor(i / 2), total: 50 },
    backend: "fused", device: "2 threads", memory: 312e6 + i * 1e6, commands: state === "running" ? ["pause", "stop"] : state === "paused" ? ["resume", "stop"] : [] });
  if (!o.display) { comm = bridge.openComm("quetelet.run", report());
    comm.onMessage(({ data }: any) => { if (data.action === "pause") paused = true; if (data.action === "resume") paused = false; if (data.action === "stop") stop = true; }); }
  const show = (r: any, update: boolean) => bridge.display({ "application/vnd.quetelet.run+json": r, "text/plain": name }, { displayId: id, update });
  show(report(), false);
  while (i < (o.steps ?? 100) && !stop) {
    await sleep(100);
    if (!paused) { i++; losses.push({ step: i * 10, loss: 500 + 3000 * Math.exp(-i / 12) + 40 * Math.sin(i) }); }
    const r = report(); comm?.send(r); show(r, true);
  }
  const last = report(stop ? "interrupted" : "done", stop ? "Stopped by the person; the fit so far is kept." : null);
  comm?.close(last); show(last, true);
}
1`;

describeLab("the look of the training monitor", (lab) => {
  it("shows", async () => {
    lab().write("look.ipynb", [fake, `await train("run-1", "trajectories", {steps: 120})`, `await train("run-2", "glm", {unknown: true, display: true})`]);
    await lab().openNotebook("look.ipynb");
    expect((await lab().run(0)).filter((o) => o.output_type === "error")).toEqual([]);
    await lab().begin(1);
    const sleep = (ms: number) => new Promise((r) => setTimeout(r, ms));
    await sleep(1000);
    await lab().screenshot("look-1");
    await sleep(3500);
    await lab().screenshot("look-2");
    const { page } = lab();
    console.log(await page.evaluate(() => document.activeElement?.className));
    const cell = await lab().cell(1);
    await cell.getByRole("button", { name: "Pause" }).click();
    await sleep(700);
    await lab().screenshot("look-3");
    await lab().command("apputils:change-theme", { theme: "JupyterLab Dark" });
    await sleep(1000);
    await lab().screenshot("look-4");
    await cell.getByRole("button", { name: "Resume" }).click();
    await sleep(1500);
    await cell.getByRole("button", { name: "Stop" }).click();
    await lab().finishes(1);
    await sleep(500);
    await lab().begin(2);
    await sleep(2500);
    await lab().screenshot("look-5");
    await cell.locator("summary").click();
    await sleep(800);
    await lab().screenshot("look-6");
    await lab().command("notebook:restart-kernel").catch(() => {});
    await page.evaluate(() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart());
    await sleep(4000);
    await lab().screenshot("look-7");
    console.log(lab().errors);
  });
});
