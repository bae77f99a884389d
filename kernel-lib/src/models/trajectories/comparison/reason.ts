import { InputError } from "../../../contract/index.js";

/** Why one model among several cannot be fitted, in a sentence; errors of other kinds are thrown on. */
export function reasonOf(error: unknown): string {
  if (error instanceof InputError) return error.message;
  throw error;
}
