import type { Cell, ResultDocument } from "quetelet/contract";
import { fixture } from "../../support";

const factors = [
  { name: "bars_200", set: "bars", ratio: 2 },
  { name: "metro_100", set: "metro", ratio: 3 },
  { name: "parks_400", set: "parks", ratio: 1.5 },
];

/**
 * A risk terrain's document, made without fitting: places in a square of `side` metres, each a golden-ratio step on,
 * with a factor in each of three discs.
 */
export function terrainDocument({ count = 400, side = 2000 } = {}): ResultDocument {
  const x = Array.from({ length: count }, (_, i) => Math.round(side * ((i * 0.754877666) % 1)));
  const y = Array.from({ length: count }, (_, i) => Math.round(side * ((i * 0.569840291) % 1)));
  const discs = [
    { x: 0.3, y: 0.3, radius: 0.25 },
    { x: 0.5, y: 0.5, radius: 0.2 },
    { x: 0.75, y: 0.7, radius: 0.15 },
  ];
  const maskOf = (i: number) =>
    discs.reduce(
      (mask, disc, k) =>
        mask + (Math.hypot(x[i]! - side * disc.x, y[i]! - side * disc.y) < side * disc.radius ? 2 ** k : 0),
      0,
    );
  const masks = Array.from({ length: count }, (_, i) => maskOf(i));
  const riskOf = (mask: number) =>
    factors.reduce((risk, { ratio }, k) => risk * (mask & (2 ** k) ? ratio : 1), 1);
  const found = [...new Set(masks)].sort((a, b) => riskOf(b) - riskOf(a));
  const observed = masks.map((mask, i) => (i * 7) % (1 + Math.round(riskOf(mask))));
  const base = fixture("negative-binomial");
  return {
    ...base,
    model: "risk-terrain",
    config: {
      model: "risk-terrain",
      outcome: "crimes",
      sets: Object.fromEntries(factors.map(({ name, set }) => [set, [name]])),
      coordinates: { x: "x", y: "y" },
    },
    fit: {
      nObs: count,
      nParams: 4,
      logLik: -1000,
      aic: 2008,
      bic: 2020,
      objective: 2020,
      bound: 2020,
      gap: 0,
    },
    charts: {},
    tables: {
      coefficients: {
        title: "Rate ratios",
        columns: [
          { name: "term", label: "Term", type: "text" },
          { name: "set", label: "Set", type: "text" },
          { name: "ratio", label: "Rate ratio", type: "number" },
          { name: "ratioLower", label: "Lower 95 %", type: "number" },
          { name: "ratioUpper", label: "Upper 95 %", type: "number" },
        ],
        rows: [
          { term: "Intercept", set: null, ratio: 0.5, ratioLower: 0.4, ratioUpper: 0.6 },
          ...factors.map(({ name, set, ratio }) => ({
            term: name,
            set,
            ratio,
            ratioLower: 0.8 * ratio,
            ratioUpper: 1.25 * ratio,
          })),
        ],
      },
      conjunctive: {
        title: "Crimes by combination of risk factors",
        columns: [
          { name: "combination", label: "Risk factors present", type: "text" },
          ...factors.map(({ name }, k) => ({
            name: `factor${k + 1}`,
            label: name,
            type: "integer" as const,
          })),
          { name: "units", label: "Units", type: "integer" },
          { name: "observed", label: "Observed", type: "integer" },
          { name: "relativeRisk", label: "Relative risk", type: "number" },
        ],
        rows: found.map((mask): Record<string, Cell> => ({
          combination:
            factors.flatMap(({ name }, k) => (mask & (2 ** k) ? [name] : [])).join(" + ") || "(none)",
          ...Object.fromEntries(factors.map((_, k) => [`factor${k + 1}`, mask & (2 ** k) ? 1 : 0])),
          units: masks.filter((each) => each === mask).length,
          observed: observed.reduce((sum, n, i) => sum + (masks[i] === mask ? n : 0), 0),
          relativeRisk: riskOf(mask),
        })),
      },
    },
    details: { places: { x, y, observed, combination: masks.map((mask) => found.indexOf(mask)) } },
  };
}
