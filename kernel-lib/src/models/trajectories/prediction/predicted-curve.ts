import type { CurveRecipe } from "../curve/recipe.js";

/** A curve that is predicted, and the group, from 0, of each class. */
export interface Curve {
  recipe: CurveRecipe;
  classGroup: Int32Array;
}
