import { describe, expect, it } from "vitest";
import { lossCurve, recordLosses } from "../../../kernel-lib/src/notebook/loss-curve.js";

describe("recordLosses", () => {
  it("keeps the losses in order, and a few hundred of a long run from its first to nearly its last", () => {
    const record = recordLosses();
    for (let step = 0; step < 10_000; step++) record.add({ phase: "training", step, loss: step });
    expect(record.losses.length).toBeGreaterThan(150);
    expect(record.losses.length).toBeLessThanOrEqual(400);
    expect(record.losses[0]).toBe(0);
    expect(record.losses.at(-1)).toBeGreaterThan(9_900);
    expect([...record.losses]).toEqual([...record.losses].sort((a, b) => a - b));
  });

  it("leaves out steps without a finite loss, and a report it has seen", () => {
    const record = recordLosses();
    const once = { phase: "training", step: 1, loss: 3 };
    for (const progress of [null, once, once, { phase: "x", step: 2 }, { phase: "x", step: 3, loss: NaN }])
      record.add(progress);
    expect(record.losses).toEqual([3]);
  });
});

describe("lossCurve", () => {
  it("draws one point a loss, from top left to bottom right where the loss falls, and reads as text", () => {
    const svg = lossCurve("glm: <fitting>", [3, 2, 1]);
    const points = /points="([^"]+)"/
      .exec(svg)![1]!
      .split(" ")
      .map((point) => point.split(",").map(Number));
    expect(points).toHaveLength(3);
    expect(points[0]![1]).toBeLessThan(points[1]![1]!);
    expect(points[1]![1]).toBeLessThan(points[2]![1]!);
    expect(svg).toContain("<title>glm: &lt;fitting&gt;</title>");
    expect(svg).toContain("from 3 to 1");
  });

  it("labels the axis with enough digits to tell its ends apart", () => {
    const svg = lossCurve("x", [-2271.9, -2272.3]);
    expect(svg).toContain(">-2271.9<");
    expect(svg).toContain(">-2272.3<");
  });

  it("draws rounding flat, with one label", () => {
    const svg = lossCurve("x", [-2271.77000002, -2271.77000001, -2271.77000002]);
    const heights = [...svg.matchAll(/[\d.]+,([\d.]+)(?=[ "])/g)].map(([, y]) => y);
    expect(heights).toHaveLength(3);
    expect(new Set(heights).size).toBe(1);
    expect(svg.match(/>-2272</g)).toHaveLength(1);
  });

  it("draws a loss that does not change as a line, not as nothing", () => {
    expect(lossCurve("x", [2, 2])).not.toMatch(/NaN|Infinity/);
  });
});
