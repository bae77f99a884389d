type Child = Node | string | null;
type Attributes = Record<string, string | number | null>;

/** Makes elements of one document. Text is always text, so whatever a result says stays words on the page. */
export type Make = (tag: string, attributes?: Attributes, ...children: Child[]) => HTMLElement;

export function makerOf(page: Document): Make {
  return (tag, attributes = {}, ...children) => {
    const element = page.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== null) element.setAttribute(name, String(value));
    }
    element.append(...children.filter((child): child is Node | string => child !== null));
    return element;
  };
}
