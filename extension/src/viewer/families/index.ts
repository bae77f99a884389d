import type { ResultDocument, ResultTable } from "quetelet/contract";
import { lazy } from "react";
import type { FamilyView } from "./family";

/** The first that suits a document is shown. */
const views: FamilyView[] = [
  {
    id: "map",
    label: (trans) => trans.__("Map and factors"),
    suits: ({ model, tables }) => model === "risk-terrain" && (tables.coefficients?.rows.length ?? 0) > 0,
    Component: lazy(() => import("./risk-terrain/risk-terrain-view")),
  },
  {
    id: "checks",
    label: (trans) => trans.__("Coefficients and checks"),
    suits: ({ model, tables }) =>
      (model === "ols" || model === "glm") && (tables.coefficients?.rows.length ?? 0) > 0,
    Component: lazy(() => import("./linear/linear-view")),
  },
  {
    id: "groups",
    label: (trans) => trans.__("Groups and people"),
    suits: ({ model, tables }) =>
      model === "trajectories" && has(tables.groups) && (has(tables.curves) || has(tables.people)),
    Component: lazy(() => import("./trajectories/trajectories-view")),
  },
  {
    id: "trade-off",
    label: (trans) => trans.__("Thresholds and cohorts"),
    suits: ({ model, tables }) => model === "decoupled" && (has(tables.thresholds) || has(tables.comparison)),
    Component: lazy(() => import("./decoupled/decoupled-view")),
  },
  {
    id: "predictions",
    label: (trans) => trans.__("Groups and predictions"),
    suits: ({ model, tables }) =>
      (model === "random-forest" || model === "hierarchical-forest") &&
      [tables.intervals, tables.accuracy, tables.errorByGroup, tables.classes, tables.explained].some(has),
    Component: lazy(() => import("./forest/forest-view")),
  },
];

const has = (table: ResultTable | undefined): boolean => (table?.rows.length ?? 0) > 0;

/** The view made for the document's family of models; null when there is none, or it lacks what that needs. */
export function familyView(result: ResultDocument): FamilyView | null {
  return views.find((view) => view.suits(result)) ?? null;
}
