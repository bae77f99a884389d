import { describe, expect, it } from "vitest";
import { lossCurve } from "../../../kernel-lib/src/notebook/loss-curve.js";

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
