import { dendrogramChart } from "../charts/dendrogram.js";
import { elbowChart } from "../charts/elbow.js";
import { InputError } from "../contract/index.js";
import type { TextCategories } from "../features/text/index.js";
import { type Chart, createChart } from "../notebook/chart.js";

/**
 * The tree behind categories of texts. Only the last joins are drawn: what joined before is a branch under the name of
 * its most frequent text.
 * @param leaves Branches to draw, at least as many as categories. Default 40.
 * @throws InputError when `leaves` is not a whole number from 2 to 200, or there is one text only.
 * @example
 * const reasons = await textCategories(table.array("reason"));
 * dendrogram(reasons)
 */
export function dendrogram(categories: TextCategories, { leaves = 40 }: { leaves?: number } = {}): Chart {
  if (!Number.isInteger(leaves) || leaves < 2 || leaves > 200) {
    throw new InputError(`dendrogram: 'leaves' must be a whole number from 2 to 200, got ${String(leaves)}`);
  }
  if (categories.forms.length < 2) {
    throw new InputError("dendrogram: there is one text only, and a tree joins at least two");
  }
  return createChart(dendrogramChart(categories, { leaves }));
}

/**
 * What speaks for each number of categories of texts: the dispersion left within them, and the mean silhouette.
 * @throws InputError when no number was considered, as when there is one text only.
 * @example
 * elbowPlot(await textCategories(table.array("reason"), { most: 30 }))
 */
export function elbowPlot(categories: TextCategories): Chart {
  if (categories.judged.length < 2) {
    throw new InputError("elbowPlot: fewer than two numbers of categories were considered");
  }
  return createChart(elbowChart(categories));
}
