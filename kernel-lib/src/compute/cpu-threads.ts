/** The device of what runs on the CPU, as provenance and monitors name it. */
export const cpuThreads = (threads: number): string => `cpu (${threads} thread${threads === 1 ? "" : "s"})`;
