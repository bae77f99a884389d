import { View, parse } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { expect, it } from "vitest";
import { curvesChart } from "../../../../../../extension/src/viewer/families/trajectories/curves-chart";
import type { OutcomeView } from "../../../../../../extension/src/viewer/families/trajectories/read-groups";
import { trans } from "../../../support";

const curve = (rise: number) =>
  [3, 1, 2, 4].map((time) => ({
    time,
    mean: time + rise,
    lower: time + rise - 0.5,
    upper: time + rise + 0.5,
  }));
const outcome = {
  name: "offences",
  groups: [
    { group: 1, curve: curve(0), observed: [] },
    { group: 2, curve: curve(3), observed: [] },
  ],
} as unknown as OutcomeView;

it("draws each group's interval as one band over all times", async () => {
  const spec = curvesChart(
    { timeName: "age", outcome, group: null, drawn: [], person: null, title: "", description: "" },
    trans,
  );
  const view = new View(parse(compile(spec as unknown as TopLevelSpec).spec), { renderer: "none" });
  const svg = await view.runAsync().then(() => view.toSVG());
  const bands = svg.match(/aria-roledescription="area mark"[^>]*\bd="[^"]*"/g) ?? [];
  expect(bands).toHaveLength(2);
  // Four times along its lower side and four back along its upper one.
  for (const band of bands) expect(band.match(/[ML]/g)).toHaveLength(8);
});
