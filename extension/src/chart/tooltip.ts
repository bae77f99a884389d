import type { TooltipHandler } from "vega";

/**
 * A tooltip made of text nodes. The usual library writes HTML and loads a picture when the datum has a field
 * called `image`; a document from a stranger may do neither.
 */
export class Tooltip {
  private box: HTMLElement | null = null;

  readonly handler: TooltipHandler = (_handler, event, _item, value) => {
    if (value === null || value === undefined || value === "") {
      this.hide();
      return;
    }
    this.box ??= document.body.appendChild(document.createElement("div"));
    this.box.className = "qt-Tooltip";
    // The chart's description and its table tell the same to a screen reader, without a mouse.
    this.box.setAttribute("aria-hidden", "true");
    this.box.replaceChildren(...lines(value));
    place(this.box, event);
  };

  hide(): void {
    this.box?.remove();
    this.box = null;
  }
}

function lines(value: unknown): HTMLElement[] {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return [element("div", print(value))];
  return Object.entries(value).map(([name, item]) => {
    const line = element("div", "");
    line.className = "qt-Tooltip-line";
    line.append(element("span", name), element("strong", print(item)));
    return line;
  });
}

function element(tag: string, text: string): HTMLElement {
  const node = document.createElement(tag);
  node.textContent = text;
  return node;
}

function print(value: unknown): string {
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return (text ?? "").slice(0, 300);
}

function place(box: HTMLElement, event: { clientX: number; clientY: number }): void {
  const { width, height } = box.getBoundingClientRect();
  const right = event.clientX + 14 + width <= window.innerWidth;
  const below = event.clientY + 14 + height <= window.innerHeight;
  box.style.left = `${Math.max(4, right ? event.clientX + 14 : event.clientX - 14 - width)}px`;
  box.style.top = `${Math.max(4, below ? event.clientY + 14 : event.clientY - 14 - height)}px`;
}
