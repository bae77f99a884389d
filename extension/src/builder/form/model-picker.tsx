import React, { useId, useState } from "react";
import type { ModelName } from "quetelet/contract";
import { useTrans } from "../../ui/translation";
import { changeModel } from "../draft/make";
import { useForm } from "./context";
import { modelsInOrder, modelWords } from "./words";

/** The model, in words that people use; the others are unfolded on demand. */
export function ModelPicker(): JSX.Element {
  const trans = useTrans();
  const group = useId();
  const { draft, change } = useForm();
  const [isOpen, setIsOpen] = useState(false);
  const { name, purpose } = modelWords(draft.config.model, trans);
  return (
    <section className="qt-Section" aria-labelledby={`${group}-heading`}>
      <h2 id={`${group}-heading`}>{trans.__("Model")}</h2>
      <div className="qt-Chosen">
        <div>
          <p className="qt-Chosen-name">{name}</p>
          <p className="qt-Chosen-about">{purpose}</p>
        </div>
        <button
          type="button"
          className="qt-Button"
          aria-expanded={isOpen}
          aria-controls={`${group}-models`}
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen ? trans.__("Close") : trans.__("Change")}
          <span className="qt-hidden"> {trans.__("the model")}</span>
        </button>
      </div>
      <fieldset className="qt-Models" id={`${group}-models`} hidden={!isOpen}>
        <legend className="qt-hidden">{trans.__("Model")}</legend>
        {modelsInOrder.map((model: ModelName) => {
          const words = modelWords(model, trans);
          return (
            <label key={model} className="qt-ModelCard">
              <input
                type="radio"
                name={group}
                checked={model === draft.config.model}
                onChange={() => change(changeModel(draft, model))}
              />
              <span>
                <span className="qt-ModelCard-name">{words.name}</span>
                <span className="qt-ModelCard-purpose">{words.purpose}</span>
              </span>
            </label>
          );
        })}
      </fieldset>
    </section>
  );
}
