export { hotSpotAccuracy, type HotSpotAccuracy, type HotSpotOptions, hotSpotsAbove } from "./hot-spots.js";
export * from "./fairness/index.js";
