/** How long to wait for what only a kernel can tell, which may be busy. */
const patience = 1500;

/** What a promise gives, or null when it fails or takes too long: as with a kernel that is busy. */
export async function inTime<T>(promise: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patience);
  });
  try {
    return await Promise.race([promise.catch(() => null), end]);
  } finally {
    clearTimeout(timer);
  }
}
