import React from "react";
import { formatCell } from "../../../ui/format";
import { useTrans, type Trans } from "../../../ui/translation";
import type { Counts, Linked, Selection } from "./selection";
import type { Terrain } from "./terrain";

interface SelectionPanelProps {
  terrain: Terrain;
  selection: Selection;
  linked: Linked;
  onClear: () => void;
}

/** What is picked, in words, and how common each factor is there beside everywhere. */
export function SelectionPanel({ terrain, selection, linked, onClear }: SelectionPanelProps): JSX.Element {
  const trans = useTrans();
  const { counts } = linked;
  return (
    <section className="qt-Picked" aria-label={trans.__("What is picked")}>
      <div className="qt-Picked-bar">
        {/* Politely told to screen readers, whatever part of the view it was picked in. */}
        <p className="qt-Picked-words" role="status">
          {words(terrain, selection, counts, trans)}
        </p>
        {selection.kind !== "nothing" && (
          <button type="button" className="qt-Action-button" onClick={onClear}>
            {trans.__("Clear")}
          </button>
        )}
      </div>
      {counts && counts.units > 0 && counts.present.some(({ everywhere }) => everywhere > 0) && (
        <Presence terrain={terrain} counts={counts} />
      )}
    </section>
  );
}

function words(terrain: Terrain, selection: Selection, counts: Counts | null, trans: Trans): string {
  const { factors, conjunctive, places } = terrain;
  if (selection.kind === "nothing") {
    return places
      ? trans.__("Pick a risk factor, a combination or places on the map; the other parts follow.")
      : trans.__("Pick a risk factor or a combination; the other part follows.");
  }
  const name =
    selection.kind === "factor"
      ? trans.__("Units with %1", factors[selection.factor]?.name ?? "")
      : selection.kind === "combination"
        ? trans.__("Units with exactly: %1", conjunctive?.combinations[selection.combination]?.label ?? "")
        : trans.__("Picked on the map");
  if (!counts) return name;
  // A percent sign stays with its number when the sentence breaks.
  const share = (part: number, all: number) =>
    formatCell(all > 0 ? part / all : 0, "percent").replace(" ", "\u00a0");
  const units = trans._n(
    "%2: %3 unit (%4 of all)",
    "%2: %3 units (%4 of all)",
    counts.units,
    name,
    formatCell(counts.units, "integer"),
    share(counts.units, counts.allUnits),
  );
  if (Number.isNaN(counts.crimes)) return `${units}.`;
  return trans.__(
    "%1, with %2 of all %5 (%3 of %4).",
    units,
    share(counts.crimes, counts.allCrimes),
    formatCell(counts.crimes, "integer"),
    formatCell(counts.allCrimes, "integer"),
    terrain.outcome ?? trans.__("events"),
  );
}

function Presence({ terrain, counts }: { terrain: Terrain; counts: Counts }): JSX.Element {
  const trans = useTrans();
  const rows = terrain.factors.slice(0, 30).map(({ name }, k) => {
    const { here, everywhere } = counts.present[k]!;
    return { name, here: here / counts.units, everywhere: everywhere / counts.allUnits };
  });
  return (
    <table className="qt-Presence">
      <caption className="qt-hidden">{trans.__("How often each risk factor is present")}</caption>
      <thead>
        <tr>
          <th scope="col">{trans.__("Risk factor")}</th>
          <th scope="col" aria-label={trans.__("Bar")} />
          <th scope="col">{trans.__("Here")}</th>
          <th scope="col">{trans.__("Everywhere")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, here, everywhere }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td aria-hidden="true">
              <span className="qt-Presence-bar">
                <span className="qt-Presence-here" style={{ width: `${100 * here}%` }} />
                <span className="qt-Presence-all" style={{ left: `${100 * everywhere}%` }} />
              </span>
            </td>
            <td>{formatCell(here, "percent")}</td>
            <td>{formatCell(everywhere, "percent")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
