import { RequestFailure } from "../failure.ts";
import type { Forge, StoredFile } from "../forge.ts";
import type { Patience } from "../patience.ts";

const README = `# Journal

Slipway keeps here what every run did to a release: one file a release, one commit a step.
Each line is an entry: \`intent\` before a change, \`receipt\` after it, with the state before and after.
Nothing here is edited by hand. The branch shares no history with the others; deleting it forgets what may be rolled back.
`;

/** One file of the journal's branch, and what this run knows of it. */
export class BranchFile {
  readonly path: string;
  file: StoredFile | undefined;
  /** Set when a survey found the branch missing. */
  newBranch = false;
  private readonly forge: Forge;
  private readonly patience: Patience;
  private readonly branch: string;

  constructor(forge: Forge, patience: Patience, branch: string, path: string) {
    this.forge = forge;
    this.patience = patience;
    this.branch = branch;
    this.path = path;
  }

  async read(): Promise<StoredFile | undefined> {
    this.file = await this.forge.readFile(this.branch, this.path);
    this.newBranch = false;
    return this.file;
  }

  /**
   * Changes the file by compare-and-swap. Before every further try it reads again: a write whose answer was lost is found
   * by its `mark`, and `next` decides anew about what somebody else wrote, by throwing or with another text.
   */
  async swap(message: string, mark: string, next: (file: StoredFile | undefined) => string): Promise<void> {
    await this.patience.persist(`writing of ${this.path} on ${this.branch}`, async (before) => {
      if (before > 0 && (await this.read())?.text.includes(mark)) return;
      const text = next(this.file);
      const change = { text, version: this.file?.version, message, readme: README };
      try {
        this.file = await this.forge.writeFile(this.branch, this.path, {
          ...change,
          ...(this.newBranch && { newBranch: true }),
        });
        this.newBranch = false;
      } catch (error) {
        if (error instanceof RequestFailure && error.conflict) {
          throw new RequestFailure({ ...error.details, again: true });
        }
        throw error;
      }
    });
  }
}
