import type { RunContext } from "../../compute/run.js";
import type { Cells } from "./cells.js";
import { blockDesign } from "./design.js";
import { type CellFit, type CountFamily, fitCells } from "./fit-cells.js";
import { chooseNode, type Node, rootNode, setCodes, withCandidates } from "./nodes.js";
import type { Patterns, PatternSums } from "./patterns.js";
import { fitPositive } from "./positive.js";

/** How a model's loss becomes the number that the search minimises. */
export interface Criterion {
  /** Price of one parameter: log n, 2 or 0. */
  price: number;
  /** What makes values BIC, AIC or deviance as printed: the constants that the losses lack. */
  constant: number;
  /** Parameters beside the chosen variables: always columns, and θ. */
  fixed: number;
}

export const criterionOf = ({ price, constant, fixed }: Criterion, loss: number, chosen: number): number =>
  2 * loss + constant + price * (fixed + chosen);

export interface Selection {
  /** Candidate chosen in each set; −1 for none. */
  choice: Int32Array;
  value: number;
  fit: CellFit;
}

export interface ExactSearch extends Selection {
  /** No model of the space is below this. Equals `value` when the search is complete. */
  bound: number;
  /** Models fitted. */
  examined: number;
  /** Models in the space. */
  models: number;
  complete: boolean;
  /** The best value of a model with each candidate; Infinity where none was found. Only of a full enumeration. */
  bestWith: Float64Array | null;
  /** The best value of a model without any candidate of each set. Only of a full enumeration. */
  bestWithout: Float64Array | null;
}

export interface ExactOptions {
  patterns: Patterns;
  sums: PatternSums;
  family: CountFamily;
  sets: { members: number[] }[];
  intercept: number;
  criterion: Criterion;
  run: RunContext;
  /** Spaces of more models than this are bounded subtree by subtree, and not enumerated. */
  enumerateUpTo?: number;
}

/** Differences below this are rounding; the smaller and earlier model then stands. */
const TIE = 1e-7;
/** Subtrees of fewer models are searched without looking for a bound, which costs as much. */
const WORTH_BOUND = 200;

export const modelCount = (sets: { members: number[] }[]): number =>
  sets.reduce((product, { members }) => product * (members.length + 1), 1);

/**
 * The best of all models with at most one candidate a set, none allowed, and coefficients above 0: a complete
 * search, depth first over the sets.
 *
 * Models are fitted without constraint, and one with a coefficient at or below 0 is passed over. That loses
 * nothing: the likelihood is concave, so where its unconstrained maximum is not inside the allowed region the
 * constrained one lies on its border, where some chosen coefficient is 0. There the model is one with fewer
 * variables, which is in the search itself and pays for no more parameters. The same holds for columns that
 * depend on each other: moving along their dependence changes no mean and ends where some coefficient is 0.
 *
 * Above a size (`enumerateUpTo`) a subtree is searched only if it can hold something better. Its bound is the loss
 * with all candidates of its open sets in at once, none of them negative, which no model below it can beat, and
 * one price for each variable already chosen and for each open set without which the incumbent is out of reach.
 * (For the negative binomial this takes the profile of the likelihood in θ to have one peak.)
 */
export async function searchExact(options: ExactOptions): Promise<ExactSearch> {
  const { patterns, sums, family, sets, intercept, criterion, run, enumerateUpTo = 20_000 } = options;
  const { alwaysCount, candidates } = patterns;
  const codes = setCodes(patterns, sets);
  const depths = sets.length;
  const below = sets.map((_, depth) => modelCount(sets.slice(depth)));
  const models = modelCount(sets);
  const full = models <= enumerateUpTo;
  const bestWith = full ? new Float64Array(candidates.length).fill(Infinity) : null;
  const bestWithout = full ? new Float64Array(depths).fill(Infinity) : null;
  const choice = new Int32Array(depths).fill(-1);
  let examined = 0;
  let passed = 0;
  /** The least bound of the subtrees that were left unsearched. */
  let open = Infinity;

  const fitNode = (node: Cells, above: CellFit | null): CellFit => {
    examined++;
    const start = new Float64Array(node.columns);
    if (above) start.set(above.coefficients);
    return fitCells(node, family, {
      intercept,
      tolerance: 1e-8,
      ...(above && above.status === "converged" && { start, startAlpha: above.alpha }),
    });
  };
  const valueOf = ({ status, coefficients, loss }: CellFit): number => {
    if (status === "singular") return Infinity;
    for (let j = alwaysCount; j < coefficients.length; j++) if (!(coefficients[j]! > 0)) return Infinity;
    return criterionOf(criterion, loss, coefficients.length - alwaysCount);
  };

  const root = rootNode(patterns, sums);
  const none = fitNode(root, null);
  let best: Selection = { choice: choice.slice(), value: valueOf(none), fit: none };
  if (!full) climb();

  /** Adds, drops and swaps single variables while that helps, for an incumbent that prunes early. */
  function climb(): void {
    for (let improved = true; improved;) {
      improved = false;
      const from = best.choice;
      for (let set = 0; set < depths; set++) {
        for (const candidate of [-1, ...sets[set]!.members]) {
          if (candidate === from[set]) continue;
          const trial = from.slice();
          trial[set] = candidate;
          const chosen = Array.from(
            trial.filter((c) => c >= 0),
            (c) => candidates[c]!,
          );
          const fit = fitNode(withCandidates(root, chosen), null);
          const value = valueOf(fit);
          if (value < best.value - TIE) {
            best = { choice: trial, value, fit };
            improved = true;
          }
        }
      }
    }
  }

  const relaxed = (node: Node, depth: number, without = -1): number => {
    const open = codes.filter((_, set) => set >= depth && set !== without);
    const design = blockDesign(node, open);
    const { loss } = fitPositive(node, { free: alwaysCount, intercept, term: family.term, design });
    // Less what the optimiser may have left undone.
    return criterionOf(criterion, loss - 1e-6, node.columns - alwaysCount);
  };
  const boundOf = (node: Node, depth: number): number => {
    const bound = relaxed(node, depth);
    let needed = 0;
    for (let set = depth; set < depths && bound + needed * criterion.price < best.value - TIE; set++) {
      // Where nothing better does without this set, what is better pays for it.
      if (criterion.price > 0 && relaxed(node, depth, set) >= best.value - TIE) needed++;
    }
    // A model that lacks one of the needed sets is no better than the incumbent.
    return Math.min(bound + needed * criterion.price, needed > 0 ? best.value : Infinity);
  };

  async function descend(node: Node, depth: number, fit: CellFit, value: number): Promise<void> {
    if (depth === depths) {
      passed++;
      if (bestWith && bestWithout) {
        for (let set = 0; set < depths; set++) {
          const candidate = choice[set]!;
          if (candidate < 0) bestWithout[set] = Math.min(bestWithout[set]!, value);
          else bestWith[candidate] = Math.min(bestWith[candidate]!, value);
        }
      }
      if (value < best.value - TIE) best = { choice: choice.slice(), value, fit };
      if (passed % 256 === 0) {
        run.report({ phase: "searching all models", step: passed, steps: models, loss: best.value });
        await run.breathe();
      }
      return;
    }
    if (!full && (below[depth]! >= WORTH_BOUND || run.cancelled)) {
      const bound = boundOf(node, depth);
      if (bound >= best.value - TIE) {
        passed += below[depth]!;
        run.report({ phase: "searching all models", step: passed, steps: models, loss: best.value });
        return;
      }
      await run.breathe();
      if (run.cancelled) {
        open = Math.min(open, bound);
        return;
      }
    }
    const rest = codes.slice(depth + 1);
    for (const candidate of [-1, ...sets[depth]!.members]) {
      if (run.cancelled && full) {
        open = -Infinity;
        break;
      }
      choice[depth] = candidate;
      const next = chooseNode(node, candidate < 0 ? null : candidates[candidate]!, rest);
      if (candidate < 0) await descend(next, depth + 1, fit, value);
      else {
        const own = fitNode(next, fit);
        await descend(next, depth + 1, own, valueOf(own));
      }
    }
    choice[depth] = -1;
  }

  await descend(root, 0, none, best.value);
  const complete = open === Infinity;
  const bound = complete ? best.value : Math.min(best.value, Number.isFinite(open) ? open : relaxed(root, 0));
  return { ...best, bound, examined, models, complete, bestWith, bestWithout };
}
