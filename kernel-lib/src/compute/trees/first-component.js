// @ts-check
// Plain JavaScript, because worker threads load this file as it is, from the sources and from dist alike.

/**
 * Scores of groups on the first principal component of their class shares, each group weighing as much as its rows
 * (Coppersmith, Hong and Hosking 1999).
 * @param {Float64Array} counts groups × classes, weights by class; becomes centred shares
 * @param {number} groups
 * @param {number} classes
 * @param {Float64Array} totals weight of each group
 * @param {Float64Array} scores filled
 */
export function firstComponent(counts, groups, classes, totals, scores) {
  const centre = new Float64Array(classes);
  let all = 0;
  for (let g = 0; g < groups; g++) {
    all += totals[g];
    for (let k = 0; k < classes; k++) centre[k] += counts[g * classes + k];
  }
  for (let g = 0; g < groups; g++) {
    for (let k = 0; k < classes; k++) {
      counts[g * classes + k] = counts[g * classes + k] / totals[g] - centre[k] / all;
    }
  }
  // Power iteration on the weighted covariance, without forming it. It starts from the class that varies most, so
  // that the answer does not depend on chance.
  let direction = new Float64Array(classes);
  let widest = 0;
  let most = -1;
  for (let k = 0; k < classes; k++) {
    let variance = 0;
    for (let g = 0; g < groups; g++) variance += totals[g] * counts[g * classes + k] ** 2;
    if (variance > most) [most, widest] = [variance, k];
  }
  direction[widest] = 1;
  for (let step = 0; step < 50; step++) {
    const next = new Float64Array(classes);
    for (let g = 0; g < groups; g++) {
      let score = 0;
      for (let k = 0; k < classes; k++) score += counts[g * classes + k] * direction[k];
      scores[g] = score;
      score *= totals[g];
      for (let k = 0; k < classes; k++) next[k] += score * counts[g * classes + k];
    }
    let norm = 0;
    for (let k = 0; k < classes; k++) norm += next[k] * next[k];
    if (norm === 0) return;
    norm = Math.sqrt(norm);
    let change = 0;
    for (let k = 0; k < classes; k++) {
      next[k] /= norm;
      change = Math.max(change, Math.abs(next[k] - direction[k]));
    }
    direction = next;
    if (change < 1e-6) return;
  }
}
