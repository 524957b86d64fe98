import type { PlannedMessenger } from "@slipway/model";
import { clip, fit, type Message, omission, type Section } from "./message.ts";

/** Limits of Block Kit (docs.slack.dev, "Blocks"): a header's text, a section's text, the fields of a section. */
const LONGEST_TEXT = 3_000;
const LONGEST_FIELD = 2_000;
/** Slack cuts the fall-back text of a message beyond this ("chat.postMessage", truncation). */
const LONGEST_FALLBACK = 4_000;

/** Body of an incoming webhook: blocks for people, `text` for notifications and readers of screens. */
export function slackBody(message: Message, { mention }: Extract<PlannedMessenger, { messenger: "slack" }>): object {
  const body = (each: Message) => {
    const call = each.urgent && mention !== undefined ? `<!${mention}> ` : "";
    return {
      text: clip(`${call}${literal(each.title)}: ${literal(each.text)}`, LONGEST_FALLBACK),
      unfurl_links: false,
      blocks: [
        {
          type: "header",
          text: { type: "plain_text", text: clip(`${SIGN[each.type]} ${each.title}`, 150), emoji: true },
        },
        ...paragraph(`${call}${literal(each.text)}`),
        {
          type: "section",
          fields: each.facts
            .slice(0, 10)
            .map(({ label, value }) => mrkdwn(clip(`*${literal(label)}*\n${literal(value)}`, LONGEST_FIELD))),
        },
        ...each.sections.map((section) => ({ type: "section", text: mrkdwn(render(section)) })),
        {
          type: "actions",
          elements: [
            {
              type: "button",
              text: { type: "plain_text", text: each.type === "failure" ? "Open the run" : "Open the release" },
              url: each.url,
              ...(each.urgent && { style: "danger" }),
            },
          ],
        },
      ],
    };
  };
  return body(fit(message, (each) => each.sections.every((section) => render(section).length <= LONGEST_TEXT)));
}

const SIGN = {
  release: ":package:",
  prerelease: ":test_tube:",
  rollback: ":rewind:",
  security: ":lock:",
  failure: ":warning:",
} as const satisfies Record<Message["type"], string>;

const mrkdwn = (text: string) => ({ type: "mrkdwn", text, verbatim: true });

const paragraph = (text: string) =>
  text.trim() === "" ? [] : [{ type: "section", text: mrkdwn(clip(text, LONGEST_TEXT)) }];

function render(section: Section): string {
  const title = `*${literal(section.title)}*`;
  if (section.kind === "commands")
    return `${title}\n\`\`\`${section.lines.map(literal).join("\n").replaceAll("```", "'''")}\`\`\``;
  const rest = omission(section);
  return [title, ...section.items.map((item) => `• ${literal(item)}`), ...(rest === undefined ? [] : [rest])].join(
    "\n",
  );
}

/** The three characters that Slack reads ("Formatting text", escaping); with `verbatim` it looks for no names or links. */
const literal = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
