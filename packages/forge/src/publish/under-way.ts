import type { Forge } from "../forge.ts";

/** Changes, other than uploads, that the server may be making just now. Uploads only ever touch a draft, and die with the process. */
export class UnderWay {
  readonly forge: Forge;
  private readonly changes = new Set<Promise<unknown>>();

  /** @param forge changes that go through `this.forge` are counted */
  constructor(forge: Forge) {
    const count = <Args extends unknown[], Result>(change: (...args: Args) => Promise<Result>) => {
      return (...args: Args): Promise<Result> => {
        const result = change(...args);
        this.changes.add(result);
        const done = () => this.changes.delete(result);
        result.then(done, done);
        return result;
      };
    };
    this.forge = Object.assign(Object.create(forge) as Forge, {
      createTag: count(forge.createTag.bind(forge)),
      createDraft: count(forge.createDraft.bind(forge)),
      updateRelease: count(forge.updateRelease.bind(forge)),
      renameAsset: count(forge.renameAsset.bind(forge)),
      deleteAsset: count(forge.deleteAsset.bind(forge)),
    } satisfies Partial<Forge>);
  }

  /** Until none is under way any more. */
  async settled(): Promise<void> {
    while (this.changes.size > 0) await Promise.allSettled(this.changes);
  }
}
