import type { MessageSummary } from "../report/summary.ts";

/** What a person would see of a message: read back from what arrived, not from what was meant. */
type Preview = Pick<MessageSummary, "subject" | "text" | "form">;

type Data = Readonly<Record<string, unknown>>;

const data = (value: unknown): Data => (typeof value === "object" && value !== null ? (value as Data) : {});
const list = (value: unknown): readonly Data[] => (Array.isArray(value) ? value.map(data) : []);
const words = (value: unknown): string => (typeof value === "string" ? value : "");

const markdown = (subject: string, parts: readonly string[]): Preview => ({
  subject,
  text: parts.filter((part) => part.trim() !== "").join("\n\n"),
  form: "markdown",
});

/** Each kind's body as Markdown: the report shows it without any markup of its own. */
export function previewOf(messenger: string, body: string): Preview {
  let value: Data;
  try {
    value = data(JSON.parse(body));
  } catch {
    return { subject: "", text: body, form: "plain" };
  }
  switch (messenger) {
    case "slack":
      return slack(value);
    case "discord":
      return discord(value);
    case "teams":
      return teams(value);
    default:
      return webhook(value);
  }
}

/** Bullets and fences begin lines of their own. */
const blocks = (text: string): string =>
  text
    .replace(/^• /gm, "- ")
    .replace(/\n?```(?:sh\n)?([\s\S]*?)\n?```/g, "\n```\n$1\n```")
    .replace(/^(\*\*.+\*\*)\n(?=- )/gm, "$1\n\n");

function slack({ blocks: given }: Data): Preview {
  let subject = "";
  const parts: string[] = [];
  // Bold is one star there, and three characters are escaped.
  const read = (text: unknown) =>
    blocks(
      words(data(text).text)
        .replace(/^\*(.+)\*$/gm, "**$1**")
        .replace(/&lt;/g, "<")
        .replace(/&gt;/g, ">")
        .replace(/&amp;/g, "&"),
    );
  for (const block of list(given)) {
    if (block.type === "header") subject = words(data(block.text).text).replace(/^:\w+: /, "");
    else if (block.type === "section" && block.text !== undefined) parts.push(read(block.text));
    else if (block.type === "section")
      parts.push(factsOf(list(block.fields).map((field) => words(field.text).split("\n"))));
    else if (block.type === "actions") {
      parts.push(...list(block.elements).map(({ text, url }) => button(words(data(text).text), words(url))));
    }
  }
  return markdown(subject, parts);
}

function discord({ content, embeds }: Data): Preview {
  const [embed = {}] = list(embeds);
  const plain = (text: unknown) => blocks(words(text).replace(/\\([\\`*_~|>[\]])/g, "$1"));
  const fields = list(embed.fields);
  const facts = fields.filter(({ inline }) => inline === true).map(({ name, value }) => [words(name), plain(value)]);
  return markdown(words(embed.title), [
    words(content),
    plain(embed.description),
    factsOf(facts),
    ...fields
      .filter(({ inline }) => inline !== true)
      .map(({ name, value }) => `**${words(name)}**\n\n${plain(value).trim()}`),
    button(words(embed.url), words(embed.url)),
  ]);
}

function teams({ attachments }: Data): Preview {
  const [attachment = {}] = list(attachments);
  const card = data(attachment.content);
  const plain = (text: unknown) => words(text).replace(/\\([\\*_[\]]|[-+]|\d+[.)])/g, "$1");
  const [title = {}, ...rest] = list(card.body);
  const parts: string[] = [];
  let last = "";
  for (const block of rest) {
    const text = plain(block.text);
    const kind =
      block.type === "FactSet" ? "facts" : block.fontType === "monospace" ? "code" : /^• /.test(text) ? "item" : "text";
    if (kind === "facts") {
      parts.push(factsOf(list(block.facts).map((fact) => [plain(fact.title), plain(fact.value)])));
    } else if (kind === last && kind === "code") {
      parts.push(`${(parts.pop() ?? "").replace(/\n```$/, "")}\n${text}\n\`\`\``);
    } else if (kind === last && kind === "item") {
      parts.push(`${parts.pop() ?? ""}\n- ${text.slice(2)}`);
    } else if (kind === "code") parts.push(`\`\`\`\n${text}\n\`\`\``);
    else if (kind === "item") parts.push(`- ${text.slice(2)}`);
    else parts.push(block.weight === "bolder" ? `**${text}**` : text);
    last = kind;
  }
  const links = list(card.actions).map((action) => button(words(action.title), words(action.url)));
  return markdown(plain(title.text), [...parts, ...links]);
}

function webhook({ title, text, facts, sections, url }: Data): Preview {
  return markdown(words(title), [
    words(text),
    factsOf(list(facts).map(({ label, value }) => [words(label), words(value)])),
    ...list(sections).map((section) => {
      const head = `**${words(section.title)}**\n\n`;
      const lines = (value: unknown) => (Array.isArray(value) ? value.map(words) : []);
      if (section.kind === "commands") return `${head}\`\`\`\n${lines(section.lines).join("\n")}\n\`\`\``;
      return (
        head +
        lines(section.items)
          .map((item) => `- ${item}`)
          .join("\n")
      );
    }),
    button(words(url), words(url)),
  ]);
}

const factsOf = (facts: readonly (readonly string[])[]): string =>
  facts.map(([name = "", value = ""]) => `- ${name.replace(/^\*|\*$/g, "")}: ${value}`).join("\n");

const button = (text: string, url: string): string => (url === "" ? "" : `[${text}](${url})`);

/** Subject and plain text of a mail (RFC 5322; parts by RFC 2046, encodings by RFC 2045 and 2047). */
export function previewOfMail(source: string): Preview {
  const [head, body] = splitPart(source);
  const boundary = /boundary="?([^";\s]+)"?/i.exec(head["content-type"] ?? "")?.[1];
  const parts = boundary === undefined ? [[head, body] as const] : body.split(`--${boundary}`).slice(1).map(splitPart);
  const [own, content] = parts.find(([headers]) => /^text\/plain/i.test(headers["content-type"] ?? "")) ?? [head, body];
  const text = decode(content, own["content-transfer-encoding"] ?? "");
  return { subject: decodeWords(head.subject ?? ""), text: text.replace(/\r\n/g, "\n").trim(), form: "plain" };
}

function splitPart(part: string): readonly [Record<string, string>, string] {
  const text = part.replace(/^\r?\n/, "");
  const end = /\r?\n\r?\n/.exec(text);
  const head = text.slice(0, end?.index ?? text.length).replace(/\r?\n[ \t]+/g, " ");
  const headers = head.split(/\r?\n/).map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return [Object.fromEntries(headers), end === null ? "" : text.slice(end.index + end[0].length)];
}

function decode(content: string, encoding: string): string {
  if (/base64/i.test(encoding)) return Buffer.from(content, "base64").toString("utf8");
  if (!/quoted-printable/i.test(encoding)) return content;
  return quoted(content.replace(/=\r?\n/g, ""));
}

const quoted = (text: string): string =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  ).toString("utf8");

const decodeWords = (text: string): string =>
  text
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === "b" ? Buffer.from(word, "base64").toString("utf8") : quoted(word.replaceAll("_", " ")),
    );
