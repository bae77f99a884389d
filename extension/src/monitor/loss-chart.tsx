import { checkChart, type CheckedChart, type RunReport } from "quetelet/contract";
import React, { memo, useEffect, useId, useMemo, useRef, useState } from "react";
import type { DrawnChart } from "../chart/draw";
import { readTheme } from "../chart/theme";
import { useThemeCount, useVisibleWidth } from "../chart/use-page";
import { formatNumber } from "../ui/format";
import { useTrans } from "../ui/translation";
import { lossSpec } from "./loss-spec";
import { useNowAndThen } from "./use-live";
import { count } from "./words";

/** Milliseconds between two drawings of a curve, which is the dearest part of a monitor. */
const drawnEvery = 1000;

interface LossChartProps {
  /** The name of the run. */
  name: string;
  losses: RunReport["losses"];
}

/** The loss so far, in one Vega view that takes further losses as they come. */
export const LossChart = memo(function LossChart({ name, losses: latest }: LossChartProps): JSX.Element {
  const trans = useTrans();
  const caption = useId();
  const host = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing | null>(null);
  const width = useVisibleWidth(host);
  const theme = useThemeCount();
  const [problem, setProblem] = useState(false);
  const losses = useNowAndThen(latest, drawnEvery);
  const titles = { step: trans.__("Step"), loss: trans.__("Loss") };
  const title = trans.__("Loss of %1", name);
  const check = useMemo(() => checkChart(lossSpec(losses, titles)), [losses, titles.step, titles.loss]);
  const chart = check.ok ? check.chart : null;

  useEffect(() => {
    const node = host.current;
    if (!node || width === null || !chart) return;
    drawing.current ??= new Drawing(node, () => setProblem(true));
    drawing.current.show({ chart, width, label: { title, caption } });
  }, [chart, width, theme, title, caption]);

  useEffect(
    () => () => {
      drawing.current?.dispose();
      drawing.current = null;
    },
    [],
  );

  const [first, last] = [losses[0], losses.at(-1)];
  return (
    <>
      <div ref={host} className="qt-Loss" />
      <p id={caption} className="qt-hidden">
        {first &&
          last &&
          trans.__(
            "The loss went from %1 at step %2 to %3 at step %4.",
            formatNumber(first.loss),
            count(first.step),
            formatNumber(last.loss),
            count(last.step),
          )}
      </p>
      {problem && <p className="qt-Run-problem">{trans.__("The curve of the loss could not be drawn.")}</p>}
    </>
  );
});

interface Picture {
  chart: CheckedChart;
  width: number;
  label: { title: string; caption: string };
}

/** Draws the latest of the pictures it is given, one at a time: those that come while it draws replace each other. */
class Drawing {
  private drawn: DrawnChart | null = null;
  private next: Picture | null = null;
  private isBusy = false;
  private isDisposed = false;

  constructor(
    private readonly host: HTMLElement,
    private readonly onFailed: () => void,
  ) {}

  show(picture: Picture): void {
    this.next = picture;
    if (!this.isBusy) void this.draw();
  }

  dispose(): void {
    this.isDisposed = true;
    this.drawn?.dispose();
  }

  private async draw(): Promise<void> {
    this.isBusy = true;
    try {
      // Vega is most of this extension's size and is fetched when the first curve comes into sight.
      const { DrawnChart } = await import("../chart/draw");
      for (let picture = this.next; picture && !this.isDisposed; picture = this.next) {
        this.next = null;
        this.drawn ??= new DrawnChart(this.host);
        // A side bar may be narrower than other charts ever are.
        const width = Math.min(picture.width, this.host.clientWidth || picture.width);
        await this.drawn.show(picture.chart, { ...picture, width, theme: readTheme(this.host) });
      }
    } catch {
      this.onFailed();
    } finally {
      this.isBusy = false;
    }
  }
}
