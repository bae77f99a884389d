export { askKernel, type CohortCounts } from "./ask-kernel";
export { ExcessError } from "./limits";
export { changeModel, draftOf, isFilled, newDraft } from "./make";
export { configFor, optionsOf, same } from "./options";
export { problemsOf } from "./problems";
export type { Draft, Mend, Problem } from "./types";
