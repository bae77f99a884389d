import { dependencies, qr } from "../../compute/linalg/index.js";
import { InputError } from "../../contract/index.js";
import type { RegressionComponent } from "./regression-component.js";

/** A column of which less than this share is its own counts as a combination of others; R's `lm` has the same. */
const TOLERANCE = 1e-7;

/** Refuses a regression in which a group's design has a column that is a combination of others. */
export function refuseDependentDesigns(
  {
    designs,
    parameters,
    groupParameters,
  }: Pick<RegressionComponent, "designs" | "parameters" | "groupParameters">,
  field: string,
): void {
  const seen = new Set<Float64Array>();
  designs.groups.forEach(([design], group) => {
    const { values, columns } = design!;
    if (seen.has(values)) return;
    seen.add(values);
    const places = groupParameters[group]!.subarray(0, columns);
    refuseDependent({ names: Array.from(places, (place) => parameters[place]!.term), values }, field);
  });
}

/**
 * Refuses a design with a column that is a combination of others, naming them.
 * @param design Row-major, one value a name in each row, the constant first.
 * @throws InputError
 */
export function refuseDependent(
  { names, values }: { names: readonly string[]; values: Float64Array },
  field: string,
): void {
  const columns = names.length;
  const [found] = dependencies(qr(values, values.length / columns, columns, TOLERANCE));
  if (!found) return;
  // The last column in the design's order is the one to name: a person added it to those before.
  const involved = [...found.columns, found.column].filter((j) => j > 0).sort((a, b) => a - b);
  const last = names[involved.at(-1)!]!;
  const others = involved.slice(0, -1).map((j) => `'${names[j]}'`);
  const how =
    others.length === 0
      ? "does not vary"
      : others.length === 1
        ? `follows from ${others[0]} exactly`
        : `is a combination of ${others.slice(0, -1).join(", ")} and ${others.at(-1)}`;
  throw new InputError(
    `trajectories: in '${field}', the column '${last}' ${how}, so its coefficient cannot be estimated`,
  );
}
