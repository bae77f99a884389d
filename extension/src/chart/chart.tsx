import { type ChartRefusal, type ChartSpec, checkChart, type CheckedChart } from "quetelet/contract";
import React, { useEffect, useId, useMemo, useRef, useState } from "react";
import { useTrans } from "../ui/translation";
import { useHiddenEdges } from "../ui/use-hidden-edges";
import { ChartData } from "./chart-data";
import { refusalWords } from "./refusal-words";
import { SaveChart } from "./save-chart";
import type { DrawnChart } from "./draw";
import { readTheme } from "./theme";
import { useThemeCount, useVisibleWidth } from "./use-page";

interface ChartProps {
  spec: ChartSpec;
  title: string;
  source: string;
  /** Told of the row of data behind a mark that is clicked. */
  onPick?: ((row: Record<string, unknown>) => void) | undefined;
}

/** A chart of the document with its description, its data and its pictures; or why it is not drawn. */
export function Chart({ spec, title, source, onPick }: ChartProps): JSX.Element {
  const caption = useId();
  const check = useMemo(() => checkChart(spec), [spec]);
  if (!check.ok) return <NotDrawn refusal={check.refusal} />;
  const { chart } = check;
  return (
    <figure className="qt-Chart" aria-label={title}>
      <Drawing chart={chart} title={title} caption={caption} onPick={onPick} />
      <figcaption id={caption} className="qt-Chart-caption">
        {chart.description}
      </figcaption>
      <SaveChart chart={chart} spec={spec} title={title} source={source} />
      <ChartData chart={chart} title={title} source={source} />
    </figure>
  );
}

interface DrawingProps {
  chart: CheckedChart;
  title: string;
  /** Id of the caption. */
  caption: string;
  onPick?: ChartProps["onPick"];
}

/** The place where Vega draws, once it comes into sight. */
export function Drawing({ chart, title, caption, onPick }: DrawingProps): JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  const drawn = useRef<DrawnChart | null>(null);
  const width = useVisibleWidth(host);
  const theme = useThemeCount();
  const [state, setState] = useState<"waiting" | "drawn" | ChartRefusal>("waiting");
  const isCut = useHiddenEdges(host, state) !== "none";
  // The view outlives renders, and asks for the newest.
  const pick = useRef(onPick);
  useEffect(() => {
    pick.current = onPick;
  });

  useEffect(() => {
    const node = host.current;
    if (!node || width === null) return undefined;
    let current = true;
    // Vega is most of this extension's size and is fetched when the first chart comes into sight.
    void import("./draw")
      .then(async ({ DrawnChart }) => {
        if (!current) return;
        drawn.current ??= new DrawnChart(node, (row) => pick.current?.(row));
        await drawn.current.show(chart, { theme: readTheme(node), width, label: { title, caption } });
        if (current) setState("drawn");
      })
      .catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        if (current) setState({ kind: "failed", message });
      });
    return () => {
      current = false;
    };
  }, [chart, width, theme, title, caption]);

  useEffect(
    () => () => {
      drawn.current?.dispose();
      drawn.current = null;
    },
    [],
  );

  return (
    <>
      <div
        ref={host}
        className="qt-Chart-stage"
        aria-busy={state === "waiting"}
        {...(isCut && { role: "region", "aria-label": title, tabIndex: 0 })}
      />
      {typeof state === "object" && <NotDrawn refusal={state} />}
    </>
  );
}

function NotDrawn({ refusal }: { refusal: ChartRefusal }): JSX.Element {
  const trans = useTrans();
  return (
    <div className="qt-Message" role="note">
      <p className="qt-Message-title">{trans.__("This chart is not drawn")}</p>
      <p>{refusalWords(refusal, trans)}</p>
    </div>
  );
}
