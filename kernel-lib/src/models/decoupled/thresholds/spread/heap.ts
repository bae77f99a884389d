/** A queue that hands out the item of the least key first, and of equal keys the oldest. */
export class LeastFirst<T> {
  #items: { key: number; age: number; item: T }[] = [];
  #age = 0;

  get size(): number {
    return this.#items.length;
  }

  /** The least key; Infinity when empty. */
  get leastKey(): number {
    return this.#items[0]?.key ?? Infinity;
  }

  push(key: number, item: T): void {
    const items = this.#items;
    let at = items.length;
    items.push({ key, age: this.#age++, item });
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!this.#before(at, above)) break;
      this.#swap(at, above);
      at = above;
    }
  }

  pop(): T | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (items.length > 0) {
      items[0] = last!;
      for (let at = 0; ;) {
        let least = at;
        for (const below of [2 * at + 1, 2 * at + 2]) {
          if (below < items.length && this.#before(below, least)) least = below;
        }
        if (least === at) break;
        this.#swap(at, least);
        at = least;
      }
    }
    return top?.item;
  }

  #before(a: number, b: number): boolean {
    const [one, other] = [this.#items[a]!, this.#items[b]!];
    return one.key < other.key || (one.key === other.key && one.age < other.age);
  }

  #swap(a: number, b: number): void {
    [this.#items[a], this.#items[b]] = [this.#items[b]!, this.#items[a]!];
  }
}
