// @vitest-environment jsdom
import { riskClasses } from "quetelet/contract";
import { beforeAll, expect, it, vi } from "vitest";
import { resultHtml } from "../../../../extension/src/export/result-html";
import { riskMapPicture } from "../../../../extension/src/export/risk-map";
import { readTerrain } from "../../../../extension/src/viewer/families/risk-terrain/terrain";
import { trans } from "../support";
import { terrainDocument } from "../viewer/families/terrain-document";

const picture = "data:image/png;base64,AAAA";
let painted: { width: number; height: number; data: Uint8ClampedArray };

beforeAll(() => {
  const context = {
    fillStyle: "",
    fillRect() {},
    getImageData() {
      // What a browser makes of the two colours that are asked for by name and as rgba; the others are hexadecimal.
      const hex = /^#(..)(..)(..)$/.exec(this.fillStyle);
      if (hex) return { data: [...hex.slice(1).map((pair) => parseInt(pair, 16)), 255] };
      return { data: this.fillStyle === "white" ? [255, 255, 255, 255] : [128, 128, 128, 89] };
    },
    createImageData: (width: number, height: number) => ({
      width,
      height,
      data: new Uint8ClampedArray(4 * width * height),
    }),
    putImageData: (pixels: typeof painted) => void (painted = pixels),
  };
  HTMLCanvasElement.prototype.getContext = (() => context) as never;
  HTMLCanvasElement.prototype.toDataURL = () => picture;
});

it("has the classes of the map on the screen, however many places there are", () => {
  const result = terrainDocument({ count: 4000 });
  const { labels } = riskClasses(readTerrain(result).places!.risk);
  const map = riskMapPicture(result, trans)!;
  expect(map.legend.map(({ label }) => label)).toEqual(labels);
  expect(map.description).toContain(`Map of 4,000 places`);
  const bytes = (word: number) => new Uint8Array(Uint32Array.of(word).buffer).slice(0, 3);
  const found = [...new Set(new Uint32Array(painted.data.buffer))].map(
    (word) => `rgb(${bytes(word).join(", ")})`,
  );
  for (const { colour } of map.legend) expect(found).toContain(colour);
});

it("stands in the page with its legend in place of the document's chart of means", async () => {
  const result = terrainDocument();
  result.charts = {
    riskMap: { $schema: "https://vega.github.io/schema/vega-lite/v5.json", description: "" },
  };
  const page = new DOMParser().parseFromString(await resultHtml(result, trans), "text/html");
  expect(page.querySelector("figure img")!.getAttribute("src")).toBe(picture);
  const legend = [...page.querySelectorAll(".legend li")].map((item) => item.textContent);
  expect(legend).toEqual(riskMapPicture(result, trans)!.legend.map(({ label }) => label));
});

it("gives way to the document's chart where it cannot be drawn", async () => {
  const result = terrainDocument();
  result.charts = {
    riskMap: { $schema: "https://vega.github.io/schema/vega-lite/v5.json", description: "Means of squares" },
  };
  const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
  vi.spyOn(HTMLCanvasElement.prototype, "toDataURL").mockImplementationOnce(() => {
    throw new Error("too large");
  });
  const page = new DOMParser().parseFromString(await resultHtml(result, trans), "text/html");
  expect(page.querySelector("figcaption")!.textContent).toBe("Means of squares");
  expect(page.querySelector(".legend")).toBeNull();
  expect(warned).toHaveBeenCalledOnce();
  vi.restoreAllMocks();
});

it("is drawn at once whatever size of cells a document claims", () => {
  const result = terrainDocument({ count: 100_000 });
  Object.assign(result.config, { cellSize: 1e12 });
  expect(readTerrain(result).cellSize).toBeNull();
  expect(riskMapPicture(result, trans)!.description).toContain("2.1 by 2.1 km");
});

it("is none where a document does not hold its places", () => {
  const result = terrainDocument();
  delete result.details;
  expect(riskMapPicture(result, trans)).toBeNull();
});
