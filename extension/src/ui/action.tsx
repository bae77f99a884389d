import React, { useEffect, useState } from "react";
import { useTrans } from "./translation";

interface ActionProps {
  label: string;
  /** What a screen reader says, where the label alone would leave open what is meant. */
  description?: string;
  /** Said and shown for a moment once it is done. */
  done: string;
  run: () => void | Promise<void>;
  /** Name by which commands find the button. */
  name?: string;
}

/** A quiet button that says when its work is done, or that it could not be done. */
export function Action({ label, description, done, run, name }: ActionProps): JSX.Element {
  const trans = useTrans();
  const [message, setMessage] = useState("");
  useEffect(() => {
    if (message === "") return undefined;
    const timer = setTimeout(() => setMessage(""), 2500);
    return () => clearTimeout(timer);
  }, [message]);
  const onClick = async () => {
    try {
      await run();
      setMessage(done);
    } catch (error) {
      setMessage(trans.__("Failed: %1", error instanceof Error ? error.message : String(error)));
    }
  };
  return (
    <span className="qt-Action">
      <button
        type="button"
        className="qt-Action-button"
        aria-label={description}
        data-qt-action={name}
        onClick={() => void onClick()}
      >
        {label}
      </button>
      <span className="qt-Action-message" role="status">
        {message}
      </span>
    </span>
  );
}
