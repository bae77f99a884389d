/** The command was typed wrongly: exit code 2, and a pointer to the help. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export const usage = `quetelet: fit and apply models from the command line

  quetelet fit CONFIG.json [--data FILE] [--out RESULT.json] [--quiet]
      Fits the model a config document describes and prints its summary.
      --data FILE     table to fit to, instead of the one the config names
      --out FILE      writes the result document (open it in JupyterLab); - writes it to standard output
      --quiet         prints no summary and no progress

  quetelet predict RESULT.json --data FILE [--out FILE.csv] [--keep COLUMN,COLUMN]
      Predicts the rows of a table from a saved result, as CSV.
      --keep COLUMNS  columns of the table to copy beside the predictions, such as an id

  quetelet doctor [--json]
      Tells which engines and backends work on this machine, and why the others do not.

  quetelet kernel install [--prefix DIR | --user]
      Registers the notebook kernel "TypeScript (Quetelet)" with Jupyter.

  quetelet gpu install [--cpu]
      Sets up @tensorflow/tfjs-node-gpu against the TensorFlow of a Python wheel.
      --cpu           takes the CPU build of TensorFlow

  quetelet --help | --version

Exit codes: 0 done, 1 something in the input or on the machine, 2 wrong usage, 130 interrupted.
`;
