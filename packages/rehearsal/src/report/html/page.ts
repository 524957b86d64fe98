import { byImportance, count, formatSeconds, formatSize, percent, shortStep } from "../format.ts";
import type { AssetSummary, Summary } from "../summary.ts";
import { channelList } from "./channels.ts";
import { jobDetails, type Logs, RESULT_WORDS } from "./jobs.ts";
import { type Content, Html, html } from "./markup.ts";
import { rehearsedRollback, rollbackNote } from "./rollback.ts";
import { SCRIPT, STYLE } from "./style.ts";
import { timeline } from "./timeline.ts";

/** `report.html`: one self-contained page about one rehearsal. Everything from the run is escaped. */
export function renderReport(summary: Summary, logs: Logs): string {
  const sections = [
    section("failed", "Why it failed", failures(summary)),
    section("release", "What was released", assets(summary)),
    section("channels", "Who was told", channelList(summary.channels), toldNote(summary)),
    rehearsed(summary),
    section("checks", "What was checked", checks(summary)),
    section("not-rehearsed", "Not rehearsed here", notRehearsed(summary)),
    section("timeline", "Timeline", timeline(summary), timeNote(summary)),
    section("jobs", "Jobs", jobDetails(summary.jobs, logs), count(summary.jobs.length, "job")),
    section("requests", "Requests to GitHub", requests(summary), `${summary.requests.total} in all`),
    section("notes", "What was assumed", notes(summary)),
    summary.rollback === undefined ? section("rollback", "What a rollback would do", rollback(summary)) : undefined,
  ].filter((one) => one !== undefined);
  const title = `${summary.tag ?? summary.ref} of ${summary.repository}: rehearsal ${RESULT_WORDS[summary.result]}`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">To the content</a>
<header>
${head(summary)}
<nav aria-label="Sections">${sections.map(({ id, title }) => html`<a href="#${id}">${title}</a>`)}</nav>
</header>
<main id="main">
${tiles(summary)}
${summary.warnings.length > 0 && html`<section aria-label="Warnings">${summary.warnings.map((text) => html`<div class="note warning"><div>${text}</div></div>`)}</section>`}
${sections.map(({ markup }) => markup)}
</main>
<footer>Rehearsed by Slipway on this machine; nothing was published anywhere else. The same as data: <code>summary.json</code> beside this page.</footer>
<script>${new Html(SCRIPT)}</script>
</body>
</html>
`;
  return page.text;
}

function rehearsed(summary: Summary) {
  const { rollback } = summary;
  if (rollback === undefined) return undefined;
  return section("rollback", "Rollback", rehearsedRollback(rollback), rollbackNote(summary));
}

function section(id: string, title: string, content: Content, note?: string) {
  if (content === undefined || content === false) return undefined;
  const small = note !== undefined && html` <small>${note}</small>`;
  return {
    id,
    title,
    markup: html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}${small}</h2>${content}</section>`,
  };
}

function head(summary: Summary): Html {
  const [owner, name = owner] = summary.repository.split("/");
  const origin = summary.workflows.map(
    ({ path, origin }) =>
      html`<code>${path}</code>${origin === "template" && " (from Slipway's templates: the repository has none)"} `,
  );
  return html`<div class="top"><h1>${name} <small>${summary.tag ?? summary.ref.replace(/^refs\/heads\//, "")}</small></h1><span class="pill ${summary.result}">Rehearsal ${RESULT_WORDS[summary.result]}</span></div>
<dl class="facts">
${fact("Repository", summary.repository)}
${summary.version !== null && fact("Version", summary.version)}
${fact("Commit", html`<code title="${summary.commit}">${summary.commit.slice(0, 10)}</code>`)}
${fact("Workflow", origin)}
${fact("Started", html`<time datetime="${summary.startedAt}">${summary.startedAt.replace("T", " ").replace(/\.\d+Z$|Z$/, " UTC")}</time>`)}
${fact("Took", formatSeconds(summary.seconds))}
</dl>`;
}

const fact = (name: string, value: Content): Html => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

function tiles(summary: Summary): Html {
  const { release, checks, requests, time } = summary;
  const size = release?.assets.reduce((sum, asset) => sum + asset.size, 0) ?? 0;
  const passed = checks.filter(({ result }) => result === "passed").length;
  const tile = (figure: string, words: string) => html`<li><b>${figure}</b><span>${words}</span></li>`;
  return html`<ul class="tiles">
${release ? tile(count(release.assets.length, "asset"), `${formatSize(size)}${release.draft ? ", in a draft" : ", published"}${release.latest ? ", latest" : ""}`) : tile("Nothing published", summary.event === "branch" ? "as it should be for a branch" : "no release was made")}
${checks.length > 0 && tile(`${passed} of ${checks.length}`, "checks passed")}
${tile(String(requests.total), `requests, ${count(requests.violations.length, "departure")} from GitHub's description`)}
${tile(formatSeconds(time.outside), `outside compilers, ${percent(time.outside, time.total)} of ${formatSeconds(time.total)}`)}
</ul>`;
}

function failures({ jobs, problems }: Summary): Content {
  const failed = jobs.filter(({ result }) => result === "failure");
  if (failed.length === 0 && problems.length === 0) return undefined;
  const unstarted = problems.map(
    ({ code, message, remedy, place }) =>
      html`<div class="note error"><b>${code}${place !== undefined && html` <code>${place}</code>`}</b><div>${message}\nWhat to do: ${remedy}</div></div>`,
  );
  return [
    unstarted,
    failed.map((job) => {
      const step = job.steps.find(({ result }) => result === "failure");
      const errors = job.annotations.filter(({ level }) => level === "error");
      return html`<h3 class="failure">${job.name}${step && html` in “${shortStep(step.name)}”`}</h3>${
        errors.length > 0
          ? errors.map(
              (one) => html`<div class="note error"><b>${one.title ?? "Error"}</b><div>${one.message}</div></div>`,
            )
          : html`<p>${job.reason || "The log below says more."}</p>`
      }`;
    }),
  ];
}

function assets({ release }: Summary): Content {
  if (release === null) return undefined;
  const { main, sidecars } = byImportance(release.assets);
  const row = (asset: AssetSummary) =>
    html`<tr><td class="name">${asset.name}</td><td>${asset.target ?? asset.kind ?? ""}</td><td>${asset.variant ?? ""}</td><td class="number">${formatSize(asset.size)}</td><td>${digest(asset)}</td></tr>`;
  const head = html`<thead><tr><th scope="col">Name</th><th scope="col">Platform</th><th scope="col">Variant</th><th scope="col" class="number">Size</th><th scope="col">SHA-256</th></tr></thead>`;
  return html`<p class="quiet">${release.name !== null && html`“${release.name}”, `}tag <code>${release.tag}</code> at <code>${release.commit.slice(0, 10)}</code>; ${release.draft ? "a draft" : "published"}${release.prerelease && ", a pre-release"}${release.latest && ", the latest release"}.</p>
<div class="scroll"><table>${head}<tbody>${main.map(row)}</tbody></table></div>
${sidecars.length > 0 && html`<details><summary><span class="grow">${count(sidecars.length, "file")} with the checksum of one of them</span></summary><div class="scroll"><table>${head}<tbody>${sidecars.map(row)}</tbody></table></div></details>`}`;
}

function toldNote({ channels }: Summary): string {
  const messages = channels.reduce((sum, channel) => sum + channel.messages.length, 0);
  const places = channels.filter((channel) => channel.messages.length === 0 && channel.state !== "untouched").length;
  return [
    ...(places > 0 ? [count(places, "channel")] : []),
    ...(messages > 0 ? [count(messages, "message")] : []),
  ].join(", ");
}

function digest({ name, digest }: AssetSummary): Html {
  const hex = digest.replace(/^sha256:/, "");
  return html`<span class="digest"><code title="${hex}" data-copy="${name}">${hex}</code></span>`;
}

function checks({ checks, requests }: Summary): Content {
  if (checks.length === 0) return undefined;
  const departures = requests.violations.map(
    ({ operation, side, message }) =>
      html`<div class="note warning"><b>${operation} (${side})</b><div>${message}</div></div>`,
  );
  return html`<ul class="checks">${checks.map(
    ({ name, result, detail }) =>
      html`<li><span class="${result}" role="img" aria-label="${result}">${result === "passed" ? "✓" : "✗"}</span><b>${name}</b><span>${detail}</span></li>`,
  )}</ul>${departures}`;
}

function notRehearsed({ notRehearsed }: Summary): Content {
  if (notRehearsed.length === 0) return undefined;
  return html`<div class="scroll"><table><thead><tr><th scope="col">What</th><th scope="col">Runs on</th><th scope="col">Why not here</th></tr></thead><tbody>${notRehearsed.map(
    ({ what, name, runsOn, reason }) =>
      html`<tr><td>${what} ${name}</td><td><code>${runsOn}</code></td><td>${reason}</td></tr>`,
  )}</tbody></table></div>`;
}

function timeNote({ time }: Summary): string {
  return `${formatSeconds(time.compiling)} building, ${formatSeconds(time.outside)} (${percent(time.outside, time.total)}) everything else`;
}

function requests({ requests }: Summary): Content {
  const rows = Object.entries(requests.byOperation).sort(([, a], [, b]) => b - a);
  if (rows.length === 0) return undefined;
  const most = rows[0]?.[1] ?? 1;
  return html`<details><summary><span class="grow">By operation</span><span class="took">${count(rows.length, "operation")}</span></summary><div class="scroll"><table><tbody>${rows.map(
    ([operation, number]) =>
      html`<tr><td class="mono">${operation}</td><td class="number">${number}</td><td class="bar"><span class="meter" style="width:${((100 * number) / most).toFixed(1)}%"></span></td></tr>`,
  )}</tbody></table></div></details>`;
}

function notes({ notes }: Summary): Content {
  if (notes.length === 0) return undefined;
  return html`<ul class="notes">${notes.map((text) => html`<li>${text}</li>`)}</ul>`;
}

function rollback(summary: Summary): Content {
  if (summary.release === null) return undefined;
  const journalled = (summary.requests.byOperation["repos/create-or-update-file-contents"] ?? 0) > 0;
  return html`<p>This run published the GitHub release <code>${summary.release.tag}</code>${journalled && html` and recorded it on the branch <code>slipway/journal</code>, which stays`}.${told(summary)}</p>
<p class="quiet">Published files and the tag would stay as they are: a rollback marks the release as superseded and makes an earlier one the latest${summary.release.latest ? "" : " (this one is not the latest)"}. In this rehearsal the repository has no earlier release.</p>`;
}

function told({ channels }: Summary): string {
  const changed = channels.filter(({ state, messages }) => state !== "untouched" && messages.length === 0);
  const messages = channels.some((channel) => channel.messages.length > 0);
  if (changed.length === 0 && !messages) {
    return " No package index, registry or message was touched, so there is nothing else to take back.";
  }
  const titles = changed.map(({ title }) => title).join(", ");
  return `${changed.length > 0 ? ` ${titles} would go back to the release before.` : ""}${messages ? " Who got a message would get a correction." : ""}`;
}
