// @vitest-environment jsdom
import type { ResultDocument } from "quetelet/contract";
import { beforeAll, describe, expect, it } from "vitest";
import { resultHtml } from "../../../../extension/src/export/result-html";
import { formatNumber } from "../../../../extension/src/ui/format";
import { fixture, trans } from "../support";
import { fakeCanvas } from "../fake-canvas";

beforeAll(fakeCanvas);

const parse = (html: string) => new DOMParser().parseFromString(html, "text/html");
const pageOf = async (result: ResultDocument) => parse(await resultHtml(result, trans));

describe("the page of a result", () => {
  let page: Document;
  let result: ResultDocument;
  beforeAll(async () => {
    result = fixture("negative-binomial");
    result.warnings = [{ code: "missing-dropped", message: "3 rows were left out." }];
    page = await pageOf(result);
  }, 60_000);

  it("says what was fitted, and what to be warned of", () => {
    expect(page.title).toBe("Negative binomial regression: crimes");
    expect(page.querySelector("header")?.textContent).toMatch(
      /crimes ~ alcohol_outlets.*1 warning3 rows were left out/s,
    );
  });

  it("holds every statistic, table and chart, with its description", () => {
    expect(page.body.textContent).toContain(formatNumber(result.fit.logLik!));
    expect(page.querySelectorAll("table")).toHaveLength(Object.keys(result.tables).length);
    const figures = [...page.querySelectorAll("figure")];
    expect(figures).toHaveLength(Object.keys(result.charts).length);
    for (const figure of figures) {
      const svg = figure.querySelector("svg")!;
      const caption = page.getElementById(svg.getAttribute("aria-describedby")!);
      expect(caption?.textContent?.length).toBeGreaterThan(20);
      expect(svg.querySelectorAll("path").length).toBeGreaterThan(3);
    }
  });

  it("uses no name twice", () => {
    const ids = [...page.querySelectorAll("[id]")].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const used = [...page.body.innerHTML.matchAll(/url\(#([^)]+)\)/g)].map(([, id]) => id);
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((id) => !ids.includes(id!))).toEqual([]);
  });

  it("holds the document itself, to be saved and opened again", async () => {
    const link = page.querySelector<HTMLAnchorElement>("#quetelet-result")!;
    expect(link.download).toBe("glm-crimes.quetelet.json");
    const [, base64] = link.href.split(";base64,");
    expect(JSON.parse(Buffer.from(base64!, "base64").toString("utf8"))).toEqual(result);
  });

  it("allows nothing to be loaded or run", () => {
    const policy = page.querySelector("meta[http-equiv='Content-Security-Policy']")!;
    expect(policy.getAttribute("content")).toMatch(
      /^default-src 'none'; style-src 'unsafe-inline'; img-src data:$/,
    );
    expect(page.querySelectorAll("script, link, iframe, object, embed, form, base")).toHaveLength(0);
  });
});

it("writes a stranger's words as words", async () => {
  const evil = `</style></title></script><img src=x onerror="alert(1)"><script>alert(1)</script>`;
  const base = fixture("ols");
  const page = await pageOf({
    ...base,
    model: evil as never,
    status: evil as never,
    config: { ...base.config, outcome: evil, terms: [evil] } as ResultDocument["config"],
    warnings: [{ code: evil, message: evil }],
    provenance: {
      ...base.provenance,
      device: evil,
      dataSha256: evil,
      startedAt: evil,
      versions: { [evil]: evil },
    },
    fit: { [evil]: 1 },
    tables: {
      [evil]: {
        title: evil,
        columns: [{ name: evil, type: "text" }],
        rows: [{ [evil]: evil }],
        notes: [evil],
      },
    },
    charts: {
      [evil]: { ...base.charts.coefficients!, description: evil, title: evil },
      fetched: { ...base.charts.coefficients!, data: { url: "https://example.org/rows.json" } },
    },
  });
  expect(page.querySelectorAll("img, script")).toHaveLength(0);
  expect(
    [...page.querySelectorAll("*")]
      .flatMap(({ attributes }) => [...attributes])
      .filter(({ name }) => /^on/.test(name)),
  ).toEqual([]);
  expect(page.body.textContent).toContain(evil);
  expect(page.body.textContent).toContain("This chart is not drawn. It uses “data.url”");
});
