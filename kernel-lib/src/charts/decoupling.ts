import type { Cell, ChartSpec, JsonObject, ResultTable } from "../contract/index.js";
import { groupMeasureLabels } from "../metrics/fairness/tables.js";
import { chart, colours } from "./spec.js";

/** Cohorts that the plot has room for, beside everybody. */
const mostCohorts = 12;
const everybody = "everybody";

const labels: Record<string, string> = {
  ...groupMeasureLabels,
  logLoss: "Log-loss",
  rmse: "Root mean squared error",
  meanAbsoluteError: "Mean absolute error",
  meanError: "Mean error (predicted − observed)",
};
const drawn = [
  "errorRate",
  "selectionRate",
  "falsePositiveRate",
  "truePositiveRate",
  "precision",
  "auc",
  "logLoss",
  "rmse",
  "meanAbsoluteError",
  "meanError",
];
const models = ["pooled", "decoupled", "transfer"];
const range = [colours.grey, colours.blue, colours.vermilion];
const shapes = ["diamond", "circle", "square"];

/** Pooled, decoupled and transfer models side by side in each cohort, a panel a measure. */
export function decouplingChart({ rows }: ResultTable, { level }: { level: number }): ChartSpec | null {
  const cohorts = [...new Set(rows.map(cohortOf))];
  const shown = cohorts.slice(0, mostCohorts + 1);
  const measures = drawn.filter((name) => rows.some(({ measure }) => measure === name));
  const present = models.filter((name) => rows.some(({ model }) => model === name));
  if (present.length < 2) return null;
  const values = rows
    .filter((row) => shown.includes(cohortOf(row)) && measures.includes(String(row.measure)))
    .map((row): JsonObject => ({
      cohort: cohortOf(row),
      model: String(row.model),
      measure: labels[String(row.measure)]!,
      ...Object.fromEntries(
        ["estimate", "lower", "upper", "difference", "differenceLower", "differenceUpper"].map((name) => [
          name,
          round(row[name]),
        ]),
      ),
    }));
  const names = measures.map((name) => labels[name]!);
  const shared: JsonObject = {
    y: { field: "cohort", type: "nominal", sort: shown, title: null, axis: { grid: true } },
    yOffset: { field: "model", scale: { domain: present } },
    color: {
      field: "model",
      type: "nominal",
      scale: { domain: present, range },
      legend: { title: "Model", orient: "bottom" },
    },
  };
  const x: JsonObject = {
    type: "quantitative",
    title: null,
    scale: { zero: false },
    axis: { tickCount: 3, format: "~g" },
  };
  return chart(
    {
      title: "What decoupling bought",
      subtitle: [
        "Pooled: one model and one threshold, chosen by the same rule, for everybody",
        `Decoupled: each cohort by its own rows alone${present.includes("transfer") ? "; transfer: small ones helped by others" : ""}`,
        `${round(100 * level)} % intervals; the paired differences are in the table and under the pointer`,
        shown.length < cohorts.length
          ? `${shown.length - 1} of ${cohorts.length - 1} cohorts drawn`
          : undefined,
      ],
      description: describe(rows, present),
    },
    {
      data: { values },
      facet: {
        field: "measure",
        type: "nominal",
        sort: names,
        title: null,
        header: { labelFontSize: 12, labelFontWeight: "bold" },
      },
      columns: names.length === 4 || names.length === 2 ? 2 : 3,
      spacing: { row: 18, column: 14 },
      resolve: { scale: { x: "independent" } },
      spec: {
        width: names.length === 4 || names.length === 2 ? 210 : 135,
        height: { step: 11 * present.length + 3, for: "position" },
        layer: [
          {
            transform: [{ filter: "isValid(datum.lower)" }],
            mark: { type: "rule", strokeWidth: 2 },
            encoding: { ...shared, x: { ...x, field: "lower" }, x2: { field: "upper" } },
          },
          {
            mark: { type: "point", filled: true, size: 45, opacity: 1 },
            encoding: {
              ...shared,
              x: { ...x, field: "estimate" },
              shape: {
                field: "model",
                type: "nominal",
                scale: { domain: present, range: shapes },
                legend: { title: "Model", orient: "bottom" },
              },
              tooltip: [
                { field: "cohort", type: "nominal" },
                { field: "model", type: "nominal" },
                { field: "measure", type: "nominal" },
                ...["estimate", "lower", "upper"].map(quantity),
                quantity("difference", "against pooled"),
                quantity("differenceLower", "from"),
                quantity("differenceUpper", "to"),
              ],
            },
          },
        ],
      },
    },
  );
}

const quantity = (field: string, title?: string | number): JsonObject => ({
  field,
  type: "quantitative",
  format: ".4~g",
  ...(typeof title === "string" && { title }),
});

const cohortOf = ({ cohort }: Record<string, Cell>): string => (cohort === null ? everybody : String(cohort));

const round = (value: Cell | undefined): number | null =>
  typeof value === "number" ? Number(value.toPrecision(5)) : null;

function describe(rows: Record<string, Cell>[], present: string[]): string {
  const measure = ["errorRate", "rmse"].find((name) => rows.some((row) => row.measure === name));
  const last = present.at(-1)!;
  const said = rows
    .filter((row) => row.measure === measure && row.model === last && typeof row.difference === "number")
    .slice(0, 9)
    .map((row) => {
      const text = (cell: Cell | undefined) =>
        typeof cell === "number" ? `${cell > 0 ? "+" : ""}${Number(cell.toPrecision(2))}` : "unknown";
      return `${cohortOf(row)} ${text(row.difference)} (${text(row.differenceLower)} to ${text(row.differenceUpper)})`;
    });
  return `Models side by side: ${present.join(", ")}. ${labels[measure!]} of ${last} less that of pooled: ${said.join("; ")}.`;
}
