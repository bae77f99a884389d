import { describe, expect, it } from "vitest";
import {
  codeCells,
  dataFolder,
  execute,
  exportHtml,
  joined,
  notebookNames,
  outputsOf,
  readCommitted,
  spokenText,
} from "./notebook.js";

// Two at a time: each runs in a copy of its own, and most of a notebook keeps one core busy.
describe.concurrent.each(notebookNames)("%s", (name) => {
  const committed = readCommitted(name);

  it("is committed as run from top to bottom, in our kernel, without errors", () => {
    expect(committed.metadata.kernelspec?.name).toBe("quetelet");
    const counts = codeCells(committed).map((cell) => cell.execution_count);
    expect(counts).toEqual(counts.map((_, index) => index + 1));
    expectCalm(outputsOf(committed));
    expect(outputsOf(committed).length).toBeGreaterThan(0);
  });

  it("shows each chart as a picture when it is exported as a page", async () => {
    const pictures = (await exportHtml(name)).match(/<img\b[^>]*src="data:image\/svg\+xml;base64,/g) ?? [];
    expect(pictures.length).toBe(chartsOf(committed).length);
  });

  it("runs again with the same numbers", async (context) => {
    context.skip(dataFolder === undefined, "no QUETELET_DATA and no ../shared/data");
    const notebook = await execute(name, { offline: false });
    expectCalm(outputsOf(notebook));
    expect(spokenText(notebook)).toEqual(spokenText(committed));
    expectCharts(notebook);
  });

  it("runs offline, without the real data", async () => {
    const notebook = await execute(name, { offline: true });
    expectCalm(outputsOf(notebook));
    expectCharts(notebook);
  });
});

/** Neither an error nor anything on stderr. */
function expectCalm(outputs: ReturnType<typeof outputsOf>) {
  expect(outputs.filter((output) => output.output_type === "error" || output.name === "stderr")).toEqual([]);
}

const chartsOf = (notebook: ReturnType<typeof readCommitted>) =>
  outputsOf(notebook).filter((output) => output.data?.["image/svg+xml"] !== undefined);

/** Each chart is a picture with something on it, and has a text for those who cannot see it. */
function expectCharts(notebook: ReturnType<typeof readCommitted>) {
  const charts = chartsOf(notebook);
  expect(charts.length).toBeGreaterThan(0);
  for (const { data } of charts) {
    expect(joined(data!["text/plain"] as string)).not.toBe("");
    const svg = joined(data!["image/svg+xml"] as string);
    const marks = svg.match(/<(path|text|rect|line)\b/g)!.length;
    // The curve of a run's loss is one mark of many points.
    const points = /<polyline points="([^"]*)"/.exec(svg)?.[1]!.split(" ").length ?? 0;
    expect(marks + points).toBeGreaterThan(10);
  }
}
