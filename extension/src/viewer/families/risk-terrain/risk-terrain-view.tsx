import React, { useMemo, useState } from "react";
import { formatCell } from "../../../ui/format";
import { ForestPlot } from "../../../ui/forest-plot";
import { useTrans } from "../../../ui/translation";
import { outcomeName } from "../../words";
import type { FamilyViewProps } from "../family";
import { Combinations } from "./combinations";
import { PlaceMap } from "./map/map";
import { link, nothing, pick, type Selection } from "./selection";
import { SelectionPanel } from "./selection-panel";
import { readTerrain, type Terrain } from "./terrain";

/** A map, the rate ratios and the combinations of factors, linked: what is picked in one is shown in the others. */
export default function RiskTerrainView({ result, source }: FamilyViewProps): JSX.Element {
  const trans = useTrans();
  const terrain = useMemo(() => readTerrain(result), [result]);
  const [picked, setSelection] = useState<Selection>(nothing);
  // A new state of the document may have other places.
  const [shownOf, setShownOf] = useState(terrain);
  if (shownOf !== terrain) {
    setShownOf(terrain);
    setSelection(nothing);
  }
  const selection = shownOf === terrain ? picked : nothing;
  const linked = useMemo(() => link(terrain, selection), [terrain, selection]);
  const choose = (next: Selection) => setSelection((before) => pick(before, next));
  const clear = () => setSelection(nothing);
  const { factors, conjunctive, places } = terrain;
  const rows = useMemo(() => factors.map(forestRow).sort((a, b) => b.estimate - a.estimate), [factors]);
  const bootstrap = factors.some((factor) => factor.bootstrap);

  return (
    <div className={`qt-Terrain${places ? "" : " qt-mod-plain"}`}>
      {places && (
        <section className="qt-Terrain-map" aria-label={trans.__("Map")}>
          <PlaceMap
            title={trans.__("Risk map for %1", outcomeName(result.config) ?? result.model)}
            places={places}
            cellSize={terrain.cellSize}
            selected={linked.places}
            describe={(place) => describe(terrain, place) || trans.__("no risk factor")}
            onSelect={(chosen) => choose({ kind: "places", places: chosen })}
            onClear={clear}
          />
          {terrain.units !== null && terrain.units > places.count && (
            <p className="qt-quiet">
              {trans.__(
                "The map shows %1 of the %2 units, evenly thinned; counts of what is picked are of those.",
                formatCell(places.count, "integer"),
                formatCell(terrain.units, "integer"),
              )}
            </p>
          )}
        </section>
      )}
      <section className="qt-Terrain-factors" aria-label={trans.__("Risk factors and their combinations")}>
        <h3 className="qt-Table-title">{trans.__("Rate ratios of the risk factors")}</h3>
        {rows.length === 0 ? (
          <p className="qt-quiet">{trans.__("No risk factor was chosen.")}</p>
        ) : (
          <ForestPlot
            label={trans.__("Risk factors")}
            rows={rows}
            scale="ratio"
            axisTitle={trans.__("Rate ratio (log scale)")}
            picked={new Set(selection.kind === "factor" ? [String(selection.factor)] : [])}
            marked={linked.factors && new Set([...linked.factors].map(String))}
            onPick={(key) => choose({ kind: "factor", factor: Number(key) })}
          />
        )}
        {bootstrap && (
          <p className="qt-Forest-key">
            <span className="qt-Forest-sample" /> {trans.__("given the selection")}
            <span className="qt-Forest-sample qt-mod-below" /> {trans.__("bootstrap, selection included")}
          </p>
        )}
        <SelectionPanel terrain={terrain} selection={selection} linked={linked} onClear={clear} />
        {!places && (
          <p className="qt-quiet">
            {trans.__(
              "This result holds no places to map: the option “coordinates” names the columns of their positions.",
            )}
          </p>
        )}
        {conjunctive && (
          <Combinations
            conjunctive={conjunctive}
            selection={selection}
            linked={linked}
            source={source}
            onPick={(combination) => choose({ kind: "combination", combination })}
          />
        )}
      </section>
    </div>
  );
}

function forestRow({ name, set, ratio, lower, upper, bootstrap }: Terrain["factors"][number], k: number) {
  return {
    key: String(k),
    label: name,
    detail: set,
    estimate: ratio,
    lower,
    upper,
    second: bootstrap ?? undefined,
  };
}

/** The factors present at a place. */
function describe({ factors, places }: Terrain, place: number): string {
  const has = places?.has;
  return has ? factors.flatMap(({ name }, k) => (has(place, k) ? [name] : [])).join(" + ") : "";
}
