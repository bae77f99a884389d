import type { ChartSpec, FairnessLoss, Json, JsonObject } from "../contract/index.js";
import type {
  Performance,
  TradeOff,
  TradeOffPoint,
  TradeOffSet,
} from "../models/decoupled/frontier/index.js";
import type { CohortChoice } from "../models/decoupled/thresholds/index.js";
import { percent } from "./cohort-marks.js";
import { chart, chartWidth, colours, mostRows } from "./spec.js";

/** Below it hardly anything but fairness counts, and selecting nobody is fair: such sets would squeeze the others. */
const smallestLambda = 0.01;
/** Cohorts that a tooltip and the lower panel have room for. */
const mostCohorts = 12;

/** Short, for a title along an axis. */
const lossTitles: Record<FairnessLoss, string> = {
  balanced: "Mean error of the cohorts",
  "worst-group-error": "Largest error of a cohort",
  "numerical-parity": "Spread of selected shares",
  "demographic-parity": "Spread of selection rates",
  "equal-opportunity": "Spread of true-positive rates",
  "equalised-odds": "Spread of TPR and FPR",
  "predictive-parity": "Spread of precisions",
};

export interface FrontierOptions {
  cohorts: readonly string[];
  loss: FairnessLoss;
  lambda: number;
}

/** An × that can be filled, which no round mark looks like. */
const cross = "M-.7,-1L0,-.3L.7,-1L1,-.7L.3,0L1,.7L.7,1L0,.3L-.7,1L-1,.7L-.3,0L-1,-.7Z";
const chosenOn = "rows the thresholds were chosen on";
const heldOut = "rows that had no part in it";

/**
 * The trade-off between error and fairness loss: every set of thresholds that is best for some λ, on the rows it was
 * chosen on and on others; below, what the set under the pointer (at first, that of the λ in use) does to each cohort.
 */
export function frontierChart(tradeOff: TradeOff, { cohorts, loss, lambda }: FrontierOptions): ChartSpec {
  const { points, candidates } = tradeOff;
  const chosen = pointAt(points, lambda);
  const named = cohorts.slice(0, mostCohorts);
  // Each set is two rows of the curve and, in the panel below, one a cohort.
  const most = Math.floor(mostRows / (2 + named.length)) - candidates.length - 3;
  const worth = points.flatMap((point, index) =>
    point.lambdaHigh >= smallestLambda || index === chosen ? [index] : [],
  );
  const shown = thinned(worth, chosen, most);
  const sets: NamedSet[] = [
    ...shown.map((index) => ({
      ...points[index]!,
      name: `optimal set ${index + 1}`,
      kind: points[index]!.dominated ? "optimal, but dominated" : "optimal for some λ",
      lambdas: lambdaText(points[index]!),
    })),
    ...candidates.map((set) => ({ ...set, kind: set.name, lambdas: "—" })),
  ];
  const kinds = ["optimal for some λ", "optimal, but dominated", ...candidates.map(({ name }) => name)];
  const judged = sets.some((set) => set.heldOut !== null);
  return chart(
    {
      title: `What fairness costs (${loss.replaceAll("-", " ")})`,
      subtitle: [
        `Ring: the thresholds in use, λ = ${lambda}. Lower left is better; each point is best for a range of λ`,
        "Below: what the thresholds under the pointer do to each cohort, counted on the same rows",
        worth.length < points.length
          ? `Sets for λ below ${smallestLambda} only, which buy parity with much error, are in the table`
          : undefined,
        shown.length < worth.length ? `${shown.length} of ${worth.length} sets drawn` : undefined,
        tradeOff.certified ? undefined : "The run was interrupted: points may be missing",
      ],
      description: describe(tradeOff, { cohorts, loss, lambda }),
    },
    {
      vconcat: [
        curvePanel(sets, { kinds, judged, named, loss, chosen: `optimal set ${chosen + 1}` }),
        cohortPanel(sets, named),
      ],
      resolve: { scale: { color: "independent", shape: "independent" } },
      spacing: 24,
    },
  );
}

type NamedSet = TradeOffSet & { name: string; kind: string; lambdas: string };

/** The point in use at λ: where two meet, the one of less error. */
export function pointAt(points: readonly TradeOffPoint[], lambda: number): number {
  const found = points.findLastIndex(({ lambdaLow }) => lambdaLow <= lambda);
  return Math.max(0, found);
}

/** Both ends, the point in use, and as many of the others as there is room for, evenly. */
function thinned(all: number[], chosen: number, most: number): number[] {
  if (all.length <= most) return all;
  const step = (all.length - 1) / (most - 2);
  const kept = new Set(Array.from({ length: most - 1 }, (_, i) => Math.round(i * step)));
  return all.filter((index, place) => kept.has(place) || index === chosen);
}

const lambdaText = ({ lambdaLow, lambdaHigh }: TradeOffPoint) =>
  `${Number(lambdaLow.toPrecision(3))} to ${Number(lambdaHigh.toPrecision(3))}`;

interface PanelOptions {
  kinds: string[];
  judged: boolean;
  named: readonly string[];
  loss: FairnessLoss;
  /** Name of the set in use. */
  chosen: string;
}

function curvePanel(sets: NamedSet[], { kinds, judged, named, loss, chosen }: PanelOptions): JsonObject {
  const values = sets.flatMap((set) => {
    const row = (rows: string, of: Performance): JsonObject => ({
      set: set.name,
      kind: set.kind,
      lambdas: set.lambdas,
      rows,
      error: round(of.error),
      fairness: round(of.fairness),
      ...Object.fromEntries(
        named.map((_, k) => [
          `cohort${k + 1}`,
          `≥ ${thresholdText(set.thresholds[k]!)}: ${ratesText(of.byCohort[k]!)}`,
        ]),
      ),
    });
    // Other rows were judged without them by thresholds of their own, for the same λ.
    const judgedRow = ({ byCohort, ...rest }: Performance): JsonObject => ({
      ...row(heldOut, { byCohort, ...rest }),
      ...Object.fromEntries(named.map((_, k) => [`cohort${k + 1}`, ratesText(byCohort[k]!)])),
    });
    return [row(chosenOn, set), ...(set.heldOut ? [judgedRow(set.heldOut)] : [])];
  });
  const x: JsonObject = {
    field: "error",
    type: "quantitative",
    title: "Error: share, or cost, of wrong decisions",
    scale: { zero: false, padding: 12 },
  };
  const y: JsonObject = {
    field: "fairness",
    type: "quantitative",
    title: lossTitles[loss],
    scale: { zero: false, padding: 12 },
  };
  const color: JsonObject = {
    field: "rows",
    type: "nominal",
    scale: { domain: [chosenOn, heldOut], range: [colours.blue, colours.vermilion] },
    legend: judged ? { title: "Counted on", orient: "bottom", direction: "vertical" } : null,
  };
  const shape: JsonObject = {
    field: "kind",
    type: "nominal",
    scale: { domain: kinds, range: ["circle", cross, "diamond", "square"] },
    legend: { title: "Thresholds", orient: "bottom", direction: "vertical", symbolFillColor: colours.grey },
  };
  const tooltip: JsonObject[] = [
    { field: "kind", title: "thresholds" },
    { field: "lambdas", title: "best for λ" },
    { field: "rows", title: "counted on" },
    { field: "error", type: "quantitative", format: ".4f" },
    { field: "fairness", type: "quantitative", title: "fairness loss", format: ".4f" },
    ...named.map((name, k): JsonObject => ({ field: `cohort${k + 1}`, title: asTitle(name) })),
  ];
  return {
    width: chartWidth,
    height: 300,
    data: { values },
    layer: [
      {
        transform: [{ filter: `datum.rows === '${chosenOn}' && test(/^optimal/, datum.kind)` }],
        mark: { type: "line", color: colours.blue, strokeWidth: 1.5 },
        encoding: { x, y, order: { field: "error", type: "quantitative" } },
      },
      {
        params: [
          {
            name: "pointed",
            value: [{ set: chosen }],
            select: { type: "point", on: "pointerover", clear: false, nearest: true, fields: ["set"] },
          },
        ],
        mark: { type: "point", filled: true, size: 55, opacity: 0.9 },
        encoding: { x, y, color, shape, tooltip },
      },
      {
        transform: [{ filter: { param: "pointed" } }],
        mark: { type: "point", size: 130, strokeWidth: 1.5, shape: "circle" },
        encoding: { x, y, color },
      },
      {
        transform: [{ filter: `datum.set === '${chosen}'` }],
        mark: { type: "point", size: 260, strokeWidth: 2, shape: "circle" },
        encoding: { x, y, color },
      },
    ],
  };
}

const measures: [name: Exclude<keyof CohortChoice, "name">, label: string][] = [
  ["threshold", "Threshold"],
  ["selectionRate", "Selected"],
  ["errorRate", "Error"],
  ["truePositiveRate", "True positives"],
  ["falsePositiveRate", "False positives"],
];

function cohortPanel(sets: NamedSet[], named: readonly string[]): JsonObject {
  const values = sets.flatMap((set) =>
    named.map((cohort, k): JsonObject => {
      const own = { ...set.byCohort[k]!, threshold: set.thresholds[k]! };
      const judged = set.heldOut?.byCohort[k];
      return {
        set: set.name,
        cohort,
        ...Object.fromEntries(
          measures.flatMap(([name, label]) => [
            [label, round(own[name])],
            [`judged ${label}`, round(judged && name !== "threshold" ? judged[name] : null)],
          ]),
        ),
      };
    }),
  );
  const x = (field: string): JsonObject => ({
    field,
    type: "quantitative",
    title: null,
    scale: { domain: [0, 1], clamp: true },
    axis: { values: [0, 0.5, 1] },
  });
  const y = { field: "cohort", type: "nominal", sort: [...named], title: null };
  return {
    data: { values },
    transform: [
      { filter: { param: "pointed" } },
      { fold: measures.map(([, label]) => label), as: ["measure", "value"] },
      { calculate: "datum['judged ' + datum.measure]", as: "judged" },
    ],
    facet: {
      column: {
        field: "measure",
        type: "nominal",
        sort: measures.map(([, label]) => label),
        title: null,
        // Below, as axis titles: above they would part the panels.
        header: { labelOrient: "bottom", labelFontSize: 11, labelPadding: 4 },
      },
    },
    spacing: 12,
    spec: {
      width: (chartWidth - 60) / measures.length,
      height: { step: 20 },
      layer: [
        {
          mark: { type: "bar", height: 9, color: colours.blue },
          encoding: {
            y,
            x: x("value"),
            tooltip: [
              { field: "cohort", type: "nominal" },
              { field: "measure", type: "nominal" },
              { field: "value", type: "quantitative", format: ".4f", title: chosenOn },
              { field: "judged", type: "quantitative", format: ".4f", title: heldOut },
            ],
          },
        },
        {
          transform: [{ filter: "isValid(datum.judged)" }],
          mark: { type: "tick", color: colours.vermilion, thickness: 2.5, height: 15 },
          encoding: { y, x: x("judged") },
        },
      ],
    },
  };
}

/** A name as Vega-Lite can put it between double quotes, which it does as it stands. */
const asTitle = (name: string): string => name.replace(/["\\\s]/g, (sign) => (/\s/.test(sign) ? " " : "'"));

/** What a tooltip says of a cohort under a set of thresholds. */
const ratesText = ({ selectionRate, truePositiveRate, falsePositiveRate }: CohortChoice): string =>
  `${percent(selectionRate)} selected, TPR ${percent(truePositiveRate)}, FPR ${percent(falsePositiveRate)}`;

/** Thresholds outside the scores take everybody or nobody. */
export const thresholdText = (threshold: number): string =>
  threshold <= 0 ? "0 (all)" : threshold > 1 ? "1 (none)" : String(Number(threshold.toPrecision(3)));

const round = (value: number | null): Json =>
  value === null || !Number.isFinite(value) ? null : Number(value.toPrecision(5));

function describe({ points, candidates }: TradeOff, { loss, lambda }: FrontierOptions): string {
  const say = ({ error, fairness }: { error: number; fairness: number }) =>
    `error ${Number(error.toPrecision(3))}, fairness loss ${Number(fairness.toPrecision(3))}`;
  const both = (set: TradeOffSet) => (set.heldOut ? `${say(set)} (held out: ${say(set.heldOut)})` : say(set));
  const dominated = points.filter((point) => point.dominated).length;
  const parts = [
    `Trade-off between error and ${loss.replaceAll("-", " ")} in ${points.length} sets of thresholds`,
    `the fairest, at λ = 0, has ${both(points[0]!)}`,
    `the one of least error, at λ = 1, ${both(points.at(-1)!)}`,
    `the one in use, at λ = ${lambda}, ${both(points[pointAt(points, lambda)]!)}`,
    ...candidates.map((set) => `${set.name}: ${both(set)}`),
    `${dominated} of the sets ${dominated === 1 ? "is" : "are"} dominated`,
  ];
  return `${parts.join("; ")}.`;
}
