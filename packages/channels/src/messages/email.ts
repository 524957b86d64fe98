import type { Message, Section } from "./message.ts";
import { omission } from "./message.ts";

export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The same for every attempt, so that mailboxes recognise a repetition (RFC 5322, section 3.6.4). */
  readonly messageId: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A mail with a plain and an HTML form of the same content. @param domain of the sender's address */
export function mailOf(message: Message, domain: string): Mail {
  return {
    subject: message.title,
    text: plainText(message),
    html: html(message),
    messageId: `<${message.id}@${domain}>`,
    headers: {
      // Not written by a person: nobody's absence is answered to it (RFC 3834, section 5).
      "Auto-Submitted": "auto-generated",
      ...(message.urgent && { "X-Priority": "1 (Highest)", Importance: "High" }),
    },
  };
}

function plainText(message: Message): string {
  const facts = message.facts.map(({ label, value }) => `${label}: ${value}`).join("\n");
  const parts = [message.title, message.text, facts, ...message.sections.map(plainSection), message.url];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function plainSection(section: Section): string {
  const rest = omission(section);
  const lines =
    section.kind === "commands"
      ? section.lines.map((line) => `    ${line}`)
      : [...section.items.map((item) => `  * ${item}`), ...(rest === undefined ? [] : [`    ${rest}`])];
  return `${section.title}\n\n${lines.join("\n")}`;
}

const ACCENT = {
  release: "#2da44e",
  prerelease: "#0969da",
  rollback: "#bf8700",
  security: "#cf222e",
  failure: "#cf222e",
} as const satisfies Record<Message["type"], string>;

/** Styles stand at the elements: many mailboxes drop style sheets. */
function html(message: Message): string {
  const { title, text, facts, sections, url, type } = message;
  const cells = facts
    .map(
      ({ label, value }) =>
        `<tr><td style="padding:2px 16px 2px 0;color:#57606a">${literal(label)}</td><td>${literal(value)}</td></tr>`,
    )
    .join("\n");
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${literal(title)}</title></head>
<body style="margin:0;padding:24px;background:#f6f8fa;color:#1f2328;font:15px/1.5 -apple-system,'Segoe UI',Roboto,sans-serif">
<div style="max-width:640px;margin:0 auto;padding:24px;background:#fff;border-top:4px solid ${ACCENT[type]};border-radius:6px">
<h1 style="margin:0 0 12px;font-size:22px">${literal(title)}</h1>
${text === "" ? "" : `<p style="margin:0 0 16px">${literal(text).replace(/\n/g, "<br>")}</p>`}
<table style="margin:0 0 16px;border-collapse:collapse">
${cells}
</table>
${sections.map(htmlSection).join("\n")}
<p style="margin:24px 0 0"><a href="${literal(url)}" style="display:inline-block;padding:8px 16px;background:${ACCENT[type]};color:#fff;text-decoration:none;border-radius:6px">${type === "failure" ? "Open the run" : "Open the release"}</a></p>
</div></body></html>
`;
}

function htmlSection(section: Section): string {
  const title = `<h2 style="margin:16px 0 8px;font-size:16px">${literal(section.title)}</h2>`;
  if (section.kind === "commands") {
    return `${title}\n<pre style="margin:0;padding:12px;background:#f6f8fa;border-radius:6px;overflow:auto">${literal(section.lines.join("\n"))}</pre>`;
  }
  const rest = omission(section);
  const items = section.items.map((item) => `<li>${literal(item)}</li>`).join("\n");
  return `${title}\n<ul style="margin:0;padding-left:20px">\n${items}\n</ul>${rest === undefined ? "" : `\n<p style="margin:4px 0;color:#57606a">${rest}</p>`}`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const literal = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] as string);
