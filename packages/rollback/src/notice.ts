import { LONGEST_NOTES } from "@slipway/forge";
import type { AdvisoryLink } from "./advisory.ts";
import type { Facts } from "./facts.ts";

/** The notice at the top of a release's notes. It lies between marks, so that the notes below stay whatever people make of them. */

/** What people edit on GitHub's page comes back with carriage returns; theirs stay as they are. */
const MARKED =
  /<!-- slipway:rollback to=(\S+)(?: security=(\S+))? -->\r?\n[\s\S]*?<!-- \/slipway:rollback -->(?:\r?\n){0,2}/;

interface Notice {
  /** Tag of the replacement. */
  readonly to: string;
  readonly version: string;
  readonly url: string;
  readonly reason: string;
  /** `2026-11-22` */
  readonly date: string;
  /** It has a security problem. */
  readonly security?: { readonly advisory: AdvisoryLink | undefined };
}

/**
 * @param advisory that is drafted, in mode `security`
 * @param date `2026-11-22`
 */
export function noticeOf(
  { good, reason, mode }: Pick<Facts, "good" | "reason" | "mode">,
  date: string,
  advisory?: AdvisoryLink,
): Notice {
  const { tag, release } = good;
  const notice = { to: tag.text, version: tag.version.text, url: release.url, reason, date };
  return mode === "security" ? { ...notice, security: { advisory } } : notice;
}

/** Whether the notes say what they have to. A notice that says more, of an earlier run, says enough. */
export function isToldIn(body: string, { good, mode, advisory }: Pick<Facts, "good" | "mode" | "advisory">): boolean {
  if (noticeIn(body) !== good.tag.text) return false;
  if (mode !== "security") return true;
  const named = warningIn(body);
  const { found, refused } = advisory ?? {};
  return named !== undefined && (found === undefined ? named !== "none" || refused !== undefined : named === found.id);
}

/** Tag of the replacement that the notes name; undefined without a notice. */
export function noticeIn(body: string): string | undefined {
  return MARKED.exec(body)?.[1];
}

/** Id of the security advisory that the notes name, `none` where they warn without one; undefined: they do not warn. */
export function warningIn(body: string): string | undefined {
  return MARKED.exec(body)?.[2];
}

/** Undefined when the notes would be longer than GitHub takes. */
export function withNotice(body: string, notice: Notice): string | undefined {
  const { to, version, url, reason, date, security } = notice;
  const { advisory } = security ?? {};
  const text = [
    `<!-- slipway:rollback to=${to}${security ? ` security=${advisory?.id ?? "none"}` : ""} -->`,
    security ? "> [!CAUTION]" : "> [!WARNING]",
    `> **This release ${security ? "has a security problem and " : ""}was taken back on ${date}.** Use [${version}](${url}) instead.`,
    `> Reason: ${plain(reason)}`,
    ...(advisory ? [`> Security advisory: [${advisory.id}](${advisory.url}), once it is published.`] : []),
    "<!-- /slipway:rollback -->",
    "",
    withoutNotice(body),
  ].join("\n");
  return [...text].length > LONGEST_NOTES ? undefined : text;
}

export function withoutNotice(body: string): string {
  return body.replace(MARKED, "");
}

/** One line, without anything that would end the comment or begin an element. */
const plain = (reason: string) =>
  reason.replace(/\s+/g, " ").trim().replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
