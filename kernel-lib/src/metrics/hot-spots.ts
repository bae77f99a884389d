import { InputError } from "../contract/index.js";

/** Accuracy of a prediction where its highest places cover a given share of the area. */
export interface HotSpotAccuracy {
  /** Share of the area, between 0 and 1. */
  share: number;
  /** Places in the hot spots; the last may count in part. */
  units: number;
  /** Crimes in the hot spots, expected over the orders of equally predicted places. */
  crimes: number;
  /** The same as a share of all crimes. */
  hitRate: number;
  /** Predictive accuracy index, hit rate / share of area (Chainey, Tompson and Uhlig 2008), expected over tie orders. */
  pai: number;
  /** The index were every tie cut as badly as can be. */
  paiLower: number;
  /** The index were every tie cut as well as can be. */
  paiUpper: number;
  /** The best index any prediction could have had: places in order of their own crimes per area. */
  paiOracle: number;
  /** Predictive efficiency index, PAI / the oracle's (Hunt 2016). */
  pei: number;
  /** Recapture rate index, predicted / observed crimes in the hot spots; NaN where none was observed. */
  rri: number;
}

export interface HotSpotOptions {
  /** Expected crimes of each place. */
  predicted: Float64Array;
  /** Crimes that happened at each place. */
  observed: Float64Array;
  /** Area of each place; by default all count the same, so that shares are shares of the places. */
  area?: Float64Array | null;
}

/**
 * PAI, PEI and RRI where the places of highest predicted density cover each share of the area; the last place
 * counts in part. Places of equal prediction have no order, and a model of a few dummies ties most of them, so
 * the indices are expectations over all orders of the tie that the share cuts (exact for places of equal area;
 * otherwise the tie is cut in proportion to area), beside the worst and the best cut.
 * @throws InputError for arrays of unequal length, a share outside (0, 1], an area at or below 0, or no crime.
 */
export function hotSpotAccuracy({
  shares,
  ...data
}: HotSpotOptions & { shares: readonly number[] }): HotSpotAccuracy[] {
  const at = rankPlaces(data);
  return shares.map((share) => {
    if (!(share > 0 && share <= 1)) {
      throw new InputError(`hotSpotAccuracy: 'shares' must be above 0 and at most 1, got ${share}`);
    }
    return at(share);
  });
}

/**
 * The same for the places whose prediction lies more than `z` standard deviations (population) above the mean;
 * null when there are none.
 */
export function hotSpotsAbove({ z = 2, ...data }: HotSpotOptions & { z?: number }): HotSpotAccuracy | null {
  const { predicted, area } = data;
  const at = rankPlaces(data);
  const n = predicted.length;
  const mean = sum(predicted) / n;
  const deviation = Math.sqrt(predicted.reduce((total, value) => total + (value - mean) ** 2, 0) / n);
  let covered = 0;
  let units = 0;
  let crimes = 0;
  let expected = 0;
  for (let i = 0; i < n; i++) {
    if (!(predicted[i]! > mean + z * deviation)) continue;
    covered += area ? area[i]! : 1;
    units++;
    crimes += data.observed[i]!;
    expected += predicted[i]!;
  }
  if (units === 0) return null;
  const share = covered / (area ? sum(area) : n);
  const { paiOracle } = at(share);
  const hitRate = crimes / sum(data.observed);
  const pai = hitRate / share;
  const rri = expected / (crimes || NaN);
  return {
    share,
    units,
    crimes,
    hitRate,
    pai,
    paiLower: pai,
    paiUpper: pai,
    paiOracle,
    pei: pai / paiOracle,
    rri,
  };
}

function rankPlaces({
  predicted,
  observed,
  area = null,
}: HotSpotOptions): (share: number) => HotSpotAccuracy {
  const n = predicted.length;
  const refuse = (text: string) => new InputError(`hotSpotAccuracy: ${text}`);
  if (observed.length !== n || (area && area.length !== n)) {
    throw refuse(
      `'predicted' has ${n} places, 'observed' ${observed.length}${area ? `, 'area' ${area.length}` : ""}`,
    );
  }
  const bad = area ? area.findIndex((value) => !(value > 0)) : -1;
  if (bad >= 0) throw refuse(`'area' must be above 0, but is ${area![bad]} at place ${bad + 1}`);
  const totalCrimes = sum(observed);
  if (!(totalCrimes > 0)) throw refuse("'observed' holds no crime, so nothing can be hit");
  const areaOf = (i: number) => (area ? area[i]! : 1);
  const totalArea = area ? sum(area) : n;

  const density = predicted.map((value, i) => value / areaOf(i));
  const rate = observed.map((value, i) => value / areaOf(i));
  const order = (compare: (a: number, b: number) => number) => Uint32Array.from(density.keys()).sort(compare);
  // Equal to rounding is equal: the same design may come out of exp() with different last digits.
  const scores = density.map((value) => Number(value.toPrecision(12)));
  const lines = {
    worst: cumulate(order((a, b) => scores[b]! - scores[a]! || rate[a]! - rate[b]!)),
    best: cumulate(order((a, b) => scores[b]! - scores[a]! || rate[b]! - rate[a]!)),
    oracle: cumulate(order((a, b) => rate[b]! - rate[a]!)),
  };
  const ties = cumulateTies(lines.best.places);

  function cumulate(places: Uint32Array) {
    const covered = new Float64Array(n + 1);
    const crimes = new Float64Array(n + 1);
    places.forEach((place, k) => {
      covered[k + 1] = covered[k]! + areaOf(place);
      crimes[k + 1] = crimes[k]! + observed[place]!;
    });
    return { places, covered, crimes };
  }

  function cumulateTies(places: Uint32Array) {
    const covered = [0];
    const crimes = [0];
    const expected = [0];
    const units = [0];
    let last = NaN;
    for (const place of places) {
      if (scores[place] !== last) {
        for (const line of [covered, crimes, expected, units]) line.push(line[line.length - 1]!);
        last = scores[place]!;
      }
      const at = covered.length - 1;
      covered[at]! += areaOf(place);
      crimes[at]! += observed[place]!;
      expected[at]! += predicted[place]!;
      units[at]! += 1;
    }
    return { covered, crimes, expected, units };
  }

  return (share) => {
    const wanted = share * totalArea;
    const pai = (crimes: number) => crimes / totalCrimes / share;
    const crimes = interpolate(ties.covered, ties.crimes, wanted);
    const paiOracle = pai(interpolate(lines.oracle.covered, lines.oracle.crimes, wanted));
    return {
      share,
      units: interpolate(ties.covered, ties.units, wanted),
      crimes,
      hitRate: crimes / totalCrimes,
      pai: pai(crimes),
      paiLower: pai(interpolate(lines.worst.covered, lines.worst.crimes, wanted)),
      paiUpper: pai(interpolate(lines.best.covered, lines.best.crimes, wanted)),
      paiOracle,
      pei: pai(crimes) / paiOracle,
      rri: interpolate(ties.covered, ties.expected, wanted) / (crimes || NaN),
    };
  };
}

/** y at `x` on the broken line through (xs, ys), xs ascending from 0. */
function interpolate(xs: ArrayLike<number>, ys: ArrayLike<number>, x: number): number {
  let low = 0;
  let high = xs.length - 1;
  if (x >= xs[high]!) return ys[high]!;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (xs[middle]! <= x) low = middle;
    else high = middle;
  }
  const share = (x - xs[low]!) / (xs[high]! - xs[low]!);
  return ys[low]! + share * (ys[high]! - ys[low]!);
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
