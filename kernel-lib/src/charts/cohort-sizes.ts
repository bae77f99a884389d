import type { ChartSpec, JsonObject, ResultTable } from "../contract/index.js";
import { chart, colours } from "./spec.js";

const mostCohorts = 30;
const kinds = ["own rows", "joined to it", "of other cohorts, by their weight θ"];

interface CohortTables {
  cohorts: ResultTable;
  merges?: ResultTable;
}

/**
 * How many rows each cohort has: its own, those of cohorts that were joined to it, and what other cohorts' rows count
 * for. Dashed: the size a cohort needs to stand alone.
 */
export function cohortSizesChart({ cohorts, merges }: CohortTables, smallest: number): ChartSpec {
  const shown = cohorts.rows.slice(0, mostCohorts);
  const values = shown.flatMap((row): JsonObject[] => {
    const cohort = String(row.cohort);
    const parts = (merges?.rows ?? []).filter((merge) => merge.cohort === row.cohort);
    const own = parts.length > 0 ? parts : [{ member: cohort, rows: row.rows! }];
    const helped = Number(row.outsideRows ?? 0) * Number(row.theta ?? 0);
    return [
      ...own.map((part, i): JsonObject => ({
        cohort,
        part: String(part.member),
        kind: kinds[i === 0 ? 0 : 1]!,
        rows: Number(part.rows),
        order: i,
      })),
      ...(helped > 0
        ? [
            {
              cohort,
              part: `${row.outsideRows} rows, each counted ${row.theta}`,
              kind: kinds[2]!,
              rows: helped,
              order: 99,
            },
          ]
        : []),
    ];
  });
  const present = kinds.filter((kind) => values.some((value) => value.kind === kind));
  const range = [colours.blue, colours.green, colours.grey];
  return chart(
    {
      title: "Cohorts",
      subtitle: [
        `Dashed: ${Number(smallest.toPrecision(4))} rows, which a cohort needs to stand alone`,
        shown.length < cohorts.rows.length
          ? `The first ${shown.length} of ${cohorts.rows.length}`
          : undefined,
      ],
      description: describe(shown, merges),
    },
    {
      height: { step: 24 },
      layer: [
        {
          data: { values },
          mark: { type: "bar", height: 15, stroke: "white", strokeWidth: 0.5 },
          encoding: {
            y: {
              field: "cohort",
              type: "nominal",
              sort: shown.map(({ cohort }) => String(cohort)),
              title: null,
            },
            x: { field: "rows", type: "quantitative", title: "Rows", stack: "zero" },
            color: {
              field: "kind",
              type: "nominal",
              scale: { domain: present, range: present.map((kind) => range[kinds.indexOf(kind)]!) },
              legend: present.length > 1 ? { title: null, orient: "bottom" } : null,
            },
            order: { field: "order", type: "quantitative" },
            tooltip: [
              { field: "cohort", type: "nominal" },
              { field: "part", type: "nominal", title: "made of" },
              { field: "rows", type: "quantitative", format: ",.6~g" },
            ],
          },
        },
        {
          data: { values: [{ smallest }] },
          mark: { type: "rule", color: colours.grey, strokeDash: [4, 3], strokeWidth: 1.5 },
          encoding: { x: { field: "smallest", type: "quantitative" } },
        },
      ],
    },
  );
}

function describe(rows: ResultTable["rows"], merges: ResultTable | undefined): string {
  const said = rows.slice(0, 12).map(({ cohort, rows: size, theta, members }) => {
    const joined = merges && String(members).includes(";") ? ` (${String(members)})` : "";
    const helped = typeof theta === "number" ? `, helped by others at θ = ${theta}` : "";
    return `${String(cohort)} ${String(size)}${joined}${helped}`;
  });
  return `How many rows each of ${rows.length} cohorts has: ${said.join("; ")}.`;
}
