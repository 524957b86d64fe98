import { fit, type Message, omission, type Section } from "./message.ts";

/** Largest message that Teams takes, in bytes of JSON ("Create and send messages": 28 KB); some room is left for its own envelope. */
const LARGEST = 26_000;

/**
 * Body for the trigger "When a Teams webhook request is received" of a workflow: an adaptive card (version 1.4, the newest
 * that all of Teams' clients show).
 */
export function teamsBody(message: Message): object {
  return body(fit(message, (each) => Buffer.byteLength(JSON.stringify(body(each))) <= LARGEST));
}

const COLOUR = {
  release: "good",
  prerelease: "accent",
  rollback: "warning",
  security: "attention",
  failure: "attention",
} as const satisfies Record<Message["type"], string>;

function body(message: Message): object {
  return {
    type: "message",
    attachments: [
      {
        contentType: "application/vnd.microsoft.card.adaptive",
        content: {
          $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
          type: "AdaptiveCard",
          version: "1.4",
          msteams: { width: "Full" },
          fallbackText: message.title,
          body: [
            block(message.title, { size: "large", weight: "bolder", color: COLOUR[message.type] }),
            ...(message.text === "" ? [] : [block(message.text)]),
            {
              type: "FactSet",
              facts: message.facts.map(({ label, value }) => ({ title: label, value: literal(value) })),
            },
            ...message.sections.flatMap(render),
          ],
          actions: [
            {
              type: "Action.OpenUrl",
              title: message.type === "failure" ? "Open the run" : "Open the release",
              url: message.url,
            },
          ],
        },
      },
    ],
  };
}

const block = (text: string, look: object = {}) => ({ type: "TextBlock", text: literal(text), wrap: true, ...look });

function render(section: Section): object[] {
  const title = block(section.title, { weight: "bolder", spacing: "medium" });
  if (section.kind === "commands") {
    return [title, ...section.lines.map((line) => block(line, { fontType: "monospace", spacing: "none" }))];
  }
  const rest = omission(section);
  return [
    title,
    ...section.items.map((item) => block(`• ${item}`, { spacing: "small" })),
    ...(rest === undefined ? [] : [block(rest, { isSubtle: true, spacing: "small" })]),
  ];
}

/** The Markdown that a text block reads (adaptivecards.io, "Text features"): emphasis, links, lists. */
const literal = (text: string): string =>
  text.replace(/[\\*_[\]]/g, "\\$&").replace(/^(\s*(?:[-+]|\d+[.)]))(?=\s)/gm, "\\$1");
