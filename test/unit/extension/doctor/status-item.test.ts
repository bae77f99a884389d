import { expect, it, vi } from "vitest";
import { StatusItem } from "../../../../extension/src/doctor/status-item";
import { Runs } from "../../../../extension/src/monitor/runs";
import { noSource, runReport } from "../monitor/support";
import { trans } from "../support";

vi.mock("@jupyterlab/ui-components", () => ({
  ReactWidget: class {
    isDisposed = false;
    update() {}
    dispose() {}
  },
}));

it("says what trains a model as soon as the run tells, and is not drawn again for its steps", () => {
  const runs = new Runs();
  const item = new StatusItem({ runs, trans, check: () => undefined });
  const drawn: unknown[] = [];
  const { render } = item as unknown as { render: () => { props: { children: string; title: string } } };
  expect(render.call(item).props.title).toMatch(/^Fused: Quetelet's own engine.*begin with it/);
  vi.spyOn(item, "update").mockImplementation(() => drawn.push(render.call(item).props.children));
  const run = runs.take(runReport({ backend: null }), noSource);
  run.update({ ...run.report, step: 1 });
  expect(drawn.at(-1)).toBe("Quetelet: CPU (fused)");
  run.update({ ...run.report, step: 2, backend: "wasm" });
  expect(drawn.at(-1)).toBe("Quetelet: CPU (WebAssembly)");
  const before = drawn.length;
  for (let step = 3; step < 10; step++) run.update({ ...run.report, step });
  expect(drawn).toHaveLength(before);
  item.dispose();
});
