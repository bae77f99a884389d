export { applyDesign, type Design, recipeColumns } from "./apply.js";
export { buildDesign, type DesignOptions } from "./build.js";
export type { Span } from "./columns.js";
export { columnsOf, evaluate } from "./evaluate.js";
export { numbers } from "./numbers.js";
export type { Place } from "./parse.js";
export type { DesignRecipe } from "./recipe.js";
