// @vitest-environment jsdom
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { View } from "vega";
import { chartPicture, DrawnChart } from "../../../../extension/src/chart/draw";
import { paper } from "../../../../extension/src/chart/theme";
import { fakeCanvas } from "../fake-canvas";
import { checkChart, type CheckedChart } from "../../../../kernel-lib/src/contract/index.js";

const look = { theme: paper, width: 400, label: { title: "Points", caption: "caption-1" } };

function chart(values: object[], mark = "point"): CheckedChart {
  const check = checkChart({
    data: { values },
    mark,
    encoding: { x: { field: "x", type: "quantitative" }, y: { field: "y", type: "quantitative" } },
  });
  if (!check.ok) throw new Error(check.refusal.kind);
  return check.chart;
}

beforeAll(fakeCanvas);

describe("DrawnChart", () => {
  const initialize = vi.spyOn(View.prototype, "initialize");
  const change = vi.spyOn(View.prototype, "change");
  const finalize = vi.spyOn(View.prototype, "finalize");
  let host: HTMLElement;

  beforeEach(() => {
    vi.clearAllMocks();
    host = document.body.appendChild(document.createElement("div"));
  });

  it("keeps its view when only rows or width change", async () => {
    const drawn = new DrawnChart(host);
    await drawn.show(chart([{ x: 1, y: 1 }]), look);
    const canvas = host.querySelector("canvas");
    await drawn.show(chart([{ x: 2, y: 2 }]), look);
    await drawn.show(chart([{ x: 2, y: 2 }]), { ...look, width: 300 });
    expect(initialize).toHaveBeenCalledTimes(1);
    expect(change).toHaveBeenCalledTimes(1);
    expect(host.querySelector("canvas")).toBe(canvas);
  });

  it("puts another chart or theme in the old one's place, and lets the old one go", async () => {
    const drawn = new DrawnChart(host);
    await drawn.show(chart([{ x: 1, y: 1 }]), look);
    await drawn.show(chart([{ x: 1, y: 1 }], "bar"), look);
    await drawn.show(chart([{ x: 1, y: 1 }], "bar"), { ...look, theme: { ...paper, ink: "#ffffff" } });
    expect(initialize).toHaveBeenCalledTimes(3);
    expect(finalize).toHaveBeenCalledTimes(2);
    expect(host.querySelectorAll("canvas")).toHaveLength(1);
  });

  it("leaves the document's rows as they are", async () => {
    const rows = [Object.freeze({ x: 1, y: 1 })];
    const drawn = new DrawnChart(host);
    await drawn.show(chart(rows), look);
    await drawn.show(chart([Object.freeze({ x: 2, y: 1 })]), look);
    expect(Reflect.ownKeys(rows[0]!)).toEqual(["x", "y"]);
  });

  it("is one picture to a screen reader, with its name and its description", async () => {
    await new DrawnChart(host).show(chart([{ x: 1, y: 1 }]), look);
    const canvas = host.querySelector("canvas");
    expect(canvas?.getAttribute("role")).toBe("img");
    expect(canvas?.getAttribute("aria-label")).toBe("Points");
    expect(canvas?.getAttribute("aria-describedby")).toBe("caption-1");
    expect(host.querySelectorAll("[role]")).toHaveLength(1);
  });

  it("says that a chart cannot be drawn, and draws the next one", async () => {
    const drawn = new DrawnChart(host);
    const bad = chart([{ x: 1, y: 1 }]);
    bad.spec.transform = [{ calculate: "nothing(1)", as: "z" }];
    await expect(drawn.show(bad, look)).rejects.toThrow(/nothing/);
    await drawn.show(chart([{ x: 1, y: 1 }]), look);
    expect(host.querySelector("canvas")).not.toBe(null);
  });

  it("draws nothing once it is disposed", async () => {
    const drawn = new DrawnChart(host);
    const shown = drawn.show(chart([{ x: 1, y: 1 }]), look);
    drawn.dispose();
    await shown;
    await drawn.show(chart([{ x: 1, y: 1 }]), look);
    expect(host.childElementCount).toBe(0);
    expect(finalize).toHaveBeenCalledTimes(initialize.mock.calls.length);
  });
});

it("saves dark ink on white paper", async () => {
  const picture = await chartPicture(chart([{ x: 1, y: 1 }]), "svg");
  expect(picture.type).toBe("image/svg+xml");
  const text = await new Promise<string>((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.readAsText(picture);
  });
  expect(text).toContain('fill="#ffffff"');
  expect(text).toContain(paper.ink);
});
