/** A number for a sentence: so many significant digits, and no zeros after them. */
export const rounded = (value: number, digits: number): string => String(Number(value.toPrecision(digits)));
