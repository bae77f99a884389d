export { BuilderForm, type BuilderFormProps } from "./builder-form";
