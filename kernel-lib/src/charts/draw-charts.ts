import type { ChartSpec } from "../contract/index.js";

/** Told of a chart that could not be made. */
export type ChartFailure = (name: string, error: unknown) => void;

/**
 * Makes charts by name, leaving out those that come to nothing. One that fails is told of and does not keep the
 * others from being made, for a chart must never cost a finished fit.
 * @param failed Throws the error again by default.
 */
export function drawCharts(
  makers: Record<string, (() => ChartSpec | null) | false | null | undefined>,
  failed: ChartFailure = rethrow,
): Record<string, ChartSpec> {
  const charts: Record<string, ChartSpec> = {};
  for (const [name, make] of Object.entries(makers)) {
    try {
      const spec = make ? make() : null;
      if (spec) charts[name] = spec;
    } catch (error) {
      failed(name, error);
    }
  }
  return charts;
}

function rethrow(_name: string, error: unknown): never {
  throw error;
}
