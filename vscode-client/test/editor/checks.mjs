/** Counts what holds; waits for what is to become true. The first failure ends the story: what follows builds on it. */
const PATIENCE_MS = 45_000;

export class Checks {
  #passed = 0;
  #failed = 0;

  /** Passes as soon as `look()` satisfies `holds`. */
  async eventually(what, look, holds) {
    const deadline = Date.now() + PATIENCE_MS;
    let seen;
    do {
      seen = await look();
      if (holds(seen)) {
        this.#passed++;
        console.log(`ok      ${what}`);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 150));
    } while (Date.now() < deadline);
    throw new Error(`${what}; last seen: ${JSON.stringify(seen)}`);
  }

  crashed(error) {
    this.#failed++;
    console.log(`FAILED  ${error.stack ?? error}`);
  }

  /** Prints the tally; answers the exit status. */
  finish() {
    console.log(`${this.#passed} passed, ${this.#failed} failed`);
    return this.#failed === 0 && this.#passed > 0 ? 0 : 1;
  }
}
