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

/** The same memory as whole pixels: one write each. */
interface Words {
  words: Uint32Array;
  width: number;
  height: number;
}

/**
 * Paints places into pixels. Writing the pixels takes a few milliseconds for fifty thousand places, where the canvas'
 * own shapes take many times that without a graphics card.
 * @param ratio Pixels of the raster to one of the viewport.
 */
export function paint({ data, width, height }: Raster, view: Viewport, drawing: Drawing, ratio = 1): void {
  const raster = { words: new Uint32Array(data.buffer, data.byteOffset, width * height), width, height };
  const { ground, selected, colours, faint } = drawing;
  raster.words.fill(wordOf(ground));
  // Laid on the ground once, so that places that overlap look no riskier than those that do not.
  const words = Uint32Array.from(colours, (colour) => wordOf(mix(ground, colour)));
  if (selected) {
    const one = new Uint32Array(words.length).fill(wordOf(mix(ground, faint)));
    paintPlaces(raster, view, { ...drawing, ratio, words: one, shown: 0 });
  }
  paintPlaces(raster, view, { ...drawing, ratio, words, shown: 1 });
}

/** Radius of a point in pixels of the viewport: small where all is seen, larger near by. */
export function pointRadius(view: Viewport, count: number): number {
  const pixels = view.width * view.height;
  const crowded = Math.sqrt(pixels / Math.max(1, count)) / 3.2;
  return Math.min(7, Math.max(1.4, crowded, 6 * view.scale));
}

interface Pass extends Drawing {
  ratio: number;
  /** The classes' colours as pixels. */
  words: Uint32Array;
  /** Which places are drawn, where some are selected. */
  shown: 0 | 1;
}

/** How often a pixel may be written, on average, by cells that lie over one another. */
const mostWrites = 50;

function paintPlaces(raster: Words, view: Viewport, pass: Pass): void {
  const { x, y, order, ratio, cellSize, selected, shown, words, classOf } = pass;
  const { width, height } = raster;
  const scale = view.scale * ratio;
  const left = width / 2 - view.x * scale;
  const top = height / 2 + view.y * scale;
  const half = cellSize === null ? 0 : Math.min((cellSize / 2) * scale, largestHalf(view, raster, pass));
  const disc = cellSize === null ? discOf(pointRadius(view, x.length) * ratio) : null;
  const reach = disc ? disc.length : half + 1;
  for (let k = 0; k < order.length; k++) {
    const i = order[k]!;
    if (selected !== null && selected[i] !== shown) continue;
    const px = left + x[i]! * scale;
    const py = top - y[i]! * scale;
    if (!(px > -reach && py > -reach && px < width + reach && py < height + reach)) continue;
    const word = words[classOf[i]!]!;
    if (disc) stamp(raster, disc, Math.round(px), Math.round(py), word);
    else square(raster, { left: px - half, top: py - half, right: px + half, bottom: py + half }, word);
  }
}

/**
 * Half the largest side, in pixels of the raster, with which the cells in sight write each pixel a few times on average.
 * True cells do not overlap, and so are smaller; those of a document of nonsense would keep the page busy for minutes.
 */
function largestHalf(view: Viewport, raster: Words, { x, y, order, cellSize, ratio }: Pass): number {
  const writes = mostWrites * raster.width * raster.height;
  // True cells are that small whatever is in sight, and a map that is dragged need not count them for each frame.
  if (order.length * (cellSize! * view.scale * ratio) ** 2 <= writes) return Infinity;
  const reach = {
    x: view.width / view.scale / 2 + cellSize! / 2,
    y: view.height / view.scale / 2 + cellSize! / 2,
  };
  const isSeen = (i: number) => Math.abs(x[i]! - view.x) < reach.x && Math.abs(y[i]! - view.y) < reach.y;
  const count = order.reduce((sum, i) => sum + Number(isSeen(i)), 0);
  return count <= mostWrites ? Infinity : Math.sqrt(writes / count) / 2;
}

/** For each row of pixels of a disc, how far it reaches to either side of its middle. */
type Disc = Int32Array;

const discs = new Map<number, Disc>();

function discOf(radius: number): Disc {
  const rounded = Math.max(0.5, Math.round(radius * 10) / 10);
  const known = discs.get(rounded);
  if (known) return known;
  const reach = Math.floor(rounded);
  const disc = Int32Array.from({ length: 2 * reach + 1 }, (_, row) =>
    Math.floor(Math.sqrt(Math.max(0, (rounded + 0.15) ** 2 - (row - reach) ** 2))),
  );
  discs.set(rounded, disc);
  return disc;
}

function stamp({ words, width, height }: Words, disc: Disc, cx: number, cy: number, word: number): void {
  const reach = (disc.length - 1) / 2;
  const first = Math.max(0, reach - cy);
  const last = Math.min(disc.length, height - cy + reach);
  for (let row = first; row < last; row++) {
    const start = (cy - reach + row) * width;
    const from = start + Math.max(0, cx - disc[row]!);
    const to = start + Math.min(width - 1, cx + disc[row]!);
    for (let at = from; at <= to; at++) words[at] = word;
  }
}

/** Edges are rounded, so that neighbouring cells neither overlap nor leave a gap. */
function square(
  { words, width, height }: Words,
  { left, top, right, bottom }: { left: number; top: number; right: number; bottom: number },
  word: number,
): void {
  const start = Math.round(left);
  const end = Math.min(width, Math.max(start + 1, Math.round(right)));
  const head = Math.round(top);
  const last = Math.min(height, Math.max(head + 1, Math.round(bottom)));
  for (let row = Math.max(0, head); row < last; row++) {
    const to = row * width + end;
    for (let at = row * width + Math.max(0, start); at < to; at++) words[at] = word;
  }
}

/** A colour as it looks on a ground. */
export function mix(ground: Colour, [red, green, blue, opacity]: Colour): Colour {
  const over = (below: number, above: number) => below + (above - below) * opacity;
  return [over(ground[0], red), over(ground[1], green), over(ground[2], blue), 1];
}

/** An opaque colour in the machine's own order of bytes. */
function wordOf([red, green, blue]: Colour): number {
  return new Uint32Array(new Uint8ClampedArray([red, green, blue, 255]).buffer)[0]!;
}
