import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../../kernel-lib/src/contract/index.js";
import { project, type ProjectOptions } from "../../../kernel-lib/src/features/index.js";

function metres(places: Parameters<typeof project>[0], options: ProjectOptions) {
  const table = project(places, options);
  return { x: table.array("x") as number[], y: table.array("y") as number[] };
}

describe("project", () => {
  it("puts the CN Tower where its published UTM coordinates are", () => {
    // 43° 38′ 33.24″ N, 79° 23′ 13.7″ W is 630,084 E, 4,833,438 N in zone 17 (meridian 81° W, scale .9996).
    const tower = { lon: [-(79 + 23 / 60 + 13.7 / 3600)], lat: [43 + 38 / 60 + 33.24 / 3600] };
    const { x, y } = metres(tower, { about: [-81, 43.6] });
    expect(500_000 + 0.9996 * (x[0]! - 500_000)).toBeCloseTo(630_084, -0.3);
    expect(0.9996 * y[0]!).toBeCloseTo(4_833_438, -0.3);
  });

  it("has the quarter meridian of the ellipsoid", () => {
    const { y } = metres({ lon: [10, 10], lat: [90, 89.5] }, { about: [10, 89.9] });
    expect(y[0]).toBeCloseTo(10_001_965.729, 2);
  });

  it("keeps lengths and angles at the place it is about", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -179.9, max: 179.9, noNaN: true }),
        fc.double({ min: -80, max: 80, noNaN: true }),
        (lon, lat) => {
          const step = 1e-3; // degrees, about 100 metres
          const { x, y } = metres(
            { lon: [lon - step, lon + step, lon, lon], lat: [lat, lat, lat - step, lat + step] },
            { about: [lon, lat] },
          );
          // Radii of curvature of WGS84: of the parallel and of the meridian.
          const [a, e2, phi] = [6_378_137, 0.00669437999014, (lat * Math.PI) / 180];
          const w = Math.sqrt(1 - e2 * Math.sin(phi) ** 2);
          const radians = (2 * step * Math.PI) / 180;
          expect(x[1]! - x[0]!).toBeCloseTo((radians * a * Math.cos(phi)) / w, 4);
          expect(y[3]! - y[2]!).toBeCloseTo((radians * a * (1 - e2)) / w ** 3, 4);
          expect(y[1]! - y[0]!).toBeCloseTo(0, 6);
          expect(x[3]! - x[2]!).toBeCloseTo(0, 6);
        },
      ),
    );
  });

  it("is about the middle of a table, and joins what the date line parts", () => {
    const fiji = { lon: [179.9, -179.9], lat: [-17, -17] };
    const { x } = metres(fiji, { about: [180, -17] });
    expect((x[0]! + x[1]!) / 2).toBeCloseTo(500_000, 6);
    expect(x[1]! - x[0]!).toBeCloseTo(21_300, -2);
    const streets = { long: [7, 7.2, 7.02], la: [46, 46.1, 46] };
    const columns = { longitude: "long", latitude: "la" };
    expect(metres(streets, { about: streets, ...columns })).toEqual(
      metres(streets, { about: [7.1, 46.05], ...columns }),
    );
  });

  it.each<[() => unknown, string]>([
    [
      () => project({ lon: [-77, 0], lat: [39, 0] }, { about: [-77, 38.9] }),
      "project: the place in row 2 (longitude 0, latitude 0) is more than 500 kilometres from 'about' (-77, 38.9)",
    ],
    [
      () => project({ lon: [-77, NaN], lat: [39, 38] }, { about: [-77, 38.9] }),
      "project: a longitude is from -180 to 180 and a latitude from -90 to 90, but row 2 has NaN, 38",
    ],
    [
      () => project({ lon: [397_000], lat: [138_000] }, { about: [-77, 38.9] }),
      "project: a longitude is from -180 to 180 and a latitude from -90 to 90, but row 1 has 397000, 138000",
    ],
    [
      () => project({ lon: [-77], lat: [39] }, {} as never),
      "project: 'about' must be a longitude and latitude, such as [-77.02, 38.9], or a table of them",
    ],
    [
      () => project({ lng: [-77], lat: [39] }, { about: [-77, 39] }),
      "project: 'longitude' names column 'lon', which the table does not have (did you mean 'lng'?)",
    ],
  ])("refuses bad input (%#)", (make, message) => {
    expect(make).toThrow(new InputError(message));
  });
});
