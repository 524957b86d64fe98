import { count, formatSize } from "../format.ts";
import type { ChannelSummary, MessageSummary } from "../summary.ts";
import { renderMarkdown } from "./markdown.ts";
import { type Content, type Html, html } from "./markup.ts";

const MARKS = { changed: "✓", proposed: "…", untouched: "–" } as const;
const WORDS = { changed: "changed", proposed: "proposed", untouched: "nothing arrived" } as const;
/** Files that are listed without a click. */
const FEW = 6;

/** Each channel with what it tells people now; below it the diff, the files, and messages as their readers see them. */
export function channelList(channels: readonly ChannelSummary[]): Content {
  if (channels.length === 0) return undefined;
  return html`<div class="channels">${channels.map(
    (channel) => html`<article class="channel">
<h3><span class="state ${channel.state}" role="img" aria-label="${WORDS[channel.state]}">${MARKS[channel.state]}</span>${channel.title}</h3>
${channel.messages.length === 0 && html`<p class="says">${channel.advertises}</p>`}
${channel.messages.map(messageOf)}
${channel.pull !== null && pull(channel.pull)}
${channel.diff !== null && diff(channel.diff)}
${channel.diff === null && channel.files.length > 0 && files(channel)}
</article>`,
  )}</div>`;
}

/** As its reader sees it. */
export function messageOf({ to, subject, text, form }: MessageSummary): Html {
  return html`<div class="message"><p class="subject">${subject}</p>${form === "plain" && html`<p class="quiet">to ${to}</p>`}${
    form === "plain"
      ? html`<pre class="mail" tabindex="0">${text}</pre>`
      : html`<div class="md-message">${renderMarkdown(text)}</div>`
  }</div>`;
}

function pull({ number, title, body, from, into, labels }: NonNullable<ChannelSummary["pull"]>): Html {
  return html`<div class="message"><p class="subject">${title} <span class="quiet">#${number}</span></p>
<p class="quiet"><code>${from}</code> into <code>${into}</code>${labels.length > 0 && html`, ${labels.join(", ")}`}</p>
<div class="md-message">${renderMarkdown(body)}</div></div>`;
}

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^(?:diff |index |new file|deleted file|similarity|rename|--- |\+\+\+ )/, "file"],
  [/^@@/, "place"],
  [/^\+/, "added"],
  [/^-/, "removed"],
];

/** Short ones are open. */
function diff(text: string): Html {
  const lines = text.split("\n");
  const [added, removed] = ["+", "-"].map(
    (sign) => lines.filter((line) => line.startsWith(sign) && !line.startsWith(sign.repeat(3))).length,
  );
  return html`<details${lines.length <= 60 && html` open`}><summary><span class="grow">What the commit changes</span><span class="took">+${added ?? 0} −${removed ?? 0}</span></summary><pre class="diff" tabindex="0">${lines.map(
    (line) => html`<span class="${KINDS.find(([test]) => test.test(line))?.[1] ?? ""}">${line}\n</span>`,
  )}</pre></details>`;
}

function files({ files }: ChannelSummary): Html {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const rows = files.map(
    ({ path, size }) => html`<tr><td class="mono">${path}</td><td class="number">${formatSize(size)}</td></tr>`,
  );
  return html`<details${files.length <= FEW && html` open`}><summary><span class="grow">${count(files.length, "file")}</span><span class="took">${formatSize(total)}</span></summary><div class="scroll"><table><tbody>${rows}</tbody></table></div></details>`;
}
