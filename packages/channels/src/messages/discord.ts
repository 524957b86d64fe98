import type { PlannedMessenger } from "@slipway/model";
import { clip, fit, type Message, omission, type Section } from "./message.ts";

/** Limits of an embed (Discord's developer documentation, "Embed limits"). */
const LONGEST_TITLE = 256;
const LONGEST_DESCRIPTION = 4_096;
const LONGEST_FIELD = 1_024;
const LONGEST_EMBED = 6_000;

const COLOUR = {
  release: 0x2da44e,
  prerelease: 0x0969da,
  rollback: 0xbf8700,
  security: 0xcf222e,
  failure: 0xcf222e,
} as const satisfies Record<Message["type"], number>;

/** Body of a webhook's execution: one embed. Nobody is called but whom the configuration names, and only when urgent. */
export function discordBody(
  message: Message,
  { mention }: Extract<PlannedMessenger, { messenger: "discord" }>,
): object {
  const call = message.urgent && mention !== undefined;
  return {
    ...(call && { content: `@${mention}` }),
    allowed_mentions: { parse: call ? ["everyone"] : [] },
    embeds: [embed(fit(message, fits))],
  };
}

function embed(message: Message) {
  return {
    title: clip(message.title, LONGEST_TITLE),
    url: message.url,
    description: clip(literal(message.text), LONGEST_DESCRIPTION),
    color: COLOUR[message.type],
    fields: [
      ...message.facts.map(({ label, value }) => ({
        name: label,
        value: clip(literal(value), LONGEST_FIELD),
        inline: true,
      })),
      ...message.sections.map((section) => ({ name: section.title, value: render(section), inline: false })),
    ],
  };
}

function fits(message: Message): boolean {
  const { title, description, fields } = embed(message);
  const total = fields.reduce(
    (sum, { name, value }) => sum + name.length + value.length,
    title.length + description.length,
  );
  return total <= LONGEST_EMBED && fields.every(({ value }) => value.length <= LONGEST_FIELD);
}

function render(section: Section): string {
  if (section.kind === "commands") return `\`\`\`sh\n${section.lines.join("\n").replaceAll("```", "'''")}\n\`\`\``;
  const rest = omission(section);
  return [...section.items.map((item) => `• ${literal(item)}`), ...(rest === undefined ? [] : [rest])].join("\n");
}

/** Discord's Markdown, as far as it would change the text. */
const literal = (text: string): string => text.replace(/[\\`*_~|>[\]]/g, "\\$&");
