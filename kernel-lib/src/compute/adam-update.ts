import type { Tensor, Variable } from "@tensorflow/tfjs-core";
import type { Tensorflow } from "./backends/index.js";

/** Adam's constants (Kingma and Ba 2015), as PyTorch has them. */
export const adamConstants = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

export interface AdamUpdate {
  /** One update of every variable; the losses before it, one a replicate, where wanted. Dispose of them. */
  step(rate: number, wanted: boolean): Tensor | null;
  dispose(): void;
}

/**
 * Adam's update at a given rate, as PyTorch computes it: the constant ε is added to the root of the corrected mean
 * square. `loss` is called inside `tf.tidy` and gives a scalar or one number a replicate.
 */
export function createAdamUpdate(tf: Tensorflow, variables: Variable[], loss: () => Tensor): AdamUpdate {
  const { beta1, beta2, epsilon } = adamConstants;
  const zeros = () => tf.tidy(() => variables.map((each) => tf.variable(tf.zerosLike(each), false)));
  const means = zeros();
  const squares = zeros();
  let count = 0;
  return {
    step(learningRate, wanted) {
      count++;
      const rate = learningRate / (1 - beta1 ** count);
      const root = 1 / Math.sqrt(1 - beta2 ** count);
      let kept: Tensor | null = null;
      tf.tidy(() => {
        const { grads } = tf.variableGrads(() => {
          const each = loss();
          if (wanted) kept = tf.keep(tf.clone(each));
          return tf.sum(each);
        }, variables);
        variables.forEach((variable, index) => {
          const gradient = grads[variable.name] as Tensor;
          const mean = means[index]!;
          const square = squares[index]!;
          mean.assign(tf.add(tf.mul(mean, beta1), tf.mul(gradient, 1 - beta1)));
          square.assign(tf.add(tf.mul(square, beta2), tf.mul(tf.square(gradient), 1 - beta2)));
          const change = tf.div(tf.mul(mean, rate), tf.add(tf.mul(tf.sqrt(square), root), epsilon));
          variable.assign(tf.sub(variable, change));
        });
      });
      return kept;
    },
    dispose: () => tf.dispose([means, squares]),
  };
}
