import type { ChartRefusal, ChartSpec, CheckedChart } from "quetelet/contract";
import { checkChart } from "quetelet/contract";
import { chartPicture } from "../chart/draw";
import { paper } from "../chart/theme";

/** A chart as it stands in a page: lines and letters, a picture of dots where those would be too many, or neither. */
export type Picture =
  | { kind: "svg"; markup: string }
  | { kind: "image"; address: string }
  | { kind: "none"; refusal: ChartRefusal };

/** With more rows a chart is thousands of shapes, which weigh more than a picture and are as hard to read one by one. */
const mostRows = 4000;

const width = 720;

export async function pictureOf(spec: ChartSpec): Promise<Picture> {
  const check = checkChart(spec);
  if (!check.ok) return { kind: "none", refusal: check.refusal };
  try {
    return rowsOf(check.chart) <= mostRows ? await drawing(check.chart) : await image(check.chart);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { kind: "none", refusal: { kind: "failed", message } };
  }
}

/** Without a ground of its own, so that the page can set ink and ground for light and dark. */
async function drawing(chart: CheckedChart): Promise<Picture> {
  const { ground: _ground, ...ink } = paper;
  const svg = await chartPicture(chart, "svg", { theme: ink, width });
  return { kind: "svg", markup: await readBlob(svg, "text") };
}

async function image(chart: CheckedChart): Promise<Picture> {
  const png = await chartPicture(chart, "png", { theme: paper, width });
  return { kind: "image", address: await readBlob(png, "address") };
}

const rowsOf = ({ data }: CheckedChart) => Object.values(data).reduce((sum, rows) => sum + rows.length, 0);

/** A blob's text, or an address (`data:`) that holds it. */
export function readBlob(blob: Blob, as: "text" | "address"): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error("It could not be read."));
    if (as === "text") reader.readAsText(blob);
    else reader.readAsDataURL(blob);
  });
}
