import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as vega from "vega";
import { compileChart, makeView } from "../../../../extension/src/chart/compile";
import { paper, type ChartTheme } from "../../../../extension/src/chart/theme";
import { checkChart, type CheckedChart } from "../../../../kernel-lib/src/contract/index.js";
import { riskMap } from "../../../../kernel-lib/src/api/index.js";
import { riskTerrainCharts } from "../../../../kernel-lib/src/charts/risk-terrain-charts.js";
import { simulateRiskTerrain } from "../../../../kernel-lib/src/features/index.js";
import { riskTerrainDetails, riskTerrainDocument } from "../../charts/risk-terrain-fixtures.js";
import { fixture } from "../support";

const dark: ChartTheme = { ink: "#eeeeee", quietInk: "#aaaaaa", grid: "#333333", font: "serif" };

const check = (spec: unknown): CheckedChart => {
  const result = checkChart(spec);
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return {
    ...result.chart,
    spec: { ...result.chart.spec, datasets: structuredClone(result.chart.data) as never },
  };
};
const toSvg = async (spec: unknown, theme = paper) => {
  const { view, run } = makeView(compileChart(check(spec), { theme, width: 500 }), { renderer: "none" });
  await run();
  const svg = await view.toSVG();
  view.finalize();
  return svg;
};
const point = (part: object = {}) => ({
  data: { values: [{ x: 1, y: 2, a: "k" }] },
  mark: "point",
  encoding: { x: { field: "x", type: "quantitative" }, y: { field: "y", type: "quantitative" } },
  ...part,
});

describe("every chart of a risk terrain model", () => {
  const charts = riskTerrainCharts(riskTerrainDocument(), riskTerrainDetails(1500));
  const shapes = simulateRiskTerrain({ units: 200 });
  const shapeMap = riskMap(shapes.table, { risk: "crimes", shapes: shapes.shapes }).spec;

  it.each(Object.entries({ ...charts, shapeMap }))("draws in the dark: %s", async (_name, spec) => {
    const svg = await toSvg(spec, dark);
    expect(svg).toContain(dark.ink);
    expect(svg).toMatch(/<(path|line)/);
  });

  it("keeps a map's metres equal in both directions", () => {
    const size = (spec: unknown) => {
      const { width, height } = compileChart(check(spec), { theme: paper, width: 900 });
      return (width as number) / (height as number);
    };
    const own = charts.riskMap as unknown as { width: number; height: number };
    expect(size(charts.riskMap)).toBe(own.width / own.height);
    expect(size(charts.accuracy)).toBe(900 / 300);
  });
});

describe("every chart of the library", () => {
  const specs = (["ols", "negative-binomial"] as const).flatMap((name) =>
    Object.entries(fixture(name).charts).map(([chart, spec]) => [`${name} ${chart}`, spec] as const),
  );

  it.each(specs)("draws in the dark without a background: %s", async (_name, spec) => {
    const svg = await toSvg(spec, dark);
    expect(svg).toContain(dark.ink);
    expect(svg).not.toMatch(/fill="(white|#ffffff)"/);
    expect(svg).toMatch(/<path[^>]*d="M/);
    expect(Number(/<svg[^>]*width="(\d+)"/.exec(svg)?.[1])).toBeLessThanOrEqual(520);
  });
});

describe("a stranger's chart", () => {
  const original = { eval: globalThis.eval, Function: globalThis.Function, fetch: globalThis.fetch };
  const called = vi.fn();

  beforeEach(() => {
    called.mockReset();
    const trap = function trap(): never {
      called();
      throw new Error("code was made at run time, or something was fetched");
    };
    globalThis.eval = trap;
    globalThis.fetch = trap;
    globalThis.Function = trap as unknown as FunctionConstructor;
  });
  afterEach(() => {
    Object.assign(globalThis, original);
  });

  it("is interpreted: nothing is compiled at run time", async () => {
    const spec = point({ transform: [{ calculate: "datum.x * 2 + length('abc')", as: "z" }] });
    await toSvg(spec);
    expect(called).not.toHaveBeenCalled();
    // The trap works: Vega's usual way springs it.
    const compiled = compileChart(check(spec), { theme: paper, width: 500 });
    expect(() => vega.parse(compiled) && new vega.View(vega.parse(compiled))).toThrow(/at run time/);
  });

  it.each([
    "datum.constructor.constructor('return 1')()",
    "(() => 1)()",
    "fetch('https://example.org')",
    "import('x')",
    "alert(1)",
    "datum.x = 2",
    "[].constructor",
    "this",
    "window",
    "globalThis.fetch",
    "warn.constructor('x')",
  ])("cannot call out: %s", async (expression) => {
    const spec = point({
      transform: [{ calculate: expression, as: "z" }],
      mark: "text",
      encoding: { text: { field: "z" } },
    });
    const drawn = await toSvg(spec).catch((error: unknown) => String(error));
    expect(called).not.toHaveBeenCalled();
    expect(drawn).toBeTypeOf("string");
  });

  it("cannot make data without end in an expression", async () => {
    const spec = point({ transform: [{ calculate: "length(sequence(1e12))", as: "z" }] });
    await expect(toSvg(spec)).rejects.toThrow(/too long/);
    const short = point({ transform: [{ calculate: "length(sequence(3))", as: "x" }] });
    await expect(toSvg(short)).resolves.toContain("<svg");
  });

  it("cannot set timers or listen to the page", () => {
    const spec = point({
      params: [{ name: "p", select: { type: "point", on: "timer{10}" } }],
    });
    const compiled = compileChart(check(spec), { theme: paper, width: 500 });
    expect(compiled.config?.events).toMatchObject({ bind: "none", selector: false, timer: false });
  });

  it("cannot bring back its own permissions by the configuration", () => {
    const compiled = compileChart(check(point({ config: { events: { timer: true, selector: true } } })), {
      theme: paper,
      width: 500,
    });
    expect(compiled.config?.events).toMatchObject({ selector: false, timer: false });
  });

  it("writes text as text", async () => {
    const svg = await toSvg(
      point({
        title: "<script>alert(1)</script>",
        mark: { type: "text", text: "<img src=x onerror=alert(1)>" },
      }),
    );
    expect(svg).not.toMatch(/<script|<img/);
    expect(svg).toContain("&lt;script");
  });
});

it("draws new rows as if they had been there from the start, dates too", async () => {
  const spec = (x: string) =>
    point({
      data: { values: [{ x, y: 1 }], format: { parse: { x: "date" } } },
      encoding: { x: { field: "x", type: "temporal" }, y: { field: "y", type: "quantitative" } },
    });
  const { view, run } = makeView(compileChart(check(spec("2020-01-01")), { theme: paper, width: 500 }), {
    renderer: "none",
  });
  await run();
  view.change(
    "rows_1",
    vega
      .changeset()
      .remove(vega.truthy)
      .insert([{ x: "2021-05-01", y: 1 }]),
  );
  await run();
  expect(await view.toSVG()).toBe(await toSvg(spec("2021-05-01")));
});

it("gives text marks the theme's ink, unless the chart says otherwise", async () => {
  const text = (mark: object) => point({ mark: { type: "text", text: "label", ...mark } });
  expect(await toSvg(text({}), dark)).toMatch(/fill="#eeeeee">label/);
  expect(await toSvg(text({ color: "#123456" }), dark)).toMatch(/fill="#123456">label/);
});

it("leaves charts of several panels their own width", () => {
  const several = point({
    encoding: { ...point().encoding, column: { field: "a" } },
    width: 123,
  });
  expect(JSON.stringify(compileChart(check(several), { theme: paper, width: 500 }))).toContain('"value":123');
});
