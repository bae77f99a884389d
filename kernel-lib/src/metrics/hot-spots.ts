/** Accuracy of a prediction where its highest places cover a given share of the area. */
export interface HotSpotAccuracy {
  /** Share of the area, between 0 and 1. */
  share: number;
  /** Crimes expected in the hot spots, over the orders of equally predicted places. */
  crimes: number;
  /** Share of all crimes in the hot spots, expected over tie orders. */
  hitRate: number;
  /** Predictive accuracy index: hit rate over share of area, expected over tie orders. */
  pai: number;
  /** The index were every tie cut as badly as can be. */
  paiLower: number;
  /** The index were every tie cut as well as can be. */
  paiUpper: number;
  /** The best index any prediction could have: places taken in order of their own crimes per area. */
  paiOracle: number;
  /** Predictive efficiency index: PAI over the oracle's. */
  pei: number;
  /** Recapture rate index: predicted over observed crimes in the hot spots, each divided by its total. */
  rri: number;
}
