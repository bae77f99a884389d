import type { Message } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";
import { keepPlainKeys } from "./keys";

/** A widget that keeps plain keys to itself as long as it is in the page. */
export class KeyedWidget extends Widget {
  private releaseKeys: (() => void) | null = null;

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this.releaseKeys = keepPlainKeys(this.node);
  }

  protected override onBeforeDetach(message: Message): void {
    this.releaseKeys?.();
    this.releaseKeys = null;
    super.onBeforeDetach(message);
  }
}
