import { PRODUCT, twoReleases, type World } from "./world.ts";

const CONFIG = `channels:
  homebrew:
    tap: acme/homebrew-tap
notify:
  to: [{ messenger: slack, mention: here }]
  urgent: [failure]
rollback:
  advisory: { severity: high, ecosystem: npm, package: "@acme/app" }
`;

const tokenOf = ({ github }: World) =>
  github.issueToken({ login: "eve", repositories: [PRODUCT], permissions: { "repository-advisories": "write" } });

/** Two releases; the newer one leaks keys. */
export async function insecure() {
  const here = await twoReleases({ config: CONFIG });
  const security = { mode: "security", "advisory-token": tokenOf(here), reason: "it leaks keys" };
  return { here, security, done: { ...security, "dry-run": "false" } };
}

/** Of the plan. */
export const rowOf = (summary: string, title: string) =>
  summary.split("\n").find((line) => line.startsWith(`| ${title} |`));
