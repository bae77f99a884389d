export { hotSpotAccuracy, type HotSpotAccuracy, type HotSpotOptions, hotSpotsAbove } from "./hot-spots.js";
