import type { TemplateToken } from "@actions/workflow-parser/templates/tokens/index";
import type { PermissionLevel, Permissions } from "../../services.ts";
import { entries, isMapping } from "../workflow/tokens.ts";

/** Names a workflow may grant, in the order in which GitHub lists violations, with the highest level of each. */
const HIGHEST: Readonly<Record<string, PermissionLevel>> = {
  actions: "write",
  "artifact-metadata": "write",
  attestations: "write",
  checks: "write",
  "code-quality": "write",
  contents: "write",
  "copilot-requests": "write",
  deployments: "write",
  discussions: "write",
  drives: "write",
  "id-token": "write",
  issues: "write",
  models: "read",
  packages: "write",
  pages: "write",
  "pull-requests": "write",
  "repository-projects": "write",
  "security-events": "write",
  statuses: "write",
  "vulnerability-alerts": "read",
};

const RANK: Readonly<Record<PermissionLevel, number>> = { none: 0, read: 1, write: 2 };

/** What a token carries where neither the job nor the workflow says anything: GitHub's restricted default. */
export const DEFAULT_PERMISSIONS: Permissions = { contents: "read", packages: "read" };

/** `permissions:` as written: `read-all`, `write-all`, or a mapping whose absent names are `none`. Undefined when not declared. */
export function permissionsFromToken(token: TemplateToken | undefined): Permissions | undefined {
  if (token === undefined) return undefined;
  const all = isMapping(token) ? undefined : token.toString();
  if (all === "write-all") return HIGHEST;
  if (all === "read-all") {
    // `id-token` and `copilot-requests` know no reading.
    return Object.fromEntries(
      Object.keys(HIGHEST).flatMap((name) =>
        ["id-token", "copilot-requests"].includes(name) ? [] : [[name, "read" as const]],
      ),
    );
  }
  return Object.fromEntries(
    entries(token).flatMap(({ name, value }) => {
      const level = value.toString() as PermissionLevel;
      return level === "none" ? [] : [[name, level]];
    }),
  );
}

/** Undefined when `requested` stays within `allowed`, else both as GitHub writes them: `contents: write, pages: write`. */
export function permissionsViolation(
  requested: Permissions,
  allowed: Permissions,
): { readonly requested: string; readonly allowed: string } | undefined {
  const names = Object.keys(HIGHEST).filter((name) => RANK[requested[name] ?? "none"] > RANK[allowed[name] ?? "none"]);
  if (names.length === 0) return undefined;
  const list = (permissions: Permissions) => names.map((name) => `${name}: ${permissions[name] ?? "none"}`).join(", ");
  return { requested: list(requested), allowed: list(allowed) };
}
