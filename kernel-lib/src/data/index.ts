export {
  asTable,
  type ArqueroTable,
  type ArrowTable,
  type Columns,
  type Rows,
  type TableLike,
} from "./as-table.js";
export * from "./design/index.js";
export { readDataset, type ReadOptions, readTable } from "./read-table.js";
export type { DatasetEntry } from "./registry/catalogue.js";
export { dataset, datasetNames, datasets, registerDataset } from "./registry/registry.js";
export type { Column, DateColumn, NumberColumn, Table, TextColumn } from "./table.js";
export * from "./simulate/index.js";
export {
  type InterviewSimulation,
  type InterviewSimulationOptions,
  simulateInterviews,
} from "./simulate/interviews.js";
export {
  simulateUnaware,
  type UnawareScenario,
  type UnawareSimulation,
  type UnawareSimulationOptions,
} from "./simulate/unaware.js";
