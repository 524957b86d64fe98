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

  private ask(method: string, path: string, json?: object): Promise<{ id?: number }> {
    return askAs(this.place, this.token, method, `repos/${this.repository}/${path}`, json) as Promise<{ id?: number }>;
  }
}

/** A request of a person, past all mishaps. @param path below the API's address */
export async function askAs(
  place: Place,
  token: string,
  method: string,
  path: string,
  json?: object | string,
): Promise<Readonly<Record<string, unknown>>> {
  place.hook = undefined;
  const url = new URL(path, `${place.github.apiUrl}/`);
  const upload = typeof json === "string";
  const body = json === undefined ? undefined : Buffer.from(upload ? json : JSON.stringify(json));
  const type = upload ? "application/octet-stream" : "application/json";
  const headers = { authorization: `token ${token}`, ...(body && { "content-type": type }) };
  const answer = await place.wire({ method, url, headers, body, halves: false }).answer;
  return answer.body.length === 0 ? {} : JSON.parse(answer.body.toString());
}
