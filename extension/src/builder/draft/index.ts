export { askKernel, type CohortCounts } from "./ask-kernel";
export { changeModel, draftOf, newDraft } from "./make";
export { configFor, optionsOf } from "./options";
export { problemsOf } from "./problems";
export type { Draft, Mend, Problem } from "./types";
