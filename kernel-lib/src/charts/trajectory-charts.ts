import type { ChartSpec, ResultDocument } from "../contract/index.js";
import type { TrajectoriesDetails } from "../models/trajectories/details.js";
import { type ChartFailure, drawCharts } from "./draw-charts.js";
import { groupComparisonChart } from "./group-comparison.js";
import { groupFlowChart } from "./group-flow.js";
import { individualsChart } from "./individuals.js";
import { membershipOddsChart } from "./membership-odds.js";
import { posteriorChart } from "./posterior-histogram.js";
import { searchCourseChart } from "./search-course.js";
import { startsChart } from "./starts.js";
import { trajectoriesChart } from "./trajectories.js";

/** Every chart of a trajectory model, by the name `fit.chart(name)` knows it by. */
export function trajectoryCharts(
  document: ResultDocument,
  details: TrajectoriesDetails,
  failed?: ChartFailure,
): Record<string, ChartSpec> {
  const { config, tables } = document;
  if (config.model !== "trajectories") return {};
  const { level = 0.95, method = "em" } = config;
  const { comparison, membership, starts } = tables;
  return drawCharts(
    {
      trajectories: () => trajectoriesChart(details, { level }),
      individuals: () => individualsChart(details),
      comparison:
        comparison &&
        (() =>
          groupComparisonChart(comparison, {
            chosen: comparison.rows.findIndex((row) => row.chosen === true),
          })),
      posteriors: () => posteriorChart(details),
      membershipOdds: membership && (() => membershipOddsChart(membership, { level })),
      flow: details.flow && (() => groupFlowChart(details.flow!)),
      starts: starts && (() => startsChart(starts)),
      loss: details.losses.length > 1 && (() => searchCourseChart(details.losses, { method })),
    },
    failed,
  );
}
