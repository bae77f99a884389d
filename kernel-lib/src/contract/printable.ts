/** Control characters, which a terminal may obey, and those that turn the direction of a line (U+2028: line ends). */
const unprintable = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** One line that is safe on a terminal: what cannot be printed becomes `�`, white space a space. */
export const printable = (text: string): string =>
  text.replace(unprintable, (sign) => (/\s/.test(sign) ? " " : "\ufffd"));

/** The same for messages, where the sign itself may be what is wrong: escaped as in JSON. */
export const escaped = (text: string): string =>
  text.replace(unprintable, (sign) => {
    const inJson = JSON.stringify(sign).slice(1, -1);
    return inJson.length > 1 ? inJson : `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
