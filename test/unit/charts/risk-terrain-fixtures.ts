import { normal, poisson, randomKey, split, uniform } from "../../../kernel-lib/src/compute/random/index.js";
import type { Cell, ResultDocument, ResultTable } from "../../../kernel-lib/src/contract/index.js";
import type { AccuracyCurve, RiskTerrainDetails } from "../../../kernel-lib/src/models/risk-terrain/index.js";
import { glmDocument } from "./fixtures.js";

export const ladder = ["dis_50", "dis_100", "dis_200", "kde_100", "kde_200"];
export const setNames = ["alc", "met", "c31"];
const chosen: Record<string, string | null> = { alc: "alc_kde_200", met: "met_dis_200", c31: null };

/** A city of `n` units on about 4 by 5 kilometres, with two risk factors, their crimes and the next year's. */
export function riskTerrainDetails(n: number): RiskTerrainDetails {
  const [forX, forY, forCrimes, forNext, forLoss] = split(randomKey(8), 5);
  const x = uniform(forX!, n).map((u) => 398_000 + 4000 * u);
  const y = uniform(forY!, n).map((u) => 131_000 + 5000 * u);
  const near = (east: number, north: number, reach: number) =>
    x.map((at, i) => Number(Math.hypot(at - east, y[i]! - north) < reach));
  const [bars, metro] = [near(399_500, 133_000, 900), near(400_800, 134_000, 700)];
  const relativeRisk = x.map((_, i) => Math.exp(0.9 * bars[i]! + 0.6 * metro[i]!));
  const fitted = relativeRisk.map((risk) => 0.8 * risk);
  return {
    family: "poisson",
    method: "dropout",
    kept: null,
    outcome: Float64Array.from(poisson(forCrimes!, fitted, n)),
    nextOutcome: Float64Array.from(poisson(forNext!, fitted, n)),
    area: null,
    coordinates: { x, y },
    exposure: null,
    fitted,
    relativeRisk,
    theta: null,
    chosen: [
      { set: "alc", variable: "alc_kde_200", estimate: 0.9 },
      { set: "met", variable: "met_dis_200", estimate: 0.6 },
    ],
    losses: Array.from(normal(forLoss!, 2000), (z, i) => ({
      phase: i < 1000 ? ("burn-in" as const) : ("pruned" as const),
      step: 10 * (i + 1),
      loss: 0.6 + Math.exp(-i / 150) + (i < 1000 ? 0.03 * z : 0),
    })),
    accuracyCurves: ["crimes", "next_crimes"].map(curve),
  };
}

function curve(period: string, at: number): AccuracyCurve {
  const points = Array.from({ length: 100 }, (_, i) => {
    const share = (i + 1) / 100;
    const hitRate = share ** (at === 0 ? 0.6 : 0.7);
    const oracle = Math.min(1, 3 * share);
    return {
      share,
      units: 30 * (i + 1),
      crimes: 1000 * hitRate,
      hitRate,
      pai: hitRate / share,
      paiLower: (0.8 * hitRate) / share,
      paiUpper: Math.min(1.15 * hitRate, oracle) / share,
      paiOracle: oracle / share,
      pei: hitRate / oracle,
      rri: 1,
    };
  });
  return { period, points };
}

/** A result document of a risk terrain fit, with or without replicates. */
export function riskTerrainDocument({
  replicates = 200,
  cellSize,
}: { replicates?: number; cellSize?: number } = {}): ResultDocument {
  const { config: _, ...glm } = glmDocument();
  const factor = (set: string, term: string, estimate: number): Record<string, Cell> => ({
    term,
    set,
    estimate,
    stdError: 0.05,
    statistic: estimate / 0.05,
    pValue: 0,
    lower: estimate - 0.1,
    upper: estimate + 0.1,
    ratio: Math.exp(estimate),
    ratioLower: Math.exp(estimate - 0.1),
    ratioUpper: Math.exp(estimate + 0.1),
    ...(replicates > 0 && {
      bootstrapLower: Math.exp(estimate - 0.25),
      bootstrapUpper: Math.exp(estimate + 0.15),
    }),
  });
  const sets = Object.fromEntries(setNames.map((set) => [set, ladder.map((step) => `${set}_${step}`)]));
  return {
    ...glm,
    model: "risk-terrain",
    config: {
      model: "risk-terrain",
      outcome: "crimes",
      nextOutcome: "next_crimes",
      always: ["intersection"],
      sets,
      method: "dropout",
      replicates,
      coordinates: { x: "x", y: "y" },
      ...(cellSize !== undefined && { cellSize }),
    },
    tables: {
      coefficients: {
        columns: [],
        rows: [
          { term: "Intercept", set: null, estimate: -0.2, ratio: 0.8, ratioLower: 0.7, ratioUpper: 0.9 },
          factor("alc", "alc_kde_200", 0.9),
          factor("met", "met_dis_200", 0.6),
        ],
      },
      ...(replicates > 0 && { stability: stabilityTable(sets) }),
    },
  };
}

/** Shares that add up to 1 in each set. */
export function stabilityTable(sets: Record<string, string[]>): ResultTable {
  const rows = Object.entries(sets).flatMap(([set, variables]) =>
    [...variables, "(none)"].map((variable, i, all): Record<string, Cell> => {
      const last = all.length - 1;
      const share = i === last ? (chosen[set] === null ? 0.4 : 0.02) : 0;
      const rest = chosen[set] === null ? 0.6 : 0.98;
      const weight = (i + 1) / ((last * (last + 1)) / 2);
      const resamples = i === last ? share : rest * weight;
      return { set, variable, chosen: variable === (chosen[set] ?? "(none)"), seeds: resamples, resamples };
    }),
  );
  return { columns: [], rows };
}
