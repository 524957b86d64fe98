/** The page's whole style: system fonts, one accent colour a result, light or dark as the reader's system is. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #f6f7f9; --paper: #ffffff; --line: #dde1e7; --faint: #eef0f4;
  --ink: #1b2330; --soft: #5b6675; --link: #1a5fb4;
  --good: #1a7f4b; --good-soft: #dcf3e5; --bad: #b3261e; --bad-soft: #fbe3e1;
  --warn: #8a5a00; --warn-soft: #fdf0d2; --rest: #6b7584; --rest-soft: #e7eaef;
  --bar: #3b82c4; --bar-deep: #1f5f9e; --bar-soft: #cfe1f3; --build: #7c5cc4;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #11151b; --paper: #191f27; --line: #2e3743; --faint: #212935;
    --ink: #e6eaf0; --soft: #9aa6b5; --link: #7fb4f0;
    --good: #62d394; --good-soft: #17372a; --bad: #ff8a80; --bad-soft: #431f1e;
    --warn: #f0c060; --warn-soft: #3a2f17; --rest: #98a3b1; --rest-soft: #29323d;
    --bar: #4f92d0; --bar-deep: #86b9e8; --bar-soft: #22394f; --build: #a58be0;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; }
code, pre, .mono { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .88em; }
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem 1rem; z-index: 2; }
header, main, footer { max-width: 1180px; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 2.5rem; }
.top { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem 1rem; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0; font-weight: 650; letter-spacing: -.015em; }
h1 small { font-weight: 450; color: var(--soft); font-size: 1em; }
h2 { font-size: 1.15rem; margin: 0 0 .9rem; font-weight: 620; }
h2 small { font-weight: 400; color: var(--soft); font-size: .88rem; margin-left: .5rem; }
h3 { font-size: 1rem; margin: 1.2rem 0 .4rem; }
.pill { display: inline-block; border-radius: 999px; padding: .1rem .75rem; font-size: .85rem; font-weight: 600; white-space: nowrap; }
.success, .passed { color: var(--good); } .failure, .failed, .error { color: var(--bad); }
.cancelled, .warning { color: var(--warn); } .skipped, .not-rehearsed, .notice { color: var(--rest); }
.pill.success { background: var(--good-soft); } .pill.failure { background: var(--bad-soft); }
.pill.cancelled { background: var(--warn-soft); } .pill.skipped, .pill.not-rehearsed { background: var(--rest-soft); }
dl.facts { display: flex; flex-wrap: wrap; gap: .3rem 2rem; margin: .9rem 0 0; }
dl.facts div { display: flex; gap: .45rem; } dl.facts dt { color: var(--soft); } dl.facts dd { margin: 0; }
nav { margin: 1.1rem 0 0; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; font-size: .92rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(210px, 1fr)); gap: .9rem; margin: 1.5rem 0 0; padding: 0; list-style: none; }
.tiles li, section { background: var(--paper); border: 1px solid var(--line); border-radius: 12px; }
.tiles li { padding: .85rem 1.1rem; }
.tiles b { display: block; font-size: 1.45rem; font-weight: 620; line-height: 1.3; font-variant-numeric: tabular-nums; }
.tiles span { color: var(--soft); font-size: .88rem; }
section { padding: 1.25rem 1.4rem 1.4rem; margin: 1.1rem 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th { text-align: left; font-weight: 550; color: var(--soft); font-size: .84rem; padding: .3rem .8rem .4rem 0; border-bottom: 1px solid var(--line); white-space: nowrap; }
td { padding: .42rem .8rem .42rem 0; border-bottom: 1px solid var(--faint); vertical-align: top; }
tr:last-child td { border-bottom: 0; }
th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.name { font-weight: 500; overflow-wrap: anywhere; min-width: 15rem; }
.digest { display: flex; gap: .5rem; align-items: baseline; }
.digest code { user-select: all; display: block; width: 13ch; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--soft); }
@media (min-width: 1000px) { .digest code { width: 26ch; } }
.copy { font: inherit; font-size: .8rem; padding: 0 .5rem; border: 1px solid var(--line); border-radius: 6px; background: none; color: var(--soft); cursor: pointer; }
.copy:hover { color: var(--ink); border-color: var(--soft); }
ul.checks { list-style: none; margin: 0; padding: 0; }
ul.checks li { display: grid; grid-template-columns: 1.6rem minmax(13rem, 18rem) 1fr; padding: .38rem 0; border-bottom: 1px solid var(--faint); }
ul.checks li:last-child { border: 0; }
ul.checks b { font-weight: 550; } ul.checks span:last-child { color: var(--soft); overflow-wrap: anywhere; }
@media (max-width: 640px) { ul.checks li { grid-template-columns: 1.6rem 1fr; } ul.checks li span:last-child { grid-column: 2; } }
.gantt { --label: minmax(9rem, 17rem); }
.lane { display: grid; grid-template-columns: var(--label) 1fr 5.2rem; gap: 0 .9rem; align-items: center; padding: .28rem 0; }
.lane .label { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: .92rem; }
.lane .label a { color: inherit; text-decoration: none; } .lane .label a:hover { text-decoration: underline; }
.lane .took { text-align: right; color: var(--soft); font-size: .88rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
.lane svg { display: block; width: 100%; height: 22px; overflow: visible; }
.lane svg .track { fill: var(--bar-soft); } .lane svg .step { fill: var(--bar); } .lane svg .build { fill: var(--build); }
.lane svg .bad { fill: var(--bad); } .lane svg .stopped { fill: var(--warn); } .lane svg .grid { stroke: var(--faint); stroke-width: 1; vector-effect: non-scaling-stroke; }
.axis { color: var(--soft); font-size: .8rem; } .axis div { position: relative; height: 1.3rem; }
.axis i { position: absolute; font-style: normal; white-space: nowrap; transform: translateX(-50%); } .axis i:first-child { transform: none; }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1.3rem; margin: .8rem 0 0; padding: 0; list-style: none; color: var(--soft); font-size: .85rem; }
.legend i { display: inline-block; width: .8rem; height: .8rem; border-radius: 3px; margin-right: .4rem; vertical-align: -1px; }
details { border-top: 1px solid var(--faint); } details:first-of-type { border-top: 0; }
summary { cursor: pointer; padding: .45rem 0; display: flex; gap: .7rem; align-items: baseline; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary::before { content: "▸"; color: var(--soft); width: .8rem; flex: none; transition: transform .12s; }
details[open] > summary::before { transform: rotate(90deg); }
.grow { flex: 1; min-width: 0; overflow-wrap: anywhere; }
summary .took, .step .took { color: var(--soft); font-size: .88rem; font-weight: 400; font-variant-numeric: tabular-nums; white-space: nowrap; min-width: 4.2rem; text-align: right; }
.job > summary { font-weight: 560; } .job > div { padding: 0 0 .8rem 1.5rem; }
.steps details, .steps .step { border-top: 1px solid var(--faint); font-size: .93rem; } .steps .step { padding: .45rem 0 .45rem 1.5rem; display: flex; gap: .7rem; }
pre { margin: .2rem 0 .8rem; padding: .8rem 1rem; background: var(--faint); border-radius: 8px; overflow: auto; max-height: 26rem; line-height: 1.45; }
.md { border: 1px solid var(--line); border-radius: 10px; padding: .6rem 1rem; margin: .3rem 0 1rem; } .md p { margin: .5rem 0; } .md-heading { font-weight: 620; }
.note { border-left: 3px solid currentColor; padding: .3rem .9rem; margin: .5rem 0; border-radius: 2px; } .note > * { color: var(--ink); white-space: pre-wrap; overflow-wrap: anywhere; } .note b { display: block; }
ul.notes { margin: 0; padding-left: 1.2rem; }
.quiet { color: var(--soft); margin: .3rem 0; }
.channel { padding: .2rem 0 1rem; border-bottom: 1px solid var(--faint); } .channel:last-child { border: 0; padding-bottom: 0; }
.channel h3 { margin: .8rem 0 .3rem; font-weight: 600; }
.state { display: inline-block; width: 1.4rem; } .state.changed { color: var(--good); } .state.proposed { color: var(--warn); } .state.untouched { color: var(--rest); }
.says { margin: 0 0 .5rem 1.4rem; color: var(--soft); overflow-wrap: anywhere; }
.channel > details, .message { margin: .4rem 0 .6rem 1.4rem; }
.message { border: 1px solid var(--line); border-left: 4px solid var(--bar); border-radius: 8px; padding: .7rem 1.1rem; max-width: 46rem; }
.message p { margin: .35rem 0; } .message .subject { font-weight: 640; font-size: 1.03rem; } .message ul { margin: .3rem 0; padding-left: 1.2rem; }
.message pre { margin: .4rem 0; white-space: pre-wrap; overflow-wrap: anywhere; } pre.mail { background: none; padding: 0; max-height: none; font-size: .85em; }
pre.diff { line-height: 1.4; } pre.diff span { display: block; white-space: pre; } pre.diff .file { color: var(--soft); } pre.diff .place { color: var(--link); }
pre.diff .added { background: var(--good-soft); color: var(--good); } pre.diff .removed { background: var(--bad-soft); color: var(--bad); }
.meter { display: block; height: .5rem; border-radius: 3px; background: var(--bar); min-width: 2px; }
td.bar { width: 45%; vertical-align: middle; }
footer { color: var(--soft); font-size: .88rem; padding-bottom: 3rem; }
@media print { body { background: #fff; } section { break-inside: avoid; } .copy { display: none; } }
`;

/** Adds copy buttons where scripts run; without them a click on a digest still selects all of it. */
export const SCRIPT = `
for (const code of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  button.className = "copy"; button.type = "button"; button.textContent = "Copy";
  button.setAttribute("aria-label", "Copy SHA-256 of " + code.dataset.copy);
  button.onclick = async () => {
    try { await navigator.clipboard.writeText(code.textContent); }
    catch { const range = document.createRange(); range.selectNodeContents(code); getSelection().removeAllRanges(); getSelection().addRange(range); document.execCommand("copy"); }
    button.textContent = "Copied"; setTimeout(() => { button.textContent = "Copy"; }, 1500);
  };
  code.after(button);
}
`;
