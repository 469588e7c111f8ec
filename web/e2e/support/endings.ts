/** What ends a story of several tests, in order. All of it is done, also when one ending finds fault. */

export type End = () => Promise<void>;

export class Endings {
  private readonly ends: End[] = [];

  /** Registers the end of a visit: for `closeWith`. */
  readonly add = (end: End): void => void this.ends.push(end);

  /** Every visit ends, then what they visited stops; the first fault found is thrown at last. */
  async all(stop: End): Promise<void> {
    const outcomes = await Promise.allSettled(this.ends.map((end) => end()));
    await stop();
    const fault = outcomes.find((outcome) => outcome.status === "rejected");
    if (fault?.status === "rejected") throw fault.reason;
  }
}
