import type { Viewport } from "./viewport";

/** Red, green, blue from 0 to 255, and opacity from 0 to 1. */
export type Colour = readonly [number, number, number, number];

export interface Raster {
  /** Four bytes a pixel, as a canvas takes them. */
  data: Uint8ClampedArray;
  width: number;
  height: number;
}

export interface Drawing {
  x: Float64Array;
  y: Float64Array;
  /** Places from the first to be drawn to the last. */
  order: Uint32Array;
  classOf: Uint8Array;
  colours: readonly Colour[];
  ground: Colour;
  /** 1 for each place that stands out; all do when null. */
  selected: Uint8Array | null;
  /** Colour of those that do not. */
  faint: Colour;
  /** Side of square cells in metres; null for points. */
  cellSize: number | null;
}

/**
 * Paints places into pixels. Writing the pixels takes a few milliseconds for fifty thousand places, where the canvas'
 * own shapes take many times that without a graphics card.
 * @param ratio Pixels of the raster to one of the viewport.
 */
export function paint(raster: Raster, view: Viewport, drawing: Drawing, ratio = 1): void {
  fill(raster, drawing.ground);
  const { selected } = drawing;
  if (selected) {
    paintPlaces(raster, view, {
      ...drawing,
      ratio,
      colourOf: () => drawing.faint,
      shown: (i) => !selected[i],
    });
  }
  paintPlaces(raster, view, {
    ...drawing,
    ratio,
    colourOf: (i) => drawing.colours[drawing.classOf[i]!]!,
    shown: selected ? (i) => selected[i] === 1 : () => true,
  });
}

/** Radius of a point in pixels of the viewport: small where all is seen, larger near by. */
export function pointRadius(view: Viewport, count: number): number {
  const pixels = view.width * view.height;
  const crowded = Math.sqrt(pixels / Math.max(1, count)) / 3.2;
  return Math.min(7, Math.max(1.4, crowded, 6 * view.scale));
}

interface Pass extends Drawing {
  ratio: number;
  colourOf: (place: number) => Colour;
  shown: (place: number) => boolean;
}

function paintPlaces(raster: Raster, view: Viewport, pass: Pass): void {
  const { x, y, order, ratio, cellSize, shown, colourOf } = pass;
  const scale = view.scale * ratio;
  const left = raster.width / 2 - view.x * scale;
  const top = raster.height / 2 + view.y * scale;
  const half = cellSize === null ? 0 : (cellSize / 2) * scale;
  const stamp = cellSize === null ? stampOf(pointRadius(view, x.length) * ratio) : null;
  const reach = stamp ? stamp.side : half + 1;
  for (const i of order) {
    if (!shown(i)) continue;
    const px = left + x[i]! * scale;
    const py = top - y[i]! * scale;
    if (px < -reach || py < -reach || px > raster.width + reach || py > raster.height + reach) continue;
    const colour = colourOf(i);
    if (stamp) press(raster, stamp, Math.round(px), Math.round(py), colour);
    else square(raster, px - half, py - half, px + half, py + half, colour);
  }
}

/** A disc with soft edges: how much of each pixel it covers. */
interface Stamp {
  side: number;
  cover: Float32Array;
}

const stamps = new Map<number, Stamp>();

function stampOf(radius: number): Stamp {
  const rounded = Math.max(0.7, Math.round(radius * 10) / 10);
  const known = stamps.get(rounded);
  if (known) return known;
  const reach = Math.ceil(rounded + 0.5);
  const side = 2 * reach + 1;
  const cover = new Float32Array(side * side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const distance = Math.hypot(column - reach, row - reach);
      cover[row * side + column] = Math.min(1, Math.max(0, rounded + 0.5 - distance));
    }
  }
  const stamp = { side, cover };
  stamps.set(rounded, stamp);
  return stamp;
}

function press(
  { data, width, height }: Raster,
  { side, cover }: Stamp,
  cx: number,
  cy: number,
  colour: Colour,
) {
  const reach = (side - 1) / 2;
  const [firstRow, lastRow] = [Math.max(0, cy - reach), Math.min(height - 1, cy + reach)];
  const [firstColumn, lastColumn] = [Math.max(0, cx - reach), Math.min(width - 1, cx + reach)];
  const [red, green, blue, opacity] = colour;
  for (let row = firstRow; row <= lastRow; row++) {
    const line = (row - cy + reach) * side - cx + reach;
    for (let column = firstColumn; column <= lastColumn; column++) {
      const alpha = cover[line + column]! * opacity;
      if (alpha === 0) continue;
      const at = 4 * (row * width + column);
      data[at]! += (red - data[at]!) * alpha;
      data[at + 1]! += (green - data[at + 1]!) * alpha;
      data[at + 2]! += (blue - data[at + 2]!) * alpha;
    }
  }
}

/** Edges are rounded, so that neighbouring cells neither overlap nor leave a gap. */
function square(
  { data, width, height }: Raster,
  left: number,
  top: number,
  right: number,
  bottom: number,
  [red, green, blue, alpha]: Colour,
): void {
  const start = Math.max(0, Math.round(left));
  const end = Math.min(width, Math.max(start + 1, Math.round(right)));
  const last = Math.min(height, Math.max(Math.round(top) + 1, Math.round(bottom)));
  for (let row = Math.max(0, Math.round(top)); row < last; row++) {
    for (let column = start; column < end; column++) {
      const at = 4 * (row * width + column);
      data[at]! += (red - data[at]!) * alpha;
      data[at + 1]! += (green - data[at + 1]!) * alpha;
      data[at + 2]! += (blue - data[at + 2]!) * alpha;
    }
  }
}

function fill({ data, width, height }: Raster, [red, green, blue]: Colour): void {
  const words = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const bytes = new Uint8ClampedArray([red, green, blue, 255]);
  words.fill(new Uint32Array(bytes.buffer)[0]!);
}
