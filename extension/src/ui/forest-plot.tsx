import { intervalExtent, ratioTicks } from "quetelet/contract";
import React, { useMemo } from "react";
import { formatNumber, formatRatio } from "./format";
import { linearTicks } from "./ticks";
import { useTrans } from "./translation";

export interface ForestRow {
  key: string;
  label: string;
  /** Said beside the label, quietly. */
  detail?: string | undefined;
  estimate: number;
  lower: number;
  upper: number;
  /** Another interval of the same estimate, drawn below the first. */
  second?: { lower: number; upper: number } | undefined;
}

interface ForestPlotProps {
  /** Accessible name of the list of rows. */
  label: string;
  rows: readonly ForestRow[];
  /** `ratio`: a logarithmic axis around 1; `difference`: a plain one around 0. */
  scale: "ratio" | "difference";
  axisTitle: string;
  /** Row that was picked. */
  picked: ReadonlySet<string>;
  /** Rows that belong to what was picked elsewhere; null when nothing was. */
  marked: ReadonlySet<string> | null;
  onPick: (key: string) => void;
}

/** Estimates with their intervals, one row each; a row is a button that picks it. */
export function ForestPlot(props: ForestPlotProps): JSX.Element {
  const { label, rows, scale, axisTitle, picked, marked, onPick } = props;
  const axis = useMemo(() => axisOf(rows, scale), [rows, scale]);
  const trans = useTrans();
  const print = scale === "ratio" ? formatRatio : formatNumber;
  return (
    <div className="qt-Forest">
      <ul className="qt-Forest-rows" role="list" aria-label={label}>
        {rows.map((row) => {
          const out = marked !== null && !marked.has(row.key) && !picked.has(row.key);
          return (
            <li key={row.key}>
              <button
                type="button"
                className={`qt-Forest-row${out ? " qt-mod-out" : ""}`}
                aria-pressed={picked.has(row.key)}
                onClick={() => onPick(row.key)}
              >
                <span className="qt-Forest-label">
                  {row.label}
                  {row.detail && <small className="qt-Forest-detail">{row.detail}</small>}
                </span>
                <Plot row={row} axis={axis} />
                <span className="qt-Forest-numbers">
                  <strong>{print(row.estimate)}</strong>{" "}
                  <span className="qt-Forest-interval">
                    {trans.__("%1 to %2", print(row.lower), print(row.upper))}
                  </span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      <div className="qt-Forest-axis" aria-hidden="true">
        <span />
        <span className="qt-Forest-ticks">
          {axis.labelled.map((tick, k) => (
            <span
              key={tick}
              className={isSecond(axis, k) ? "qt-Forest-tick qt-mod-second" : "qt-Forest-tick"}
              style={{ left: `${axis.at(tick)}%` }}
            >
              {String(tick).replace("-", "−")}
            </span>
          ))}
        </span>
        <span />
        <span />
        <span className="qt-Forest-title">{axisTitle}</span>
      </div>
    </div>
  );
}

/** Every second label, counted from that of no effect, goes where a plot is narrow. */
const isSecond = ({ labelled, none }: Axis, k: number) => (k - Math.max(0, labelled.indexOf(none))) % 2 !== 0;

function Plot({ row, axis }: { row: ForestRow; axis: Axis }): JSX.Element {
  const { estimate, second } = row;
  const at = axis.at(estimate);
  const seen = at >= 0 && at <= 100;
  return (
    <span className="qt-Forest-plot" aria-hidden="true">
      {axis.ticks.map((tick) => (
        <span key={tick} className="qt-Forest-grid" style={{ left: `${axis.at(tick)}%` }} />
      ))}
      <span className="qt-Forest-none" style={{ left: `${axis.at(axis.none)}%` }} />
      <Line interval={row} axis={axis} />
      {second && <Line interval={second} axis={axis} below />}
      {seen && <span className="qt-Forest-point" style={{ left: `${at}%` }} />}
    </span>
  );
}

interface LineProps {
  interval: { lower: number; upper: number };
  axis: Axis;
  below?: boolean;
}

/** Cut at the edges, where an interval leaves the chart. */
function Line({ interval, axis, below = false }: LineProps): JSX.Element | null {
  const cut = (value: number) => Math.min(100, Math.max(0, axis.at(value)));
  const [left, right] = [cut(interval.lower), cut(interval.upper)];
  if (!(right >= left)) return null;
  const name = below ? "qt-Forest-line qt-mod-below" : "qt-Forest-line";
  return <span className={name} style={{ left: `${left}%`, width: `${right - left}%` }} />;
}

interface Axis {
  /** Percent of the width from the left. */
  at(value: number): number;
  ticks: number[];
  /** Those with a label: there is no room for many. */
  labelled: number[];
  /** Where there is no effect. */
  none: number;
}

function axisOf(rows: readonly ForestRow[], scale: "ratio" | "difference"): Axis {
  const flat = scale === "ratio" ? Math.log : (value: number) => value;
  const sharp = scale === "ratio" ? Math.exp : (value: number) => value;
  const intervals = rows.flatMap(({ estimate, lower, upper, second }) =>
    [{ lower, upper }, ...(second ? [second] : [])].map((each) => ({
      lower: bounded(flat(each.lower), flat(estimate)),
      upper: bounded(flat(each.upper), flat(estimate)),
    })),
  );
  const [low, high] = intervalExtent(intervals, scale === "ratio");
  const ticks = scale === "ratio" ? ratioTicks(sharp(low), sharp(high)) : linearTicks(low, high, 5);
  const step = Math.ceil(ticks.length / 5);
  const none = scale === "ratio" ? 1 : 0;
  const first = Math.max(0, ticks.indexOf(none)) % step;
  return {
    at: (value) => (100 * (flat(value) - low)) / (high - low),
    ticks,
    labelled: ticks.filter((_, k) => k % step === first),
    none,
  };
}

const bounded = (value: number, otherwise: number) =>
  Number.isFinite(value) ? value : Number.isFinite(otherwise) ? otherwise : 0;
