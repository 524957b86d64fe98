import { randomUUID } from "node:crypto";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { statesOf } from "@slipway/channels";
import { digestOfAssets } from "@slipway/forge";
import {
  type ChannelState,
  JOURNAL_BRANCH,
  type JournalEntry,
  type JournalState,
  journalLine,
  journalPath,
} from "@slipway/model";
import type { ReleaseSnapshot } from "@slipway/rehearsal";
import { Git, ZERO } from "../../../packages/rehearsal/src/github/git.ts";
import { askAs } from "../outsiders.ts";
import type { Place } from "../place.ts";
import type { Random } from "../random.ts";
import { type Edition, editionOf } from "./editions.ts";
import { NEWER, type RollbackScenario } from "./scenario.ts";
import { applied, channelSettings, type Settings, Shelf, type Texts } from "./shelf.ts";
import { MessageSink } from "./sink.ts";

const PERSON = { name: "Ann", email: "ann@example.org", date: "2025-12-31T00:00:00Z" };

/** What somebody reads of a channel's repository. */
export interface Channels {
  readonly head: string;
  readonly parents: readonly string[];
  readonly files: Texts;
}

/** A product with releases, a repository that is tap and bucket, and a place for messages: as the chain leaves them. */
export class World {
  readonly product: string;
  readonly packages: string;
  readonly scenario: RollbackScenario;
  readonly settings: Settings;
  readonly shelf: Shelf;
  readonly sink = new MessageSink();
  readonly owner: string;
  /** Of releases, by tag. */
  readonly ids = new Map<string, number>();
  /** Files of the channels that are looked at. */
  readonly paths: readonly string[];
  private readonly place: Place;
  private productGit: Git | undefined;
  private packagesGit: Git | undefined;

  constructor(place: Place, scenario: RollbackScenario, number: number) {
    this.place = place;
    this.scenario = scenario;
    this.product = `acme/product-${number}`;
    this.packages = `acme/packages-${number}`;
    this.settings = channelSettings(scenario, this.packages);
    this.shelf = new Shelf(this.settings, this.product, place.github.serverUrl);
    const minors = [...scenario.history, scenario.bad, NEWER].map((tag) => tag.slice(1).split(".", 2).join("."));
    this.paths = ["Formula/app.rb", ...new Set(minors.map((minor) => `Formula/app@${minor}.rb`)), "bucket/app.json"];
    this.owner = place.github.issueToken({
      login: "ann",
      repositories: [this.product, this.packages],
      permissions: { contents: "write" },
    });
  }

  edition(tag: string): Edition {
    return editionOf(tag, this.place.commit);
  }

  /** @param random of how much of the journal is cut */
  async build(random: Random): Promise<void> {
    const { scenario, place } = this;
    const { github, source } = place;
    const { history, bad, above, immutable, channels } = scenario;
    const made = await github.createRepository({
      fullName: this.product,
      defaultBranch: "main",
      immutableReleases: immutable,
    });
    for (const folder of ["objects", "refs"] as const) {
      cpSync(join(source, ".git", folder), join(made.gitDirectory, folder), { recursive: true });
    }
    this.productGit = new Git(made.gitDirectory);
    let files: Texts = new Map();
    let latest: string | null = null;
    const tags = [...history, ...(above === undefined ? [] : [above]), bad];
    let entries: JournalEntry[] = [];
    for (const tag of tags) {
      const edition = this.edition(tag);
      await this.publish(edition);
      entries = [...this.publication(edition, latest)];
      if (tag === bad && scenario.unadvertised) break;
      for (const kind of channels) {
        const states = kind === "message" ? this.told(edition) : await this.advertised(kind, files, edition);
        if (states === undefined) continue;
        files = states.files ?? files;
        entries.push(...this.claimed(tag, states.id, states));
      }
      if (!tag.includes("-") && (latest === null || above === undefined || tag === above)) latest = tag;
    }
    const packages = await github.createRepository({ fullName: this.packages, defaultBranch: "main" });
    this.packagesGit = new Git(packages.gitDirectory);
    await this.write(this.packagesGit, "main", new Map([...files, ["README.md", "# Packages\n"]]));
    if (scenario.journal === "off" || scenario.journal === "missing") return;
    const text = cutBy(scenario.journal, entries.map(journalLine), random);
    await this.write(this.productGit, JOURNAL_BRANCH, new Map([[journalPath(bad), text]]));
  }

  close(): void {
    this.productGit?.close();
    this.packagesGit?.close();
  }

  releases(): readonly ReleaseSnapshot[] {
    return this.place.github.state.releases(this.product);
  }

  release(tag: string): ReleaseSnapshot {
    const found = this.releases().find((each) => each.tag === tag && !each.draft);
    if (found === undefined) throw new Error(`${tag} is gone`);
    return found;
  }

  tagsAt(): string {
    const git = this.productGit?.directory ?? "";
    return [...this.ids.keys(), NEWER].map((tag) => readFileSync(join(git, "refs/tags", tag), "utf8")).join("");
  }

  /** Heads of the two branches that matter: whoever knows them knows the rest. */
  heads(): { readonly journal: string | undefined; readonly packages: string | undefined } {
    return {
      journal: headOf(this.productGit, JOURNAL_BRANCH),
      packages: headOf(this.packagesGit, "main"),
    };
  }

  /** Of the release that is taken back. */
  async journal(head: string | undefined): Promise<string> {
    if (head === undefined || this.productGit === undefined) return "";
    return (await textAt(this.productGit, head, journalPath(this.scenario.bad))) ?? "";
  }

  async channels(head: string): Promise<Channels> {
    const git = this.packagesGit as Git;
    const parents = (await git.commit(head))?.parents ?? [];
    const files = new Map<string, string>();
    for (const path of this.paths) {
      const text = await textAt(git, head, path);
      if (text !== undefined) files.set(path, text);
    }
    return { head, parents, files };
  }

  ask(method: string, path: string, json?: object | string) {
    return askAs(this.place, this.owner, method, `repos/${path}`, json);
  }

  /** A person's commit beside the channels' files. */
  async commitBeside(name: string): Promise<void> {
    const content = Buffer.from(name).toString("base64");
    await this.ask("PUT", `${this.packages}/contents/${name}`, { message: name, content });
  }

  private async publish({ tag, bytes }: Edition): Promise<void> {
    const { bad } = this.scenario;
    const draft = await this.ask("POST", `${this.product}/releases`, {
      tag_name: tag,
      draft: true,
      prerelease: tag.includes("-"),
      body: `## New in ${tag}\n\n- a thing\n`,
    });
    const upload = String(draft.upload_url).replace(/\{.*/, "");
    for (const [name, text] of bytes) {
      await askAs(this.place, this.owner, "POST", `${upload}?name=${name}`, text);
    }
    const lower = this.scenario.line === "back-port" && tag === bad;
    await this.ask("PATCH", `${this.product}/releases/${draft.id}`, {
      draft: false,
      ...(lower && { make_latest: "false" }),
    });
    this.ids.set(tag, Number(draft.id));
  }

  private *publication(edition: Edition, latest: string | null): Iterable<JournalEntry> {
    const { tag, files, manifest } = edition;
    const url = `${this.place.github.apiUrl.replace(/\/api\/v3$/, "")}/${this.product}/releases/tag/${tag}`;
    const release = { id: this.ids.get(tag) ?? 0, url };
    const assets = digestOfAssets(files);
    const before: JournalState = { release: { ...release, draft: true }, assets, latest };
    const final = !manifest.prerelease && this.scenario.line !== "back-port";
    const after: JournalState = { release: { ...release, draft: false }, assets, latest: final ? tag : latest };
    const lock = { holder: randomUUID(), until: "2025-12-31T00:30:00.000Z" };
    yield { ...this.entry(tag, "begin", "release"), commit: manifest.commit, lock };
    yield { ...this.entry(tag, "intent", "publication"), before, lock };
    yield { ...this.entry(tag, "receipt", "publication"), before, after, lock: null };
  }

  private claimed(tag: string, id: string, { before, after }: States): readonly JournalEntry[] {
    const holder = randomUUID();
    const states = { before: { channel: before }, after: { channel: after } };
    const channel = { id, holder, until: "2025-12-31T00:30:00.000Z" };
    const { revision: _, ...claim } = after;
    return [
      { ...this.entry(tag, "intent", id), channel, before: states.before, after: { channel: claim } },
      { ...this.entry(tag, "receipt", id), channel: { ...channel, until: null }, ...states },
    ];
  }

  private entry(tag: string, event: JournalEntry["event"], step: string): JournalEntry {
    const run = { id: "1", attempt: 1 };
    const time = "2025-12-31T00:00:00.000Z";
    return { kind: "slipway-journal", schemaVersion: 1, id: randomUUID(), time, tag, run, event, step };
  }

  private async advertised(kind: "homebrew" | "scoop", files: Texts, edition: Edition): Promise<States | undefined> {
    const change = await this.shelf.change(kind, files, edition);
    if (change === undefined) return undefined;
    const { before, after } = statesOf(change);
    const state = { ...after, revision: "0".repeat(40), ...(change.kept && { detail: change.kept }) };
    return { id: this.shelf.channel(kind).id, before, after: state, files: applied(files, change.objects) };
  }

  private told(edition: Edition): States {
    const { message } = this.shelf;
    const release = this.shelf.release(edition);
    const proposal = message.propose({ receipt: undefined, open: undefined }, release);
    if (proposal.type !== "change") throw new Error(`nobody would be told of ${edition.tag}`);
    const { before, after } = statesOf(proposal.change);
    const { id, tag, project, url } = (proposal.change.detail as { message: Told }).message;
    const detail = { message: id, tag, name: project.name, page: url };
    return { id: message.id, before, after: { ...after, detail }, files: undefined };
  }

  private async write(git: Git, branch: string, files: Texts): Promise<void> {
    const changes = [];
    for (const [path, text] of files) {
      changes.push({ path, mode: "100644", sha: await git.writeBlob(Buffer.from(text)) });
    }
    const tree = await git.writeTree(undefined, changes);
    const commit = { tree, parents: [], message: "As it was", author: PERSON, committer: PERSON };
    await git.swap(`refs/heads/${branch}`, await git.writeCommit(commit), ZERO);
  }
}

interface Told {
  readonly id: string;
  readonly tag: string;
  readonly project: { readonly name: string };
  readonly url: string;
}

interface States {
  readonly id: string;
  readonly before: ChannelState;
  readonly after: ChannelState;
  readonly files: Texts | undefined;
}

function cutBy(how: "kept" | "cut" | "damaged", lines: readonly string[], random: Random): string {
  if (how === "kept") return lines.join("");
  if (how === "cut") return lines.slice(0, 3 + random.below(Math.max(1, lines.length - 3))).join("");
  const text = lines.join("");
  return text.slice(0, text.length - 20 - random.below(60));
}

function headOf(git: Git | undefined, branch: string): string | undefined {
  try {
    return readFileSync(join(git?.directory ?? "", "refs/heads", branch), "utf8").trim();
  } catch {
    return undefined;
  }
}

async function textAt(git: Git, commit: string, path: string): Promise<string | undefined> {
  const entry = await git.entry(commit, path);
  return entry === undefined ? undefined : (await git.blob(entry.sha)).toString("utf8");
}
