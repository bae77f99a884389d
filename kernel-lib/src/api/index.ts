export { fitConfig, type FitConfigOptions } from "./fit-config.js";
export { fromJSON } from "./from-json.js";
export { predictFromDocument } from "./predict.js";
export { glm, type GlmOptions, type ModelFunction, ols, type OlsOptions } from "./regression.js";
