import {
  type Artifact,
  DIGEST_ALGORITHMS,
  type MessageTexts,
  type MessageType,
  type ReleaseManifest,
  sha256,
} from "@slipway/model";
import { changesOf } from "./changes.ts";
import { clip, clipTitle, type Fact, type Message, type Section } from "./message.ts";

/** What is known when news are written. */
export interface News {
  readonly type: MessageType;
  readonly manifest: Pick<ReleaseManifest, "project" | "version" | "tag"> &
    Partial<Pick<ReleaseManifest, "artifacts" | "repository" | "commit">>;
  /** Page of the release; of the run, for a failure. */
  readonly url: string;
  /** Address below which the assets lie, without a slash at the end. */
  readonly downloads?: string;
  /** Markdown of the release's page. */
  readonly notes?: string;
  /** Commands by which the channels of this release install it, for example `brew install acme/tap/app`. */
  readonly install?: readonly string[];
  /** Commands that verify a download. */
  readonly verify?: readonly string[];
  /** Why: of a rollback, a security notice, a failure. */
  readonly reason?: string;
  /** Version to use instead. */
  readonly replacement?: string;
  readonly urgent: boolean;
  readonly texts?: MessageTexts;
}

/** Items of a list of changes that a message has at most; the page has them all. */
const MOST_CHANGES = 12;
const LONGEST_ITEM = 240;

/** A person's news from a release's facts. Pure. */
export function composeMessage(news: News): Message {
  const { type, manifest, url, urgent, texts = {} } = news;
  const { project, version, tag } = manifest;
  const values = {
    name: project.name,
    version,
    tag,
    url,
    reason: news.reason ?? "",
    replacement: news.replacement ?? "",
  };
  const words = WORDS[type](values, project.description);
  const identity = [type, manifest.repository ?? project.name, tag, news.replacement ?? "", news.reason ?? ""];
  return {
    id: `slipway-${sha256(Buffer.from(JSON.stringify(identity))).slice(0, 32)}`,
    type,
    urgent,
    project,
    version,
    tag,
    title: clipTitle(texts.title === undefined ? words.title : expand(texts.title, values)),
    text: clip((texts.text === undefined ? words.text : expand(texts.text, values)).trim(), 1_500),
    url,
    facts: factsOf(news),
    sections: type === "failure" ? [] : sectionsOf(news),
  };
}

type Values = Readonly<Record<"name" | "version" | "tag" | "url" | "reason" | "replacement", string>>;

const expand = (template: string, values: Values): string =>
  template.replace(/\{(name|version|tag|url|reason|replacement)\}/g, (_, key: keyof Values) => values[key]);

/** A sentence, whatever ended it before. */
const sentence = (text: string): string => (text === "" ? "" : `${text.replace(/[.\s]+$/, "")}.`);

const join = (...parts: readonly string[]): string => parts.filter((part) => part !== "").join(" ");

const WORDS: Readonly<
  Record<MessageType, (values: Values, description: string | undefined) => { title: string; text: string }>
> = {
  release: ({ name, version }, description = "") => ({
    title: `${name} ${version} is released`,
    text: sentence(description),
  }),
  prerelease: ({ name, version }, description = "") => ({
    title: `${name} ${version} is ready for testing`,
    text: join(sentence(description), "This is a pre-release: try it, and report what does not work."),
  }),
  rollback: ({ name, version, reason, replacement }) => ({
    title: `${name} ${version} is withdrawn`,
    text: join(
      sentence(reason),
      replacement === "" ? "Please do not install it." : `Please use ${name} ${replacement} instead.`,
    ),
  }),
  security: ({ name, version, reason, replacement }) => ({
    title: `Security notice: ${name} ${replacement === "" ? version : replacement}`,
    text: join(
      sentence(reason),
      replacement === "" ? `Please update to ${version}.` : `${version} is affected; please use ${replacement}.`,
    ),
  }),
  failure: ({ name, version, reason }) => ({
    title: `The release of ${name} ${version} failed`,
    text: join(sentence(reason), "The run's page says what happened, what state things are in and what to do."),
  }),
};

function factsOf({ manifest, replacement }: News): Fact[] {
  const platforms = [
    ...new Set((manifest.artifacts ?? []).map(({ target }) => target).filter((target) => target !== undefined)),
  ];
  const facts: (Fact | undefined)[] = [
    { label: "Version", value: manifest.version },
    replacement === undefined ? undefined : { label: "Use instead", value: replacement },
    manifest.repository === undefined ? undefined : { label: "Repository", value: manifest.repository },
    platforms.length === 0 ? undefined : { label: "Platforms", value: platforms.sort().join(", ") },
  ];
  return facts.filter((fact) => fact !== undefined);
}

function sectionsOf({ type, manifest, notes = "", install = [], verify, downloads, replacement }: News): Section[] {
  // What the release brought, and how it is installed, is nothing to do now with a version that is affected.
  if (type === "security" && replacement !== undefined) return [];
  const sections: Section[] = [];
  const changes = type === "rollback" ? [] : changesOf(notes);
  if (changes.length > 0) {
    sections.push({
      kind: "list",
      title: "What changed",
      items: changes.slice(0, MOST_CHANGES).map((change) => clip(change, LONGEST_ITEM)),
      omitted: Math.max(0, changes.length - MOST_CHANGES),
    });
  }
  if (install.length > 0) sections.push({ kind: "commands", title: "How to install", lines: install });
  const check = verify ?? verification(manifest.artifacts ?? [], downloads);
  if (type !== "rollback" && check.length > 0)
    sections.push({ kind: "commands", title: "How to verify", lines: check });
  return sections;
}

/** One command over the combined checksum file, the strongest algorithm that has one. */
function verification(artifacts: readonly Artifact[], downloads: string | undefined): string[] {
  const order = [...DIGEST_ALGORITHMS].sort((a, b) => rank(a) - rank(b));
  for (const algorithm of order) {
    const sums = artifacts.find(({ kind, name }) => kind === "checksums" && name === `${algorithm.toUpperCase()}SUMS`);
    if (sums === undefined) continue;
    return [
      ...(downloads === undefined ? [] : [`curl -LO ${downloads}/${encodeURIComponent(sums.name)}`]),
      `${algorithm}sum --check --ignore-missing ${sums.name}`,
    ];
  }
  return [];
}

const rank = (algorithm: string): number => ["sha256", "sha512", "md5"].indexOf(algorithm);
