import { escaped } from "./printable.js";

/**
 * Input a person can mend: a missing column, text where numbers belong, an unknown option.
 * Its message is one sentence that names the function, the field and the value, for example
 * `glm: 'outcome' names column 'crmie', which the table does not have (did you mean 'crime'?)`.
 * Line breaks, other control characters and those that turn a line's direction, which names from a file may hold,
 * are written out, as in `a\nb`.
 */
export class InputError extends Error {
  override readonly name = "InputError";

  constructor(message: string, options?: ErrorOptions) {
    super(escaped(message), options);
  }
}

/** A run that was cancelled before it had anything worth keeping. */
export class CancelledError extends Error {
  override readonly name = "CancelledError";
}
