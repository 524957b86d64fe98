import { randomInt } from "node:crypto";
import { type Answer, type Call, created, invalid, notFound, ok, timestamp } from "./answers.ts";
import { type Advisory, type AdvisoryVulnerability, findRepository, type World } from "./state.ts";
import type { AdvisorySnapshot } from "./types.ts";
import { apiOf, htmlOf, userView } from "./views.ts";

/**
 * Repository security advisories (docs.github.com, "REST API endpoints for repository security advisories"): drafts are
 * seen by those who may administer them, published ones by everybody. No request deletes one.
 */

const mayRead = (call: Call) => call.allowed("repository-advisories", "read");

/** By cursor, as GitHub: pages have no numbers. */
export function listAdvisories(call: Call): Answer {
  const { query, repository } = call;
  const wanted = query.get("state");
  const all = [...repository.advisories.values()]
    .filter(({ state }) => (mayRead(call) || state === "published") && (wanted === null || state === wanted))
    .reverse();
  const after = query.get("after");
  const from = after === null ? 0 : all.findIndex(({ ghsaId }) => ghsaId === after) + 1;
  const size = Math.min(100, Math.max(1, Number(query.get("per_page") ?? 30) || 30));
  const shown = all.slice(from, from + size);
  const answer = ok(shown.map((advisory) => view(call, advisory)));
  if (from + size >= all.length) return answer;
  const next = new URLSearchParams(query);
  next.set("after", shown.at(-1)?.ghsaId ?? "");
  const address = `${apiOf(repository, call.bases)}/security-advisories?${next}`;
  return { ...answer, headers: { link: `<${address}>; rel="next"` } };
}

export function getAdvisory(call: Call): Answer {
  return ok(view(call, visible(call)));
}

export function createAdvisory(call: Call): Answer {
  const { world, repository, body } = call;
  checkSeverity(body);
  const now = world.now();
  const advisory: Advisory = {
    ghsaId: newGhsaId(),
    author: call.actor.login,
    createdAt: now,
    updatedAt: now,
    publishedAt: undefined,
    closedAt: undefined,
    state: "draft",
    summary: body.summary,
    description: body.description,
    severity: body.severity ?? null,
    cveId: body.cve_id ?? null,
    cweIds: body.cwe_ids ?? [],
    vulnerabilities: vulnerabilitiesOf(body.vulnerabilities),
  };
  repository.advisories.set(advisory.ghsaId, advisory);
  return created(view(call, advisory));
}

export function updateAdvisory(call: Call): Answer {
  const { body, world } = call;
  const advisory = visible(call);
  checkSeverity(body);
  const state = body.state ?? advisory.state;
  if (advisory.state === "published" && state !== "published") {
    throw invalid("RepositoryAdvisory", "state", "invalid");
  }
  const now = world.now();
  if (state === "published") advisory.publishedAt ??= now;
  advisory.closedAt = state === "closed" ? (advisory.closedAt ?? now) : undefined;
  advisory.state = state;
  advisory.updatedAt = now;
  if (body.summary !== undefined) advisory.summary = body.summary;
  if (body.description !== undefined) advisory.description = body.description;
  if (body.severity !== undefined) advisory.severity = body.severity;
  if (body.vulnerabilities !== undefined) advisory.vulnerabilities = vulnerabilitiesOf(body.vulnerabilities);
  return ok(view(call, advisory));
}

function visible(call: Call): Advisory {
  const advisory = call.repository.advisories.get(call.params.ghsa_id ?? "");
  if (advisory === undefined || (advisory.state !== "published" && !mayRead(call))) throw notFound();
  return advisory;
}

function checkSeverity(body: { readonly severity?: unknown; readonly cvss_vector_string?: unknown }): void {
  if (body.severity != null && body.cvss_vector_string != null) {
    throw invalid("RepositoryAdvisory", "severity", "custom", "choose either severity or cvss_vector_string");
  }
}

interface GivenVulnerability {
  readonly package: { readonly ecosystem: string; readonly name?: string | null };
  readonly vulnerable_version_range?: string | null;
  readonly patched_versions?: string | null;
  readonly vulnerable_functions?: readonly string[] | null;
}

const vulnerabilitiesOf = (given: readonly GivenVulnerability[]): readonly AdvisoryVulnerability[] =>
  given.map((each) => ({
    package: { ecosystem: each.package.ecosystem, name: each.package.name ?? null },
    vulnerable_version_range: each.vulnerable_version_range ?? null,
    patched_versions: each.patched_versions ?? null,
    vulnerable_functions: each.vulnerable_functions ?? [],
  }));

/** Letters and digits that cannot be mistaken for each other (github.com/github/advisory-database, README). */
const GHSA_ALPHABET = "23456789cfghjmpqrvwx";

function newGhsaId(): string {
  const part = () => Array.from({ length: 4 }, () => GHSA_ALPHABET[randomInt(GHSA_ALPHABET.length)]).join("");
  return `GHSA-${part()}-${part()}-${part()}`;
}

function view({ repository, bases }: Call, advisory: Advisory) {
  const { ghsaId, author, publishedAt, closedAt, cveId, cweIds } = advisory;
  const unrated = { vector_string: null, score: null };
  return {
    ghsa_id: ghsaId,
    cve_id: cveId,
    url: `${apiOf(repository, bases)}/security-advisories/${ghsaId}`,
    html_url: `${htmlOf(repository, bases)}/security/advisories/${ghsaId}`,
    summary: advisory.summary,
    description: advisory.description,
    severity: advisory.severity,
    author: userView(author, bases),
    publisher: publishedAt === undefined ? null : userView(author, bases),
    identifiers: [{ type: "GHSA", value: ghsaId }, ...(cveId === null ? [] : [{ type: "CVE", value: cveId }])],
    state: advisory.state,
    created_at: timestamp(advisory.createdAt),
    updated_at: timestamp(advisory.updatedAt),
    published_at: publishedAt === undefined ? null : timestamp(publishedAt),
    closed_at: closedAt === undefined ? null : timestamp(closedAt),
    withdrawn_at: null,
    submission: null,
    vulnerabilities: advisory.vulnerabilities,
    cvss: unrated,
    cvss_severities: { cvss_v3: unrated, cvss_v4: unrated },
    cwes: cweIds.map((id) => ({ cwe_id: id, name: id })),
    cwe_ids: cweIds,
    credits: [],
    credits_detailed: [],
    collaborating_users: [],
    collaborating_teams: [],
    private_fork: null,
  };
}

/** For tests and reports. */
export function advisoriesOf(world: World, fullName: string): AdvisorySnapshot[] {
  const { advisories } = findRepository(world, fullName) ?? { advisories: new Map<string, Advisory>() };
  return [...advisories.values()].map(({ ghsaId, state, summary, description, severity, vulnerabilities }) => ({
    ghsaId,
    state,
    summary,
    description,
    severity,
    vulnerabilities,
  }));
}
