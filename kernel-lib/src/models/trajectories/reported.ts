import type { Component, ParameterName } from "./component.js";
import type { CurveRecipe, ColumnScale } from "./curve/recipe.js";
import type { MixtureFit } from "./mixture.js";
import { flatten } from "./mixture-vector.js";

export interface ReportedParameter extends Omit<ParameterName, "part"> {
  /** Null for a membership coefficient. */
  component: string | null;
  part: ParameterName["part"] | "membership";
}

/** A fit's parameters in the user's units, and how they follow from the search's. */
export interface Reported {
  /** As many as the search has, and in its order; membership coefficients compare with the reference group. */
  parameters: ReportedParameter[];
  estimates: Float64Array;
  /** ∂ reported / ∂ θ, row-major; covariances go over by J V J′. */
  jacobian: Float64Array;
  /** Group, from 0, that the membership compares with. */
  reference: number;
}

/**
 * Parameters as users read them: curves in powers of the user's own time, σ, dispersion, precision and τ themselves
 * rather than their logarithms, membership coefficients of the user's columns against a reference group.
 * @param options.reference From 1; the group of the largest share when absent.
 */
export function reportParameters(
  fit: MixtureFit,
  { membership, reference }: { membership: readonly ColumnScale[]; reference?: number | undefined },
): Reported {
  const { model, parameters, shares } = fit;
  const theta = flatten(parameters);
  const p = theta.length;
  const jacobian = new Float64Array(p * p);
  const estimates = new Float64Array(p);
  const names: ReportedParameter[] = [];
  let offset = 0;
  for (const component of model.components) {
    component.parameters.forEach((name) => names.push({ ...name, component: component.name }));
    fillComponent(component, { offset, p, theta, jacobian, estimates });
    offset += component.parameters.length;
  }
  const compared = reference === undefined ? shares.indexOf(Math.max(...shares)) : reference - 1;
  const width = model.membership.names.length;
  const toUser = columnMatrix(membership);
  const others = Array.from({ length: model.classes }, (_, c) => c).filter((c) => c !== compared);
  others.forEach((c, at) => {
    for (let k = 0; k < width; k++) {
      const row = offset + at * width + k;
      names.push({ component: null, group: c + 1, part: "membership", term: model.membership.names[k]! });
      for (let l = 0; l < width; l++) {
        const share = toUser[k * width + l]!;
        if (c > 0) jacobian[row * p + offset + (c - 1) * width + l]! += share;
        if (compared > 0) jacobian[row * p + offset + (compared - 1) * width + l]! -= share;
      }
      for (let j = offset; j < p; j++) estimates[row]! += jacobian[row * p + j]! * theta[j]!;
    }
  });
  return { parameters: names, estimates, jacobian, reference: compared };
}

interface Filled {
  offset: number;
  p: number;
  theta: Float64Array;
  jacobian: Float64Array;
  estimates: Float64Array;
}

function fillComponent(component: Component, { offset, p, theta, jacobian, estimates }: Filled): void {
  component.parameters.forEach(({ part }, j) => {
    const at = offset + j;
    const isLog = part === "sigma" || part === "dispersion" || part === "precision" || part === "tau";
    estimates[at] = isLog ? Math.exp(theta[at]!) : theta[at]!;
    jacobian[at * p + at] = isLog ? estimates[at]! : 1;
  });
  component.userMatrices?.forEach((matrix, g) => {
    const places = component.groupParameters[g]!;
    const size = Math.sqrt(matrix.length);
    for (let a = 0; a < size; a++) {
      const row = offset + places[a]!;
      estimates[row] = 0;
      for (let b = 0; b < size; b++) {
        const column = offset + places[b]!;
        jacobian[row * p + column] = matrix[a * size + b]!;
        estimates[row]! += matrix[a * size + b]! * theta[column]!;
      }
    }
  });
}

/** From coefficients of (column − centre)/scale, the intercept first, to those of the columns. */
export function columnMatrix(columns: readonly ColumnScale[]): Float64Array {
  const n = columns.length + 1;
  const matrix = new Float64Array(n * n);
  matrix[0] = 1;
  columns.forEach(({ centre, scale }, k) => {
    matrix[(k + 1) * n + k + 1] = 1 / scale;
    matrix[k + 1] = -centre / scale;
  });
  return matrix;
}

/** From a group's coefficients of the scaled time and covariates to those of the user's; then the zero inflation's. */
export function curveMatrix(recipe: CurveRecipe, group: number): Float64Array {
  const time = recipe.orders[group]! + 1;
  const curve = time + recipe.covariateScale.length;
  const zero = recipe.zeroOrders ? recipe.zeroOrders[group]! + 1 : 0;
  const n = curve + zero;
  const matrix = new Float64Array(n * n);
  if (recipe.shape.kind === "polynomial") fillPowers(matrix, n, 0, time, recipe.timeScale);
  else for (let k = 0; k < time; k++) matrix[k * n + k] = 1;
  recipe.covariateScale.forEach(({ centre, scale }, k) => {
    matrix[(time + k) * n + time + k] = 1 / scale;
    matrix[time + k]! -= centre / scale;
  });
  fillPowers(matrix, n, curve, zero, recipe.timeScale);
  return matrix;
}

/** ((t − c)/h)^k = Σ_j C(k, j) t^j (−c)^(k−j) / h^k. */
function fillPowers(
  matrix: Float64Array,
  n: number,
  from: number,
  count: number,
  { centre, half }: CurveRecipe["timeScale"],
): void {
  for (let k = 0; k < count; k++) {
    let choose = 1;
    for (let j = k; j >= 0; j--) {
      matrix[(from + j) * n + from + k] = (choose * (-centre) ** (k - j)) / half ** k;
      choose = (choose * j) / (k - j + 1);
    }
  }
}
