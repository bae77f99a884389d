import React from "react";

export interface Bar {
  name: string;
  /** A sign that tells it apart without colour. */
  mark?: string;
  colour: string;
  /** From 0 to 1; null where there is none. */
  share: number | null;
  /** The share as it is printed. */
  text: string;
}

/** A few shares as bars with their numbers beside them. */
export function Bars({ label, bars }: { label: string; bars: Bar[] }): JSX.Element {
  return (
    <div role="group" aria-label={label}>
      <dl className="qt-Bars">
        {bars.map(({ name, mark, colour, share, text }) => (
          <div key={name} className="qt-Bars-row">
            <dt>
              {mark && (
                <span style={{ color: colour }} aria-hidden="true">
                  {mark}{" "}
                </span>
              )}
              {name}
            </dt>
            <dd>
              <span className="qt-Bars-track" aria-hidden="true">
                <span
                  className="qt-Bars-bar"
                  style={{ width: `${100 * Math.min(1, Math.max(0, share ?? 0))}%`, background: colour }}
                />
              </span>
              <span className="qt-Bars-text">{text}</span>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
