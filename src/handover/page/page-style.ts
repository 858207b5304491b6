/** What a shift's page has beside what every report has. */
export const PAGE_STYLE = `
body { max-width: 84rem; background: light-dark(#fff, #16181c); color: light-dark(#1c1e21, #e6e6e6); }
a { color: light-dark(#0b57a4, #8ec1ff); }
nav a { margin-right: 1.2rem; }
:focus-visible { outline: 3px solid light-dark(#0b57a4, #8ec1ff); outline-offset: 2px; }
[hidden] { display: none !important; }
.fields { display: flex; flex-wrap: wrap; gap: 0.5rem 0.8rem; align-items: center; margin: 0.6rem 0; }
#filters { min-width: 0; }
.fields label:has(+ select), .fields label:has(+ input) { margin-right: -0.4rem; }
input, select, button { font: inherit; }
select, input { max-width: 100%; box-sizing: border-box; }
#filters select { max-width: min(18rem, 100%); }
#timeline h3 { margin: 0.8rem 0 0.2rem; }
#timeline .fields { margin: 0.3rem 0; }
#count { margin: 0; }
.hint { margin: 0.4rem 0; }
.problem:empty { display: none; }
.problem { border: 2px solid light-dark(#a40000, #ff9a9a); padding: 0.4rem 0.6rem; }
#player { height: min(44vh, 40rem); background: #121314; border: 1px solid light-dark(#bbb, #555); }
/* It lies over the screen until the first play, and a jump that is not to play shows the screen too. */
#player[data-at] .ap-overlay-start { display: none; }
.scrolls { position: relative; max-height: 36vh; overflow: auto; border: 1px solid light-dark(#bbb, #555); }
#entries { margin: 0; border-collapse: separate; border-spacing: 0; }
#entries thead th { position: sticky; top: 0; z-index: 1; }
#entries th, #entries td { border-width: 0 1px 1px 0; }
#entries th { white-space: nowrap; }
#entries tr { scroll-margin: 3rem; }
#entries td:nth-child(-n + 2), .result { white-space: nowrap; }
#entries td:nth-child(5) { min-width: 7rem; max-width: 12rem; }
#entries td:nth-child(3), #entries td:nth-child(4) { overflow-wrap: break-word; }
#entries [data-cast] { cursor: pointer; }
#entries :target td { background: light-dark(#dbeafe, #1d3557); }
#entries [aria-current] td { background: light-dark(#fff1b8, #4a3f10); }
#entries [aria-current] td:first-child { box-shadow: inset 4px 0 light-dark(#0b57a4, #8ec1ff); }
#entries time button { border: 0; padding: 0; background: none; color: light-dark(#0b57a4, #8ec1ff); text-decoration: underline; }
#entries [aria-current] time button { color: light-dark(#08406f, #b9dcff); }
[data-result="NG"] .result { color: light-dark(#a40000, #ff9a9a); font-weight: 600; }
[data-result="UNKNOWN"] .result { color: light-dark(#7a4300, #ffc46b); font-weight: 600; }
[data-result="REFUSED"] .result { color: light-dark(#6b2a8f, #dcb0ff); font-weight: 600; }
footer { margin-top: 2.5rem; border-top: 1px solid; font-size: 0.85rem; }
footer pre { white-space: pre-wrap; max-height: 20rem; overflow: auto; }
@media print {
  body { background: none; color: #000; }
  nav, #recording, #filters, .hint, details { display: none; }
  .scrolls { max-height: none; overflow: visible; border: 0; }
  #entries { border-collapse: collapse; font-size: 8pt; }
  #entries th, #entries td { border-width: 1px; }
  #entries thead th { position: static; }
  #entries td:nth-child(-n + 2), .result { white-space: normal; overflow-wrap: normal; }
  #entries td:nth-child(5) { min-width: 0; }
  #entries time button { color: inherit; text-decoration: none; }
  #entries [aria-current] td { background: none; box-shadow: none; }
  #timeline { break-before: page; }
}
`;
