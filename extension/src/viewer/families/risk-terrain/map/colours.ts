import { riskColour } from "quetelet/contract";
import type { Colour } from "./raster";

export interface MapColours {
  ground: Colour;
  classes: Colour[];
  /** Of places that are not part of a selection. */
  faint: Colour;
  /** The classes' colours for the legend. */
  css: string[];
}

/** The colours of a map in JupyterLab's theme where a node stands; the ramp turns round on a dark ground. */
export function mapColours(node: Element, classes: number): MapColours {
  const style = getComputedStyle(node);
  return mapColoursOn(style.getPropertyValue("--jp-layout-color1").trim() || "white", classes);
}

/** The colours of a map on a ground that is any colour of CSS. */
export function mapColoursOn(colour: string, classes: number): MapColours {
  const ground = parse(colour);
  const [red, green, blue] = ground;
  const onDark = 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128;
  const css = Array.from({ length: classes }, (_, k) => riskColour(k, classes, { onDark }));
  return {
    ground,
    classes: css.map(parse),
    faint: onDark ? [150, 150, 150, 0.22] : [110, 110, 110, 0.2],
    css,
  };
}

/** Any colour of CSS as numbers: the canvas knows them all. */
function parse(colour: string): Colour {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) return [255, 255, 255, 1];
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 255, green = 255, blue = 255, alpha = 255] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue, alpha / 255];
}
