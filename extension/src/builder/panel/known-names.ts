import type { IWorkspace } from "../../tokens";
import { inTime } from "./in-time";

/** The names of a notebook's variables, as its kernel says or, while it is too busy for that, as it last said. */
export class KnownNames {
  private last: readonly string[] = [];
  private asked: Promise<readonly string[]> | null = null;

  constructor(private readonly workspace: Pick<IWorkspace, "names">) {}

  /** Asks for them, to have them when the kernel is busy. Of several questions to a busy kernel one is enough. */
  learn(): void {
    this.ask().catch(() => undefined); // a kernel that has ended has none
  }

  async now(): Promise<readonly string[]> {
    return (await inTime(this.ask())) ?? this.last;
  }

  private ask(): Promise<readonly string[]> {
    this.asked ??= this.workspace
      .names()
      .then((names) => (this.last = names))
      .finally(() => (this.asked = null));
    return this.asked;
  }
}
