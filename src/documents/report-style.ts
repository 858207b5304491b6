/** How a report looks on a screen, light or dark, and on paper. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; }
h2 { font-size: 1.25rem; margin-top: 2.2rem; border-bottom: 1px solid; }
h3 { font-size: 1.05rem; margin-top: 1.6rem; }
table { border-collapse: collapse; width: 100%; margin: 0.6rem 0; }
th, td { border: 1px solid light-dark(#bbb, #555); padding: 0.25rem 0.5rem; text-align: left; vertical-align: top; }
th { background: light-dark(#f2f2f2, #2a2a2a); font-weight: 600; }
td { overflow-wrap: break-word; max-width: 20rem; font-variant-numeric: tabular-nums; }
time { white-space: nowrap; }
.facts th { width: min(14rem, 35%); }
.facts td { overflow-wrap: anywhere; max-width: none; }
.wide { overflow-x: auto; }
.wide table { min-width: 48rem; }
@media print {
  body { font-size: 9pt; max-width: none; margin: 0; }
  h2, h3 { break-after: avoid; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  .wide { overflow: visible; }
  .wide table { min-width: 0; font-size: 7.5pt; }
  .wide th, .wide td { padding: 0.15rem 0.3rem; }
  td { max-width: 10rem; }
}
`;
