import React, { useId } from "react";

interface PickerProps {
  /** What is picked, for example “Chart”. */
  label: string;
  options: { name: string; label: string }[];
  value: string;
  onChange: (name: string) => void;
}

/** One of a few: radio buttons that look like chips, so that arrow keys and screen readers know them. */
export function Picker({ label, options, value, onChange }: PickerProps): JSX.Element | null {
  const group = useId();
  if (options.length < 2) return null;
  return (
    <fieldset className="qt-Picker">
      <legend className="qt-hidden">{label}</legend>
      {options.map((option) => (
        <label key={option.name} className="qt-Picker-option">
          <input
            type="radio"
            className="qt-Picker-input"
            name={group}
            value={option.name}
            checked={option.name === value}
            onChange={() => onChange(option.name)}
          />
          <span className="qt-Picker-label">{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
