/** Options every model takes. */
export interface CommonConfig {
  /** Path of a CSV or Parquet file, name of a registered data set, or name of a table variable in the kernel. */
  data?: string;
  /**
   * Makes the run repeatable, on any number of threads.
   * @asType integer
   * @minimum 0
   * @maximum 9007199254740991
   * @default 1
   */
  seed?: number;
  /**
   * `fused` trains in Float64 on the CPU; `tfjs` trains in float32 on a TensorFlow.js backend,
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
   */
  threads?: number;
  /**
   * Rows with a missing value in a column the model uses: refuse them with an error that counts them,
   * or leave them out with a warning.
   * @default "error"
   */
  missing?: "error" | "drop";
  /**
   * Confidence level of every interval, between 0 and 1.
   * @exclusiveMinimum 0
   * @exclusiveMaximum 1
   * @default 0.95
   */
  level?: number;
}
