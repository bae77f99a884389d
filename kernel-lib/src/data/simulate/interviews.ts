import { type ColumnTable, table } from "arquero";
import { foldIn, gamma, type Key, normal, randomKey, uniform } from "../../compute/random/index.js";
import { checkOptionNames, InputError } from "../../contract/index.js";
import {
  colours,
  complexions,
  complexionShares,
  districts,
  garments,
  races,
  reasonKinds,
  reasonTails,
  trousers,
} from "./interview-words.js";

const DAY = 86_400_000;
const STREETS_A_DISTRICT = 25;

/** Distinct reasons that a full simulation has, as many as the records of Boston. */
const REASONS = 233;

export interface InterviewSimulationOptions {
  /** Records, one an interview. Default 5000; the paper's have 155,230. */
  records?: number;
  /** First day, as `2012-01-01`, the default. */
  from?: string;
  /** Days that the records spread over. Default 731: two years. */
  days?: number;
  /** How much more often, as a log odds ratio, Black people are stopped for drugs than others like them. Default 0.7. */
  disparity?: number;
  /** Makes the simulation repeatable. Default 1. */
  seed?: number;
}

/** Simulated interviews, and what they were drawn from. */
export interface InterviewSimulation {
  /**
   * One row an interview: `date`, `sex`, `street`, `district`, `city`, `priors` (yes or no), `race`, `complexion`,
   * `clothing` and `reason`, the last two free text.
   */
  interviews: ColumnTable;
  truth: {
    /** Kind of every reason text: what a clustering should find. */
    kindOfReason: Record<string, string>;
    /** One row a street: `street`, `district`, and the share of each race among those interviewed there. */
    streets: ColumnTable;
    /** Expected interviews of each day. */
    dailyMean: Float64Array;
    disparity: number;
  };
}

/**
 * Police interview records with the columns of Boston's, and known truth: race depends on the street, complexion on
 * race, priors on sex and district, the kind of reason on sex, priors, district and, by `disparity`, on race; days have
 * weeks, quarters and an autoregression. Reasons are 233 compound texts, misspellings among them, of six kinds.
 *
 * Source: the records of X. Li, "Unaware Fairness: Hierarchical Random Forest for Protected Classes".
 * @throws InputError when a number is out of range.
 * @example
 * const { interviews, truth } = simulateInterviews({ records: 10_000, seed: 3 });
 */
export function simulateInterviews(options: InterviewSimulationOptions = {}): InterviewSimulation {
  const where = "simulateInterviews";
  checkOptionNames(options, { where, known: ["records", "from", "days", "disparity", "seed"] });
  const { records = 5000, from = "2012-01-01", days = 731, disparity = 0.7, seed = 1 } = options;
  for (const [field, value] of Object.entries({ records, days })) {
    if (!Number.isInteger(value) || value < 1)
      throw new InputError(`${where}: '${field}' must be a whole number of at least 1, got ${value}`);
  }
  if (!Number.isFinite(disparity))
    throw new InputError(`${where}: 'disparity' must be a finite number, got ${disparity}`);
  const start = Date.parse(`${from}T00:00:00Z`);
  if (Number.isNaN(start))
    throw new InputError(`${where}: 'from' must be a day such as 2012-01-01, got '${from}'`);

  const key = randomKey(seed);
  const draw = (column: number) => uniform(foldIn(key, column), records);
  const streets = drawStreets(foldIn(key, 100));
  const dailyMean = drawDailyMean(foldIn(key, 101), start, days, records);

  const day = drawFrom(draw(0), () => dailyMean);
  const street = drawFrom(draw(1), () => streets.busy);
  const districtOf = (row: number) => Math.floor(street[row]! / STREETS_A_DISTRICT);
  const race = drawFrom(draw(2), (row) => streets.shares[street[row]!]!);
  const complexion = drawFrom(draw(3), (row) => complexionShares[races[race[row]!]!]);
  const male = draw(4).map((u) => +(u < 0.87));
  const prior = draw(5).map((u, row) => +(u < logistic(-0.6 + 0.5 * male[row]! + 0.08 * districtOf(row))));
  const kind = drawFrom(draw(6), (row) =>
    kindOdds(male[row]!, prior[row]!, districtOf(row), race[row] === 0 ? disparity : 0),
  );
  const reasons = reasonTexts();
  const pick = draw(7);
  const column = <T>(of: (row: number) => T): T[] => Array.from({ length: records }, (_, row) => of(row));
  const wear = draw(8);
  return {
    interviews: table({
      date: column((row) => new Date(start + day[row]! * DAY)),
      sex: column((row) => (male[row] === 1 ? "Male" : "Female")),
      street: column((row) => streets.names[street[row]!]!),
      district: column((row) => districts[districtOf(row)]!.district),
      city: column((row) => districts[districtOf(row)]!.city),
      priors: column((row) => (prior[row] === 1 ? "yes" : "no")),
      race: column((row) => races[race[row]!]!),
      complexion: column((row) => complexions[complexion[row]!]!),
      clothing: column((row) => clothing(wear[row]!)),
      reason: column((row) => {
        const texts = reasons.byKind[kind[row]!]!;
        // The first texts of a kind are the common ones.
        return texts[Math.floor(texts.length * pick[row]! ** 2)]!;
      }),
    }),
    truth: { kindOfReason: reasons.kindOf, streets: streets.table, dailyMean, disparity },
  };
}

/** Streets, each with shares about those of its district: a Dirichlet draw worth 12 people. */
function drawStreets(key: Key) {
  const count = districts.length * STREETS_A_DISTRICT;
  const districtOf = (street: number) => districts[Math.floor(street / STREETS_A_DISTRICT)]!;
  const alpha = Array.from({ length: count }, (_, street) =>
    districtOf(street).shares.map((p) => 12 * p),
  ).flat();
  const draws = gamma(foldIn(key, 0), alpha, alpha.length);
  const shares = Array.from({ length: count }, (_, street) => {
    const own = [...draws.slice(street * races.length, (street + 1) * races.length)];
    const sum = own.reduce((total, value) => total + value, 0);
    return own.map((value) => value / sum);
  });
  const names = shares.map(
    (_, street) => `${districtOf(street).city.toUpperCase()} ST ${1 + (street % STREETS_A_DISTRICT)}`,
  );
  const busy = gamma(foldIn(key, 1), 1, count);
  return {
    names,
    shares,
    busy,
    table: table({
      street: names,
      district: names.map((_, street) => districtOf(street).district),
      ...Object.fromEntries(races.map((race, index) => [race, shares.map((own) => own[index]!)])),
    }),
  };
}

/** Weeks, quarters and an AR(1) on the log scale; the days share the records out in these proportions. */
function drawDailyMean(key: Key, start: number, days: number, records: number): Float64Array {
  const shock = normal(key, days);
  let level = 0;
  const rate = Float64Array.from({ length: days }, (_, index) => {
    level = 0.6 * level + 0.2 * shock[index]!;
    const date = new Date(start + index * DAY);
    const week = [-0.25, -0.05, 0, 0.05, 0.1, 0.15, 0][date.getUTCDay()]!;
    const quarter = [0, 0.12, 0.2, 0.05][Math.floor(date.getUTCMonth() / 3)]!;
    return Math.exp(level + week + quarter);
  });
  const sum = rate.reduce((total, value) => total + value, 0);
  return rate.map((value) => (records * value) / sum);
}

/** Odds of the kinds of reasons, in the order of `reasonKinds`. */
function kindOdds(male: number, prior: number, district: number, disparity: number): number[] {
  return [
    1.6,
    Math.exp(-0.4 + 0.3 * male + 0.6 * prior + disparity),
    Math.exp(-0.3 - 0.2 * prior),
    Math.exp(-1.8 + 0.8 * male + 0.1 * district),
    Math.exp(-1.6 + 1.2 * prior),
    Math.exp(-1.2 + 0.4 * male + (district === 0 ? 0.5 : 0)),
  ];
}

/** The 233 texts: every kind's heads with every tail, less the last of the last. */
function reasonTexts(): { byKind: string[][]; kindOf: Record<string, string> } {
  const byKind = reasonKinds.map(({ heads }) =>
    reasonTails.flatMap((tail) => heads.map((head) => (tail === "" ? head : `${head}, ${tail}`))),
  );
  byKind.at(-1)!.length -= byKind.flat().length - REASONS;
  const kindOf = Object.fromEntries(
    byKind.flatMap((texts, kind) => texts.map((text) => [text, reasonKinds[kind]!.kind])),
  );
  return { byKind, kindOf };
}

/** One of 55,296 descriptions: two colours, a garment, trousers, and the trousers' colour. */
function clothing(u: number): string {
  let rest = Math.floor(u * u * colours.length ** 3 * garments.length * trousers.length);
  const next = (words: readonly string[]) => {
    const word = words[rest % words.length]!;
    rest = Math.floor(rest / words.length);
    return word;
  };
  const [garment, legs, top, bottom, second] = [
    next(garments),
    next(trousers),
    next(colours),
    next(colours),
    next(colours),
  ];
  const upper = second === top ? top : `${top} AND ${second}`;
  return `${upper} ${garment}, ${bottom} ${legs}`;
}

/** One index a row, with chances in proportion to the weights given for that row. */
function drawFrom(draws: Float64Array, weightsOf: (row: number) => ArrayLike<number>): Int32Array {
  let last: ArrayLike<number> | null = null;
  let cumulative = new Float64Array(0);
  return Int32Array.from(draws, (u, row) => {
    const weights = weightsOf(row);
    if (weights !== last) {
      cumulative = new Float64Array(weights.length);
      let sum = 0;
      for (let index = 0; index < weights.length; index++) cumulative[index] = sum += weights[index]!;
      last = weights;
    }
    const target = u * cumulative.at(-1)!;
    let [low, high] = [0, cumulative.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulative[middle]! > target) high = middle;
      else low = middle + 1;
    }
    return low;
  });
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
