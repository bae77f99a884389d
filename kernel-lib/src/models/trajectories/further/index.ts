export { dropoutComponent, type DropoutRecipe, fitDropout } from "./dropout.js";
export { type DualProbabilities, dualProbabilities, dualTables, productClasses } from "./dual.js";
export type { EquationComponent } from "./equation.js";
export { fitLater, laterComponent, type LaterRecipe } from "./later.js";
export { dropoutTable, type EquationEstimate, laterTable } from "./tables.js";
export { equalLaterTest, type FurtherTest, furtherTestsTable, independenceTest } from "./tests.js";
