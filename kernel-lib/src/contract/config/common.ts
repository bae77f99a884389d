/** Options every model takes. */
export interface CommonConfig {
  /** Path of a CSV or Parquet file, name of a registered data set, or name of a table variable in the kernel. */
  data?: string;
  /**
   * What `data` names. Without it a file goes before a registered data set of that name, and either before a variable.
   */
  dataKind?: "file" | "dataset" | "variable";
  /**
   * Number that the random draws start from. It makes the run repeatable, on any number of threads.
   * @asType integer
   * @minimum 0
   * @maximum 9007199254740991
   * @default 1
   */
  seed?: number;
  /**
   * What trains the model. `fused` trains in Float64 on the CPU; `tfjs` trains in float32 on a TensorFlow.js backend,
   * then polishes the estimates and computes standard errors in Float64 on the CPU.
   * @default "fused"
   */
  engine?: "fused" | "tfjs";
  /**
   * Backend of the tfjs engine. `auto` takes the first that works of: tensorflow on a GPU, webgpu,
   * tensorflow on the CPU, wasm, cpu.
   * @default "auto"
   */
  backend?: "auto" | "tensorflow" | "webgpu" | "wasm" | "cpu";
  /**
   * Worker threads of the fused engine; 0 means one a core. The numbers do not depend on it.
   * @asType integer
   * @minimum 0
   * @default 0
   * @unit threads
   */
  threads?: number;
  /**
   * What is done with rows that lack a value in a column the model uses. `error` refuses them and counts them; `drop`
   * leaves them out with a warning.
   * @default "error"
   * @title Rows with missing values
   */
  missing?: "error" | "drop";
  /**
   * Confidence level of every interval, between 0 and 1.
   * @exclusiveMinimum 0
   * @exclusiveMaximum 1
   * @default 0.95
   * @title Confidence level
   */
  level?: number;
}
