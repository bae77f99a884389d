import { describe, expect, it } from "vitest";
import {
  codeCells,
  dataFolder,
  execute,
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

  it("runs again with the same numbers, and its HTML shows the charts", async (context) => {
    context.skip(dataFolder === undefined, "no QUETELET_DATA and no ../shared/data");
    const { notebook, html } = await execute(name, { offline: false });
    expectCalm(outputsOf(notebook));
    expect(spokenText(notebook)).toEqual(spokenText(committed));
    expectCharts(notebook, html);
  });

  it("runs offline, without the real data", async () => {
    const { notebook, html } = await execute(name, { offline: true });
    expectCalm(outputsOf(notebook));
    expectCharts(notebook, html);
  });
});

/** Neither an error nor anything on stderr. */
function expectCalm(outputs: ReturnType<typeof outputsOf>) {
  expect(outputs.filter((output) => output.output_type === "error" || output.name === "stderr")).toEqual([]);
}

/** Each chart stands in the page as a picture, each with a text beside it for those who cannot see it. */
function expectCharts(notebook: ReturnType<typeof readCommitted>, html: string) {
  const charts = outputsOf(notebook).filter((output) => output.data?.["image/svg+xml"] !== undefined);
  expect(charts.length).toBeGreaterThan(0);
  for (const { data } of charts) expect(joined(data!["text/plain"] as string)).not.toBe("");

  const pictures = [...html.matchAll(/<img\b[^>]*src="data:image\/svg\+xml;base64,([^"]+)"/g)];
  expect(pictures.length).toBe(charts.length);
  for (const [, base64] of pictures) {
    const svg = Buffer.from(base64!, "base64").toString();
    const marks = svg.match(/<(path|text|rect|line)\b/g)!.length;
    // The curve of a run's loss is one mark of many points.
    const points = /<polyline points="([^"]*)"/.exec(svg)?.[1]!.split(" ").length ?? 0;
    expect(marks + points).toBeGreaterThan(10);
  }
}
