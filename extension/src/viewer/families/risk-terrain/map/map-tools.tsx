import React from "react";
import { Picker } from "../../../../ui/picker";
import { useTrans } from "../../../../ui/translation";

interface MapToolsProps {
  mode: "move" | "select";
  onMode: (mode: "move" | "select") => void;
  onInView: () => void;
}

/** What dragging does, and a way to pick places without it. */
export function MapTools({ mode, onMode, onInView }: MapToolsProps): JSX.Element {
  const trans = useTrans();
  return (
    <div className="qt-Map-tools" role="group" aria-label={trans.__("Map")}>
      <Picker
        label={trans.__("What dragging does")}
        value={mode}
        options={[
          { name: "move", label: trans.__("Drag moves") },
          { name: "select", label: trans.__("Drag picks places") },
        ]}
        onChange={(name) => onMode(name === "select" ? "select" : "move")}
      />
      <button type="button" className="qt-Action-button" onClick={onInView}>
        {trans.__("Pick what is in view")}
      </button>
    </div>
  );
}

/** What the wheel and pinching do, as buttons that lie over the map. */
export function ZoomButtons({ onZoom, onWhole }: ZoomButtonsProps): JSX.Element {
  const trans = useTrans();
  return (
    <div className="qt-Map-zoom" role="group" aria-label={trans.__("Zoom")}>
      <Square label={trans.__("Zoom in")} sign="+" run={() => onZoom(1.5)} />
      <Square label={trans.__("Zoom out")} sign="−" run={() => onZoom(1 / 1.5)} />
      <button type="button" className="qt-Action-button" onClick={onWhole}>
        {trans.__("Show all")}
      </button>
    </div>
  );
}

interface ZoomButtonsProps {
  onZoom: (factor: number) => void;
  onWhole: () => void;
}

function Square({ label, sign, run }: { label: string; sign: string; run: () => void }): JSX.Element {
  return (
    <button
      type="button"
      className="qt-Action-button qt-Map-square"
      aria-label={label}
      title={label}
      onClick={run}
    >
      {sign}
    </button>
  );
}
