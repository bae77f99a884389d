import React from "react";

/** Says why something is not shown. */
export function Message({ title, detail }: { title: string; detail: string }): JSX.Element {
  return (
    <div className="qt-Message" role="alert">
      <p className="qt-Message-title">{title}</p>
      <p>{detail}</p>
    </div>
  );
}
