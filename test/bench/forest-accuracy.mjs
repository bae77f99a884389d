// Error on rows not trained on, of our forest and of scikit-learn's with the same settings, on 20 data sets: the means
// over ten seeds, and how far scikit-learn's vary between them. Called by forest.mjs; runs alone too. Sets on real data
// are left out, and said so, where QUETELET_DATA (default ../shared/data beside the checkout) does not hold them.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  foldIn,
  normal,
  permutation,
  randomKey,
  uniform,
} from "../../kernel-lib/dist/compute/random/index.js";
import { startRun } from "../../kernel-lib/dist/compute/run.js";
import { readTable, asTable } from "../../kernel-lib/dist/data/index.js";
import { growForest, predictForest } from "../../kernel-lib/dist/models/forest/index.js";

const SEEDS = 10;
const TREES = 100;
const data = process.env.QUETELET_DATA ?? fileURLToPath(new URL("../../../shared/data", import.meta.url));
const here = fileURLToPath(new URL(".", import.meta.url));

export async function compareAccuracy({ python, threads }) {
  const sets = [...simulated(), ...(await real())];
  console.log(
    `\nTest error (mean squared error, or share of wrong classes), ${TREES} trees, minimum leaf as told, ${SEEDS} seeds`,
  );
  console.log(
    "data set".padEnd(24),
    "rows".padStart(6),
    "ours".padStart(11),
    "sklearn".padStart(11),
    "its SD".padStart(10),
    "differs by",
  );
  let worse = 0;
  for (const set of sets) {
    const ours = await oursOn(set, threads);
    const theirs = theirsOn(set, python);
    const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const sd = Math.sqrt(
      theirs.reduce((sum, value) => sum + (value - mean(theirs)) ** 2, 0) / (theirs.length - 1),
    );
    const difference = (mean(ours) - mean(theirs)) / sd;
    if (difference > 2) worse++;
    console.log(
      set.name.padEnd(24),
      String(set.train.length).padStart(6),
      mean(ours).toPrecision(5).padStart(11),
      mean(theirs).toPrecision(5).padStart(11),
      sd.toPrecision(3).padStart(10),
      `${difference >= 0 ? "+" : ""}${difference.toFixed(2)} SD`,
    );
  }
  console.log(
    `${worse} of ${sets.length} sets are worse than scikit-learn's by more than two of its seed-to-seed SDs.`,
  );
}

async function oursOn({ x, y, classes, train, test, minLeaf, tries }, threads) {
  const pick = (rows) => ({
    rows: rows.length,
    recipe: x.map((_, j) => ({ name: `x${j}`, kind: "number" })),
    columns: x.map((column) => ({ kind: "number", values: Float64Array.from(rows, (i) => column[i]) })),
  });
  const own = train.map((i) => y[i]);
  const target = classes
    ? { kind: "classes", y: Int32Array.from(own), levels: Array.from({ length: classes }, (_, k) => `${k}`) }
    : { kind: "regression", y: Float64Array.from(own) };
  const errors = [];
  for (let seed = 0; seed < SEEDS; seed++) {
    const found = await startRun("bench", async (run) => {
      const options = { trees: TREES, minLeaf, minNode: 1, variablesPerSplit: tries, threads };
      const forest = await growForest(pick(train), target, { ...options, key: randomKey(seed), run });
      return predictForest(forest, pick(test), { run, threads });
    });
    let sum = 0;
    test.forEach((i, at) => {
      if (!classes) sum += (found[at] - y[i]) ** 2;
      else {
        let best = 0;
        for (let k = 1; k < classes; k++) if (found[at * classes + k] > found[at * classes + best]) best = k;
        sum += best === y[i] ? 0 : 1;
      }
    });
    errors.push(sum / test.length);
  }
  return errors;
}

function theirsOn({ x, y, classes, train, test, minLeaf, tries }, python) {
  const folder = mkdtempSync(join(tmpdir(), "quetelet-bench-"));
  try {
    const file = join(folder, "set.json");
    const spec = { classes, minLeaf, tries, trees: TREES, seeds: SEEDS };
    writeFileSync(
      file,
      JSON.stringify({ ...spec, x: x.map((column) => Array.from(column)), y: Array.from(y), train, test }),
    );
    const { status, stdout, stderr } = spawnSync(python, [join(here, "forest-accuracy.py"), file], {
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`scikit-learn failed: ${stderr}`);
    return JSON.parse(stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function made(
  name,
  { rows = 1500, columns, classes = 0, minLeaf = classes ? 1 : 5, tries, seed, x, outcome },
) {
  const key = randomKey(seed);
  const make = x ?? ((j) => uniform(foldIn(key, j), rows));
  const all = Array.from({ length: columns }, (_, j) => make(j, key, rows));
  const noise = normal(foldIn(key, 1000), rows);
  const chance = uniform(foldIn(key, 1001), rows);
  const y = Array.from({ length: rows }, (_, i) => outcome((j) => all[j][i], noise[i], chance[i]));
  return {
    name,
    x: all,
    y,
    classes,
    minLeaf,
    tries: tries ?? defaultTries(columns, classes),
    ...halves(rows, key),
  };
}

const defaultTries = (columns, classes) =>
  classes ? Math.max(1, Math.round(Math.sqrt(columns))) : Math.max(1, Math.floor(columns / 3));

function halves(rows, key) {
  const order = Array.from(permutation(foldIn(key, 2000), rows));
  const half = Math.ceil(rows / 2);
  return { train: order.slice(0, half), test: order.slice(half) };
}

function simulated() {
  const gauss = (j, key, rows) => normal(foldIn(key, j), rows);
  const friedman = (x) =>
    10 * Math.sin(Math.PI * x(0) * x(1)) + 20 * (x(2) - 0.5) ** 2 + 10 * x(3) + 5 * x(4);
  return [
    made("friedman 1", { columns: 10, seed: 1, outcome: (x, e) => friedman(x) + e }),
    made("friedman 1, leaf 1", { columns: 10, minLeaf: 1, seed: 2, outcome: (x, e) => friedman(x) + e }),
    made("friedman 1, no noise", {
      columns: 10,
      minLeaf: 1,
      tries: 10,
      seed: 3,
      outcome: (x) => friedman(x),
    }),
    made("friedman 2", {
      columns: 4,
      seed: 4,
      outcome: (x, e) =>
        Math.hypot(
          100 * x(0),
          (40 + 520 * Math.PI * x(1)) * x(2) - 1 / ((40 + 520 * Math.PI * x(1)) * (1 + 10 * x(3))),
        ) +
        125 * e,
    }),
    made("linear", { columns: 8, x: gauss, seed: 5, outcome: (x, e) => 3 * x(0) - 2 * x(1) + x(2) + e }),
    made("linear, 50 columns", {
      columns: 50,
      x: gauss,
      seed: 6,
      outcome: (x, e) => 3 * x(0) - 2 * x(1) + x(2) + e,
    }),
    made("steps", {
      columns: 5,
      seed: 7,
      outcome: (x, e) => Math.floor(8 * x(0)) + (x(1) > 0.3 ? 4 : 0) + 0.5 * e,
    }),
    made("steep line, no noise", { columns: 3, minLeaf: 1, tries: 3, seed: 8, outcome: (x) => 1000 * x(0) }),
    made("ties of ten", {
      columns: 6,
      x: (j, key, rows) => uniform(foldIn(key, j), rows).map((u) => Math.floor(10 * u)),
      seed: 9,
      outcome: (x, e) => x(0) * x(1) + 3 * x(2) + 4 * e,
    }),
    made("large, friedman 1", { rows: 24_000, columns: 10, seed: 10, outcome: (x, e) => friedman(x) + e }),
    made("large, steep, no noise", {
      rows: 24_000,
      columns: 3,
      minLeaf: 1,
      tries: 3,
      seed: 11,
      outcome: (x) => 1000 * x(0) ** 3,
    }),
    made("checkerboard", {
      columns: 2,
      classes: 2,
      seed: 12,
      outcome: (x, _, u) => ((Math.floor(4 * x(0)) + Math.floor(4 * x(1))) % 2) ^ (u < 0.1 ? 1 : 0),
    }),
    made("circles", {
      columns: 4,
      classes: 2,
      x: gauss,
      seed: 13,
      outcome: (x, e) => (Math.hypot(x(0), x(1)) + 0.3 * e > 1.2 ? 1 : 0),
    }),
    made("five classes", {
      columns: 8,
      classes: 5,
      x: gauss,
      seed: 14,
      outcome: (x, e) => Math.min(4, Math.max(0, Math.floor(2.5 + x(0) + x(1) * x(2) + 0.4 * e))),
    }),
    made("rare class", {
      columns: 6,
      classes: 2,
      x: gauss,
      seed: 15,
      outcome: (x, e) => (x(0) + x(1) + e > 3 ? 1 : 0),
    }),
  ];
}

async function real() {
  const wanted = [
    { name: "Boston housing", file: "glm/boston_housing.csv", outcome: "medv", minLeaf: 1 },
    { name: "air quality", file: "glm/airquality.csv", outcome: "Ozone", minLeaf: 1 },
    { name: "German credit", file: "fairness/german_credit.csv", outcome: /risk/i, classes: true },
    {
      name: "COMPAS",
      file: "fairness/compas_model.csv",
      outcome: "two_year_recid",
      classes: true,
      rows: 3000,
    },
    { name: "census income", file: "fairness/adult.csv", outcome: /income/i, classes: true, rows: 3000 },
  ];
  const sets = [];
  for (const [place, { name, file, outcome, classes, minLeaf = 1, rows = Infinity }] of wanted.entries()) {
    const path = join(data, file);
    if (!existsSync(path)) {
      console.log(`${name} is left out: no ${path}`);
      continue;
    }
    const table = asTable(await readTable(path), "bench");
    const names = table.columnNames;
    const target = names.find((each) =>
      typeof outcome === "string" ? each === outcome : outcome.test(each),
    );
    const read = (each) => {
      const column = table.column(each);
      return column.kind === "text" ? Float64Array.from(column.codes) : column.values;
    };
    const y = read(target);
    const x = names.filter((each) => each !== target).map(read);
    const whole = [...Array(table.rows).keys()].filter(
      (i) => !Number.isNaN(y[i]) && x.every((c) => !Number.isNaN(c[i])),
    );
    const key = randomKey(100 + place);
    const order = Array.from(permutation(key, whole.length))
      .slice(0, rows)
      .map((i) => whole[i]);
    const half = Math.ceil(order.length / 2);
    const count = classes ? new Set(y).size : 0;
    sets.push({
      ...{ name, x, y, minLeaf, classes: count, tries: defaultTries(x.length, count) },
      train: order.slice(0, half),
      test: order.slice(half),
    });
  }
  return sets;
}
