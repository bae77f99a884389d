import React, { useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";

export interface Tab {
  id: string;
  label: string;
  content: ReactNode;
}

/**
 * Tabs after the WAI-ARIA pattern: arrow keys, Home and End move and select, and one Tab stop serves them all.
 * A panel stays in the page once it was opened, so that its sorting and its drawn charts last.
 */
export function Tabs({ tabs, label }: { tabs: Tab[]; label: string }): JSX.Element {
  const prefix = useId();
  const [chosen, setChosen] = useState(tabs[0]?.id);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set(tabs.slice(0, 1).map(({ id }) => id)));
  const buttons = useRef(new Map<string, HTMLButtonElement>());
  const selected = tabs.some((tab) => tab.id === chosen) ? chosen : tabs[0]?.id;

  const select = (id: string) => {
    setChosen(id);
    setOpened((before) => new Set(before).add(id));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = target(
      event.key,
      tabs.findIndex((tab) => tab.id === selected),
      tabs.length,
    );
    const tab = to === null ? undefined : tabs[to];
    if (!tab) return;
    event.preventDefault();
    select(tab.id);
    buttons.current.get(tab.id)?.focus();
  };

  return (
    <div className="qt-Tabs">
      <div className="qt-Tabs-list" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {tabs.map(({ id, label }) => (
          <button
            key={id}
            ref={(node) => void (node ? buttons.current.set(id, node) : buttons.current.delete(id))}
            type="button"
            role="tab"
            className="qt-Tabs-tab"
            id={`${prefix}-tab-${id}`}
            aria-controls={`${prefix}-panel-${id}`}
            aria-selected={id === selected}
            tabIndex={id === selected ? 0 : -1}
            onClick={() => select(id)}
          >
            {label}
          </button>
        ))}
      </div>
      {tabs.map(({ id, content }) => (
        <div
          key={id}
          role="tabpanel"
          className="qt-Tabs-panel"
          id={`${prefix}-panel-${id}`}
          aria-labelledby={`${prefix}-tab-${id}`}
          hidden={id !== selected}
          tabIndex={0}
        >
          {(id === selected || opened.has(id)) && content}
        </div>
      ))}
    </div>
  );
}

function target(key: string, from: number, count: number): number | null {
  switch (key) {
    case "ArrowRight":
      return (from + 1) % count;
    case "ArrowLeft":
      return (from - 1 + count) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
