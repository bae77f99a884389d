// @vitest-environment jsdom
import { expect, it } from "vitest";
import { vegaLiteFile } from "../../../../extension/src/chart/save-chart";
import { checkChart } from "../../../../kernel-lib/src/contract/index.js";
import { fixture } from "../support";

const read = (file: Blob) =>
  new Promise<Record<string, unknown>>((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(JSON.parse(String(reader.result)));
    reader.readAsText(file);
  });

it("saves a chart's specification with its data, as other programs draw it", async () => {
  const spec = fixture("negative-binomial").charts.rootogram!;
  const saved = await read(vegaLiteFile(spec));
  expect(saved).toEqual(spec);
  expect(checkChart(saved).ok).toBe(true);
});

it("names the version where the document does not, and leaves out what would steer an embedder", async () => {
  const { $schema: _schema, ...spec } = fixture("ols").charts.coefficients!;
  const usermeta = { embedOptions: { loader: { baseURL: "https://example.org" } } };
  const saved = await read(vegaLiteFile({ ...spec, usermeta } as never));
  expect(saved.$schema).toBe("https://vega.github.io/schema/vega-lite/v5.json");
  expect(saved.usermeta).toBeUndefined();
});
