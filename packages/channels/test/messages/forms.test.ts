import { describe, expect, test } from "vitest";
import { composeMessage } from "../../src/messages/compose.ts";
import { discordBody } from "../../src/messages/discord.ts";
import { mailOf } from "../../src/messages/email.ts";
import { slackBody } from "../../src/messages/slack.ts";
import { teamsBody } from "../../src/messages/teams.ts";
import { webhookBody } from "../../src/messages/webhook.ts";
import { NEWS } from "./news.ts";

const MESSAGE = composeMessage(NEWS);
const URGENT = composeMessage({
  ...NEWS,
  type: "security",
  reason: "Keys leak into <logs>",
  replacement: "2.1.1",
  urgent: true,
});
/** Everything as long as a careless person makes it. */
const HUGE = composeMessage({
  ...NEWS,
  manifest: { ...NEWS.manifest, project: { name: "n".repeat(100), description: "d😀".repeat(3_000) } },
  notes: Array.from({ length: 500 }, (_, index) => `- ${index} ${"&<>*_x".repeat(100)}`).join("\n"),
  install: Array.from({ length: 60 }, (_, index) => `install ${index} ${"i".repeat(200)}`),
});

const slack = { messenger: "slack", id: "slack", on: ["release"], mention: "here" } as const;
const discord = { messenger: "discord", id: "discord", on: ["release"], mention: "everyone" } as const;

const FORMS = {
  slack: (message: typeof MESSAGE) => slackBody(message, { ...slack, on: [...slack.on] }),
  discord: (message: typeof MESSAGE) => discordBody(message, { ...discord, on: [...discord.on] }),
  teams: teamsBody,
  webhook: webhookBody,
  email: (message: typeof MESSAGE) => mailOf(message, "example.org"),
};

describe.each(Object.entries(FORMS))("%s", (_, form) => {
  test("a release", () => expect(form(MESSAGE)).toMatchSnapshot());
  test("a security notice", () => expect(form(URGENT)).toMatchSnapshot());
});

describe("limits", () => {
  const strings = (value: unknown): string[] =>
    typeof value === "string"
      ? [value]
      : typeof value === "object" && value !== null
        ? Object.values(value).flatMap(strings)
        : [];

  test("Slack: 50 blocks, 3,000 characters each, a header of 150", () => {
    const { blocks } = FORMS.slack(HUGE) as { blocks: { type: string; text?: { text: string } }[] };
    expect(blocks.length).toBeLessThanOrEqual(50);
    for (const text of strings(blocks)) expect(text.length).toBeLessThanOrEqual(3_000);
    expect(blocks[0]?.text?.text.length).toBeLessThanOrEqual(150);
    expect(JSON.stringify(blocks)).toContain("more");
  });

  test("Discord: 6,000 characters an embed, 1,024 a field", () => {
    const { embeds } = FORMS.discord(HUGE) as {
      embeds: { title: string; description: string; fields: { name: string; value: string }[] }[];
    };
    const [embed] = embeds;
    const fields = embed?.fields ?? [];
    for (const { value } of fields) expect(value.length).toBeLessThanOrEqual(1_024);
    for (const { value } of fields) expect(value.length).toBeGreaterThan(0);
    const total = fields.reduce((sum, { name, value }) => sum + name.length + value.length, 0);
    expect(total + (embed?.title.length ?? 0) + (embed?.description.length ?? 0)).toBeLessThanOrEqual(6_000);
  });

  test.each(["slack", "discord", "teams"] as const)(
    "a long list in %s is shortened; how to install and verify stays",
    (name) => {
      const notes = Array.from({ length: 20 }, (_, index) => `- ${index} ${"a &lt;b&gt; ".repeat(36)}`).join("\n");
      const sent = JSON.stringify(FORMS[name](composeMessage({ ...NEWS, notes })));
      expect(sent).toMatch(/What changed.*more.*How to install.*How to verify/s);
    },
  );

  test("Teams: 28 KB", () => {
    expect(Buffer.byteLength(JSON.stringify(FORMS.teams(HUGE)))).toBeLessThanOrEqual(28 * 1024);
  });
});

test("nobody is called but for what is urgent, and by what people wrote never", () => {
  const tricked = composeMessage({ ...NEWS, notes: "- hello @everyone <!channel> <@U123>", urgent: false });
  expect(JSON.stringify(FORMS.slack(tricked))).not.toMatch(/<[!@]/);
  expect(FORMS.discord(tricked)).toMatchObject({ allowed_mentions: { parse: [] } });
  expect(FORMS.discord(tricked)).not.toHaveProperty("content");
  expect(JSON.stringify(FORMS.slack(URGENT))).toContain("<!here>");
  expect(FORMS.discord(URGENT)).toMatchObject({ content: "@everyone", allowed_mentions: { parse: ["everyone"] } });
});

test("HTML holds no markup of others", () => {
  expect(mailOf(URGENT, "example.org").html).toContain("Keys leak into &lt;logs&gt;.");
});
