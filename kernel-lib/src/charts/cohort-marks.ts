import { type JsonObject, palette, shapes } from "../contract/index.js";

/** Cohorts that one panel can tell apart. */
export const mostCohorts = palette.length;

export const percent = (share: number | null): string =>
  share === null || !Number.isFinite(share) ? "—" : `${(100 * share).toFixed(1)} %`;

/** The channels that tell cohorts apart by colour or shape, from the field `cohort`. */
export function byCohort(names: readonly string[], channel: "color" | "shape", title = "Cohort"): JsonObject {
  const range = channel === "color" ? palette : shapes;
  return {
    field: "cohort",
    type: "nominal",
    scale: { domain: [...names], range: range.slice(0, names.length) },
    legend: { title, orient: "bottom", columns: 3, symbolLimit: mostCohorts },
  };
}

/** The largest cohorts, as many as are wanted, in the fit's order: numbers of cohorts. */
export function largestCohorts(cohort: ArrayLike<number>, count: number, most: number): number[] {
  const sizes = new Int32Array(count);
  for (let row = 0; row < cohort.length; row++) sizes[cohort[row]!]!++;
  const order = Array.from(sizes.keys()).sort((a, b) => sizes[b]! - sizes[a]!);
  return order.slice(0, most).sort((a, b) => a - b);
}

/** What a subtitle says when some cohorts are not drawn. */
export const drawnNote = (drawn: number, all: number): string | undefined =>
  drawn < all ? `The ${drawn} largest of ${all} cohorts` : undefined;
