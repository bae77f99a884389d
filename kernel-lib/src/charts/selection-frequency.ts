import type { Cell, ChartSpec, JsonObject, ResultTable } from "../contract/index.js";
import { chart, chartWidth, colours } from "./spec.js";

const mostVariables = 60;
/** How the table of stability calls a set's share of replicates without any of its variables. */
const none = "(none)";

export interface SelectionFrequencyOptions {
  /** `resamples`: over bootstrap resamples of the data. `seeds`: over seeds, the data the same. */
  over: "resamples" | "seeds";
}

/**
 * How often each candidate was chosen, as a heat map of bandwidths by sets where the names tell kind and bandwidth
 * (`alc_dis_100`, `alc_kde_400`), else of variables by sets. The final model's choice is framed.
 */
export function selectionFrequencyChart(
  { rows }: ResultTable,
  { over }: SelectionFrequencyOptions,
): ChartSpec | null {
  const cells = rows
    .filter((row) => typeof row[over] === "number")
    .map((row): Frequency => ({
      set: String(row.set),
      variable: String(row.variable),
      share: row[over] as number,
      chosen: isChosen(row.chosen),
    }));
  if (cells.length === 0) return null;
  const steps = stepsOf(cells);
  const shown = steps ? cells : oftenest(cells);
  const across = steps ? sortedSteps(cells) : [...new Set(shown.map(({ set }) => set))];
  const down = [...new Set(shown.map(({ set, variable }) => (steps ? set : rowName(set, variable))))];
  const wide = across.length * 27;

  const x: JsonObject = {
    field: "across",
    type: "ordinal",
    sort: across,
    title: steps ? "Kind and bandwidth in metres" : "Set",
    axis: { labelAngle: steps ? -60 : 0, ticks: false, domain: false },
  };
  const y: JsonObject = {
    field: "down",
    type: "ordinal",
    sort: down,
    title: null,
    axis: { ticks: false, domain: false, labelFontSize: 12 },
  };
  const tooltip: JsonObject[] = [
    { field: "set", type: "nominal" },
    { field: "variable", type: "nominal" },
    { field: "share", type: "quantitative", format: ".1%" },
  ];
  const what = over === "resamples" ? "bootstrap resamples" : "seeds";
  return chart(
    {
      title: `How often each variable was chosen over ${what}`,
      subtitle: [
        `Percent of ${what}; framed: the choice of the model shown`,
        shown.length < cells.length ? `The ${shown.length} most often chosen of ${cells.length}` : undefined,
      ],
      description: describe(cells, what),
    },
    {
      width: Math.min(chartWidth + 140, Math.max(160, steps ? wide : 90 * across.length)),
      height: { step: 26 },
      data: {
        values: shown.map(({ set, variable, share, chosen }) => ({
          set,
          variable,
          share: Number(share.toPrecision(5)),
          chosen,
          across: steps ? stepName(variable) : set,
          down: steps ? set : rowName(set, variable),
        })),
      },
      layer: [
        {
          mark: { type: "rect", color: colours.blue },
          encoding: {
            x,
            y,
            opacity: {
              field: "share",
              type: "quantitative",
              scale: { domain: [0, 1], range: [0.04, 1] },
              legend: null,
            },
            tooltip,
          },
        },
        {
          transform: [{ filter: "datum.chosen" }],
          mark: { type: "rect", filled: false, stroke: colours.vermilion, strokeWidth: 2.5 },
          encoding: { x, y },
        },
        {
          transform: [{ filter: "datum.share > 0" }, { calculate: "100 * datum.share", as: "percent" }],
          mark: { type: "text", fontSize: 11 },
          encoding: { x, y, text: { field: "percent", type: "quantitative", format: ".0f" } },
        },
      ],
    },
  );
}

interface Frequency {
  set: string;
  variable: string;
  share: number;
  chosen: boolean;
}

const isChosen = (cell: Cell | undefined) => cell === true;
const rowName = (set: string, variable: string) => (variable === none ? `${set}: none` : variable);

/** Kind and bandwidth of a name such as `alc_dis_100`. */
const parts = (variable: string) => /_([A-Za-z]+)_(\d+(?:\.\d+)?)$/.exec(variable);
function stepName(variable: string): string {
  const found = parts(variable);
  return found ? `${found[1]} ${found[2]}` : "none";
}

/** Whether every name tells its kind and bandwidth, and none does so twice in a set. */
function stepsOf(cells: Frequency[]): boolean {
  const seen = new Set<string>();
  return cells.every(({ set, variable }) => {
    const place = JSON.stringify([set, stepName(variable)]);
    if (seen.has(place)) return false;
    seen.add(place);
    return variable === none || parts(variable) !== null;
  });
}

function sortedSteps(cells: Frequency[]): string[] {
  const kinds = [...new Set(cells.map(({ variable }) => parts(variable)?.[1] ?? none))];
  const rank = (variable: string) => {
    const found = parts(variable);
    return found ? 1e7 * kinds.indexOf(found[1]!) + Number(found[2]) : Infinity;
  };
  const sorted = [...cells].sort((a, b) => {
    const [first, second] = [rank(a.variable), rank(b.variable)];
    return first === second ? 0 : first - second;
  });
  return [...new Set(sorted.map(({ variable }) => stepName(variable)))];
}

/** The variables most often chosen, in the table's order; the final choice among them. */
function oftenest(cells: Frequency[]): Frequency[] {
  const kept = new Set(
    [...cells]
      .sort((a, b) => Number(b.chosen) - Number(a.chosen) || b.share - a.share)
      .slice(0, mostVariables),
  );
  return cells.filter((cell) => kept.has(cell));
}

function describe(cells: Frequency[], what: string): string {
  const best = new Map<string, Frequency>();
  for (const cell of cells) {
    if (cell.share > (best.get(cell.set)?.share ?? -1)) best.set(cell.set, cell);
  }
  const listed = [...best.values()]
    .slice(0, 12)
    .map(({ set, variable, share }) => `${set}: ${variable} in ${(100 * share).toFixed(0)} %`);
  return `Heat map of how often each variable was chosen over ${what}. Most often of each set: ${listed.join("; ")}.`;
}
