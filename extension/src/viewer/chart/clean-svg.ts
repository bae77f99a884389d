/**
 * Takes out of a saved picture whatever would load something when it is opened: links, and paints or styles
 * that are addresses. What stays may name parts of the picture itself (`url(#gradient)`).
 */
export function cleanSvg(svg: string): string {
  const picture = new DOMParser().parseFromString(svg, "image/svg+xml");
  for (const element of picture.querySelectorAll("*")) {
    for (const { name, value } of [...element.attributes]) {
      if (name.startsWith("xmlns")) continue;
      // A backslash may spell `url` in CSS without its letters.
      const address = /url\s*\(|\\/i.test(value) && !/^url\(#[\w-]+\)$/.test(value);
      const spoken = name.startsWith("aria-");
      if (/(^|:)(href|src)$/i.test(name) || (address && !spoken)) element.removeAttribute(name);
    }
  }
  return new XMLSerializer().serializeToString(picture);
}
