// Risk terrain models: how often the three methods find the truth in simulated cities, and how often intervals cover
// the true rate ratios, by what makes a city hard: weak effects, few street units, generators that share their places.
//   node test/bench/risk-terrain-cities.mjs [--cities 50] [--replicates 200] [--layout NAME] [--units N] [--effect B]
// Build the library first (`npm run build:lib`).
import { parseArgs } from "node:util";
import { startRun } from "../../kernel-lib/dist/compute/run.js";
import { asTable } from "../../kernel-lib/dist/data/as-table.js";
import { simulateRiskTerrain } from "../../kernel-lib/dist/features/index.js";
import { estimateRiskTerrain } from "../../kernel-lib/dist/models/risk-terrain/index.js";

const { values } = parseArgs({
  options: {
    cities: { type: "string", default: "50" },
    /** Bootstrap resamples of `exact`, for its intervals; 0 for none. */
    replicates: { type: "string", default: "200" },
    layout: { type: "string" },
    units: { type: "string" },
    effect: { type: "string" },
  },
});
const cities = Number(values.cities);
const replicates = Number(values.replicates);
const methods = ["exact", "lasso", "dropout"];
const ladder = [100, 200, 300, 400];

/** Three generators that act on crime and one that does not. */
const layouts = {
  apart: ["central", "even", "clustered", "even"],
  downtown: ["central", "central", "central", "central"],
};
const generatorsOf = (spread, coefficient) =>
  [
    { name: "bars", points: 60, variable: "kde_300", coefficient },
    { name: "metro", points: 8, variable: "dis_300", coefficient },
    { name: "calls", points: "units", variable: "kde_200", coefficient, distances: [] },
    { name: "schools", points: 40, variable: null },
  ].map((generator, k) => ({ distances: ladder, densities: ladder, spread: spread[k], ...generator }));

const settings = Object.keys(layouts).flatMap((layout) =>
  [1000, 3000].flatMap((units) => [0.3, 0.5, 0.8].map((effect) => ({ layout, units, effect }))),
);
const wanted = settings.filter((setting) =>
  Object.entries(setting).every(
    ([name, value]) => values[name] === undefined || values[name] === String(value),
  ),
);

const percent = (part, whole) => (whole === 0 ? "–" : `${((100 * part) / whole).toFixed(0)} %`);
console.log(
  `${cities} cities a setting; ${replicates} resamples. Effects are logarithms of the rate ratio of each of three factors;\n` +
    "a fourth kind of generator has none. 'optimum': the method's choice has the least BIC of all models.\n" +
    "Intervals are 95 %, of the rate ratios of cities where exact found the whole truth.\n",
);
const widths = [9, 6, 7, 8, 12, 13, 14, 8, 9, 10, 10];
const print = (cells) => console.log(cells.map((cell, k) => String(cell).padStart(widths[k] ?? 9)).join(" "));
print([
  "layout",
  "units",
  "effect",
  "method",
  "whole truth",
  "factors found",
  "null set empty",
  "optimum",
  "ratios",
  "bootstrap",
  "classical",
]);

for (const { layout, units, effect } of wanted) {
  const tally = Object.fromEntries(
    methods.map((method) => [method, { whole: 0, factors: 0, empty: 0, optimum: 0 }]),
  );
  const cover = { ratios: 0, bootstrap: 0, classical: 0 };
  let both = 0;
  let onlyExact = 0;
  let onlyLasso = 0;
  let done = 0;
  for (let seed = 1; done < cities; seed++) {
    let city;
    try {
      city = simulateRiskTerrain({ seed, units, generators: generatorsOf(layouts[layout], effect) });
    } catch {
      continue; // The true dummy is the same in every unit of this city.
    }
    done++;
    const { outcome, always, chosen: truth, coefficients } = city.truth;
    const right = {};
    for (const method of methods) {
      const fit = (more) =>
        startRun("bench", (run) =>
          estimateRiskTerrain(
            asTable(city.table, "bench"),
            { outcome, always, sets: city.sets, method, seed, ...more },
            run,
          ),
        );
      const { document } = await fit({});
      const { rows } = document.tables.coefficients;
      const found = Object.fromEntries(rows.flatMap(({ set, term }) => (set ? [[set, term]] : [])));
      const hits = Object.entries(truth).filter(([set, term]) => (found[set] ?? null) === term);
      right[method] = hits.length === Object.keys(truth).length;
      tally[method].whole += right[method] ? 1 : 0;
      tally[method].factors += hits.filter(([, term]) => term).length;
      tally[method].empty += hits.filter(([, term]) => !term).length;
      tally[method].optimum += document.fit.gap === 0 ? 1 : 0;
      if (method !== "exact" || !right.exact || replicates === 0) continue;
      const again = (await fit({ replicates })).document.tables.coefficients.rows;
      for (const row of again.filter(({ set }) => set)) {
        const ratio = Math.exp(coefficients[row.term]);
        cover.ratios++;
        cover.bootstrap += ratio >= row.bootstrapLower && ratio <= row.bootstrapUpper ? 1 : 0;
        cover.classical += ratio >= row.ratioLower && ratio <= row.ratioUpper ? 1 : 0;
      }
    }
    both += right.exact && right.lasso ? 1 : 0;
    onlyExact += right.exact && !right.lasso ? 1 : 0;
    onlyLasso += right.lasso && !right.exact ? 1 : 0;
  }
  for (const method of methods) {
    const { whole, factors, empty, optimum } = tally[method];
    print([
      layout,
      units,
      effect,
      method,
      percent(whole, cities),
      percent(factors, 3 * cities),
      percent(empty, cities),
      percent(optimum, cities),
      ...(method === "exact"
        ? [cover.ratios, percent(cover.bootstrap, cover.ratios), percent(cover.classical, cover.ratios)]
        : []),
    ]);
  }
  console.log(
    `  whole truth by both exact and lasso in ${both} cities, by exact alone in ${onlyExact}, by lasso alone in ${onlyLasso}`,
  );
}
