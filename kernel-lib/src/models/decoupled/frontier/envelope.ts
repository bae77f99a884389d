import type { RunContext } from "../../../compute/run.js";
import type { LossProblem } from "../thresholds/losses.js";
import { crossing, type Solution, solve } from "../thresholds/solve.js";

/** A solution and the λ for which it is optimal. */
export interface Corner {
  choice: Int32Array;
  lambdaLow: number;
  lambdaHigh: number;
}

/** Differences below this are rounding: two solutions as near as that are the same corner. */
const ROUNDING = 1e-12;

/**
 * The corners of the lower envelope of the lines λ · error + (1 − λ) · fairness over λ from 0 to 1. Between two known
 * corners the exact search is asked, where their lines cross, for anything below; what it finds is a corner too.
 */
export async function envelope(
  problem: LossProblem,
  run: RunContext,
): Promise<{ corners: Corner[]; certified: boolean; solves: number }> {
  let solves = 0;
  let certified = true;
  const ask = async (lambda: number, better?: number): Promise<Solution | null> => {
    solves++;
    run.report({ phase: "tracing the trade-off", step: solves });
    const found = await solve(problem, lambda, { run, better });
    if (run.cancelled) certified = false;
    return found;
  };
  const fairest = (await ask(0))!;
  const cheapest = (await ask(1))!;

  /** The corners from one to another, without the last. */
  const between = async (left: Solution, right: Solution): Promise<Solution[]> => {
    // A set that another equals in one loss and beats in the other is optimal at an end of the range at most.
    if (right.fairness <= left.fairness + ROUNDING) return right.error < left.error ? [] : [left];
    if (left.error <= right.error + ROUNDING) return [left];
    if (run.cancelled) {
      certified = false;
      return [left];
    }
    const lambda = crossing(left, right);
    const value = lambda * left.error + (1 - lambda) * left.fairness;
    const middle = await ask(lambda, value - ROUNDING * (1 + value));
    if (!middle) return [left];
    return [...(await between(left, middle)), ...(await between(middle, right))];
  };
  const found = [...(await between(fairest, cheapest)), cheapest];
  const last = found[found.length - 2];
  // The cheapest may be less fair than another that is as cheap.
  if (last && last.error <= cheapest.error + ROUNDING) found.pop();
  const breaks = found.slice(1).map((right, index) => crossing(found[index]!, right));
  const corners = found.map(({ choice }, index) => ({
    choice,
    lambdaLow: index === 0 ? 0 : breaks[index - 1]!,
    lambdaHigh: index === breaks.length ? 1 : breaks[index]!,
  }));
  return { corners, certified, solves };
}
