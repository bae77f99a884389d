/** Answers where there is no Quetelet kernel to ask: what can be said without one, or why it cannot. */
export const unknownWithoutKernel = {
  names: () => Promise.resolve<string[]>([]),
  cohorts: () => refuse("Only the kernel TypeScript (Quetelet) can count the rows of cohorts."),
  doctor: () => refuse("Only the kernel TypeScript (Quetelet) can check which engines work."),
};

export function refuse(message: string): Promise<never> {
  return Promise.reject(new Error(message));
}
