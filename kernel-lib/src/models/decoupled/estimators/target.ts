/** What a model is trained to tell, a value for each row. */
export type Target =
  | {
      kind: "classes";
      /** Class of each row, from 0. Of two classes, 1 is the positive one. */
      codes: Int32Array;
      count: number;
    }
  | { kind: "numbers"; values: Float64Array };

/** Some rows of a target. */
export function takeTarget(target: Target, rows: ArrayLike<number>): Target {
  return target.kind === "classes"
    ? { ...target, codes: Int32Array.from(rows, (row) => target.codes[row]!) }
    : { kind: "numbers", values: Float64Array.from(rows, (row) => target.values[row]!) };
}

/**
 * Numbers a model gives for each row: one for a regression (the expected value) or two classes (the probability of
 * the positive one), else one for each class.
 */
export const outputWidth = (target: Pick<Target, "kind"> & { count?: number }): number =>
  target.kind === "classes" && target.count! > 2 ? target.count! : 1;
