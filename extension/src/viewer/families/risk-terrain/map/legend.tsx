import React from "react";
import { useTrans } from "../../../../ui/translation";

interface LegendProps {
  labels: string[];
  colours: string[];
  /** Whether some places stand out and the others are faint. */
  selecting: boolean;
}

export function Legend({ labels, colours, selecting }: LegendProps): JSX.Element {
  const trans = useTrans();
  return (
    <div className="qt-Map-legend">
      <span className="qt-Map-legend-title">{trans.__("Relative risk")}</span>
      <ul role="list" aria-label={trans.__("Classes of relative risk")}>
        {labels.map((label, k) => (
          <li key={label}>
            <span className="qt-Map-swatch" style={{ background: colours[k] }} />
            {label}
          </li>
        ))}
      </ul>
      {selecting && <span>{trans.__("Faint: not picked")}</span>}
    </div>
  );
}
