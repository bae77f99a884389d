import { InputError } from "../../contract/index.js";

/** A distribution's parameter: one number for all draws, or one a draw. */
export type Parameter = number | ArrayLike<number>;

/** Reads a parameter by draw, after checking its length and every value it gives. */
export function reader(
  parameter: Parameter,
  n: number,
  {
    where,
    name,
    allowed,
    valid,
  }: { where: string; name: string; allowed: string; valid: (x: number) => boolean },
): (index: number) => number {
  if (typeof parameter === "number") {
    if (!valid(parameter)) throw new InputError(`${where}: '${name}' must be ${allowed}, got ${parameter}`);
    return () => parameter;
  }
  if (parameter.length !== n) {
    throw new InputError(
      `${where}: '${name}' must hold one number for each of ${n} draws, got ${parameter.length}`,
    );
  }
  for (let index = 0; index < n; index++) {
    if (!valid(parameter[index]!)) {
      throw new InputError(
        `${where}: '${name}' must be ${allowed}, got ${parameter[index]} in place ${index + 1}`,
      );
    }
  }
  return (index) => parameter[index]!;
}

export const isPositive = (x: number): boolean => x > 0 && x < Infinity;
export const isNotNegative = (x: number): boolean => x >= 0 && x < Infinity;
export const isProbability = (x: number): boolean => x >= 0 && x <= 1;
