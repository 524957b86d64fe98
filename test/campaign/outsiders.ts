import type { Place } from "./place.ts";
import type { Random } from "./random.ts";
import type { Scenario } from "./scenario.ts";

/** People and other tools with write access to the same repository. */
export class Outsiders {
  /** Drafts that they made. */
  readonly foreign = new Set<number>();
  /** Assets that they deleted. */
  readonly meddled = new Set<number>();
  private readonly place: Place;
  private readonly repository: string;
  private readonly random: Random;
  private readonly token: string;

  constructor(place: Place, repository: string, random: Random) {
    this.place = place;
    this.repository = repository;
    this.random = random;
    this.token = place.github.issueToken({
      login: "ann",
      repositories: [repository],
      permissions: { contents: "write" },
    });
  }

  /** Published before the trial begins. @returns its number */
  async release(tag: string): Promise<number> {
    return (await this.ask("POST", "releases", { tag_name: tag, draft: false })).id ?? 0;
  }

  /** One more draft of a tag of the trial, with our mark or without. */
  async duplicate(kind: "ours" | "foreign", { parts }: Scenario): Promise<void> {
    const { tag } = this.random.pick(parts);
    const ours = kind === "ours" ? `\n\n<!-- slipway notes ${"0".repeat(64)} -->` : "";
    const made = await this.ask("POST", "releases", { tag_name: tag, draft: true, body: `Mine${ours}` });
    if (typeof made.id === "number") this.foreign.add(made.id);
  }

  /** Deletes an asset of the draft that an upload goes to. */
  async meddle(upload: URL): Promise<void> {
    const id = Number(/releases\/(\d+)\/assets/.exec(upload.pathname)?.[1]);
    const release = this.place.github.state.releases(this.repository).find((each) => each.id === id);
    const [asset] = release?.draft ? release.assets.filter(({ state }) => state === "uploaded") : [];
    if (asset === undefined) return;
    this.meddled.add(asset.id);
    await this.ask("DELETE", `releases/assets/${asset.id}`);
  }

  private async ask(method: string, path: string, json?: object): Promise<{ id?: number }> {
    this.place.hook = undefined;
    const url = new URL(`${this.place.github.apiUrl}/repos/${this.repository}/${path}`);
    const body = json && Buffer.from(JSON.stringify(json));
    const headers = { authorization: `token ${this.token}`, ...(body && { "content-type": "application/json" }) };
    const answer = await this.place.wire({ method, url, headers, body, halves: false }).answer;
    return answer.body.length === 0 ? {} : (JSON.parse(answer.body.toString()) as { id?: number });
  }
}
