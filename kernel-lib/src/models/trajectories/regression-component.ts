import type { Key } from "../../compute/random/index.js";
import type { Component, ParameterName } from "./component.js";
import { addScores } from "./curve/scores.js";
import { addBlockDerivatives, blockSize, mirror, predict } from "./curve/group-block.js";
import { maximiseBlocks } from "./curve/maximise.js";
import { personFeatures } from "./curve/person-features.js";
import { type CurveDesigns, type CurveRows, describeRows, spreadDesigns } from "./curve/rows.js";
import { startBlock } from "./curve/start.js";
import { addProducts, sumStatistics } from "./curve/sums.js";
import { takeRows } from "./curve/take-rows.js";
import type { Family } from "./families/index.js";

export interface RegressionOptions {
  /** Short name in parameter tables. */
  name: string;
  family: Family;
  rows: CurveRows;
  designs: CurveDesigns;
  /** Names of each group's parameters, in the order of the predictors. */
  names: readonly (readonly Omit<ParameterName, "group">[])[];
  /** How many of the last parameters groups share: 1 for a common σ, dispersion or precision. Default 0. */
  shared?: number;
  /** In what parts of an equation the curve's own coefficients are measured; 1 but for normal outcomes. */
  unit?: number;
  /** See `Component.userMatrices`. */
  userMatrices?: readonly Float64Array[];
}

/** A regression of an outcome on design columns within each group: a curve, the dropout logit, a later outcome. */
export interface RegressionComponent extends Component {
  readonly family: Family;
  readonly rows: CurveRows;
  readonly designs: CurveDesigns;
  /** Expected outcome of a group at each distinct design row. */
  expected(parameters: Float64Array, group: number): Float64Array;
  /** Each person's own curve, roughly: persons × width numbers by which to tell alike persons. */
  features(): { width: number; values: Float64Array };
}

export function regressionComponent(options: RegressionOptions): RegressionComponent {
  const { name, family, rows, designs, names, shared = 0, unit = 1 } = options;
  const groups = designs.groups.length;
  const width = family.statistics;
  const q = family.predictors.length;
  const described = describeRows(family, rows, designs);
  const { cells, designOfCell, personConstants } = described;
  const blocks = designOfCell ? spreadDesigns(designs, designOfCell) : designs.groups;
  const sizes = blocks.map(blockSize);
  const sumRows = { ...described, persons: rows.persons, personRows: rows.personRows };

  const { parameters, groupParameters } = layOut(names, shared);
  const predictors = Array.from({ length: q }, () => new Float64Array(cells.count));
  const coefficients = new Float64Array(cells.count * width);
  const first = new Float64Array(cells.count * q * width);
  const second = new Float64Array((cells.count * q * (q + 1) * width) / 2);
  const sums = Array.from({ length: groups }, () => new Float64Array(cells.count * width));
  const own = (vector: Float64Array, group: number) =>
    Float64Array.from(groupParameters[group]!, (place) => vector[place]!);

  const block = (group: number) => ({
    value(x: Float64Array): number {
      predict(blocks[group]!, x, predictors);
      family.coefficients(cells, predictors, coefficients);
      let sum = 0;
      const s = sums[group]!;
      for (let k = 0; k < s.length; k++) sum += s[k]! * coefficients[k]!;
      return sum;
    },
    derivatives(x: Float64Array, gradient: Float64Array, hessian: Float64Array): void {
      predict(blocks[group]!, x, predictors);
      family.derivatives(cells, predictors, first, second);
      addBlockDerivatives(
        blocks[group]!,
        { count: cells.count, width },
        { sums: sums[group]!, first, second },
        gradient,
        hessian,
      );
      mirror(hessian, sizes[group]!);
    },
  });

  const maximise = (weights: readonly Float64Array[], start: Float64Array, iterations: number) => {
    for (let g = 0; g < groups; g++) sumStatistics(sumRows, weights[g]!, width, sums[g]!);
    const all = Array.from({ length: groups }, (_, g) => g);
    const x = start.slice();
    for (const together of shared > 0 ? [all] : all.map((g) => [g])) {
      maximiseBlocks(
        together.map((g) => ({ ...block(g), places: groupParameters[g]! })),
        x,
        iterations,
      );
    }
    return x;
  };

  return {
    name,
    groups,
    parameters,
    groupParameters,
    persons: rows.persons,
    observations: rows.response.length,
    units: Float64Array.from(parameters, ({ part }) => (part === "curve" || part === "later" ? unit : 1)),
    ownSpread: shared === 0 && ["sigma", "precision"].includes(family.predictors.at(-1)!),
    ...(options.userMatrices && { userMatrices: options.userMatrices }),
    family,
    rows,
    designs,

    addLogDensity(vector, group, out) {
      predict(blocks[group]!, own(vector, group), predictors);
      family.coefficients(cells, predictors, coefficients);
      addProducts(sumRows, coefficients, width, out);
      for (let i = 0; i < out.length; i++) out[i]! += personConstants[i]!;
    },

    addDerivatives(vector, group, weights, scores, hessian) {
      predict(blocks[group]!, own(vector, group), predictors);
      family.derivatives(cells, predictors, first, second);
      addScores(sumRows, { designs: blocks[group]!, width, first }, scores);
      if (!hessian) return;
      sumStatistics(sumRows, weights, width, sums[group]!);
      const size = sizes[group]!;
      const lower = new Float64Array(size * size);
      addBlockDerivatives(
        blocks[group]!,
        { count: cells.count, width },
        { sums: sums[group]!, first, second },
        null,
        lower,
      );
      mirror(lower, size);
      for (let k = 0; k < lower.length; k++) hessian[k]! += lower[k]!;
    },

    maximise: (weights, start) => maximise(weights, start, 3),

    start(weights) {
      const start = new Float64Array(parameters.length);
      for (let g = 0; g < groups; g++) {
        const begin = startBlock({ family, rows, designs, group: g, weights: weights[g]! });
        begin.forEach((value, k) => (start[groupParameters[g]![k]!] = value));
      }
      return maximise(weights, start, 8);
    },

    simulate(vector, groupOfPerson, key: Key) {
      const response = drawResponse(
        { family, rows, designs },
        (group) => own(vector, group),
        groupOfPerson,
        key,
      );
      return regressionComponent({ ...options, rows: { ...rows, response } });
    },

    withOutcomesOf(other) {
      const { response } = (other as RegressionComponent).rows;
      return regressionComponent({ ...options, rows: { ...rows, response } });
    },

    take: (persons) => regressionComponent({ ...options, rows: takeRows(rows, persons) }),

    expected(vector, group) {
      const at = Array.from({ length: q }, () => new Float64Array(designs.count));
      predict(designs.groups[group]!, own(vector, group), at);
      return family.mean({ ...designs, outcome: null }, at);
    },

    level(vector, group) {
      const mean = this.expected(vector, group);
      let sum = 0;
      for (const design of rows.designOfRow) sum += mean[design]!;
      return sum / rows.designOfRow.length;
    },

    features: () => personFeatures({ family, rows, designs }),
  };
}

/** A vector of parameters: each group's own in turn, then those that all share. */
function layOut(
  names: readonly (readonly Omit<ParameterName, "group">[])[],
  shared: number,
): { parameters: ParameterName[]; groupParameters: Int32Array[] } {
  const parameters: ParameterName[] = [];
  const places = names.map((list, g) =>
    list.slice(0, list.length - shared).map((each) => parameters.push({ ...each, group: g + 1 }) - 1),
  );
  for (const each of names[0]!.slice(names[0]!.length - shared)) {
    const place = parameters.push({ ...each, group: null }) - 1;
    for (const list of places) list.push(place);
  }
  return { parameters, groupParameters: places.map((list) => Int32Array.from(list)) };
}

function drawResponse(
  { family, rows, designs }: Pick<RegressionOptions, "family" | "rows" | "designs">,
  own: (group: number) => Float64Array,
  groupOfPerson: Int32Array,
  key: Key,
): Float64Array {
  const { designOfRow, trials } = rows;
  const spread = (values: Float64Array) => Float64Array.from(designOfRow, (design) => values[design]!);
  const cells = {
    count: designOfRow.length,
    offset: spread(designs.offset),
    logExposure: spread(designs.logExposure),
    outcome: null,
  };
  const predictors = family.predictors.map(() => new Float64Array(designOfRow.length));
  designs.groups.forEach((block, group) => {
    const at = family.predictors.map(() => new Float64Array(designs.count));
    predict(block, own(group), at);
    for (let i = 0; i < rows.persons; i++) {
      if (groupOfPerson[i] !== group) continue;
      for (let row = rows.personRows[i]!; row < rows.personRows[i + 1]!; row++) {
        for (let j = 0; j < at.length; j++) predictors[j]![row] = at[j]![designOfRow[row]!]!;
      }
    }
  });
  return family.draw(cells, predictors, { trials, key });
}
