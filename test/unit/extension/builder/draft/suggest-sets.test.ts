import { describe, expect, it } from "vitest";
import { suggestSets } from "../../../../../extension/src/builder/draft/suggest-sets";
import { column, dummy, streets } from "../support";

describe("suggestSets", () => {
  it("puts the distance and density of one generator in one set, each ladder in order", () => {
    expect(suggestSets(streets.columns)).toEqual({
      alc: ["alc_dis_50", "alc_dis_100", "alc_kde_50"],
      bars: ["bars_near_200"],
    });
  });

  it("reads names as people write them", () => {
    const names = ["dist_bars_400", "dist_bars_50", "kde_bars", "liquorRetail_dist_100", "c31_kde_800", "c31_kde_50", "Near.Metro.200m", "metro_density_100"]; // prettier-ignore
    expect(suggestSets(names.map(dummy))).toEqual({
      bars: ["dist_bars_50", "dist_bars_400", "kde_bars"],
      liquorRetail: ["liquorRetail_dist_100"],
      c31: ["c31_kde_50", "c31_kde_800"],
      Metro: ["Near.Metro.200m"],
      metro: ["metro_density_100"],
    });
  });

  it("leaves alone what is not of 0 and 1, and what names no measure", () => {
    expect(suggestSets([column("alc_dis_50"), dummy("corner"), dummy("kde_50")])).toEqual({});
  });
});
