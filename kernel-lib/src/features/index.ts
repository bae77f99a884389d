export type { Boundary } from "./boundary.js";
export { countWithin, type CountWithinOptions } from "./count-within.js";
export { distanceToNearest } from "./distance-to-nearest.js";
export type {
  Feature,
  FeatureCollection,
  LineString,
  MultiLineString,
  MultiPolygon,
  Point,
  Polygon,
  Position,
} from "./geojson.js";
export { type Grid, type GridOptions, hexagonGrid, squareGrid } from "./grids.js";
export { inverseDistance, type InverseDistanceOptions } from "./inverse-distance.js";
export { type Kernel, kernelDensity, type KernelDensityOptions } from "./kernel-density.js";
export type { Coordinates, PlaceOptions } from "./places.js";
export { project, type ProjectOptions } from "./project.js";
export {
  type CrimeGenerator,
  type Ladder,
  type RiskDummies,
  riskDummies,
  type RiskDummiesOptions,
  riskFactors,
} from "./risk-dummies.js";
export {
  type RiskTerrainSimulation,
  type RiskTerrainSimulationOptions,
  type SimulatedGenerator,
  simulateRiskTerrain,
} from "./simulate-risk-terrain.js";
export { type Lines, type StreetUnits, type StreetUnitsOptions, streetUnits } from "./street-units.js";
export { zScore } from "./z-score.js";
