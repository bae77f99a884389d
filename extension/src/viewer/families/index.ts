import type { ResultDocument } from "quetelet/contract";
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
];

/** The view made for the document's family of models; null when there is none, or it lacks what that needs. */
export function familyView(result: ResultDocument): FamilyView | null {
  return views.find((view) => view.suits(result)) ?? null;
}
