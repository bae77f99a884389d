import { riskClasses } from "quetelet/contract";
import React, { useCallback, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useThemeCount } from "../../../../chart/use-page";
import { formatCell, formatNumber } from "../../../../ui/format";
import { useTrans } from "../../../../ui/translation";
import type { Places } from "../terrain";
import { mapColours } from "./colours";
import { Legend } from "./legend";
import { MapCanvas } from "./map-canvas";
import { MapTools, ZoomButtons } from "./map-tools";
import { PlaceIndex } from "./place-index";
import { pointRadius } from "./raster";
import { scaleBar } from "./scale-bar";
import { useGestures, type Brush } from "./use-gestures";
import { useMapSize } from "./use-size";
import { boxOf, fitBox, pan, seen, toPlane, toScreen, zoom, type Viewport } from "./viewport";

interface MapProps {
  title: string;
  places: Places;
  cellSize: number | null;
  /** 1 for each place that is picked; null when nothing is. */
  selected: Uint8Array | null;
  /** What is said of a place: its factors. */
  describe: (place: number) => string;
  onSelect: (places: Uint32Array) => void;
  onClear: () => void;
}

/** Places on the ground, coloured by risk: moved, brought nearer, brushed and read by pointer or by keys. */
export function PlaceMap(props: MapProps): JSX.Element {
  const { title, places, cellSize, selected, describe, onSelect, onClear } = props;
  const trans = useTrans();
  const help = useId();
  const stage = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const theme = useThemeCount();
  const [mode, setMode] = useState<"move" | "select">("move");
  const [read, setRead] = useState<{ place: number | null; by: "pointer" | "keys" }>({
    place: null,
    by: "pointer",
  });

  const { x, y, count, risk, observed } = places;
  const box = useMemo(() => boxOf(x, y, (cellSize ?? 0) / 2), [x, y, cellSize]);
  const index = useMemo(() => new PlaceIndex(x, y), [x, y]);
  const { classOf, labels } = useMemo(() => riskClasses(risk), [risk]);
  const size = useMapSize(stage, (box.top - box.bottom) / (box.right - box.left));
  const [view, setView] = useState<Viewport | null>(null);
  useEffect(() => {
    if (size) setView((before) => (before ? resized(before, size, box) : fitBox(box, size)));
  }, [size, box]);
  const [colours, setColours] = useState<ReturnType<typeof mapColours> | null>(null);
  useEffect(() => {
    if (stage.current) setColours(mapColours(stage.current, labels.length));
  }, [labels.length, theme]);
  // The riskiest come last and so lie on top.
  const order = useMemo(
    () => Uint32Array.from(risk.keys()).sort((a, b) => risk[a]! - risk[b]! || a - b),
    [risk],
  );

  const nearest = useCallback(
    (at: { px: number; py: number }, pixels: number) => {
      if (!view) return null;
      const reach = Math.max(pixels / view.scale, (cellSize ?? 0) * 0.71);
      return index.nearest(...toPlane(view, at.px, at.py), reach);
    },
    [view, index, cellSize],
  );
  const onHover = useCallback(
    (at: { px: number; py: number } | null) => {
      const place = at && nearest(at, 10);
      setRead((before) => (before.place === place ? before : { place, by: "pointer" }));
    },
    [nearest],
  );
  const onBrush = ({ from, to }: Brush) => {
    if (!view) return;
    const [x1, y1] = toPlane(view, from.px, from.py);
    const [x2, y2] = toPlane(view, to.px, to.py);
    onSelect(
      index.within({
        left: Math.min(x1, x2),
        right: Math.max(x1, x2),
        bottom: Math.min(y1, y2),
        top: Math.max(y1, y2),
      }),
    );
  };
  const pickAt = (at: { px: number; py: number }) => {
    const place = nearest(at, 10);
    if (place === null) onClear();
    else onSelect(Uint32Array.of(place));
  };
  const { brush, handlers } = useGestures({ frame, box, mode, setView, onClick: pickAt, onBrush, onHover });

  const middle = view && { px: view.width / 2, py: view.height / 2 };
  const change = (to: (view: Viewport) => Viewport) => {
    if (!view) return;
    const next = to(view);
    setView(next);
    const place = index.nearest(next.x, next.y, Math.max(24 / next.scale, (cellSize ?? 0) * 0.71));
    setRead({ place, by: "keys" });
  };
  const zoomBy = (factor: number) =>
    change((v) => zoom(v, factor, { px: v.width / 2, py: v.height / 2 }, box));
  const onKeyDown = (event: KeyboardEvent) => {
    const act = keyAction(event.key);
    if (!act || event.ctrlKey || event.metaKey || event.altKey || !view || !middle) return;
    event.preventDefault();
    switch (act.do) {
      case "pan":
        change((v) => pan(v, (act.dx * v.width) / 8, (act.dy * v.height) / 8, box));
        break;
      case "zoom":
        zoomBy(act.factor);
        break;
      case "whole":
        change((v) => fitBox(box, v));
        break;
      case "pick":
        if (read.place !== null) onSelect(Uint32Array.of(read.place));
        break;
      case "clear":
        onClear();
    }
  };

  const said = (place: number) =>
    [
      trans.__("Relative risk %1", formatNumber(risk[place]!)),
      ...(Number.isNaN(observed[place]!)
        ? []
        : [trans.__("%1 counted", formatCell(observed[place]!, "integer"))]),
      describe(place),
    ].join(" · ");
  const bar = view && scaleBar(view.scale, Math.min(140, view.width / 4));
  const ring = view && read.place !== null ? toScreen(view, x[read.place]!, y[read.place]!) : null;

  return (
    <div className="qt-Map">
      <MapTools mode={mode} onMode={setMode} onInView={() => view && onSelect(index.within(seen(view)))} />
      <div ref={stage} className="qt-Map-stage">
        <div
          ref={frame}
          className={`qt-Map-frame qt-mod-${mode}`}
          role="application"
          aria-roledescription={trans.__("map")}
          aria-label={trans.__(
            "%1: %2 places in %3 classes of relative risk: %4",
            title,
            formatCell(count, "integer"),
            labels.length,
            labels.join(", "),
          )}
          aria-describedby={help}
          tabIndex={0}
          style={size ? { height: size.height } : undefined}
          onKeyDown={onKeyDown}
          onBlur={() => setRead({ place: null, by: "pointer" })}
          {...handlers}
        >
          {view && colours && (
            <MapCanvas
              view={view}
              drawing={{
                x,
                y,
                order,
                classOf,
                colours: colours.classes,
                ground: colours.ground,
                faint: colours.faint,
                selected,
                cellSize,
              }}
            />
          )}
          <svg className="qt-Map-over" aria-hidden="true">
            {read.by === "keys" && middle && (
              <path
                className="qt-Map-cross"
                d={`M${middle.px - 12} ${middle.py}h24M${middle.px} ${middle.py - 12}v24`}
              />
            )}
            {ring && view && (
              <circle className="qt-Map-ring" cx={ring[0]} cy={ring[1]} r={pointRadius(view, count) + 4} />
            )}
            {brush && (
              <rect
                className="qt-Map-brush"
                x={Math.min(brush.from.px, brush.to.px)}
                y={Math.min(brush.from.py, brush.to.py)}
                width={Math.abs(brush.to.px - brush.from.px)}
                height={Math.abs(brush.to.py - brush.from.py)}
              />
            )}
          </svg>
          {bar && (
            <span className="qt-Map-scale" aria-hidden="true">
              <span className="qt-Map-bar" style={{ width: bar.pixels }} />
              {bar.metres >= 1000
                ? trans.__("%1 km", formatCell(bar.metres / 1000, "integer"))
                : trans.__("%1 m", formatCell(bar.metres, "integer"))}
            </span>
          )}
          <span className="qt-Map-north" aria-hidden="true">
            {trans.__("N")}
          </span>
        </div>
        <ZoomButtons onZoom={zoomBy} onWhole={() => change((v) => fitBox(box, v))} />
      </div>
      <p className="qt-Map-read" aria-live={read.by === "keys" ? "polite" : "off"}>
        {read.place !== null
          ? said(read.place)
          : read.by === "keys"
            ? trans.__("There is no place under the cross.")
            : trans.__("Point at a place to read it.")}
      </p>
      {colours && <Legend labels={labels} colours={colours.css} selecting={selected !== null} />}
      <p id={help} className="qt-Map-help">
        {trans.__(
          "Drag to move, Shift and drag to pick places. Ctrl and wheel zooms; after a click into the map the wheel alone does, until the pointer leaves it. Keys: arrows move, + and − zoom, 0 shows all, Enter picks the place under the cross, Escape puts everything back.",
        )}
      </p>
    </div>
  );
}

/** What was in the middle stays there; what showed all shows all again. */
function resized(
  view: Viewport,
  size: { width: number; height: number },
  box: Parameters<typeof fitBox>[0],
): Viewport {
  const relative = view.scale / fitBox(box, view).scale;
  return { ...view, ...size, scale: relative * fitBox(box, size).scale };
}

type KeyAction =
  { do: "pan"; dx: number; dy: number } | { do: "zoom"; factor: number } | { do: "whole" | "pick" | "clear" };

function keyAction(key: string): KeyAction | null {
  switch (key) {
    case "ArrowLeft":
      return { do: "pan", dx: 1, dy: 0 };
    case "ArrowRight":
      return { do: "pan", dx: -1, dy: 0 };
    case "ArrowUp":
      return { do: "pan", dx: 0, dy: 1 };
    case "ArrowDown":
      return { do: "pan", dx: 0, dy: -1 };
    case "+":
    case "=":
      return { do: "zoom", factor: 1.5 };
    case "-":
    case "_":
    case "−":
      return { do: "zoom", factor: 1 / 1.5 };
    case "0":
    case "Home":
      return { do: "whole" };
    case "Enter":
    case " ":
      return { do: "pick" };
    case "Escape":
      return { do: "clear" };
    default:
      return null;
  }
}
