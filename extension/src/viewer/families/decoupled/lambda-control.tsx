import React, { useId } from "react";
import { rounded } from "../../../ui/rounded";
import { useTrans } from "../../../ui/translation";
import { pointAt, type ThresholdSet } from "./read-frontier";

interface LambdaControlProps {
  points: readonly ThresholdSet[];
  value: number;
  /** The λ in use. */
  inUse: number | null;
  onChange: (lambda: number) => void;
}

/** λ by a slider, a number, or from one set of thresholds to the next. */
export function LambdaControl({ points, value, inUse, onChange }: LambdaControlProps): JSX.Element {
  const trans = useTrans();
  const slider = useId();
  const number = useId();
  const at = pointAt(points, value);
  const set = (next: number) => {
    if (Number.isFinite(next)) onChange(Math.min(1, Math.max(0, next)));
  };
  const step = (to: number) => {
    const point = points[to];
    if (point) set(insideOf(point));
  };
  return (
    <div className="qt-Lambda" role="group" aria-label={trans.__("Weight of the error, λ")}>
      <label htmlFor={slider}>{trans.__("λ, weight of the error")}</label>
      <div className="qt-Lambda-slider">
        <span aria-hidden="true">{trans.__("fairest")}</span>
        <input
          id={slider}
          type="range"
          min={0}
          max={1}
          step={0.005}
          value={value}
          onChange={(event) => set(event.target.valueAsNumber)}
        />
        <span aria-hidden="true">{trans.__("least error")}</span>
      </div>
      <label htmlFor={number} className="qt-hidden">
        {trans.__("λ as a number")}
      </label>
      <input
        id={number}
        type="number"
        className="qt-Inline-input qt-Lambda-number"
        min={0}
        max={1}
        step={0.01}
        value={Number(value.toFixed(4))}
        onChange={(event) => set(event.target.valueAsNumber)}
      />
      <button type="button" className="qt-Action-button" disabled={at === 0} onClick={() => step(at - 1)}>
        {trans.__("Fairer set")}
      </button>
      <button
        type="button"
        className="qt-Action-button"
        disabled={at === points.length - 1}
        onClick={() => step(at + 1)}
      >
        {trans.__("More accurate set")}
      </button>
      {inUse !== null && (
        <button
          type="button"
          className="qt-Action-button"
          disabled={value === inUse}
          onClick={() => set(inUse)}
        >
          {trans.__("Back to λ in use, %1", rounded(inUse, 4))}
        </button>
      )}
    </div>
  );
}

/** A λ for which a point is best, and no other. */
export const insideOf = ({ lambdaLow, lambdaHigh }: ThresholdSet): number => (lambdaLow + lambdaHigh) / 2;
