import { type CheckedChart, cleanSvg } from "quetelet/contract";
import { changeset, truthy, type View } from "vega";
import { compileChart, makeView, type Look, type SafeView } from "./compile";
import { paper } from "./theme";
import { Tooltip } from "./tooltip";

interface Label {
  /** The chart's name. */
  title: string;
  /** Id of the element that describes the chart. */
  caption: string;
}

interface Drawn {
  /** The chart without its rows, and the look: equal means that only data or width changed. */
  shape: string;
  chart: CheckedChart;
  width: number;
  safe: SafeView;
  tooltip: Tooltip;
}

/**
 * A chart in the page. It keeps one Vega view: new rows go into it with `view.change`, a new width with
 * `view.width`; only another chart or theme makes a new view, which takes the old one's place when it is drawn.
 */
export class DrawnChart {
  private drawn: Drawn | null = null;
  private work: Promise<void> = Promise.resolve();
  private disposed = false;

  constructor(
    private readonly host: HTMLElement,
    private readonly onPick: (row: Record<string, unknown>) => void = () => {},
  ) {}

  /** Draws, or brings what is drawn up to date; rejects when Vega cannot draw the chart. */
  show(chart: CheckedChart, look: Look & { label: Label }): Promise<void> {
    const task = this.work.then(() => (this.disposed ? undefined : this.update(chart, look)));
    this.work = task.catch(() => undefined);
    return task;
  }

  dispose(): void {
    this.disposed = true;
    void this.work.then(() => this.clear());
  }

  private async update(chart: CheckedChart, look: Look & { label: Label }): Promise<void> {
    const shape = JSON.stringify([{ ...chart.spec, datasets: null }, look.theme]);
    const { drawn } = this;
    if (drawn?.shape !== shape) return this.draw(chart, look, shape);
    for (const [name, rows] of Object.entries(chart.data)) {
      if (sameRows(rows, drawn.chart.data[name])) continue;
      drawn.safe.view.change(name, changeset().remove(truthy).insert(structuredClone(rows)));
    }
    if (look.width !== drawn.width) drawn.safe.view.width(look.width);
    await drawn.safe.run();
    this.drawn = { ...drawn, chart, width: look.width };
  }

  private async draw(chart: CheckedChart, look: Look & { label: Label }, shape: string): Promise<void> {
    const stage = document.createElement("div");
    const tooltip = new Tooltip();
    const spec = compileChart(withOwnRows(chart), look);
    const safe = makeView(spec, { renderer: "canvas", container: stage, tooltip: tooltip.handler });
    safe.view.addEventListener("click", (_event, item) => {
      if (item && typeof item.datum === "object") this.onPick({ ...item.datum });
    });
    try {
      await safe.run();
    } catch (error) {
      safe.view.finalize();
      throw error;
    }
    if (this.disposed) {
      safe.view.finalize();
      return;
    }
    label(stage, look.label);
    const previous = this.drawn;
    this.host.replaceChildren(stage);
    this.drawn = { shape, chart, width: look.width, safe, tooltip };
    previous?.tooltip.hide();
    previous?.safe.view.finalize();
  }

  private clear(): void {
    this.drawn?.tooltip.hide();
    this.drawn?.safe.view.finalize();
    this.drawn = null;
    this.host.replaceChildren();
  }
}

/** The chart as a picture for paper: dark ink on white, whatever the theme of the screen. */
export async function chartPicture(
  chart: CheckedChart,
  type: "svg" | "png",
  look: Look = { theme: paper, width: 640 },
): Promise<Blob> {
  const { view, run } = makeView(compileChart(withOwnRows(chart), look), { renderer: "none" });
  try {
    await run();
    if (type === "svg") return new Blob([cleanSvg(await view.toSVG())], { type: "image/svg+xml" });
    // Twice as fine as a screen, where the browser can hold so large a picture.
    const picture = (await toPng(view, 2)) ?? (await toPng(view, 1));
    if (!picture) throw new Error("The picture is too large.");
    return picture;
  } finally {
    view.finalize();
  }
}

async function toPng(view: View, scale: number): Promise<Blob | null> {
  const canvas = (await view.toCanvas(scale)) as HTMLCanvasElement;
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

/** Vega writes its own marks into the rows it is given; the document's stay as they are. */
function withOwnRows(chart: CheckedChart): CheckedChart {
  return { ...chart, spec: { ...chart.spec, datasets: structuredClone(chart.data) as never } };
}

/** One picture to a screen reader, described by the caption, in place of what Vega says of itself. */
function label(stage: HTMLElement, { title, caption }: Label): void {
  const canvas = stage.querySelector("canvas");
  canvas?.setAttribute("role", "img");
  canvas?.setAttribute("aria-label", title);
  canvas?.setAttribute("aria-describedby", caption);
  stage.removeAttribute("role");
  stage.removeAttribute("aria-roledescription");
  stage.removeAttribute("aria-label");
}

function sameRows(a: unknown[], b: unknown[] | undefined): boolean {
  return a === b || (a.length === b?.length && JSON.stringify(a) === JSON.stringify(b));
}
