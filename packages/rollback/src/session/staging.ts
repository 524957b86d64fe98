import type { Forge } from "@slipway/forge";
import { MESSENGERS, mistake, type PlannedChannels, type PlannedMessenger, type PlannedStorage } from "@slipway/model";
import { CONFIG_NAME, type Config, parseConfig, planChannels, planNews } from "@slipway/planning";
import type { RollbackInputs } from "./inputs.ts";

/**
 * Mode `staging`: from here on the run knows only the staging repository, its token and its configuration, so nothing of it
 * can reach what is real. What is real is read once, to refuse a staging configuration that names any of it.
 */

/** What staging must not touch. */
export interface Real {
  readonly repository: string;
  readonly config: Config;
}

/**
 * @param forge of the real repository; only read
 * @throws {Problem} `staging-missing`, `staging-is-real`, `missing-input`
 */
export async function stagedInputs(
  inputs: RollbackInputs,
  forge: Forge,
): Promise<{ readonly inputs: RollbackInputs; readonly real: Real }> {
  const name = inputs.config ?? CONFIG_NAME;
  const text = (await forge.readFile(undefined, name))?.text;
  const place = `${name} of the default branch of ${forge.repository}`;
  const config = text === undefined ? undefined : parseConfig(text, place);
  const staging = config?.settings.rollback?.staging;
  if (config === undefined || staging === undefined) {
    throw mistake(
      "staging-missing",
      `${place} ${text === undefined ? "does not exist" : "has no `rollback: {staging: …}`"}. Nothing was changed`,
      "name the staging repository there: `rollback: {staging: {repository: acme/app-staging, config: slipway.staging.yml}}`",
    );
  }
  const { repository } = staging;
  if (same(repository, forge.repository) || same(repository, inputs.repository)) {
    throw shared(`the staging repository ${repository} is the real one`);
  }
  if (inputs.stagingToken === undefined) {
    throw mistake(
      "missing-input",
      'the input "staging-token" is empty',
      `store a token for ${repository} (contents: write) as a secret, and pass it: the job's own token reaches only its own repository`,
    );
  }
  return {
    inputs: { ...inputs, repository, token: inputs.stagingToken, config: staging.config },
    real: { repository: forge.repository, config },
  };
}

/**
 * Before any channel is made. @param product name of the project
 * @param tapAddress input `tap-address`, which says past the configuration where a tap is
 * @throws {Problem} `staging-is-real`
 */
export function requireApart(config: Config, real: Real, product: string, tapAddress?: string): void {
  const ours = planChannels(config, product) ?? {};
  const elsewhere = (ours.homebrew ?? []).find(({ tap }) => tapAddress !== undefined && !isOf(tap, tapAddress));
  if (elsewhere !== undefined) throw shared(`\`tap-address\` is not that of the staging tap ${elsewhere.tap}`);
  const theirs = planChannels(real.config, product) ?? {};
  const reserved = [...addressesOf(theirs), { address: repositoryAddress(real.repository), what: real.repository }];
  for (const { address, what } of addressesOf(ours)) {
    const other = reserved.find((each) => each.address.startsWith(address) || address.startsWith(each.address));
    if (other !== undefined) throw shared(`the staging channel ${what} is at ${other.what}, which is real`);
  }
  const ids = new Set(idsOf(theirs));
  const id = idsOf(ours).find((each) => ids.has(each));
  if (id !== undefined)
    throw shared(`a staging channel has the id "${id}" of a real one, whose credentials it would get`);
  const named = planNews(real.config)?.messengers;
  const people = named ?? [];
  // Where none is named, those are told whose address is given under the name of their kind.
  const known = new Set<string>(named?.map((each) => each.id) ?? MESSENGERS);
  const boxes = new Set(people.flatMap(mailboxesOf));
  for (const messenger of planNews(config)?.messengers ?? []) {
    if (known.has(messenger.id)) {
      throw shared(`a staging messenger has the id "${messenger.id}" of a real one, whose address it would get`);
    }
    const box = mailboxesOf(messenger).find((each) => boxes.has(each));
    if (box !== undefined) throw shared(`staging mail would go to ${box}, as real mail does`);
  }
}

const shared = (what: string) =>
  mistake(
    "staging-is-real",
    `${what}. Nothing was changed`,
    "give staging a repository, addresses and ids of its own (`id:` of a registry, mirror or messenger)",
  );

/** `git@example.org:acme/homebrew-tap.git` */
const isOf = (tap: string, address: string): boolean =>
  address
    .toLowerCase()
    .replace(/(?:\.git)?\/*$/, "")
    .split(/[:/]/)
    .slice(-2)
    .join("/") === tap.toLowerCase();

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

interface Place {
  /** Ends with a slash, so that one that holds another begins it. */
  readonly address: string;
  readonly what: string;
}

function addressesOf({ homebrew, scoop, apt, rpm, registries, mirrors }: PlannedChannels): readonly Place[] {
  const place = (address: string, what: string): Place => ({ address, what });
  const stored = [...(apt ?? []), ...(rpm ?? []), ...(registries ?? []), ...(mirrors ?? [])];
  return [
    ...(homebrew ?? []).map(({ tap }) => place(repositoryAddress(tap), tap)),
    ...(scoop ?? []).map(({ bucket }) => place(repositoryAddress(bucket), bucket)),
    ...stored.map(({ id, storage }) => place(addressOf(storage), id)),
    ...stored.flatMap((each) =>
      "url" in each && each.url !== undefined ? [place(webAddress(each.url), each.url)] : [],
    ),
  ];
}

function addressOf(storage: PlannedStorage | { readonly type: "github"; readonly repository: string }): string {
  switch (storage.type) {
    case "http":
      return webAddress(storage.url);
    case "s3":
      return `${webAddress(storage.endpoint)}${storage.bucket}/${storage.prefix === "" ? "" : `${storage.prefix.replace(/\/*$/, "")}/`}`;
    case "branch":
    case "github":
      return repositoryAddress(storage.repository);
  }
}

const repositoryAddress = (name: string): string => `repository:${name.toLowerCase()}/`;

function webAddress(address: string): string {
  const { host, pathname } = new URL(address);
  return `//${host}${pathname.replace(/\/*$/, "")}/`;
}

const idsOf = ({ apt, rpm, registries, mirrors }: PlannedChannels): readonly string[] =>
  [apt, rpm, registries, mirrors].flatMap((list) => (list ?? []).map(({ id }) => id));

const mailboxesOf = (messenger: PlannedMessenger): readonly string[] =>
  messenger.messenger === "email" ? messenger.to.map((box) => box.replace(/^.*<|>.*$/g, "").toLowerCase()) : [];
