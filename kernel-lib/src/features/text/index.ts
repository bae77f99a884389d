export { jaroWinkler } from "./jaro-winkler.js";
export { soundex, soundexWords } from "./soundex.js";
export {
  assignTextCategories,
  textCategories,
  type TextCategories,
  type TextCategoriesOptions,
} from "./text-categories.js";
export type { Phonetic, TextForm } from "./forms.js";
