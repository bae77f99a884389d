import { InputError } from "../../contract/index.js";
import type { TrajectoriesOptions } from "./prepare.js";

const refuse = (text: string) => new InputError(`trajectories: ${text}`);

/** What can be wrong with the options of a search, before any data are read. */
export function checkOptions({ groups = 2, reference, folds = 0, dual }: TrajectoriesOptions): void {
  const numbers = [groups].flat();
  if (numbers.length === 0) throw refuse("'groups' is an empty list; give at least one number of groups");
  const wrong = numbers.find((each) => !Number.isInteger(each) || each < 1);
  if (wrong !== undefined) throw refuse(`'groups' must be whole numbers of at least 1, got ${wrong}`);
  const twice = numbers.find((each, i) => numbers.indexOf(each) < i);
  if (twice !== undefined) throw refuse(`'groups' holds ${twice} twice`);
  const most = Math.max(...numbers) * (dual ? (dual.groups ?? 2) : 1);
  if (reference !== undefined && reference > most) {
    throw refuse(
      `'reference' is ${reference}, but there ${most === 1 ? "is 1 group" : `are ${most} ${dual ? "pairs of groups" : "groups"}`}`,
    );
  }
  if (folds === 1) throw refuse("'folds' must be 0 for none, or at least 2, got 1");
}
