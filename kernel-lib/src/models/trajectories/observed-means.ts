/** Means of the data of one group at each time; `weight` is the sum of the posterior probabilities behind each. */
export interface ObservedMeans {
  time: Float64Array;
  mean: Float64Array;
  weight: Float64Array;
}

export interface ObservedRows {
  /** Rows of person i: personRows[i] up to personRows[i + 1]. */
  personRows: Int32Array;
  time: Float64Array;
  /** The outcome of each row, and what it is a part of (trials, exposure); null when that is 1. */
  value: Float64Array;
  size: Float64Array | null;
}

/** More different times than this are put together in so many stretches. */
const mostTimes = 60;
const stretches = 40;

/**
 * Mean outcome (for trials and exposures: outcomes over all of them) by time in each group, every person counting in each group by weight × posterior probability. Where
 * people were seen at very many different times, means are over stretches of time, and stand at their mean time.
 * @param posteriors persons × groups, row-major.
 */
export function observedMeans(
  { personRows, time, value, size }: ObservedRows,
  { posteriors, groups, weights }: { posteriors: Float64Array; groups: number; weights: Float64Array },
): ObservedMeans[] {
  const { count, binOf, exact } = binTimes(time);
  return Array.from({ length: groups }, (_, g) => {
    const zeros = () => new Float64Array(count);
    const sums = { weight: zeros(), time: zeros(), value: zeros(), size: zeros() };
    for (let person = 0; person < weights.length; person++) {
      const weight = weights[person]! * posteriors[person * groups + g]!;
      if (!(weight > 0)) continue;
      for (let row = personRows[person]!; row < personRows[person + 1]!; row++) {
        const bin = binOf[row]!;
        sums.weight[bin]! += weight;
        sums.time[bin]! += weight * time[row]!;
        sums.value[bin]! += weight * value[row]!;
        sums.size[bin]! += weight * (size ? size[row]! : 1);
      }
    }
    // A mean over a hundredth of a person says nothing.
    const filled = Array.from({ length: count }, (_, bin) => bin).filter((bin) => sums.weight[bin]! > 0.01);
    const pick = (of: (bin: number) => number) => Float64Array.from(filled, of);
    return {
      time: pick((bin) => exact?.[bin] ?? sums.time[bin]! / sums.weight[bin]!),
      mean: pick((bin) => sums.value[bin]! / sums.size[bin]!),
      weight: pick((bin) => sums.weight[bin]!),
    };
  });
}

/** Which times are put together, and the time of each where they are all the same. */
function binTimes(time: Float64Array): { count: number; binOf: Int32Array; exact: number[] | null } {
  const distinct = [...new Set(time)].sort((a, b) => a - b);
  if (distinct.length <= mostTimes) {
    const place = new Map(distinct.map((at, bin) => [at, bin]));
    const binOf = Int32Array.from(time, (at) => place.get(at)!);
    return { count: distinct.length, binOf, exact: distinct };
  }
  const [low, high] = [distinct[0]!, distinct.at(-1)!];
  const bin = (at: number) => Math.min(stretches - 1, Math.floor((stretches * (at - low)) / (high - low)));
  return { count: stretches, binOf: Int32Array.from(time, bin), exact: null };
}
