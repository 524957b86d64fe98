/** The notice at the top of a release's notes. It lies between marks, so that the notes below stay whatever people make of them. */

const MARKED = /<!-- slipway:rollback to=(\S+) -->\n[\s\S]*?<!-- \/slipway:rollback -->\n*/;
/** GitHub's limit of a release's notes. */
const LONGEST = 125_000;

export interface Notice {
  /** Tag of the replacement. */
  readonly to: string;
  readonly version: string;
  readonly url: string;
  readonly reason: string;
  /** `2026-11-22` */
  readonly date: string;
}

/** Tag of the replacement that the notes name; undefined without a notice. */
export function noticeIn(body: string): string | undefined {
  return MARKED.exec(normal(body))?.[1];
}

/** Undefined when the notes would be longer than GitHub takes. */
export function withNotice(body: string, { to, version, url, reason, date }: Notice): string | undefined {
  const text = [
    `<!-- slipway:rollback to=${to} -->`,
    "> [!WARNING]",
    `> **This release was taken back on ${date}.** Use [${version}](${url}) instead.`,
    `> Reason: ${plain(reason)}`,
    "<!-- /slipway:rollback -->",
    "",
    withoutNotice(body),
  ].join("\n");
  return [...text].length > LONGEST ? undefined : text;
}

export function withoutNotice(body: string): string {
  return normal(body).replace(MARKED, "");
}

/** One line, without anything that would end the comment or begin an element. */
const plain = (reason: string) =>
  reason.replace(/\s+/g, " ").trim().replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** What people edit on GitHub's page comes back with carriage returns. */
const normal = (body: string) => body.replaceAll("\r\n", "\n");
