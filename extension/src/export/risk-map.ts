import type { ResultDocument } from "quetelet/contract";
import { riskClasses } from "quetelet/contract";
import { formatCell } from "../ui/format";
import type { Trans } from "../ui/translation";
import { mapColoursOn } from "../viewer/families/risk-terrain/map/colours";
import { mix, paint, type Colour } from "../viewer/families/risk-terrain/map/raster";
import { boxOf, fitBox } from "../viewer/families/risk-terrain/map/viewport";
import { readTerrain } from "../viewer/families/risk-terrain/terrain";

/** Every place in the colour of its class: the map that the viewer shows, as a picture with its legend. */
export interface RiskMapPicture {
  address: string;
  width: number;
  legend: { label: string; colour: string }[];
  description: string;
}

const size = { width: 720, tallest: 640 };
/** Pixels of the picture to one of the page, which may be brought nearer or printed. */
const ratio = 2;

/** Null where the document does not hold its places: its chart of squares is all there is then. */
export function riskMapPicture(result: ResultDocument, trans: Trans): RiskMapPicture | null {
  const { places, cellSize, units } = readTerrain(result);
  if (!places) return null;
  const { x, y, risk, count } = places;
  const { classOf, labels } = riskClasses(risk);
  const box = boxOf(x, y, (cellSize ?? 0) / 2);
  const [across, up] = [box.right - box.left, box.top - box.bottom];
  const width = Math.max(20, Math.round(Math.min(size.width, (size.tallest * across) / up)));
  const height = Math.max(20, Math.round((width * up) / across));
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: width * ratio, height: height * ratio });
  const context = canvas.getContext("2d", { alpha: false });
  if (!context) return null;
  const { ground, classes, faint } = mapColoursOn("white", labels.length);
  const pixels = context.createImageData(canvas.width, canvas.height);
  // The riskiest come last and so lie on top.
  const order = Uint32Array.from(risk.keys()).sort((a, b) => risk[a]! - risk[b]! || a - b);
  paint(
    pixels,
    fitBox(box, { width, height }),
    { x, y, order, classOf, colours: classes, ground, selected: null, faint, cellSize },
    ratio,
  );
  context.putImageData(pixels, 0, 0);
  const kilometres = (metres: number) => String(Number((metres / 1000).toPrecision(2)));
  const plain = (value: number) => formatCell(value, "integer");
  return {
    address: canvas.toDataURL("image/png"),
    width,
    legend: labels.map((label, k) => ({ label, colour: cssOf(mix(ground, classes[k]!)) })),
    description: [
      trans.__(
        "Map of %1 places, %2 by %3 km, north up, coloured by relative risk in %4 classes: %5.",
        plain(count),
        kilometres(across),
        kilometres(up),
        labels.length,
        labels.join(", "),
      ),
      ...(units !== null && units > count
        ? [trans.__("They are a sample of the %1 places of the model.", plain(units))]
        : []),
    ].join(" "),
  };
}

const cssOf = ([red, green, blue]: Colour): string => `rgb(${[red, green, blue].map(Math.round).join(", ")})`;
