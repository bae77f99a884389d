// Interview records from end to end: reasons and clothing sorted into categories, race recovered from proxies, the
// reason predicted with race estimated and with race itself, daily counts forecast with intervals.
//   node test/bench/interviews.mjs [--records 155230] [--days 1461] [--trees 100] [--min-leaf 50] [--clothing 1000]
// To be done in under 5 minutes and 3 GB on 2 cores. Build the library first (`npm run build:lib`).
import { cpus } from "node:os";
import { clearInterval, setInterval } from "node:timers";
import { parseArgs } from "node:util";
import { hierarchicalForest, proxyEstimates, randomForest } from "../../kernel-lib/dist/api/index.js";
import { simulateInterviews } from "../../kernel-lib/dist/data/index.js";
import { dailySeries, splitByTime, withLags } from "../../kernel-lib/dist/features/series/index.js";
import { assignTextCategories, textCategories } from "../../kernel-lib/dist/features/text/index.js";

const { values } = parseArgs({
  options: {
    records: { type: "string", default: "155230" },
    days: { type: "string", default: "1461" },
    trees: { type: "string", default: "100" },
    "min-leaf": { type: "string", default: "50" },
    clothing: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
  },
});
const [records, days, trees, minLeaf, most, seed] = [
  values.records,
  values.days,
  values.trees,
  values["min-leaf"],
  values.clothing,
  values.seed,
].map(Number);

console.log(`${cpus().length} × ${cpus()[0].model}, Node ${process.version}`);
const begun = performance.now();
let longest = 0;
let last = performance.now();
// How long the event loop ever stood still: what a cancel would have to wait for.
const beat = setInterval(() => {
  longest = Math.max(longest, performance.now() - last - 20);
  last = performance.now();
}, 20);
let reports = 0;
async function step(name, work) {
  const started = performance.now();
  const worked = process.cpuUsage();
  last = started;
  longest = 0;
  const run = work();
  run.onProgress?.(() => reports++);
  const answer = await run;
  const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(7);
  const { user, system } = process.cpuUsage(worked);
  const cpu = ((user + system) / 1e6).toFixed(1).padStart(7);
  const memory = (process.memoryUsage.rss() / 2 ** 20).toFixed(0).padStart(6);
  console.log(
    `${name.padEnd(52)}${seconds} s, CPU ${cpu} s ${memory} MB, loop held ${longest.toFixed(0)} ms`,
  );
  return answer;
}

const { interviews, truth } = await step(`${records} records`, () =>
  Promise.resolve(simulateInterviews({ records, days, from: "2011-01-01", seed })),
);
const reasons = await step("reasons to 6 categories", () =>
  textCategories.start(interviews.array("reason"), { categories: 6 }),
);
const clothes = interviews.array("clothing");
const counts = new Map();
for (const text of clothes) counts.set(text, (counts.get(text) ?? 0) + 1);
const frequent = new Set(
  [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, most)
    .map(([text]) => text),
);
const wardrobe = await step(`clothing, the ${most} most frequent texts, to 10`, () =>
  textCategories.start(
    clothes.map((text) => (frequent.has(text) ? text : null)),
    { categories: 10 },
  ),
);
const clothing = await step(`clothing, all ${counts.size} texts assigned`, () =>
  Promise.resolve(assignTextCategories(wardrobe, clothes)),
);
const quarter = Array.from(
  interviews.array("date"),
  (date) => `Q${1 + Math.floor(new Date(date).getUTCMonth() / 3)}`,
);
const table = interviews.assign({ reason: reasons.values, clothing, quarter });

const proxies = ["street", "district", "city", "complexion"];
const forest = { trees, minLeaf, seed };
const fit = await step("race from proxies, reason with and without", () =>
  hierarchicalForest.start(table, {
    ...forest,
    outcome: "reason",
    protected: "race",
    proxies,
    covariates: ["sex", "priors", "clothing", "quarter", "district"],
  }),
);
const estimates = await step("race estimated out of fold, for the days", () =>
  proxyEstimates.start(table, { ...forest, protected: "race", proxies }),
);

const races = estimates.columnNames().filter((name) => name.startsWith("P("));
const series = await step("days, shares, lags", () =>
  Promise.resolve(
    dailySeries(table.assign(estimates), {
      date: "date",
      shares: ["sex", "priors", "reason", "race"],
      means: races,
      empty: "zero",
    }),
  ),
);
const shares = series
  .columnNames()
  .filter((name) => !["date", "count", "quarter", "Q2", "Q3", "Q4"].includes(name));
const lagged = withLags(series, { columns: ["count", ...shares] });
const { train, test } = splitByTime(lagged, { at: 0.75 });
const forecast = async (label, own) => {
  const features = ["count_lag1", ...own.map((name) => `${name}_lag1`), "Q2", "Q3", "Q4"];
  const daily = await step(`daily counts, ${label}`, () =>
    randomForest.start(train, { outcome: "count", features, trees: 500, seed }),
  );
  const predicted = daily.predict(test);
  const [count, low, high, from, to] = [
    test.array("count"),
    ...["predictionLower", "predictionUpper", "conformalLower", "conformalUpper"].map((name) =>
      predicted.array(name),
    ),
  ];
  const covered = (lower, upper) =>
    (100 * count.filter((value, day) => value >= lower[day] && value <= upper[day]).length) / count.length;
  return [label, covered(low, high), covered(from, to)];
};
const plain = shares.filter((name) => !name.startsWith("race_") && !name.startsWith("mean_P("));
const coverage = [
  await forecast("race estimated", [...plain, ...races.map((name) => `mean_${name}`)]),
  await forecast("race itself", [...plain, ...shares.filter((name) => name.startsWith("race_"))]),
];
clearInterval(beat);

const percent = (value) => `${(100 * value).toFixed(2)} %`;
const row = (model) =>
  fit.tables.accuracy.rows.find((each) => each.model === model && each.group === "(all)");
console.log(
  `\nRace recovered: accuracy ${percent(fit.fit.recoveryAccuracy)}, mean AUC ${fit.fit.recoveryAuc.toFixed(3)}`,
);
console.log(
  `Reason: accuracy ${percent(row("estimated class").accuracy)} with race estimated, ${percent(row("true class").accuracy)} with race itself (the paper: 81.40 % and 81.46 %)`,
);
const agree = reasons.values.filter(
  (name, at) => truth.kindOfReason[interviews.get("reason", at)] === truth.kindOfReason[name],
).length;
console.log(`Reason categories that are of their text's kind: ${percent(agree / records)}`);
for (const [label, raw, calibrated] of coverage) {
  console.log(
    `Daily counts, ${label}: the 90 % intervals hold ${raw.toFixed(1)} % of ${test.numRows()} later days, calibrated ${calibrated.toFixed(1)} % (the paper: 74.5 % and 73.7 %)`,
  );
}
console.log(
  `\n${((performance.now() - begun) / 1000).toFixed(1)} s in all (CPU ${((process.cpuUsage().user + process.cpuUsage().system) / 1e6).toFixed(1)} s), at most ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB, ${reports} reports of progress`,
);
