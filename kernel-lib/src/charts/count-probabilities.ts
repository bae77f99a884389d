/** P(k) for k = 0 … end − 1 of a Poisson or, with theta, a negative binomial of the given mean. */
export function eachProbability(
  mean: number,
  theta: number | null,
  end: number,
  visit: (k: number, probability: number) => void,
): void {
  if (!(mean > 0)) {
    for (let k = 0; k < end; k++) visit(k, k === 0 ? 1 : 0);
    return;
  }
  // In logarithms, because exp(−mean) is zero for means above 745.
  let log = theta === null ? -mean : -theta * Math.log1p(mean / theta);
  const ratio = theta === null ? Math.log(mean) : -Math.log1p(theta / mean);
  for (let k = 0; k < end; k++) {
    visit(k, Math.exp(log));
    log += ratio + Math.log((theta === null ? 1 : k + theta) / (k + 1));
  }
}
