import type { AdvisoryEcosystem, Severity } from "@slipway/model";
import { RequestFailure } from "../failure.ts";
import type { Guard } from "../forge.ts";
import { isRateLimit, type Patience } from "../patience.ts";
import { ANSWER_DEADLINE, type Client, type Fetch, openApi, pathOf } from "./api.ts";

/** Characters, by GitHub's description. */
export const ADVISORY_LIMITS = { summary: 1024, description: 65_535 } as const;

interface AffectedPackage {
  readonly ecosystem: string;
  readonly name: string | null;
  /** For example `= 2.1.0` or `>= 2.0.0, < 2.1.1`. */
  readonly range: string | null;
  /** For example `2.1.1`; null: there is none yet. */
  readonly patched: string | null;
}

export interface AdvisoryContent {
  readonly summary: string;
  /** Markdown, with the mark by which it is found again. */
  readonly description: string;
  readonly severity: Severity | undefined;
  readonly affected: readonly AffectedPackage[];
}

export interface Advisory {
  /** `GHSA-…` */
  readonly id: string;
  /** Page for people; of a draft only for those who may see it. */
  readonly url: string;
  readonly state: "triage" | "draft" | "published" | "closed" | "withdrawn";
  readonly affected: readonly AffectedPackage[];
}

export type AffectedEdit = (now: Advisory) => readonly AffectedPackage[] | undefined;

export interface Advisories {
  /** Why the token may not make drafts, in the server's words; undefined: it may. Nothing is made by asking. */
  refusal(): Promise<string | undefined>;
  /** The newest that its maintainers began and whose description holds the mark. */
  find(mark: string): Promise<Advisory | undefined>;
  get(id: string): Promise<Advisory | undefined>;
  /** Makes a draft, unless there is one with the mark. @param guard is called before every try */
  draft(content: AdvisoryContent, mark: string, guard?: Guard): Promise<Advisory>;
  /**
   * Replaces the affected packages, and nothing else of it.
   * @param edit decides on them before every try, because people edit it and the server compares nothing; undefined: it stays
   * @param guard is called before every try, and again once that is decided
   */
  editAffected(id: string, edit: AffectedEdit, guard?: Guard): Promise<Advisory>;
}

interface AdvisoryOptions {
  /** `owner/name` */
  readonly repository: string;
  readonly apiUrl: string;
  /** Of a GitHub App or a person, with "Repository security advisories: write"; a workflow's own token never has it. */
  readonly token: string;
  readonly patience: Patience;
  readonly fetch?: Fetch;
}

/** More are not looked through: 1000 advisories. */
const PAGES = 10;

/** Security advisories of a repository (docs.github.com, "REST API endpoints for repository security advisories"). */
export function githubAdvisories({
  repository,
  apiUrl,
  token,
  patience,
  fetch: send = fetch,
}: AdvisoryOptions): Advisories {
  const api = openApi({ apiUrl, token, patience, deadline: ANSWER_DEADLINE, fetch: send });
  const at = pathOf(repository);
  const all = "/repos/{owner}/{repo}/security-advisories" as const;
  const find = async (mark: string) => {
    const listed = await api.repeat("look up security advisories", async (client) => {
      const seen: Found[] = [];
      let pages = 0;
      for await (const { data } of client.paginate.iterator(`GET ${all}`, { ...at, per_page: 100 })) {
        seen.push(...(data as Found[]));
        if (++pages === PAGES) break;
      }
      return seen;
    });
    // Anybody may report a vulnerability in private, with a mark in the text: nothing may be kept from being said by that.
    const own = listed.filter(({ submission }) => submission == null);
    const found = own.find(({ description }) => description?.includes(mark));
    return found && advisory(found);
  };
  return {
    find,

    refusal: async () => {
      try {
        await api.repeat("ask about security advisories", (client) => create(client, {}));
      } catch (error) {
        if (!(error instanceof RequestFailure) || isRateLimit(error.details)) throw error;
        const { status, message } = error;
        // What is wrong with an empty one is told only to those who may make one.
        if (status === 422 || status === 400) return undefined;
        if (status === 401 || status === 403 || status === 404) return message;
        throw error;
      }
      throw new RequestFailure({
        operation: "ask about security advisories",
        status: 310,
        reason: "one was made of nothing",
      });
    },

    get: async (id) => {
      const found = await api.find(`look-up of ${id}`, (client) =>
        client.request(`GET ${all}/{ghsa_id}`, { ...at, ghsa_id: id }),
      );
      return found && advisory(found.data as Found);
    },

    draft: async ({ summary, description, severity, affected }, mark, guard) =>
      // An answer may be lost after the draft was made, so each try looks first.
      await patience.persist("draft of a security advisory", async () => {
        const there = await find(mark);
        if (there !== undefined) return there;
        await guard?.();
        const body = {
          summary,
          description,
          vulnerabilities: affected.map(vulnerability),
          ...(severity !== undefined && { severity }),
        };
        const { data } = await api.once("draft of a security advisory", (client) => create(client, body));
        return advisory(data as Found);
      }),

    editAffected: async (id, edit, guard) => {
      const place = { ...at, ghsa_id: id };
      return await patience.persist(`change of ${id}`, async () => {
        await guard?.();
        const found = await api.once(`look-up of ${id}`, (client) => client.request(`GET ${all}/{ghsa_id}`, place));
        const now = advisory(found.data as Found);
        const vulnerabilities = edit(now)?.map(vulnerability);
        if (vulnerabilities === undefined) return now;
        await guard?.();
        const { data } = await api.once(`change of ${id}`, (client) =>
          client.request(`PATCH ${all}/{ghsa_id}`, { ...place, vulnerabilities }),
        );
        return advisory(data as Found);
      });
    },
  };

  function create(client: Client, body: object) {
    return client.request(`POST ${all}`, { ...at, data: body } as never);
  }
}

/** What is read of GitHub's form. */
interface Found {
  readonly ghsa_id: string;
  readonly html_url: string;
  readonly state: Advisory["state"];
  readonly description: string | null;
  /** Of what somebody reported from outside. */
  readonly submission?: { readonly accepted: boolean } | null;
  readonly vulnerabilities:
    | readonly {
        readonly package: { readonly ecosystem: string; readonly name: string | null } | null;
        readonly vulnerable_version_range: string | null;
        readonly patched_versions: string | null;
      }[]
    | null;
}

const advisory = ({ ghsa_id, html_url, state, vulnerabilities }: Found): Advisory => ({
  id: ghsa_id,
  url: html_url,
  state,
  affected: (vulnerabilities ?? []).map((each) => ({
    ecosystem: each.package?.ecosystem ?? "other",
    name: each.package?.name ?? null,
    range: each.vulnerable_version_range,
    patched: each.patched_versions,
  })),
});

const vulnerability = ({ ecosystem, name, range, patched }: AffectedPackage) => ({
  package: { ecosystem: ecosystem as AdvisoryEcosystem, name },
  vulnerable_version_range: range,
  patched_versions: patched,
});
