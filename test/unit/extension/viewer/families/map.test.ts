import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PlaceIndex } from "../../../../../extension/src/viewer/families/risk-terrain/map/place-index";
import { paint, type Drawing } from "../../../../../extension/src/viewer/families/risk-terrain/map/raster";
import { scaleBar } from "../../../../../extension/src/viewer/families/risk-terrain/map/scale-bar";
import {
  boxOf,
  fitBox,
  pan,
  toPlane,
  toScreen,
  zoom,
} from "../../../../../extension/src/viewer/families/risk-terrain/map/viewport";

const coordinate = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const points = fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 60 });
const columns = (list: [number, number][]) => ({
  x: Float64Array.from(list, ([x]) => x),
  y: Float64Array.from(list, ([, y]) => y),
});
const size = { width: 400, height: 300 };

describe("the viewport", () => {
  it("shows every point when it is fitted", () => {
    fc.assert(
      fc.property(points, (list) => {
        const { x, y } = columns(list);
        const view = fitBox(boxOf(x, y, 0), size);
        x.forEach((_, i) => {
          const [px, py] = toScreen(view, x[i]!, y[i]!);
          expect(px >= -1e-6 && px <= size.width + 1e-6 && py >= -1e-6 && py <= size.height + 1e-6).toBe(
            true,
          );
        });
      }),
    );
  });

  it("keeps under the pointer what lies there when it zooms", () => {
    const box = { left: 0, right: 1000, bottom: 0, top: 1000 };
    const view = fitBox(box, size);
    fc.assert(
      fc.property(fc.double({ min: 1, max: 8, noNaN: true }), fc.nat(200), fc.nat(200), (factor, dx, dy) => {
        const at = { px: 100 + dx, py: 50 + dy };
        const [x, y] = toPlane(view, at.px, at.py);
        const [px, py] = toScreen(zoom(view, factor, at, box), x, y);
        // Where the middle would leave the ground, it does not.
        const [cx, cy] = toPlane(zoom(view, factor, at, box), 200, 150);
        const inside = cx > 0 && cx < 1000 && cy > 0 && cy < 1000;
        if (inside) expect([px, py]).toEqual([expect.closeTo(at.px, 6), expect.closeTo(at.py, 6)]);
      }),
    );
  });

  it("never loses the ground, however far it is moved", () => {
    const box = { left: 0, right: 1000, bottom: 0, top: 500 };
    const { x, y } = pan(fitBox(box, size), 1e6, -1e6, box);
    expect([x, y]).toEqual([0, 0]);
  });
});

describe("the index of places", () => {
  it("finds what looking at every place finds", () => {
    fc.assert(
      fc.property(
        points,
        coordinate,
        coordinate,
        fc.double({ min: 0, max: 5e5, noNaN: true }),
        (list, cx, cy, r) => {
          const { x, y } = columns(list);
          const index = new PlaceIndex(x, y);
          const box = { left: cx - r, right: cx + r, bottom: cy - r, top: cy + r };
          const inside = list.flatMap(([px, py], i) =>
            px >= box.left && px <= box.right && py >= box.bottom && py <= box.top ? [i] : [],
          );
          expect([...index.within(box)]).toEqual(inside);
          const distance = (i: number) => (x[i]! - cx) ** 2 + (y[i]! - cy) ** 2;
          const near = index.nearest(cx, cy, r);
          const least = Math.min(...list.map((_, i) => distance(i)));
          if (near === null) expect(least).toBeGreaterThan(r * r * (1 - 1e-12));
          else expect(distance(near)).toBe(least);
        },
      ),
    );
  });

  it("holds places that are all at one point", () => {
    const same = new Float64Array(1000).fill(7);
    const index = new PlaceIndex(same, same);
    expect(index.nearest(7, 7, 1)).toBe(0);
    expect(index.within({ left: 6, right: 8, bottom: 6, top: 8 })).toHaveLength(1000);
  });
});

describe("painting", () => {
  const drawing: Drawing = {
    x: Float64Array.of(0, 100),
    y: Float64Array.of(0, 0),
    order: Uint32Array.of(0, 1),
    classOf: Uint8Array.of(0, 1),
    colours: [
      [255, 0, 0, 1],
      [0, 0, 255, 1],
    ],
    ground: [255, 255, 255, 1],
    selected: null,
    faint: [0, 0, 0, 0.5],
    cellSize: null,
  };
  const view = { x: 50, y: 0, scale: 1, width: 200, height: 20 };
  const painted = (change: Partial<Drawing>, ratio = 1) => {
    const [width, height] = [200 * ratio, 20 * ratio];
    const raster = { data: new Uint8ClampedArray(4 * width * height), width, height };
    paint(raster, view, { ...drawing, ...change }, ratio);
    return (px: number, py: number) => [
      ...raster.data.slice(4 * (py * ratio * width + px * ratio)).slice(0, 4),
    ];
  };

  it("puts each place where it lies, in its class's colour, on the ground", () => {
    const at = painted({});
    expect(at(50, 10)).toEqual([255, 0, 0, 255]);
    expect(at(150, 10)).toEqual([0, 0, 255, 255]);
    expect(at(100, 10)).toEqual([255, 255, 255, 255]);
    expect(painted({}, 2)(150, 10)).toEqual([0, 0, 255, 255]);
  });

  it("leaves what is not selected faint, and under what is", () => {
    const at = painted({
      selected: Uint8Array.of(1, 0),
      x: Float64Array.of(100, 100),
      order: Uint32Array.of(0, 1),
    });
    expect(at(150, 10)).toEqual([255, 0, 0, 255]);
    expect(painted({ selected: Uint8Array.of(0, 1) })(50, 10)).toEqual([128, 128, 128, 255]);
  });

  it("draws cells that touch without a gap", () => {
    const x = Float64Array.from({ length: 10 }, (_, i) => 10 * i);
    const view = { x: 45, y: 0, scale: 1.37, width: 200, height: 20 };
    const raster = { data: new Uint8ClampedArray(4 * 200 * 20), width: 200, height: 20 };
    const zeros = new Uint8Array(10);
    const y = new Float64Array(10);
    paint(raster, view, {
      ...drawing,
      x,
      y,
      order: Uint32Array.from(x.keys()),
      classOf: zeros,
      cellSize: 10,
    });
    const middle = Array.from({ length: 130 }, (_, k) => raster.data[4 * (10 * 200 + 35 + k) + 1]);
    expect(new Set(middle)).toEqual(new Set([0]));
  });

  it("writes each pixel a few times, however many places claim to be large cells in one spot", () => {
    const count = 20_000;
    const at = new Float64Array(count);
    const raster = { data: new Uint8ClampedArray(4 * 1200 * 1200), width: 1200, height: 1200 };
    const order = Uint32Array.from(at.keys());
    const begin = performance.now();
    const near = { x: 0, y: 0, scale: 20, width: 1200, height: 1200 };
    paint(raster, near, { ...drawing, x: at, y: at, order, classOf: new Uint8Array(count), cellSize: 100 });
    // 20,000 times all pixels would take half a minute.
    expect(performance.now() - begin).toBeLessThan(3000);
    const red = new Uint32Array(raster.data.buffer).filter((word) => word !== 0xffffffff).length;
    expect(red).toBeGreaterThan(1000);
    expect(red).toBeLessThan((100 * 1200 * 1200) / count);
  });

  it("writes nothing outside its pixels, wherever the places are", () => {
    fc.assert(
      fc.property(points, fc.option(fc.double({ min: 1, max: 1e6, noNaN: true })), (list, cellSize) => {
        const { x, y } = columns(list);
        const order = Uint32Array.from(x.keys());
        const at = painted({ x, y, order, classOf: new Uint8Array(x.length), cellSize });
        expect(at(0, 0)[3]).toBe(255);
      }),
    );
  });
});

it("the scale bar is a round length that fits", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-5, max: 100, noNaN: true }), (scale) => {
      const { metres, pixels } = scaleBar(scale, 140);
      expect(pixels).toBeLessThanOrEqual(140 * (1 + 1e-9));
      expect(pixels).toBeGreaterThan(140 / 2.6);
      expect(String(metres)).toMatch(/^[125]0*$|^0\.0*[125]$|^[125]e/);
    }),
  );
});
